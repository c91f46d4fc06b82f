"""`hjemmel decide`: one case, decided. Text to read, or the record as JSON."""

from __future__ import annotations

from datetime import date

import click

from engine.cli.cases import CaseArguments, decided
from engine.cli.options import case_options, policies
from engine.cli.screen import answer, finish


@click.command("decide")
@click.argument("case", metavar="CASE")
@click.option(
    "--for",
    "terms",
    metavar="SERVICE",
    multiple=True,
    help="A service or a term to decide, instead of what the case asks.",
)
@case_options
@policies
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    case: str,
    terms: tuple[str, ...],
    day: date | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    suppose: tuple[tuple[str, date], ...],
    reading: tuple[tuple[str, str], ...],
    policy_paths: tuple[str, ...],
    format: str,
) -> None:
    """Decide one case. CASE is a JSON file, or - for standard input.

    Exits 1 when the case has an error, or when something asked for waits for what no fact can close.
    """
    arguments = CaseArguments(case, policy_paths, terms, day, first, last, known_on, suppose, reading)
    workspace, result = decided(arguments, "json" if format == "json" else "pretty")
    decision = result.decision
    assert decision is not None
    if format == "json":
        from engine.records.json import to_json

        answer(to_json(workspace.policy, decision, indent=1))
    else:
        from engine.cli.summary import summarise

        answer(summarise(workspace.policy, decision))
    finish(1 if decision.has_fault else 0)
