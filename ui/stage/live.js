// Answers straight from the app's routes, past Streamlit: one request under way, the newest wins.

export class Live {
  /**
   * @param {(bytes: Uint8Array, about: any) => void} arrived  with what the request said it was about
   * @param {(message: string) => void} failed  the app refused, and says why
   * @param {() => void} [lost]  nothing came back, though nobody had cancelled it
   */
  constructor(arrived, failed, lost = () => {}) {
    this.arrived = arrived;
    this.failed = failed;
    this.lost = lost;
    this.busy = false;
    /** @type {{path: string, query: string, about: any} | null} */
    this.next = null;
  }

  /**
   * @param {string} path   of the route
   * @param {string} query  the scene as a link writes it
   * @param {any} [about]   handed back with the answer
   */
  request(path, query, about) {
    this.next = { path, query, about };
    if (!this.busy) this.run();
  }

  /** Forget what has not arrived yet. */
  cancel() {
    this.next = null;
    this.abort?.abort();
  }

  async run() {
    this.busy = true;
    try {
      while (this.next !== null) await this.answer(this.next);
    } finally {
      this.busy = false;
    }
  }

  async answer({ path, query, about }) {
    this.next = null;
    this.abort = new AbortController();
    const { signal } = this.abort;
    let bytes;
    try {
      const reply = await fetch(new URL(path, document.baseURI), { method: "POST", body: query, signal });
      if (reply.ok) bytes = new Uint8Array(await reply.arrayBuffer());
      else if (reply.status < 500) this.failed(await reply.text());
      else this.lost();
    } catch {
      // Cancelled, or the server is away: Streamlit shows its own sign for that, and the page catches up by itself.
      if (!signal.aborted) this.lost();
    }
    if (bytes) this.arrived(bytes, about);
  }
}
