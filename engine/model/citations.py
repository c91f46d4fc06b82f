"""The address of a piece of law, as a value that compares and sorts.

Internally `LOV-2009-12-18-131 § 20a L1 P3 a`; rule files write `§ 20 a ledd 1 punktum 3 bokstav a`;
explanations render it in the reader's language. `provisions.json` and imported law texts use the same keys.
"""

from __future__ import annotations

import re
from datetime import date

from attrs import frozen

Place = tuple[str, str]
"""One step of an address: a level (`L` ledd, `P` punktum, `b` bokstav, `n` nummer) and its number or letter."""


@frozen
class Citation:
    """A provision: the document's identifier, section key without spaces, and the steps below it.

    `chapter` is set only for a whole chapter (`kapittel 4`); a circular has a document and no section.

    >>> str(Citation("LOV-2009-12-18-131", "20a", (("L", "1"), ("P", "3"), ("b", "a"))))
    'LOV-2009-12-18-131 § 20a L1 P3 a'
    """

    document: str
    section: str = ""
    path: tuple[Place, ...] = ()
    chapter: str = ""

    def __str__(self) -> str:
        words = [self.document]
        if self.chapter:
            words.append(f"kap. {self.chapter}")
        if self.section:
            words.append(f"§ {self.section}")
        words += [value if level in "bn" else level + value for level, value in self.path]
        return " ".join(words)

    @property
    def order(self) -> tuple[object, ...]:
        """A sort key: the order of the law inside a document."""
        return (
            self.document,
            natural(self.chapter),
            natural(self.section),
            tuple((lv, natural(n)) for lv, n in self.path),
        )

    def contains(self, other: Citation) -> bool:
        """Whether `other` is this provision or lies inside it (sections only; chapters need the act's structure)."""
        return (
            self.document == other.document
            and (not self.section or self.section == other.section)
            and other.path[: len(self.path)] == self.path
        )


@frozen
class Basis:
    """A citation a rule rests on, with the days for which the address is right (both included)."""

    citation: Citation
    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether this is the address on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that reads numbers as numbers: `2`, `2a`, `10`, `20 a`.

    >>> sorted(["10", "2a", "2", "1-3"], key=natural)
    ['1-3', '2', '2a', '10']
    """
    parts = re.findall(r"\d+|[^\W\d_]+", text)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
