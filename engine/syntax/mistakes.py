"""A parser's refusal in plain words: the author's word, what could stand there, and one thing to try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lark import Lark
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from engine.diagnostics import Diagnostic, did_you_mean
from engine.source import SourceText, Span
from engine.syntax import codes
from engine.syntax.hints import better, nothing_begins
from engine.syntax.slips import one_word, slip
from engine.syntax.tables import reserved, spelled

_KINDS = {
    "NAME": "a name",
    "NUMBER": "a number",
    "DATE": "a date",
    "STRING": "a text in quotation marks",
    "SECTION": "a section (`§ 18`)",
    "PLACE": "`ledd`, `punktum`, `bokstav` or `nr`",
    "DOCUMENT": "a document (`LOV-2009-12-18-131`)",
    "COMPARE": "a comparison",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "COLON": "`:`",
    "COMMA": "`,`",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "BAR": "`|`",
    "$END": "the end of the item",
}
_LIKELY = (
    *("BASIS", "ASK", "STANDARD", "FREE", "AUTHORITY", "OPENS_WHEN", "HELD_BY", "MUST_CONSIDER", "WHEN", "UNLESS"),
    *("IN_FORCE", "FULFILLED_BY", "DECIDED_AS", "EXPECT", "GIVEN", "AND", "OR", "FROM"),
)
"""What is written most, of all that may begin a line or go on with one."""
_PAIRS = {")": "(", "}": "{"}


def explain_mistake(
    mistake: UnexpectedInput, source: SourceText, language: str, begin: int, text: str, lark: Lark
) -> Diagnostic:
    """The diagnostic for what the parser would not read in the item that begins at `begin`."""
    where: Any = mistake  # lark declares the offset as nothing and fills it in
    is_end = isinstance(mistake, UnexpectedToken) and mistake.token.type == "$END"
    if familiar := _familiar(mistake, source, language, begin, text, lark, is_end=is_end):
        return familiar
    if brackets := list(unbalanced(source, begin, text)):
        return brackets[0]
    if not is_end and (word := _no_name(where.pos_in_stream, source, language, begin, text, lark)) is not None:
        return word
    if isinstance(mistake, UnexpectedCharacters):
        return _character(mistake, source, language, begin, text)
    if isinstance(mistake, UnexpectedToken) and not is_end:
        return _word(mistake, source, language, begin, text, lark)
    return _unfinished(mistake, source, language, begin, text)


def _familiar(
    mistake: Any, source: SourceText, language: str, begin: int, text: str, lark: Lark, *, is_end: bool
) -> Diagnostic | None:
    """A way of writing that is known from elsewhere, with the words the language has for it."""
    at = len(text.rstrip()) if is_end else mistake.pos_in_stream
    if joined := one_word(at, text, language):
        first = text.index(joined.split("_")[0], len(text.split()[0]))
        span = Span(source.name, begin + first, begin + first + len(joined))
        said = source.text[span.start : span.end]
        return codes.UNEXPECTED.at(span, f"`{said}` is no name: a name is one word", hint=f"write `{joined}`")
    if not is_end and _begins_line(text, at) and text[at - 1] == "\n":
        return None  # where an item would begin
    read, expected = _tokens(lark, text[:at])
    said = slip(at, text, language, expected)
    if not said and read and read[-1].type == "NAME" and not is_end:
        # A keyword in a place where it cannot stand is read as a name, and only the word after it is refused.
        at = read[-1].start_pos
        expected = _tokens(lark, text[:at])[1]
        said = slip(at, text, language, expected)
    if not said:
        return None
    word = re.compile(r"[^\W_]\w*|\S").match(text, at)
    found = word.group() if word else text.split()[-1]
    start = begin + (at if word else at - len(found))
    span = Span(source.name, start, start + len(found))
    code = codes.UNEXPECTED if found[0].isalnum() or found[0] == "_" else codes.STRAY_CHARACTER
    return code.at(span, f"`{found}` cannot stand here", hint=said)


def _unfinished(mistake: Any, source: SourceText, language: str, begin: int, text: str) -> Diagnostic:
    expected = mistake.accepts or mistake.expected
    words = text.split()
    last = begin + text.rindex(words[-1])
    message = f"the item that begins with `{words[0]}` is not finished"
    span = Span(source.name, last, last + len(words[-1]))
    return codes.UNFINISHED.at(span, message, hint=_could_stand(expected, language))


def _no_name(at: int, source: SourceText, language: str, begin: int, text: str, lark: Lark) -> Diagnostic | None:
    """The word before the one refused, when it was read as a name and is a keyword, or nearly one.

    A keyword in a place where it cannot stand is read as a name, and only the word after it is refused.
    """
    before = _tokens(lark, text[:at])[0]
    if not before or before[-1].type != "NAME":
        return None
    name = before[-1]
    expected = _tokens(lark, text[: name.start_pos])[1]
    known = [word.split()[0] for word in _words(expected, language)]
    close = did_you_mean(str(name), [word for word in known if word != name])
    if not close and language not in reserved().get(str(name), ""):
        return None
    span = Span(source.name, begin + name.start_pos, begin + name.end_pos)
    hint = close or _no_word_for_a_name(str(name), language, expected) or _could_stand(expected, language)
    return codes.UNEXPECTED.at(span, f"`{name}` cannot stand here", hint=hint)


def _no_word_for_a_name(word: str, language: str, expected: set[str]) -> str:
    """That a keyword is no name, where only a name can stand."""
    if expected != {"NAME"} or language not in reserved().get(word, ""):
        return ""
    return f"`{word}` is a keyword, which no name can be; add a word to it"


def _tokens(lark: Lark, text: str) -> tuple[list[Any], set[str]]:
    """The words of the beginning of an item, and what could stand after it."""
    reading: Any = lark.parse_interactive(text)
    try:
        return list(reading.exhaust_lexer()), reading.accepts()
    except (UnexpectedInput, ValueError):
        return [], set()


def unbalanced(source: SourceText, begin: int, text: str) -> Iterator[Diagnostic]:
    """The first bracket of an item that has no partner, if any; texts and comments do not count."""
    waiting: list[tuple[str, int]] = []
    for match in re.finditer(r'"[^"\n]*"|--[^\n]*|[(){}]', text):
        bracket, at = match.group(), begin + match.start()
        if bracket in "({":
            waiting.append((bracket, at))
        elif bracket in ")}":
            if not waiting or waiting[-1][0] != _PAIRS[bracket]:
                yield codes.UNBALANCED.at(Span(source.name, at, at + 1), f"`{bracket}` closes nothing")
                return
            waiting.pop()
    if waiting:
        bracket, at = waiting[-1]
        yield codes.UNBALANCED.at(Span(source.name, at, at + 1), f"`{bracket}` is never closed in this item")


def _character(mistake: UnexpectedCharacters, source: SourceText, language: str, begin: int, text: str) -> Diagnostic:
    where: Any = mistake  # lark declares the offset as nothing and fills it in
    at: int = where.pos_in_stream
    span = Span(source.name, begin + at, begin + at + 1)
    if text[at] == '"':
        return codes.UNCLOSED_TEXT.at(
            span, "a text that begins here is not closed on its line", hint='close it with `"`'
        )
    word = re.compile(r"[^\W_]\w*|\S").match(text, at)
    found = word.group() if word else text[at]
    known = _words(mistake.allowed, language)
    if found[0].isalnum() or found[0] in "§":
        span = Span(source.name, begin + at, begin + at + len(found))
        hint = did_you_mean(found, known) or _could_stand(mistake.allowed, language)
        return codes.UNEXPECTED.at(span, f"`{found}` cannot stand here", hint=hint)
    return codes.STRAY_CHARACTER.at(span, f"`{found}` cannot stand here", hint=_could_stand(mistake.allowed, language))


def _word(mistake: UnexpectedToken, source: SourceText, language: str, begin: int, text: str, lark: Lark) -> Diagnostic:
    token = mistake.token
    span = Span(source.name, begin + (token.start_pos or 0), begin + (token.end_pos or 0))
    expected = mistake.accepts or mistake.expected
    close = did_you_mean(str(token), _words(expected, language)) if token.type == "NAME" else ""
    message = f"`{token}` cannot stand here"
    at = token.start_pos or 0
    hint = better(token.type, str(token), language, at, text, lark, expected)
    hint = hint or _of_another_language(token, language) or close
    hint = hint or nothing_begins(str(token), language, at, text) or _could_stand(expected, language)
    return codes.UNEXPECTED.at(span, message, hint=hint)


def _of_another_language(token: str, language: str) -> str:
    languages = reserved().get(str(token), "")
    if not languages or language in languages:
        return ""
    names = " and ".join(_LANGUAGES[each] for each in languages.split(", "))
    return f"it is a keyword of {names}, and this file is in {_LANGUAGES[language]}"


_LANGUAGES = {"en": "English", "nb": "bokmål", "nn": "nynorsk"}


def _begins_line(text: str, at: int) -> bool:
    return at > 0 and not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _words(concepts: Any, language: str) -> list[str]:
    table = spelled(language)
    return sorted(table[concept] for concept in concepts or () if concept in table)


def _could_stand(concepts: Any, language: str) -> str:
    """`expected …`: kinds of thing first, then keywords; silent when the list would be long."""
    names = set(concepts or ())
    kinds = sorted(_KINDS[name] for name in names if name in _KINDS)
    words = [f"`{word}`" for word in _words(names, language)]
    listed = [*kinds, *words]
    if not listed:
        return ""
    if len(listed) > 8 and kinds == [_KINDS["$END"]]:
        likely = [f"`{spelled(language)[each]}`" for each in _LIKELY if each in names]
        listed = [*(likely or words)[:7], "a new item, its keyword first on a line"]
    elif len(listed) > 8:
        listed = kinds or listed[:8]
    return "expected " + (listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " or " + listed[-1])
