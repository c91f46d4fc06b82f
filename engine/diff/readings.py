"""Whether what is said of a change depends on how a provision is read: the comparison made under each reading.

Only readings that bear on what changed are tried. Start reading at `dependences`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from attrs import evolve, frozen

from engine.diff.meaning import meaning
from engine.diff.parts import meaning_of
from engine.diff.roots import Roots
from engine.diff.values import Relation
from engine.model.case import Options
from engine.model.policy import Policy, Rule


@frozen
class Dependence:
    """An outcome whose relation is not the same under all readings of a provision: the relation under each."""

    interpretation: str
    term: str
    chosen: str
    by_reading: tuple[tuple[str, Relation], ...]


def dependences(
    roots: Roots,
    relations: Mapping[str, Relation],
    days: tuple[date, date],
    options: Options,
    steps: int | None = None,
) -> tuple[Dependence, ...]:
    """The outcomes for which another reading of a provision gives another relation."""
    found: list[Dependence] = []
    changed = {term for term, relation in relations.items() if relation.matters and roots.own(term)}
    for id in {**roots.after.interpretations, **roots.before.interpretations}:
        bearing = _bearing(roots, changed, id)
        terms = [term for term in relations if term in bearing]
        if not terms:
            continue
        declared = roots.after.interpretations.get(id) or roots.before.interpretations[id]
        chosen = options.readings.get(id, declared.chosen)
        under = {chosen: {term: relations[term] for term in terms}}
        for reading in declared.readings:
            if reading.name != chosen:
                read = evolve(options, readings={**options.readings, id: reading.name})
                made = meaning(roots.before, roots.after, terms, days, read, steps=steps)
                under[reading.name] = {it.term: it for it in made}
        names = [reading.name for reading in declared.readings if reading.name in under]
        for term in terms:
            if len({_said(under[name][term]) for name in names}) > 1:
                found.append(Dependence(id, term, chosen, tuple((name, under[name][term]) for name in names)))
    return tuple(found)


def _said(relation: Relation) -> tuple[str, str]:
    return relation.relation, relation.knowledge


def _bearing(roots: Roots, changed: Collection[str], id: str) -> Collection[str]:
    """The terms a reading bears on at once, where the change has to do with it."""
    sides = [_under(policy, id) for policy in (roots.before, roots.after)]
    direct = {
        term for policy, rules in zip((roots.before, roots.after), sides, strict=True) for term in _of(policy, rules)
    }
    differ = [{it.id: meaning_of(it) for it in rules} for rules in sides]
    reading = {term for term in changed if not direct.isdisjoint(roots.reads(term))}
    if differ[0] != differ[1] or not direct.isdisjoint(changed):
        return direct | reading
    return reading


def _under(policy: Policy, id: str) -> list[Rule]:
    return [rule for rule in policy.rules.values() if rule.reading is not None and rule.reading[0] == id]


def _of(policy: Policy, rules: Collection[Rule]) -> set[str]:
    """The terms some rules conclude, or whose rules they aim at."""
    aimed = [policy.rules[target] for rule in rules for target in rule.targets if target in policy.rules]
    return {rule.conclusion.term for rule in (*rules, *aimed) if rule.conclusion is not None}
