"""What stands at a place, everywhere it is named, and the edits that give it another name.

Names are bound in the texts as they are now, also those not yet saved. Start reading at `Texts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from engine.authoring.sheet import Piece, Sheet, document_of, named_at
from engine.authoring.uses import Directory, Target, Use, Where, make_directory, uses_of, word_at
from engine.resolve.paths import DECISION_FACTS
from engine.source import Span
from engine.syntax.tables import keywords, reserved

_SOURCE_KINDS = ("ACT", "REGULATION", "CIRCULAR", "LOCAL", "PRACTICE")


@frozen
class Found:
    """A name at a place: its text and span, and what it means. A variable has the span that binds it instead."""

    text: str
    span: Span
    target: Target | None
    binder: Span | None = None


@frozen
class Refused:
    """Why something cannot have a name."""

    reason: str


@frozen(slots=False, eq=False)
class Texts:
    """Some rule files as they are now, by name."""

    sheets: Mapping[str, Sheet]

    @cached_property
    def directory(self) -> Directory:
        return make_directory([document_of(sheet) for _, sheet in sorted(self.sheets.items())])

    def where(self, name: str, number: int) -> Where:
        """From where the names of a piece are read."""
        return self._wheres(name)[number]

    def _wheres(self, name: str) -> tuple[Where, ...]:
        return _wheres(self.sheets[name])

    def at(self, name: str, offset: int) -> Found | None:
        """The name an offset lies in or touches, and what it means."""
        sheet = self.sheets[name]
        number = sheet.number_at(offset)
        if number is None:
            return None
        begin, piece = sheet.placed[number]
        where = self.where(name, number)
        for use, span in _spans(piece):
            if begin + span.start <= offset <= begin + span.end:
                return self._found(use, span, begin, where, offset)
        word = named_at(sheet, offset) if piece.item is None else None
        if word is None or word[0] in reserved():
            return None
        return Found(word[0], Span(name, word[1], word[2]), self.directory.named(word[0], where))

    def _found(self, use: Use, span: Span, begin: int, where: Where, offset: int) -> Found:
        target = self.directory.bind(use, where)
        whole = Span(span.file, begin + span.start, begin + span.end)
        if "." in use.text and offset <= whole.start + use.text.index("."):
            source = use.text.split(".")[0]
            return Found(source, Span(span.file, whole.start, whole.start + len(source)), _source(source))
        if "." in use.text:
            whole = Span(span.file, whole.start + use.text.index(".") + 1, whole.end)
        if use.role == "variable":
            return Found(use.text, whole, None, Span(span.file, begin + use.binder.start, begin + use.binder.end))
        return Found(use.text.rpartition(".")[2], whole, target)

    def named(self, target: Target) -> list[Span]:
        """Every place that names a thing, its declaration among them, by file and place."""
        found = [span for name in self.sheets for span in self._in_file(name, target)]
        return sorted(set(found))

    def _in_file(self, name: str, target: Target) -> Iterator[Span]:
        sheet = self.sheets[name]
        if target.name not in sheet.source.text:
            return
        for number, (begin, piece) in enumerate(sheet.placed):
            if target.name not in piece.text:
                continue
            where = self.where(name, number)
            for use, span in _spans(piece):
                if (part := self._part(use, target, where)) is not None:
                    yield Span(name, begin + span.start + part, begin + span.start + part + len(target.name))

    def _part(self, use: Use, target: Target, where: Where) -> int | None:
        """Where in a use the name of the target begins, if the use names it."""
        if target.kind == "source":
            if use.role == "source":
                return 0 if use.text == target.name else None
            return 0 if use.text.startswith(f"{target.name}.") else None
        if use.text.rpartition(".")[2] != target.name:
            return None
        bound = self.directory.bind(use, where)
        return len(use.text) - len(target.name) if bound is not None and bound.id == target.id else None

    def variable(self, name: str, found: Found) -> list[Span]:
        """Every place of a variable, from where it is bound."""
        assert found.binder is not None
        placed = self.sheets[name].at(found.binder.start)
        assert placed is not None
        begin, piece = placed
        relative = found.binder.start - begin
        spans = [span for use, span in _spans(piece) if use.role == "variable" and use.binder.start == relative]
        return [Span(name, begin + span.start, begin + span.end) for span in spans]

    def may_be_called(self, target: Target | None, new: str, where: Where) -> Refused | None:
        """Whether a thing may have a name; `None` when it may."""
        if re.fullmatch(r"[^\W\d]\w*", new) is None or len(new) > 100:
            return Refused(f"`{new}` is no name: a name is a letter followed by letters, digits and `_`")
        if new in reserved():
            return Refused(f"`{new}` is a keyword ({reserved()[new]})")
        if target is None:
            return None
        if target.kind == "source":
            return Refused(f"there is already a source `{new}`") if new in self.directory.names.own else None
        if target.kind == "choice":
            item = self.directory.item(target)
            taken = item is not None and any(choice.text == new for choice in item.get("type").choices)
            return Refused(f"`{target.owner}` already has the choice `{new}`") if taken else None
        if target.kind == "reading":
            item = self.directory.item(target)
            taken = item is not None and any(each.parts[0].text == new for each in item.all("reading"))
            return Refused(f"`{target.owner}` already has the reading `{new}`") if taken else None
        if new in DECISION_FACTS:
            return Refused(f"`{new}` is what every decision of a kind may be asked")
        return self._clash(target, new)

    def _clash(self, target: Target, new: str) -> Refused | None:
        """A name that is taken, in its own source or in one that reads both, or that a variable would hide."""
        names = self.directory.names
        own = names.own.get(target.source, {})
        if new in own:
            return Refused(f"`{new}` is already declared in `{target.source}`")
        for source in sorted(names.own):
            if target.source in names.seen_from(source) and any(
                new in names.own.get(seen, {}) for seen in names.seen_from(source)
            ):
                other = next(seen for seen in names.seen_from(source) if new in names.own.get(seen, {}))
                return Refused(f"`{new}` is declared in `{other}`, and `{source}` reads both")
        for span in self.named(target):
            placed = self.sheets[span.file].at(span.start)
            if placed is not None and any(u.role == "variable" and u.text == new for u, _ in _spans(placed[1])):
                return Refused(f"`{new}` is a variable where `{target.name}` is read")
        return self._unclear_in_a_case(target, new)

    def _unclear_in_a_case(self, target: Target, new: str) -> Refused | None:
        """Cases read names of all sources: a bare name there must still mean one thing."""
        own = self.directory.names.own
        others = [source for source in sorted(own) if new in own[source]]
        for name in sorted(self.sheets) if others else ():
            for number, (_, piece) in enumerate(self.sheets[name].placed):
                where = self.where(name, number)
                if not where.everywhere:
                    continue
                seen = self.directory.names.seen_from(where.source, where.extra)
                for use, _ in _spans(piece):
                    bound = self.directory.bind(use, where) if use.text in (new, target.name) else None
                    moved = bound is not None and bound.id == target.id
                    clear = target.source in seen and not any(other in seen for other in others)
                    if (moved and not clear) or (use.text == new and not any(other in seen for other in others)):
                        return Refused(
                            f"`{new}` is declared in `{others[0]}`, and a case reads both by their bare names"
                        )
        return None


def _source(name: str) -> Target:
    return Target("source", name, name)


def _spans(piece: Piece) -> tuple[tuple[Use, Span], ...]:
    """The uses of a piece with their places, reckoned once."""
    kept: tuple[tuple[Use, Span], ...] | None = piece.__dict__.get("uses")
    if kept is None:
        item = piece.item
        found: Iterable[Use] = uses_of(item) if item is not None else ()
        if item is not None and item.kind == "interpretation" and item.name is not None:
            found = [Use(u.text, u.span, u.role, item.name.text) if u.role == "reading" else u for u in found]
        kept = tuple((use, span) for use in found for span in word_at(piece.text, use))
        piece.__dict__["uses"] = kept
    return kept


def spans_of(piece: Piece) -> tuple[tuple[Use, Span], ...]:
    """Every use in a piece, with its place counted from the piece."""
    return _spans(piece)


def _wheres(sheet: Sheet) -> tuple[Where, ...]:
    """The source each piece belongs to: that of the last header above it, as the resolver sees it."""
    kept: tuple[Where, ...] | None = sheet.__dict__.get("wheres")
    if kept is None:
        kept = sheet.__dict__["wheres"] = tuple(_read_wheres(sheet))
    return kept


def _read_wheres(sheet: Sheet) -> Iterator[Where]:
    here, extra = "", tuple[str, ...]()
    for _, piece in sheet.placed:
        item = piece.item
        if piece.name is not None and (item.kind == "source" if item is not None else _begins_source(piece)):
            here, extra = piece.name.text, ()
        elif item is not None and item.kind == "uses" and not here:
            extra = (*extra, *(name.text for name in item.get("names")))
        everywhere = item is not None and item.kind == "case"
        yield Where(here or next(iter(extra), ""), extra, everywhere)


def _begins_source(piece: Piece) -> bool:
    words = [keywords()[concept][piece.language] for concept in _SOURCE_KINDS]
    return re.match(rf"(?:{'|'.join(words)})(?!\w)", piece.text) is not None
