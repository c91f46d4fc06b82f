"""From a decision to what a reader is told: which parts, which entries, in which order.

Picks and orders; settles nothing and says nothing in any language. Everything comes from the decision's own trace.
Start reading at `select`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from engine.evaluate.decision import Answer, Decision, Wait
from engine.model.policy import Policy
from engine.nearest import Nearest
from explain.assessments import discretion_entries
from explain.changes import change_entries
from explain.circumstances import (
    duty_entries,
    fact_entries,
    not_formalised_entries,
    notice_entries,
    parameter_entries,
    period_of,
    reading_entries,
    record_entries,
    wait_entries,
)
from explain.consequences import Consequences, Redecide
from explain.derivation import Walk, walk_answer
from explain.fulfilment import fulfilment_entries, unfulfilled, with_purpose
from explain.grounds import Block, addresses
from explain.not_granted import not_granted_entries
from explain.outcomes import lacking, outcomes_of, waits_of
from explain.passages import in_passages
from explain.quiet import decisive_only, quieted
from explain.review import quality_entries, review_entries
from explain.rule_passages import rules_in_passages
from explain.selection import Entry, NotReady, SameAs, Section, Selection
from explain.spare import spare_entries
from explain.timeline import over_time
from explain.withheld import basis_told, facts_told, untold, withheld_terms

READERS = ("person", "caseworker", "quality", "lawyer")
DEPTHS = ("short", "usual", "full")
"""How much is told: what mattered; what the reader usually wants; everything, also what authors have quieted."""


@frozen
class Told:
    """One answer as walked: its own entries, and what it met on the way."""

    answer: Answer
    outcome: tuple[Entry, ...]
    rules: tuple[Block, ...]
    walks: tuple[Walk, ...]


def select(
    policy: Policy,
    decision: Decision,
    reader: str,
    redecide: Redecide | None = None,
    found: Nearest | None = None,
    depth: str = "usual",
) -> Selection:
    """What a reader is told about a decision, in order.

    A person gets every decisive step and the exceptions weighed; a caseworker all that was weighed, and so does one who
    looks after quality; a lawyer everything, with versions and what was not in force. No depth leaves out a decisive
    step. `redecide` decides a case like this one, to tell what each answer to an open question would lead to; `found`
    is what would change the answers, for a reader who is to be told.

    Raises:
        ValueError: no such reader, or no such depth.
    """
    if reader not in READERS:
        raise ValueError(f"no reader is called {reader}")
    if depth not in DEPTHS:
        raise ValueError(f"no depth is called {depth}")
    hidden = withheld_terms(decision) if reader == "person" else frozenset()
    told = [_tell(policy, decision, answer, reader, depth, hidden) for answer in decision.answers]
    told = [_without(policy, it, hidden, frozenset(decision.case.requested)) for it in told] if hidden else told
    sections = [Section("notices", tuple(notice_entries(policy, decision)))]
    sections += _answers(policy, told, decision, reader)
    if reader == "person":
        awaited = frozenset((it.id, it.member or None) for answer in decision.answers for it in waits_of(answer))
        blocks = [block for it in told for block in it.rules]
        sections += rules_in_passages(policy, blocks, awaited, brief=depth != "full")
    walks = [walk for it in told for walk in it.walks]
    facts = with_purpose(policy, decision, fact_entries(policy, decision, walks, reader))
    sections += [
        Section("not_granted", () if hidden else tuple(not_granted_entries(policy, decision, redecide))),
        Section("open", tuple(wait_entries(policy, decision, Consequences(policy, decision, redecide)))),
        Section("changes", tuple(change_entries(policy, found, hidden)) if found is not None else ()),
        Section("facts", facts_told(facts, hidden)),
        Section("spare", tuple(spare_entries(decision, redecide, hidden))),
        Section("discretion", tuple(discretion_entries(policy, decision, walks, reader))),
        Section("duties", tuple(_duties(policy, decision, reader, depth, hidden))),
        Section("readings", tuple(reading_entries(policy, decision))),
        Section("not_formalised", tuple(not_formalised_entries(policy, decision))),
        Section("values", tuple(parameter_entries(decision, reader))),
        *_for_colleagues(policy, decision, told, reader),
        Section("record", tuple(record_entries(decision))),
    ]
    if depth == "short":
        sections = [_short(it) for it in sections]
    ordered = in_passages(policy, sections) if reader == "person" else _for_office(sections, reader)
    return Selection(reader, period_of(decision), _home(policy, decision), tuple(it for it in ordered if it.entries))


def _duties(policy: Policy, decision: Decision, reader: str, depth: str, hidden: frozenset[str]) -> Iterator[Entry]:
    """The duties; a person is told of those that are done only where everything is told."""
    for entry in duty_entries(policy, decision, reader):
        if reader != "person" or depth == "full" or entry.kind != "duty_fulfilled":
            yield entry
    told = unfulfilled(policy, decision, hidden) if reader == "person" else fulfilment_entries(policy, decision)
    yield from told


_SHORTENED = ("grounds", "amount", "facts", "discretion", "values")


def _short(section: Section) -> Section:
    """A section with what mattered of it."""
    if section.part not in _SHORTENED:
        return section
    return evolve(section, entries=tuple(it for it in section.entries if any(one.decisive for one in it.all)))


def _for_colleagues(policy: Policy, decision: Decision, told: Sequence[Told], reader: str) -> Iterator[Section]:
    """What an appeal body asks first, and what a colleague asks of every case."""
    blocks = [block for it in told for block in it.rules]
    if reader == "lawyer":
        yield Section("review", tuple(review_entries(policy, decision, blocks)))
    if reader == "quality":
        yield Section("quality", tuple(quality_entries(policy, decision, blocks)))


def _tell(policy: Policy, decision: Decision, answer: Answer, reader: str, depth: str, hidden: frozenset[str]) -> Told:
    as_whom = "lawyer" if depth == "full" and reader != "person" else reader
    walks = tuple(walk_answer(policy, it.derivation, it.first, as_whom) for it in answer.segments)
    outcome = outcomes_of(policy, answer, [walk.root for walk in walks], hidden)
    shown = [_shown(policy, walk.blocks, reader, depth) for walk in walks]
    stretches = [((it.first, it.last), blocks) for it, blocks in zip(answer.segments, shown, strict=True)]
    return Told(answer, outcome, tuple(over_time(stretches)), walks)


def _without(policy: Policy, told: Told, hidden: frozenset[str], requested: frozenset[str]) -> Told:
    """An answer as the party may read it."""
    rules = tuple(untold(told.rules, hidden, requested))
    own = addresses(policy.terms[told.answer.term].basis)
    return evolve(told, rules=rules, outcome=tuple(basis_told(it, told.rules, rules, own) for it in told.outcome))


def _shown(policy: Policy, blocks: Sequence[Block], reader: str, depth: str) -> Sequence[Block]:
    """The blocks at a depth. A lawyer sees what authors have quieted too."""
    if depth == "full" or reader == "lawyer":
        return blocks
    told = quieted(policy, blocks)
    if reader == "person":
        told = [it for it in told if it.head.decisive or it.head.kind not in ("ceiling_stands", "floor_stands")]
    return decisive_only(told) if depth == "short" else told


def _answers(policy: Policy, told: list[Told], decision: Decision, reader: str) -> Iterator[Section]:
    """The sections of the answers; what an earlier answer has already shown is not shown again."""
    seen: set[tuple[object, ...]] = set()
    waiting: dict[tuple[Wait, ...], Answer] = {}
    for it in told:
        about = (it.answer.term, it.answer.member)
        missing = tuple(_missing(policy, it.answer, waiting)) if reader != "person" else ()
        yield Section("outcome", (*it.outcome, *missing), about)
        for part in ("grounds", "amount") if reader != "person" else ():
            entries = (entry for block in it.rules if block.part == part for entry in block.entries)
            yield Section(part, tuple(_fresh(entries, seen)), about)
    undone = tuple((it.term, it.member) for it in decision.duties if it.arisen and not it.fulfilled)
    if undone:
        yield Section("ready", (Entry("not_ready", "ready", NotReady(undone)),))


def _missing(policy: Policy, answer: Answer, told: dict[tuple[Wait, ...], Answer]) -> Iterator[Entry]:
    """What an open answer waits for; where an earlier one waits for the same, that."""
    waits = tuple(waits_of(answer))
    same = told.setdefault(waits, answer)
    if waits and same is not answer:
        step = f"lacking:{answer.term}:{answer.member or ''}"
        yield Entry("lacking_same", step, SameAs(same.term, same.member), decisive=False)
    else:
        yield from lacking(policy, answer)


def _fresh(entries: Iterable[Entry], seen: set[tuple[object, ...]]) -> Iterator[Entry]:
    """Entries not shown under an earlier answer."""
    for entry in entries:
        mark = (entry.step, entry.kind, entry.days)
        if mark not in seen:
            yield entry
        seen.add(mark)


def _for_office(sections: list[Section], reader: str) -> list[Section]:
    """One answer at a time, then what surrounds them; the record for a lawyer only."""
    first = [it for it in sections if it.part in ("review", "quality")]
    rest = [it for it in sections if it not in first and (it.part != "record" or reader == "lawyer")]
    after = next((place for place, it in enumerate(rest) if it.part in ("grounds", "amount", "open")), 0)
    return [*rest[:after], *first, *rest[after:]]


def _home(policy: Policy, decision: Decision) -> str:
    """The document whose name the page need not repeat: that of the first requested term."""
    term = policy.terms.get(decision.answers[0].term) if decision.answers else None
    source = policy.sources.get(term.source) if term else None
    return source.document if source else ""
