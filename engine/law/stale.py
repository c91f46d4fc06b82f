"""Which rules rest on sentences that have changed between two texts of the law.

Each address of a policy is followed in both texts to every sentence it rests on; where the hashes differ, what cites it
is stale. An address counts when it is given for the days the older text is of. Start reading at `stale`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from engine.analysis.citations import speaks_of
from engine.analysis.index import Index
from engine.analysis.written import Cited, cited
from engine.law.quote import Unit, quote, rests_on
from engine.law.text import LawText
from engine.model.citations import Citation
from engine.model.policy import Policy
from engine.model.provisions import LawDocument
from engine.source import Span

RULES = ("rule", "exception", "presumption")


@frozen
class Changed:
    """A sentence, or something else with words, that is not the same in both texts; `None` where it is not there.

    `moved_to` is where the older words stand in the newer text, when they stand elsewhere in it.
    """

    citation: Citation
    old: Unit | None
    new: Unit | None
    moved_to: Citation | None = None

    @property
    def kind(self) -> str:
        """`added`, `removed`, `changed`; or `commenced` or `suspended` where only that is new."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        if self.old.hash != self.new.hash:
            return "changed"
        return "commenced" if self.new.in_force else "suspended"


@frozen
class Stale:
    """Something that cites addresses whose words are not those it was written for, and which of the words changed.

    `citations` are the addresses concerned; the place, kind and id are those of what cites them.
    """

    kind: str
    id: str
    span: Span
    citations: tuple[Citation, ...]
    changed: tuple[Changed, ...]

    @property
    def is_rule(self) -> bool:
        return self.kind in RULES


@frozen
class Staleness:
    """What changed, what rests on it, and what cites a changed sentence for other days than the older text is of.

    `commenced` are acts that are in force in the newer text and were not in the older.
    """

    compared: tuple[str, ...]
    changes: tuple[Changed, ...]
    stale: tuple[Stale, ...] = ()
    other_days: tuple[Cited, ...] = ()
    commenced: tuple[str, ...] = ()


def stale(policy: Policy, old: Mapping[str, LawText], new: Mapping[str, LawText]) -> Staleness:
    """What in a policy rests on sentences that differ between two texts of an act; acts that only one holds are not
    compared."""
    compared = tuple(sorted(id for id in old if id in new))
    changes = {id: changed for id in compared if (changed := _changes(old[id], new[id]))}
    resting: list[tuple[Cited, tuple[Changed, ...]]] = []
    other_days: list[Cited] = []
    for one in cited(Index(policy)):
        id = one.citation.document
        if id not in changes:
            continue
        here = _changes_under(one.citation, old[id], new[id], changes[id])
        if here and _speaks_of(old[id], one):
            resting.append((one, here))
        elif here:
            other_days.append(one)
    everything = tuple(change for several in changes.values() for change in several)
    commenced = tuple(id for id in compared if new[id].is_commenced and not old[id].is_commenced)
    return Staleness(compared, everything, tuple(_by_owner(resting)), tuple(other_days), commenced)


def _by_owner(found: Iterable[tuple[Cited, tuple[Changed, ...]]]) -> list[Stale]:
    """Each rule and declaration once, in the order of the files."""
    owners: dict[tuple[object, ...], list[tuple[Cited, tuple[Changed, ...]]]] = {}
    for one, changed in found:
        owners.setdefault((one.kind, one.id or (one.span, one.citation)), []).append((one, changed))
    several = (
        Stale(
            group[0][0].kind,
            group[0][0].id,
            min(one.span for one, _ in group),
            tuple(dict.fromkeys(one.citation for one, _ in group)),
            tuple(dict.fromkeys(change for _, changed in group for change in changed)),
        )
        for group in owners.values()
    )
    return sorted(several, key=lambda each: (each.span, each.kind, each.id))


def _speaks_of(law: LawText, one: Cited) -> bool:
    return speaks_of(LawDocument(law.id, edition=law.edition, not_before=law.not_before), None, one)


def _changes(old: LawText, new: LawText) -> tuple[Changed, ...]:
    """Every address whose words differ, in the order of the older text; what is new comes after."""
    if old.sha256 and old.sha256 == new.sha256:
        return ()
    before, after = _units(old), _units(new)
    places: dict[str, Citation] = {}
    for unit in after.values():
        places.setdefault(unit.hash, unit.citation)
    gone = (
        Changed(unit.citation, unit, after.get(key), _moved_to(unit, after.get(key), places))
        for key, unit in before.items()
        if _differ(unit, after.get(key))
    )
    added = (Changed(unit.citation, None, unit) for key, unit in after.items() if key not in before)
    return (*gone, *added)


def _units(law: LawText) -> dict[tuple[Citation, int], Unit]:
    """Everything with words in an act, by address; a number tells apart what has one address (a table in a ledd)."""
    found: dict[tuple[Citation, int], Unit] = {}
    seen: dict[Citation, int] = {}
    whole = quote(law, Citation(law.id))
    for unit in whole.units if whole is not None else ():
        number = seen[unit.citation] = seen.get(unit.citation, 0) + 1
        found[unit.citation, number] = unit
    return found


def _differ(old: Unit, new: Unit | None) -> bool:
    return new is None or (old.hash, old.in_force) != (new.hash, new.in_force)


def _moved_to(old: Unit, new: Unit | None, places: Mapping[str, Citation]) -> Citation | None:
    """Where the words of a sentence went, when they are in the newer text and not where they were."""
    there = places.get(old.hash)
    return None if there == old.citation or (new is not None and new.hash == old.hash) else there


def _changes_under(citation: Citation, old: LawText, new: LawText, changes: Sequence[Changed]) -> tuple[Changed, ...]:
    """The changes among the sentences an address rests on, in either text."""
    before, after = rests_on(old, citation), rests_on(new, citation)
    if [(unit.hash, unit.in_force) for unit in before] == [(unit.hash, unit.in_force) for unit in after]:
        return ()
    here = {unit.citation for unit in (*before, *after)}
    return tuple(change for change in changes if change.citation in here)
