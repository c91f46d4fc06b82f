"""A project: the rule files that are read together, on disk and in the editor, and what was found in them.

Every text is kept as a sheet, so a keystroke costs one item. The whole project is bound and checked when the typing
pauses; until that is done, what was said last stands where its item is unchanged. Start reading at `Project`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping

from attrs import define, field

from engine.authoring.references import Texts
from engine.authoring.sheet import Piece, Sheet, read_sheet, shifted
from engine.diagnostics import Diagnostic, in_order
from engine.lsp.analysed import Analysed, Placed
from engine.lsp.positions import Buffer
from engine.source import SourceText
from engine.store.files import EMPTY_FILE, FileBytes, decode, find_files, read_file
from engine.syntax.characters import normalise

OnDisk = tuple[Mapping[str, Sheet], Mapping[str, tuple[Diagnostic, ...]]]
"""Files as they lie on the disk: those that could be read, and what is wrong with any."""

READING = threading.Lock()
"""The parser reads one text at a time."""


@define(slots=False, eq=False)
class Project:
    """Some files and folders, read together. Texts that are open in the editor stand before those on disk."""

    paths: tuple[str, ...]
    is_flat: bool = False
    """Whether only the files beside each other are read, and none in folders below."""
    buffers: dict[str, Buffer] = field(factory=dict)
    texts: Texts = field(factory=lambda: Texts({}))
    analysed: Analysed | None = None
    """What came of binding it last, and `checked` of checking it last, which takes longer."""
    checked: Analysed | None = None
    unread: dict[str, tuple[Diagnostic, ...]] = field(factory=dict)
    """What is wrong with a file before its words are read: how it is stored, or that it cannot be."""
    results: dict[int, tuple[Piece, tuple[Diagnostic, ...]]] = field(factory=dict)
    """What running the cases gave, by piece."""
    generation: int = 0
    is_loaded: bool = False

    def holds(self, name: str) -> bool:
        """Whether a file belongs here."""
        if name in self.texts.sheets:
            return True
        for path in self.paths:
            if name == path or (self.is_flat and os.path.dirname(name) == path):
                return True
            if not self.is_flat and name.startswith(path.rstrip(os.sep) + os.sep):
                return True
        return False

    def put(self, buffer: Buffer) -> None:
        """Takes in a text as the editor has it now."""
        self.buffers[buffer.name] = buffer
        self.unread[buffer.name] = tuple(_wrong_as_text(buffer))
        self._keep({buffer.name: self._sheet(buffer.source, buffer.name)})

    def close(self, name: str) -> None:
        """The text on disk counts again."""
        self.buffers.pop(name, None)
        self.reread([name])

    def reread(self, names: Iterable[str]) -> None:
        """Reads files from disk again that the editor does not hold; what is gone is left out."""
        new: dict[str, Sheet] = {}
        gone: set[str] = set()
        for name in names:
            if name in self.buffers:
                continue
            text, found = _on_disk(name) if os.path.lexists(name) else (None, [])
            self.unread[name] = tuple(found)
            if text is None:
                gone.add(name)
            else:
                new[name] = self._sheet(text, name)
        self._keep(new, gone)

    def _sheet(self, source: SourceText, name: str) -> Sheet:
        with READING:
            return read_sheet(source, self.texts.sheets.get(name))

    def _keep(self, new: Mapping[str, Sheet], gone: Iterable[str] = ()) -> None:
        left_out = set(gone)
        sheets = {name: sheet for name, sheet in self.texts.sheets.items() if name not in left_out}
        self.texts = Texts({**sheets, **new})
        self.generation += 1

    def read_all(self) -> OnDisk:
        """Every file on disk, read. Called behind the author's back; `take` keeps what came of it."""
        paths = _files_beside(self.paths) if self.is_flat else [path for path in self.paths if os.path.exists(path)]
        names, unfound = find_files(paths) if paths else ([], [])
        sheets: dict[str, Sheet] = {}
        unread: dict[str, tuple[Diagnostic, ...]] = {}
        for each in unfound:
            if not os.path.isdir(each.span.file):
                unread[each.span.file] = (*unread.get(each.span.file, ()), each)
        for name in names:
            text, found = _on_disk(name)
            unread[name] = tuple(found)
            if text is not None:
                sheets[name] = self._sheet(text, name)
        return sheets, unread

    def take(self, read: OnDisk) -> None:
        """Keeps what was read from disk, except what the editor has opened meanwhile."""
        sheets, unread = read
        self.unread = {**unread, **{name: self.unread.get(name, ()) for name in self.buffers}}
        self._keep({name: sheet for name, sheet in sheets.items() if name not in self.buffers})
        self.is_loaded = True

    def buffer(self, name: str, encoding: str) -> Buffer:
        """The text of a file for reckoning positions: the editor's own, or the one on disk."""
        return self.buffers.get(name) or Buffer(name, self.texts.sheets[name].source.text, encoding)

    def told_of(self) -> set[str]:
        """Every file something may be said of."""
        said = [*self.checked.said.by_file, *self.checked.sources] if self.checked is not None else []
        return {*self.texts.sheets, *self.unread, *said}

    def diagnostics(self, name: str) -> list[Diagnostic]:
        """Everything known now of one file: its own text at once, the rest as of the last time all was read."""
        found = list(self.unread.get(name, ()))
        sheet = self.texts.sheets.get(name)
        if any(each.code == EMPTY_FILE.number for each in found):
            return found
        for placed in self._placed():
            found += placed.by_file.get(name, ())
        if sheet is None:
            return in_order(found)
        found += sheet.diagnostics
        for begin, piece in sheet.placed:
            kept = self.results.get(id(piece))
            of_cases = kept[1] if kept is not None and kept[0] is piece else ()
            of_all = (each for placed in self._placed() for each in placed.of(piece))
            found += (shifted(each, begin) for each in (*of_all, *of_cases))
        return in_order(found)

    def _placed(self) -> list[Placed]:
        bound = [self.analysed.bound] if self.analysed is not None else []
        return [*bound, self.checked.said] if self.checked is not None else bound

    def keep_result(self, file: str, offset: int, found: Iterable[Diagnostic]) -> None:
        """What running a case gave; it stands beside the case until the case is changed."""
        placed = self.texts.sheets[file].at(offset)
        if placed is not None:
            begin, piece = placed
            self.results[id(piece)] = piece, tuple(shifted(each, -begin) for each in found)


def _on_disk(name: str) -> tuple[SourceText | None, list[Diagnostic]]:
    """The text of a file in normal form, and what is wrong with it before its words are read."""
    file, unread = read_file(name)
    text, undecoded = decode(file) if file is not None else (None, [])
    if text is None:
        return None, [*unread, *undecoded]
    normal, not_normal = normalise(text)
    return normal, [*undecoded, *not_normal]


def _wrong_as_text(buffer: Buffer) -> list[Diagnostic]:
    if not buffer.raw.strip():
        return decode(FileBytes(buffer.name, b""))[1]
    return [] if buffer.is_normal else normalise(SourceText(buffer.name, buffer.raw))[1]


def _files_beside(folders: Iterable[str]) -> list[str]:
    found = []
    for folder in folders:
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue
        found += [os.path.join(folder, name) for name in names if name.endswith(".policy")]
    return found
