"""The single things in which two policies differ in meaning, and policies with only some of them changed.

Words, places in files and order are no parts. A part is what an amendment changes at once: one rule, one history of
values, one declaration, one hole, one reading. Start reading at `parts` and `mixed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, fields, frozen

from engine.evaluate.view import View
from engine.graph.reads import of_condition, of_gap, of_term, of_value
from engine.model.case import Options
from engine.model.citations import Citation
from engine.model.policy import NotFormalised, Policy

KINDS = ("rules", "parameters", "terms", "interpretations")
"""The maps of a policy whose entries are parts, in the order they are told."""
WORDS = frozenset(
    {
        *("labels", "met", "not_met", "ask", "span", "text", "because", "source_in", "text_in", "because_in", "review"),
        *("review_in", "quiet", "words", "described", "described_in", "reported_in", "targets_written", "name"),
    }
)
"""The fields that hold words for readers, or how something is written."""


@frozen(order=True)
class Part:
    """One thing that differs: which map of the policy it is in (`gaps` for what is not formalised), and its id."""

    kind: str
    id: str


def parts(before: Policy, after: Policy) -> tuple[Part, ...]:
    """Everything in which the meaning of two policies differs, sorted."""
    found = [
        Part(kind, id)
        for kind in KINDS
        for id in {**getattr(before, kind), **getattr(after, kind)}
        if _differ(getattr(before, kind).get(id), getattr(after, kind).get(id))
    ]
    old, new = gaps_of(before), gaps_of(after)
    found += [Part("gaps", id) for id in {**old, **new} if _differ(old.get(id), new.get(id))]
    return tuple(sorted(found))


def _differ(one: Any, other: Any) -> bool:
    """Whether two declarations mean different things; those that are the same in every word are not looked into."""
    return one != other and bool(meaning_of(one) != meaning_of(other))


def meaning_of(value: Any) -> Any:
    """A value without words and places: what two versions must have in common to mean the same."""
    if isinstance(value, tuple):
        return tuple(meaning_of(item) for item in value)
    if isinstance(value, Mapping):
        return tuple(sorted((key, meaning_of(item)) for key, item in value.items()))
    if hasattr(value, "__attrs_attrs__"):
        return (
            type(value).__name__,
            *(meaning_of(getattr(value, field.name)) for field in fields(type(value)) if field.name not in WORDS),
        )
    return value


def provisions(before: Policy, after: Policy, part: Part) -> tuple[Citation, ...]:
    """The provisions a part rests on: those of the new version, and of the old where there is no new."""
    item = _item(after, part) or _item(before, part)
    if item is None:
        return ()
    if isinstance(item, NotFormalised):
        return (item.citation,)
    if part.kind == "interpretations":
        return (item.of,)
    return tuple(dict.fromkeys(basis.citation for basis in item.basis))


def bearing_on(before: Policy, after: Policy, term: str, options: Options = Options()) -> frozenset[Part]:
    """Every part, changed or not, that may bear on a term in either version."""
    return _reach(before, term, options) | _reach(after, term, options)


def _reach(policy: Policy, term: str, options: Options) -> frozenset[Part]:
    view, gaps = View(policy, options), gaps_of(policy)
    found: set[Part] = set()
    seen, stack = {term}, [term]
    while stack:
        here = stack.pop()
        rules = list(view.rules_behind(here))
        found |= {Part("terms", here), *(Part("rules", rule.id) for rule in rules)}
        found |= {Part("interpretations", rule.reading[0]) for rule in rules if rule.reading}
        found |= {Part("gaps", id) for id, gap in gaps.items() if here in gap.affects}
        reads = [*of_term(policy.terms[here])]
        reads += [read for id, gap in gaps.items() if here in gap.affects for read in of_gap(gap)]
        reads += [read for rule in rules for read in (*of_condition(rule), *of_value(rule))]
        for kind, id in reads:
            if kind == "parameter":
                found.add(Part("parameters", id))
            elif kind == "term" and id not in seen and id in policy.terms:
                seen.add(id)
                stack.append(id)
    return frozenset(found)


def mixed(before: Policy, after: Policy, taken: Iterable[Part]) -> Policy:
    """The old policy with some parts as in the new one.

    What either side declares is there, so that every rule finds what it reads; an exception reaches those of its
    targets that are there.
    """
    wanted = set(taken)
    maps = {kind: _mixed(getattr(before, kind), getattr(after, kind), kind, wanted) for kind in KINDS}
    terms = {**after.terms, **before.terms, **maps["terms"]}
    rules = {
        id: evolve(rule, targets=tuple(target for target in rule.targets if target in maps["rules"]))
        for id, rule in maps["rules"].items()
    }
    gaps = _mixed(gaps_of(before), gaps_of(after), "gaps", wanted)
    return evolve(
        after,
        rules=rules,
        terms=terms,
        parameters={**after.parameters, **before.parameters, **maps["parameters"]},
        interpretations=maps["interpretations"],
        not_formalised=tuple(gaps.values()),
        entities={**before.entities, **after.entities},
        lists={**before.lists, **after.lists},
        units={**before.units, **after.units},
        calendars={**before.calendars, **after.calendars},
        sources={**before.sources, **after.sources},
    )


def _mixed(old: Mapping[str, Any], new: Mapping[str, Any], kind: str, wanted: set[Part]) -> dict[str, Any]:
    made = {}
    for id in {**old, **new}:
        item = new.get(id) if Part(kind, id) in wanted else old.get(id)
        if id in old and id in new and Part(kind, id) not in wanted:
            item = old[id]
        if item is not None:
            made[id] = item
    return made


def _item(policy: Policy, part: Part) -> Any:
    return gaps_of(policy).get(part.id) if part.kind == "gaps" else getattr(policy, part.kind).get(part.id)


def gaps_of(policy: Policy) -> dict[str, NotFormalised]:
    """What is not formalised, each with an id of its own: the provision, and a number where one has several."""
    found: dict[str, NotFormalised] = {}
    for gap in policy.not_formalised:
        name, number = str(gap.citation), 1
        while (id := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found[id] = gap
    return found
