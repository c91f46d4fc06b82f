"""The blanks of a sentence: what an entry is about, put into words that a template can set in its place."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from explain.values import Shown

Words = Mapping[str, str]


@frozen
class Blanks:
    """Which template, the words for it, the values behind these words, and the name in the rule file.

    The first value is the one the sentence is about. `dated` says that the template itself sets the days in.
    `note` is what a lawyer is told besides; `parts` are the values a formula was made from, each in words.
    """

    kind: str
    words: Words = field(factory=dict)
    values: tuple[Shown, ...] = ()
    name: str = ""
    dated: bool = False
    note: str = ""
    parts: tuple[tuple[Shown, str], ...] = ()
