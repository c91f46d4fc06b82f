"""`hjemmel check`: everything that can be said of policies without a case."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.laws import provisions_to_check, reading_store, sentences_to_check
from engine.cli.options import LANGUAGES, Renamed
from engine.cli.screen import answer, colour_on, exit_code, finish, talk, tongues
from engine.cli.tongue import here, read, say
from engine.cli.watch import watchable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.diagnostics import Diagnostic
    from engine.model.provisions import Provisions
    from engine.source import SourceText
    from engine.workspace import Workspace

FORMATS = ("pretty", "compact", "json", "sarif", "github", "junit")
MOST_ACTS = 3
"""How many acts a line is said of each."""


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format", type=click.Choice(FORMATS), default="pretty", show_default=True)
@click.option(
    "--law",
    "--store",
    "law",
    cls=Renamed,
    metavar="PATH",
    help="Look citations up in a store of law texts, or in a provisions.json.",
)
@click.option("--fix", "mends", is_flag=True, help="Mend what can be mended without choosing.")
@click.option("--diff", "shows", is_flag=True, help="Write nothing; show what --fix would change.")
@click.option("--verify", "proves", is_flag=True, help="Decide with the solver what is left open, with a case of each.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings in this file; new ones exit 1.")
@click.option("--write-baseline", metavar="FILE", help="Write what is found now to this file, as old.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of what is said.  [default: as each rule file]")
@click.option("--settings/--no-settings", "uses_settings", default=True, help="Whether hjemmel.toml is read.")
@watchable(lambda given: given["paths"])
def command(
    paths: tuple[str, ...],
    format: str,
    law: str | None,
    mends: bool,
    shows: bool,
    proves: bool,
    baseline: str | None,
    write_baseline: str | None,
    language: str | None,
    uses_settings: bool,
) -> None:
    """Check policies: names, types, units, citations, circles, conflicts, gaps, and how they are written.

    PATH is a folder of policies, a file, or - for standard input; without one, the folder policies. With --verify the
    solver decides which rules conflict, which terms lack a value, and which roundings matter; that takes a minute.
    What hjemmel.toml beside the policies or above them quiets is left out, and what stands in a baseline it names.
    Exits 1 when there is an error; warnings and notes do not count, but new warnings do with --baseline. With --diff,
    when something would change.
    """
    from engine.cli.cases import default_policies
    from engine.cli.check_old import new_findings, settings_of, write_old
    from engine.workspace import read_workspace

    paths = paths or default_policies()
    workspace = read_workspace(paths)
    read(workspace.files)
    with reading_store():
        provisions = provisions_to_check(law) if law is not None else None
        sentences = sentences_to_check(law, workspace) if law is not None else None
        found: Sequence[Diagnostic] = workspace.check(provisions, sentences=sentences)
    if mends or shows:
        languages = {"": language} if language else tongues(workspace.sources)
        workspace, found = _mend(
            workspace, found, lambda it: it.check(provisions, sentences=sentences), shows, languages
        )
    if proves:
        from engine.cli.check_verify import with_solver

        found = with_solver(workspace, found)
    texts: Mapping[str, SourceText] = workspace.sources
    named: tuple[str, ...] = ()
    if uses_settings:
        found, texts, named = settings_of(paths, found, texts)
    if write_baseline is not None:
        write_old(write_baseline, found, texts)
    code = exit_code(found)
    for old in [baseline] if baseline is not None else named:
        found, code = new_findings(old, found, texts)
    _print(len(workspace.files), texts, found, format, language)
    if law is not None and provisions is not None and format == "pretty" and not workspace.has_errors:
        _talk_of_unseen(workspace, provisions, law, here())
    finish(code)


def _mend(
    workspace: Workspace,
    found: Sequence[Diagnostic],
    judge: Callable[[Workspace], Sequence[Diagnostic]],
    only_show: bool,
    languages: Mapping[str, str],
) -> tuple[Workspace, Sequence[Diagnostic]]:
    """The policies with every safe fix, written; or what would change, printed, and then the command ends."""
    from engine.cli.check_fix import mended, show, with_texts, write
    from engine.workspace import workspace_of

    result = mended(workspace, found, judge)
    if only_show:
        show(workspace, result)
        finish(int(bool(result.texts)))
    write(result, languages)
    return workspace_of(with_texts(workspace.files, result.texts)), result.found


def _print(
    count: int, texts: Mapping[str, SourceText], found: Sequence[Diagnostic], format: str, language: str | None
) -> None:
    from engine.diagnostics.render import render, summary

    languages = {"": language} if language else tongues(texts)
    answer(render(found, texts, format, colour_on(sys.stdout), languages))
    if format == "pretty":
        talk(summary(found, count, languages[""]))


def _talk_of_unseen(workspace: Workspace, provisions: Provisions, law: str, language: str) -> None:
    """What of the acts nobody has looked at, which is no finding; of many acts, `law coverage` has the table."""
    from engine.cli.law_coverage import unseen

    lines = list(unseen(workspace.policy, provisions, law, language))
    if len(lines) <= MOST_ACTS:
        talk("\n".join(lines))
    else:
        talk(
            say(
                "{n} acts have ledd that nobody has looked at: hjemmel law coverage --law {b}",
                language,
                n=len(lines),
                b=law,
            )
        )
