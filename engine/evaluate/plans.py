"""Compiled plans: what one run of a policy for some terms needs, made once and kept with the policy.

Start reading at `plan`.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from attrs import astuple

from engine.evaluate import cache, duties, procedure
from engine.evaluate.decision import ParameterStep
from engine.evaluate.parameters import parameter_step
from engine.evaluate.placed import Placed, place
from engine.evaluate.run import Compiled
from engine.evaluate.slots import Program
from engine.evaluate.validity import counting_rows, row_edges
from engine.memory import uncollected
from engine.model.case import Options
from engine.model.policy import Policy

if TYPE_CHECKING:
    from engine.evaluate.lower import Lowering
    from engine.evaluate.view import View


Attached = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A decision kind, the terms decided as it, and the duties that attach to it."""


class Plan:
    """A policy compiled for some terms and options: what one run needs, made once and kept with the policy.

    `duties` are those of substance that concern the terms, `attached` those that general acts attach to them. The
    lowering is only needed for derivations: a plan from the cache makes it again when somebody asks for one.
    """

    def __init__(
        self,
        policy: Policy,
        terms: tuple[str, ...],
        options: Options,
        compiled: Compiled,
        duties: tuple[str, ...],
        attached: tuple[Attached, ...],
    ) -> None:
        self.policy, self.terms, self.options = policy, terms, options
        self.compiled, self.duties, self.attached = compiled, duties, attached
        self._edges: dict[str, tuple[date, ...]] = {}
        self._steps: dict[tuple[str, int], ParameterStep] = {}

    @property
    def program(self) -> Program:
        return self.compiled.program

    @cached_property
    def placed(self) -> Placed:
        """Where the rules of the program stand in the law."""
        return place(self.policy, self.program)

    @cached_property
    def ranked(self) -> tuple[tuple[int, str], ...]:
        """The slots that say whether a rule stands, with the rule, in the order of the law."""
        ranks = self.placed.ranks
        return tuple(sorted(self.program.rule_of.items(), key=lambda item: (ranks[item[1]], item[0])))

    def parameter(self, id: str, day: date) -> ParameterStep:
        """A parameter as read on a day, decisive; one value for all days with the same row."""
        edges = self._edges.get(id)
        if edges is None:
            parameter = self.policy.parameters[id]
            edges = self._edges[id] = row_edges(parameter, counting_rows(parameter, self.options.known_on))
        key = (id, bisect_right(edges, day))
        found = self._steps.get(key)
        if found is None or found.day != day:
            found = self._steps[key] = parameter_step(self.policy, id, day, self.options.known_on, True)
        return found

    @cached_property
    def lowering(self) -> Lowering:
        """The lowering that made, or would make, the program."""
        return _lowered(self.policy, self.terms, self.options)[1]


class _Kept:
    """The views and plans of one policy, by terms and options."""

    def __init__(self) -> None:
        self.views: dict[Any, View] = {}
        self.plans: dict[Any, Plan] = {}


_KEPT: WeakKeyDictionary[Policy, _Kept] = WeakKeyDictionary()


def _kept(policy: Policy) -> _Kept:
    found = _KEPT.get(policy)
    if found is None:
        found = _KEPT[policy] = _Kept()
    return found


def forget(policy: Policy) -> None:
    """Let go of what was compiled from a policy, which would otherwise be kept as long as the program runs."""
    _KEPT.pop(policy, None)


def plan(policy: Policy, terms: tuple[str, ...], options: Options = Options()) -> Plan:
    """The compiled plan for some terms, with the duties that concern them.

    Raises:
        CyclicPolicy: the terms depend on each other in a circle.
    """
    kept, key = _kept(policy), (terms, _options_key(options))
    found = kept.plans.get(key)
    if found is None:
        found = kept.plans[key] = _cached(policy, terms, options) or _plan(policy, terms, options)
    return found


def _options_key(options: Options) -> Any:
    if options.known_on is None and not options.readings and not options.supposed:
        return None
    supposed = sorted((source, day.isoformat()) for source, day in options.supposed.items())
    known_on = options.known_on.isoformat() if options.known_on else ""
    return known_on, tuple(sorted(options.readings.items())), tuple(supposed)


def _plan(policy: Policy, terms: tuple[str, ...], options: Options) -> Plan:
    program, lowering, concerned = _lowered(policy, terms, options)
    made = Plan(policy, terms, options, Compiled(policy, program), concerned, _attached(policy, terms, options))
    made.lowering = lowering
    if cache.has_disk(policy):
        content = (concerned, made.attached, astuple(made.placed, recurse=False), made.compiled.pack())
        cache.save_program(policy, (terms, _options_key(options)), content)
    return made


def _cached(policy: Policy, terms: tuple[str, ...], options: Options) -> Plan | None:
    content = cache.load_program(policy, (terms, _options_key(options)))
    if content is None:
        return None
    concerned, attached, placed, packed = content
    made = Plan(policy, terms, options, Compiled.unpack(policy, packed), concerned, attached)
    made.placed = Placed(*placed)
    return made


def _attached(policy: Policy, terms: tuple[str, ...], options: Options) -> tuple[Attached, ...]:
    kinds = procedure.kinds_of(policy, terms).items()
    found = ((kind, decided, procedure.attached(policy, kind, options)) for kind, decided in kinds)
    return tuple((kind, decided, concerned) for kind, decided, concerned in found if concerned)


def _lowered(policy: Policy, terms: tuple[str, ...], options: Options) -> tuple[Program, Lowering, tuple[str, ...]]:
    from engine.evaluate.lower import lower
    from engine.evaluate.view import View

    kept, key = _kept(policy), _options_key(options)
    with uncollected():
        view = kept.views.get(key) or kept.views.setdefault(key, View(policy, options))
        concerned = duties.concerning(policy, terms)
        judged = sorted({*concerned, *(term for term in terms if policy.terms[term].duty is not None)})
        needed = sorted({*terms, *duties.terms_needed(policy, judged)})
        program, lowering = lower(view, needed, lambda lowering: duties.lower_wheres(policy, judged, lowering))
    return program, lowering, concerned
