"""What a change means: for each outcome the relation of new to old, how it is known, and a case that shows it.

First the normal forms: what is the same steps throughout is equal. Where the rest comes down to a few yes/no
questions all combinations are tried; else the solver is asked, one direction at a time, and every case it names is
tried in the evaluator on both sides and made small. Where the solver cannot say, the stored cases are tried, and then
nothing is claimed that was not seen. Start reading at `meaning`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from engine.diff import values as v
from engine.diff.shrink import on_a_plain_day, smallest
from engine.diff.values import Relation, Witness
from engine.evaluate import settle
from engine.model.case import Assessment, Case, Key, Options, Statement
from engine.model.expressions import Value
from engine.model.policy import Policy, Term
from engine.records.anonymous import age_facts
from engine.records.examples import case_of

if TYPE_CHECKING:
    from engine.solver.ask import Comparison, Pair

MOST_CELLS = 2_000
"""The most combinations that are tried one by one."""

Holds = Callable[[Value | None, Value | None], bool]


def meaning(
    before: Policy,
    after: Policy,
    terms: Iterable[str] | None = None,
    days: tuple[date, date] = (date(2010, 1, 1), date(2030, 12, 31)),
    options: Options = Options(),
    stored: Sequence[Case] = (),
    steps: int | None = None,
) -> tuple[Relation, ...]:
    """How each concluded term both policies have stands in the new one, in the order of the new policy.

    `stored` are cases tried where nothing is proved, beside those of the policies. The order of terms is that of the
    law in the files. Terms that only one side has are changes of structure, not of meaning. `steps` is how long one
    question may take, in the solver's own steps; what is not answered by then is not decided.
    """
    from engine.solver.ask import STEPS, compare

    wanted = comparable(before, after) if terms is None else list(terms)
    comparison = compare(before, after, [id for id in wanted if _one_kind(before, after, id)], days, options)
    seeds = [*stored, *_examples(before, days), *_examples(after, days)]
    return tuple(_relation(comparison, id, seeds, steps or STEPS) for id in wanted)


def comparable(before: Policy, after: Policy) -> list[str]:
    """The terms rules conclude in both policies, of persons and not of decisions."""
    return [
        id
        for id, term in after.terms.items()
        if id in before.terms
        and not term.is_given
        and not before.terms[id].is_given
        and not after.entities[term.entity].is_decision_kind
    ]


def _one_kind(before: Policy, after: Policy, id: str) -> bool:
    one, other = before.terms[id], after.terms[id]
    return one.type == other.type and before.entities[one.entity].is_member == after.entities[other.entity].is_member


def _relation(comparison: Comparison, id: str, seeds: Sequence[Case], steps: int) -> Relation:
    before, after = comparison.before, comparison.after
    if not _one_kind(before, after, id):
        kinds = f"it was {before.terms[id].type} and is {after.terms[id].type}"
        return Relation(id, v.NOT_COMPARABLE, v.NO_PROOF, v.NOT_DECIDED, v.NO_PROOF, because=kinds)
    if comparison.same(id):
        return Relation(id, v.EQUAL, v.STRUCTURAL)
    question = _Question(comparison, after.terms[id], comparison.pair(id), steps)
    cells = question.cells()
    return question.complete(cells) if cells is not None else question.asked(seeds)


def _examples(policy: Policy, days: tuple[date, date]) -> list[Case]:
    """The cases beside the law, each on its first day."""
    cases = []
    for example in policy.cases:
        if example.expected and days[0] <= example.day <= days[1]:
            case, _ = case_of(policy, example)
            cases.append(evolve(case, last=None))
    return cases


@frozen(slots=False, eq=False)
class _Question:
    """One term whose steps are not the same on both sides."""

    comparison: Comparison
    term: Term
    pair: Pair
    steps: int

    # ── every combination ───────────────────────────────────────────────────────────────────────────────────────

    def cells(self) -> list[Case] | None:
        """All cases there are, when they are few: yes/no facts and choices only, the same on all days, no lists."""
        world, ways = self.pair.world, 1
        if world.lists or world.opaque or world.moved or self.reads_days():
            return None
        options: list[list[tuple[Key, Any]]] = []
        for given in world.given.values():
            choices = _choices(given.term)
            ways *= len(choices)
            if not choices or given.members or ways > MOST_CELLS:
                return None
            options.append([((given.term.id, None), choice) for choice in choices])
        return [self.cell(combination) for combination in product(*options)]

    def reads_days(self) -> bool:
        """Whether anything below the term is not the same on all days that may be asked about."""
        from engine.solver.normal import cone

        first, last = self.comparison.days
        nodes = self.comparison.normals.nodes
        roots = [entries[self.term.id][0] for entries in self.comparison.entries]
        for number in cone(nodes, roots):
            node = nodes[number]
            if node.op in ("on_day", "read_on") or (node.op == "the_day" and first < last):
                return True
            if node.op in ("in_force", "coverage", "covered", "parameter"):
                breaks = (node.data[1] if node.op == "parameter" else node.data)[0]
                if any(first < day <= last for day in breaks):
                    return True
        return False

    def cell(self, combination: Iterable[tuple[Key, Statement | Assessment | None]]) -> Case:
        facts: dict[Key, tuple[Statement, ...]] = {}
        assessments: dict[Key, tuple[Assessment, ...]] = {}
        for key, item in combination:
            if isinstance(item, Statement):
                facts[key] = (item,)
            elif item is not None:
                assessments[key] = (item,)
        return Case(self.comparison.days[1], facts=facts, assessments=assessments, requested=(self.term.id,))

    def complete(self, cells: list[Case]) -> Relation:
        """The relation, with every case tried."""
        turns: dict[str, Case] = {}
        for case in cells:
            for turn, holds in self.turns():
                if turn not in turns and holds(*self.outcomes(case)):
                    turns[turn] = case
        witnesses = tuple(self.witness(turn, turns[turn]) for turn, _ in self.turns() if turn in turns)
        relation, knowledge = _named(self.term, turns, ()), _knowledge(turns, ())
        return Relation(self.term.id, relation, v.COMPLETE, knowledge, v.COMPLETE, witnesses, len(cells))

    # ── the solver ──────────────────────────────────────────────────────────────────────────────────────────────

    def asked(self, seeds: Sequence[Case]) -> Relation:
        """The relation, one direction at a time."""
        found: dict[str, Case] = {}
        unsure: list[str] = []
        tried: list[tuple[Case, Value | None, Value | None]] | None = None
        for turn, holds in self.turns():
            answer = self.pair.ask(*self.conditions(turn), holds=holds, steps=self.steps)
            if answer.status == "case" and answer.case is not None:
                found[turn] = answer.case
            elif answer.status == "undecided":
                tried = self.tried(seeds) if tried is None else tried
                case = next((case for case, before, after in tried if holds(before, after)), None)
                if case is not None:
                    found[turn] = case
                else:
                    unsure.append(turn)
        witnesses = tuple(self.witness(turn, found[turn]) for turn, _ in self.turns() if turn in found)
        relation, knowledge = _named(self.term, found, unsure), _knowledge(found, unsure)
        doubt = [turn for turn in unsure if turn not in (v.OPENED, v.CLOSED)]
        asks_doubt = [turn for turn in unsure if turn in (v.OPENED, v.CLOSED)]
        return Relation(
            self.term.id,
            relation,
            v.SEARCHED if doubt else v.SOLVER,
            knowledge,
            v.SEARCHED if asks_doubt else v.SOLVER,
            witnesses,
            len(tried or ()),
        )

    def tried(self, seeds: Sequence[Case]) -> list[tuple[Case, Value | None, Value | None]]:
        """The stored cases that say anything the term may rest on, decided on both sides."""
        read = {given.term.id for given in self.pair.world.given.values()}
        asked = [evolve(seed, requested=(self.term.id,)) for seed in seeds if _speaks_of(seed, read)]
        return [(case, *self.outcomes(case)) for case in asked]

    def turns(self) -> list[tuple[str, Holds]]:
        """Each way a case may turn, with what the evaluator must then say."""
        kind = self.term.type.kind
        settled: list[tuple[str, Holds]] = [(v.OTHER, lambda b, a: b is not None and a is not None and b != a)]
        if kind == "yes_no":
            settled = [(v.UP, lambda b, a: b is False and a is True), (v.DOWN, lambda b, a: b is True and a is False)]
        elif kind in ("number", "date"):
            settled = [(v.UP, _less), (v.DOWN, lambda b, a: _less(a, b))]
        return [
            *settled,
            (v.OPENED, lambda b, a: b is not None and a is None),
            (v.CLOSED, lambda b, a: b is None and a is not None),
        ]

    def conditions(self, turn: str) -> list[Any]:
        """What the solver must make true for a case to turn so."""
        import z3

        before, after = self.pair.values
        if turn == v.OPENED:
            return [before.settled, z3.Not(after.settled)]
        if turn == v.CLOSED:
            return [z3.Not(before.settled), after.settled]
        both = [before.settled, after.settled]
        if self.term.type.kind == "yes_no":
            met, unmet = (after, before) if turn == v.UP else (before, after)
            return [*both, met.value, z3.Not(unmet.value)]
        old, new = (one.value.key if self.term.type.kind == "date" else one.value for one in (before, after))
        if turn == v.OTHER:
            return [*both, old != new]
        return [*both, old < new if turn == v.UP else old > new]

    # ── cases ───────────────────────────────────────────────────────────────────────────────────────────────────

    def outcomes(self, case: Case) -> tuple[Value | None, Value | None]:
        """What the term comes to on both sides; of a member, where one turns, of that one."""
        options = self.comparison.options
        old, new = (settle(policy, case, options) for policy in (self.comparison.before, self.comparison.after))
        keys = [key for key in old if key in new]
        turned = next((key for key in keys if old[key] != new[key]), keys[0] if keys else None)
        return (old[turned], new[turned]) if turned is not None else (None, None)

    def witness(self, turn: str, case: Case) -> Witness:
        """The case that shows a turn, made small and tried once more."""
        holds = dict(self.turns())[turn]
        terms, ages = self.comparison.after.terms, age_facts(self.comparison.after)
        passing = {id for id, _ in case.facts if id in terms and id not in ages and not terms[id].cannot_change}

        def shows(smaller: Case) -> bool:
            return holds(*self.outcomes(smaller))

        small = smallest(case, shows, passing=passing)
        if self.comparison.days[0] < self.comparison.days[1]:
            small = on_a_plain_day(small, shows, self.comparison.days, passing=passing)
        before, after = self.outcomes(small)
        assert holds(before, after)  # what is shown has been seen
        return Witness(turn, small, before, after)


def _speaks_of(case: Case, terms: set[str]) -> bool:
    return any(term in terms for held in (case.facts, case.assessments) for term, _ in held)


def _less(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one < other


def _choices(term: Term) -> list[Any]:
    """All a case may say of a term that has few answers, nothing at all among them; empty when there are many."""
    kind = (term.amount_type or term.type).kind
    if kind not in ("yes_no", "choice") or term.is_action or term.applies_when is not None:
        return []
    answers: tuple[Value, ...] = (True, False) if kind == "yes_no" else term.type.choices
    if term.kind == "fact":
        return [None, Statement("unknown"), *(Statement("known", answer) for answer in answers)]
    return [None, Assessment("unknown"), *(Assessment(value=answer, complete=True) for answer in answers)]


def _named(term: Term, found: Iterable[str], unsure: Iterable[str]) -> str:
    """What the turns found come to."""
    seen, open_turns = set(found), set(unsure) - {v.OPENED, v.CLOSED}
    if v.OTHER in seen:
        return v.CHANGED
    if {v.UP, v.DOWN} <= seen:
        return v.CROSSING
    words = (v.WIDER, v.NARROWER) if term.type.kind == "yes_no" else (v.MORE, v.LESS)
    if v.UP in seen:
        return words[0]
    if v.DOWN in seen:
        return words[1]
    return v.NOT_DECIDED if open_turns else v.EQUAL


def _knowledge(found: Iterable[str], unsure: Iterable[str]) -> str:
    seen, open_turns = set(found), set(unsure) & {v.OPENED, v.CLOSED}
    if {v.OPENED, v.CLOSED} <= seen:
        return v.ASKS_OTHER
    if v.OPENED in seen:
        return v.ASKS_MORE
    if v.CLOSED in seen:
        return v.ASKS_LESS
    return v.NOT_DECIDED if open_turns else v.ASKS_SAME
