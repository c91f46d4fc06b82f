"""What is declared besides terms: entities, lists, units, calendars, parts of the letter.

Start reading at `declare_entities`: members of lists are known only when every list is.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from engine.diagnostics import Code
from engine.model.policy import Calendar, Declared, Entity, EntityList, FreeDay, LetterPart, Term
from engine.model.units import DATE, YES_NO
from engine.resolve.citations import basis_of
from engine.resolve.clauses import labels
from engine.resolve.draft import Draft, Head, Placed, Scope, place
from engine.resolve.names import ENTITIES, Entry, refuse_reserved
from engine.resolve.paths import DECISION_FACTS
from engine.source import Span
from engine.syntax.nodes import Clause, Name
from engine.syntax.spoken import MONTHS, WEEKDAYS

NO_SUCH_DAY = Code("R317", "no-such-day", "a calendar or a renewal names a day no year has")

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def index(placed: Iterable[Placed], draft: Draft) -> None:
    """Takes every declared name in; a name said twice or equal to a keyword is reported."""
    tables: set[str] = set()
    for each in placed:
        name = each.item.name
        if name is None or each.item.kind in ("case", "uses"):
            continue
        scope = place(draft, each)
        kind = each.item.get("kind") if each.item.kind == "declaration" else each.item.kind
        entry = Entry(name.text, each.source, kind, name.span, each.item)
        if refused := refuse_reserved(name):
            scope.pass_on(refused)
        if kind == "table" and entry.id in tables:
            continue  # one table, another period
        if (repeated := draft.names.add(entry)) is not None:
            scope.pass_on(repeated)
        elif kind == "table":
            tables.add(entry.id)


def is_first(placed: Placed, draft: Draft) -> bool:
    """Whether an item is the one its name means; a second of the same name is left out."""
    return _entry(placed, draft).item is placed.item


def is_table(placed: Placed, draft: Draft) -> bool:
    """Whether an item is a table and its name means one; several tables of a name are one amount."""
    return placed.item.kind == "table" and _entry(placed, draft).kind == "table"


def _entry(placed: Placed, draft: Draft) -> Entry:
    assert placed.item.name is not None
    return draft.names.own[placed.source][placed.item.name.text]


def identity(placed: Placed) -> tuple[str, str, str]:
    """Id, name and source of a declared item."""
    assert placed.item.name is not None
    name = placed.item.name.text
    return f"{placed.source}.{name}", name, placed.source


def declare_units(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        draft.units[identity(each)[0]] = Declared(*identity(each), span=place_of(each), labels=words_of(each, draft))


def declare_entities(placed: Iterable[Placed], draft: Draft) -> None:
    """Entities and decision kinds, roots until a list has them as members."""
    for each in placed:
        scope, is_kind = place(draft, each), each.item.kind == "decision_kind"
        entity = Entity(
            *identity(each), False, is_kind, basis_of(scope), span=place_of(each), labels=words_of(each, draft)
        )
        draft.entities[entity.id] = entity
        if is_kind:
            _known_of_decisions(entity, draft)


def _known_of_decisions(kind: Entity, draft: Draft) -> None:
    """The facts every decision of a kind has. Where a source has several kinds, the later ones carry their name."""
    for name, answer in DECISION_FACTS.items():
        taken = f"{kind.source}.{name}" in draft.heads
        term = f"{kind.name}_{name}" if taken else name
        id, type = f"{kind.source}.{term}", DATE if answer == "date" else YES_NO
        draft.built_in[(kind.id, name)] = id
        draft.heads[id] = Head(id, name, "fact", kind.id, type)
        draft.terms[id] = Term(id, term, kind.source, "fact", kind.id, type, span=kind.span)


def declare_lists(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        scope = place(draft, each)
        owner = scope.find(each.item.get("of"), ENTITIES, "entity")
        member = scope.find(each.item.get("member"), ENTITIES, "entity")
        if owner is None or member is None or not {owner.id, member.id} <= draft.entities.keys():
            continue
        draft.entities[member.id] = evolve(draft.entities[member.id], is_member=True)
        listed = EntityList(
            *identity(each), owner.id, member.id, basis_of(scope), span=place_of(each), labels=words_of(each, draft)
        )
        draft.lists[listed.id] = listed


def declare_parts(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        draft.parts[identity(each)[0]] = LetterPart(
            *identity(each), basis_of(place(draft, each)), span=place_of(each), labels=words_of(each, draft)
        )


def declare_calendars(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        scope = place(draft, each)
        free = tuple(day for clause in each.item.clauses if (day := _free_day(clause, scope)) is not None)
        draft.calendars[identity(each)[0]] = Calendar(
            *identity(each), basis_of(scope), free, span=place_of(each), labels=words_of(each, draft)
        )


def _free_day(clause: Clause, scope: Scope) -> FreeDay | None:
    if clause.kind == "weekday":
        return _weekday(clause.parts[0], scope)
    if clause.kind == "fixed_day":
        day = month_day(clause.parts[0], clause.parts[1], scope)
        return None if day is None else FreeDay("fixed", *day)
    return FreeDay("easter", clause.parts[0]) if clause.kind == "easter_day" else None


def _weekday(name: Name, scope: Scope) -> FreeDay | None:
    for number, words in enumerate(WEEKDAYS):
        if name.text.lower() in words:
            return FreeDay("weekday", number)
    hint = scope.draft.names.suggest(name.text, [word for words in WEEKDAYS for word in words])
    scope.say(NO_SUCH_DAY, name.span, f"`{name.text}` is no day of the week", hint)
    return None


def month_day(number: int, month: Name, scope: Scope) -> tuple[int, int] | None:
    """`1 may` as month and day."""
    for place_in_year, words in enumerate(MONTHS, start=1):
        if month.text.lower() in words:
            if 1 <= number <= _LENGTHS[place_in_year - 1]:
                return place_in_year, number
            scope.say(NO_SUCH_DAY, month.span, f"`{month.text}` has no day {number}")
            return None
    hint = scope.draft.names.suggest(month.text, [word for words in MONTHS for word in words])
    scope.say(NO_SUCH_DAY, month.span, f"`{month.text}` is no month", hint)
    return None


def place_of(placed: Placed) -> Span:
    """Where the name of a declared item stands."""
    return placed.item.name.span if placed.item.name is not None else placed.item.span


def words_of(placed: Placed, draft: Draft) -> dict[str, str]:
    """A declared item's words for readers."""
    return labels(placed.item.phrases, place(draft, placed))
