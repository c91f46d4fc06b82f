"""From a selection to words: each entry is given its blanks, and a template of the language makes the sentence.

Numbers, dates, names, addresses and formulae become words here; the templates only put sentences around them.
Start reading at `phrase`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from engine.evaluate.decision import Decision
from engine.model.policy import Policy
from explain import case_blanks, change_blanks, review_blanks, rule_blanks
from explain import selection as told
from explain.aloud import Said, line_aloud
from explain.blanks import Blanks
from explain.citations import document_name
from explain.justification import Justification, Line, Part
from explain.names import Voice, clause, clause_in, quoted, sentence, statement, term_name
from explain.selection import Days, Entry, Section, Selection
from explain.templates import fill
from explain.values import Shown
from explain.vocabulary import has_word, joined

_MAKERS: dict[type, Callable[..., Blanks]] = {
    told.Outcome: rule_blanks.outcome_blanks,
    told.NotReady: rule_blanks.not_ready_blanks,
    told.NotReckoned: rule_blanks.not_reckoned_blanks,
    told.Concluded: rule_blanks.concluded_blanks,
    told.Checked: rule_blanks.checked_blanks,
    told.Presumed: rule_blanks.presumed_blanks,
    told.FactKnown: case_blanks.fact_blanks,
    told.Beside: case_blanks.beside_blanks,
    told.Vouched: case_blanks.vouched_blanks,
    told.LeftOut: case_blanks.left_out_blanks,
    told.ListKnown: case_blanks.list_blanks,
    told.Waiting: case_blanks.waiting_blanks,
    told.Lacking: case_blanks.lacking_blanks,
    told.SameAs: case_blanks.same_blanks,
    told.Asking: case_blanks.asking_blanks,
    told.Discretionary: case_blanks.discretionary_blanks,
    told.Considered: case_blanks.considered_blanks,
    told.Limited: case_blanks.limited_blanks,
    told.Said: case_blanks.said_blanks,
    told.Duty: case_blanks.duty_blanks,
    told.Fulfils: case_blanks.fulfils_blanks,
    told.Missing: case_blanks.missing_blanks,
    told.ReadAs: case_blanks.reading_blanks,
    told.Unmodelled: case_blanks.unmodelled_blanks,
    told.ParameterRead: case_blanks.parameter_blanks,
    told.Notice: case_blanks.notice_blanks,
    told.Recorded: case_blanks.recorded_blanks,
    told.Instead: change_blanks.instead_blanks,
    told.Opening: change_blanks.opening_blanks,
    told.Passing: change_blanks.passing_blanks,
    told.Why: change_blanks.why_blanks,
    told.Grows: change_blanks.grows_blanks,
    told.Bend: change_blanks.bend_blanks,
    told.Others: change_blanks.others_blanks,
    told.LooksAhead: change_blanks.ahead_blanks,
    told.Sorted: review_blanks.sorted_blanks,
    told.NotGranted: review_blanks.not_granted_blanks,
}
"""Who has the words for each sort of entry."""


def phrase(
    policy: Policy,
    decision: Decision,
    selection: Selection,
    language: str,
    setting: str = "",
    names: bool = True,
) -> Justification:
    """A selection in a language, for the reader it was made for; a `setting` such as `letter` has words of its own.

    Without `names`, nobody is named who is not a body the policy knows, and no document.
    """
    voice = Voice(policy, decision.case, selection.reader, language, selection.home, setting, names)
    home = document_name(selection.home, language, "full", policy.sources) if selection.home else ""
    parts = [_part(voice, selection, section) for section in selection.sections]
    days = _span(voice, selection.period)
    return Justification(
        selection.reader,
        language,
        home[:1].upper() + home[1:],
        voice.word("applies" if selection.reader == "person" else "edition", days=days, act=home),
        tuple(_with_display_note(voice, _joined(parts))),
    )


def phrased(voice: Voice, selection: Selection, part: str, entry: Entry) -> Line:
    """One entry as a line of its own, with all that is told in the same breath."""
    return next(_lines(voice, Section(part, (entry,)), entry, selection.period, None))


def _part(voice: Voice, selection: Selection, section: Section) -> Part:
    lines: list[Line] = []
    unsaid: list[str] = []
    heads: dict[int, Days | None] = {}
    for entry in section.entries:
        inherited = next((heads[it] for it in range(entry.level - 1, -1, -1) if it in heads), None)
        heads = {level: days for level, days in heads.items() if level < entry.level} | {entry.level: entry.days}
        if entry.silent and voice.reader != "person":
            unsaid.append(entry.step)
            continue
        lines.extend(_lines(voice, section, entry, selection.period, inherited))
        if unsaid:
            lines[-1], unsaid = evolve(lines[-1], steps=(*lines[-1].steps, *unsaid)), []
    if unsaid and lines:
        lines[-1] = evolve(lines[-1], steps=(*lines[-1].steps, *unsaid))
    return Part(section.part, _title(voice, section), tuple(lines))


def _lines(voice: Voice, section: Section, entry: Entry, period: Days, inherited: Days | None) -> Iterator[Line]:
    """The line of an entry, and a line for each value its formula was made from; for a person all in one."""
    blanks = _blanks(voice, entry)
    if voice.reader == "person":
        when = _days(voice, entry.days, period) if entry.days is not None else ""
        yield line_aloud(voice, entry, _teller(voice, section, entry, period), blanks, when)
        return
    line = _line(voice, section, entry, blanks, period, inherited)
    yield line
    for number, (value, formula) in enumerate(blanks.parts):
        words = {"value": value.text, "formula": formula}
        text = sentence(tidy(fill(voice.language, section.part, ("part_of_formula",), words)))
        step = f"{entry.step}:part:{number}"
        yield Line("part_of_formula", step, text, level=entry.level + 1, decisive=entry.decisive, values=(value,))


def _teller(voice: Voice, section: Section, line: Entry, period: Days) -> Callable[[Entry, str, bool], Said]:
    """What says each step of a person's line, with the days it holds for where it is to say them."""

    def tell(entry: Entry, inside: str, dated: bool) -> Said:
        blanks = _blanks(voice, entry)
        when = _days(voice, entry.days, period) if dated and entry.days is not None else ""
        own, plain = blanks.kind, blanks.kind.removeprefix("inner_")
        kinds = (f"{own}_person", f"{plain}_person", own, plain)
        text = tidy(
            fill(
                voice.language,
                _part_of(section, entry),
                kinds,
                {**blanks.words, "when": when, "inside": inside},
                voice.setting,
            )
        )
        if when and not blanks.dated and entry is not line:
            text = f"{when}: {sentence(text)}"
        address = "" if entry.kind.startswith(_UNADDRESSED) else voice.cite(entry.basis)
        parts = [(it, {"value": it.text, "formula": formula}) for it, formula in blanks.parts]
        after = tuple(
            sentence(tidy(fill(voice.language, "grounds", ("part_of_formula",), it, voice.setting))) for _, it in parts
        )
        return Said(sentence(text) if text.strip() else "", address, (*blanks.values, *(it for it, _ in parts)), after)

    return tell


