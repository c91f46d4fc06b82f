"""`hjemmel test --boundaries`: the limits no case stands on, each with a case that would, for a jurist to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.cli.laws import where
from engine.cli.screen import answer, stop, talk
from engine.cli.test_mutate import change, counting, ids_of
from engine.cli.tongue import here, of_file, say, several

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
    ids, languages = ids_of(workspace.policy, within), {it: of_file(it, workspace.sources) for it in workspace.sources}
    total, making = workspace.boundaries(results, ids, near, limit, languages)
    found = list(counting(making, total))
    files = _as_files(workspace, found)
    text = "\n".join(files)
    if save is None:
        answer(text)
    elif len(files) > 1:
        stop("a file of cases is of one source; choose it with --within")
    elif files:
        _save(save, text)
    lacking = [each for each in found if not each.block]
    for each in lacking:
        at, language = each.mutation.span, of_file(each.mutation.span.file, workspace.sources)
        said = f"{where(at, workspace.sources)} {change(each.mutation, workspace.sources, language)}"
        talk(say("no case near those there are stands on it: {a}", language, a=said))
    made = len(found) - len(lacking)
    proposed = several(made, "{n} case proposed", "{n} cases proposed", here())
    talk(proposed if found else say("a case stands on every limit", here()))


def _as_files(workspace: Workspace, found: Sequence[Proposal]) -> list[str]:
    """One file of cases for each source, in the language of its rules."""
    from engine.authoring.boundaries import as_file

    files: dict[tuple[str, str], list[Proposal]] = {}
    for each in found:
        if each.block:
            files.setdefault((each.rule.source, each.language), []).append(each)
    return [as_file(workspace.policy, source, language, held) for (source, language), held in files.items()]


def _save(path: str, text: str) -> None:
    from engine.store.writing import create_file

    try:
        create_file(path, text.encode())
    except FileExistsError:
        stop(f"`{path}` is there already; name a new file")
    except OSError as error:
        stop(f"cannot write `{path}`: {(error.strerror or 'unknown reason').lower()}")
    answer(path)
