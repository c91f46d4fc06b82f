"""What a keystroke costs in the editor server: a real client over standard streams, on made and shipped files."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measure import ROOT
from tests.editor.client import Editor, editor

KEYSTROKES = 12


def keystrokes(path: Path, root: Path) -> list[tuple[str, float]]:
    """Median seconds from a letter typed in the middle of a file to its findings, and to each answer after it."""
    text = path.read_text(encoding="utf-8")
    uri = path.as_uri()
    with editor(root, str(path.parent), encodings=("utf-32",)) as there:
        there.open(uri, text)
        there.until_asked("workspace/codeLens/refresh")
        lines = text.split("\n")
        line = next(at for at in range(len(lines) // 2, len(lines)) if lines[at].startswith("rule "))
        place = {"line": line, "character": len("rule ")}
        taken: dict[str, list[float]] = {}
        for version in range(2, KEYSTROKES + 2):
            change = {"range": {"start": place, "end": place}, "text": "a"}
            taken.setdefault("findings", []).append(seconds(partial(typed, there, uri, version, change)))
            for name, more in (("documentSymbol", {}), ("hover", {"position": place}), ("semanticTokens/full", {})):
                taken.setdefault(name, []).append(seconds(partial(there.ask, name, uri, **more)))
            time.sleep(0.1)
    return [(name, median(each)) for name, each in taken.items()]


def typed(there: Editor, uri: str, version: int, change: dict[str, Any]) -> None:
    there.change(uri, version, change)
    there.until(lambda: there.versions.get(uri) == version)


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def largest() -> Path:
    """The shipped rule file with most lines."""
    return max(sorted((ROOT / "policies").rglob("*.policy")), key=lambda it: it.read_bytes().count(b"\n"))