def _followed(voice: Voice, what: told.Follows) -> Blanks:
    """What is quoted of an answer: the author's sentence for it, where there is one."""
    answer = clause(statement(voice, what.term, what.answer, what.member))
    return Blanks("", {"statement": quoted(answer, voice.language) if answer else ""})


def _with_outcomes(voice: Voice, entry: Entry, blanks: Blanks, outcomes: Iterable[Entry]) -> Blanks:
    """Blanks with the outcomes something leads to, as they would be told, in one sentence."""
    said: list[str] = []
    values: list[Shown] = []
    for it in outcomes:
        inner = _blanks(voice, it)
        text = fill(voice.language, "outcome", (f"{inner.kind}_person", inner.kind), {**inner.words, "when": ""})
        said.append(clause_in(voice, tidy(text)))
        values.extend(inner.values)
    words = {**blanks.words, "outcomes": joined(list(dict.fromkeys(said)), voice.language)}
    return Blanks(entry.kind, words, (*blanks.values, *values), dated=blanks.dated)


_UNADDRESSED = ("fact_", "list_", "not_formalised")
"""What a person is told without an address: the facts, and what the line itself names by its address."""

_OWN_PART = {
    told.ParameterRead: "values",
    told.ReadAs: "readings",
    told.Unmodelled: "not_formalised",
    told.Discretionary: "discretion",
    told.Checked: "grounds",
}


def _part_of(section: Section, entry: Entry) -> str:
    """Where the sentence of an entry is found: what the answer rests on is gathered from several parts."""
    return _OWN_PART.get(type(entry.what), section.part)


