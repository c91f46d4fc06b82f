"""From a decision to what a reader is told: which parts, which entries, in which order.

Picks and orders; settles nothing and says nothing in any language. Everything comes from the decision's own trace.
Start reading at `select`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from engine.evaluate.decision import Answer, Decision, Segment, TermStep
from engine.model.policy import Policy
from explain.assessments import discretion_entries
from explain.circumstances import (
    duty_entries,
    fact_entries,
    not_formalised_entries,
    notice_entries,
    parameter_entries,
    reading_entries,
    record_entries,
    wait_entries,
)
from explain.derivation import Walk, walk_answer
from explain.grounds import Block, outcome_basis
from explain.passages import in_passages, rules_in_passages
from explain.selection import Days, Entry, NotReady, Outcome, Section, Selection
from explain.timeline import over_time

READERS = ("person", "caseworker", "lawyer")


@frozen
class Told:
    """One answer as walked: its own entries, and what it met on the way."""

    answer: Answer
    outcome: tuple[Entry, ...]
    rules: tuple[Block, ...]
    walks: tuple[Walk, ...]


def select(policy: Policy, decision: Decision, reader: str) -> Selection:
    """What a reader is told about a decision, in order.

    A person gets every decisive step and the exceptions weighed; a caseworker all that was weighed; a lawyer
    everything, with versions and what was not in force.

    Raises:
        ValueError: no such reader.
    """
    if reader not in READERS:
        raise ValueError(f"no reader is called {reader}")
    told = [_tell(policy, decision, answer, reader) for answer in decision.answers]
    sections = [Section("notices", tuple(notice_entries(policy, decision)))]
    sections += _answers(told, decision, reader)
    if reader == "person":
        sections += rules_in_passages(policy, [block for it in told for block in it.rules])
    walks = [walk for it in told for walk in it.walks]
    sections += [
        Section("open", tuple(wait_entries(policy, decision))),
        Section("facts", tuple(fact_entries(policy, decision, walks, reader))),
        Section("discretion", tuple(discretion_entries(policy, decision, walks, reader))),
        Section("duties", tuple(duty_entries(policy, decision, reader))),
        Section("readings", tuple(reading_entries(policy, decision))),
        Section("not_formalised", tuple(not_formalised_entries(policy, decision))),
        Section("values", tuple(parameter_entries(decision, reader))),
        Section("record", tuple(record_entries(decision))),
    ]
    ordered = in_passages(sections) if reader == "person" else _for_office(sections, reader)
    return Selection(reader, period_of(decision), _home(policy, decision), tuple(it for it in ordered if it.entries))


def period_of(decision: Decision) -> Days:
    """The days a decision is about."""
    return decision.case.day, decision.case.last or decision.case.day


def _tell(policy: Policy, decision: Decision, answer: Answer, reader: str) -> Told:
    walks = tuple(walk_answer(policy, it.derivation, it.first, reader) for it in answer.segments)
    outcome = _outcomes(policy, answer, [walk.root for walk in walks])
    stretches = [((it.first, it.last), walk.blocks) for it, walk in zip(answer.segments, walks, strict=True)]
    return Told(answer, outcome, tuple(over_time(stretches)), walks)


def _outcomes(policy: Policy, answer: Answer, roots: list[TermStep]) -> tuple[Entry, ...]:
    """One entry per stretch of days with the same answer on the same ground."""
    said: list[Entry] = []
    for segment, root in zip(answer.segments, roots, strict=True):
        entry = _outcome(policy, answer, segment, root)
        if said and evolve(said[-1], days=None) == evolve(entry, days=None):
            first = said[-1].days[0] if said[-1].days else segment.first
            said[-1] = evolve(entry, days=(first, segment.last))
        else:
            said.append(entry)
    return (evolve(said[0], days=None),) if len(said) == 1 else tuple(said)


def _outcome(policy: Policy, answer: Answer, segment: Segment, root: TermStep) -> Entry:
    what = Outcome(
        answer.term,
        answer.member,
        segment.value,
        most=_is_most(policy, root),
        waiting=sum(not it.is_fault for it in segment.waits),
        faults=sum(it.is_fault for it in segment.waits),
    )
    basis = outcome_basis(policy, root, segment.first)
    step = f"outcome:{answer.term}:{answer.member or ''}"
    return Entry(_outcome_kind(policy, what), step, what, basis, days=(segment.first, segment.last))


def _outcome_kind(policy: Policy, what: Outcome) -> str:
    if what.value is None:
        return "open"
    if isinstance(what.value, bool):
        return "met" if what.value else "not_met"
    if policy.terms[what.term].is_action:
        return f"effect_{what.value}"
    return "at_most" if what.most else "value"


def _is_most(policy: Policy, root: TermStep) -> bool:
    """Whether no rule says what the value is, so that only a limit gave it: the most that may be claimed."""
    standing = [policy.rules[it.id].conclusion for it in root.rules if it.standing]
    return bool(standing) and all(it is not None and it.kind == "at_most" for it in standing)


def _answers(told: list[Told], decision: Decision, reader: str) -> Iterator[Section]:
    """The sections of the answers; what an earlier answer has already shown is not shown again."""
    seen: set[tuple[object, ...]] = set()
    for it in told:
        about = (it.answer.term, it.answer.member)
        yield Section("outcome", it.outcome, about)
        for part in ("grounds", "amount") if reader != "person" else ():
            entries = (entry for block in it.rules if block.part == part for entry in block.entries)
            yield Section(part, tuple(_fresh(entries, seen)), about)
    missing = tuple((it.term, it.member) for it in decision.duties if it.arisen and not it.fulfilled)
    if missing:
        yield Section("ready", (Entry("not_ready", "ready", NotReady(missing)),))


def _fresh(entries: Iterable[Entry], seen: set[tuple[object, ...]]) -> Iterator[Entry]:
    """Entries not shown under an earlier answer."""
    for entry in entries:
        mark = (entry.step, entry.kind, entry.days)
        if mark not in seen:
            yield entry
        seen.add(mark)


def _for_office(sections: list[Section], reader: str) -> list[Section]:
    """One answer at a time, then what surrounds them; the record for a lawyer only."""
    return [it for it in sections if it.part != "record" or reader == "lawyer"]


def _home(policy: Policy, decision: Decision) -> str:
    """The document whose name the page need not repeat: that of the first requested term."""
    term = policy.terms.get(decision.answers[0].term) if decision.answers else None
    source = policy.sources.get(term.source) if term else None
    return source.document if source else ""
