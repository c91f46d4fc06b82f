"""What the readers of a case share: the policy's names, what has been taken so far, and what was wrong.

Comes after `json_text` and `names`; `case_facts`, `case_assessments`, `case_lists` and `case_questions` use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from engine.diagnostics import Diagnostic
from engine.model.case import Assessment, Key, Members, Statement
from engine.model.policy import Policy
from engine.source import Span
from engine.store import case_codes as codes
from engine.store.json_text import Json
from engine.store.json_text import Key as JsonKey
from engine.store.names import Names
from engine.store.values import read_day, read_text

Placed = tuple[Span, "Statement | Assessment"]


@frozen
class Whose:
    """Whom something is said of: a member and the entity it is a member of, or the root (both empty).

    `entity` is empty for a member named only by `of`, until a list tells.
    """

    member: str | None = None
    entity: str = ""


ROOT = Whose()


@frozen
class Intake:
    """A case while it is being read. Everything reports into `found` and goes on."""

    policy: Policy
    names: Names
    found: list[Diagnostic]
    facts: dict[Key, list[tuple[Span, Statement]]] = field(factory=dict)
    assessments: dict[Key, list[tuple[Span, Assessment]]] = field(factory=dict)
    lists: dict[Key, Members] = field(factory=dict)
    mentioned: list[tuple[str, str, Span]] = field(factory=list)
    """Entity and member of everything said of a member: each must be in some list."""
    home: set[str] = field(factory=set)
    """The sources of what is asked: a bare name several sources have is theirs, where one of them has it."""

    def say(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)

    def bind(self, written: str, kind: str, span: Span) -> str | None:
        """The id of a name of this kind; what is wrong with the name is reported."""
        id, remark = self.names.bind(written, kind, span, self.home)
        if remark is not None:
            self.say(remark)
        return id


def entries(intake: Intake, json: Json, what: str) -> Iterator[tuple[JsonKey, Json]]:
    """The entries of something that must be an object."""
    if json.kind == "object":
        yield from json.entries
    else:
        intake.say(codes.WRONG_TYPE.at(json.span, f"{what} must be an object", hint="write it as {…}"))


def each(json: Json) -> tuple[Json, ...]:
    """The items of a list, or the one thing that stands alone."""
    return json.items if json.kind == "list" else (json,)


def refuse_other_keys(intake: Intake, json: Json, known: tuple[str, ...]) -> None:
    """Report every key that means nothing here."""
    for key, _ in json.entries:
        if key.name not in known:
            intake.say(codes.unknown_key(key.name, key.span, known))


def day(intake: Intake, json: Json, name: str) -> date | None:
    """The day an object gives under a key, if it gives one."""
    value = json.get(name)
    return read_day(value, intake.found) if value is not None else None


def text(intake: Intake, json: Json, name: str) -> str:
    """The text an object gives under a key, or an empty one."""
    value = json.get(name)
    return (read_text(value, f"`{name}`", intake.found) or "") if value is not None else ""


def period(intake: Intake, json: Json) -> tuple[date | None, date | None]:
    """The days `from` and `to`, both included; `None` is without end on that side."""
    first, last = day(intake, json, "from"), day(intake, json, "to")
    if first is not None and last is not None and last < first:
        span = (json.get("to") or json).span
        intake.say(codes.BACKWARDS.at(span, f"the period ends on {last}, before it begins on {first}"))
    return first, last


def state(intake: Intake, json: Json, name: str, states: tuple[str, ...]) -> str:
    """The state an object gives; the first of those possible when it gives none."""
    written = json.get("state")
    word = read_text(written, "`state`", intake.found) if written is not None else states[0]
    if word in states:
        return word
    if written is not None and word is not None:
        hint = "leave the fact out" if word == "not_asked" else "it is one of " + ", ".join(f"`{s}`" for s in states)
        intake.say(codes.UNKNOWN_CHOICE.at(written.span, f"`{word}` is no state of `{name}`", hint=hint))
    return states[0]
