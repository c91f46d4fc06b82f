"""`hjemmel explain`: a decision in words, for the one who reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from engine.cli.case_options import CaseOptions, asking, case_options
from engine.cli.cases import decided
from engine.cli.laws import opened_store, reading_store
from engine.cli.options import LANGUAGES, Renamed
from engine.cli.screen import answer, finish
from engine.cli.watch import watchable

if TYPE_CHECKING:
    from engine.evaluate.decision import Decision
    from engine.law.text import LawText
    from engine.model.case import Case
    from engine.nearest import Nearest
    from engine.workspace import Workspace
    from explain import Justification


@click.command("explain")
@click.argument("case", metavar="CASE")
@click.option(
    "--for",
    "reader",
    type=click.Choice(("person", "caseworker", "quality", "lawyer", "machine")),
    default="caseworker",
    show_default=True,
    help="Who reads it; a machine gets every step with its hash, as JSON.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@asking("--term")
@click.option(
    "--depth",
    type=click.Choice(("short", "usual", "full")),
    default="usual",
    show_default=True,
    help="How much is told; what was decisive is told at every depth.",
)
@click.option(
    "--what-would-change/--not-what-would-change",
    "ahead",
    default=None,
    help="The nearest changes that would give another answer.  [default: for a caseworker]",
)
@click.option(
    "--names/--no-names",
    "names",
    default=None,
    help="Whether people, documents and members of lists are named.  [default: not for quality]",
)
@click.option(
    "--quote/--no-quote",
    "quoting",
    default=None,
    help="The law's own words beside each step.  [default: for a lawyer, where there is a store of law texts]",
)
@click.option(
    "--law",
    "--store",
    "folder",
    cls=Renamed,
    metavar="DIR",
    help="The store of law texts to quote from.  [default: $HJEMMEL_LAW, or hjemmel/law among your data]",
)
@case_options
@click.option("--format", "format", type=click.Choice(("text", "html", "json")), default="text", show_default=True)
@watchable(lambda given: given["options"].policy_paths, case="case")
def command(
    case: str,
    reader: str,
    language: str,
    depth: str,
    ahead: bool | None,
    names: bool | None,
    quoting: bool | None,
    folder: str | None,
    options: CaseOptions,
    format: str,
) -> None:
    """Explain a decision: the outcome first, then why, what is open, and what was considered and not used.

    CASE is a JSON file, or - for standard input. Exits as decide does.
    """
    workspace, decision = decided(case, options, "json" if format == "json" or reader == "machine" else "pretty")
    if reader == "machine" and (quoting or folder):
        raise click.UsageError("a machine gets steps and hashes, and no words of the law: leave out --quote and --law")
    if reader == "machine":
        from explain.machine import as_data

        answer(_json(as_data(workspace.policy, decision)))
    else:
        from explain import explain

        def redecide(case: Case) -> Decision:
            return workspace.decide_case(case, decision.options)

        found = _nearest(workspace, decision) if (reader == "caseworker" if ahead is None else ahead) else None
        laws = _laws(folder, quoting, reader, decision.case.day)
        with reading_store():
            told = explain(
                workspace.policy, decision, reader, language, redecide, found=found, depth=depth, names=names, laws=laws
            )
        answer(_laid_out(told, format))
    finish(1 if decision.has_fault else 0)


def _nearest(workspace: Workspace, decision: Decision) -> Nearest:
    from engine.nearest import nearest

    return nearest(workspace.policy, decision)


def _laws(folder: str | None, quoting: bool | None, reader: str, day: date) -> Mapping[str, LawText] | None:
    """The texts to quote from, or `None`: a lawyer gets them where there are any, others when they ask."""
    if quoting is None:
        from engine.store.law_store import default_folder, is_store

        quoting = bool(folder) or (reader == "lawyer" and is_store(default_folder()))
    return opened_store(folder).laws_on(day) if quoting else None


def _laid_out(justification: Justification, format: str) -> str:
    if format == "json":
        from explain.machine import as_lines

        return _json(as_lines(justification))
    from explain import render

    return render(justification, format)


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
