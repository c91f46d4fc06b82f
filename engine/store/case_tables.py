"""Cases to compare by: records and cases as JSON, alone or in folders, and tables with a case in each row.

A table is a text file with columns parted by commas or semicolons: its first row names facts, and `on` and `ask`.
Start reading at `load_cases`.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from typing import Any

from engine.diagnostics import Diagnostic
from engine.model.case import Case
from engine.model.policy import Policy
from engine.records.restore import restore
from engine.source import SourceText
from engine.store.cases import Request, read_case
from engine.store.files import decode, find_files, read_file
from engine.store.names import Names
from engine.store.records import is_record, record_from

YES, NO = ("yes", "ja", "true"), ("no", "nei", "false")
_DAYS = ("on", "from", "to", "decided_on", "known_on")


def load_cases(
    path: str, policy: Policy, names: Names | None, request: Request | None = None
) -> tuple[list[Case], list[Diagnostic], dict[str, SourceText]]:
    """The cases at a path, what could not be taken, and the texts it stands in. A folder is searched for `.json`."""
    files, found = find_files([path], ".json")
    cases: list[Case] = []
    texts: dict[str, SourceText] = {}
    for name in files:
        file, unread = read_file(name)
        text, undecoded = decode(file) if file is not None else (None, [])
        found += [*unread, *undecoded]
        if text is None:
            continue
        for one in _rows(text) if name.endswith((".csv", ".txt")) else (text,):
            texts[one.name] = one
            case, wrong = _case(one, policy, names, request)
            found += wrong
            cases += [case] if case is not None else []
    return cases, found, texts


def _case(
    text: SourceText, policy: Policy, names: Names | None, request: Request | None
) -> tuple[Case | None, list[Diagnostic]]:
    if is_record(text.text):
        record, found = record_from(text.name, text.text)
        return (restore(policy, record).case if record is not None else None), found
    case, _, found = read_case(text, policy, request, names)
    return case, found


def _rows(table: SourceText) -> Iterator[SourceText]:
    """Each row of a table as the JSON of a case; the place of a finding names the row."""
    first = table.text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(table.text), delimiter=";" if first.count(";") > first.count(",") else ",")
    stem = os.path.basename(table.name)
    for number, row in enumerate(reader, start=2):
        data: dict[str, Any] = {"facts": {}}
        for column, cell in row.items():
            if column is None or cell is None or not cell.strip():
                continue
            name, value = column.strip(), cell.strip()
            if name in _DAYS:
                data[name] = value
            elif name == "ask":
                data["ask"] = value.split()
            else:
                data["facts"][name] = _cell(value)
        yield SourceText(f"{stem}:{number}", json.dumps(data, ensure_ascii=False))


def _cell(value: str) -> Any:
    """A cell as a case has it: yes and no in words, all else as it is written."""
    word = value.lower()
    return True if word in YES else False if word in NO else value
