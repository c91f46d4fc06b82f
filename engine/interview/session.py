"""A session: a case, and the log of what was asked, what was answered and by whom, so that it can be taken up again.

The case alone decides; the log tells how it came about. Start reading at `Session`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from engine.model.case import Case, Options
from engine.model.policy import Policy

if TYPE_CHECKING:  # reading a case that has a log needs nothing of how it stands
    from engine.interview.state import Name, State

ANSWERED, UNKNOWN, LATER, REVISED = "answered", "unknown", "later", "revised"
ACTIONS = (ANSWERED, UNKNOWN, LATER, REVISED)
KINDS = ("fact", "list", "assessment", "use")
"""The kinds of question."""


@frozen
class Logged:
    """One thing that happened: `action` says what, to which question.

    `answer` is what was said, as it was said; for `revised` what was taken back. `needless` are the questions it made
    needless. `by` and `at` are who answered and when, where somebody said so.
    """

    action: str
    name: Name
    answer: str = ""
    by: str = ""
    at: str = ""
    needless: tuple[Name, ...] = ()


@frozen(eq=False)
class Session:
    """A case while it is asked about."""

    case: Case
    options: Options
    log: tuple[Logged, ...] = ()

    @property
    def later(self) -> tuple[Name, ...]:
        """The questions put off and not answered since, each once."""
        put_off: dict[Name, None] = {}
        for entry in self.log:
            if entry.action == LATER:
                put_off[entry.name] = None
            else:
                put_off.pop(entry.name, None)
        return tuple(put_off)


def add(session: Session, case: Case, entry: Logged, before: State, after: State) -> Session:
    """The session after an answer, with what it made needless."""
    gone = tuple(it for it in before.questions if it not in after.questions and it != entry.name)
    return evolve(session, case=case, log=(*session.log, evolve(entry, needless=gone)))


def put_off(session: Session, name: Name, by: str = "", at: str = "") -> Session:
    """The session with a question put off until no other is left."""
    return evolve(session, log=(*session.log, Logged(LATER, name, by=by, at=at)))


def revise(session: Session, name: Name, was: str, by: str = "", at: str = "") -> Session:
    """The session without an answer that was given: it is open again, and all else stands."""
    entry = Logged(REVISED, name, was, by, at)
    return evolve(session, case=without(session.case, name), log=(*session.log, entry))


def without(case: Case, name: Name) -> Case:
    """The case without what it says of one question. Of members that go, nothing is said any more."""
    kind, id, member = name
    key = (id, member)
    if kind == "list":
        gone = set(case.lists[key].ids) if key in case.lists else set()
        lists = {it: known for it, known in case.lists.items() if it != key}
        gone -= {member for known in lists.values() for member in known.ids}
        return evolve(
            case,
            lists={it: known for it, known in lists.items() if it[1] not in gone},
            facts={it: said for it, said in case.facts.items() if it[1] not in gone},
            assessments={it: said for it, said in case.assessments.items() if it[1] not in gone},
        )
    if kind == "fact":
        return evolve(case, facts={it: said for it, said in case.facts.items() if it != key})
    return evolve(case, assessments={it: said for it, said in case.assessments.items() if it != key})


def may_revise(policy: Policy, case: Case) -> tuple[Name, ...]:
    """Every answer the case holds, in the policy's order."""
    place = {id: number for number, id in enumerate((*policy.lists, *policy.terms))}
    found: list[Name] = [("list", *key) for key in case.lists]
    found += [("fact", *key) for key in case.facts]
    found += [("use" if policy.terms[key[0]].is_action else "assessment", *key) for key in case.assessments]
    return tuple(sorted(found, key=lambda it: (place[it[1]], it[2] or "", it[0])))
