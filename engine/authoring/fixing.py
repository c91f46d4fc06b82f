"""Findings mended: every safe fix put into the texts, and nothing kept that brings an error along.

Which fixes a finding has `quick_fixes` says; one is safe where nobody has to choose. Nothing is written here.
Start reading at `mend`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from engine.authoring.quick_fixes import quick_fixes
from engine.authoring.references import Texts
from engine.authoring.sheet import laid_out, read_sheet
from engine.diagnostics import Diagnostic, Edit, Fix, Severity
from engine.source import SourceText
from engine.syntax.format import NotTheSame

Judge = Callable[[Mapping[str, str]], Sequence[Diagnostic]]
"""What is found when some texts stand in place of those there are."""

MOST_ROUNDS = 5
"""A mended text may show what could not be seen before; then it is mended too, so many times."""


@frozen
class Mended:
    """The new texts by file, what was mended in them, and what is found now."""

    texts: Mapping[str, str]
    done: tuple[tuple[Diagnostic, Fix], ...]
    found: tuple[Diagnostic, ...]


def mend(sources: Mapping[str, SourceText], found: Sequence[Diagnostic], judge: Judge) -> Mended:
    """Every safe fix, round after round, until there is none left; a round that brings an error along is left out."""
    texts: dict[str, str] = {}
    done: list[tuple[Diagnostic, Fix]] = []
    for _ in range(MOST_ROUNDS):
        now = {name: SourceText(name, texts.get(name, _normal(it.text))) for name, it in sources.items()}
        kept = _round(now, found, judge)
        if kept is None:
            break
        new, mended, found = kept
        texts |= new
        done += mended
    if texts:
        texts = {name: _as_laid_out(sources[name], text) for name, text in texts.items()}
        found = judge(texts)
    return Mended(texts, tuple(done), tuple(found))


def _as_laid_out(old: SourceText, new: str) -> str:
    """The new text laid out the canonical way where the old one was; other layouts are their author's."""
    if _canonical(_normal(old.text)) != old.text:
        return new
    return _canonical(new) or new


def _canonical(text: str) -> str | None:
    try:
        return laid_out(read_sheet(SourceText("", text)))
    except NotTheSame:
        return None


def _normal(text: str) -> str:
    """As the parser reads it, which all places count from."""
    return unicodedata.normalize("NFC", text)


_Round = tuple[dict[str, str], list[tuple[Diagnostic, Fix]], Sequence[Diagnostic]]


def _round(sources: Mapping[str, SourceText], found: Sequence[Diagnostic], judge: Judge) -> _Round | None:
    """One round over all files, without those in which it would bring an error along."""
    chosen = choose(sources, found)
    before = _errors(found)
    while chosen:
        texts = {name: applied(sources[name].text, fixes) for name, fixes in _by_file(chosen).items()}
        after = judge(texts)
        worse = _worse(before, _errors(after))
        if not worse:
            return texts, chosen, after
        chosen = [each for each in chosen if worse.isdisjoint(_files(each[1]))] if worse & {*texts} else []
    return None


Errors = Counter[tuple[str, str, str]]


def _worse(before: Errors, after: Errors) -> set[str]:
    """The files that have come to have more errors, or words that cannot be read.

    One error may stand in place of another, which it hid; and an item that can be read at last may have any.
    """
    files = {file for file, _, _ in after - before}
    read = {file for file, code, _ in before - after if code.startswith("S")}
    unread = {file for file, code, _ in after - before if code.startswith("S")}
    return {file for file in files if _of(file, after) > _of(file, before) and file not in read} | unread


def _of(file: str, errors: Errors) -> int:
    return sum(number for (where, _, _), number in errors.items() if where == file)


def _errors(found: Iterable[Diagnostic]) -> Errors:
    return Counter((it.span.file, it.code, it.message) for it in found if it.severity is Severity.ERROR)


def choose(sources: Mapping[str, SourceText], found: Iterable[Diagnostic]) -> list[tuple[Diagnostic, Fix]]:
    """A safe fix for each finding that has one; of two that touch the same words, the first."""
    texts = Texts({name: read_sheet(source) for name, source in sources.items()})
    chosen: list[tuple[Diagnostic, Fix]] = []
    taken: list[Edit] = []
    for each in found:
        fix = next((it for it in quick_fixes(texts, each) if it.is_safe and _files(it) <= {*sources}), None)
        if fix is None or any(_clash(edit, other) for edit in fix.edits for other in taken):
            continue
        chosen.append((each, fix))
        taken += [edit for edit in fix.edits if edit not in taken]
    return chosen


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits would write over each other; the same edit twice is one."""
    if one == other or one.span.file != other.span.file:
        return False
    if one.span.start == one.span.end or other.span.start == other.span.end:
        return one.span.start == other.span.start and one.span.end == other.span.end
    return one.span.start < other.span.end and other.span.start < one.span.end


def _files(fix: Fix) -> set[str]:
    return {edit.span.file for edit in fix.edits}


def _by_file(chosen: Iterable[tuple[Diagnostic, Fix]]) -> dict[str, list[Edit]]:
    found: dict[str, dict[Edit, None]] = {}
    for _, fix in chosen:
        for edit in fix.edits:
            found.setdefault(edit.span.file, {})[edit] = None
    return {name: list(edits) for name, edits in sorted(found.items())}


def applied(text: str, edits: Iterable[Edit]) -> str:
    """A text with some edits put in, none of which touch each other.

    >>> from engine.source import Span
    >>> applied("a not not b", [Edit(Span("", 2, 10), "")])
    'a b'
    """
    for edit in sorted(edits, key=lambda it: (it.span.start, it.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
