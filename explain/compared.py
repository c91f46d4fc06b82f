"""The page on which a change is reviewed: what changed, what it means, for whom, by what, and what must follow.

What matters stands first: outcomes that were changed themselves, each with a case; what only follows is told in a line
with what it follows from. Start reading at `comparison_page`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest

from engine.diff import values as v
from engine.diff.comparison import Comparison, Told
from engine.diff.readings import Dependence
from engine.diff.values import Relation, Witness
from engine.model.case import Case
from explain.compared_case import difference, given_lines, outcome, say, with_percent
from explain.compared_rules import discretion_blocks, law_blocks, rule_blocks
from explain.compared_whom import must_blocks, which_blocks, whom_blocks
from explain.compared_words import said
from explain.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Runs,
    Table,
    emphasis,
    runs,
    without_empty,
)
from explain.names import Voice, name_of, term_name, worded
from explain.vocabulary import joined

MOST_TOLD = 10
"""How many outcomes that only follow are told one by one."""

MOST_IN_FULL = 3
"""How many of them are told with their cases, where nothing that was changed itself was asked about."""

Letters = Mapping[tuple[str, str], tuple[Sequence[str], Sequence[str]]]
"""For a term and a turn: what the person would be told under each version, line by line."""


def comparison_page(made: Comparison, language: str, letters: Letters | None = None) -> Document:
    """The whole page in a language; with letters, what the person of each case would be told under each version."""
    voice = Voice(made.both, Case(made.days[1]), "lawyer", language, _home(made))
    names = side_names(made, language)
    blocks = (
        *_opening(voice, made),
        *law_blocks(voice, made),
        *rule_blocks(voice, made.changes),
        *_meaning_blocks(voice, made),
        *whom_blocks(voice, made),
        *which_blocks(voice, made),
        *must_blocks(voice, made),
        *_letter_blocks(voice, made, letters or {}),
        Note(runs(say(voice, "signed"))),
    )
    title = say(voice, "title", before=names[0], after=names[1])
    return Document(title, language, made.days[1], without_empty(blocks))


def side_names(made: Comparison, language: str) -> tuple[str, str]:
    """What the two versions are called: days in words where only the day differs, else as the user named them."""
    voice = Voice(made.new, Case(made.days[1]), "lawyer", language)
    before, after = (voice.day(it.day) if it.day else it.name for it in (made.before, made.after))
    return before, after


def _home(made: Comparison) -> str:
    """The document whose name goes without saying: of the one source the comparison is held to."""
    sources = [it for it in made.wanted.within if it in made.new.sources]
    return made.new.sources[sources[0]].document if len(sources) == 1 == len(made.wanted.within) else ""


def _opening(voice: Voice, made: Comparison) -> Iterator[Block]:
    """What was compared, and in one sentence what came of it."""
    lines = []
    if made.wanted.within:
        lines.append(
            say(voice, "within", names=joined([_within(voice, it) for it in made.wanted.within], voice.language))
        )
    lines.append(say(voice, "sums_compared" if made.wanted.with_parameters else "sums_equal"))
    first, last = made.days
    kind = "one_day" if first == last else "all_days"
    lines.append(say(voice, kind, first=_day(voice, first), last=_day(voice, last)))
    yield Paragraph(runs(" ".join(lines)))
    if not made.matters:
        yield Paragraph((emphasis(say(voice, "only_words" if made.changes else "nothing")),))
        return
    roots = [it.relation for it in made.only(roots=True)]
    undecided = sum(_is_undecided(it.relation) for it in made.meaning)
    counts = {
        "changes": sum(it.matters for it in made.changes),
        "undecided": undecided,
        "depends": len({it.term for it in made.interpretations}),
    }
    yield Paragraph(
        (
            emphasis(
                say(
                    voice,
                    "summary",
                    roots=str(sum(it.matters and not _is_undecided(it) for it in roots)),
                    follow=str(sum(not _is_undecided(it.relation) for it in made.only(roots=False))),
                    equal=str(sum(made.equal.values())),
                    **{name: str(count or "") for name, count in counts.items()},
                )
            ),
        )
    )


def _within(voice: Voice, id: str) -> str:
    source = voice.policy.sources.get(id)
    return source.name.replace("_", " ") if source is not None else term_name(voice, id)


def _day(voice: Voice, day: date) -> str:
    return voice.day(day)


def _is_undecided(relation: Relation) -> bool:
    return v.NOT_DECIDED in (relation.relation, relation.knowledge) and not relation.witnesses


# ── what it means ───────────────────────────────────────────────────────────────────────────────────────────────


def _meaning_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    yield Heading(2, runs(say(voice, "heading_meaning")))
    if not (made.only(roots=True) or made.only(roots=False) or made.interpretations):
        yield Paragraph(runs(say(voice, "same_meaning")))
    # Where only what follows was asked about, it is what the reader came for.
    for told in made.only(roots=True) or made.only(roots=False)[:MOST_IN_FULL]:
        yield from _root(voice, made, told)
    yield from _reading_blocks(voice, made)
    yield from discretion_blocks(voice, made.changes)
    yield from _follow_blocks(voice, made)
    yield from _same_blocks(voice, made)


def _root(voice: Voice, made: Comparison, told: Told) -> Iterator[Block]:
    """One outcome that was changed itself: the relation, how it is known, and the cases that show it."""
    relation = told.relation
    address = voice.cite(tuple(it.citation for it in voice.policy.terms[relation.term].basis))
    name = term_name(voice, relation.term)
    yield Heading(3, runs(f"{name} – {_relation_word(voice, relation)}" + (f" ({address})" if address else "")))
    yield Paragraph(runs(" ".join(_known(voice, told))))
    for witness in relation.witnesses:
        yield _witness(voice, made, told, witness)


def _relation_word(voice: Voice, relation: Relation) -> str:
    """`mer`; `likt, annet må opplyses`."""
    words = [said(relation.relation, voice.language)]
    if relation.knowledge == v.NOT_DECIDED:
        words.append(said("asks_not_decided", voice.language))
    elif relation.knowledge != v.ASKS_SAME:
        words.append(said(relation.knowledge, voice.language))
    if relation.relation == v.NOT_DECIDED == relation.knowledge:
        words = words[:1]
    return ", ".join(words)


def _known(voice: Voice, told: Told) -> Iterator[str]:
    """How a relation is known: always said, and never more than is so."""
    relation = told.relation
    cells = str(relation.cells) if relation.cells else "0"
    if relation.relation == v.NOT_COMPARABLE:
        yield say(voice, "not_comparable", because=relation.because)
    elif relation.relation == v.NOT_DECIDED:
        yield say(voice, "undecided", cells=cells)
    elif relation.relation in (v.CROSSING, v.CHANGED):
        yield say(voice, "shown")
    elif relation.relation != v.EQUAL:
        solver = "yes" if relation.level == v.SOLVER else ""
        complete = cells if relation.level == v.COMPLETE else ""
        proved = relation.level in (v.SOLVER, v.COMPLETE, v.STRUCTURAL)
        if proved:
            yield say(voice, "shown_and_proved", solver=solver, cells=complete)
        else:
            yield say(voice, "shown_only", cells=cells)
    else:
        yield _proved(voice, relation)
    if told.other_reasons is not None:
        yield say(voice, "other_reasons")


def _proved(voice: Voice, relation: Relation) -> str:
    if relation.level in (v.STRUCTURAL, v.SOLVER):
        return say(voice, f"proved_{relation.level}")
    return say(voice, "proved_complete" if relation.level == v.COMPLETE else "undecided", cells=str(relation.cells))


def _witness(voice: Voice, made: Comparison, told: Told, witness: Witness) -> Table:
    """The case and both outcomes side by side, with the difference."""
    term = told.relation.term
    before, after = side_names(made, voice.language)
    given = [*given_lines(voice, witness.case)] or [say(voice, "nothing_given")]
    day = voice.day(witness.case.day)
    caption = f"{say(voice, 'the_case')}, {day}: {'; '.join(given)}."
    waits = told.waits.get(witness.turn, ())
    sides = (
        outcome(voice, term, witness.before, waits if witness.before is None else ()),
        outcome(voice, term, witness.after, waits if witness.after is None else ()),
    )
    cells: list[tuple[Runs, ...]] = [(runs(say(voice, "outcome")), *(runs(it) for it in sides))]
    gap = with_percent(voice, term, witness)
    if gap:
        cells.append((runs(say(voice, "difference")), (), runs(gap)))
    head = ((), runs(before), runs(after))
    return Table(runs(caption), head, tuple(cells))


# ── what depends on how the law is read, what follows, and what is the same ─────────────────────────────────────


def _reading_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    if not made.interpretations:
        return
    yield Heading(3, runs(say(voice, "heading_readings")))
    for it in made.interpretations:
        yield from _dependence(voice, made, it)


def _dependence(voice: Voice, made: Comparison, found: Dependence) -> Iterator[Block]:
    declared = made.new.interpretations.get(found.interpretation) or made.old.interpretations[found.interpretation]
    name, doubt = term_name(voice, found.term), name_of(voice, declared, found.interpretation)
    yield Paragraph(runs(say(voice, "reading_leads", name=name, address=voice.cite((declared.of,)), doubt=doubt)))
    readings = {it.name: it for it in declared.readings}
    lines = []
    for reading, relation in found.by_reading:
        text = worded(readings[reading].text, readings[reading].text_in, voice.language)
        word = _relation_word(voice, relation)
        chosen = "yes" if reading == found.chosen else ""
        line = say(voice, "reading", text=text, chosen=chosen, word=word)
        lines.append(f"{line}. {' '.join(_known(voice, Told(relation)))}{_in_short(voice, found.term, relation)}")
    yield Bullets(tuple(runs(it) for it in lines))


def _in_short(voice: Voice, term: str, relation: Relation) -> str:
    """The first case in one breath."""
    if not relation.witnesses:
        return ""
    witness = relation.witnesses[0]
    given = "; ".join(given_lines(voice, witness.case)) or say(voice, "nothing_given")
    sides = " → ".join(outcome(voice, term, it) for it in (witness.before, witness.after))
    return f" {say(voice, 'the_case')}: {given}: {sides}."


def _follow_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    """What only follows: grouped by what it follows from, the first ones in a line each."""
    following = made.only(roots=False)
    if not following:
        return
    yield Heading(3, runs(say(voice, "heading_follow")))
    lines = [_follow(voice, it) for it in following[:MOST_TOLD]]
    rest = following[MOST_TOLD:]
    if rest:
        names = "; ".join(f"{term_name(voice, it.relation.term)}: {_relation_word(voice, it.relation)}" for it in rest)
        lines.append(say(voice, "follow_many", count=str(len(rest)), names=names))
    yield Bullets(tuple(runs(it) for it in lines))


def _follow(voice: Voice, told: Told) -> str:
    relation = told.relation
    settled = [it for it in relation.witnesses if it.turn not in (v.OPENED, v.CLOSED)]
    gap = difference(voice, relation.term, settled[0]) if len(settled) == 1 else ""
    roots = joined([term_name(voice, it) for it in told.roots], voice.language)
    word = _relation_word(voice, relation)
    if relation.level == v.SEARCHED and relation.relation not in (v.NOT_DECIDED, v.CROSSING, v.CHANGED):
        word = f"{word} [{say(voice, 'unproved')}]"
    return say(voice, "follow", name=term_name(voice, relation.term), word=word, difference=gap, roots=roots)


def _same_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    """What rests on the changed sections and is the same, one by one; and how many others are."""
    yield Heading(3, runs(say(voice, "heading_same")))
    lines = [
        f"{term_name(voice, it.relation.term)}: {_proved(voice, it.relation)}" for it in made.neighbours[:MOST_TOLD]
    ]
    left = Counter(made.equal) - Counter(it.relation.level for it in made.neighbours[:MOST_TOLD])
    counts = [
        say(voice, f"count_{level}", count=str(left[level]))
        for level in (v.STRUCTURAL, v.COMPLETE, v.SOLVER, v.SEARCHED)
        if left[level]
    ]
    if counts:
        lines.append(say(voice, "rest_equal", counts=joined(counts, voice.language)))
    yield Bullets(tuple(runs(it) for it in lines))


# ── letters ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _letter_blocks(voice: Voice, made: Comparison, letters: Letters) -> Iterator[Block]:
    """What the person of each case would be told, line beside line."""
    if not letters:
        return
    before, after = side_names(made, voice.language)
    yield Heading(2, runs(say(voice, "heading_letters")))
    for (term, _), (old, new) in letters.items():
        rows = tuple((runs(one), runs(other)) for one, other in _beside(old, new))
        yield Table(runs(term_name(voice, term)), (runs(before), runs(after)), rows, named=False)


def _beside(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Two texts line by line, what is the same beside itself."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from zip_longest(old[a:b], new[c:d], fillvalue="")
