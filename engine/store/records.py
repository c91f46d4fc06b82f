"""Stored records on disk: read with every doubt told, and written whole or not at all.

A record is taken only when its digest is right and it has the shape its schema says; whatever else lies in the file is
told with a code, and never a guess. Start reading at `read_record`.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NoReturn

from engine.diagnostics import Code, Diagnostic
from engine.records.encode import Data
from engine.records.record import FORMAT, seal_of
from engine.records.record_schema import what_is_read
from engine.records.shape import misfits
from engine.source import Span
from engine.store.files import decode, find_files, read_file

NOT_A_RECORD = Code("P601", "not-a-record", "a file holds something else than a stored record")
NEWER = Code("P602", "newer-record", "a record is of a newer format than this program knows")
ALTERED = Code("P603", "altered-record", "a record is not what its own digest says it was")
DAMAGED = Code("P604", "damaged-record", "a record is cut short, or lacks something every record has")
NO_RECORDS = Code("P606", "no-records", "a folder holds no stored records")

_FORMAT = re.compile(r"hjemmel record (\d+)")
_CURRENT = int(FORMAT.rpartition(" ")[2])


def find_records(paths: Iterable[str]) -> tuple[list[str], list[Diagnostic]]:
    """The names of the JSON files below the paths, sorted; each file once."""
    return find_files(paths, ".json", NO_RECORDS)


def read_record(name: str) -> tuple[Data | None, list[Diagnostic]]:
    """A stored record, or `None` and why it cannot be taken."""
    file, found = read_file(name)
    if file is None:
        return None, found
    source, found = decode(file)
    if source is None:
        return None, found
    return record_from(source.name, source.text)


def record_from(name: str, text: str) -> tuple[Data | None, list[Diagnostic]]:
    """The record a text holds, or `None` and why it cannot be taken."""
    data, wrong = _parsed(name, text)
    wrong = wrong or _wrong(name, data)
    return (None, [wrong]) if wrong is not None else (data, [])


def is_record(text: str) -> bool:
    """Whether a text says itself that it is a stored record."""
    return re.match(r'\s*{\s*"format"\s*:\s*"hjemmel record \d', text) is not None


def write_record(path: str, text: str, replace: bool) -> bool:
    """Write a file whole, or leave everything as it was. `False` when it is there already and may not be replaced.

    Raises:
        OSError: the file cannot be written.
    """
    folder = os.path.dirname(os.path.abspath(path))
    handle, beside = tempfile.mkstemp(dir=folder, prefix=".record-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, 0o666 & ~_umask())
        if replace:
            os.replace(beside, path)
            return True
        os.link(beside, path)  # unlike a move, this never replaces a file that came in the meantime
        return True
    except FileExistsError:
        return False
    finally:
        if os.path.exists(beside):
            os.unlink(beside)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _parsed(name: str, text: str) -> tuple[Any, Diagnostic | None]:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse), None
    except json.JSONDecodeError as error:
        span = Span(name, min(error.pos, len(text)), min(error.pos + 1, len(text)))
        if is_record(text):
            message = f"the record cannot be read on after line {error.lineno}"
            return None, DAMAGED.at(span, message, hint="fetch the whole file from where it is archived")
        return None, NOT_A_RECORD.at(span, f"`{name}` is no record: it is not JSON", hint=_MAKE_ONE)
    except _Refused as error:
        return None, DAMAGED.at(_whole(name), f"the record holds {error}, which no record does", hint=_ARCHIVE)
    except RecursionError:
        return None, NOT_A_RECORD.at(_whole(name), f"`{name}` is nested deeper than any record", hint=_MAKE_ONE)


_MAKE_ONE = "`hjemmel record CASE -o FILE` makes one"
_ARCHIVE = "compare it with the copy in the archive"


class _Refused(Exception):
    """Something JSON allows and no record holds."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("one key twice")
    return found


def _refuse(written: str) -> NoReturn:
    raise _Refused(f"the number {written[:20]}")


def _wrong(name: str, data: Any) -> Diagnostic | None:
    """Why data is no record this program can take: its format, its digest, its shape, in that order."""
    format = data.get("format") if isinstance(data, dict) else None
    number = _FORMAT.fullmatch(format) if isinstance(format, str) else None
    if number is None:
        said = f"its format is `{str(format)[:40]}`" if format is not None else "it does not say its format"
        hint = _MAKE_ONE if format != "hjemmel decision 1" else f"it is what `decide` prints; {_MAKE_ONE}"
        return NOT_A_RECORD.at(_whole(name), f"`{name}` is no record: {said}", hint=hint)
    if int(number[1]) > _CURRENT:
        message = f"`{name}` is of format {number[1]}, and this program knows formats up to {_CURRENT}"
        return NEWER.at(_whole(name), message, hint="read it with the version of the program that wrote it, or a newer")
    if not isinstance(data.get("sha256"), str):
        return DAMAGED.at(_whole(name), "the record lacks its digest `sha256`", hint=_ARCHIVE)
    seal = seal_of(data)
    if seal != data["sha256"]:
        message = f"the record says its digest is {data['sha256'][:12]}…, and its content has {seal[:12]}…"
        return ALTERED.at(_whole(name), message, hint=f"it was changed after it was written; {_ARCHIVE}")
    at, wrong = next(misfits(data, _SCHEMA), ("", ""))
    if not wrong:
        at, wrong = next(_incoherent(data), ("", ""))
    return DAMAGED.at(_whole(name), f"`{at or name}` {wrong}", hint=_ARCHIVE) if wrong else None


_SCHEMA = what_is_read()


def _incoherent(record: Data) -> Iterator[tuple[str, str]]:
    """What a schema cannot say: days that are none, steps that rest on later ones, answers without a derivation."""
    for number, step in enumerate(record["steps"]):
        if any(not 0 <= below < number for below in step["rests_on"]):
            yield f"steps[{number}].rests_on", "names a step that does not come before it"
    for number, end in enumerate(record["derivations"]):
        if not 0 <= end["step"] < len(record["steps"]):
            yield f"derivations[{number}].step", "names a step that is not there"
    ends = [(it["term"], it.get("member"), it["from"], it["to"]) for it in record["derivations"]]
    answers = record["decision"]["answers"]
    told = [(it["term"], it.get("member"), part["from"], part["to"]) for it in answers for part in it["segments"]]
    if ends != told:
        yield "derivations", "has others than the stretches of the answers"
    if not all(_is_day(day) for day in _days(record["decision"])):
        yield "decision", "holds a day that is in no calendar"
    if not ("on" in record["decision"]["case"]) ^ ({"from", "to"} <= record["decision"]["case"].keys()):
        yield "decision.case", "says neither a day nor a period"


def _days(data: Any) -> Iterator[str]:
    """Every text that looks like a day."""
    stack = [data]
    while stack:
        here = stack.pop()
        if isinstance(here, str) and _DAY.fullmatch(here):
            yield here
        elif isinstance(here, dict | list):
            stack.extend(here.values() if isinstance(here, dict) else here)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _whole(name: str) -> Span:
    return Span(name, 0, 0)
