"""Pages of an editor: a text, places in it named by the words that stand there, and what edits make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.lsp.positions import units
from engine.lsp.tokens import TYPES
from tests.editor.client import Editor

ROOT = Path(__file__).parents[2]

ONE = pytest.mark.parametrize("there", ["utf-16"], indirect=True, scope="session")
"""For what has nothing to do with how positions are counted."""


class Page:
    """One open file: its text, and places in it named by the words that stand there."""

    version = 1

    def __init__(self, there: Editor, path: Path, text: str) -> None:
        self.there, self.uri, self.text = there, path.as_uri(), text
        there.open(self.uri, text)

    def at(self, words: str, nth: int = 0, into: int = 0) -> dict[str, int]:
        """The position of some words, in the units of the editor."""
        offset = -1
        for _ in range(nth + 1):
            offset = self.text.index(words, offset + 1)
        return self.position(offset + into)

    def position(self, offset: int) -> dict[str, int]:
        before = self.text[:offset].split("\n")
        return {"line": len(before) - 1, "character": units(before[-1], self.there.encoding)}

    def ask(self, feature: str, words: str, nth: int = 0, into: int = 0, **more: Any) -> Any:
        return self.there.ask(feature, self.uri, position=self.at(words, nth, into), **more)

    def words(self, range_: dict[str, Any]) -> str:
        """What stands in a range."""
        return words_in(self.text, range_, self.there.encoding)

    def line(self, position: dict[str, int]) -> str:
        """The line a position is on."""
        return self.text.split("\n")[position["line"]]

    def becomes(self, text: str) -> list[dict[str, Any]]:
        """The text is replaced, and the findings that come at once are given."""
        self.version += 1
        self.text = text
        self.there.change(self.uri, self.version, {"text": text})
        self.there.until(lambda: self.there.versions.get(self.uri) == self.version)
        return self.there.diagnostics[self.uri]

    def finds(self, code: str) -> dict[str, Any]:
        """Waits for a finding of a code."""
        self.there.until(
            lambda: any(str(it["code"]).startswith(code) for it in self.there.diagnostics.get(self.uri, ()))
        )
        return next(it for it in self.there.diagnostics[self.uri] if str(it["code"]).startswith(code))

    def fixes(self, code: str) -> dict[str, str]:
        """The quick fixes of a finding: each title with the text it leads to."""
        found = self.finds(code)
        actions = self.there.ask("codeAction", self.uri, range=found["range"], context={"diagnostics": [found]})
        mine = [each for each in actions if each["diagnostics"][0]["code"] == found["code"]]
        return {
            each["title"]: applied(each["edit"], {self.uri: self.text}, self.there.encoding)[self.uri] for each in mine
        }

    def close(self) -> None:
        self.there.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})


def words_in(text: str, range_: dict[str, Any], encoding: str) -> str:
    start, end = (offset_of(text, range_[side], encoding) for side in ("start", "end"))
    return text[start:end]


def offset_of(text: str, position: dict[str, int], encoding: str) -> int:
    lines = text.split("\n")
    line, wanted = lines[position["line"]], position["character"]
    column = next(at for at in range(len(line) + 1) if units(line[:at], encoding) == wanted)
    return sum(len(each) + 1 for each in lines[: position["line"]]) + column


def applied(edit: dict[str, Any], texts: dict[str, str], encoding: str) -> dict[str, str]:
    """What some files become by an edit."""
    new = dict(texts)
    for change in edit["documentChanges"]:
        uri = change["textDocument"]["uri"]
        edits = [
            (
                offset_of(texts[uri], it["range"]["start"], encoding),
                offset_of(texts[uri], it["range"]["end"], encoding),
                it,
            )
            for it in change["edits"]
        ]
        for start, end, it in sorted(edits, key=lambda each: each[0], reverse=True):
            new[uri] = new[uri][:start] + it["newText"] + new[uri][end:]
    return new


def texts_of(folder: Path) -> dict[str, str]:
    return {path.as_uri(): path.read_text(encoding="utf-8") for path in (folder / "policies").iterdir()}


def labels(found: dict[str, Any]) -> list[str]:
    return [it["label"] for it in found["items"]]


def decoded(page: Page, data: list[int]) -> list[tuple[str, str]]:
    """Each token's words and type."""
    found, line, character = [], 0, 0
    for at in range(0, len(data), 5):
        down, along, length, kind, _ = data[at : at + 5]
        line, character = line + down, along + (0 if down else character)
        place = {"line": line, "character": character}, {"line": line, "character": character + length}
        found.append((page.words({"start": place[0], "end": place[1]}), TYPES[kind]))
    return found
