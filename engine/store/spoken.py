"""An answer as somebody types it, read as strictly as a case: `ja`, `12 000`, `2024-07-01`, `ja fra 2024-01-01`.

What cannot be taken gives a word for what was wrong, which the surface puts into a sentence.
Start reading at `read_answer`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from engine.interview.answers import Answer
from engine.model.case import Case, Members
from engine.model.expressions import Literal, Value
from engine.model.policy import Term
from engine.model.units import Type
from engine.source import NOWHERE
from engine.store.case_lists import LONGEST_ID
from engine.store.json_text import Json
from engine.store.values import parse_day, read_value

YES = ("ja", "j", "yes", "y")
NO = ("nei", "n", "no")
_FROM, _TO = r"(?:fra|frå|from)", r"(?:til og med|til|to)"
_DAYS = re.compile(rf"^(?P<said>.+?)(?:\s+{_FROM}\s+(?P<first>\S+))?(?:\s+{_TO}\s+(?P<last>\S+))?$")
MOST_MEMBERS = 50


@frozen
class Refused:
    """An answer that was not taken. `why` is `yes_no`, `number`, `below`, `above`, `date`, `choice`, `text`, `members`,
    `days` or `backwards`; `said` what was written."""

    why: str
    said: str


def read_answer(term: Term, said: str) -> Answer | Refused:
    """The answer to a question about a fact, with the days it speaks of where they are told."""
    found = _DAYS.match(said.strip())
    if found is None:
        return Refused(_sort(term.type), said)
    first, last = (_day(found[name]) for name in ("first", "last"))
    if isinstance(first, Refused) or isinstance(last, Refused):
        return first if isinstance(first, Refused) else last  # type: ignore[return-value]
    if first is not None and last is not None and last < first:
        return Refused("backwards", said)
    value = read_typed(term.type, found["said"], term)
    return value if isinstance(value, Refused) else Answer(value, first=first, last=last)


def read_typed(type: Type, said: str, term: Term | None = None) -> Value | Refused:
    """A value of a type; of a fact with a range, one inside it."""
    said = said.strip()
    if type.kind == "yes_no":
        word = said.lower()
        return word in YES if word in (*YES, *NO) else Refused("yes_no", said)
    word = _chosen(type, said) if type.kind == "choice" else said
    value = read_value(Json("text", NOWHERE, word), type, "", []) if word else None
    if value is None:
        return Refused(_sort(type), said)
    return _in_range(term, value, said) if term is not None and term.range is not None else value


def _sort(type: Type) -> str:
    return type.kind


def _chosen(type: Type, said: str) -> str:
    """The choice that is meant: its word in the rule file, or what readers call it, in any language."""
    wanted = said.lower()
    for choice in type.choices:
        words: Mapping[str, str] = type.words.get(choice, {})
        if wanted in (choice.lower(), choice.replace("_", " ").lower(), *(it.lower() for it in words.values())):
            return choice
    return ""


def _in_range(term: Term, value: Value, said: str) -> Value | Refused:
    assert term.range is not None
    low, high = term.range
    if isinstance(low, Literal) and value < low.value:  # type: ignore[operator]
        return Refused("below", said)
    if isinstance(high, Literal) and value > high.value:  # type: ignore[operator]
        return Refused("above", said)
    return value


def _day(text: str | None) -> date | Refused | None:
    if text is None:
        return None
    day, _, _ = parse_day(text)
    return day if day is not None else Refused("days", text)


def read_members(case: Case, key: tuple[str, str | None], said: str) -> Answer | Refused:
    """The members of a list: how many there are in all, or a short name for each. There are no others."""
    known = case.lists.get(key, Members()).ids
    if re.fullmatch(r"\d+", said.strip(), re.ASCII):
        number = int(said[:9])
        if not len(known) <= number <= MOST_MEMBERS:
            return Refused("members", said)
        taken = {member for members in case.lists.values() for member in members.ids}
        free = (str(n) for n in range(1, 2 * MOST_MEMBERS + len(taken)) if str(n) not in taken)
        return Answer(members=(*known, *(next(free) for _ in range(number - len(known)))))
    if said.strip().lower() in NONE:
        return Answer(members=known)
    ids = [it.strip() for it in said.split(",")]
    if not all(re.fullmatch(r"[^\W_][\w-]*", it) and len(it) <= LONGEST_ID for it in ids):
        return Refused("members", said)
    return Answer(members=tuple(dict.fromkeys((*known, *ids))))


NONE = ("ingen", "none", "nobody", "ingen flere", "ingen fleire", "no others", "nei", "no")
