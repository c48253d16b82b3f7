"""A headless Chromium asked through its debugging pipe (file descriptors 3 and 4); what it would fetch is counted."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Json = dict[str, Any]


class Browser:
    """One page of a browser.

    Attributes:
        requests: Addresses that the page asked for, itself included.
        errors: What its console said of errors and of what its policy forbids.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._home = tempfile.TemporaryDirectory(prefix="piyue-browser-", ignore_cleanup_errors=True)
        self._number = 0
        self._session = ""

    def __enter__(self) -> Self:
        to_browser, from_us = os.pipe()
        from_browser, to_us = os.pipe()

        def connect() -> None:
            os.dup2(to_browser, 103)
            os.dup2(to_us, 104)
            os.dup2(103, 3)
            os.dup2(104, 4)

        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--force-prefers-color-scheme=light",
            f"--user-data-dir={self._home.name}", "--remote-debugging-pipe", "about:blank",
        ]  # fmt: skip
        self._process = subprocess.Popen(command, close_fds=False, preexec_fn=connect, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(to_us)
        self._out, self._in = os.fdopen(from_us, "wb"), os.fdopen(from_browser, "rb")
        self._pending = b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(self, *_raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._session = ""
        self.ask("Browser.close")
        self._process.wait(timeout=30)
        self._out.close()
        self._in.close()
        self._home.cleanup()

    def open(self, page: Path) -> None:
        """Show a file and wait until it is loaded."""
        self.requests.clear()
        self.errors.clear()
        self.ask("Page.navigate", url=page.as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def run(self, script: str) -> Any:
        """Give the value of an expression in the page."""
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def ask(self, method: str, **parameters: object) -> Json:
        """Give the answer to a command of the protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while (told := self._next()).get("id") != self._number:
            pass
        if "error" in told:
            raise RuntimeError(f"{method}: {told['error']}")
        return dict(told["result"])

    def _next(self) -> Json:
        while b"\0" not in self._pending:
            more = self._in.read1(1 << 20)  # type: ignore[union-attr]
            if not more:
                raise RuntimeError("the browser is gone")
            self._pending += more
        raw, self._pending = self._pending.split(b"\0", 1)
        told: Json = json.loads(raw)
        match told.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])
            case "Runtime.exceptionThrown":
                self.errors.append(str(told["params"]["exceptionDetails"].get("text")))
            case "Log.entryAdded":
                self.errors.append(told["params"]["entry"]["text"])
        return told
