"""What a browser has to complain about while a page is used: errors, warnings, failures, requests to strangers."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

# What the stage asks for by itself, and gives up on purpose once something newer has arrived.
ASKED_ANEW = ("/stage/paths", "/stage/batch", "/stage/slopes", "/stage/closeup")
# What a browser without a graphics card notes for every picture that WebGL gives it.
WITHOUT_CARD = "GPU stall due to ReadPixels"


class Complaints:
    """Listens to a page and keeps a sentence for each complaint."""

    def __init__(self, page: Page, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.sentences: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda fault: self._say(f"uncaught error: {fault}"))
        page.on("crash", lambda _: self._say("the page crashed"))
        page.on("requestfailed", self._failed)
        page.on("request", lambda request: self._stranger(request.url))
        page.on("websocket", lambda websocket: self._stranger(websocket.url))

    def _say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        # A start that is refused: the page says so in words, and the browser notes the answer's status as an error.
        if urlsplit(url).path == "/stage/paths" and "status of 400" in message.text:
            return
        if WITHOUT_CARD in message.text:
            return
        if message.type in ("error", "warning"):
            self._say(f"console {message.type}: {message.text} ({url})")

    def _failed(self, request: Request) -> None:
        if request.failure == "net::ERR_ABORTED" and urlsplit(request.url).path in ASKED_ANEW:
            return
        self._say(f"request failed: {request.method} {request.url} ({request.failure})")

    def _stranger(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self._say(f"request to another host: {url}")
