"""A strict JSON reader that knows where everything stands.

The standard library forgets places, takes the last of two equal keys, and reads `NaN` and binary fractions; a case may
not be read like that. Here a number keeps its digits, every value its span, and every key is reported if given twice.
Stricter than JSON only in this: texts are brought to NFC, and nesting has a limit. Start reading at `read_json`.
"""

from __future__ import annotations

import re
import unicodedata

from attrs import field, frozen

from engine.diagnostics import Code, Diagnostic
from engine.source import SourceText, Span

DEEPEST = 32
"""Levels of lists and objects. A case needs seven."""

NOT_JSON = Code("P201", "not-json", "a case is not well-formed JSON")
DUPLICATE_KEY = Code("P202", "duplicate-key", "an object gives one key twice")
NO_NUMBER = Code("P203", "no-such-number", "`NaN` and `Infinity` are not numbers")
TOO_DEEP = Code("P204", "too-deep", "lists and objects are nested deeper than any case")


@frozen
class Json:
    """One value and its place. `kind` is `object`, `list`, `text`, `number`, `yes_no` or `null`.

    `word` is a text, or a number as it was written (also one that was refused: then it is `null` with a word);
    `flag` a yes/no; `items` a list; `entries` an object in the order written, a repeated key left out.
    """

    kind: str
    span: Span
    word: str = ""
    flag: bool = False
    items: tuple[Json, ...] = ()
    entries: tuple[tuple[Key, Json], ...] = ()

    def get(self, name: str) -> Json | None:
        """The value of a key of an object, or `None`."""
        return next((value for key, value in self.entries if key.name == name), None)


@frozen
class Key:
    """A key of an object as it was written, and its place."""

    name: str
    span: Span = field(eq=False)


def read_json(source: SourceText) -> tuple[Json | None, list[Diagnostic]]:
    """The one value a text holds. Text that is not JSON gives `None` and says where it went wrong.

    Repeated keys and impossible numbers are all reported, and leave the rest readable.
    """
    reader = _Reader(source)
    try:
        value = reader.value(0)
        reader.skip()
        if reader.at < len(source.text):
            raise _NotJson(reader.wrong("the JSON ends here, and more text follows", ""))
    except _NotJson as error:
        return None, [*reader.found, error.diagnostic]
    return value, reader.found


