"""The grounds of an answer in a letter: one paragraph each, and the grounds of a refusal as one list.

A refusal falls on every rule that could have carried it. Each is told in full: what the rule says, where it stands,
and what was found. What would be the same in every paragraph is said once, around the list. Start reading at `told`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from explain.document import Block, Bullets, Paragraph, runs
from explain.justification import Line
from explain.letter.draft import Draft
from explain.phrase import phrased
from explain.selection import Checked, Concluded, Entry

_LISTED = "rule_falls_listed"
"""The kind of a ground that stands in the list: what the rule says, and no word on whether it is met."""


def told(draft: Draft) -> Iterator[Block]:
    """What carried the answer, in order; two or more rules that fall for one answer are a list."""
    for group in _together(zip(draft.entries("grounds"), draft.lines("grounds"), strict=True)):
        if len(group) == 1:
            yield Paragraph(runs(_dated(group[0][1])))
        else:
            yield from _list(draft, [entry for entry, _ in group])


def _list(draft: Draft, grounds: list[Entry]) -> Iterator[Block]:
    """The grounds of a refusal; that changing one thing is not enough is said below, unless it is enough somewhere."""
    alone = {it.what.alone for ground in grounds for it in ground.all if isinstance(it.what, Checked)}
    once = False in alone and True not in alone
    yield draft.paragraph(draft.say("rules", "none_met"))
    yield Bullets(tuple(runs(_listed(draft, _quiet(it) if once else it)) for it in grounds))
    if once:
        yield draft.paragraph(draft.voice.word("none_alone"))


def _together(told: Iterable[tuple[Entry, Line]]) -> Iterator[list[tuple[Entry, Line]]]:
    """Grounds of the same refusal that follow each other, and every other ground by itself."""
    group: list[tuple[Entry, Line]] = []
    for entry, line in told:
        if group and not (_falls(entry) and _falls(group[-1][0]) and _answer(entry) == _answer(group[-1][0])):
            yield group
            group = []
        group.append((entry, line))
    if group:
        yield group


def _falls(entry: Entry) -> bool:
    """Whether it is a rule that could have carried the answer and is not met."""
    return entry.kind == "rule_falls" and isinstance(entry.what, Concluded) and entry.what.is_root


def _answer(entry: Entry) -> tuple[object, ...]:
    what = entry.what
    return (what.term, what.member, entry.days) if isinstance(what, Concluded) else ()


def _listed(draft: Draft, entry: Entry) -> str:
    """One ground of the list: the rule, and what was found."""
    return _dated(phrased(draft.voice, draft.selection, "grounds", evolve(entry, kind=_LISTED)))


def _quiet(entry: Entry) -> Entry:
    """Without a word on whether changing one thing would have been enough."""
    what = entry.what
    if isinstance(what, Checked) and what.alone is False:
        what = evolve(what, alone=None)
    return evolve(entry, what=what, within=tuple(map(_quiet, entry.within)))


def _dated(line: Line) -> str:
    """A line with the days it holds for before it, where it does not hold for all."""
    return f"{line.when[:1].upper()}{line.when[1:]}: {line.text}" if line.when else line.text
