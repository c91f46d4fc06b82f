"""Slips nobody would notice: each mutation is tried on the cases that can see it, until one of them fails.

A case notices a slip when something it expects no longer holds: an outcome, an amount, what is waited for, or a
provision used or not used. What no case notices *survives*, unless it can be proved that no case ever could.
Start reading at `try_all`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from importlib.util import find_spec
from typing import Any

from attrs import frozen

from engine.authoring.mutations import Mutation, mutations
from engine.authoring.relevance import Relevance, judges_duties
from engine.evaluate import decide
from engine.evaluate.cache import remember_digest
from engine.evaluate.decide import answered
from engine.evaluate.order import CyclicPolicy
from engine.evaluate.plans import forget
from engine.model.policy import CaseExample, Policy, Rule, Term
from engine.records.examples import run_example

CAUGHT, SURVIVED, EQUIVALENT = "caught", "survived", "equivalent"


@frozen
class Tried:
    """What became of a mutation: the case that caught it; else that it survived, or that no case can tell it apart."""

    mutation: Mutation
    status: str
    case: str = ""


@frozen
class Score:
    """How many slips were caught, of those that some case could catch."""

    caught: int
    survived: int
    equivalent: int

    @property
    def percent(self) -> int:
        """In whole percent, rounded down, so that 100 is said of all and nothing less.

        >>> Score(999, 1, 3).percent, Score(0, 0, 2).percent
        (99, 100)
        """
        could = self.caught + self.survived
        return 100 * self.caught // could if could else 100


def score(tried: Iterable[Tried]) -> Score:
    """The score of some slips; what is proved to change nothing is not counted."""
    counts = Counter(each.status for each in tried)
    return Score(counts[CAUGHT], counts[SURVIVED], counts[EQUIVALENT])


def choose(
    policy: Policy,
    cases: Sequence[CaseExample],
    within: Sequence[str] = (),
    near: bool = False,
    limit: int | None = None,
    counts: Callable[[Mutation], bool] = lambda _: True,
) -> list[Mutation]:
    """The mutations to try, in the order of the law: of some sources, and with `near` of what the cases come to.

    With a limit, so many of them evenly spread, the same each time.
    """
    owners: dict[str, Rule | Term] = {**policy.rules, **policy.terms}
    reached = Relevance(policy, cases).reached if near else None
    chosen = [
        each
        for each in mutations(policy)
        if (not within or owners[each.owner].source in within)
        and (reached is None or each.owner in reached)
        and counts(each)
    ]
    chosen.sort(key=lambda each: _order(owners[each.owner], each))
    if limit is None or limit >= len(chosen):
        return chosen
    return [chosen[number * len(chosen) // limit] for number in range(limit)]


def _order(owner: Rule | Term, mutation: Mutation) -> Any:
    first = owner.basis[0].citation.order if owner.basis else ()
    return owner.source, first, owner.kind == "exception", owner.id, mutation.span, mutation.what


def try_all(
    policy: Policy, passing: Sequence[CaseExample], chosen: Sequence[Mutation], processes: int = 0
) -> Iterator[Tried]:
    """Try each mutation on the cases that pass without it, in order; the solver, where it is, tells what is equal."""
    work = _Work(policy, Relevance(policy, passing), tuple(chosen), find_spec("z3") is not None)
    count = min(processes or os.cpu_count() or 1, len(chosen))
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work.tried, range(len(chosen)))
        return
    _SHARED.append(work)
    gc.freeze()
    try:
        with multiprocessing.get_context("fork").Pool(count, gc.enable) as pool:
            yield from pool.imap(_try, range(len(chosen)), chunksize=4)
    finally:
        gc.unfreeze()
        _SHARED.pop()


_SHARED: list[_Work] = []
"""What the processes share: they begin as copies of this one, so that nothing is opened or sent twice."""


def _try(number: int) -> Tried:
    return _SHARED[-1].tried(number)


@frozen(slots=False)
class _Work:
    policy: Policy
    relevance: Relevance
    mutations: tuple[Mutation, ...]
    proves: bool

    def tried(self, number: int) -> Tried:
        mutation = self.mutations[number]
        changed = mutation.policy(self.policy)
        remember_digest(changed, "")  # nobody reads it, and making it takes longer than all the cases
        try:
            case = self._caught(changed, mutation.owner)
            if case is not None:
                return Tried(mutation, CAUGHT, case)
            same = self.proves and _is_same(self.policy, changed, mutation)
            return Tried(mutation, EQUIVALENT if same else SURVIVED)
        finally:
            forget(changed)

    def _caught(self, changed: Policy, owner: str) -> str | None:
        for example in self.relevance.cases(owner):
            decides = partial(decide if judges_duties(self.policy, example) else answered, changed)
            try:
                if not run_example(changed, example, decides).passed:
                    return example.name
            except CyclicPolicy:
                return example.name
        return None


def _is_same(policy: Policy, changed: Policy, mutation: Mutation) -> bool:
    """Whether it is proved that every outcome the slip could touch is the same in every case.

    Proved for lists of at most two members, and on the days the source is covered, up to the end of 2030.
    """
    from engine.diff import values as v
    from engine.diff.meaning import meaning

    owner = policy.rules.get(mutation.owner)
    terms = touched(policy, owner) if owner is not None else set()
    if owner is None or not terms or any(policy.entities[policy.terms[id].entity].is_decision_kind for id in terms):
        return False
    first = policy.sources[owner.source].covers.first or date(2010, 1, 1)
    proofs = (v.STRUCTURAL, v.COMPLETE, v.SOLVER)
    return all(
        not found.matters and found.level in proofs and found.knowledge_level in proofs
        for found in meaning(policy, changed, sorted(terms), (first, date(2030, 12, 31)))
    )


def touched(policy: Policy, rule: Rule) -> set[str]:
    """The terms a rule concludes or may set aside the conclusion of, through exceptions to exceptions too."""
    found: set[str] = set()
    seen: set[str] = set()
    stack = [rule]
    while stack:
        here = stack.pop()
        if here.id in seen:
            continue
        seen.add(here.id)
        if here.conclusion is not None:
            found.add(here.conclusion.term)
        stack += [policy.rules[target] for target in here.targets if target in policy.rules]
    return found
