"""What may be seen of a decided case beside another: the facts without what points to a person.

Members of lists become positions, dates the whole years or months from the day asked about, texts only whether they are
the same. Who vouched for a fact, on which document and when, is left out, and so is every fact the party may not see.
What this promises and what it does not is told in `docs/how-to/compare-with-like-cases.md`. Start reading at `profile`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from engine.model.expressions import Expression, FullPeriods, Read, Shifted, walk
from engine.model.policy import Policy
from engine.records.encode import Data
from engine.records.meaning import canonical, digest

Position = tuple[str, int]
"""A list and a number in it, from 1; `("", 0)` for what is of the case itself."""
ROOT: Position = ("", 0)
FactKey = tuple[str, Position]


@frozen
class Seen:
    """What may be seen of one fact or outcome: its `kind` is `yes_no`, `word`, `amount`, `years`, `months`, `text`, or,
    where it has no value, `unknown`, `not_shown`, `not_asked`, `open`, or `withheld`: nothing may be seen.

    `value` is a truth value, a word, an exact number, or for a text its digest. `decisive` says whether it mattered.
    """

    kind: str
    value: bool | str | Fraction | None = None
    unit: str = ""
    decisive: bool = False


NOT_ASKED = Seen("not_asked")


@frozen
class Answered:
    """What may be seen of an assessment: the answer, what was considered, how long the reasons are, and a departure.

    `counts` is false where it lacks something the law asks for, or goes beyond its bounds; `reasons` is the text
    itself, where the record says that it may be shown.
    """

    value: Seen
    used: bool | None
    considered: tuple[str, ...]
    length: int
    departs: bool
    counts: bool = True
    reasons: str = ""


@frozen
class Profile:
    """A case without persons in it: facts, the answers of people, and what was decided on the first day."""

    year: int
    facts: Mapping[FactKey, Seen] = field(factory=dict)
    answers: Mapping[FactKey, Answered] = field(factory=dict)
    outcomes: Mapping[FactKey, Seen] = field(factory=dict)
    set_aside: bool = False


def age_facts(policy: Policy) -> frozenset[str]:
    """The dates that rules count years from: birth dates and the like, which are seen as ages."""
    found = set()
    for rule in policy.rules.values():
        value = rule.conclusion.value if rule.conclusion is not None else None
        for expression in (rule.condition, value, rule.read_on):
            found |= set(_counted_from(expression)) if expression is not None else set()
    return frozenset(found)


def _counted_from(expression: Expression) -> Iterator[str]:
    for node in walk(expression):
        if isinstance(node, FullPeriods) and node.unit == "year" and isinstance(node.first, Read):
            yield node.first.term
        elif isinstance(node, Shifted) and node.unit == "year" and isinstance(node.day, Read):
            yield node.day.term


def profile(
    decision: Data,
    ages: frozenset[str],
    outcomes: Iterable[Data] = (),
    set_aside: bool = False,
    shareable: bool = False,
) -> Profile:
    """What may be seen of a decision. `outcomes` are those of a record, with what officials put in their place."""
    about = decision["case"]
    on = date.fromisoformat(about.get("on") or about["from"])
    places = _places(decision, on, ages)
    facts = {}
    for entry in decision["facts"]:
        facts[(entry["fact"], places.get(entry.get("member"), ROOT))] = _fact(entry, on, ages)
    answers = {}
    for entry in decision["assessments"]:
        said = _on(entry["answers"], on)
        if said is not None and entry.get("state") != "not_used":
            key = entry["term"], places.get(entry.get("member"), ROOT)
            answers[key] = _answered(said, on, entry.get("state", "counts") == "counts", shareable)
    types = {answer["term"]: answer["type"] for answer in decision["answers"]}
    decided: dict[FactKey, Seen] = {}
    for each in outcomes or _first_segments(decision):  # the first stretch of each answer counts
        key = each["term"], places.get(each.get("member"), ROOT)
        decided.setdefault(key, _value(each["value"], on, False, types[each["term"]]))
    return Profile(on.year, facts, answers, decided, set_aside)


def _first_segments(decision: Data) -> Iterator[Data]:
    for answer in decision["answers"]:
        yield {**answer["segments"][0], **{name: answer[name] for name in ("term", "member") if name in answer}}


def _places(decision: Data, on: date, ages: frozenset[str]) -> dict[str | None, Position]:
    """A position for each member, by what is known of it and never by its id: the oldest, or the largest, first."""
    known: dict[str, list[tuple[str, int, str]]] = {}
    for entry in decision["facts"]:
        if "member" in entry:
            seen = _fact(entry, on, ages)
            size = -int(seen.value) if isinstance(seen.value, Fraction) else 0
            known.setdefault(entry["member"], []).append((entry["fact"], size, str(seen.value)))
    places: dict[str | None, Position] = {}
    for entry in sorted(decision["lists"], key=lambda each: str(each["list"])):
        ordered = sorted(entry["members"], key=lambda member: sorted(known.get(member, [])))
        start = sum(1 for place in places.values() if place[0] == entry["list"])
        for number, member in enumerate(ordered, start=start + 1):
            places.setdefault(member, (entry["list"], number))
    return places


def _fact(entry: Data, on: date, ages: frozenset[str]) -> Seen:
    """One fact on the day asked about; nothing of it where the party may not see it."""
    if any("withheld" in said for said in entry["statements"]):
        return Seen("withheld", decisive=entry["decisive"])
    said = _on(entry["statements"], on)
    if said is None:
        return Seen("not_asked", decisive=entry["decisive"])
    if said["state"] != "known":
        return Seen(said["state"], decisive=entry["decisive"])
    seen = _value(said["value"], on, entry["fact"] in ages, entry["type"])
    return Seen(seen.kind, seen.value, seen.unit, entry["decisive"])


def _on(statements: list[Data], on: date) -> Data | None:
    """What was said of a day."""
    day = on.isoformat()
    return next((it for it in statements if it.get("from", day) <= day <= it.get("to", day)), None)


def _value(value: object, on: date, is_age: bool, type: str = "") -> Seen:
    if value is None:
        return Seen("open")
    if isinstance(value, bool):
        return Seen("yes_no", value)
    if isinstance(value, dict):
        return Seen("amount", Fraction(value["exact"]), value["unit"])
    if type == "date":
        months = _months(date.fromisoformat(str(value)), on)
        return Seen("years", Fraction(months // 12)) if is_age else Seen("months", Fraction(months))
    return Seen("text", digest(value)) if type == "text" else Seen("word", str(value))


def _months(then: date, on: date) -> int:
    """Whole months from a day to the day asked about; negative for a day still to come."""
    return (on.year - then.year) * 12 + on.month - then.month - (on.day < then.day)


def _answered(said: Data, on: date, counts: bool, shareable: bool) -> Answered:
    reasons = said.get("reasons", "")
    considered = tuple(sorted({*said.get("considered", {}), *said.get("relied_on", ())}))
    value = _value(said.get("value"), on, False)
    shown = reasons if shareable else ""
    return Answered(
        value, said.get("used"), considered, len(reasons.split()), bool(said.get("departure")), counts, shown
    )


def same_case(one: Data, other: Data) -> bool:
    """Whether two decisions are of the very same case: the same facts from the same places, of the same members."""
    return canonical([one["facts"], one["lists"]]) == canonical([other["facts"], other["lists"]])
