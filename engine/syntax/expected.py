"""What may be written next: the words of an unfinished item, and the words of the grammar that can follow them."""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import frozen
from lark import Lark, Transformer
from lark.exceptions import UnexpectedInput

from engine.syntax.tables import parser


@frozen
class Expected:
    """The words read so far, each with its concept, and the concepts that can come after them."""

    words: tuple[tuple[str, str], ...]
    next: frozenset[str]


def expected_after(text: str, language: str) -> Expected | None:
    """What can follow the beginning of an item, or `None` where the beginning itself does not parse."""
    reading: Any = _lark(language).parse_interactive(text)
    try:
        words = tuple((token.type, str(token)) for token in reading.exhaust_lexer())
    except UnexpectedInput:
        return None
    return Expected(words, frozenset(reading.accepts()))


@cache
def _lark(language: str) -> Lark:
    """A parser of its own, which makes no nodes."""
    return parser(language, Transformer())
