"""What each word of a file is, for colours: words of the language, names by what they mean, numbers, texts, remarks.

Words are told apart by their form, so a file that does not parse has colours too; names are told apart by what they
are bound to. Start reading at `semantic_tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from engine.authoring.references import Texts, spans_of
from engine.lsp.positions import Buffer
from engine.syntax.tables import keywords

TYPES = (
    *("keyword", "comment", "string", "number", "operator", "decorator", "namespace", "class", "type"),
    *("variable", "property", "parameter", "function", "method", "enumMember", "interface", "event"),
)
_NUMBERS = {kind: number for number, kind in enumerate(TYPES)}
MODIFIERS = ("declaration", "readonly")
_OF_KIND = {
    "source": "namespace",
    "entity": "class",
    "decision_kind": "class",
    "list": "variable",
    "fact": "variable",
    "unit": "type",
    "term": "property",
    "amount": "property",
    "right": "property",
    "table": "property",
    "discretion": "interface",
    "parameter": "variable",
    "action": "method",
    "duty": "method",
    "power": "method",
    "prohibition": "method",
    "guidance": "method",
    "rule": "function",
    "exception": "function",
    "presumption": "function",
    "interpretation": "event",
    "reading": "enumMember",
    "choice": "enumMember",
}


def semantic_tokens(texts: Texts, buffer: Buffer, first: int = 0, last: int | None = None) -> list[int]:
    """The words between two offsets, as the protocol counts them: each from the one before."""
    sheet = texts.sheets[buffer.name]
    last = len(sheet.source.text) if last is None else last
    words = [
        (begin, stop, _NUMBERS[kind], modifiers)
        for start, end, kind, modifiers in _all(texts, buffer.name, first, last)
        for begin, stop in _lines(sheet.source.text, start, end)
    ]
    data: list[int] = []
    line = character = 0
    places = buffer.placed((begin, stop) for begin, stop, _, _ in words)
    for (down, along, length), (_, _, kind, modifiers) in zip(places, words, strict=True):
        data += [down - line, along - (character if down == line else 0), length, kind, modifiers]
        line, character = down, along
    return data


def _all(texts: Texts, name: str, first: int, last: int) -> Iterator[tuple[int, int, str, int]]:
    sheet = texts.sheets[name]
    above = sheet.begins[0] if sheet.placed else len(sheet.source.text)
    if first < above:
        words_above = scan(sheet.source.text[:above], sheet.language)
        yield from ((start, end, kind, 0) for start, end, kind in words_above if kind != "name")
    for number, (begin, piece) in enumerate(sheet.placed):
        if begin + len(piece.text) < first or begin > last:
            continue
        named = {}
        where = texts.where(name, number)
        for use, span in spans_of(piece):
            if use.role == "variable":
                named[span.start] = span.end, "parameter", 1 if use.binder == use.span else 0
            elif (target := texts.directory.bind(use, where)) is not None and target.kind in _OF_KIND:
                is_own = piece.item is not None and piece.item.name is not None and use.span == piece.item.name.span
                named[span.start] = span.end, _OF_KIND[target.kind], is_own + 2 * (target.kind == "parameter")
        words: tuple[tuple[int, int, str], ...] | None = piece.__dict__.get("words")
        if words is None:
            words = piece.__dict__["words"] = tuple(scan(piece.text, piece.language))
        for start, end, kind in words:
            if kind != "name":
                yield begin + start, begin + end, kind, 0
            elif start in named:
                stop, meant, modifiers = named[start]
                yield begin + start, begin + stop, meant, modifiers


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A word as one stretch on each line it reaches."""
    if text.find("\n", start, end) < 0:
        yield start, end
        return
    for part in re.finditer(r"[^\r\n]+", text[start:end]):
        stripped = part.group().strip()
        if stripped:
            at = start + part.start() + part.group().index(stripped)
            yield at, at + len(stripped)


def scan(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text by their form, with where each begins and ends; a `name` may mean anything."""
    for match in _scanner(language).finditer(text):
        if match.lastgroup is not None:
            yield match.start(), match.end(), match.lastgroup


@cache
def _scanner(language: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            (
                r"(?P<comment>--[^\n]*)",
                r'(?P<string>"[^"\n]*"?)',
                r"(?P<decorator>§ ?[0-9]+(?:-[0-9]+)?(?: ?[a-zæøå](?!\w))?"
                r"|(?:LOV|FOR)-[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]+)?|[A-Z]-[0-9]+/[0-9]{4}"
                r"|kapittel (?:[0-9]+(?: ?[A-Za-z](?!\w))?|[IVXL]+(?!\w))"
                r"|(?<!\w)(?:ledd|punktum|nr|strekpunkt) ?[0-9]+[a-z]?(?!\w)|(?<!\w)bokstav [a-zæøå]{1,2}(?!\w))",
                r"(?P<number>[0-9]{4}-[0-9]{2}-[0-9]{2}|(?<!\w)[0-9][0-9]*(?:[ .,/][0-9]+)*(?: ?%)?…?)",
                rf"(?P<keyword>(?<!\w)(?:{keyword_pattern(language)})(?!\w))",
                r"(?P<operator><=|>=|[<>=+*×/|&-])",
                r"(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)",
            )
        )
    )


def keyword_pattern(language: str) -> str:
    """Every word of the language as one pattern, the longest first, with any white space between its words."""
    spellings = {
        spelling for words in keywords().values() for spelling in words[language].lstrip(",").split("|") if spelling
    } | {"nb", "nn", "en"}
    ordered = sorted(spellings, key=lambda each: (-len(each), each))
    return "|".join(r"\s+".join(map(re.escape, each.split())) for each in ordered)
