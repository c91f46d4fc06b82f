"""`hjemmel decide`: one case, decided. Text to read, or the record as JSON."""

from __future__ import annotations

import click

from engine.cli.case_options import CaseOptions, asking, case_options
from engine.cli.cases import decided
from engine.cli.screen import answer, finish
from engine.cli.tongue import language_option, of_decision


@click.command("decide")
@click.argument("case", metavar="CASE")
@asking()
@case_options
@language_option
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    case: str,
    options: CaseOptions,
    language: str | None,
    format: str,
) -> None:
    """Decide one case. CASE is a JSON file, or - for standard input.

    Exits 1 when the case has an error, or when something asked for waits for what no fact can close.
    """
    workspace, decision = decided(case, options, "json" if format == "json" else "pretty")
    if format == "json":
        from engine.records.json import to_json

        answer(to_json(workspace.policy, decision, indent=1))
    else:
        from engine.cli.summary import summarise

        answer(summarise(workspace.policy, decision, of_decision(workspace, decision)))
    finish(1 if decision.has_fault else 0)
