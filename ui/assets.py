"""A folder's scripts and style sheets as the browser gets them: compressed, and kept for ever under their version."""

import gzip
import hashlib
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class Assets:
    """The scripts and style sheets that stand in one folder, read once."""

    def __init__(self, folder: Path) -> None:
        self.texts = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix in TYPES}

    @cached_property
    def version(self) -> str:
        """Changes with any of them, so that browsers may keep them."""
        digest = hashlib.sha256()
        for name, text in self.texts.items():
            digest.update(name.encode() + text)
        return digest.hexdigest()[:12]

    @cached_property
    def packed(self) -> dict[str, bytes]:
        """Each of them, compressed."""
        return {name: gzip.compress(text, 6, mtime=0) for name, text in self.texts.items()}

    async def answer(self, request: Request) -> Response:
        """The one that the path names: .../{version}/{name}."""
        name = request.path_params["name"]
        if name not in self.packed:
            return PlainTextResponse("no such asset", 404)
        # A page of an older start may still ask for its version: it gets today's, but must not keep it under that name.
        keep = FOREVER if request.path_params["version"] == self.version else {"Cache-Control": "no-store"}
        headers = {**keep, "Content-Encoding": "gzip"}
        return Response(self.packed[name], media_type=TYPES[Path(name).suffix], headers=headers)
