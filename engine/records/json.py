"""A decision as JSON: the record that is kept, printed by `decide --format json`, and run again years later.

Ids are the contract, words are not in it. Everything the decision rests on is here, so that it can be read without the
policy and replayed with it. `schema.decision_schema` describes it.
What is said of a policy's own rules, facts and parameters is the same in every decision by that policy, so its JSON is
written once (`_Written`); many decisions are then little more than joining texts. Start reading at `to_json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from json.encoder import encode_basestring as quoted
from typing import Any
from weakref import WeakKeyDictionary

from attrs import field, frozen

from engine import __version__
from engine.evaluate.decision import Answer, Decision, DutyState, ParameterStep, Segment, Wait
from engine.model.case import Case, Key, Options, Statement
from engine.model.expressions import Value
from engine.model.policy import Policy
from engine.model.units import Type
from engine.records.encode import Data, assessment, citations, day, encode, kind, statement, without_empty

NO_ORIGIN = Statement("unknown").origin
"""The one value that stands for no origin when none is given; another that is empty only takes the longer way."""
FORMAT = "hjemmel decision 1"
"""Names this shape. A reader that meets another number must not guess."""

_text = json.JSONEncoder(ensure_ascii=False).encode


def to_json(policy: Policy, decision: Decision, *, indent: int | None = None) -> str:
    """The record of a decision; the same decision gives the same bytes."""
    written = _WRITTEN.get(policy)
    if written is None:
        written = _WRITTEN[policy] = _Written(policy)
    text = "{" + ", ".join(f'"{key}": {part}' for key, part in _parts(written, decision)) + "}"
    return text if indent is None else json.dumps(json.loads(text), ensure_ascii=False, indent=indent)


def to_data(policy: Policy, decision: Decision) -> Data:
    """The record as plain lists and dicts, its keys in reading order."""
    data: Data = json.loads(to_json(policy, decision))
    return data


@frozen(eq=False)
class _Written:
    """JSON already written for a policy: texts by what they are about."""

    policy: Policy
    head: list[str] = field(factory=list)
    grounds: dict[Any, str] = field(factory=dict)
    units: dict[str, str] = field(factory=dict)
    facts: dict[Any, str] = field(factory=dict)
    parameters: dict[Any, str] = field(factory=dict)
    duties: dict[Any, str] = field(factory=dict)
    gaps: dict[int, str] = field(factory=dict)


_WRITTEN: WeakKeyDictionary[Policy, _Written] = WeakKeyDictionary()


def _parts(written: _Written, decision: Decision) -> Iterable[tuple[str, str]]:
    """The keys of the record in reading order, each with its JSON."""
    policy, case = written.policy, decision.case
    yield "format", quoted(FORMAT)
    yield "engine", quoted(__version__)
    yield "policy", _head(written, decision)
    yield "case", _case(case)
    yield "options", _options(decision.options)
    yield "notices", _each_text(dict(zip(_NOTICE, notice, strict=True)) for notice in decision.notices)
    yield "ready", _flag(decision.ready)
    yield "answers", _listed(_answer(written, decision, answer) for answer in decision.answers)
    yield "duties", _listed(_duty(written, duty) for duty in decision.duties)
    yield "parts_required", _listed(_part(*required) for required in decision.parts_required)
    yield "facts", _listed(_facts(written, decision))
    yield "lists", _each_text(_lists(case))
    yield "assessments", _each_text(_assessments(policy, decision))
    yield "parameters", _listed(_parameter(written, read) for read in decision.parameters)
    yield "dates", _mapped((name, str(read)) for name, read in decision.dates.items())
    yield "readings", _mapped(sorted(decision.readings.items()))
    yield "not_formalised", _listed(_gap(written, index) for index in decision.not_formalised)


# ── what was decided ────────────────────────────────────────────────────────────────────────────────────────────


def _head(written: _Written, decision: Decision) -> str:
    if not written.head:
        files = dict(sorted(written.policy.files.items()))
        written.head.append(_text({"digest": decision.policy_digest, "files": files}))
    return written.head[0]


_NOTICE = ("kind", "id", "detail")


def _case(case: Case) -> str:
    days = f'"on": "{case.day}"' if case.last is None else f'"from": "{case.day}", "to": "{case.last}"'
    decided = f', "decided_on": "{case.decided_on}"' if case.decided_on is not None else ""
    return f'{{{days}{decided}, "ask": {_listed(map(quoted, case.requested))}}}'


def _options(options: Options) -> str:
    known_on = f'"{options.known_on}"' if options.known_on is not None else "null"
    readings = _mapped(sorted(options.readings.items()))
    supposed = _mapped((source, str(when)) for source, when in sorted(options.supposed.items()))
    return f'{{"known_on": {known_on}, "readings": {readings}, "suppose": {supposed}}}'


def _answer(written: _Written, decision: Decision, answer: Answer) -> str:
    type = kind(written.policy.terms[answer.term].type)
    segments = _listed(_segment(written, decision, answer, segment) for segment in answer.segments)
    return f'{{{_whose("term", answer.term, answer.member)}, "type": "{type}", "segments": {segments}}}'


def _segment(written: _Written, decision: Decision, answer: Answer, segment: Segment) -> str:
    type = written.policy.terms[answer.term].type
    grounds = _listed(
        _ground(written, ground, decision.dates.get(ground[0], segment.first)) for ground in segment.grounds
    )
    waits = _text([_wait(wait) for wait in segment.waits]) if segment.waits else "[]"
    return (
        f'{{"from": "{segment.first}", "to": "{segment.last}", "outcome": "{outcome(segment.value, type)}", '
        f'"value": {_value(written, segment.value, answer.term, type)}, "grounds": {grounds}, "waits": {waits}}}'
    )


def _value(written: _Written, value: Value | None, term: str, type: Type) -> str:
    """As `encode`, for a term whose unit has been written before."""
    if value.__class__ is Fraction:
        unit = written.units.get(term) or written.units.setdefault(term, quoted(str(type.unit)))
        return f'{{"exact": "{value}", "unit": {unit}}}'
    return _flag(value) if value is None or isinstance(value, bool) else quoted(str(value))


def outcome(value: Value | None, type: Type) -> str:
    """`met` or `not_met` for yes/no, `settled` for other values, `open` for all."""
    if value is None:
        return "open"
    return ("met" if value else "not_met") if type.kind == "yes_no" else "settled"


def _ground(written: _Written, ground: tuple[str, str | None, bool | None], on: date) -> str:
    """A rule that was decisive, with the addresses right on the day it was read."""
    found = written.grounds.get(ground) or written.grounds.get((*ground, on))
    if found is None:
        rule, member, standing = ground
        basis = written.policy.rules[rule].basis
        addresses = _text(citations(basis, on))
        found = f'{{{_whose("rule", rule, member)}, "standing": {_flag(standing)}, "basis": {addresses}}}'
        is_dated = any(each.since or each.until for each in basis)
        _keep(written.grounds, (*ground, on) if is_dated else ground, found)
    return found


def _wait(wait: Wait) -> Data:
    said = {"kind": wait.kind, "id": wait.id, "member": wait.member, "detail": wait.detail, "day": wait.day}
    return without_empty({**said, "rules": list(wait.rules), "fault": wait.is_fault})


def _duty(written: _Written, duty: DutyState) -> str:
    key = (duty.term, duty.member, duty.arisen, duty.fulfilled, duty.missing)
    if key not in written.duties:
        missing = [_whose_data("id", id, member) for id, member in duty.missing]
        state = {"arisen": duty.arisen, "fulfilled": duty.fulfilled, "before": list(duty.before), "missing": missing}
        _keep(written.duties, key, _text({**_whose_data("duty", duty.term, duty.member), **state}))
    return written.duties[key]


def _part(part: str, duty: str) -> str:
    return f'{{"part": {quoted(part)}, "duty": {quoted(duty)}}}'


# ── what it rests on ────────────────────────────────────────────────────────────────────────────────────────────


def _facts(written: _Written, decision: Decision) -> Iterable[str]:
    """Every fact that was given or looked at; one nobody was asked about has no statements."""
    terms, given = written.policy.terms, decision.case.facts
    examined = {(id, member): decisive for id, member, decisive in decision.facts if terms[id].kind == "fact"}
    for key in sorted({*examined, *given}, key=_in_order):
        said = ", ".join([_statement(written, each, key[0]) for each in given.get(key, ())])
        yield f'{_fact(written, key, examined.get(key))}"statements": [{said}]}}'


def _fact(written: _Written, key: Key, decisive: bool | None) -> str:
    """The beginning of a fact's entry; `decisive` is `None` when the decision never looked at it."""
    found = written.facts.get((key, decisive))
    if found is None:
        whose, type = _whose("fact", *key), written.policy.terms[key[0]].type
        flags = f'"examined": {_flag(decisive is not None)}, "decisive": {_flag(bool(decisive))}'
        found = f'{{{whose}, "type": "{kind(type)}", {flags}, '
        _keep(written.facts, (key, decisive), found)
    return found


