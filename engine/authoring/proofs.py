"""The author's properties, each proved, refuted with the smallest case that breaks it, or not decided.

A proof is the solver's, and is of all cases with lists of at most two members. A case is the evaluator's: it is made
small and tried once more before it is shown. What neither can say is not decided, and never *proved*. Start reading at
`prove`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from engine.authoring.smallest_case import plain
from engine.model import expressions as x
from engine.model.case import Case, Options
from engine.model.expressions import Value, walk
from engine.model.policy import Policy, Property

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
        small = plain(policy, case, made.breaks, made.days[0])
        shown = tuple(evolve(one, requested=subjects(of)) for one in made.cases(small))
        return Proof(of, REFUTED, shown, made.values(small), level)
    if found.status != "none":
        return Proof(of, NOT_DECIDED)
    return Proof(of, EMPTY if made.kept(steps or STEPS).status == "none" else PROVED)


def subjects(of: Property) -> tuple[str, ...]:
    """The terms a property reads that rules conclude, to be explained in a case that breaks it."""
    nodes = (node for part in (of.claim, of.condition) for node in walk(part))
    read = [node.term for node in nodes if isinstance(node, x.Read) and node.owner is None]
    return tuple(dict.fromkeys(read))
