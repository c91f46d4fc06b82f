"""`hjemmel parameters`: histories of rates and amounts, as a table and a plot, or as SVG or JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from engine.cli.cases import opened
from engine.cli.options import LANGUAGES, Day, policies
from engine.cli.screen import answer, finish, talk, unknown

if TYPE_CHECKING:
    from engine.model.policy import Policy
    from explain.histories import History, Row


@click.command("parameters")
@click.argument("names", metavar="[NAME]…", nargs=-1)
@click.option("--on", "day", type=Day(), metavar="DATE", help="Only the values that count on this day.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@policies
@click.option("--format", "format", type=click.Choice(("text", "json", "svg")), default="text", show_default=True)
def command(
    names: tuple[str, ...], day: date | None, language: str, policy_paths: tuple[str, ...], format: str
) -> None:
    """Show the histories of parameters and tables, with a plot of those that are named.

    NAME is a name in the rule files, or words of what it is called in any language. Exits 1 when nothing is called so.
    """
    from explain.histories import histories

    policy = opened(policy_paths, "json" if format == "json" else "pretty").policy
    found = [each for each in histories(policy, language) if not names or any(_is(policy, each, it) for it in names)]
    missing = [name for name in names if not any(_is(policy, each, name) for each in found)]
    for name in missing:
        talk(_unknown(policy, name))
    if format == "svg":
        from explain.plot import as_svg

        answer(as_svg(found, language) if found else "")
    elif format == "json":
        answer(json.dumps([_history(each, day) for each in found], ensure_ascii=False, indent=1))
    else:
        answer("\n".join(_page(policy, each, day, language, bool(names)) for each in found))
    finish(1 if missing else 0)


def _is(policy: Policy, history: History, name: str) -> bool:
    """Whether a history is called so: its name, its id, or words of it in any language."""
    declared = policy.parameters.get(history.id) or policy.terms[history.id]
    said = name.casefold()
    return said in (history.id.casefold(), declared.name.casefold()) or any(
        said in label.casefold() for label in declared.labels.values()
    )


def _unknown(policy: Policy, name: str) -> str:
    tables = [term for term in policy.terms.values() if term.is_table]
    names = [each.name for each in (*policy.parameters.values(), *tables)]
    return unknown(f"hjemmel: no parameter or table is called `{name}`", name, names)


def _page(policy: Policy, history: History, day: date | None, language: str, drawn: bool) -> str:
    from explain.histories import page

    text = page(policy, history, history.rows if day is None else history.on(day), language) + "\n"
    if drawn and day is None:
        from explain.plot import in_terminal

        plot = in_terminal(history, language)
        text += f"\n{plot}\n" if plot else ""
    return text


def _history(history: History, day: date | None) -> dict[str, Any]:
    rows = history.rows if day is None else history.on(day)
    unit = str(history.type.unit) if history.type.kind == "number" else ""
    return {"id": history.id, "name": history.name, "unit": unit, "rows": [_row(row) for row in rows]}


def _row(row: Row) -> dict[str, Any]:
    return {
        "from": row.first.isoformat() if row.first else None,
        "to": row.last.isoformat() if row.last else None,
        "value": None if row.value is None else str(row.value),
        "text": row.text,
        "for": row.case,
        "known": row.known.isoformat() if row.known else None,
        "provisions": [str(basis.citation) for basis in row.basis],
        "verification": row.verification,
        "reported_by": row.reported,
    }
