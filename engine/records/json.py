"""A decision as JSON: the record that is kept, printed by `decide --format json`, and run again years later.

Ids are the contract, words are not in it. Everything the decision rests on is here, so that it can be read without the
policy and replayed with it. `schema.decision_schema` describes it. Start reading at `to_json`.
"""

from __future__ import annotations

import json

from engine import __version__
from engine.evaluate.decision import Answer, Decision, DutyState, ParameterStep, Segment, Wait
from engine.model.case import Case, Options
from engine.model.expressions import Value
from engine.model.policy import Policy
from engine.model.units import Type
from engine.records.encode import Data, assessment, citations, day, encode, kind, statement, without_empty
from engine.records.used import facts_examined

FORMAT = "hjemmel decision 1"
"""Names this shape. A reader that meets another number must not guess."""


def to_json(policy: Policy, decision: Decision, *, indent: int | None = None) -> str:
    """The record of a decision; the same decision gives the same bytes."""
    return json.dumps(to_data(policy, decision), ensure_ascii=False, indent=indent)


def to_data(policy: Policy, decision: Decision) -> Data:
    """The record as plain lists and dicts, its keys in reading order."""
    return {
        "format": FORMAT,
        "engine": __version__,
        "policy": {"digest": decision.policy_digest, "files": dict(sorted(policy.files.items()))},
        "case": _case(decision.case),
        "options": _options(decision.options),
        "notices": [{"kind": sort, "id": id, "detail": detail} for sort, id, detail in decision.notices],
        "ready": decision.ready,
        "answers": [_answer(policy, decision, answer) for answer in decision.answers],
        "duties": [_duty(duty) for duty in decision.duties],
        "parts_required": [{"part": part, "duty": duty} for part, duty in decision.parts_required],
        "facts": _facts(policy, decision),
        "lists": _lists(decision.case),
        "assessments": _assessments(policy, decision),
        "parameters": [_parameter(policy, read) for read in decision.parameters],
        "dates": {name: day(read) for name, read in decision.dates.items()},
        "readings": dict(sorted(decision.readings.items())),
        "not_formalised": [_not_formalised(policy, index) for index in decision.not_formalised],
    }


def _case(case: Case) -> Data:
    days = {"on": day(case.day)} if case.last is None else {"from": day(case.day), "to": day(case.last)}
    return without_empty({**days, "decided_on": day(case.decided_on), "ask": list(case.requested)})


def _options(options: Options) -> Data:
    return {
        "known_on": day(options.known_on),
        "readings": dict(sorted(options.readings.items())),
        "suppose": {source: day(when) for source, when in sorted(options.supposed.items())},
    }


def _answer(policy: Policy, decision: Decision, answer: Answer) -> Data:
    type = policy.terms[answer.term].type
    segments = [_segment(policy, decision, segment, type) for segment in answer.segments]
    return {**_whose("term", answer.term, answer.member), "type": kind(type), "segments": segments}


def _segment(policy: Policy, decision: Decision, segment: Segment, type: Type) -> Data:
    return {
        "from": day(segment.first),
        "to": day(segment.last),
        "outcome": outcome(segment.value, type),
        "value": encode(segment.value, type),
        "grounds": [
            {
                **_whose("rule", rule, member),
                "standing": standing,
                "basis": citations(policy.rules[rule].basis, decision.dates.get(rule, segment.first)),
            }
            for rule, member, standing in segment.grounds
        ],
        "waits": [_wait(wait) for wait in segment.waits],
    }


def outcome(value: Value | None, type: Type) -> str:
    """`met` or `not_met` for yes/no, `settled` for other values, `open` for all."""
    if value is None:
        return "open"
    return ("met" if value else "not_met") if type.kind == "yes_no" else "settled"


def _wait(wait: Wait) -> Data:
    said = {"kind": wait.kind, "id": wait.id, "member": wait.member, "detail": wait.detail, "day": wait.day}
    return without_empty({**said, "rules": list(wait.rules), "fault": wait.is_fault})


def _duty(duty: DutyState) -> Data:
    return {
        **_whose("duty", duty.term, duty.member),
        "arisen": duty.arisen,
        "fulfilled": duty.fulfilled,
        "before": list(duty.before),
        "missing": [_whose("id", id, member) for id, member in duty.missing],
    }


def _facts(policy: Policy, decision: Decision) -> list[Data]:
    """Every fact that was given or looked at; one nobody was asked about has no statements."""
    examined, given = facts_examined(policy, decision), decision.case.facts
    keys = sorted({*examined, *given}, key=lambda key: (key[0], key[1] or ""))
    return [
        {
            **_whose("fact", id, member),
            "type": kind(policy.terms[id].type),
            "examined": (id, member) in examined,
            "decisive": examined.get((id, member), False),
            "statements": [statement(said, policy.terms[id].type) for said in given.get((id, member), ())],
        }
        for id, member in keys
    ]


def _lists(case: Case) -> list[Data]:
    ordered = sorted(case.lists.items(), key=lambda entry: (entry[0][0], entry[0][1] or ""))
    return [
        {**_whose("list", id, owner), "members": sorted(members.ids), "complete": members.complete}
        for (id, owner), members in ordered
    ]


def _assessments(policy: Policy, decision: Decision) -> list[Data]:
    states = {(state.term, state.member): state for state in decision.assessments}
    found = []
    for (id, member), answers in sorted(decision.case.assessments.items(), key=lambda e: (e[0][0], e[0][1] or "")):
        term, state = policy.terms[id], states.get((id, member))
        type = term.amount_type if term.is_action else term.type
        data = {**_whose("term", id, member), "type": kind(type) if type is not None else "use"}
        if state is not None:
            data |= {"state": state.state, "lacks": list(state.lacks)}
        found.append({**data, "answers": [assessment(answer, type) for answer in answers]})
    return found


def _parameter(policy: Policy, read: ParameterStep) -> Data:
    return {
        "parameter": read.id,
        "read_on": day(read.day),
        "value": encode(read.value, policy.parameters[read.id].type),
        "from": day(read.first),
        "to": day(read.last),
        "known": day(read.known),
        "basis": citations(read.basis, read.day),
        "decisive": read.decisive,
    }


def _not_formalised(policy: Policy, index: int) -> Data:
    gap = policy.not_formalised[index]
    return {"provision": str(gap.citation), "because": gap.because, "affects": list(gap.affects)}


def _whose(word: str, id: str, member: str | None) -> Data:
    return {word: id} if member is None else {word: id, "member": member}
