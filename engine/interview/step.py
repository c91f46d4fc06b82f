"""One step of an interview: how the case stands, what to ask next and after that, and what not to ask.

Start reading at `next_step`.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from engine.interview.needless import Needless, needless
from engine.interview.order import Candidate, ranked
from engine.interview.state import Name, State, look
from engine.model.case import Case, Options
from engine.model.policy import Policy


@frozen(eq=False)
class Step:
    """Where an interview stands. `candidates` are in the order they are put; those put off come last, as `later`."""

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
    now = tuple(it for it in order if it.question.name not in later)
    return Step(state, now, tuple(it for it in order if it.question.name in later), needless(state))
