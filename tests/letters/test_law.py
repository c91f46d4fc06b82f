"""Letters of the cases beside the law: every kind of decision that is shipped can be told, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from engine.model.policy import CaseExample
from engine.records.examples import case_of
from explain.document import words_of
from explain.letter import Wish
from explain.letter.afterwards import APPEALS
from explain.vocabulary import LANGUAGES
from tests.letters.pages import law, told, written

FIELDS = {"contact": "telefon 55 55 33 33", "caseworker": "Saksbehandler Eksempel", "responsible": "Leder Eksempel"}


def first_of_each_decision() -> Iterator[tuple[str, CaseExample]]:
    """For each term that is decided as something, the first case beside the law that asks for it."""
    policy, seen = law().policy, set()
    for example in policy.cases:
        for term in (it.term for it in example.expected if it.term in policy.terms):
            if policy.terms[term].decided_as and term not in seen:
                seen.add(term)
                yield term, example


def test_every_decision_of_the_law_has_a_letter_or_a_reason_why_not() -> None:
    sent = 0
    for number, (term, example) in enumerate(first_of_each_decision()):
        case, options = case_of(law().policy, example)
        case = evolve(case, requested=(term,), decided_on=case.decided_on or case.day)
        language = LANGUAGES[number % 3]
        letter = written(case, options, Wish(language, case.day, fields=FIELDS))
        if letter.document is None:
            assert {it.code for it in letter.diagnostics} <= {"E401", "E402", "E403"}, (term, letter.diagnostics)
            continue
        sent += 1
        text = told(letter)
        assert not re.search(r"\[(?:nb|nn|en)\]|«»|“”|\(\)|\w  \w|: :|None", text), (term, text)
        assert all(it.strip() for it in words_of(letter.document)), term
    assert sent > 20


def test_every_decision_that_must_tell_of_an_appeal_has_somebody_to_hear_it() -> None:
    policy = law().policy
    told_of = {
        term.entity
        for term in policy.terms.values()
        if term.duty is not None and any("appeal" in it.part for it in term.duty.fulfilled_by)
    }
    decided = [term for term in policy.terms.values() if term.decided_as in told_of]
    asked = {(it.decided_as, it.decided_as_basis[0].citation.document) for it in decided}
    missing = {(kind, act) for kind, act in asked if not {(kind, act), (kind, "")} & APPEALS.keys()}
    assert missing == set()
    terms = {it for rules in APPEALS.values() for it in (rules.right, rules.deadline, rules.in_time, *rules.given)}
    assert terms - policy.terms.keys() == set()
