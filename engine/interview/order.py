"""The order questions are put in, by five keys that can be shown and challenged.

1. what it may settle, 2. who has the answer already, 3. how much it asks of somebody, 4. what it costs: the one that
may spare most others, then the one answered most quickly, 5. the order of the law.
No probabilities: what counts is what some answer may do. And before them all: a question that may make another needless
is put before it, so that nobody is asked about children before whether there are any. Start reading at `ranked`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from engine.interview.answers import readers
from engine.interview.effects import Effect, effects_of
from engine.interview.state import Question, State
from engine.model.policy import Policy, Term


@frozen(eq=False)
class Keys:
    """What decides a question's place; each key counts only between questions that are alike in those before it.

    `settles` is how many of the terms asked for some answer settles, `spares` how many other questions some answer
    makes needless. `held`: 0 the deciding body has it, 1 another body, 2 the person, 3 nobody: it must
    be assessed. `intrusive`: 0 nobody is asked, 1 another body tells of the person, 2 the person tells of themself,
    3 somebody tells of another person or in their own words. `cost`: 0 yes or no … 6 an amount to be assessed.
    `place` is that of its provision in the law.
    """

    settles: int
    spares: int
    held: int
    intrusive: int
    cost: int
    place: tuple[Any, ...]

    @property
    def order(self) -> tuple[Any, ...]:
        return -self.settles, self.held, self.intrusive, -self.spares, self.cost, self.place


@frozen(eq=False)
class Candidate:
    """A question that can still matter, what each answer to it does, and the keys of its place."""

    question: Question
    effects: tuple[Effect, ...]
    keys: Keys


def ranked(state: State) -> tuple[Candidate, ...]:
    """The questions that can still matter, the one to put first first."""
    bodies = deciding(state.policy, state.case.requested)
    found = [_candidate(state, question, bodies) for question in state.questions.values()]
    return tuple(_gates_first(sorted(found, key=lambda it: it.keys.order)))


def _gates_first(ordered: list[Candidate]) -> Iterator[Candidate]:
    """The same, but none before one whose answer may make it needless, unless that goes both ways or in a circle."""
    waiting = list(ordered)
    while waiting:
        free = (it for it in waiting if not any(is_gate(other, it) for other in waiting))
        first = next(free, waiting[0])
        yield first
        waiting.remove(first)


def is_gate(one: Candidate, other: Candidate) -> bool:
    """Whether an answer to one question may make the other needless, and not the other way round.

    Whether there are any members of a list comes first also then. An assessment is no gate to what some body
    holds already: it is made on the facts, and nobody is spared by it.
    """
    if one.keys.held == ASSESSED and other.keys.held in (OWN, OTHER):
        return False
    may, back = ({name for effect in it.effects for name in effect.needless} for it in (one, other))
    first_of_list = one.question.kind == "list" != other.question.kind
    return other.question.name in may and (first_of_list or one.question.name not in back)


def _candidate(state: State, question: Question, bodies: frozenset[str]) -> Candidate:
    effects = effects_of(state, question)
    return Candidate(question, effects, _keys(state, question, effects, bodies))


def _keys(state: State, question: Question, effects: tuple[Effect, ...], bodies: frozenset[str]) -> Keys:
    policy = state.policy
    held = held_by(policy, question, bodies)
    return Keys(
        max(len(it.settled) for it in effects),
        max(len(it.needless) for it in effects),
        held,
        _intrusive(policy, question, held),
        _cost(policy, question),
        _place(policy, question),
    )


def deciding(policy: Policy, requested: Iterable[str]) -> frozenset[str]:
    """The bodies that decide what is asked for: those its sources name as deciding or bound."""
    sources = {policy.terms[term].source for term in requested}
    terms = [term for term in policy.terms.values() if term.source in sources]
    named = {term.body.rpartition(".")[2] for term in terms if term.body}
    named |= {term.discretion.authority for term in terms if term.discretion is not None}
    return frozenset(named - {""})


OWN, OTHER, PERSON, ASSESSED = range(4)
"""Who has an answer: the deciding body, another body, the person, or nobody yet."""


def held_by(policy: Policy, question: Question, bodies: frozenset[str]) -> int:
    """Who has the answer already."""
    if question.kind in ("assessment", "use"):
        return ASSESSED
    holders = policy.terms[question.id].held_by if question.kind == "fact" else ()
    if not holders:
        return PERSON
    return OWN if bodies & {*holders} else OTHER


def _intrusive(policy: Policy, question: Question, held: int) -> int:
    """How much it asks of somebody, from what is declared: who has it, whom it is about, and how free the answer is."""
    if question.kind == "fact" and policy.terms[question.id].type.kind == "text":
        return 3
    if held == PERSON and (question.member is not None or question.kind == "list"):
        return 3
    return {OWN: 0, OTHER: 1, PERSON: 2, ASSESSED: 0}[held]


_COSTS = {"yes_no": 0, "choice": 1, "date": 2, "number": 3, "text": 4}
_LIST, _USE, _ASSESSED = 3, 5, 5


def _cost(policy: Policy, question: Question) -> int:
    if question.kind == "list":
        return _LIST
    term = policy.terms[question.id]
    if question.kind == "use":
        return _USE + (term.amount_type is not None)
    if question.kind == "assessment":
        return _ASSESSED + (term.type.kind == "number")
    return _COSTS[term.type.kind]


def _place(policy: Policy, question: Question) -> tuple[Any, ...]:
    """The address it stands at in the law, or the first of a rule that reads it; then its name."""
    declared: Term | Any = policy.lists[question.id] if question.kind == "list" else policy.terms[question.id]
    bases = list(declared.basis) or [rule.basis[0] for rule in readers(policy).get(question.id, ()) if rule.basis]
    first = min((it.citation.order for it in bases), default=())
    return first, question.id, question.member or ""
