"""Law texts from files into a store, and from wherever else a command is told to find them.

A file that cannot be read is reported with its reason and the others are still taken. Start reading at `import_laws`
and `laws_at`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from engine.diagnostics import Code, Diagnostic, Severity, in_order
from engine.law.markup import LARGEST_TEXT
from engine.law.read import read_law
from engine.law.text import CONSOLIDATED, LawText
from engine.model.provisions import Provisions
from engine.source import SourceText, Span
from engine.store.files import decode, find_files, read_file
from engine.store.law_store import NOT_KEPT, StoreWriter, is_store, open_store
from engine.store.provisions import read_provisions

SUFFIX = ".xml"
TWICE = Code("P511", "act-imported-twice", "an import holds two texts of one act", Severity.WARNING)
NO_XML = Code("P509", "no-law-files", "a folder holds no law texts")

Progress = Callable[[int, int], None]
"""Told how many files of how many have been looked at."""


@frozen
class Taken:
    """A text that was kept. `state` is `new`, `changed`, or `same` as one the store had."""

    file: str
    id: str
    title: str
    kind: str
    state: str
    in_force: bool
    sections: int
    ledd: int
    sentences: int
    not_before: date | None


@frozen
class Imported:
    """What came of an import: the texts kept, how many files there were, and what was wrong with the others."""

    folder: str
    files: int
    taken: tuple[Taken, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """One finding for each file that was not taken."""
        return tuple(each for each in self.diagnostics if each.severity is Severity.ERROR)


def import_laws(
    paths: Iterable[str], folder: str, edition: date | None, progress: Progress = lambda done, all: None
) -> Imported:
    """Read every law text below the paths into the store in a folder.

    Raises:
        DamagedStore: there is a store in the folder and its index cannot be read.
    """
    names, found = find_files(paths, SUFFIX, NO_XML)
    writer = StoreWriter(folder)
    taken: list[Taken] = []
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    try:
        for done, name in enumerate(names, start=1):
            law, wrong = _read(name, edition)
            found += wrong
            if law is not None:
                found += _twice(law, *seen.setdefault((law.id, law.kind), (law.file, law.sha256)))
                taken.append(_taken(law, writer.keep(law)))
            progress(done, len(names))
    except OSError as error:
        found.append(_not_kept(folder, error))
    finally:
        found += _finished(writer)
    return Imported(folder, len(names), tuple(taken), tuple(in_order(found)))


def laws_at(path: str) -> tuple[Mapping[str, LawText] | None, list[Diagnostic]]:
    """The texts at a path: those of a store, or of the XML files there; `None` when nothing can be read."""
    if is_store(path):
        store, found = open_store(path)
        return (store.laws if store is not None else None), found
    names, found = find_files([path], SUFFIX, NO_XML)
    laws: dict[str, LawText] = {}
    for name in names:
        law, wrong = _read(name, None)
        found += wrong
        if law is not None and (law.id not in laws or law.kind == CONSOLIDATED):
            laws[law.id] = law
    return laws or None, found


def provisions_at(path: str) -> tuple[Provisions | None, SourceText | None, list[Diagnostic]]:
    """The structure of the law at a path, a store or a `provisions.json`; and the text of the file, when it is one."""
    if os.path.isdir(path):
        store, found = open_store(path)
        return (store.provisions if store is not None else None), None, found
    file, found = read_file(path, LARGEST_TEXT)
    source = None
    if file is not None:
        source, found = decode(file)
    if source is None:
        return None, None, found
    provisions, found = read_provisions(source)
    return provisions, source, found


def _read(name: str, edition: date | None) -> tuple[LawText | None, list[Diagnostic]]:
    file, found = read_file(name, LARGEST_TEXT)
    return read_law(file.name, file.data, edition) if file is not None else (None, found)


def _twice(law: LawText, file: str, sha256: str) -> Iterator[Diagnostic]:
    """A warning where an earlier file of the same import has other words for the act."""
    if sha256 != law.sha256:
        message = f"`{file}` is a text of {law.id} too, and not the same; this one is read"
        yield TWICE.at(Span(law.file, 0, 0), message)


def _taken(law: LawText, state: str) -> Taken:
    paragraphs = [each for section in law.sections.values() for each in section.paragraphs]
    return Taken(
        law.file,
        law.id,
        law.title,
        law.kind,
        state,
        law.is_commenced,
        len(law.sections),
        len(paragraphs),
        sum(len(each.hashes) for each in paragraphs),
        law.not_before,
    )


def _finished(writer: StoreWriter) -> Iterator[Diagnostic]:
    try:
        writer.finish()
    except OSError as error:
        yield _not_kept(writer.folder, error)


def _not_kept(folder: str, error: OSError) -> Diagnostic:
    reason = (error.strerror or "unknown reason").lower()
    return NOT_KEPT.at(Span(folder, 0, 0), f"cannot write to `{folder}`: {reason}")