def _blanks(voice: Voice, entry: Entry) -> Blanks:
    if isinstance(entry.what, told.Follows):
        return _with_outcomes(voice, entry, _followed(voice, entry.what), entry.what.outcomes)
    if entry.what is None:
        return Blanks(entry.kind)
    blanks = _MAKERS[type(entry.what)](voice, entry, entry.what)
    if isinstance(entry.what, (told.Instead, told.Passing)):
        return _with_outcomes(voice, entry, blanks, entry.what.outcomes)
    return blanks


def _line(voice: Voice, section: Section, entry: Entry, blanks: Blanks, period: Days, inherited: Days | None) -> Line:
    told_above = entry.days is None or entry.days == inherited
    when = "" if told_above or entry.days is None else _days(voice, entry.days, period)
    office = () if voice.reader == "person" else (f"{blanks.kind}_office",)
    words = {**blanks.words, "when": when}
    part = _part_of(section, entry)
    kinds = (f"{blanks.kind}_{voice.reader}", *office, blanks.kind)
    if section.part == "changes":  # why a day changes an answer is said, not whether it is met
        kinds = (f"{blanks.kind}_person", *kinds)
    text = fill(voice.language, part, kinds, words)
    return Line(
        kind=entry.kind,
        step=entry.step,
        text=_with_notes(voice, sentence(tidy(text)), blanks),
        basis=entry.basis,
        address=voice.cite(entry.basis),
        when="" if blanks.dated else when,
        days=entry.days,
        level=entry.level,
        decisive=entry.decisive,
        values=blanks.values,
        name=_name(voice, blanks.name),
        steps=(entry.step,),
    )


def tidy(text: str) -> str:
    """One space between words and one full stop after a sentence, whatever the blanks were."""
    return re.sub(" +", " ", text).replace("..", ".")


def _name(voice: Voice, name: str) -> str:
    """The name in the rule file; the page's own act goes without saying."""
    source, _, bare = name.rpartition(".")
    declared = voice.policy.sources.get(source)
    return bare if declared is not None and declared.document == voice.home else name


def _with_notes(voice: Voice, text: str, blanks: Blanks) -> str:
    """For a lawyer, the exact value behind a shown one that leaves out decimals, and when the rule is in force."""
    exact = voice.word("exact", value=blanks.values[0].exact) if blanks.values and blanks.values[0].rounded else ""
    notes = "; ".join(it for it in (exact, blanks.note) if it)
    return f"{text} ({notes})" if notes and voice.reader == "lawyer" else text


def _title(voice: Voice, section: Section) -> str:
    """A part's heading; the office reads the name of what was asked for, the person what the part answers."""
    if section.part == "outcome" and section.answer is not None and voice.reader != "person":
        name = term_name(voice, *section.answer)
        return name[:1].upper() + name[1:]
    part = section.title or section.part
    own = f"part_{part}_{voice.reader}"
    return voice.word(own if has_word(own) else f"part_{part}")


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts under one heading where they follow each other under the same one."""
    waiting: Part | None = None
    for part in parts:
        if waiting is not None and waiting.title == part.title:
            waiting = evolve(waiting, lines=waiting.lines + part.lines)
            continue
        if waiting is not None:
            yield waiting
        waiting = part
    if waiting is not None:
        yield waiting


def _with_display_note(voice: Voice, parts: Iterable[Part]) -> Iterator[Part]:
    """The last part that shows shortened amounts says that the shortening is not law."""
    told = list(parts)
    shortened = [n for n, part in enumerate(told) if any(it.rounded for line in part.lines for it in line.values)]
    for number, part in enumerate(told):
        if shortened and number == shortened[-1]:
            note = Line("display_note", "display_note", voice.word("display_note"))
            part = evolve(part, lines=(*part.lines, note))
        yield part


def _days(voice: Voice, days: Days, period: Days) -> str:
    """A stretch of days; an end that is also the end of the period goes without saying."""
    first, last = (voice.day(it) for it in days)
    if days[0] == days[1]:
        return voice.word("on_one", first=first)
    if days[0] == period[0] and days[1] < period[1]:
        return voice.word("to", last=last)
    if days[1] == period[1] and days[0] > period[0]:
        return voice.word("from", first=first)
    return voice.word("from_to", first=first, last=last)


def _span(voice: Voice, days: Days) -> str:
    first, last = (voice.day(it) for it in days)
    return first if days[0] == days[1] else voice.word("span", first=first, last=last)
