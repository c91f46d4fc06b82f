"""A policy as it stands on one day, without its history, so that two days can be compared like two policies.

Rules out of force on the day are gone, the others hold on all days; each parameter has the one value it has on the
day, wherever and whenever it is read. Start reading at `as_on`.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from engine.evaluate.validity import counting_rows, is_in_force, row_on
from engine.model.case import Options
from engine.model.citations import Basis
from engine.model.policy import Parameter, Period, Policy, Rule, Source, Term

ALWAYS = Period()


def as_on(policy: Policy, day: date, options: Options = Options()) -> Policy:
    """The policy of a day, for all days."""
    rules = {id: _rule(rule, day) for id, rule in policy.rules.items() if is_in_force(policy, options, rule, day)}
    speaking = [gap for gap in policy.not_formalised if _covers(policy, gap.source, day)]
    return evolve(
        policy,
        sources={id: _source(source, day) for id, source in policy.sources.items()},
        terms={id: _term(term, day) for id, term in policy.terms.items()},
        rules={id: evolve(rule, targets=tuple(t for t in rule.targets if t in rules)) for id, rule in rules.items()},
        parameters={id: _parameter(parameter, day, options) for id, parameter in policy.parameters.items()},
        not_formalised=tuple(speaking),
    )


def with_parameters_of(policy: Policy, other: Policy) -> Policy:
    """A policy with the sums another has for the parameters both have: what is compared then is the rules alone.

    Sums of money change every year without any rule being changed. A number that is no money (a factor, an age, a
    share) stands in the provision itself, and is compared as part of the rule.
    """
    shared = {id: other.parameters[id] for id in policy.parameters if _is_shared(policy, other, id)}
    return evolve(policy, parameters={**policy.parameters, **shared})


def _is_shared(policy: Policy, other: Policy, id: str) -> bool:
    type = policy.parameters[id].type
    return type.is_money and id in other.parameters and other.parameters[id].type == type


def _covers(policy: Policy, source: str, day: date) -> bool:
    return source not in policy.sources or policy.sources[source].covers.holds(day)


def _source(source: Source, day: date) -> Source:
    """A source that covers the day covers all; one that does not, none that anybody asks about."""
    covers = ALWAYS if source.covers.holds(day) else Period(date.max, date.max)
    return evolve(source, covers=covers, once_commenced=False, replaces="")


def _term(term: Term, day: date) -> Term:
    return evolve(term, validity=ALWAYS, basis=_basis(term.basis, day))


def _rule(rule: Rule, day: date) -> Rule:
    return evolve(rule, validity=ALWAYS, once_commenced=False, basis=_basis(rule.basis, day))


def _basis(basis: tuple[Basis, ...], day: date) -> tuple[Basis, ...]:
    """The addresses of the day; where none is said to be of it, all."""
    return tuple(Basis(one.citation) for one in basis if one.on(day)) or basis


def _parameter(parameter: Parameter, day: date, options: Options) -> Parameter:
    rows = counting_rows(parameter, options.known_on)
    index = row_on(parameter, rows, day)
    if index is None:
        return evolve(parameter, values=(), renewed=None)
    row = evolve(rows[index], first=date.min, last=None, known=date.min)
    return evolve(parameter, values=(row,), renewed=None)
