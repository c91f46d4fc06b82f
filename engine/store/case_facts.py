"""The facts of a case: statements with a value or a state, in stretches of days, and who vouches for them."""

from __future__ import annotations

from engine.model.case import Origin, Statement
from engine.model.policy import Term
from engine.store import case_codes as codes
from engine.store.case_owners import owned, whose
from engine.store.intake import Intake, Whose, each, entries, period, refuse_other_keys, state
from engine.store.json_text import Json, Key
from engine.store.values import read_moment, read_text, read_value

STATEMENT = ("value", "state", "from", "to", "origin", "withheld", "of")
ORIGIN = ("by", "at", "document", "basis")

_NO_VALUE = 'or write "state": "unknown" if it was asked and nobody knows'
_SAID = {"unknown": "asked and unknown", "not_shown": "recorded as not shown"}


def take_fact(intake: Intake, key: Key, json: Json, of: Whose) -> None:
    """Take what is said of one fact: a value, an object, or a list of dated statements."""
    id = intake.bind(key.name, "fact", key.span)
    if id is None:
        return
    term = intake.policy.terms[id]
    for entry in each(json):
        owner = whose(intake, entry, of)
        statement = _statement(intake, entry, term, key.name)
        if owned(intake, key, term.entity, owner) and statement is not None:
            intake.facts.setdefault((id, owner.member), []).append((entry.span, statement))


def _statement(intake: Intake, json: Json, term: Term, name: str) -> Statement | None:
    if json.kind != "object" or json.get("exact") is not None:
        value = read_value(json, term.type, name, intake.found)
        return None if value is None else Statement("known", value)
    refuse_other_keys(intake, json, STATEMENT)
    given, origin = json.get("value"), json.get("origin")
    status = state(intake, json, name, ("known", "unknown", "not_shown"))
    _refuse_misfits(intake, json, term, name, status)
    first, last = period(intake, json)
    return Statement(
        status,
        read_value(given, term.type, name, intake.found) if given is not None else None,
        first,
        last,
        _origin(intake, origin) if origin is not None else Origin(),
        _withheld(intake, json.get("withheld")),
    )


def _refuse_misfits(intake: Intake, json: Json, term: Term, name: str, status: str) -> None:
    """A known fact has a value, any other has none, and only a yes/no can be not shown."""
    given = json.get("value")
    if status == "known" and given is None:
        intake.say(codes.MISSING_ENTRY.at(json.span, f"`{name}` lacks a `value`", hint=_NO_VALUE))
    elif status != "known" and given is not None:
        intake.say(codes.WRONG_TYPE.at(given.span, f"`{name}` is {_SAID[status]}, and so has no value"))
    if status == "not_shown" and term.type.kind != "yes_no":
        intake.say(codes.WRONG_TYPE.at(json.span, f"`{name}` is not yes or no, and so cannot be `not_shown`"))


def _withheld(intake: Intake, json: Json | None) -> str:
    """The provision by which the party may not see it: one must be named."""
    if json is None:
        return ""
    entries_ = list(entries(intake, json, "`withheld`"))
    refuse_other_keys(intake, json, ("basis",))
    basis = next((read_text(value, "`basis`", intake.found) for key, value in entries_ if key.name == "basis"), None)
    if json.kind == "object" and not (basis or "").strip():
        hint = 'name it: {"basis": "forvaltningsloven § 19 ledd 1 bokstav d"}'
        intake.say(
            codes.MISSING_ENTRY.at(json.span, "what is withheld needs the provision it is withheld by", hint=hint)
        )
    return (basis or "").strip()


def _origin(intake: Intake, json: Json) -> Origin:
    """Who vouches for it: an object, or just a text that names them."""
    if json.kind == "text":
        return Origin(by=json.word)
    said = {}
    for key, value in entries(intake, json, "`origin`"):
        if key.name not in ORIGIN:
            intake.say(codes.unknown_key(key.name, key.span, ORIGIN))
        elif key.name == "at":
            said["at"] = read_moment(value, "`at`", intake.found)
        else:
            said[key.name] = read_text(value, f"`{key.name}`", intake.found) or ""
    return Origin(**said)
