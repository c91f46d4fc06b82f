"""The smallest parts of the tree: names, numbers, dates, addresses, types and phrases, each with its place.

The lower half of `build.Builder`; every method is called by the parser for the rule or alias of its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from lark import Token, Transformer

from engine.source import Span
from engine.syntax.nodes import (
    Address,
    Clause,
    Date,
    Name,
    Number,
    Op,
    Path,
    Phrase,
    Quantity,
    Text,
    Truth,
    TypeName,
    Word,
    Wording,
)

_LEVELS = {"ledd": "L", "punktum": "P", "bokstav": "b", "nr": "n", "strekpunkt": "s"}
_UNITS = {"KR": "kr", "YEAR": "year", "MONTH": "month", "WEEK": "week", "DAY": "day", "HOUR": "hour"}
_PLACE = re.compile(r"([a-z]+) ?(.+)")
_NOT_IN_A_KEY = re.compile(r"[§ ]")


class NotADate(ValueError):
    """A date token that names no day; `span` is its place."""

    def __init__(self, text: str, span: Span) -> None:
        super().__init__(text)
        self.text = text
        self.span = span


class Per(str):
    """The unit after `per`, remembering where it ends."""

    end: int

    def __new__(cls, unit: str, end: int) -> Per:
        made = super().__new__(cls, unit)
        made.end = end
        return made


class Choice:
    """One word a fact may have, with what readers call it."""

    def __init__(self, name: Name, phrases: tuple[Phrase, ...], span: Span) -> None:
        self.name, self.phrases, self.span = name, phrases, span


class Leaves(Transformer[Token, Any]):
    """Makes leaves. `at` sets which file and offset the next item's tokens are counted from."""

    def __init__(self, decimal: str) -> None:
        super().__init__()
        self._file = ""
        self._base = 0
        self._decimal = decimal
        self.zero_fractions: list[Span] = []
        """Where the item being read divides by zero."""
        self.deepest: Op | None = None
        """The operator of the item being read with the most levels below it."""

    def at(self, file: str, base: int) -> None:
        """Begins a new item."""
        self._file, self._base = file, base
        self.zero_fractions, self.deepest = [], None

    # ── places ──────────────────────────────────────────────────────────────────────────────────────────────

    def place(self, token: Token) -> Span:
        """Where one token stands."""
        base = self._base
        return Span(self._file, base + (token.start_pos or 0), base + (token.end_pos or 0))

    def span(self, parts: Sequence[Any]) -> Span:
        """From the first part that has a place to the last one; parts come in the order written."""
        start = end = None
        for part in parts:
            if type(part) is Token:
                start = self._base + (part.start_pos or 0)
                break
            if (place := getattr(part, "span", None)) is not None:
                start = place.start
                break
        for part in reversed(parts):
            if type(part) is Token:
                end = self._base + (part.end_pos or 0)
                break
            if (place := getattr(part, "span", None)) is not None:
                end = place.end
                break
            if type(part) is Per:
                end = part.end
                break
        return Span(self._file, self._base if start is None else start, self._base if end is None else end)

    # ── words and values ────────────────────────────────────────────────────────────────────────────────────

    def as_name(self, token: Token) -> Name:
        return Name(str(token), span=self.place(token))

    def as_date(self, token: Token) -> date:
        try:
            return date.fromisoformat(token)
        except ValueError:
            raise NotADate(str(token), self.place(token)) from None

    def as_number(self, token: Token) -> Number:
        span, text = self.place(token), str(token)
        if token.type == "FRACTION":
            above, below = text.split("/")
            if int(below) == 0:
                self.zero_fractions.append(span)
                return Number(Fraction(0), "fraction", text, span=span)
            return Number(Fraction(int(above), int(below)), "fraction", text, span=span)
        digits = text.replace(" ", "").replace(self._decimal, ".").rstrip("%…")
        value = Fraction(digits) if "." in digits else Fraction(int(digits))
        if token.type == "PERCENT":
            return Number(value / 100, "percent", digits, span=span)
        return Number(value, "number", digits, text.endswith("…"), span=span)

    def as_integer(self, token: Token) -> int:
        return int(self.as_number(token).value)

    def as_text(self, token: Token) -> str:
        return str(token)[1:-1]

    def as_unit(self, part: Any) -> str:
        return _UNITS.get(part.type, str(part)) if isinstance(part, Token) else str(part)

    def as_word(self, parts: list[Token]) -> Word:
        return Word(parts[0].type, str(parts[0]), span=self.place(parts[0]))

    met = not_met = must = may = must_not = should = none = unknown = not_shown = unverified = as_word
    chosen = complete = rounding_way = tie = due_decision = as_word

    def number(self, parts: list[Token]) -> Number:
        return self.as_number(parts[0])

    def quantity(self, parts: list[Any]) -> Quantity:
        per = str(parts[2]) if len(parts) > 2 else ""
        return Quantity(self.as_number(parts[0]), self.as_unit(parts[1]), per, span=self.span(parts))

    def per(self, parts: list[Any]) -> Per:
        return Per(self.as_unit(parts[1]), self.span(parts).end)

    def date(self, parts: list[Token]) -> Date:
        return Date(self.as_date(parts[0]), span=self.place(parts[0]))

    def text(self, parts: list[Token]) -> Text:
        return Text(self.as_text(parts[0]), span=self.place(parts[0]))

    def yes(self, parts: list[Token]) -> Truth:
        return Truth(True, span=self.place(parts[0]))

    def no(self, parts: list[Token]) -> Truth:
        return Truth(False, span=self.place(parts[0]))

    def word(self, parts: list[Token]) -> Name:
        return self.as_name(parts[0])

    def qualified(self, parts: list[Token]) -> Name:
        if len(parts) == 1:
            return self.as_name(parts[0])
        return Name(".".join(str(part) for part in parts), span=self.span(parts))

    about_name = qualified

    def path(self, parts: list[Any]) -> Path:
        names = tuple(part for part in parts if type(part) is Name)
        return Path(names, span=self.span(parts))

    about = path

    def language(self, parts: list[Token]) -> Token:
        return parts[0]

    def phrase(self, parts: list[Any]) -> Phrase:
        return Phrase(str(parts[0]), self.as_text(parts[1]), span=self.span(parts))

    def both_ways(self, parts: list[Any]) -> Phrase:
        return Phrase(str(parts[0]), self.as_text(parts[2]), self.as_text(parts[4]), span=self.span(parts))

    def wording(self, parts: list[Any]) -> Wording:
        phrases = [
            Phrase("", self.as_text(part), span=self.place(part)) if type(part) is Token else part for part in parts
        ]
        return Wording(tuple(phrases), span=self.span(parts))

    # ── addresses and periods ───────────────────────────────────────────────────────────────────────────────

    def section_address(self, parts: list[Token]) -> Address:
        fields: dict[str, Any] = {}
        places = []
        for part in parts:
            if part.type == "NAME":
                fields["source"] = self.as_name(part)
            elif part.type == "SECTION":
                fields["section"] = _NOT_IN_A_KEY.sub("", part)
            elif part.type == "PLACE":
                places.append(_place(part))
            elif part.type == "CHAPTER":
                fields["chapter"] = part.removeprefix("kapittel").replace(" ", "")
            elif part.type in ("DOCUMENT", "CIRCULAR_NUMBER"):
                fields["document"] = str(part)
        return Address(places=tuple(places), span=self.span(parts), **fields)

    document_address = chapter_address = circular_address = source_address = section_address

    def dated_address(self, parts: list[Any]) -> Address:
        address: Address = parts[0]
        if len(parts) == 1:
            return address
        dates = {str(parts[i].type).lower(): self.as_date(parts[i + 1]) for i in range(1, len(parts), 2)}
        return Address(
            address.source,
            address.document,
            address.section,
            address.chapter,
            address.places,
            dates.get("since"),
            dates.get("until"),
            span=self.span(parts),
        )

    def basis(self, parts: list[Any]) -> Clause:
        return Clause("basis", tuple(parts[1:]), span=self.span(parts))

    def period(self, parts: list[Token]) -> Clause:
        days = [self.as_date(part) for part in parts if part.type == "DATE"]
        return Clause("period", (days[0], days[1] if len(days) > 1 else None), span=self.span(parts))

    given_period = period

    def period_until(self, parts: list[Token]) -> Clause:
        return Clause("period", (None, self.as_date(parts[-1])), span=self.span(parts))

    given_until = period_until

    # ── types ───────────────────────────────────────────────────────────────────────────────────────────────

    def yes_no_type(self, parts: list[Token]) -> TypeName:
        return TypeName("yes_no", span=self.span(parts))

    def date_type(self, parts: list[Token]) -> TypeName:
        return TypeName("date", span=self.span(parts))

    def number_type(self, parts: list[Token]) -> TypeName:
        return TypeName("number", span=self.span(parts))

    def percent_type(self, parts: list[Token]) -> TypeName:
        return TypeName("percent", span=self.span(parts))

    def text_type(self, parts: list[Token]) -> TypeName:
        return TypeName("text", span=self.span(parts))

    def money_type(self, parts: list[Any]) -> TypeName:
        return TypeName("money", "kr", _per(parts), span=self.span(parts))

    def unit_type(self, parts: list[Any]) -> TypeName:
        return TypeName("unit", self.as_unit(parts[0]), _per(parts), span=self.span(parts))

    def choice(self, parts: list[Any]) -> Choice:
        phrases = tuple(part for part in parts if type(part) is Phrase)
        return Choice(self.as_name(parts[0]), phrases, self.span(parts))

    def choice_type(self, parts: list[Any]) -> TypeName:
        choices = [part for part in parts if type(part) is Choice]
        words = tuple(choice.phrases for choice in choices)
        return TypeName("choice", choices=tuple(it.name for it in choices), words=words, span=self.span(parts))


def _per(parts: Iterable[Any]) -> str:
    return next((str(part) for part in parts if type(part) is Per), "")


def _place(text: str) -> tuple[str, str]:
    match = _PLACE.match(text)
    assert match is not None
    return _LEVELS[match.group(1)], match.group(2)
