"""`hjemmel explain`: a decision in words, for the one who reads it."""

from __future__ import annotations

from datetime import date

import click

from engine.cli.cases import CaseArguments, decided
from engine.cli.options import LANGUAGES, case_options, policies
from engine.cli.screen import answer, finish


@click.command("explain")
@click.argument("case", metavar="CASE")
@click.option(
    "--for", "reader", type=click.Choice(("person", "caseworker", "lawyer")), default="caseworker", show_default=True
)
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--term", "terms", metavar="TERM", multiple=True, help="What to decide, instead of what the case asks.")
@case_options
@policies
def command(
    case: str,
    reader: str,
    language: str,
    terms: tuple[str, ...],
    day: date | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    suppose: tuple[tuple[str, date], ...],
    reading: tuple[tuple[str, str], ...],
    policy_paths: tuple[str, ...],
) -> None:
    """Explain a decision: the outcome first, then why, what is open, and what was considered and not used.

    CASE is a JSON file, or - for standard input. Exits as decide does.
    """
    arguments = CaseArguments(case, policy_paths, terms, day, first, last, known_on, suppose, reading)
    workspace, result = decided(arguments)
    decision = result.decision
    assert decision is not None
    from explain import explain, render

    answer(render(explain(workspace.policy, decision, reader, language)))
    finish(1 if decision.has_fault else 0)
