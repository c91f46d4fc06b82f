"""Two versions compared: the six answers a reviewer asks for, in one value.

What the text changed, what we changed, what it means, whom it touches, which change did it, and what must follow.
Start reading at `compare_versions`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import Factory, evolve, field, frozen

from engine.diff import follows as f
from engine.diff.attribution import Attribution, attribution
from engine.diff.changes import Change
from engine.diff.follows import Follows
from engine.diff.freeze import as_on, with_parameters_of
from engine.diff.impact import Impact, impact, suppressed
from engine.diff.law_text import TextChange, law_changes
from engine.diff.meaning import comparable, meaning
from engine.diff.readings import Dependence, dependences
from engine.diff.renamed import in_names_of, renamed
from engine.diff.roots import Roots
from engine.diff.seen import examples, moved, other_reasons, turning, waiting
from engine.diff.structure import Texts, structure
from engine.diff.values import CLOSED, EQUAL, OPENED, STRUCTURAL, Relation
from engine.law.text import LawText
from engine.model.case import Case, Key, Options
from engine.model.policy import Policy

ALL_DAYS = date(2010, 1, 1), date(2030, 12, 31)
"""The days a case may be on, where nobody says otherwise."""


@frozen
class Side:
    """One version: its name to the user, its policy and texts; the day it is taken on where only the day differs.

    `law` are the texts of the law that go with it, where there are any.
    """

    name: str
    policy: Policy = field(repr=False)
    texts: Texts = field(factory=dict, repr=False)
    day: date | None = None
    law: Mapping[str, LawText] = field(factory=dict, repr=False)


@frozen
class Wanted:
    """How two versions are compared.

    `within` are ids of sources and terms the comparison is held to; none is all. Sums of money are held equal unless
    `with_parameters`. `cases` are those whom the change may touch; `None` where there are none to try.
    `steps` is how long one question may take the solver, in its own steps.
    """

    days: tuple[date, date] | None = None
    within: tuple[str, ...] = ()
    with_parameters: bool = False
    options: Options = Options()
    cases: tuple[Case, ...] | None = None
    steps: int | None = None


@frozen
class Told:
    """How one outcome stands, and which outcomes its change comes from: none where it was changed itself.

    `neighbour`: it is the same, and told for it rests on a section that was changed. `other_reasons` is a case with the
    same outcome on other provisions. `shown`: a case beside the law turns. `waits`: what a witness that is open on one
    side waits for there, by its turn.
    """

    relation: Relation
    roots: tuple[str, ...] = ()
    neighbour: bool = False
    other_reasons: Case | None = None
    shown: bool = False
    waits: Mapping[str, tuple[Key, ...]] = Factory(dict)

    @property
    def is_root(self) -> bool:
        return not self.roots and not self.neighbour


@frozen
class Comparison:
    """The six answers. `old` and `new` are the policies as compared: of the day, and with sums held equal.

    `equal` counts the outcomes that are the same, by how that is known. `text` is `None` where no law was given.
    """

    before: Side
    after: Side
    wanted: Wanted
    days: tuple[date, date]
    old: Policy = field(repr=False)
    new: Policy = field(repr=False)
    text: tuple[TextChange, ...] | None
    changes: tuple[Change, ...]
    meaning: tuple[Told, ...]
    equal: Mapping[str, int]
    interpretations: tuple[Dependence, ...] = ()
    impact: Impact | None = None
    attribution: Attribution | None = None
    follows: Follows = Factory(Follows)

    @property
    def matters(self) -> bool:
        """Whether anything but words differs."""
        return (
            bool(self.text or self.interpretations)
            or any(it.matters for it in self.changes)
            or any(it.relation.matters for it in self.meaning)
            or bool(self.impact and self.impact.changed)
        )

    def only(self, *, roots: bool) -> tuple[Told, ...]:
        """The outcomes that differ, or may: those that were changed themselves, or those that follow."""
        return tuple(it for it in self.meaning if not it.neighbour and it.is_root == roots)

    @property
    def both(self) -> Policy:
        """The newer policy with what only the older one declares: whatever a case or a change speaks of is there."""
        kinds = ("terms", "rules", "parameters", "lists", "entities", "units", "interpretations", "sources")
        maps: dict[str, Any] = {it: {**getattr(self.old, it), **getattr(self.new, it)} for it in kinds}
        return evolve(self.new, **maps)

    @property
    def neighbours(self) -> tuple[Told, ...]:
        return tuple(it for it in self.meaning if it.neighbour)


def compare_versions(before: Side, after: Side, wanted: Wanted = Wanted()) -> Comparison:
    """The six answers about two versions of some policies."""
    return _Run(before, after, wanted).made()


class _Run:
    """One comparison while it is made."""

    def __init__(self, before: Side, after: Side, wanted: Wanted) -> None:
        self.before, self.after, self.wanted, self.options = before, after, wanted, wanted.options
        old, new = (as_on(it.policy, it.day, self.options) if it.day else it.policy for it in (before, after))
        self.all_changes = structure(old, new, before.texts, after.texts)
        names = renamed(old, new)
        self.before, old = evolve(before, policy=in_names_of(before.policy, names)), in_names_of(old, names)
        self.old, self.new = (old if wanted.with_parameters else with_parameters_of(old, new)), new
        self.days = wanted.days or ((after.day, after.day) if after.day else ALL_DAYS)
        self.roots = Roots(self.old, self.new, self.options)
        self.examples = examples(after.policy, after.day)
        self.cases = moved(wanted.cases, after.day) if wanted.cases is not None else None

    def made(self) -> Comparison:
        terms = [id for id in comparable(self.old, self.new) if self._holds(id)]
        stored = (*(self.cases or ()), *(self.examples if self.after.day else ()))
        relations = meaning(self.old, self.new, terms, self.days, self.options, stored, self.wanted.steps)
        changes = tuple(it for it in self.all_changes if self._holds_change(it))
        told = tuple(self._told(it) for it in relations if it.level != STRUCTURAL or it.matters)
        found = self._impact(terms)
        by = None
        if found is not None and self.cases is not None and found.changed:
            by = attribution(self.old, self.new, self.cases, found, self.options)
        text = self._law()
        return Comparison(
            self.before,
            self.after,
            self.wanted,
            self.days,
            self.old,
            self.new,
            text,
            changes,
            (*(it for it in told if it.relation.matters or it.other_reasons), *self._neighbours(relations, changes)),
            dict(Counter(it.level for it in relations if not it.matters)),
            dependences(self.roots, {it.term: it for it in relations}, self.days, self.options, self.wanted.steps),
            suppressed(found) if found is not None else None,
            by,
            self._follows(changes, told, suppressed(found) if found is not None else None, text),
        )

    # ── what is looked at ───────────────────────────────────────────────────────────────────────────────────────

    def _holds(self, term: str) -> bool:
        """Whether a term is within what was asked for."""
        within = self.wanted.within
        return not within or term in within or any(p.terms[term].source in within for p in self._of(term))

    def _of(self, term: str) -> list[Policy]:
        return [policy for policy in (self.old, self.new) if term in policy.terms]

    def _holds_change(self, change: Change) -> bool:
        """Whether a change is in a source that was asked for, or behind a term that was."""
        within = self.wanted.within
        if not within or change.source in within or change.id in within:
            return True
        asked = [id for id in within if id in self.new.terms or id in self.old.terms]
        return any(change.id in self._behind(term) for term in asked)

    def _behind(self, term: str) -> set[str]:
        return {part.id for part in self.roots.own(term)} | {rule.id for rule in self.roots.rules(term)}

    # ── what it means ───────────────────────────────────────────────────────────────────────────────────────────

    def _told(self, relation: Relation) -> Told:
        roots = self.roots.of(relation.term)
        other = None
        if relation.relation == EQUAL and not roots:
            other = other_reasons(self.old, self.new, relation.term, self.examples, self.options)
        shown = bool(relation.witnesses) and self._turns(relation.term)
        return Told(relation, roots, False, other, shown, {} if roots else self._waits(relation))

    def _waits(self, relation: Relation) -> dict[str, tuple[Key, ...]]:
        sides = {OPENED: self.new, CLOSED: self.old}
        return {
            it.turn: waiting(sides[it.turn], it.case, self.options) for it in relation.witnesses if it.turn in sides
        }

    def _turns(self, term: str) -> bool:
        return turning(self.old, self.new, term, self.examples, self.options) is not None

    def _neighbours(self, relations: tuple[Relation, ...], changes: tuple[Change, ...]) -> Iterator[Told]:
        """Outcomes that are the same and rest on a section in which something changed."""
        here = {(it.document, it.section) for change in changes if change.matters for it in change.provisions}
        for relation in relations:
            basis = self.new.terms[relation.term].basis
            if not relation.matters and any((it.citation.document, it.citation.section) in here for it in basis):
                yield Told(relation, neighbour=True)

    # ── whom, the law, and what follows ─────────────────────────────────────────────────────────────────────────

    def _impact(self, terms: list[str]) -> Impact | None:
        if self.cases is None:
            return None
        asked = {id for case in self.cases for id in case.requested}
        kept = [id for id in terms if id in asked] if self.wanted.within else ()
        return impact(self.old, self.new, self.cases, kept, self.options)

    def _law(self) -> tuple[TextChange, ...] | None:
        if not (self.before.law and self.after.law):
            return None
        within = self.wanted.within
        documents = {self.new.sources[id].document for id in within if id in self.new.sources}
        terms = [id for id in within if id not in self.new.sources]
        basis = [one for term in terms for policy in self._of(term) for one in policy.terms[term].basis]
        basis += [one for term in terms for rule in self.roots.rules(term) for one in rule.basis]
        sections = {(one.citation.document, one.citation.section) for one in basis}
        return tuple(
            it
            for it in law_changes(self.new, self.before.law, self.after.law)
            if not within
            or it.citation.document in documents
            or any((one.document, one.section) in sections for one in (it.citation, it.now))
        )

    def _follows(
        self,
        changes: tuple[Change, ...],
        told: tuple[Told, ...],
        found: Impact | None,
        text: tuple[TextChange, ...] | None,
    ) -> Follows:
        relations = [it.relation for it in told]
        turned = [it.relation.term for it in told if it.relation.matters]
        roots = [it.relation.term for it in told if it.is_root and it.relation.matters]
        unshown = [it.relation.term for it in told if it.is_root and it.relation.witnesses and not it.shown]
        return Follows(
            f.facts_to_gather(self.roots, relations),
            f.letters(changes, turned, self.new),
            tuple(it.id for it in changes if any(one.field in f.WORDS for one in it.fields)),
            tuple(it.id for it in changes if it.what == "part"),
            f.reopened(found),
            f.without_rule(text or (), self.new),
            tuple(unshown),
            f.missing_days(self.before.day, self.after.day, roots, self.after.policy.cases),
            f.read_elsewhere(changes, self.new),
            f.gaps(changes, self.before.policy, self.after.policy),
        )
