// New paths straight from the app's route, past Streamlit: one request under way, the newest wins.

import { decode } from "./blob.js";

export class Live {
  /**
   * @param {(race: import("./blob.js").Race) => void} arrived
   * @param {(message: string) => void} failed
   */
  constructor(arrived, failed) {
    this.arrived = arrived;
    this.failed = failed;
    this.busy = false;
    /** @type {string | null} */
    this.next = null;
  }

  /** @param {string} query  the scene as a link writes it */
  request(query) {
    this.next = query;
    if (!this.busy) this.run();
  }

  /** Forget what has not arrived yet. */
  cancel() {
    this.next = null;
    this.abort?.abort();
  }

  async run() {
    this.busy = true;
    while (this.next !== null) {
      const query = this.next;
      this.next = null;
      this.abort = new AbortController();
      try {
        const reply = await fetch(new URL("stage/paths", document.baseURI), {
          method: "POST",
          body: query,
          signal: this.abort.signal,
        });
        if (reply.ok) this.arrived(decode(new Uint8Array(await reply.arrayBuffer())));
        else if (reply.status < 500) this.failed(await reply.text());
      } catch {
        // Cancelled, or the server is away: Streamlit shows its own sign for that, and the page catches up by itself.
      }
    }
    this.busy = false;
  }
}
