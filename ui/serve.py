"""Serve the app with uvicorn directly.

`streamlit run` leaves TCP_NODELAY off, which delays every answer on a kept connection by some 40 ms; uvicorn's own
socket has it on.
"""

import contextlib
import logging
import os
import socket
import sys
from typing import Any

import uvicorn

# Bytes. Beyond uvicorn's own 64 KiB the browser would show nothing but its error page.
LONGEST_LINK = 2**20


class _Server(uvicorn.Server):
    """Says where the page is once it can be opened, not before."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then print the address."""
        await super().startup(sockets)
        if self.started:
            host = _address_for_others() if self.config.host in ("0.0.0.0", "::") else self.config.host
            address = f"http://{f'[{host}]' if ':' in host else host}:{self.config.port}"
            print(f"\n  Optimizers in Motion is running: {address}  (stop with Ctrl+C)\n", flush=True)


def serve(app: Any) -> None:
    """Serve on HOST (default 127.0.0.1) and PORT (default 8501) until interrupted; exit 1 with a sentence if taken."""
    host = os.environ.get("HOST", "127.0.0.1")
    port = _port(os.environ.get("PORT", "8501"))
    _leave_if_taken(host, port)
    # Streamlit turns uvicorn's log of every request on again; a page asks for some hundred files.
    for name in ("uvicorn.access", "uvicorn.error"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)
    config = uvicorn.Config(app, host=host, port=port, access_log=False, h11_max_incomplete_event_size=LONGEST_LINK)
    # Ctrl+C is how one stops it, no fault to report.
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config).run()


def _address_for_others() -> str:
    """This machine's address on its network. Connecting a datagram socket only looks up the route and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _leave_if_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Windows would let it take a port that another program serves on.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            sys.exit(f"Cannot serve on {host}:{port} ({fault.strerror}). Choose another port: PORT={port + 1} make run")
