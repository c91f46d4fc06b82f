"""What an answer to an open yes/no question would lead to: the case is decided again with each answer.

The deciding is passed in; nothing is settled here. Only what a requested term would come to is told, and only where it
is settled by the answer. Start reading at `Consequences`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from engine.evaluate.decision import Decision, Wait
from engine.model.case import Assessment, Case, Key, Statement
from engine.model.policy import Policy
from explain.outcomes import outcomes_of
from explain.selection import Entry, Follows

Redecide = Callable[[Case], Decision]

_MOST_QUESTIONS = 12
"""Beyond this many open questions nobody reads what each answer leads to, and each costs two decisions."""


@frozen
class Consequences:
    """What follows from each answer to the questions a decision waits for."""

    policy: Policy
    decision: Decision
    redecide: Redecide | None

    def of(self, wait: Wait, step: str, asked: int) -> tuple[Entry, ...]:
        """An entry for each answer that settles something; none where nobody can decide again, or for too many."""
        if self.redecide is None or asked > _MOST_QUESTIONS or not _is_yes_or_no(self.policy, wait):
            return ()
        return tuple(self._each(wait, step, self.redecide))

    def _each(self, wait: Wait, step: str, redecide: Redecide) -> Iterator[Entry]:
        for answer in (True, False):
            case = _answered(self.decision.case, wait, answer)
            settled = tuple(self._settled(redecide(case))) if case is not None else ()
            if settled:
                name = "yes" if answer else "no"
                yield Entry(
                    f"if_{name}",
                    f"{step}:{name}",
                    Follows(wait.id, wait.member or None, answer, settled),
                    level=1,
                    decisive=False,
                )

    def _settled(self, decision: Decision) -> Iterator[Entry]:
        """What the requested terms come to where they were open and are so no longer."""
        before = {(it.term, it.member): it for it in self.decision.answers}
        for answer in decision.answers:
            known = before.get((answer.term, answer.member))
            was_open = known is None or any(it.is_open for it in known.segments)
            if was_open and not any(it.is_open for it in answer.segments):
                yield from outcomes_of(self.policy, answer)


def _is_yes_or_no(policy: Policy, wait: Wait) -> bool:
    term = policy.terms.get(wait.id)
    if term is None or wait.detail:
        return False
    return wait.kind == "use" or (wait.kind in ("fact", "assessment") and term.type.kind == "yes_no")


def _answered(case: Case, wait: Wait, answer: bool) -> Case | None:
    """The case with the answer; none where it already says something, for other days or not in full."""
    key: Key = (wait.id, wait.member or None)
    if wait.kind == "fact":
        return None if key in case.facts else evolve(case, facts={**case.facts, key: (Statement("known", answer),)})
    if key in case.assessments:
        return None
    given = Assessment(used=answer) if wait.kind == "use" else Assessment(value=answer)
    return evolve(case, assessments={**case.assessments, key: (evolve(given, complete=True),)})