def _statement(written: _Written, said: Statement, term: str) -> str:
    type = written.policy.terms[term].type
    bare = said.origin is NO_ORIGIN and not said.withheld
    if bare and said.state == "known" and said.first is None and said.last is None:
        return f'{{"state": "known", "value": {_value(written, said.value, term, type)}}}'
    return _text(statement(said, type))


def _lists(case: Case) -> list[Data]:
    ordered = sorted(case.lists.items(), key=lambda entry: _in_order(entry[0]))
    return [
        {**_whose_data("list", id, owner), "members": sorted(members.ids), "complete": members.complete}
        for (id, owner), members in ordered
    ]


def _assessments(policy: Policy, decision: Decision) -> list[Data]:
    states = {(state.term, state.member): state for state in decision.assessments}
    found = []
    for (id, member), answers in sorted(decision.case.assessments.items(), key=lambda entry: _in_order(entry[0])):
        term, state = policy.terms[id], states.get((id, member))
        type = term.amount_type if term.is_action else term.type
        data = {**_whose_data("term", id, member), "type": kind(type) if type is not None else "use"}
        if state is not None:
            data |= {"state": state.state, "lacks": list(state.lacks)}
        found.append({**data, "answers": [assessment(answer, type) for answer in answers]})
    return found


def _parameter(written: _Written, read: ParameterStep) -> str:
    key = (read.id, read.day, read.first, read.known, read.decisive)
    if key not in written.parameters:
        data = {
            "parameter": read.id,
            "read_on": day(read.day),
            "value": encode(read.value, written.policy.parameters[read.id].type),
            "from": day(read.first),
            "to": day(read.last),
            "known": day(read.known),
            "basis": citations(read.basis, read.day),
            "decisive": read.decisive,
        }
        _keep(written.parameters, key, _text(data))
    return written.parameters[key]


