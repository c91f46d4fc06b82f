"""What changed between two days: which rules, rates and readings, the words of the law, and what it means.

Which declarations differ, and which of two days belong together, `engine.diff` knows; nothing is compared here. The
meaning is compared for the outcomes the changed rules conclude, at most `MOST` of them, and only where the package for
proofs is installed. Start reading at `changed`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.util import find_spec

from attrs import Factory, frozen

from engine.book.relations import Relations, relations
from engine.diff.changes import Change
from engine.diff.freeze import as_on
from engine.diff.law_text import TextChange, law_changes
from engine.diff.structure import Texts, structure
from engine.diff.values import Relation
from engine.graph.reads import of_condition, of_value
from engine.law.text import LawText
from engine.model.citations import Citation
from engine.model.policy import Policy

MOST = 12
"""How many outcomes are compared by what they mean."""
RULES = ("rule", "exception", "presumption")


@frozen
class TwoTexts:
    """The law of both days, of the documents the store has as they stood on each; others are not compared."""

    documents: tuple[str, ...] = ()
    before: Mapping[str, LawText] = Factory(dict)
    after: Mapping[str, LawText] = Factory(dict)


@frozen(slots=False)
class Changed:
    """The policy of two days, the declarations in which they differ, and the relations of some outcomes.

    `wording` is what changed in the law of the `documents` that could be compared. `outcomes` is `None` where nothing
    could be compared by its meaning; `left` counts those that were not.
    """

    before: Policy
    after: Policy
    days: tuple[date, date]
    changes: tuple[Change, ...]
    documents: tuple[str, ...] = ()
    wording: tuple[TextChange, ...] = ()
    outcomes: tuple[Relation, ...] | None = None
    left: int = 0

    def at(self, citation: Citation) -> list[Change]:
        """What changed at a section: what rests on it first of all, now or before."""
        return [it for it in self.changes if _section(citation) in map(_section, (*it.basis[:1], *it.former_basis[:1]))]

    def words_at(self, citation: Citation) -> list[TextChange]:
        """The sentences of a section that changed, came or went."""
        return [it for it in self.wording if _section(citation) in (_section(it.citation), _section(it.now))]

    @cached_property
    def sides(self) -> tuple[tuple[Policy, Relations], tuple[Policy, Relations]]:
        """Each day with what depends on what there."""
        return (self.before, relations(self.before)), (self.after, relations(self.after))


def _section(citation: Citation) -> tuple[str, str]:
    return citation.document, citation.section


def changed(
    policy: Policy, days: tuple[date, date], within: str = "", texts: Texts | None = None, law: TwoTexts = TwoTexts()
) -> Changed:
    """What is otherwise on the second day than on the first; of one source alone when `within` names it."""
    before, after = as_on(policy, days[0]), as_on(policy, days[1])
    every = structure(before, after, texts, texts)
    found = tuple(it for it in every if _is_told(it) and (not within or it.source == within))
    kept = {policy.sources[within].document} if within else set(law.documents)
    wording = tuple(it for it in law_changes(policy, law.before, law.after) if it.now.document in kept)
    documents = tuple(it for it in law.documents if it in kept)
    terms = _concluded(before, after, found)
    if find_spec("z3") is None:
        return Changed(before, after, days, found, documents, wording, None, len(terms))
    from engine.diff.meaning import meaning

    outcomes = meaning(before, after, terms[:MOST], days)
    return Changed(before, after, days, found, documents, wording, outcomes, max(0, len(terms) - MOST))


def _is_told(change: Change) -> bool:
    """Whether a change is more than words, and more than an address that nothing rested on before its day."""
    only_basis = all(it.field == "basis" for it in change.fields) and change.basis == change.former_basis
    return change.matters and (not only_basis or not change.fields)


def _concluded(before: Policy, after: Policy, found: Sequence[Change]) -> list[str]:
    """The outcomes that changed rules conclude, or that rules with a changed rate in them do, on both days.

    In the order of the policy.
    """
    from engine.diff.meaning import comparable

    rules = {id for it in found if it.what in RULES for id in (it.id, it.former)}
    rates = {("parameter", it.id) for it in found if it.what == "parameter"}
    touched = {
        rule.conclusion.term
        for policy in (before, after)
        for id, rule in policy.rules.items()
        if rule.conclusion is not None and (id in rules or rates.intersection((*of_condition(rule), *of_value(rule))))
    }
    return [id for id in comparable(before, after) if id in touched]
