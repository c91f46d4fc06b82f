"""A rule text rewritten word by word in another keyword language, as a jurist would who knows both."""

from __future__ import annotations

from functools import cache
from typing import Any

from lark import Lark

from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.nodes import Document
from engine.syntax.parse import item_spans
from engine.syntax.tables import build, keywords, spelled

FIRST_WORDS = {"en": "language en", "nb": "språk nb", "nn": "målform nn"}


def document_of(text: str) -> Document:
    """The tree of a text that has nothing wrong with it."""
    document, found = parse(SourceText("text.policy", text))
    assert found == [], found
    return document


def rewritten(text: str, language: str, into: str) -> str:
    """The same rule text with the keywords and decimal marks of another language; names and texts stay."""
    begin = text.index(FIRST_WORDS[language]) + len(FIRST_WORDS[language])
    items = [text[start:end] for start, end in item_spans(text, language, begin)]
    return f"{FIRST_WORDS[into]}\n" + "".join(_item(item, language, into) for item in items)


def _item(text: str, language: str, into: str) -> str:
    pieces, at = [], 0
    for token in tokens(text, language):
        pieces += [text[at : token.start_pos], _word(token, language, into)]
        at = token.end_pos
    return "".join(pieces) + text[at:]


def _word(token: Any, language: str, into: str) -> str:
    if token.type in keywords():
        before = token[: len(token) - len(token.lstrip())]
        return before + ("," if token.lstrip().startswith(",") else "") + spelled(into)[token.type]
    if token.type in ("NUMBER", "PERCENT"):
        decimal = {"en": "."}
        return str(token).replace(decimal.get(language, ","), decimal.get(into, ","))
    return str(token)


def tokens(text: str, language: str) -> list[Any]:
    reader = _plain(language).parse_interactive(text)
    return list(reader.exhaust_lexer())


@cache
def _plain(language: str) -> Lark:
    return build(language)
