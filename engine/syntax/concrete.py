"""Everything an author wrote in one item, word for word: what the formatter prints from.

The tree of `nodes` keeps meaning-bearing parts only. Here every word is kept with the comments around it, in branches
named for the rules of the grammar. Read with the same tables as `parse`. Start reading at `read_concrete`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import define, field, frozen
from lark import Token, Transformer

from engine.syntax.drive import Reader
from engine.syntax.tables import parser


@define
class Leaf:
    """One word as written: its terminal of the grammar, its text, and the comments around it."""

    kind: str
    text: str
    above: tuple[str, ...] = ()
    """Comments on lines of their own before it."""
    behind: tuple[str, ...] = ()
    """Comments behind it on its line."""
    start: int = field(default=0, eq=False)
    """Where it begins in the text of the item."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@frozen
class Branch:
    """A rule of the grammar (or its alias) and everything written for it."""

    kind: str
    parts: tuple[Part, ...]
    rule: str
    """The rule, where the kind is an alias of one of its alternatives."""


Part = Leaf | Branch


@frozen
class ConcreteItem:
    """An item, and the comments after its last word: each with the blank lines before it and whether it is indented."""

    root: Branch
    after: tuple[tuple[int, bool, str], ...] = ()
    blank_after: int = 0


def read_concrete(text: str, language: str) -> ConcreteItem:
    """The text of one item, which parses, with every word and comment kept."""
    raw: Any = _reader(language).read(text)
    leaves: dict[int, Leaf] = {}
    root = _branch(raw, leaves)
    last: Leaf | None = None
    end = 0
    for start in sorted(leaves):
        _attach(text[end:start], last, leaves[start])
        last = leaves[start]
        end = start + len(last.text)
    assert last is not None
    after = []
    for blank, indented, comment, same_line in _comments(text[end:]):
        if same_line:
            last.behind += (comment,)
        else:
            after.append((blank, indented, comment))
    return ConcreteItem(root, tuple(after), blank_lines_after(text[end:]))


def leaves_of(branch: Branch, above: tuple[Branch, ...] = ()) -> Iterator[tuple[Leaf, tuple[Branch, ...]]]:
    """Every word of a branch in the order it is written, each with the branches it stands in, the innermost first."""
    for part in branch.parts:
        if isinstance(part, Leaf):
            yield part, (branch, *above)
        else:
            yield from leaves_of(part, (branch, *above))


def blank_lines_after(gap: str) -> int:
    """The blank lines behind the last comment of a text that holds nothing else."""
    return max(0, re.split(r"--[^\n]*", gap)[-1].count("\n") - 1)


def comments_of(text: str) -> list[tuple[int, bool, str]]:
    """The comments of a text that holds nothing else, with the blank lines before each and whether it is indented."""
    return [(blank, indented, comment) for blank, indented, comment, _ in _comments(text, first_line=False)]


def _attach(gap: str, before: Leaf | None, leaf: Leaf) -> None:
    for _, _, comment, same_line in _comments(gap):
        if same_line and before is not None:
            before.behind += (comment,)
        else:
            leaf.above += (comment,)


def _comments(gap: str, *, first_line: bool = True) -> Iterator[tuple[int, bool, str, bool]]:
    """Each comment of what stands between two words: blank lines before it, indented, text, on the first line."""
    end = 0
    for match in re.finditer(r"--[^\n]*", gap):
        between = gap[end : match.start()]
        breaks = between.count("\n")
        same_line = first_line and end == 0 and breaks == 0
        # The break that ends a comment's own line is in `between`, so one break means no blank line.
        blank = breaks - 1 if end or first_line else breaks
        indented = not between.endswith("\n") and between != ""
        yield max(0, blank), indented, match.group().rstrip(), same_line
        end = match.end()


@cache
def _reader(language: str) -> Reader:
    return Reader(parser(language, Transformer()), _Makers())


class _Makers:
    """For each rule of the grammar, what keeps all its parts."""

    def __getitem__(self, rule: Any) -> Any:
        name, helper, single = rule.alias or rule.origin.name, rule.origin.name.startswith("_"), rule.options.expand1

        def make(parts: list[Any]) -> Any:
            flat: list[Any] = []
            for part in parts:
                flat.extend(part) if type(part) is list else flat.append(part)
            if helper:
                return flat
            return flat[0] if len(flat) == 1 and single and not rule.alias else (str(name), flat, str(rule.origin.name))

        return make


def _branch(raw: Any, leaves: dict[int, Leaf]) -> Branch:
    kind, parts, rule = raw
    return Branch(kind, tuple(_part(part, leaves) for part in parts), rule)


def _part(raw: Any, leaves: dict[int, Leaf]) -> Part:
    if isinstance(raw, Token):
        start = raw.start_pos or 0
        leaf = leaves[start] = Leaf(raw.type, str(raw), start=start)
        return leaf
    return _branch(raw, leaves)
