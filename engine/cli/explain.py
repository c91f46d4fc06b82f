"""`hjemmel explain`: a decision in words, for the one who reads it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from engine.cli.cases import CaseArguments, decided
from engine.cli.options import LANGUAGES, case_options, policies
from engine.cli.screen import answer, finish

if TYPE_CHECKING:
    from engine.evaluate.decision import Decision
    from engine.model.case import Case
    from explain import Justification, Line


@click.command("explain")
@click.argument("case", metavar="CASE")
@click.option(
    "--for", "reader", type=click.Choice(("person", "caseworker", "lawyer")), default="caseworker", show_default=True
)
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option(
    "--term",
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
    format: str,
) -> None:
    """Explain a decision: the outcome first, then why, what is open, and what was considered and not used.

    CASE is a JSON file, or - for standard input. Exits as decide does.
    """
    arguments = CaseArguments(case, policy_paths, terms, day, first, last, known_on, suppose, reading)
    workspace, result = decided(arguments, "json" if format == "json" else "pretty")
    decision = result.decision
    assert decision is not None
    from explain import explain, render

    def redecide(case: Case) -> Decision:
        return workspace.decide_case(case, decision.options)

    justification = explain(workspace.policy, decision, reader, language, redecide)
    answer(render(justification) if format == "text" else _json(justification))
    finish(1 if decision.has_fault else 0)


def _json(justification: Justification) -> str:
    """Every line with what it was made from: its step, its provisions, its days, and its values exactly."""
    parts = [
        {"kind": part.kind, "title": part.title, "lines": [_line(line) for line in part.lines]}
        for part in justification.parts
    ]
    names = ("reader", "language", "title", "edition")
    head = {name: getattr(justification, name) for name in names}
    return json.dumps({**head, "parts": parts}, ensure_ascii=False, indent=1)


def _line(line: Line) -> dict[str, Any]:
    days = [day.isoformat() for day in line.days] if line.days is not None else None
    return {
        "kind": line.kind,
        "step": line.step,
        "text": line.text,
        "provisions": [str(citation) for citation in line.basis],
        "address": line.address,
        "when": line.when,
        "days": days,
        "level": line.level,
        "decisive": line.decisive,
        "values": [
            {"text": shown.text, "exact": shown.exact, "unit": shown.unit, "rounded": shown.rounded}
            for shown in line.values
        ],
        "name": line.name,
    }
