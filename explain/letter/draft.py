"""What the parts of a letter are written from: a decision as selected and phrased for the person it is about.

A producer takes the `Draft` and gives a `Section`; or a `Lack`, where the law may demand what nobody has given; or
nothing, where the part does not concern the case. Start reading at `Draft`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import Factory, frozen

from engine.evaluate.decision import Decision
from engine.model.case import Case
from engine.model.citations import Citation
from engine.model.policy import Policy
from explain.aloud import with_address
from explain.document import Block, Paragraph, runs
from explain.justification import Line, Part
from explain.letter.procedure import place
from explain.names import Voice, sentence
from explain.selection import Entry, Selection
from explain.templates import fill

Again = Callable[[Case], Decision]
"""Decides another case as this one was decided."""


@frozen
class Wish:
    """What a letter is asked to be: its language, when it was received, and whether reasons are to wait."""

    language: str = "nb"
    received: date | None = None
    reasons_wait: bool = False
    fields: Mapping[str, str] = Factory(dict)


@frozen
class Section:
    """One part of a letter as written. `demanded_by` are the provisions that demand it, none where nothing does."""

    kind: str
    title: str
    blocks: tuple[Block, ...]
    demanded_by: tuple[Citation, ...] = ()


@frozen
class Lack:
    """What is missing for a part to be written, and how to give it."""

    hint: str


@frozen
class Draft:
    """A decision ready to be written about."""

    policy: Policy
    decision: Decision
    selection: Selection
    parts: tuple[Part, ...]
    voice: Voice
    wish: Wish
    again: Again
    wanted: frozenset[str] = frozenset()
    """The parts the law demands, by name."""

    def lines(self, kind: str) -> tuple[Line, ...]:
        """The lines of one part of the person's page."""
        return tuple(line for part in self.parts if part.kind == kind for line in part.lines)

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """What the lines of one part were made from."""
        return tuple(it for section in self.selection.sections if section.part == kind for it in section.entries)

    def field(self, name: str) -> str:
        """A field as it was given with the command or in the case; empty where nobody gave it."""
        return self.wish.fields.get(name) or self.decision.case.letter.get(name, "")

    def say(self, file: str, kind: str, **blanks: str) -> str:
        """A sentence of the letter's own, from its template."""
        return fill(self.voice.language, f"letter/{file}", (kind,), blanks)

    def place(self, what: str) -> Citation:
        """Where the procedural act in force says something that letters tell."""
        return place(self.policy, self.decision, what)

    def cited(self, text: str, citations: Iterable[Citation]) -> str:
        """A sentence with the provisions it rests on behind it."""
        return with_address(sentence(text), self.voice.cite(tuple(dict.fromkeys(citations))))

    def paragraph(self, *sentences: str) -> Paragraph:
        """Sentences as one paragraph; an empty one says nothing."""
        return Paragraph(runs(" ".join(it for it in sentences if it)))


Producer = Callable[[Draft], "Section | Lack | None"]
