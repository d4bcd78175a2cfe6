"""The real app in a process of its own, on a free port of the loopback address."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parents[2]
# A first start compiles what the opening page needs.
LONGEST_START = 180.0


def free_port() -> int:
    """A port of the loopback address that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`python app.py` under way: its address, what it has printed, when it was started and when it was open."""

    def __init__(self) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.lines: list[str] = []
        self.announced = threading.Event()
        self.opened = self.began = time.time()
        self.process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        # Read to the end, or the app would stop at a full pipe.
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if self.address in line:
                self.announced.set()

    def wait_until_open(self) -> None:
        """Return once the address is printed and the app says that it is well; else fail with what it printed."""
        limit = time.monotonic() + LONGEST_START
        while time.monotonic() < limit and self.process.poll() is None:
            if self.announced.wait(0.005) and self._is_well():
                self.opened = time.time()
                return
        raise RuntimeError("the app did not start:\n" + "\n".join(self.lines))

    def _is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=5) as reply:
                return reply.status == 200
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        """End the process and wait for its end."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.reader.join(5)
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextmanager
def serve_app() -> Iterator[Server]:
    """The app, open for visitors, for as long as the context is."""
    server = Server()
    try:
        server.wait_until_open()
        yield server
    finally:
        server.stop()
