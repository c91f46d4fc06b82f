"""The tree of a rule file: what the author wrote, before anything is known about what it means.

Node names and their order of parts follow `grammar/policy.lark`. Spans do not take part in comparison, so layout
never makes two trees differ. Three kinds: `Item` (a top-level declaration), `Clause` (a line inside one) and
`Op` (an operator in an expression); the rest are leaves. Start reading at `Document`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from engine.source import NOWHERE, SourceText, Span


@frozen
class Node:
    span: Span = field(kw_only=True, default=NOWHERE, eq=False, repr=False)


@frozen
class Name(Node):
    """A name as written; `source.name` keeps its dot."""

    text: str


@frozen
class Path(Node):
    """`age of c` is the names `age`, `c`."""

    names: tuple[Name, ...]


@frozen
class Word(Node):
    """A keyword that is itself the answer: a unit (`year`), a direction (`down`), an outcome (`met`). By concept."""

    concept: str
    text: str = field(default="", eq=False)


@frozen
class Text(Node):
    value: str


@frozen
class Date(Node):
    value: date


@frozen
class Truth(Node):
    value: bool


@frozen
class Number(Node):
    """`form` is `number`, `percent` (the value is already divided by 100) or `fraction`.

    `begins` marks `649.07…`; `digits` are its digits with a decimal point.
    """

    value: Fraction
    form: str = "number"
    digits: str = field(default="", eq=False)
    begins: bool = False


@frozen
class Quantity(Node):
    """`7 550 kr per month`: the number, what it counts (`kr`, a unit's concept or name), and per what."""

    number: Number
    unit: str
    per: str = ""


@frozen
class Phrase(Node):
    """Words for readers in one language; `not_met` is set when both ways are written."""

    language: str
    text: str
    not_met: str | None = None


@frozen
class Wording(Node):
    """A text for readers: one phrase whose language is `""`, or one for each language it is written in."""

    phrases: tuple[Phrase, ...]


@frozen
class Address(Node):
    """An address in the law's own words. `places` are (`L`|`P`|`b`|`n`|`s`, value); dates bound its validity."""

    source: Name | None = None
    document: str = ""
    section: str = ""
    chapter: str = ""
    places: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None


@frozen
class TypeName(Node):
    """A type as written: `kind` is `yes_no`, `date`, `number`, `percent`, `text`, `money`, `unit` or `choice`."""

    kind: str
    unit: str = ""
    per: str = ""
    choices: tuple[Name, ...] = ()
    words: tuple[tuple[Phrase, ...], ...] = ()
    """The words of each choice, in the order of the choices."""


@frozen
class Op(Node):
    """An operator of an expression and its operands, flat where the level is flat.

    `kind` is the rule or alias of the grammar (`any_of`, `compare`, `sum`, `between`, …).
    `depth` is how deep expressions nest below.
    """

    kind: str
    parts: tuple[Any, ...]
    depth: int = field(default=1, eq=False, repr=False)


@frozen
class Clause(Node):
    """A line inside an item: `kind` is the rule or alias of the grammar, `parts` what was written after it."""

    kind: str
    parts: tuple[Any, ...] = ()


@frozen
class Item(Node):
    """A top-level declaration. `kind` is the rule of the grammar; `name` what it declares.

    `head` holds what is written between the keyword and the clauses, by role (`of`, `by`, `type`, `targets`, …).
    """

    kind: str
    name: Name | None
    phrases: tuple[Phrase, ...] = ()
    clauses: tuple[Clause, ...] = ()
    head: tuple[tuple[str, Any], ...] = ()

    def get(self, role: str) -> Any:
        """What stands in a role of the head, or `None`."""
        return next((value for key, value in self.head if key == role), None)

    def all(self, *kinds: str) -> tuple[Clause, ...]:
        """The clauses of some kinds, as written."""
        return tuple(clause for clause in self.clauses if clause.kind in kinds)

    def first(self, kind: str) -> Clause | None:
        """The first clause of a kind, or `None`."""
        return next((clause for clause in self.clauses if clause.kind == kind), None)


@frozen
class Document:
    """One rule file: its text (NFC), keyword language, and items. A broken item is left out and reported.

    `broken` are the names such items would have declared, so that nobody reports them as unknown as well.
    """

    source: SourceText
    language: str
    items: tuple[Item, ...]
    broken: tuple[Name, ...] = ()
