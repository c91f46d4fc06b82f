"""The justification: the part of a decision a reader is owed, in that reader's words.

Text lies beside what it was made from: the step's identity, its addresses, its days, and every value exactly.
A renderer lays it out and changes no word. Start reading at `Justification`.
"""

from __future__ import annotations

from attrs import frozen

from engine.model.citations import Citation
from explain.selection import Days
from explain.values import Shown


@frozen
class Quotation:
    """The words of the law at an address, Norwegian in every language. Where `text` is empty, `why_not` says why.

    `of` says which act, and of which day its text is.
    """

    citation: Citation
    address: str
    text: str
    of: str
    why_not: str = ""


@frozen
class Line:
    """One sentence or two. `kind` is the template that phrased it; `step` its identity, never printed.

    `address` is `basis` in the reader's form, `when` the stretch of days where that is not the whole period.
    `name` is the id in the rule file, for those who work with it.
    `steps` are the identities of all that the line tells, its own first. A person's line may tell several steps, each
    with its address in the text; then `basis` has all of them and `address` is empty.
    """

    kind: str
    step: str
    text: str
    basis: tuple[Citation, ...] = ()
    address: str = ""
    when: str = ""
    days: Days | None = None
    level: int = 0
    decisive: bool = True
    values: tuple[Shown, ...] = ()
    name: str = ""
    steps: tuple[str, ...] = ()
    quotes: tuple[Quotation, ...] = ()


@frozen
class Part:
    """Lines on one matter, under a heading."""

    kind: str
    title: str
    lines: tuple[Line, ...]


@frozen
class Justification:
    """What one reader is told, in one language. `title` and `edition` say which act, and for which days it was read."""

    reader: str
    language: str
    title: str
    edition: str
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in order."""
        return tuple(line for part in self.parts for line in part.lines)