class _NotJson(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_WORD = re.compile(r"[^\W\d]\w*")
_NO_NUMBER = re.compile(r"[-+]?(?:NaN|Infinity|nan|inf)\b")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CONSTANTS = {"true": ("yes_no", True), "false": ("yes_no", False), "null": ("null", False)}
_STRANGERS = {
    "True": "write `true`", "False": "write `false`", "None": "leave the entry out", "undefined": "leave the entry out",
    "yes": "write `true`", "no": "write `false`", "ja": "write `true`", "nei": "write `false`",
}  # fmt: skip


class _Reader:
    """A position moving through the text. Recursion is bounded by `DEEPEST`."""

    def __init__(self, source: SourceText) -> None:
        self.name, self.text, self.at = source.name, source.text, 0
        self.found: list[Diagnostic] = []

    def value(self, depth: int) -> Json:
        self.skip()
        start, text = self.at, self.text
        first = text[start : start + 1]
        if first == "{":
            return self.object(depth)
        if first == "[":
            return self.list(depth)
        if first == '"':
            word = self.string()
            return Json("text", self.since(start), word)
        if number := _NO_NUMBER.match(text, start):
            self.at = number.end()
            self.found.append(NO_NUMBER.at(self.since(start), f"`{number[0]}` is not a number"))
            return Json("null", self.since(start), number[0])
        if (number := _NUMBER.match(text, start)) and not self.runs_on(number.end()):
            self.at = number.end()
            return Json("number", self.since(start), number[0])
        if (word_found := _WORD.match(text, start)) and word_found[0] in _CONSTANTS:
            self.at = word_found.end()
            kind, flag = _CONSTANTS[word_found[0]]
            return Json(kind, self.since(start), flag=flag)
        raise _NotJson(self.no_value())

    def object(self, depth: int) -> Json:
        start = self.enter(depth)
        entries: dict[str, tuple[Key, Json]] = {}
        while not self.closes("}", first=not entries):
            key = self.key()
            self.skip()
            self.expect(":", f'`:` is missing after the key "{key.name}"')
            value = self.value(depth + 1)
            if key.name in entries:
                self.found.append(self.twice(key, entries[key.name][0]))
            else:
                entries[key.name] = key, value
        return Json("object", self.since(start), entries=tuple(entries.values()))

    def list(self, depth: int) -> Json:
        start = self.enter(depth)
        items: list[Json] = []
        while not self.closes("]", first=not items):
            items.append(self.value(depth + 1))
        return Json("list", self.since(start), items=tuple(items))

    def enter(self, depth: int) -> int:
        if depth >= DEEPEST:
            raise _NotJson(TOO_DEEP.at(self.here(), f"more than {DEEPEST} lists and objects inside each other"))
        self.at += 1
        return self.at - 1

    def closes(self, bracket: str, first: bool) -> bool:
        """Whether the list or object ends here; steps over the comma when it goes on."""
        self.skip()
        if self.text.startswith(bracket, self.at):
            self.at += 1
            return True
        if not first:
            self.expect(",", f"`,` or `{bracket}` is missing here")
            self.skip()
            if self.text.startswith(bracket, self.at):
                raise _NotJson(self.wrong(f"a comma stands before `{bracket}`", "take the last comma away"))
        return False

    def key(self) -> Key:
        start = self.at
        if not self.text.startswith('"', start):
            word = _WORD.match(self.text, start)
            hint = f'write "{word[0]}" in double quotes' if word else self.hint_for(self.text[start : start + 2])
            raise _NotJson(self.wrong("a key in double quotes is needed here", hint))
        word_read = self.string()
        return Key(word_read, self.since(start))

    def string(self) -> str:
        start = self.at
        self.at += 1
        parts: list[str] = []
        while True:
            plain = _PLAIN.match(self.text, self.at)
            assert plain is not None
            parts.append(plain[0])
            self.at = plain.end()
            stop = self.text[self.at : self.at + 1]
            if stop == '"':
                self.at += 1
                return unicodedata.normalize("NFC", "".join(parts))
            if stop != "\\":
                self.at = start
                raise _NotJson(self.wrong("a text is not closed on its line", 'end it with `"`'))
            parts.append(self.escape())

    def escape(self) -> str:
        letter = self.text[self.at + 1 : self.at + 2]
        if letter in _ESCAPES and letter:
            self.at += 2
            return _ESCAPES[letter]
        high = self.unit()
        if high is not None and 0xD800 <= high < 0xDC00:
            low = self.unit()
            high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) if low and 0xDC00 <= low < 0xE000 else None
        if high is None or 0xD800 <= high < 0xE000:
            raise _NotJson(self.wrong("this escape stands for no character", "write `\\\\` for a backslash"))
        return chr(high)

    def unit(self) -> int | None:
        found = re.compile(r"\\u([0-9a-fA-F]{4})").match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return int(found[1], 16)

    def skip(self) -> None:
        space = _SPACE.match(self.text, self.at)
        assert space is not None
        self.at = space.end()

    def expect(self, mark: str, message: str) -> None:
        if not self.text.startswith(mark, self.at):
            raise _NotJson(self.wrong(message, self.hint_for(self.text[self.at : self.at + 2])))
        self.at += 1

    def runs_on(self, end: int) -> bool:
        """Whether digits, letters or points follow a number directly, as in `01`, `5kr` or `2024-07-01`."""
        following = self.text[end : end + 1]
        return following.isalnum() or following in (".", "-", "+", "_")

    def no_value(self) -> Diagnostic:
        text, at = self.text, self.at
        if (word := _WORD.match(text, at)) is not None:
            hint = _STRANGERS.get(word[0], f'write "{word[0]}" in double quotes if it is a text')
            return self.wrong(f"`{word[0]}` is no JSON value", hint)
        if (odd := re.compile(r"[-+.\d][\w.,+-]*").match(text, at)) is not None:
            return self.wrong(f"`{odd[0].rstrip(',')}` is no JSON number", 'write a date or an amount as a text: "…"')
        return self.wrong("a value is missing here", self.hint_for(text[at : at + 2]))

    def hint_for(self, start: str) -> str:
        if start[:1] in ("'", "“", "”", "‘", "’", "«"):
            return 'JSON texts stand in straight double quotes: "…"'
        if start in ("//", "/*") or start[:1] == "#":
            return "JSON has no comments"
        return ""

    def twice(self, key: Key, earlier: Key) -> Diagnostic:
        from engine.diagnostics import Note

        return DUPLICATE_KEY.at(
            key.span, f"`{key.name}` is given twice", hint="keep one", notes=[Note(earlier.span, "first given here")]
        )

    def wrong(self, message: str, hint: str) -> Diagnostic:
        if self.at >= len(self.text):
            message, hint = "the JSON ends in the middle", "close every `{`, `[` and text"
        return NOT_JSON.at(self.here(), message, hint=hint)

    def here(self) -> Span:
        return Span(self.name, self.at, min(self.at + 1, len(self.text)))

    def since(self, start: int) -> Span:
        return Span(self.name, start, self.at)
