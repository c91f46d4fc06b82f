"""What a policy has to say of each provision of an act, ledd by ledd; the groups together are the whole act.

A ledd belongs to the first group that anything cites it for: formalised, left to discretion, not formalised for a
reason, and so on; what nothing cites, nobody has looked at. What a discretion only weighs, or is reviewed by, says
nothing of a ledd that anything else speaks of. An address counts when it is given for the days the text
is of: a rule that ended years ago says nothing of today's wording. Start reading at `coverage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from engine.analysis.citations import speaks_of
from engine.analysis.index import Index
from engine.analysis.written import Cited, cited
from engine.model.citations import Citation
from engine.model.places import Step, below, locate, places_of
from engine.model.policy import Policy
from engine.model.provisions import Item, LawDocument, Paragraph, Provisions, Section

GROUPS = {
    "formalised": "formalised",
    "discretionary": "discretionary",
    "not_formalised": "not formalised",
    "defines": "definitional",
    "organisational": "organisational",
    "out_of_scope": "out of scope",
    "unseen": "nobody has looked",
}
"""Every group, in the order in which it is looked for, with its words."""

_GROUP_OF_KIND = {
    "discretion": "discretionary",
    "not_formalised": "not_formalised",
    "defines": "defines",
    "organisational": "organisational",
    "out_of_scope": "out_of_scope",
    "source": "",
    "property": "",
    "service": "",
}
"""Kinds that formalise nothing. Everything else that cites a provision (rules, terms, parameters …) does."""


@frozen
class CoveredLedd:
    """A ledd (or a section that has none, or only a list): its group, what cites it, and the reasons given.

    `unseen` are its sentences and items that nothing cites, where something else in it is cited.
    """

    citation: Citation
    group: str
    by: tuple[Cited, ...] = ()
    unseen: tuple[Citation, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.because for one in self.by if one.because))


@frozen(slots=False)
class ActCoverage:
    """One act: its ledd, and the sections that are not counted because they hold no law today."""

    document: LawDocument
    ledd: tuple[CoveredLedd, ...]
    repealed: tuple[str, ...] = ()
    not_in_force: tuple[Citation, ...] = ()

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many ledd are in each group; together all of them."""
        counts = dict.fromkeys(GROUPS, 0)
        for each in self.ledd:
            counts[each.group] += 1
        return counts

    @property
    def percent(self) -> Mapping[str, int]:
        """The groups in whole per cent that sum to 100."""
        return shares(self.counts)


def coverage(policy: Policy, provisions: Provisions, documents: Iterable[str]) -> list[ActCoverage]:
    """What a policy says of each of some acts, in the order given; those not among the provisions are left out."""
    by_document: dict[str, list[Cited]] = {}
    for one in cited(Index(policy)):
        by_document.setdefault(one.citation.document, []).append(one)
    acts = (provisions.documents.get(id) for id in documents)
    return [_act(act, by_document.get(act.id, ()), provisions.edition) for act in acts if act is not None]


def shares(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts as whole per cent that sum to 100, by the largest remainders; all zero where there is nothing.

    >>> shares({"a": 1, "b": 1, "c": 1})
    {'a': 34, 'b': 33, 'c': 33}
    """
    total = sum(counts.values())
    if total == 0:
        return dict.fromkeys(counts, 0)
    found = {name: count * 100 // total for name, count in counts.items()}
    left = sorted(counts, key=lambda name: (-(counts[name] * 100 % total), list(counts).index(name)))
    for name in left[: 100 - sum(found.values())]:
        found[name] += 1
    return found


def group_of(one: Cited) -> str:
    """The group a citation puts a provision in; empty for what says nothing of it."""
    return _GROUP_OF_KIND.get(one.kind, "formalised")


def _act(act: LawDocument, citations: Iterable[Cited], edition: date | None) -> ActCoverage:
    counting = [one for one in citations if group_of(one) and speaks_of(act, edition, one)]
    ledd: list[CoveredLedd] = []
    repealed: list[str] = []
    not_in_force: list[Citation] = []
    for section in act.sections.values():
        if section.status in ("repealed", "moved"):
            repealed.append(section.key)
            continue
        here = list(_reaching(section, counting))
        for unit in _units(Citation(act.id, section.key), section):
            found = _covered(unit, here)
            if found.group == "unseen" and not unit.in_force:
                not_in_force.append(unit.citation)
            else:
                ledd.append(found)
    return ActCoverage(act, tuple(ledd), tuple(repealed), tuple(not_in_force))


# A ledd and what is in it


@frozen
class _Part:
    """A sentence or an item, and the steps to it; words that only lead to a list are seen where an item of it is."""

    citation: Citation
    steps: tuple[Step, ...]
    seen_from: tuple[Step, ...]


@frozen
class _Unit:
    """A ledd, or a section without any, with every sentence and item in it. `alone`: it has one sentence."""

    citation: Citation
    steps: tuple[Step, ...]
    parts: tuple[_Part, ...]
    in_force: bool
    alone: bool = False


def _units(address: Citation, section: Section) -> Iterator[_Unit]:
    for at, ledd in enumerate(section.paragraphs):
        here, steps = below(address, ("L", str(ledd.number))), (("paragraph", at),)
        yield _Unit(here, steps, tuple(_parts(here, steps, ledd)), ledd.in_force, ledd.sentences == 1)
    if not section.paragraphs:
        yield _Unit(address, (), tuple(_parts(address, (), section)), section.status == "present")


def _parts(address: Citation, steps: tuple[Step, ...], here: Section | Paragraph | Item) -> Iterator[_Part]:
    if not isinstance(here, Section):
        for number in range(1, here.sentences + 1):
            here_steps = (*steps, ("sentence", number))
            leads = here.sentences == 1 and bool(here.items)
            yield _Part(below(address, ("P", str(number))), here_steps, steps if leads else here_steps)
    turn = "outside" if isinstance(here, Section) else "item"
    for at, place in enumerate(places_of(item.label for item in here.items)):
        yield from _parts(below(address, place), (*steps, (turn, at)), here.items[at])


# What cites it


def _reaching(section: Section, citations: Iterable[Cited]) -> Iterator[tuple[Cited, tuple[Step, ...]]]:
    """The citations that lead to a section or into it, with the steps below the section."""
    for one in citations:
        citation = one.citation
        if citation.chapter:
            reaches = citation.chapter.lower() == section.chapter.lower()
        else:
            reaches = citation.section.lower() in ("", section.key.lower())
        reached = locate(section, citation.path) if reaches else None
        if reached is not None and reached.missing is None:
            yield one, reached.steps


def _covered(unit: _Unit, here: Iterable[tuple[Cited, tuple[Step, ...]]]) -> CoveredLedd:
    touching = [(one, steps) for one, steps in here if _meet(steps, unit.steps)]
    groups = {group_of(one) for one, _ in touching if not one.beside} or {group_of(one) for one, _ in touching}
    group = next((group for group in GROUPS if group in groups), "unseen")
    seen = [steps for _, steps in touching]
    if unit.alone and (*unit.steps, ("sentence", 1)) in seen:
        seen.append(unit.steps)  # the items are part of the only sentence
    unseen = [part.citation for part in unit.parts if not any(_meet(steps, part.seen_from) for steps in seen)]
    by = tuple(one for one, _ in touching)
    return CoveredLedd(unit.citation, group, by, tuple(unseen) if touching else ())


def _meet(one: tuple[Step, ...], other: tuple[Step, ...]) -> bool:
    """Whether one address lies in the other, or is it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
