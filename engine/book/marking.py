"""What differs between two sides, marked in both: lines of a condition, and words of a line.

Words that went are marked `del` and words that came `ins`, so that the sides can be told apart without colour. Start
reading at `marked_lines` and `marked_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from attrs import evolve

from engine.book.writer import Asked, Run, Text, plain

ALIKE = 0.4
"""How alike two lines must be for their words to be compared; others are marked whole."""

Lines = tuple[Asked, ...]


def marked_lines(before: Lines, after: Lines) -> tuple[Lines, Lines]:
    """Two conditions, or two lists, with what differs in each marked."""
    old, new = list(_leaves(before)), list(_leaves(after))
    matcher = SequenceMatcher(None, [plain(text) for text in old], [plain(text) for text in new], autojunk=False)
    for kind, i, j, k, n in matcher.get_opcodes():
        pairs = list(zip(range(i, j), range(k, n), strict=False)) if kind == "replace" else []
        for one, other in pairs:
            old[one], new[other] = marked_words(old[one], new[other])
        if kind != "equal":
            for one in range(i + len(pairs), j):
                old[one] = _whole(old[one], "del")
            for other in range(k + len(pairs), n):
                new[other] = _whole(new[other], "ins")
    return _filled(before, iter(old)), _filled(after, iter(new))


def marked_words(before: Text, after: Text) -> tuple[Text, Text]:
    """Two lines with the words that differ marked; whole where they have little in common."""
    old, new = list(_words(before)), list(_words(after))
    matcher = SequenceMatcher(None, [run.text for run in old], [run.text for run in new], autojunk=False)
    if matcher.ratio() < ALIKE:
        return _whole(before, "del"), _whole(after, "ins")
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind != "equal":
            old[i:j] = [evolve(run, mark="del") for run in old[i:j]]
            new[k:n] = [evolve(run, mark="ins") for run in new[k:n]]
    return _joined(old), _joined(new)


def _whole(text: Text, mark: str) -> Text:
    return tuple(evolve(run, mark=mark) for run in text)


def _words(text: Text) -> Iterator[Run]:
    """A line word by word, each with the space after it."""
    for run in text:
        yield from (evolve(run, text=piece) for piece in re.findall(r"\s+|\S+\s*", run.text))


def _joined(runs: Iterable[Run]) -> Text:
    """Runs put together again where they lead to one place and are marked alike."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].href, found[-1].mark) == (run.href, run.mark):
            found[-1] = evolve(found[-1], text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


def _leaves(lines: Lines) -> Iterator[Text]:
    for line in lines:
        if line.kind == "one":
            yield line.text
        else:
            yield from _leaves(line.parts)


def _filled(lines: Lines, texts: Iterator[Text]) -> Lines:
    """The same lines with other words, taken in order."""
    return tuple(
        evolve(line, text=next(texts)) if line.kind == "one" else evolve(line, parts=_filled(line.parts, texts))
        for line in lines
    )
