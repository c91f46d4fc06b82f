"""`case` blocks: facts and assessments with typed values, and what the law should say of them.

Start reading at `declare_cases`; `case_facts` binds what is given, `case_answers` what is expected.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics import Code, Note
from engine.model.policy import CaseExample
from engine.resolve.case_answers import expectations
from engine.resolve.case_facts import facts, members_named
from engine.resolve.clauses import PERIOD_BACKWARDS, once
from engine.resolve.draft import Draft, Placed, Scope, place
from engine.resolve.rules import under
from engine.source import Span
from engine.syntax.nodes import Item, Name

CASE_TWICE = Code("R501", "case-twice", "two cases of one source have one name")


def declare_cases(placed: Iterable[Placed], draft: Draft) -> None:
    begun: dict[tuple[str, str], Placed] = {}
    for each in placed:
        scope = place(draft, each)
        title = each.item.get("title")
        first = begun.setdefault((each.source, title), each)
        if first is not each:
            notes = [Note(first_line(first.item, scope), "the first is here")]
            scope.say(
                CASE_TWICE,
                first_line(each.item, scope),
                f"two cases are called “{title}”",
                "name each by what it shows",
                notes,
            )
        draft.cases.append(_case(each, scope))


def _case(placed: Placed, scope: Scope) -> CaseExample:
    item = placed.item
    day, last, known = item.get("day"), item.get("last"), once(scope, "known_on")
    if last is not None and last < day:
        scope.say(PERIOD_BACKWARDS, first_line(item, scope), f"the case ends {last}, before it begins {day}")
        last = None
    people = members_named(scope)
    readings = (under(clause, scope) for clause in item.all("under_reading"))
    return CaseExample(
        item.get("title"),
        placed.source,
        day,
        last,
        known.parts[0] if known is not None else None,
        facts(scope, people),
        expectations(scope, people),
        dict(reading for reading in readings if reading is not None),
        {
            name: date
            for clause in item.all("suppose")
            if (name := _source(clause.parts[0], scope))
            for date in clause.parts[1:]
        },
        item.span,
    )


def first_line(item: Item, scope: Scope) -> Span:
    """Where a case says its name and day."""
    text = scope.draft.texts[item.span.file].text
    end = text.find("\n", item.span.start)
    return Span(item.span.file, item.span.start, end if item.span.start < end < item.span.end else item.span.end)


def _source(name: Name, scope: Scope) -> str:
    if name.text in scope.draft.sources:
        return name.text
    scope.pass_on(scope.draft.names.unknown_source(name.text, name.span))
    return ""
