"""One step of an interview: how the case stands, what to ask next and after that, and what not to ask.

Start reading at `next_step`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import frozen

from engine.interview.needless import Needless, needless
from engine.interview.order import Candidate, is_gate, ranked
from engine.interview.state import Name, State, look
from engine.model.case import Case, Options
from engine.model.policy import Policy


@frozen(eq=False)
class Step:
    """Where an interview stands. `candidates` are in the order they are put.

    Those put off, and what only an answer to them may spare, come last, as `later`.
    """

    state: State
    candidates: tuple[Candidate, ...]
    later: tuple[Candidate, ...]
    needless: tuple[Needless, ...]

    @property
    def next(self) -> Candidate | None:
        """The question to put now; those put off come back when no other is left."""
        return next(iter((*self.candidates, *self.later)), None)

    @property
    def is_done(self) -> bool:
        """Whether no answer can matter any more."""
        return not self.candidates and not self.later


def next_step(policy: Policy, case: Case, options: Options = Options(), later: Collection[Name] = ()) -> Step:
    """The step a case is at. `later` are questions somebody put off."""
    state = look(policy, case, options)
    order = ranked(state)
    held = _held_back(order, later)
    now = tuple(it for it in order if it.question.name not in held)
    return Step(state, now, tuple(it for it in order if it.question.name in held), needless(state))


def _held_back(order: Iterable[Candidate], later: Collection[Name]) -> set[Name]:
    """The questions put off, and those that an answer to one of them may make needless."""
    candidates = list(order)
    off = [it for it in candidates if it.question.name in later]
    return {it.question.name for it in candidates if it in off or any(is_gate(gate, it) for gate in off)}
