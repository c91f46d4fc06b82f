"""Which changed outcomes were changed themselves, and which only follow because what they read was.

Start reading at `Roots.of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from engine.diff.parts import Part, gaps_of, parts
from engine.evaluate.view import View
from engine.graph.reads import Reference, of_condition, of_gap, of_term, of_value
from engine.model.case import Options
from engine.model.policy import NotFormalised, Policy, Rule


@frozen(eq=False)
class Roots:
    """Two policies, and for each term what of it was changed itself."""

    before: Policy
    after: Policy
    options: Options
    changed: frozenset[Part] = field(init=False)
    views: tuple[View, View] = field(init=False)

    gaps: tuple[Mapping[str, NotFormalised], ...] = field(init=False)
    _own: dict[str, frozenset[Part]] = field(factory=dict, init=False)

    @changed.default
    def _changed(self) -> frozenset[Part]:
        return frozenset(parts(self.before, self.after))

    @views.default
    def _views(self) -> tuple[View, View]:
        return View(self.before, self.options), View(self.after, self.options)

    @gaps.default
    def _gaps(self) -> tuple[Mapping[str, NotFormalised], ...]:
        return tuple(gaps_of(policy) for policy in (self.before, self.after))

    def own(self, term: str) -> frozenset[Part]:
        """What was changed of a term itself: its rules and their exceptions, a value or a fact they read, a gap."""
        if term not in self._own:
            sides = zip(self.views, self.gaps, strict=True)
            self._own[term] = self.changed & {part for view, gaps in sides for part in _own(view, gaps, term)}
        return self._own[term]

    def rules(self, term: str) -> tuple[Rule, ...]:
        """The rules behind a term on both sides, each once."""
        found = {rule.id: rule for view in self.views if term in view.policy.terms for rule in view.rules_behind(term)}
        return tuple(found.values())

    def of(self, term: str) -> tuple[str, ...]:
        """The terms a change in this one comes from, nearest first; empty for one that was changed itself."""
        if self.own(term):
            return ()
        found: dict[str, None] = {}
        seen, waiting = {term}, [*self.reads(term)]
        while waiting:
            following: list[str] = []
            for here in waiting:
                if here in seen:
                    continue
                seen.add(here)
                if self.own(here):
                    found[here] = None
                else:
                    following += self.reads(here)
            waiting = following
        return tuple(found)

    def reads(self, term: str) -> Iterable[str]:
        """The terms one is computed from, on either side."""
        both = {id: None for view in self.views if term in view.policy.terms for id in view.dependencies(term)}
        return sorted(both)


def _own(view: View, gaps: Mapping[str, NotFormalised], term: str) -> Iterable[Part]:
    policy = view.policy
    if term not in policy.terms:
        return
    yield Part("terms", term)
    references: list[Reference] = [*of_term(policy.terms[term])]
    for rule in view.rules_behind(term):
        yield Part("rules", rule.id)
        if rule.reading is not None:
            yield Part("interpretations", rule.reading[0])
        references += [*of_condition(rule), *of_value(rule)]
    for id, gap in gaps.items():
        if term in gap.affects:
            yield Part("gaps", id)
            references += of_gap(gap)
    for kind, id in references:
        if kind == "parameter":
            yield Part("parameters", id)
        elif kind == "term" and id in policy.terms and policy.terms[id].is_given:
            yield Part("terms", id)
