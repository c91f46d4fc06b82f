"""Interviews held with somebody who knows a whole case: what is asked, and what the best fixed order would ask.

Start reading at `asked` and `best_fixed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import evolve

from engine.interview.holes import holes_of
from engine.interview.state import Name, Question, State, look
from engine.interview.step import next_step
from engine.model.case import Assessment, Case, Members, Options, Statement
from engine.model.policy import Policy

Choose = Callable[[State], Name]


def blank(case: Case) -> Case:
    """The case before anybody has said anything."""
    return evolve(case, facts={}, assessments={}, lists={})


def told(case: Case, question: Name, whole: Case) -> Case:
    """The case with what the whole case says of a question; what it does not say was asked and is unknown."""
    kind, id, member = question
    key = (id, member)
    if kind == "list":
        known = whole.lists.get(key, Members((), True))
        return evolve(case, lists={**case.lists, key: Members(known.ids, True)})
    if kind == "fact":
        said = whole.facts.get(key, ())
        missing = tuple(Statement("unknown", None, *hole) for hole in holes_of(said))
        return evolve(case, facts={**case.facts, key: (*said, *missing)})
    return evolve(case, assessments={**case.assessments, key: whole.assessments.get(key, (Assessment("unknown"),))})


def first_of(policy: Policy, options: Options) -> Choose:
    """The interview's own choice."""

    def choose(state: State) -> Name:
        step = next_step(policy, state.case, options)
        assert step.next is not None
        return step.next.question.name

    return choose


def asked(policy: Policy, whole: Case, options: Options, choose: Choose | None = None) -> list[tuple[State, Question]]:
    """Each question put, with the state it was put in, until no answer can matter."""
    pick = choose or first_of(policy, options)
    case, put = blank(whole), []
    state = look(policy, case, options)
    while state.questions:
        name = pick(state)
        put.append((state, state.questions[name]))
        case = told(case, name, whole)
        state = look(policy, case, options)
        if name in state.questions:  # the whole case has an assessment that is not complete
            case = evolve(case, assessments={**case.assessments, name[1:]: (Assessment("unknown"),)})
            state = look(policy, case, options)
        assert name not in state.questions, name
    return put


Item = tuple[str, str]


def items(policy: Policy, wholes: Iterable[tuple[Case, Options]]) -> list[Item]:
    """What may have to be asked in some of the cases; the members of a list count as one item."""
    found: set[Item] = set()
    for whole, options in wholes:
        case, state = blank(whole), look(policy, blank(whole), options)
        seen: set[Name] = set()
        while new := state.questions.keys() - seen:
            found |= {name[:2] for name in new}
            seen |= new
            for name in sorted((it for it in new if it[0] == "list"), key=str):
                case = told(case, name, whole)
            state = look(policy, case, options)
    return sorted(found)


def best_fixed(policy: Policy, wholes: Mapping[int, tuple[Case, Options]], order_of: list[Item]) -> int:
    """The fewest questions any one order of the items asks over all the cases, those that cannot matter passed over.

    Exact: what is known after some items have been gone through does not depend on their order, so all orders are
    compared by their first steps (a walk over the subsets of the items).
    """
    everything = (1 << len(order_of)) - 1
    put: dict[tuple[int, int], dict[Item, int]] = {}

    def asks(number: int, known: int) -> dict[Item, int]:
        if (number, known) not in put:
            whole, options = wholes[number]
            state = look(
                policy, _known(policy, whole, options, [it for n, it in enumerate(order_of) if known >> n & 1]), options
            )
            counts: dict[Item, int] = {}
            for name in state.questions:
                counts[name[:2]] = counts.get(name[:2], 0) + 1
            put[number, known] = counts
        return put[number, known]

    least = {everything: 0}
    for known in range(everything - 1, -1, -1):
        best = None
        for place, item in enumerate(order_of):
            if not known >> place & 1:
                here = sum(asks(number, known).get(item, 0) for number in wholes) + least[known | 1 << place]
                best = here if best is None else min(best, here)
        assert best is not None
        least[known] = best
    return least[0]


def _known(policy: Policy, whole: Case, options: Options, chosen: list[Item]) -> Case:
    """The case in which some items have been gone through: each that mattered, with its members."""
    case = blank(whole)
    for _ in range(6):  # lists of members of lists
        names = [it for it in look(policy, case, options).questions if it[:2] in chosen]
        if not names:
            return case
        for name in names:
            case = told(case, name, whole)
    return case
