"""`python -m tests.bench.editor`: what each feature of the editor server costs, by a real client over standard streams.

On the shipped file with most lines, with the whole tree around it, and on a made file of 2 000 lines: the median and
the longest time from question to answer, and the processor time of the thread that answers, which a busy machine
stretches less. A file may be given instead. Start reading at `measured`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.made import side_by_side
from tests.bench.measure import ROOT
from tests.editor.client import Editor, editor

ROUNDS = 15
MADE_RULES = 170
"""About 2 000 lines."""

Row = tuple[str, float, float, float | None]
"""What was asked, the median and the longest seconds, and the median of the processor's, where the system tells."""


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [(Path(each).resolve(), Path(each).resolve().parent) for each in arguments]
        for path, root in files or [(largest(), ROOT), (made(Path(folder)), Path(folder))]:
            show(path, root)


def show(path: Path, root: Path) -> None:
    lines = path.read_bytes().count(b"\n")
    print(f"In the editor: {path.name}, {lines} lines; {ROUNDS} rounds{'median':>21}{'longest':>11}{'processor':>12}")
    for name, middle, longest, processor in measured(path, root):
        cpu = f"{processor * 1000:>9.1f} ms" if processor is not None else ""
        print(f"  {name:<46}{middle * 1000:>9.1f} ms{longest * 1000:>8.1f} ms{cpu}", flush=True)
    print()


def measured(path: Path, root: Path) -> Iterator[Row]:
    """Every feature in turn, each right after a letter was typed in the middle of the file."""
    text = path.read_text(encoding="utf-8")
    uri = path.as_uri()
    with editor(root, encodings=("utf-32",)) as there:
        began = time.perf_counter()
        there.until_asked("workspace/codeLens/refresh")
        yield "start, to all files read and checked", *[time.perf_counter() - began] * 2, None
        began = time.perf_counter()
        there.open(uri, text)
        there.until(lambda: uri in there.versions and there.versions[uri] == 1)
        yield "open the file, to its findings", *[time.perf_counter() - began] * 2, None
        there.until_asked("workspace/codeLens/refresh")
        yield from _rows(there, uri, text)


def _rows(there: Editor, uri: str, text: str) -> Iterator[Row]:
    questions = _questions(text, uri)
    names = ["a letter typed, to its findings", *questions, "all that an editor asks after a letter"]
    taken: dict[str, list[tuple[float, float | None]]] = {name: [] for name in names}
    for number in range(ROUNDS):
        change = partial(typed, there, uri, number + 2, _letter(text))
        taken[names[0]].append(timed(there, change))
        for name, question in questions.items():
            taken[name].append(timed(there, partial(question, there)))
        both = [taken[name][-1] for name in (names[0], *ASKED_AFTER_A_LETTER)]
        cpu = [each for _, each in both if each is not None]
        taken[names[-1]].append((sum(each for each, _ in both), sum(cpu) if cpu else None))
    for name, times in taken.items():
        processor = [each for _, each in times if each is not None]
        yield name, median(t for t, _ in times), max(t for t, _ in times), median(processor) if processor else None
    checked = [timed(there, partial(_all_checked, there, uri, ROUNDS + 2 + n, text))[0] for n in range(5)]
    yield "a letter typed, to all files checked", median(checked), max(checked), None


ASKED_AFTER_A_LETTER = ("codeLens", "documentSymbol", "foldingRange", "inlayHint", "semanticTokens/full")


def _questions(text: str, uri: str) -> dict[str, Callable[[Editor], object]]:
    rule, condition = _place(text), _behind(text, "  when ")
    whole = {"range": {"start": {"line": 0, "character": 0}, "end": _at(text, len(text))}}
    screen = {"range": {"start": rule, "end": {"line": rule["line"] + 60, "character": 0}}}
    layout = {"options": {"tabSize": 2, "insertSpaces": True}}
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "hover": ("hover", {"position": rule}),
        "definition": ("definition", {"position": rule}),
        "references": ("references", {"position": rule, "context": {"includeDeclaration": True}}),
        "documentHighlight": ("documentHighlight", {"position": rule}),
        "prepareRename": ("prepareRename", {"position": rule}),
        "rename": ("rename", {"position": rule, "newName": "et_helt_annet_navn"}),
        "completion, in a condition": ("completion", {"position": condition}),
        "completion, at the end": ("completion", {"position": _at(text, len(text))}),
        "documentSymbol": ("documentSymbol", {}),
        "foldingRange": ("foldingRange", {}),
        "semanticTokens/full": ("semanticTokens/full", {}),
        "semanticTokens/range, a screen": ("semanticTokens/range", screen),
        "inlayHint": ("inlayHint", whole),
        "codeLens": ("codeLens", {}),
        "codeAction, of the whole file": ("codeAction", {**whole, "context": {"diagnostics": []}}),
        "formatting": ("formatting", layout),
    }
    questions: dict[str, Callable[[Editor], object]] = {
        name: lambda there, feature=feature, more=more: there.ask(feature, uri, **more)
        for name, (feature, more) in asked.items()
    }
    questions["workspace/symbol"] = lambda there: there.request("workspace/symbol", {"query": "support"})
    return questions


def _at(text: str, offset: int) -> dict[str, int]:
    return {"line": text.count("\n", 0, offset), "character": offset - (text.rfind("\n", 0, offset) + 1)}


def _behind(text: str, words: str) -> dict[str, int]:
    """Behind some words, in the lower half of a text."""
    return _at(text, text.index(words, len(text) // 2) + len(words))


def _place(text: str) -> dict[str, int]:
    return _behind(text, "\nrule ")


def _letter(text: str) -> dict[str, Any]:
    return {"range": {"start": _place(text), "end": _place(text)}, "text": "a"}


def typed(there: Editor, uri: str, version: int, change: dict[str, Any]) -> None:
    there.change(uri, version, change)
    there.until(lambda: there.versions.get(uri) == version)


def _all_checked(there: Editor, uri: str, version: int, text: str) -> None:
    there.change(uri, version, _letter(text))
    there.until_asked("workspace/codeLens/refresh")


def timed(there: Editor, call: Callable[[], object]) -> tuple[float, float | None]:
    """Seconds from a question to its answer, and the processor's in the thread that answers."""
    before, start = there.processor(), time.perf_counter()
    call()
    taken, after = time.perf_counter() - start, there.processor()
    return taken, after - before if after is not None and before is not None else None


def made(folder: Path) -> Path:
    path = folder / "policies" / "made.policy"
    path.parent.mkdir(exist_ok=True)
    path.write_text(side_by_side(MADE_RULES), encoding="utf-8")
    return path


def largest() -> Path:
    """The shipped rule file with most lines."""
    return max(sorted((ROOT / "policies").rglob("*.policy")), key=lambda it: it.read_bytes().count(b"\n"))


if __name__ == "__main__":
    main(sys.argv[1:])
