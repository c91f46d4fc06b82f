"""A letter from a decision: first whether there may be one, then its parts in order, then the document.

Start reading at `write_letter`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from engine.diagnostics import Diagnostic
from engine.evaluate.decision import Decision
from engine.model.policy import Policy
from explain.citations import cite_all
from explain.document import Block, Document, Heading, Lines, Note, runs, without_empty
from explain.letter import codes
from explain.letter.conditions import conditions
from explain.letter.draft import Again, Draft, Lack, Producer, Section, Wish
from explain.letter.gates import barred
from explain.letter.reasons import beforehand, considerations, facts, rules, said_once
from explain.letter.required import REASONS, Demand, demanded
from explain.letter.result import result, title_of
from explain.letter.rights import (
    access,
    appeal,
    contact,
    help_,
    lawsuit,
    manual_check,
    names,
    ombud,
    postponement,
    reasons_later,
)
from explain.names import Voice
from explain.phrase import phrase
from explain.select import select
from explain.selection import Selection

PRODUCERS: Mapping[str, Producer] = {
    "conditions": conditions,
    "reasons_later": reasons_later,
    "facts": facts,
    "rules": rules,
    "considerations": considerations,
    "beforehand": beforehand,
    "appeal": appeal,
    "access": access,
    "postponement": postponement,
    "help": help_,
    "manual_check": manual_check,
    "ombud": ombud,
    "lawsuit": lawsuit,
    "contact": contact,
    "names": names,
}
"""Who writes each part, in the order they are read."""


@frozen
class Letter:
    """A letter as written: its document, and its parts with what demands each. No document where there may be none."""

    document: Document | None
    sections: tuple[Section, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def write_letter(policy: Policy, decision: Decision, wish: Wish, again: Again) -> Letter:
    """The letter of a decision, or every reason why there is none.

    `again` decides another case as this one was decided: what may follow a decision is decided too.
    """
    reasons = barred(policy, decision, wish)
    if reasons:
        return Letter(None, diagnostics=reasons)
    demands = demanded(policy, decision)
    wanted = frozenset(it.part.rpartition(".")[2] for it in demands)
    draft = evolve(_draft(policy, decision, wish, again), wanted=wanted)
    made = _produced(draft, demands)
    lacking = tuple(_lacking(draft, demands, made))
    if lacking:
        return Letter(None, diagnostics=lacking)
    sections = tuple(_with_demands(demands, it) for it in made.values() if isinstance(it, Section))
    return Letter(_document(draft, sections), sections)


def _draft(policy: Policy, decision: Decision, wish: Wish, again: Again) -> Draft:
    selection = _without_process(select(policy, decision, "person"))
    justification = phrase(policy, decision, selection, wish.language, "letter")
    voice = Voice(policy, decision.case, "person", wish.language, selection.home, "letter")
    return Draft(policy, decision, selection, justification.parts, voice, wish, again)


def _without_process(selection: Selection) -> Selection:
    """A letter tells what was decided, not which duties of the office were done on the way."""
    told = (it for it in selection.sections if it.part not in ("duties", "ready"))
    sections = (evolve(it, entries=said_once(it.entries)) if it.part == "amount" else it for it in told)
    return evolve(selection, sections=tuple(sections))


def _produced(draft: Draft, demands: tuple[Demand, ...]) -> dict[str, Section | Lack | None]:
    """What each producer made; reasons that wait give way to how to demand them."""
    wanted = {about for it in demands for about in it.about}
    waits = draft.wish.reasons_wait or "reasons_later" in wanted
    made: dict[str, Section | Lack | None] = {}
    for name, produce in PRODUCERS.items():
        if (name in REASONS and waits) or (name == "reasons_later" and not waits):
            continue
        made[name] = produce(draft)
    return made


def _lacking(
    draft: Draft, demands: tuple[Demand, ...], made: Mapping[str, Section | Lack | None]
) -> Iterator[Diagnostic]:
    """Each part the law demands and nothing fills, with the provision that demands it."""
    for demand in demands:
        lacks = [it for name in demand.about if isinstance(it := made.get(name), Lack)]
        if demand.about and not lacks:
            continue
        part = draft.policy.parts[demand.part]
        by = cite_all(demand.by, "nb", "written", draft.policy.sources)
        hint = lacks[0].hint if lacks else "no letter here can be written with this part"
        yield codes.MISSING_PART.at(message=f"the letter lacks `{part.name}`, which {by} demands", hint=hint)


def _with_demands(demands: tuple[Demand, ...], section: Section) -> Section:
    by = tuple(citation for it in demands if section.kind in it.about for citation in it.by)
    return evolve(section, demanded_by=tuple(dict.fromkeys((*section.demanded_by, *by))))


def _document(draft: Draft, sections: tuple[Section, ...]) -> Document:
    """The parts under their headings, between who writes to whom and what is said of the whole."""
    day = draft.decision.case.decided_on
    assert isinstance(day, date)
    blocks: list[Block] = list(result(draft))
    for section in sections:
        blocks += [Heading(2, runs(section.title)), *section.blocks]
    blocks += [Note(runs(it)) for it in _notes(draft)]
    return Document(
        title=title_of(draft),
        language=draft.voice.language,
        day=day,
        blocks=without_empty(blocks),
        before=without_empty(_before(draft, day)),
    )


def _before(draft: Draft, day: date) -> Iterator[Block]:
    """Who it is from and to, and its references: only what was given."""
    for fields in (("office",), ("recipient", "address")):
        rows = [row for name in fields for row in draft.field(name).splitlines() if row.strip()]
        yield Lines(tuple(runs(row.strip()) for row in rows))
    reference = draft.field("reference")
    rows = [draft.say("frame", "reference", reference=reference)] if reference else []
    rows.append(draft.say("frame", "dated", day=draft.voice.day(day)))
    yield Lines(tuple(runs(row) for row in rows))


def _notes(draft: Draft) -> Iterator[str]:
    """That shortened amounts are not rounded by law, and which language decides."""
    if any(it.rounded for part in draft.parts for line in part.lines for it in line.values):
        yield draft.voice.word("display_note")
    norwegian = draft.say("frame", "norwegian")
    if norwegian:
        yield norwegian
