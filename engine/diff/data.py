"""A comparison as plain data for other programs; `engine.diff.schema` is its schema. Start reading at `as_data`."""

from __future__ import annotations

from typing import Any

from engine.diff.changes import Change
from engine.diff.comparison import Comparison, Side, Told
from engine.diff.follows import Follows
from engine.diff.impact import Touched
from engine.diff.law_text import TextChange
from engine.diff.readings import Dependence
from engine.diff.values import Relation, Witness
from engine.model.case import Assessment, Case, Key, Statement
from engine.model.expressions import Value
from engine.model.policy import Policy
from engine.model.serialise import digest
from engine.records.encode import encode

FORMAT = "hjemmel diff 1"

Data = dict[str, Any]


def as_data(made: Comparison) -> Data:
    """The six answers, and what was compared."""
    policy = made.both
    return {
        "format": FORMAT,
        "before": _side(made.before),
        "after": _side(made.after),
        "days": [str(it) for it in made.days],
        "within": list(made.wanted.within),
        "with_parameters": made.wanted.with_parameters,
        "differs": made.matters,
        "text": None if made.text is None else [_text(it) for it in made.text],
        "rules": [_change(it) for it in made.changes],
        "meaning": [_told(policy, it) for it in made.meaning],
        "equal": dict(sorted(made.equal.items())),
        "interpretations": [_dependence(policy, it) for it in made.interpretations],
        "impact": _impact(made),
        "attribution": _attribution(made),
        "follows": _follows(made.follows),
    }


def _side(side: Side) -> Data:
    return {"name": side.name, "day": str(side.day) if side.day else None, "digest": digest(side.policy)}


def _text(change: TextChange) -> Data:
    return {
        "kind": change.kind,
        "provision": str(change.citation),
        "to": str(change.to) if change.to else None,
        "before": change.before,
        "after": change.after,
        "rests": list(change.rests),
    }


def _change(change: Change) -> Data:
    fields = [
        {"field": it.field, "of": it.rests, "before": it.before, "after": it.after, "severity": it.severity}
        for it in change.fields
    ]
    return {
        "kind": change.kind,
        "what": change.what,
        "id": change.id,
        "former": change.former or None,
        "severity": change.severity,
        "basis": [str(it) for it in change.basis],
        "former_basis": [str(it) for it in change.former_basis],
        "fields": fields,
        "text": change.text,
    }


def _told(policy: Policy, told: Told) -> Data:
    return {
        "of": told.relation.term,
        **_relation(policy, told.relation),
        "roots": list(told.roots),
        "other_reasons": told.other_reasons is not None,
        "shown_by_case": told.shown,
    }


def _relation(policy: Policy, relation: Relation) -> Data:
    return {
        "relation": relation.relation,
        "level": relation.level,
        "knowledge": relation.knowledge,
        "knowledge_level": relation.knowledge_level,
        "cells": relation.cells,
        "because": relation.because,
        "witnesses": [_witness(policy, relation.term, it) for it in relation.witnesses],
    }


def _witness(policy: Policy, term: str, witness: Witness) -> Data:
    return {
        "turn": witness.turn,
        "on": str(witness.case.day),
        "given": _given(policy, witness.case),
        "before": _value(policy, term, witness.before),
        "after": _value(policy, term, witness.after),
    }


def _given(policy: Policy, case: Case) -> list[Data]:
    """Everything the case gives: lists, facts and assessments, each with its member where it is of one."""
    found: list[Data] = [
        {"list": id, "member": of, "members": list(members.ids), "complete": members.complete}
        for (id, of), members in sorted(case.lists.items(), key=str)
    ]
    for key, statements in sorted(case.facts.items(), key=str):
        found += [{"fact": key[0], "member": key[1], **_said(policy, key, it)} for it in statements]
    for key, given in sorted(case.assessments.items(), key=str):
        found += [{"assessment": key[0], "member": key[1], **_said(policy, key, it)} for it in given]
    return found


def _said(policy: Policy, key: Key, said: Statement | Assessment) -> Data:
    days = {"from": str(said.first) if said.first else None, "to": str(said.last) if said.last else None}
    used = {"used": said.used} if isinstance(said, Assessment) and said.used is not None else {}
    return {"state": said.state, "value": _value(policy, key[0], said.value), **used, **days}


def _value(policy: Policy, term: str, value: Value | None) -> Any:
    declared = policy.terms[term]
    return None if value is None else encode(value, declared.amount_type or declared.type)


def _dependence(policy: Policy, found: Dependence) -> Data:
    readings = [{"reading": name, **_relation(policy, relation)} for name, relation in found.by_reading]
    return {"interpretation": found.interpretation, "of": found.term, "chosen": found.chosen, "readings": readings}


def _impact(made: Comparison) -> Data | None:
    """Whom it touches; `null` stands for fewer than five."""
    found = made.impact
    if found is None:
        return None
    return {"cases": found.cases, "changed": found.changed, "terms": [_touched(it) for it in found.terms]}


def _touched(term: Touched) -> Data:
    return {
        "of": term.term,
        "answers": term.answers,
        "reached": term.reached,
        "turns": dict(term.turns),
        "gained": None if term.gained is None else str(term.gained),
        "lost": None if term.lost is None else str(term.lost),
        "losses": [str(it) for it in term.losses],
    }


def _attribution(made: Comparison) -> Data | None:
    """Which provision does it; counts and sums of small groups are not told."""
    from engine.diff.impact import FEWEST

    by, found = made.attribution, made.impact
    if by is None or found is None:
        return None
    told = {it.term for it in found.terms if it.gained is not None and it.lost is not None}
    return {
        "provisions": list(by.provisions),
        "causes": [
            {
                "of": it.term,
                "sets": [list(one) for one in it.sets],
                "answers": it.answers if it.answers >= FEWEST else None,
            }
            for it in by.causes
        ],
        "shares": [
            {"of": it.term, "provision": it.provision, "amount": str(it.amount)} for it in by.shares if it.term in told
        ],
    }


def _follows(found: Follows) -> Data:
    return {
        "facts_to_gather": list(found.facts),
        "letters": list(found.letters),
        "words": list(found.words),
        "letter_parts": list(found.parts),
        "reopen": [{"of": term, "answers": count} for term, count in found.reopen],
        "without_rule": [str(it) for it in found.without_rule],
        "without_case": list(found.without_case),
        "days_without_case": [str(it) for it in found.days],
        "read_on_another_day": list(found.transition),
        "days_without_rule": [
            {"former": it.former, "id": it.id, "from": str(it.first), "to": str(it.last)} for it in found.gaps
        ],
    }
