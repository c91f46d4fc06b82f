"""`hjemmel test --update`: expectations that no longer hold, written anew; first shown, and only then done."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from engine.cli.laws import counted, where
from engine.cli.screen import answer, finish, stop, talk

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
        talk(f"left as it is: {where(span, workspace.sources)} in “{case}”: {why}")
    if not new:
        talk("nothing to write anew" if failed else "every expectation holds")
        finish(1 if found.left else 0)
    if not unasked and not _agreed(len(found.edits)):
        talk("nothing is written")
        finish(1)
    for name, text in new.items():
        _write(name, text)
    talk(f"{counted(len(found.edits), 'expectation')} written anew in {counted(len(new), 'file')}")
    finish(1 if found.left else 0)


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        talk("to write this without being asked, give --yes")
        return False
    return click.confirm(
        f"Write {counted(count, 'expectation')} anew? The law, not the engine, says what is right", err=True
    )


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
