"""One rule file to its tree: cut into items, each read by itself, so that one mistake costs one item.

An item begins where its keyword stands first on a line. Limits are stated here and in the language reference.
Start reading at `parse`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lark.exceptions import UnexpectedInput, VisitError

from engine.diagnostics import Diagnostic, in_order
from engine.memory import uncollected
from engine.source import SourceText, Span
from engine.syntax import codes
from engine.syntax.build import Builder
from engine.syntax.characters import normalise, refused_characters
from engine.syntax.drive import Reader
from engine.syntax.hints import item, within
from engine.syntax.leaves import NotADate
from engine.syntax.mistakes import explain_mistake
from engine.syntax.nodes import Document, Item, Name
from engine.syntax.slips import one_word
from engine.syntax.tables import ITEM_CONCEPTS, keywords, parser

MAX_CHARACTERS = 4_000_000
"""The longest rule file, in characters."""
MAX_NESTING = 100
"""How deep expressions may nest inside each other."""
MAX_NAME = 100
"""The longest name, in characters."""
MAX_TEXT = 4_000
"""The longest text in quotation marks, in characters."""
MAX_DIGITS = 40
"""The most digits a number may have."""


def parse(source: SourceText) -> tuple[Document, list[Diagnostic]]:
    """The tree of a rule file, and everything wrong with its text.

    A broken item is left out and reported; the others are kept. The document's source is the text in normal form C,
    which all spans count from.
    """
    source, found = normalise(source)
    if len(source.text) > MAX_CHARACTERS:
        message = f"the file has {len(source.text)} characters, the limit is {MAX_CHARACTERS}"
        return Document(source, "en", ()), [codes.FILE_TOO_LONG.at(Span(source.name, 0, 0), message, hint="split it")]
    found += refused_characters(source)
    language, start, missing = read_language(source)
    found += missing
    items, broken, mistakes = _items(source, language, start)
    return Document(source, language, tuple(items), tuple(broken)), in_order([*found, *mistakes])


def parse_item(source: SourceText, language: str) -> tuple[Item | None, list[Name], list[Diagnostic]]:
    """A text that is one item and what follows it: the item, or the name it would declare and what is wrong.

    Whoever keeps the items of a text that is being written reads anew only those that changed.
    """
    reader, builder = _reader(language)
    end = len(source.text)
    with uncollected():
        item, mistake = _item(reader, builder, source, language, 0, end)
    broken = [] if item else _would_declare(source, language, 0, end)
    return (item[0] if item else None), broken, in_order([*refused_characters(source), *mistake])


_REMARKS = r"(?:\s|--[^\n]*(?:\n|\Z))*"


def read_language(source: SourceText) -> tuple[str, int, list[Diagnostic]]:
    """The keyword language a file declares, where its first item may begin, and a finding when it declares none."""
    words = keywords()["LANGUAGE"]
    match = re.compile(rf"{_REMARKS}({'|'.join(words.values())})[ \t]+(\w+)").match(source.text)
    if match is None:
        end = min(len(source.text), max(source.text.find("\n"), 0))
        message, span, begin = "the file does not begin with its keyword language", Span(source.name, 0, end), 0
    elif words.get(match.group(2)) == match.group(1):
        return match.group(2), match.end(), []
    else:
        message = f"`{match.group(1)} {match.group(2)}` names no keyword language"
        span, begin = Span(source.name, match.start(1), match.end()), match.end()
    hint = "begin with `language en`, `språk nb` or `målform nn`"
    return "en", begin, [codes.NO_LANGUAGE.at(span, message, hint=hint)]


@cache
def _item_start(language: str) -> re.Pattern[str]:
    words = [keywords()[concept][language].split("|")[0] for concept in ITEM_CONCEPTS]
    spaced = [r"[ \t]+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"^[ \t]*(?=(?P<word>{'|'.join(spaced)})(?!\w))", re.MULTILINE)


def item_spans(text: str, language: str, start: int = 0) -> list[tuple[int, int]]:
    """Where each top-level item begins and ends, as offsets."""
    begins = [match.end() for match in _item_start(language).finditer(text, start)]
    return list(zip(begins, [*begins[1:], len(text)], strict=False))


def indented(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """Where those items begin that stand further in than the first: lines meant to be part of the item above."""
    columns = {begin: begin - text.rfind("\n", 0, begin) - 1 for begin, _ in spans}
    margin = columns[spans[0][0]] if spans else 0
    return frozenset(begin for begin, column in columns.items() if column > margin)


def refuse_indented(source: SourceText, language: str, begin: int, end: int) -> tuple[list[Name], Diagnostic]:
    """The name an indented item would declare, and the finding: read as an item, it would end the one above unseen."""
    start = _item_start(language).match(source.text, begin)
    word = start["word"] if start is not None else source.text[begin:end].split()[0]
    above = source.text[:begin].rstrip()
    item_above = next(reversed([each["word"] for each in _item_start(language).finditer(above)]), "")
    span = Span(source.name, begin, begin + len(word))
    message = f"`{word}` begins a new item, and its line is indented as a part of the one above"
    hint = within(word, item_above, above, language)
    return _would_declare(source, language, begin, end), codes.INDENTED_ITEM.at(span, message, hint=hint)


@cache
def _reader(language: str) -> tuple[Reader, Builder]:
    builder = Builder("." if language == "en" else ",")
    return Reader(parser(language, builder)), builder


def _items(source: SourceText, language: str, start: int) -> tuple[list[Item], list[Name], list[Diagnostic]]:
    spans = item_spans(source.text, language, start)
    reader, builder = _reader(language)
    items: list[Item] = []
    broken: list[Name] = []
    found = list(before_first_item(source, language, start, spans[0][0] if spans else len(source.text)))
    inside = indented(source.text, spans)
    with uncollected():
        for begin, end in spans:
            if begin in inside:
                names, refused = refuse_indented(source, language, begin, end)
                broken += names
                found.append(refused)
                continue
            item, mistake = _item(reader, builder, source, language, begin, end)
            items += item
            found += mistake
            broken += () if item else _would_declare(source, language, begin, end)
    return items, broken, found


def _would_declare(source: SourceText, language: str, begin: int, end: int) -> list[Name]:
    """The name after the keyword of an item that could not be read."""
    keyword = _item_start(language).match(source.text, begin)
    match = re.compile(r"[ \t]+([^\W\d]\w*)").match(source.text, keyword.end("word") if keyword else begin, end)
    if match is None:
        return []
    span = Span(source.name, match.start(1), match.end(1))
    joined = one_word(match.start(1) - begin, source.text[begin:end], language)
    return [Name(name, span=span) for name in (match.group(1), joined) if name]


def before_first_item(source: SourceText, language: str, start: int, end: int) -> Iterator[Diagnostic]:
    """Anything but comments before the first item."""
    match = re.compile(_REMARKS).match(source.text, start)
    at = match.end() if match else start
    if at < end:
        stop = source.text.find("\n", at)
        word = source.text[at : stop if 0 <= stop < end else end].split()[0]
        hint = item(word, language) or "items begin with a keyword"
        yield codes.BEFORE_FIRST_ITEM.at(
            Span(source.name, at, at + len(word)), f"`{word}` does not begin an item", hint=hint
        )


def _item(
    reader: Reader, builder: Builder, source: SourceText, language: str, begin: int, end: int
) -> tuple[list[Item], list[Diagnostic]]:
    text = source.text[begin:end]
    builder.at(source.name, begin)
    try:
        item = reader.read(text)
    except UnexpectedInput as mistake:
        return [], [explain_mistake(mistake, source, language, begin, text, reader.lark)]
    except VisitError as mistake:
        if isinstance(mistake.orig_exc, NotADate):
            return [], [_no_such_day(mistake.orig_exc)]
        raise
    except NotADate as mistake:
        return [], [_no_such_day(mistake)]
    problems = [*_over_limits(source, begin, text), *_too_deep(builder), *_zero(builder)]
    return ([] if problems else [item]), problems


def _no_such_day(mistake: NotADate) -> Diagnostic:
    return codes.NOT_A_DAY.at(mistake.span, f"`{mistake.text}` is not a day in the calendar", hint="write YYYY-MM-DD")


_LONG_WORD = re.compile(rf"\w{{{MAX_NAME + 1},}}")
_LONG_TEXT = re.compile(rf'"[^"\n]{{{MAX_TEXT + 1},}}"')
_LONG_NUMBER = re.compile(rf"[0-9](?:[ .,]?[0-9]){{{MAX_DIGITS},}}")


def _over_limits(source: SourceText, begin: int, text: str) -> Iterator[Diagnostic]:
    if not any(pattern.search(text) for pattern in (_LONG_NUMBER, _LONG_WORD, _LONG_TEXT)):
        return
    outside = re.sub(r'"[^"\n]*"|--[^\n]*', lambda m: " " * len(m.group()), text)
    for code, pattern, what, limit, where in (
        (codes.NUMBER_TOO_LONG, _LONG_NUMBER, "a number", MAX_DIGITS, outside),
        (codes.NAME_TOO_LONG, _LONG_WORD, "a name", MAX_NAME, outside),
        (codes.TEXT_TOO_LONG, _LONG_TEXT, "a text", MAX_TEXT, text),
    ):
        if match := pattern.search(where):
            span = Span(source.name, begin + match.start(), begin + match.end())
            yield code.at(span, f"{what} is longer than {limit} characters")


def _too_deep(builder: Builder) -> Iterator[Diagnostic]:
    node = builder.deepest
    if node is not None and node.depth > MAX_NESTING:
        yield codes.NESTED_TOO_DEEP.at(
            Span(node.span.file, node.span.start, node.span.start + 1),
            f"an expression is nested {node.depth} levels deep, the limit is {MAX_NESTING}",
            hint="give a part of it a name with its own rule",
        )


def _zero(builder: Builder) -> Iterator[Diagnostic]:
    for span in builder.zero_fractions:
        yield codes.DIVISION_BY_ZERO.at(span, "a fraction has zero below the line")
