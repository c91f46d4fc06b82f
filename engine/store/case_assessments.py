"""The assessments of a case: what a person answered where the law asks for discretion, or a power put to use.

Whether an assessment is complete is the evaluator's to say, by the policy; here it only has to be well formed.
"""

from __future__ import annotations

from engine.diagnostics import Diagnostic, did_you_mean
from engine.model.case import Assessment
from engine.model.expressions import Value
from engine.model.policy import Consideration, Term
from engine.source import Span
from engine.store import case_codes as codes
from engine.store.case_owners import owned, whose
from engine.store.intake import Intake, Whose, each, entries, period, refuse_other_keys, state, text
from engine.store.json_text import Json, Key
from engine.store.values import read_flag, read_moment, read_text, read_value

ASSESSMENT = (
    "value", "state", "used", "considered", "relied_on", "reasons", "departure", "by", "role", "at", "from", "to", "of",
)  # fmt: skip


def take_assessment(intake: Intake, key: Key, json: Json, of: Whose) -> None:
    """Take one answer, or a list of answers for different days or members."""
    id = intake.bind(key.name, "assessment", key.span)
    if id is None:
        return
    term = intake.policy.terms[id]
    for entry in each(json):
        owner = whose(intake, entry, of)
        answer = assessment_of(intake, entry, term, key.name)
        if owned(intake, key, term.entity, owner) and answer is not None:
            intake.assessments.setdefault((id, owner.member), []).append((entry.span, answer))


def assessment_of(intake: Intake, json: Json, term: Term, name: str) -> Assessment | None:
    """One answer, as it stands in a case or in a form by itself."""
    if json.kind != "object" or json.get("exact") is not None:
        return _bare_answer(intake, json, term, name)
    refuse_other_keys(intake, json, ASSESSMENT)
    status = state(intake, json, name, ("given", "unknown"))
    at, (first, last) = json.get("at"), period(intake, json)
    return Assessment(
        state=status,
        value=_value(intake, json, term, name, status),
        used=_used(intake, json, term, name, status),
        considered=_considered(intake, json, term, name),
        relied_on=_relied_on(intake, json, term, name),
        reasons=text(intake, json, "reasons"),
        departure=text(intake, json, "departure"),
        by=text(intake, json, "by"),
        role=text(intake, json, "role"),
        at=read_moment(at, "`at`", intake.found) if at is not None else "",
        first=first,
        last=last,
    )


def _bare_answer(intake: Intake, json: Json, term: Term, name: str) -> Assessment | None:
    """A value alone: an answer without considerations or reasons, complete only where the law asks for neither."""
    if term.is_action:
        hint = 'write {"used": true, …} or {"used": false, …}'
        intake.say(codes.WRONG_TYPE.at(json.span, f"`{name}` is used or not used", hint=hint))
        return None
    value = read_value(json, term.type, name, intake.found)
    return None if value is None else Assessment(value=value)


def _value(intake: Intake, json: Json, term: Term, name: str, status: str) -> Value | None:
    given, type = json.get("value"), term.amount_type if term.is_action else term.type
    if given is None:
        if status == "given" and not term.is_action:
            hint = 'or write "state": "unknown" if it was asked and nobody can say'
            intake.say(codes.MISSING_ENTRY.at(json.span, f"`{name}` lacks a `value`", hint=hint))
        return None
    if type is None:
        message, hint = f"`{name}` has no amount to set", 'say only "used": true or "used": false'
        intake.say(codes.WRONG_TYPE.at(given.span, message, hint=hint))
        return None
    return read_value(given, type, name, intake.found)


def _used(intake: Intake, json: Json, term: Term, name: str, status: str) -> bool | None:
    used = json.get("used")
    if used is None:
        if term.is_action and status == "given":
            intake.say(codes.MISSING_ENTRY.at(json.span, f"`{name}` lacks `used`", hint='write "used": true or false'))
        return None
    if not term.is_action:
        intake.say(codes.WRONG_TYPE.at(used.span, f"`{name}` is answered, not used", hint='give its "value"'))
    return read_flag(used, "`used`", intake.found)


def _considered(intake: Intake, json: Json, term: Term, name: str) -> dict[str, str]:
    said = {}
    given = json.get("considered")
    for key, value in entries(intake, given, f"what was considered for `{name}`") if given is not None else ():
        consideration = _consideration(intake, key.name, key.span, term, name)
        found = read_text(value, f"what was found of `{key.name}`", intake.found)
        if consideration and found is not None:
            said[consideration] = found
    return said


def _relied_on(intake: Intake, json: Json, term: Term, name: str) -> tuple[str, ...]:
    given = json.get("relied_on")
    relied = []
    for item in each(given) if given is not None else ():
        written = read_text(item, "what was relied on", intake.found)
        if written is not None:
            relied.append(_consideration(intake, written, item.span, term, name))
    return tuple(dict.fromkeys(entry for entry in relied if entry))


def _consideration(intake: Intake, written: str, span: Span, term: Term, name: str) -> str:
    """The name of a declared consideration; a fact may be relied on too, and is known by what it is considered as."""
    declared = term.discretion.considerations if term.discretion is not None else ()
    if any(entry.name == written for entry in declared):
        return written
    ids = intake.names.kinds["fact"].get(written, ())
    if ids:
        return next((entry.name for entry in declared if entry.term in ids), ids[0])
    intake.say(_unknown_consideration(written, span, declared, name))
    return ""


def _unknown_consideration(written: str, span: Span, declared: tuple[Consideration, ...], name: str) -> Diagnostic:
    known = [entry.name for entry in declared]
    hint = did_you_mean(written, known) or "declared: " + (", ".join(f"`{entry}`" for entry in known) or "none")
    return codes.UNKNOWN_CONSIDERATION.at(span, f"`{name}` knows no consideration `{written}`", hint=hint)
