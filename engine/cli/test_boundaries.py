"""`hjemmel test --boundaries`: the limits no case stands on, each with a case that would, for a jurist to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.cli.laws import counted, where
from engine.cli.screen import answer, stop, talk
from engine.cli.test_mutate import change, counting, ids_of

if TYPE_CHECKING:
    from engine.authoring.boundaries import Proposal
    from engine.records.examples import ExampleResult
    from engine.workspace import Workspace


def propose(
    workspace: Workspace,
    results: Sequence[ExampleResult],
    within: Sequence[str],
    near: bool,
    limit: int | None,
    save: str | None,
) -> None:
    """Print a case for each limit no case stands on, or save them as a file of cases."""
    total, making = workspace.boundaries(results, ids_of(workspace.policy, within), near, limit)
    found = list(counting(making, total))
    text = "\n".join(_as_files(workspace, found))
    if save is None:
        answer(text)
    elif text:
        _save(save, text)
    lacking = [each for each in found if not each.block]
    for each in lacking:
        said = change(each.mutation, workspace.sources)
        talk(f"no case near those there are stands on it: {where(each.mutation.span, workspace.sources)} {said}")
    talk(f"{counted(len(found) - len(lacking), 'case')} proposed" if found else "a case stands on every limit")


def _as_files(workspace: Workspace, found: Sequence[Proposal]) -> list[str]:
    """One file of cases for each source."""
    from engine.authoring.boundaries import as_file

    sources = dict.fromkeys(each.rule.source for each in found if each.block)
    return [as_file(workspace.policy, source, [it for it in found if it.rule.source == source]) for source in sources]


def _save(path: str, text: str) -> None:
    from engine.store.writing import create_file

    if text.count("\nlanguage ") + text.startswith("language ") > 1:
        stop("a file of cases is of one source; choose it with --within")
    try:
        create_file(path, text.encode())
    except FileExistsError:
        stop(f"`{path}` is there already; name a new file")
    except OSError as error:
        stop(f"cannot write `{path}`: {(error.strerror or 'unknown reason').lower()}")
    answer(path)
