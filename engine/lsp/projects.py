"""A project: the rule files that are read together, on disk and in the editor, and what was found in them.

Every text is kept as a sheet, so a keystroke costs one item. `resolve` and `check` see the whole project when the
typing pauses; what they find is kept by the item it is about, so it moves with its item and goes when that changes.
Start reading at `Project`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import define, evolve, field, frozen

from engine.authoring.references import Texts
from engine.authoring.sheet import Piece, Sheet, document_of, read_sheet, shifted
from engine.diagnostics import Diagnostic, in_order
from engine.graph import RuleGraph
from engine.lsp.positions import Buffer
from engine.model.provisions import Provisions
from engine.records.examples import Failure
from engine.source import SourceText
from engine.store.files import decode, find_files, read_file
from engine.syntax.characters import normalise
from engine.workspace import Workspace

READING = threading.Lock()
"""The parser reads one text at a time."""


@frozen(slots=False, eq=False)
class Analysed:
    """What came of a whole project as it was: the policy, and the findings by the piece they are about."""

    workspace: Workspace
    sheets: Mapping[str, Sheet]
    by_piece: Mapping[int, tuple[Piece, tuple[Diagnostic, ...]]]
    begins: Mapping[int, int]
    is_checked: bool = False

    @cached_property
    def graph(self) -> RuleGraph:
        return self.workspace.graph()

    def of(self, piece: Piece) -> tuple[Diagnostic, ...]:
        """What was found in a piece, with places counted from it; nothing where it is another piece by now."""
        kept = self.by_piece.get(id(piece))
        return kept[1] if kept is not None and kept[0] is piece else ()


@define(slots=False, eq=False)
class Project:
    """Some files and folders, read together. Texts that are open in the editor stand before those on disk."""

    paths: tuple[str, ...]
    is_flat: bool = False
    """Whether only the files beside each other are read, and none in folders below."""
    buffers: dict[str, Buffer] = field(factory=dict)
    texts: Texts = field(factory=lambda: Texts({}))
    analysed: Analysed | None = None
    unread: list[Diagnostic] = field(factory=list)
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
            text = _on_disk(name)
            if text is None:
                gone.add(name)
            else:
                new[name] = self._sheet(text, name)
        self._keep(new, gone)

    def _sheet(self, source: SourceText, name: str) -> Sheet:
        with READING:
            return read_sheet(source, self.texts.sheets.get(name))

    def _keep(self, new: Mapping[str, Sheet], gone: Iterable[str] = ()) -> None:
        sheets = {name: sheet for name, sheet in self.texts.sheets.items() if name not in set(gone)}
        self.texts = Texts({**sheets, **new})
        self.generation += 1

    def read_all(self) -> dict[str, Sheet]:
        """Every file on disk, read. Called behind the author's back; `take` keeps what came of it."""
        paths = _files_beside(self.paths) if self.is_flat else [path for path in self.paths if os.path.exists(path)]
        names, self.unread = find_files(paths) if paths else ([], [])
        sheets: dict[str, Sheet] = {}
        for name in names:
            text = _on_disk(name)
            if text is not None and name not in self.buffers:
                sheets[name] = self._sheet(text, name)
        return sheets

    def take(self, sheets: Mapping[str, Sheet]) -> None:
        """Keeps what was read from disk, except what the editor has opened meanwhile."""
        self._keep({name: sheet for name, sheet in sheets.items() if name not in self.buffers})
        self.is_loaded = True

    def buffer(self, name: str, encoding: str) -> Buffer:
        """The text of a file for reckoning positions: the editor's own, or the one on disk."""
        return self.buffers.get(name) or Buffer(name, self.texts.sheets[name].source.text, encoding)

    def diagnostics(self, name: str) -> list[Diagnostic]:
        """Everything known now of one file: its own text at once, the rest as of the last time all was read."""
        sheet = self.texts.sheets.get(name)
        if sheet is None:
            return []
        found = list(sheet.diagnostics)
        for begin, piece in sheet.placed:
            of_all = self.analysed.of(piece) if self.analysed is not None else ()
            kept = self.results.get(id(piece))
            of_cases = kept[1] if kept is not None and kept[0] is piece else ()
            found += (shifted(each, begin) for each in (*of_all, *of_cases))
        return in_order(found)

    def keep_result(self, file: str, offset: int, found: Iterable[Diagnostic]) -> None:
        """What running a case gave; it stands beside the case until the case is changed."""
        placed = self.texts.sheets[file].at(offset)
        if placed is not None:
            begin, piece = placed
            self.results[id(piece)] = piece, tuple(shifted(each, -begin) for each in found)


def analyse(texts: Texts) -> Analysed:
    """The whole project bound into one policy, and what reading and binding it found."""
    from engine.graph.cycles import cycles
    from engine.resolve import resolve

    policy, unbound = resolve([document_of(sheet) for _, sheet in sorted(texts.sheets.items())])
    parsed = [each for _, sheet in sorted(texts.sheets.items()) for each in sheet.diagnostics]
    bound = in_order([*unbound, *cycles(policy)])
    workspace = Workspace(policy, (), tuple(in_order([*parsed, *bound])))
    begins = {id(piece): begin for sheet in texts.sheets.values() for begin, piece in sheet.placed}
    return Analysed(workspace, texts.sheets, _by_piece(texts.sheets, bound), begins)


def check(analysed: Analysed, provisions: Provisions | None) -> Analysed:
    """What else is to be said of it: conflicts, gaps, dead rules, citations."""
    own = {each for sheet in analysed.sheets.values() for each in sheet.diagnostics}
    found = [each for each in analysed.workspace.check(provisions) if each not in own]
    return evolve(analysed, by_piece=_by_piece(analysed.sheets, found), is_checked=True)


def _by_piece(
    sheets: Mapping[str, Sheet], found: Iterable[Diagnostic]
) -> dict[int, tuple[Piece, tuple[Diagnostic, ...]]]:
    kept: dict[int, tuple[Piece, tuple[Diagnostic, ...]]] = {}
    for each in found:
        sheet = sheets.get(each.span.file)
        placed = sheet.at(each.span.start) if sheet is not None else None
        if placed is not None:
            begin, piece = placed
            before = kept.get(id(piece), (piece, ()))[1]
            kept[id(piece)] = piece, (*before, shifted(each, -begin))
    return kept


def failed(failure: Failure) -> Diagnostic:
    """What a case expected and did not get, as a finding."""
    from engine.diagnostics import Severity

    return Diagnostic("case", "failed", Severity.ERROR, failure.span, failure.message)


def _on_disk(name: str) -> SourceText | None:
    file, _ = read_file(name) if os.path.isfile(name) else (None, [])
    text, _ = decode(file) if file is not None else (None, [])
    return normalise(text)[0] if text is not None else None


def _files_beside(folders: Iterable[str]) -> list[str]:
    found = []
    for folder in folders:
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue
        found += [os.path.join(folder, name) for name in names if name.endswith(".policy")]
    return found
