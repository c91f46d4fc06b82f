"""A change as a reader meets it: what a rule, a value or an exception said before and says now, side by side.

Each side is told by the same words as anywhere in the book, from the policy of its day, and then marked where the
sides differ. What is the same on both sides is left out, and said to be. Start reading at `told_change`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from engine.book.changed import RULES, Changed
from engine.book.contents import Contents
from engine.book.marking import marked_lines, marked_words
from engine.book.relations import Relations
from engine.book.told_rules import ToldException, told_rule
from engine.book.told_terms import told_term
from engine.book.writer import Asked, Run, Text, Writer, plain
from engine.diff.changes import ADDED, REMOVED, Change
from engine.diff.law_text import TextChange
from engine.evaluate.validity import counting_rows, row_on
from engine.model.citations import Citation
from engine.model.policy import Parameter, Policy, Rule, Term
from explain.citations import cite
from explain.compared_words import said
from explain.histories import word as history_word
from explain.names import sentence, worded

Lines = tuple[Asked, ...]
Told = Mapping[str, Lines]
"""What one side says, by what it is about, in the order it is told."""


@frozen
class Row:
    """One thing a declaration says, as it was and as it is; empty where that side says nothing of it."""

    name: str
    before: Lines
    after: Lines


@frozen
class ToldChange:
    """A change in words: what was done to it, what sort of thing, its name, its provisions, and what differs."""

    how: str
    sort: str
    style: str
    name: Run
    cited: tuple[Run, ...]
    rows: tuple[Row, ...]
    is_partial: bool = False
    """Whether there is more to it, the same on both sides."""
    only: str = ""
    """`before` or `after` where it was there on one day alone."""


@frozen
class ToldWording:
    """A sentence of the law as it was and as it is, with its address then and now, and the rules that rest on it."""

    how: str
    address: str
    before: Text
    after: Text
    rests: tuple[Run, ...]


@frozen
class ChangedSection:
    """Everything that changed at a section: its name, the days, the words of the law, and our rules."""

    title: Run
    days: tuple[str, str]
    wording: tuple[ToldWording, ...]
    changes: tuple[ToldChange, ...]


def changed_at(contents: Contents, writer: Writer, citation: Citation) -> ChangedSection | None:
    """What changed at a section, or `None` where nothing did."""
    changed = contents.changed
    if changed is None:
        return None
    section = Citation(citation.document, citation.section, (), citation.chapter)
    wording = tuple(told_wording(writer, changed, it) for it in changed.words_at(section))
    changes = tuple(told_change(contents, writer, changed, it) for it in changed.at(section))
    if not wording and not changes:
        return None
    first, last = (writer.voice.day(day) for day in changed.days)
    here = evolve(writer, home=section.document)
    return ChangedSection(here.cite(section), (first, last), wording, changes)


def told_change(contents: Contents, writer: Writer, changed: Changed, change: Change) -> ToldChange:
    """One change in the reader's words."""
    sides = [_side(contents, writer, changed, change, number) for number in (0, 1)]
    names = dict.fromkeys(name for side in sides for name in side)
    every = [Row(name, *(side.get(name, ()) for side in sides)) for name in names]
    differing = [row for row in every if _words(row.before) != _words(row.after)]
    only = {ADDED: "after", REMOVED: "before"}.get(change.kind, "")
    above = (writer.word("change_says"), writer.word("basis"))  # of what stands on one day these are in the heading
    alone = [row for row in every if row.name not in above]
    shown = alone if only else differing or every
    return ToldChange(
        said(change.kind, writer.language).lower(),
        said(change.what, writer.language).lower(),
        "exception" if change.what == "exception" else "rule" if change.what in RULES else "",
        _name(writer, changed, change),
        tuple(writer.cite(each) for each in change.provisions),
        tuple(shown if only else (Row(it.name, *marked_lines(it.before, it.after)) for it in shown)),
        not only and len(shown) < len(every),
        only,
    )


def told_wording(writer: Writer, changed: Changed, change: TextChange) -> ToldWording:
    """A sentence of the law on both days."""
    before, after = (_said(text) for text in (change.before, change.after))
    if before and after:
        before, after = marked_words(before, after)
    address = writer.cite(change.citation).text
    moved = f" → {writer.cite(change.to).text}" if change.to is not None else ""
    rules = (id for id in change.rests if id in changed.after.rules)
    return ToldWording(
        said(change.kind, writer.language).lower(),
        f"{address}{moved}",
        before,
        after,
        tuple(writer.named("rule", id) for id in rules if id in writer.book.policy.rules),
    )


def _said(text: str) -> Text:
    return (Run(text),) if text else ()


def _words(lines: Lines) -> list[object]:
    """What lines say, for comparing: their words and how they hang together."""
    return [(line.kind, plain(line.text), _words(line.parts)) for line in lines]


def _name(writer: Writer, changed: Changed, change: Change) -> Run:
    """What it is called now, or was, and where it stands in the book."""
    policy = changed.before if change.kind == REMOVED else changed.after
    if change.what == "not_formalised":
        place = change.provisions[0]
        return Run(cite(place, writer.language, "full", policy.sources, place.document))
    if change.what == "source":
        return Run(writer.act(policy.sources[change.id].document))
    there = evolve(writer, book=evolve(writer.book, policy=policy))
    if change.what in RULES:
        return Run(there.title(policy.rules[change.id]), writer.to("rule", change.id))
    sort = "parameter" if change.what == "parameter" else "term"
    name = there.name(sort, change.id) if change.id in (*policy.terms, *policy.parameters) else change.id
    return Run(name[:1].upper() + name[1:], writer.to(sort, change.id))


