"""A store of law texts on disk: a folder with an index, and for each document a folder of its texts as JSON.

Every text that is imported is kept; the index says of which day each is, and which is the newest. Files are written
beside their place and moved there whole, so a reader never meets half a text. Finding one citation reads the index and
one text. `$HJEMMEL_LAW` says where the store is; otherwise it is among the user's data. Start reading at `open_store`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from engine.diagnostics import Code, Diagnostic
from engine.law.data import WrongShape, from_data, to_data
from engine.law.structure import document_of
from engine.law.text import CONSOLIDATED, LawText
from engine.model.provisions import LawDocument, Provisions
from engine.source import Span
from engine.store.stored_map import StoredMap

INDEX = "index.json"
LAYOUT = 1
"""Raised whenever the index changes shape."""

NO_STORE = Code("P506", "no-law-store", "there is no store of law texts at a place")
DAMAGED = Code("P507", "damaged-law-store", "a store of law texts holds something else than it should")
NOT_KEPT = Code("P508", "law-not-kept", "a law text could not be written to the store")


class DamagedStore(Exception):
    """A file of the store is missing or is not what it should be; carries one diagnostic."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        hint = "remove the store and import the texts again"
        self.diagnostic = DAMAGED.at(Span(path, 0, 0), f"`{path}` cannot be used: {reason}", hint=hint)


@frozen
class Held:
    """One text in the store: its file, and what the index says of it."""

    file: str
    kind: str
    sha256: str
    not_before: date | None = None
    edition: date | None = None

    @property
    def day(self) -> date | None:
        return self.edition or self.not_before


@frozen
class Entry:
    """What the index says of a document. `texts` stand in the order they were imported."""

    id: str
    title: str
    short_title: str
    texts: tuple[Held, ...]

    def newest(self, day: date | None = None) -> Held | None:
        """The text to read: one with all amendments before one as adopted, and of those the last imported, unless it
        is said to be of an earlier day. With a day, only texts of that day or before count."""
        found: Held | None = None
        for held in self.texts:
            if day is not None and (held.day is None or held.day > day):
                continue
            if found is None or _goes_before(held, found):
                found = held
        return found


@frozen(slots=False, eq=False)
class LawStore:
    """A store that has been opened. `day` limits it to what it held of that day and before."""

    folder: str
    entries: Mapping[str, Entry]
    day: date | None = None

    @cached_property
    def laws(self) -> Mapping[str, LawText]:
        """The newest text of each document, read when it is asked for.

        Raises:
            DamagedStore: when a text is read that is not what it should be.
        """
        chosen = {id: held for id, entry in self.entries.items() if (held := entry.newest(self.day)) is not None}
        return StoredMap(chosen, self.read)

    def laws_on(self, day: date) -> Mapping[str, LawText]:
        """For each document the text to read about a day: the newest of that day or before with all amendments in it,
        else the newest there is, which may say the same.

        Raises:
            DamagedStore: when a text is read that is not what it should be.
        """
        chosen = {}
        for id, entry in self.entries.items():
            held = entry.newest(day)
            if held is None or held.kind != CONSOLIDATED:
                held = entry.newest()
            if held is not None:
                chosen[id] = held
        return StoredMap(chosen, self.read)

    def laws_of_both(
        self, documents: Iterable[str], days: tuple[date, date]
    ) -> tuple[tuple[str, ...], Mapping[str, LawText], Mapping[str, LawText]]:
        """The documents the store has with all amendments of each day, and the texts of those that differ.

        A text as adopted says nothing of a later day, so a document that has no other on one of the days is left out.

        Raises:
            DamagedStore: a text is not what it should be.
        """
        known: list[str] = []
        sides: tuple[dict[str, LawText], dict[str, LawText]] = ({}, {})
        for id in documents:
            entry = self.entries.get(id)
            newest = [entry.newest(day) for day in days] if entry is not None else []
            held = [one for one in newest if one is not None and one.kind == CONSOLIDATED]
            if len(held) < len(days):
                continue
            known.append(id)
            if held[0] != held[1]:
                for side, one in zip(sides, held, strict=True):
                    side[id] = self.read(one)
        return tuple(known), *sides

    @cached_property
    def provisions(self) -> Provisions:
        """The structure of the newest text of each document, and of its other texts."""
        laws = self.laws
        documents = StoredMap({id: id for id in laws}, lambda id: document_of(laws[id]))
        several = {id: entry for id, entry in self.entries.items() if len(entry.texts) > 1 and id in laws}
        return Provisions(None, documents, StoredMap(several, self._others))

    def read(self, held: Held) -> LawText:
        """One text, of the day the index says it is of."""
        path = os.path.join(self.folder, *held.file.split("/"))
        try:
            law = from_data(_read_json(path))
        except WrongShape as error:
            raise DamagedStore(path, str(error)) from None
        return evolve(law, edition=held.edition)

    def _others(self, entry: Entry) -> tuple[LawDocument, ...]:
        newest = entry.newest(self.day)
        return tuple(document_of(self.read(held)) for held in reversed(entry.texts) if held is not newest)


def default_folder() -> str:
    """Where the store is unless a command says otherwise."""
    chosen = os.environ.get("HJEMMEL_LAW", "")
    if chosen:
        return chosen
    base = os.environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".local", "share")
    return os.path.join(base, "hjemmel", "law")


