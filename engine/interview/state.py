"""How a case stands: what each requested term came to on its days, and which questions that leaves.

The same evaluation as `decide` without grounds and derivations, since every answer to every open question is tried.
Start reading at `look`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from attrs import frozen

from engine.evaluate.answers import frames_of, place
from engine.evaluate.decide import members_of
from engine.evaluate.decision import CLOSABLE, Wait
from engine.evaluate.inputs import Inputs
from engine.evaluate.plans import Plan, plan
from engine.evaluate.run import Frame, Run
from engine.evaluate.waits import waits
from engine.interview.holes import holes_of
from engine.model.case import Case, Key, Members, Options
from engine.model.expressions import Value
from engine.model.policy import Policy

Stretch = tuple[date, date, Value | None]
"""A first and a last day, both included, and the value on them; `None` while it is open."""
Name = tuple[str, str, str | None]
"""What tells two questions apart: `fact`, `list`, `assessment` or `use`; the id; the member it is about."""


@frozen
class Question:
    """One thing an answer waits for and a person can give. `kind` is `fact`, `list`, `assessment` or `use`.

    `days` are those it is needed on, other than the day asked about; `keeps_open` the requested terms that wait for
    it; `lacks` what is missing from the assessment the case already holds.
    """

    kind: str
    id: str
    member: str | None
    days: tuple[date, ...] = ()
    keeps_open: tuple[Key, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def name(self) -> Name:
        return self.kind, self.id, self.member


@frozen(eq=False, slots=False)
class State:
    """A case as it stands: `outcomes` by term and member, and the waits of each that is open."""

    policy: Policy
    case: Case
    options: Options
    outcomes: Mapping[Key, tuple[Stretch, ...]]
    waits: Mapping[Key, frozenset[Wait]]
    plan: Plan
    frames: tuple[Frame, ...]

    @cached_property
    def questions(self) -> dict[Name, Question]:
        """The questions that can still matter, in no meaningful order but always the same."""
        found: dict[Name, list[tuple[Key, Wait]]] = {}
        for key, waiting in self.waits.items():
            for wait in waiting:
                if wait.kind in CLOSABLE and not _is_told(self.case, wait):
                    found.setdefault(_name(self.policy, wait), []).append((key, wait))
        for name in _lists_asked(self.policy, self.case):
            found.setdefault(name, [])
        return {name: _question(name, found[name]) for name in sorted(found, key=_in_order)}

    @cached_property
    def others(self) -> tuple[Wait, ...]:
        """What no answer closes: asked and unknown, and faults."""
        return tuple(sorted({w for ws in self.waits.values() for w in ws if w.kind not in CLOSABLE}))

    @cached_property
    def settled(self) -> frozenset[Key]:
        """The requested terms that are open on no day."""
        return frozenset(key for key, waiting in self.waits.items() if not waiting)

    @property
    def is_settled(self) -> bool:
        return len(self.settled) == len(self.outcomes) and not self.questions


def look(policy: Policy, case: Case, options: Options = Options()) -> State:
    """How a case stands under a policy."""
    made = plan(policy, case.requested, options)
    inputs = Inputs(policy, case)
    frames = frames_of(Run(made.compiled, inputs, options.known_on), case, made)
    outcomes: dict[Key, tuple[Stretch, ...]] = {}
    waiting: dict[Key, frozenset[Wait]] = {}
    for term in case.requested:
        for member in members_of(policy, inputs, term):
            slot, at = place(made, term, member)
            outcomes[term, member] = _stretches(frames, slot, at, case.last or case.day)
            waiting[term, member] = frozenset(wait for frame in frames for wait in waits(frame, slot, at))
    return State(policy, case, options, outcomes, waiting, made, tuple(frames))


def _stretches(frames: list[Frame], slot: int, at: tuple[str, ...], last: date) -> tuple[Stretch, ...]:
    """The longest runs of days with one value."""
    found: list[tuple[date, Any]] = []
    for frame in frames:
        value = frame.value(slot, at)
        if not found or found[-1][1] != value:
            found.append((frame.shown_day, value))
    ends = [first - timedelta(days=1) for first, _ in found[1:]] + [last]
    return tuple((first, end, value) for (first, value), end in zip(found, ends, strict=True))


def _name(policy: Policy, wait: Wait) -> Name:
    """A power is one question, whether its use or the amount set is missing."""
    term = policy.terms.get(wait.id)
    kind = "use" if term is not None and term.is_action else wait.kind
    return kind, wait.id, wait.member or None


def _question(name: Name, waiting: Iterable[tuple[Key, Wait]]) -> Question:
    said = list(waiting)
    days = sorted({date.fromisoformat(wait.day) for _, wait in said if wait.day})
    keys = sorted({key for key, _ in said}, key=lambda key: (key[0], key[1] or ""))
    lacks = dict.fromkeys(part for _, wait in sorted(said, key=lambda it: it[1]) for part in _parts(wait.detail))
    return Question(*name, tuple(days), tuple(keys), tuple(lacks))


def _is_told(case: Case, wait: Wait) -> bool:
    """Whether all days of a fact are told of: it waits for the day it is read on, and that is another question."""
    said = case.facts.get((wait.id, wait.member or None), ()) if wait.kind == "fact" else ()
    return bool(said) and not holes_of(said)


def _parts(detail: str) -> list[str]:
    return detail.split(", ") if detail else []


def _lists_asked(policy: Policy, case: Case) -> Iterator[Name]:
    """The lists whose members a requested term is answered for, while more members may be found."""
    entities = {policy.terms[term].entity for term in case.requested}
    for declared in policy.lists.values():
        owner = policy.entities.get(declared.owner)
        is_root = owner is not None and not owner.is_member
        is_known = case.lists.get((declared.id, None), Members()).complete
        if declared.member in entities and is_root and not is_known:
            yield "list", declared.id, None


def _in_order(name: Name) -> tuple[str, str, str]:
    return name[0], name[1], name[2] or ""
