"""What need not be asked: what the rules for the answer may read, has not been answered, and can no longer matter.

Naming it makes data minimisation something one can audit. Start reading at `needless`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from engine.evaluate.plans import Plan
from engine.evaluate.run import Frame
from engine.evaluate.slots import DAYS, Program, Ref
from engine.interview.state import Name, State
from engine.model.case import Case, Members
from engine.model.policy import Policy


@frozen
class Needless:
    """A question that can no longer matter, and why: the first of these that is so.

    `settled`: all that was asked for is settled. `nobody`: it is about members of a list that has none.
    `not_applicable`: the policy says it does not apply. `not_open`: the law does not open the assessment.
    `unread`: no rule that remains reads it.
    """

    kind: str
    id: str
    member: str | None
    why: str

    @property
    def name(self) -> Name:
        return self.kind, self.id, self.member


def needless(state: State) -> tuple[Needless, ...]:
    """Everything in the reach of what is asked for that nobody has answered, and that need not be, in policy order.

    What hangs on the members of a list that is still asked about is neither needed nor needless yet.
    """
    if state.others and not state.questions:
        return tuple(_each(state, "unread"))
    return tuple(_each(state, "settled" if state.is_settled else "unread"))


def _each(state: State, why: str) -> Iterator[Needless]:
    policy, case = state.policy, state.case
    for kind, id in reach(state.plan):
        owner = policy.lists[id].owner if kind == "list" else policy.terms[id].entity
        entity = policy.entities.get(owner)
        members: tuple[str | None, ...] = (None,)
        if entity is not None and entity.is_member:
            members = _known(policy, case, owner)
            if not members and not _is_asked(state, owner):
                yield Needless(kind, id, None, "nobody" if _is_complete(policy, case, owner) else why)
        for member in members:
            if (kind, id, member) not in state.questions and not is_said(case, kind, id, member):
                yield Needless(kind, id, member, why if why == "settled" else _closed(state, kind, id, member) or why)


def reach(made: Plan) -> tuple[tuple[str, str], ...]:
    """What the rules for the requested terms may read of a case: (kind, id), in the policy's order."""
    found: set[tuple[str, str]] = set()
    policy = made.policy
    entries = [made.program.entries[term] for term in made.terms if term in made.program.entries]
    stack: list[tuple[Program, Ref]] = [(made.program, ref) for ref in entries]
    seen: set[tuple[int, int]] = set()
    while stack:
        program, ref = stack.pop()
        if (id(program), ref.slot) in seen:
            continue
        seen.add((id(program), ref.slot))
        slot = program.slots[ref.slot]
        stack += [(program, arg) for arg in slot.args]
        if slot.op in DAYS:
            at, inner = slot.data
            stack += [(program.subs[at], arg) for arg in inner]
        if slot.op in _KINDS:
            found.add((_KINDS[slot.op], slot.data if slot.op == "members" else slot.data[0]))
    place = {name: number for number, name in enumerate((*policy.lists, *policy.terms))}
    return tuple(sorted(found, key=lambda it: (place[it[1]], it[0])))


_KINDS = {"fact": "fact", "assess": "assessment", "used": "use", "members": "list"}


def is_said(case: Case, kind: str, id: str, member: str | None) -> bool:
    """Whether the case says anything of a question; of a list, that there are no others."""
    if kind == "list":
        return case.lists.get((id, member), Members()).complete
    return (id, member) in (case.facts if kind == "fact" else case.assessments)


def _known(policy: Policy, case: Case, entity: str) -> tuple[str, ...]:
    lists = case.lists.items()
    return tuple(sorted({it for key, known in lists if policy.lists[key[0]].member == entity for it in known.ids}))


def _is_asked(state: State, entity: str) -> bool:
    """Whether a list whose members are such is asked about still, or one that brings its owners."""
    lists, seen = state.policy.lists, {entity}
    asked = {name[1] for name in state.questions if name[0] == "list"}
    while True:
        bringing = [it for it in lists.values() if it.member in seen]
        if any(it.id in asked for it in bringing):
            return True
        more = {it.owner for it in bringing} - seen
        if not more:
            return False
        seen |= more


def _is_complete(policy: Policy, case: Case, entity: str) -> bool:
    """Whether every list of such members is known to have no more."""
    said = [known.complete for key, known in case.lists.items() if policy.lists[key[0]].member == entity]
    return bool(said) and all(said)


def _closed(state: State, kind: str, id: str, member: str | None) -> str:
    """Whether it is the policy's own door that is shut, on every day looked at."""
    if kind not in ("fact", "assessment"):
        return ""
    shut = [_is_shut(frame, kind, id, member) for frame in state.frames]
    return {"fact": "not_applicable", "assessment": "not_open"}[kind] if shut and all(shut) else ""


def _is_shut(frame: Frame, kind: str, id: str, member: str | None) -> bool:
    for index in frame.program.given:
        slot = frame.program.slots[index]
        if slot.op not in ("fact", "assess") or slot.data[0] != id or not slot.args:
            continue
        has_door = slot.data[1] if kind == "fact" else slot.data[1][:1] == ("door",)
        if not has_door:
            return False
        key = (member,) if slot.dims and member is not None else ()
        door = frame.at(slot.args[0], frame.names(index, key))
        return frame.raw(*door) is False
    return False
