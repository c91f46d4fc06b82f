"""`hjemmel test --update`: expectations that no longer hold, written anew; first shown, and only then done."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from engine.cli.laws import where
from engine.cli.screen import answer, finish, stop, talk
from engine.cli.tongue import here, of_file, say, several, told

if TYPE_CHECKING:
    from engine.records.examples import ExampleResult
    from engine.workspace import Workspace


def update(workspace: Workspace, results: Sequence[ExampleResult], unasked: bool) -> None:
    """Show what would be written, ask, and write it. Exits 1 when something is left for the author to judge."""
    from engine.authoring.update import by_file, rewritten, updates
    from engine.records.examples import case_of

    failed = [result for result in results if not result.passed]
    decided = [(it, workspace.decide_case(*case_of(workspace.policy, it.example))) for it in failed]
    found = updates(workspace.policy, decided, workspace.sources)
    new = {name: rewritten(workspace.sources[name].text, edits) for name, edits in by_file(found.edits)}
    for name, text in new.items():
        answer(_difference(name, workspace.sources[name].text, text))
    for span, case, why in found.left:
        language, at = of_file(span.file, workspace.sources), where(span, workspace.sources)
        talk(say("left as it is: {a} in “{b}”: {c}", language, a=at, b=case, c=told(why, language)))
    if not new:
        talk(say("nothing to write anew" if failed else "every expectation holds", here()))
        finish(1 if found.left else 0)
    if not unasked and not _agreed(len(found.edits)):
        talk(say("nothing is written", here()))
        finish(1)
    for name, text in new.items():
        _write(name, text)
    edits = several(len(found.edits), "{n} expectation", "{n} expectations", here())
    files = several(len(new), "{n} file", "{n} files", here())
    talk(say("{a} written anew in {b}", here(), a=edits, b=files))
    finish(1 if found.left else 0)


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        talk(say("to write this without being asked, give --yes", here()))
        return False
    edits = several(count, "{n} expectation", "{n} expectations", here())
    return click.confirm(say("Write {a} anew? The law, not the engine, says what is right", here(), a=edits), err=True)


def _difference(name: str, old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), name, name)
    return "".join(lines)


def _write(name: str, text: str) -> None:
    from engine.source import SourceText
    from engine.store.writing import replace_file
    from engine.syntax import parse

    if parse(SourceText(name, text))[1]:
        stop(f"`{name}` is left as it is: what would be written does not read (a fault of hjemmel)")
    try:
        replace_file(name, text.encode())
    except OSError as error:
        stop(f"cannot write `{name}`: {(error.strerror or 'unknown reason').lower()}")
    answer(name)
