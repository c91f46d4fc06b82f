"""The diagnostic value, the codes it is made from, and how close words are suggested."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum

from attrs import frozen

from engine.source import NOWHERE, Span


class Severity(Enum):
    """How much a finding matters: an error stops, a warning asks to be read, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Note:
    """A related place: what is there, in the same words a diagnostic uses."""

    span: Span
    message: str


@frozen
class Edit:
    """New text in place of a stretch of the old; where the stretch is empty, put in before it."""

    span: Span
    text: str


@frozen
class Fix:
    """A way to mend a finding: what it does, in words, and the edits that do it, all or none.

    Safe where it says what the author meant, or means what was there; an unsafe one is for a person to choose.
    """

    message: str
    edits: tuple[Edit, ...]
    is_safe: bool = False


@frozen
class Diagnostic:
    """One finding: a code, a place, one fact in the author's own words, and a hint.

    `law` is the legal address the place belongs to, as rule files write it, or an empty text.
    """

    code: str
    slug: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    law: str = ""
    notes: tuple[Note, ...] = ()
    fixes: tuple[Fix, ...] = ()


_CODES: dict[str, Code] = {}


@frozen
class Code:
    """A kind of finding: `R102 unknown-fact`, its severity and what it means in one line.

    Codes are constants of the module that reports them; two codes with one number is a bug.

    Raises:
        ValueError: the number is taken.
    """

    number: str
    slug: str
    summary: str
    severity: Severity = Severity.ERROR

    def __attrs_post_init__(self) -> None:
        if self.number in _CODES and _CODES[self.number] != self:
            raise ValueError(f"diagnostic code {self.number} is declared twice")
        _CODES[self.number] = self

    def at(
        self,
        span: Span = NOWHERE,
        message: str = "",
        *,
        hint: str = "",
        law: str = "",
        notes: Iterable[Note] = (),
        fixes: Iterable[Fix] = (),
    ) -> Diagnostic:
        """A finding of this kind at a place."""
        said = message or self.summary
        return Diagnostic(self.number, self.slug, self.severity, span, said, hint, law, tuple(notes), tuple(fixes))


def all_codes() -> tuple[Code, ...]:
    """Every code declared by the modules imported so far, by number."""
    return tuple(_CODES[number] for number in sorted(_CODES))


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A hint naming the closest known word, or an empty text when none is close."""
    import difflib

    close = difflib.get_close_matches(word.lower(), sorted({name.lower() for name in known}), n=1, cutoff=0.72)
    if not close:
        return ""
    original = min(name for name in known if name.lower() == close[0])
    return f"did you mean `{original}`?"


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, place and code, each finding once: the same input gives the same bytes."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda d: (d.span.file, d.span.start, d.code, d.message, d.hint, d.span.end))
