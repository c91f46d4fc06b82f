"""A small editor: starts `hjemmel lsp`, speaks the protocol over its standard input and output, and remembers."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds to wait for what must come; a test that waits so long has failed."""


class Refused(Exception):
    """The server answered a request with an error."""


class Editor:
    """One running server and what it has said."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self._next = process, 0
        self.encoding = "utf-16"
        self.capabilities: dict[str, Any] = {}
        self._incoming: queue.Queue[dict[str, Any]] = queue.Queue()
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, int | None] = {}
        """The version of the text each file's findings are about."""
        self.messages: list[str] = []
        self.asked: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        out = self._process.stdout
        assert out is not None
        while header := out.readline():
            length = 0
            while header.strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
                header = out.readline()
            self._incoming.put(json.loads(out.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def request(self, method: str, params: Any) -> Any:
        """The answer to a request; what else comes meanwhile is remembered."""
        self._next += 1
        number = self._next
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise Refused(message["error"]["message"])
                return message.get("result")

    def _take(self) -> dict[str, Any]:
        message = self._incoming.get(timeout=PATIENCE)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            self.versions[message["params"]["uri"]] = message["params"].get("version")
        elif message.get("method") == "window/showMessage":
            self.messages.append(message["params"]["message"])
        elif "id" in message and "method" in message:
            self.asked.append(message["method"])
            self._send({"id": message["id"], "result": None})
        return message

    def until(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds of what the server has said."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"still waiting; heard {self.diagnostics}"
            self._take()

    def until_checked(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds of what the server answers: it checks the project a moment after each change."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "what the project says never came"
            time.sleep(0.05)

    def until_asked(self, method: str) -> None:
        """Waits until the server has asked the editor for something once more."""
        before = self.asked.count(method)
        self.until(lambda: self.asked.count(method) > before)

    def processor(self) -> float | None:
        """Seconds the thread that answers has run so far, where the system tells."""
        try:
            told = Path(f"/proc/{self._process.pid}/schedstat").read_text(encoding="ascii")
        except OSError:
            return None
        return int(told.split()[0]) / 1e9

    # What every test does

    def open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "hjemmel", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        identified = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": identified, "contentChanges": list(changes)})

    def ask(self, feature: str, uri: str, **more: Any) -> Any:
        return self.request(f"textDocument/{feature}", {"textDocument": {"uri": uri}, **more})


@contextmanager
def process_of(root: Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server started in a folder; killed at the end where it has not ended itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "engine.cli", "lsp", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@contextmanager
def editor(
    root: Path, *arguments: str, encodings: tuple[str, ...] = ("utf-16",), **environment: str
) -> Iterator[Editor]:
    """A server started in a folder, introduced to an editor that can do everything, and stopped at the end."""
    refresh = {"refreshSupport": True}
    capabilities = {
        "general": {"positionEncodings": list(encodings)},
        "workspace": {
            "workspaceEdit": {"documentChanges": True},
            "codeLens": refresh,
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "workspaceFolders": True,
        },
        "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
    }
    begun = {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities}
    begun["workspaceFolders"] = [{"uri": root.as_uri(), "name": root.name}]
    with process_of(root, *arguments, **environment) as process:
        there = Editor(process)
        there.capabilities = there.request("initialize", begun)["capabilities"]
        there.notify("initialized", {})
        yield there
        there.request("shutdown", None)
        there.notify("exit", None)
        assert process.wait(PATIENCE) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
