"""A folder's scripts and style sheets as the browser gets them: compressed, and kept for ever under their version."""

import gzip
import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class Assets:
    """The scripts and style sheets that stand in one folder, and `others`: files elsewhere, each with its name here."""

    def __init__(self, folder: Path, others: Mapping[str, Path] | None = None) -> None:
        own = {file.name: file for file in sorted(folder.iterdir()) if file.suffix in TYPES}
        self.modules = [name for name in own if name.endswith(".js")]
        self.styles = [name for name in own if name.endswith(".css")]
        self.files = {**own, **(others or {})}
        self._packed: dict[str, bytes] = {}

    @cached_property
    def version(self) -> str:
        """Changes with any of them, so that browsers may keep them."""
        digest = hashlib.sha256()
        for name, file in self.files.items():
            digest.update(name.encode() + file.read_bytes())
        return digest.hexdigest()[:12]

    def packed(self, name: str) -> bytes:
        """One of them, compressed once."""
        if name not in self._packed:
            self._packed[name] = gzip.compress(self.files[name].read_bytes(), 6, mtime=0)
        return self._packed[name]

    async def answer(self, request: Request) -> Response:
        """The one that the path names: .../{version}/{name}."""
        name = request.path_params["name"]
        if name not in self.files:
            return PlainTextResponse("no such asset", 404)
        body = await run_in_threadpool(self.packed, name)
        # A page of an older start may still ask for its version: it gets today's, but must not keep it under that name.
        keep = FOREVER if request.path_params["version"] == self.version else {"Cache-Control": "no-store"}
        headers = {**keep, "Content-Encoding": "gzip"}
        return Response(body, media_type=TYPES[Path(name).suffix], headers=headers)