def _gap(written: _Written, index: int) -> str:
    if index not in written.gaps:
        gap = written.policy.not_formalised[index]
        data = {"provision": str(gap.citation), "because": gap.because, "affects": list(gap.affects)}
        written.gaps[index] = _text(data)
    return written.gaps[index]


MOST_KEPT = 20_000
"""Texts kept of one kind. Members and days are without end where cases keep coming; then all are written anew."""


def _keep(kept: dict[Any, str], key: Any, text: str) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = text


# ── small parts ─────────────────────────────────────────────────────────────────────────────────────────────────


def _each_text(entries: Iterable[Data]) -> str:
    return _listed([_text(entry) for entry in entries])


def _mapped(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join([f"{quoted(name)}: {quoted(value)}" for name, value in pairs]) + "}"


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(texts)}]"


def _flag(value: bool | None) -> str:
    return "null" if value is None else "true" if value else "false"


def _whose(word: str, id: str, member: str | None) -> str:
    """Two keys of an object: what it is about, and the member it is of."""
    return f'"{word}": {quoted(id)}' if member is None else f'"{word}": {quoted(id)}, "member": {quoted(member)}'


def _whose_data(word: str, id: str, member: str | None) -> Data:
    return {word: id} if member is None else {word: id, "member": member}


def _in_order(key: Key) -> tuple[str, str]:
    return key[0], key[1] or ""