def is_store(path: str) -> bool:
    return os.path.isfile(os.path.join(path, INDEX))


def open_store(folder: str, day: date | None = None) -> tuple[LawStore | None, list[Diagnostic]]:
    """The store in a folder, or `None` and why there is none."""
    if not is_store(folder):
        return None, [NO_STORE.at(Span(folder, 0, 0), f"no law texts in `{folder}`", hint="`hjemmel law import` them")]
    try:
        return LawStore(folder, _read_index(folder), day), []
    except DamagedStore as damaged:
        return None, [damaged.diagnostic]


class StoreWriter:
    """Takes texts in. Each is on disk when `keep` returns; the index is written by `finish`.

    Raises (each method):
        OSError: the disk does not take it.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._kept: list[tuple[LawText, str]] = []
        self._known = _read_index(folder) if is_store(folder) else {}

    def keep(self, law: LawText) -> str:
        """Keep a text, and say what it is to the store: `new`, `changed`, or `same` as one it has."""
        file = f"texts/{law.id}/{law.kind}-{law.sha256[:16]}.json"
        entry = self._known.get(law.id)
        had = [held for held in entry.texts if held.kind == law.kind] if entry is not None else []
        same = any(held.file == file for held in had)
        path = os.path.join(self.folder, *file.split("/"))
        if not (same and os.path.exists(path)):
            _write(path, json.dumps(to_data(law), ensure_ascii=False, separators=(",", ":")).encode())
        self._kept.append((evolve(law, sections={}, chapters=()), file))  # thousands of whole acts are too much to hold
        return "same" if same else "changed" if had else "new"

    def finish(self) -> None:
        """Enter what was kept in the index, as it is now: somebody else may have written to it meanwhile."""
        if not self._kept:
            return
        with _locked(self.folder):
            entries = dict(_read_index(self.folder)) if is_store(self.folder) else {}
            for law, file in self._kept:
                entries[law.id] = _entered(entries.get(law.id), law, file)
            _write(os.path.join(self.folder, INDEX), _index_bytes(entries))
        self._kept = []


# The index


def _entered(entry: Entry | None, law: LawText, file: str) -> Entry:
    """An entry with a text in it. The same file imported again with a later day is the same text, still so that day."""
    texts = entry.texts if entry is not None else ()
    known = next((held for held in texts if held.file == file), None)
    days = [day for day in (law.edition, known.edition if known is not None else None) if day is not None]
    held = Held(file, law.kind, law.sha256, law.not_before, max(days, default=None))
    others = tuple(each for each in texts if each.file != file)
    named = law.kind == CONSOLIDATED or entry is None
    title, short = (law.title, law.short_title) if named else (entry.title, entry.short_title)  # type: ignore[union-attr]
    return Entry(law.id, title, short, (*others, held))


def _goes_before(held: Held, found: Held) -> bool:
    """Whether a text imported later is the one to read."""
    if held.kind != found.kind:
        return held.kind == CONSOLIDATED
    return held.edition is None or found.edition is None or held.edition >= found.edition


def _index_bytes(entries: Mapping[str, Entry]) -> bytes:
    documents = {
        id: {
            "title": entry.title,
            "short_title": entry.short_title,
            "texts": [
                {
                    "file": held.file,
                    "kind": held.kind,
                    "sha256": held.sha256,
                    "not_before": held.not_before.isoformat() if held.not_before else None,
                    "edition": held.edition.isoformat() if held.edition else None,
                }
                for held in entry.texts
            ],
        }
        for id, entry in sorted(entries.items())
    }
    return (json.dumps({"layout": LAYOUT, "documents": documents}, ensure_ascii=False, indent=1) + "\n").encode()


def _read_index(folder: str) -> dict[str, Entry]:
    path = os.path.join(folder, INDEX)
    data = _read_json(path)
    try:
        if data["layout"] != LAYOUT:
            raise ValueError(f"layout {data['layout']!r} is not {LAYOUT}")
        return {
            str(id): Entry(
                str(id),
                str(entry["title"]),
                str(entry["short_title"]),
                tuple(_held(each) for each in entry["texts"]),
            )
            for id, entry in data["documents"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedStore(path, f"{type(error).__name__}: {error}") from None


def _held(data: dict[str, Any]) -> Held:
    file = str(data["file"])
    if os.path.isabs(file) or ".." in file.split("/"):
        raise ValueError(f"`{file}` lies outside the store")
    days = [date.fromisoformat(day) if day else None for day in (data["not_before"], data["edition"])]
    return Held(file, str(data["kind"]), str(data["sha256"]), *days)


# The disk


def _read_json(path: str) -> Any:
    try:
        with open(path, "rb") as stream:
            return json.loads(stream.read())
    except OSError as error:
        raise DamagedStore(path, (error.strerror or "it cannot be read").lower()) from None
    except (ValueError, RecursionError):
        raise DamagedStore(path, "it is not JSON") from None


def _write(path: str, content: bytes) -> None:
    """Write a file whole or not at all."""
    import tempfile  # slow to import, and only an import writes

    os.makedirs(os.path.dirname(path), exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix="new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


@contextmanager
def _locked(folder: str) -> Iterator[None]:
    """One writer of the index at a time, where the system has locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
