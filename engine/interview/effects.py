"""What each answer to a question does: settles an outcome, makes others needless, opens new ones, or changes nothing.

Found by deciding with the answer, never guessed. Start reading at `effects_of`.
"""

from __future__ import annotations

from attrs import frozen

from engine.evaluate.decision import Wait
from engine.interview.answers import Answer, answered, possible
from engine.interview.state import Name, Question, State, Stretch, look
from engine.model.case import Key


@frozen(eq=False)
class Effect:
    """What one answer does. `kind` is the first of these that is so:

    `settles` (a requested term is open no longer), `changes` (something asked for is open on other days, or waits for
    something else), `opens` (there is more to answer), `narrows` (other questions fall away), `no_change` (nothing is
    other than it was but the question itself).
    `settled` are the terms and what they came to; `left` is how many questions remain.
    """

    answer: Answer
    kind: str
    settled: tuple[tuple[Key, tuple[Stretch, ...]], ...]
    needless: tuple[Name, ...]
    opened: tuple[Name, ...]
    left: int


def effects_of(state: State, question: Question) -> tuple[Effect, ...]:
    """The effect of each answer that is tried."""
    return tuple(effect(state, question, answer) for answer in possible(state.policy, question, state.case))


def effect(state: State, question: Question, answer: Answer) -> Effect:
    """What an answer does to a case as it stands."""
    after = look(state.policy, answered(state.policy, state.case, question, answer), state.options)
    return compare(state, after, question, answer)


def compare(before: State, after: State, question: Question, answer: Answer) -> Effect:
    """The difference an answer made."""
    settled = tuple((key, after.outcomes[key]) for key in after.outcomes if key in after.settled - before.settled)
    rest = before.questions.keys() - {question.name}
    needless = tuple(name for name in before.questions if name in rest - after.questions.keys())
    opened = tuple(name for name in after.questions if name not in before.questions)
    kind = _kind(before, after, question, bool(settled), bool(needless), bool(opened))
    return Effect(answer, kind, settled, needless, opened, len(after.questions))


def _kind(before: State, after: State, question: Question, settled: bool, needless: bool, opened: bool) -> str:
    if settled:
        return "settles"
    waited, waits = _waits(before, question), _waits(after, question)
    if opened and before.outcomes == after.outcomes:
        return "opens"
    if before.outcomes != after.outcomes or question.name in after.questions or not waits <= waited:
        return "changes"
    return "no_change" if waits == waited and not needless else "narrows"


def _waits(state: State, question: Question) -> frozenset[tuple[Key, Wait]]:
    """Everything each term waits for but the question itself: also what no answer closes, and on which day."""
    return frozenset(
        (key, wait)
        for key, waiting in state.waits.items()
        for wait in waiting
        if not _of(question, wait.id, wait.member)
    )


def _of(question: Question, id: str, member: str) -> bool:
    return question.id == id and (question.member or "") == member
