"""A Chromium that is watched as little as can be, so that watching is no part of what is measured.

Playwright asks the browser for a stack trace of every exception, caught ones too, and for each the browser reads the
whole script again: Plotly.js then takes 300 ms longer to start than for a visitor. It also holds back each move of the
mouse until the page has dealt with the one before. Here nothing of that is turned on, and a hand does not wait.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from websockets.sync.client import ClientConnection, connect

from tests.browser.page import DESK, QUIET
from tests.chromium import find_chromium

PATIENCE = 60.0
PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")


class Browser:
    """Speaks Chromium's debugging protocol, one question at a time; events go unread."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.asked = 0

    def post(self, method: str, session: str = "", **params: Any) -> int:
        """Give a command without waiting for what comes of it."""
        self.asked += 1
        command = {"id": self.asked, "method": method, "params": params}
        self.socket.send(json.dumps({**command, "sessionId": session} if session else command))
        return self.asked

    def send(self, method: str, session: str = "", **params: Any) -> Any:
        """The result of one command."""
        return self.result(self.post(method, session, **params))

    def result(self, number: int) -> Any:
        """What came of a posted command, waited for; what others tell meanwhile is not kept."""
        heard: dict[str, Any] = {}
        while heard.get("id") != number:
            heard = json.loads(self.socket.recv(PATIENCE))
        if "error" in heard:
            raise RuntimeError(f"the browser says: {heard['error']['message']}")
        return heard["result"]

    @contextmanager
    def visitor(self) -> Iterator[str]:
        """Someone who has never been here, with nothing cached and nothing stored; give it to `tab`."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        yield context
        self.send("Target.disposeBrowserContext", browserContextId=context)

    @contextmanager
    def tab(self, visitor: str) -> Iterator["Tab"]:
        """An empty tab of this visitor's, as large as a desk's."""
        target = self.send("Target.createTarget", url="about:blank", browserContextId=visitor)["targetId"]
        yield Tab(self, self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.send("Target.closeTarget", targetId=target)

    @contextmanager
    def scene(self, address: str, query: str) -> Iterator["Tab"]:
        """A new visitor's tab with this scene, drawn and come to rest."""
        with self.visitor() as visitor, self.tab(visitor) as tab:
            tab.open(f"{address}/?{query}")
            tab.ask("probe.opened")
            tab.rest()
            yield tab


class Tab:
    """One tab: opened, asked, pointed at. The probe (probe.js) runs in it before the page's own scripts."""

    def __init__(self, browser: Browser, session: str) -> None:
        self.browser = browser
        self.session = session
        self.held = False
        self.send("Emulation.setDeviceMetricsOverride", **DESK, deviceScaleFactor=1, mobile=False)
        self.send("Performance.enable", timeDomain="threadTicks")
        self.send("Page.enable")
        self.send("Page.addScriptToEvaluateOnNewDocument", source=PROBE)

    def send(self, method: str, **params: Any) -> Any:
        """The result of one command to this tab."""
        return self.browser.send(method, self.session, **params)

    def open(self, address: str) -> None:
        """Go there, and return when the answer has begun to come."""
        self.send("Page.navigate", url=address)

    def pose(self, expression: str) -> Callable[[], Any]:
        """Ask, and return at once; what is returned waits for the answer."""
        how = {"awaitPromise": True, "returnByValue": True}
        number = self.browser.post("Runtime.evaluate", self.session, expression=expression, **how)

        def answer() -> Any:
            told = self.browser.result(number)
            if "exceptionDetails" in told:
                raise RuntimeError(f"the page could not answer {expression[:60]}: {told['exceptionDetails']}")
            return told["result"].get("value")

        return answer

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression; of a promise, what it comes to."""
        return self.pose(expression)()

    def rest(self) -> None:
        """Stop playing, and wait until what follows a change (the loss chart, the address) is done too."""
        self.ask("probe.rest()")

    def effort(self) -> float:
        """Milliseconds of processor time of the main thread so far; they hardly depend on the machine's other work."""
        metrics = self.send("Performance.getMetrics")["metrics"]
        return next(1000 * metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    def hand(self, kind: str, x: float, y: float) -> None:
        """The mouse: "Moved", "Pressed" or "Released" at a pixel, at once, whether or not the page keeps up."""
        self.held = {"Pressed": True, "Released": False}.get(kind, self.held)
        what = {"type": f"mouse{kind}", "x": x, "y": y, "buttons": int(self.held), "clickCount": int(kind != "Moved")}
        button = "left" if self.held or kind == "Released" else "none"
        self.browser.post("Input.dispatchMouseEvent", self.session, **what, button=button)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """The headless Chromium that the tests use."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = ["--headless", "--remote-debugging-port=0", f"--user-data-dir={folder}", "--hide-scrollbars"]
        command = [_executable(), *QUIET, *options, "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with connect(_debugger(Path(folder) / "DevToolsActivePort"), max_size=None) as socket:
                yield Browser(socket)
        finally:
            process.terminate()
            process.wait(15)


def _executable() -> str:
    found = find_chromium()
    if found is None:
        with sync_playwright() as playwright:
            found = playwright.chromium.executable_path
    return found


def _debugger(note: Path) -> str:
    """The address that the browser writes down once it listens."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        lines = note.read_text().splitlines() if note.exists() else []
        if len(lines) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.02)
    raise RuntimeError("the browser did not start")
