"""The facts and assessments that mattered, and without each of which the answer would be the same all the same.

A condition that another like it also meets, or a ground beside another ground, is decisive together with it and not
alone. Each is taken out of the case and the rest decided again. Start reading at `spare_entries`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from engine.evaluate.decision import Decision
from engine.model.case import Case, Key
from explain.consequences import Redecide
from explain.selection import Entry, Others

_MOST = 60
"""Beyond this many nobody reads which could be done without, and each costs a decision."""


def spare_entries(decision: Decision, redecide: Redecide | None, hidden: frozenset[str]) -> Iterator[Entry]:
    """One line naming what could be done without, one at a time; none where nobody can decide again."""
    if redecide is None:
        return
    if all(it.is_open for answer in decision.answers for it in answer.segments):
        return  # nothing is settled, so nothing carries it
    mattered = [(term, member) for term, member, decisive in decision.facts if decisive and term not in hidden]
    given = [key for key in mattered if key in decision.case.facts or key in decision.case.assessments]
    if len(given) > _MOST:
        return
    now = told_by(decision)
    spare = tuple(key for key in given if told_by(redecide(without(decision.case, key))) == now)
    if spare:
        yield Entry("spare", "facts:spare", Others(spare), decisive=False)


def told_by(decision: Decision) -> list[object]:
    """What a decision says of its answers: values, grounds and open points, by stretches of days."""
    return [
        (answer.term, answer.member, it.first, it.last, it.value, it.grounds, it.waits)
        for answer in decision.answers
        for it in answer.segments
    ]


def without(case: Case, key: Key) -> Case:
    """The case with nothing said of one fact or assessment."""
    facts = {it: said for it, said in case.facts.items() if it != key}
    assessments = {it: given for it, given in case.assessments.items() if it != key}
    return evolve(case, facts=facts, assessments=assessments)
