"""The author's properties, each proved, refuted with the smallest case that breaks it, or not decided.

A proof is the solver's, and is of all cases with lists of at most two members. A case is the evaluator's: it is made
small and tried once more before it is shown. What neither can say is not decided, and never *proved*. Start reading at
`prove`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from engine.diff.shrink import smallest
from engine.model import expressions as x
from engine.model.case import Case, Options
from engine.model.expressions import Value, walk
from engine.model.policy import Policy, Property

if TYPE_CHECKING:
    from engine.solver.claims import Claim

YEARS = 16
"""How far from the latest known value a day is looked for."""
PROVED, REFUTED, EMPTY, NOT_DECIDED = "proved", "refuted", "empty", "not_decided"


@frozen
class Proof:
    """What became of a property.

    `empty`: nothing breaks it, and nothing can, since no case is one it speaks of. `cases` are the one case, or the
    two that differ in one fact, that refute it; `values` what moves comes to in each. `level` is how it is known:
    `solver`, or `searched` where the solver could not say and a case beside the law broke it.
    """

    property: Property
    status: str
    cases: tuple[Case, ...] = ()
    values: tuple[Value | None, ...] = ()
    level: str = "solver"


def prove(
    policy: Policy,
    properties: Iterable[Property],
    options: Options = Options(),
    steps: int | None = None,
    stored: Sequence[Case] = (),
) -> Iterator[Proof]:
    """Each property, as it is decided. `steps` is how long one question may take; `stored` are cases tried besides.

    Raises:
        CyclicPolicy: terms depend on each other in a circle.
    """
    for one in properties:
        yield _prove(policy, one, options, steps, stored)


def _prove(policy: Policy, of: Property, options: Options, steps: int | None, stored: Sequence[Case]) -> Proof:
    from engine.solver.ask import STEPS
    from engine.solver.claims import claim

    made = claim(policy, of, options)
    if made is None:
        return Proof(of, EMPTY)
    found = made.broken(steps or STEPS)
    case, level = found.case, "solver"
    if found.status == "undecided":
        case, level = next((one for one in stored if made.breaks(one)), None), "searched"
    if case is not None and (level == "searched" or made.breaks(case)):
        small = _on_a_plain_day(policy, smallest(case, made.breaks), made)
        shown = tuple(evolve(one, requested=subjects(of)) for one in made.cases(small))
        return Proof(of, REFUTED, shown, made.values(small), level)
    if found.status != "none":
        return Proof(of, NOT_DECIDED)
    return Proof(of, EMPTY if made.kept(steps or STEPS).status == "none" else PROVED)


def _on_a_plain_day(policy: Policy, case: Case, made: Claim) -> Case:
    """The case on the first day of a year or of its second half, the nearest to the latest value we know that will do.

    Where none will do, the case stays on the day the solver found.
    """
    rows = (row for parameter in policy.parameters.values() for row in parameter.values if row.value is not None)
    latest = max((row.first.year for row in rows), default=made.days[0].year)
    for year in sorted(range(latest - YEARS, latest + YEARS), key=lambda year: (abs(latest - year), year)):
        for day in (date(year, 1, 1), date(year, 7, 1)):
            if made.days[0] <= day <= made.days[1] and made.breaks(evolve(case, day=day)):
                return smallest(evolve(case, day=day), made.breaks)
    return case


def subjects(of: Property) -> tuple[str, ...]:
    """The terms a property reads that rules conclude, to be explained in a case that breaks it."""
    nodes = (node for part in (of.claim, of.condition) for node in walk(part))
    read = [node.term for node in nodes if isinstance(node, x.Read) and node.owner is None]
    return tuple(dict.fromkeys(read))