# ── what one side says ──────────────────────────────────────────────────────────────────────────────────────────────


def _side(contents: Contents, writer: Writer, changed: Changed, change: Change, number: int) -> Told:
    """What the declaration says on a day, by what it is about; nothing where it was not there."""
    policy, relations = changed.sides[number]
    there = evolve(writer, book=evolve(writer.book, policy=policy))
    id = change.former if number == 0 and change.former else change.id
    if change.what in RULES and id in policy.rules:
        return _kept(_rule(contents, there, relations, policy.rules[id]))
    if change.what == "parameter" and id in policy.parameters:
        return _kept(_rate(there, contents.policy.parameters[id], changed.days[number]))
    if change.what == "not_formalised":
        return _kept(_gap(there, policy, change))
    if change.what == "source":
        return _kept([(writer.word("covered_days"), _line(_covered(writer, policy, id)))])
    if id in policy.terms and (change.kind, number) not in ((ADDED, 0), (REMOVED, 1)):
        return _kept(_term(contents, there, relations, policy.terms[id]))
    return {}


def _kept(rows: Iterable[tuple[str, Lines]]) -> Told:
    return {name: lines for name, lines in rows if lines}


def _line(text: Text | str) -> Lines:
    runs = (Run(text),) if isinstance(text, str) else text
    return (Asked("one", runs),) if plain(runs) else ()


def _list(texts: Iterable[Text]) -> Lines:
    return tuple(Asked("one", text) for text in texts)


def _rule(contents: Contents, writer: Writer, relations: Relations, rule: Rule) -> Iterator[tuple[str, Lines]]:
    told = told_rule(writer, relations, contents.texts, rule)
    yield writer.word("change_says"), _line(told.title)
    yield writer.word("change_follows"), _line(writer.follows(rule))
    yield writer.word("change_when"), told.conditions or _line(writer.word("always"))
    yield writer.word("exception_to").rstrip(":"), _list((target,) for target in told.targets)
    yield writer.word("exceptions").rstrip(":"), _list(_excepted(writer, told.exceptions))
    yield writer.word("change_notes"), _list(told.notes)
    yield writer.word("in_force"), _line(writer.days(contents.policy.rules[rule.id].validity))
    yield writer.word("basis"), _cited(told.basis)


def _excepted(writer: Writer, every: Iterable[ToldException]) -> Iterator[Text]:
    """The exceptions to a rule, each before those to it."""
    for each in every:
        when = (Run(f", {writer.word('when')} "), *each.when) if each.when else ()
        yield (each.title, *when)
        yield from _excepted(writer, each.exceptions)


def _cited(basis: Iterable[tuple[Run, str]]) -> Lines:
    return _list((run, Run(f" ({days})" if days else "")) for run, days in basis)


def _rate(writer: Writer, parameter: Parameter, day: date) -> Iterator[tuple[str, Lines]]:
    """The value of a day, since when, where it was read, and its provision."""
    rows = counting_rows(parameter, None)
    at = row_on(parameter, rows, day)
    row = rows[at] if at is not None else None
    if row is None or row.value is None:
        concept = "no_value" if row is None else "unverified"
        yield writer.word("value"), _line(history_word(concept, writer.language))
        return
    yield writer.word("value"), _line(writer.value(row.value, parameter.type))
    yield writer.word("from"), _line(writer.voice.day(row.first))
    reported = worded(row.reported, row.reported_in, writer.language) if row.reported else ""
    source = history_word("reported" if reported else "official", writer.language)
    yield writer.word("verification"), _line(f"{source}: {reported}" if reported else source)
    yield writer.word("basis"), _cited(writer.basis(row.basis or parameter.basis))


def _term(contents: Contents, writer: Writer, relations: Relations, term: Term) -> Iterator[tuple[str, Lines]]:
    told = told_term(writer, relations, contents.texts, term)
    yield writer.word("question"), _line(told.question)
    yield from ((name, _line(text)) for name, text in told.facets)
    if told.weighing is not None:
        yield writer.word("opens"), told.weighing.opens
        yield from ((name, _list((Run(text),) for text, _ in lines)) for name, lines in told.weighing.considerations)
        yield writer.word("authority"), _line(told.weighing.authority)
        yield writer.word("review"), _line(told.weighing.review)
    yield writer.word("basis"), _cited(told.basis)


def _gap(writer: Writer, policy: Policy, change: Change) -> Iterator[tuple[str, Lines]]:
    """What is said not to be formalised there on a day."""
    for gap in policy.not_formalised:
        if gap.citation in change.provisions and gap.source == change.source:
            yield writer.word("because"), _line(sentence(worded(gap.because, gap.because_in, writer.language)))
            yield writer.word("change_when"), writer.conditions(gap.condition)
            yield writer.word("gap_affects"), _list((writer.named("term", id),) for id in gap.affects)
            return


def _covered(writer: Writer, policy: Policy, id: str) -> str:
    covers = policy.sources[id].covers
    return writer.word("covered_yes" if covers.first is None and covers.last is None else "covered_no")
