"""The stage's scripts and styles begin to load with the document itself, while Streamlit is still starting."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.stage.routes import ASSETS


def _tags() -> bytes:
    folder = f"stage/{ASSETS.version}"
    links = [f'<link rel="stylesheet" href="./{folder}/{name}">' for name in ASSETS.styles]
    links += [f'<link rel="modulepreload" href="./{folder}/{name}">' for name in ASSETS.modules]
    return f'<script async onerror="this.remove()" src="./{folder}/plotly.js"></script>{"".join(links)}</head>'.encode()


class PreloadStage:
    """ASGI middleware: adds the stage's scripts and styles to the head of Streamlit's page and touches no more."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.tags = _tags()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; of an HTML answer to GET, hold the body back until it is whole and add the tags."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def add_tags(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            if "text/html" in Headers(raw=start["headers"]).get("content-type", ""):
                body = body.replace(b"</head>", self.tags, 1)
                headers = MutableHeaders(raw=start["headers"])
                headers["content-length"] = str(len(body))
                # They name Streamlit's file, not this page with today's scripts.
                del headers["etag"], headers["last-modified"]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        # Without these the answer is always whole, never "not modified".
        unconditional = [(k, v) for k, v in scope["headers"] if k not in (b"if-none-match", b"if-modified-since")]
        await self.app({**scope, "headers": unconditional}, receive, add_tags)
