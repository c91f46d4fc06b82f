"""What an official sets in place of the engine's result, read strictly from JSON: never without who, why and on what.

Start reading at `read_override`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.diagnostics import Code, Diagnostic, in_order
from engine.evaluate.decision import Answer, Decision
from engine.model.expressions import Value
from engine.model.policy import Policy, Term
from engine.records.record import Override
from engine.source import SourceText
from engine.store import case_codes as codes
from engine.store.cases import has_errors
from engine.store.intake import Intake, each, period, refuse_other_keys, text
from engine.store.json_text import Json, read_json
from engine.store.names import Names, index
from engine.store.values import read_moment, read_text, read_value

NOT_DECIDED = Code("P605", "override-of-nothing", "an override is of something the decision does not settle")
KEYS = ("term", "of", "value", "from", "to", "by", "role", "at", "reasons", "basis")
_EFFECTS = ("must", "may", "must_not", "should", "none")
_NEEDED = {
    "by": "say who decided otherwise",
    "role": "say in what role: the body, or the office",
    "reasons": "say why the engine's result is set aside; a result is never set aside without reasons",
    "basis": 'say on what provision: "basis": ["sosialtjenesteloven § 19"]',
}


def read_override(
    source: SourceText, policy: Policy, decision: Decision, names: Names | None = None
) -> tuple[Override | None, list[Diagnostic]]:
    """The override a JSON text describes, or `None` and every reason why not."""
    json, found = read_json(source)
    if json is None or json.kind != "object":
        if json is not None:
            hint = 'begin with {"term": "…", "value": …}'
            found.append(codes.WRONG_TYPE.at(json.span, "an override is an object", hint=hint))
        return None, found
    intake = Intake(policy, names or index(policy), found)
    intake.home.update(id.rpartition(".")[0] for id in decision.case.requested)
    override = _override(intake, json, decision)
    return (None if has_errors(found) else override), in_order(found)


def _override(intake: Intake, json: Json, decision: Decision) -> Override | None:
    refuse_other_keys(intake, json, KEYS)
    said = {name: text(intake, json, name) for name in ("by", "role", "reasons")}
    basis = _basis(intake, json)
    at, (first, last) = json.get("at"), period(intake, json)
    for name, hint in _NEEDED.items():
        if not (basis if name == "basis" else said[name].strip()):
            place = json.get(name) or json
            intake.say(codes.MISSING_ENTRY.at(place.span, f"the override lacks `{name}`", hint=hint))
    answer = _answer(intake, json, decision)
    value = _value(intake, json, intake.policy.terms[answer.term]) if answer is not None else None
    _refuse_days(intake, json, decision, first, last)
    if answer is None or value is None:
        return None
    moment = read_moment(at, "`at`", intake.found) if at is not None else ""
    return Override(answer.term, answer.member, value, basis=basis, at=moment, first=first, last=last, **said)


def _basis(intake: Intake, json: Json) -> tuple[str, ...]:
    given = json.get("basis")
    found = [read_text(item, "a provision", intake.found) for item in each(given)] if given is not None else []
    return tuple(entry for entry in found if entry and entry.strip())


def _answer(intake: Intake, json: Json, decision: Decision) -> Answer | None:
    """The answer of the decision that the override is of."""
    given, of = json.get("term"), json.get("of")
    if given is None:
        intake.say(codes.MISSING_ENTRY.at(json.span, "the override lacks `term`", hint="name what was decided"))
        return None
    name = read_text(given, "`term`", intake.found)
    id = intake.bind(name, "term", given.span) if name is not None else None
    if id is None:
        return None
    member = read_text(of, "`of`", intake.found) if of is not None else None
    for answer in decision.answers:
        if (answer.term, answer.member) == (id, member):
            return answer
    whose = f"{name} of {member}" if member else name
    decided = ", ".join(f"`{answer.term.rpartition('.')[2]}`" for answer in decision.answers)
    intake.say(NOT_DECIDED.at(given.span, f"`{whose}` is not decided in this case", hint=f"decided: {decided}"))
    return None


def _value(intake: Intake, json: Json, term: Term) -> Value | None:
    given = json.get("value")
    if given is None:
        intake.say(codes.MISSING_ENTRY.at(json.span, "the override lacks `value`", hint="give the result instead"))
        return None
    if term.is_action:
        word = read_text(given, f"`{term.name}`", intake.found)
        if word is not None and word not in _EFFECTS:
            hint = "choose among " + ", ".join(f"`{effect}`" for effect in _EFFECTS)
            intake.say(codes.UNKNOWN_CHOICE.at(given.span, f"`{word}` is no effect", hint=hint))
            return None
        return word
    return read_value(given, term.type, term.name, intake.found)


def _refuse_days(intake: Intake, json: Json, decision: Decision, first: date | None, last: date | None) -> None:
    """Days that lie wholly outside those decided."""
    begins, ends = decision.case.day, decision.case.last or decision.case.day
    if (first is not None and first > ends) or (last is not None and last < begins):
        place: Any = json.get("from") or json.get("to") or json
        decided = str(begins) if begins == ends else f"{begins} to {ends}"
        hint = f"what was decided is for {decided}"
        intake.say(NOT_DECIDED.at(place.span, "the override is for days that were not decided", hint=hint))
