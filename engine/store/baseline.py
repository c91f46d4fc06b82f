"""Old findings that a project has not come to yet: kept by what they say, so that moving a line makes none new.

A baseline is a JSON file. What makes a policy unusable is never in one. Start reading at `fingerprint`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from engine.diagnostics import Code, Diagnostic
from engine.source import SourceText, Span
from engine.store.files import decode, read_file

FORMAT = "hjemmel baseline 1"

NOT_A_BASELINE = Code("P717", "not-a-baseline", "a file that should hold old findings holds something else")


@frozen
class Judged:
    """Findings held against a baseline: those that are new, how many are old, and how many old ones are gone."""

    new: tuple[Diagnostic, ...]
    old: int
    gone: int


def fingerprint(found: Diagnostic, sources: Mapping[str, SourceText], folder: str) -> str:
    """What tells one finding from another wherever it stands in its file: code, file, message and the words there."""
    source = sources.get(found.span.file)
    words = " ".join(source.text[found.span.start : found.span.end].split()) if source is not None else ""
    parts = (found.code, _file(found, folder), found.message, words)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def _file(found: Diagnostic, folder: str) -> str:
    if not found.span.file:
        return ""
    return os.path.relpath(os.path.abspath(found.span.file), os.path.abspath(folder)).replace(os.sep, "/")


def can_be_old(found: Diagnostic) -> bool:
    """Only what the checks say: a policy that cannot be read or bound is told of always."""
    return found.code.startswith("A")


def baseline_text(found: Iterable[Diagnostic], sources: Mapping[str, SourceText], folder: str) -> str:
    """The findings as a baseline, readable in a difference: one to a line, sorted."""
    rows = sorted(
        json.dumps(
            {
                "fingerprint": fingerprint(each, sources, folder),
                "code": each.code,
                "file": _file(each, folder),
                "message": each.message,
            },
            ensure_ascii=False,
        )
        for each in found
        if can_be_old(each)
    )
    inside = "\n  " + ",\n  ".join(rows) + "\n" if rows else ""
    return f'{{"format": "{FORMAT}", "findings": [{inside}]}}\n'


def read_baseline(name: str) -> tuple[Counter[str] | None, list[Diagnostic]]:
    """How many findings of each fingerprint a baseline holds, or why it cannot be read."""
    file, unread = read_file(name)
    if file is None:
        return None, unread
    source, undecoded = decode(file)
    if source is None:
        return None, undecoded
    try:
        data: Any = json.loads(source.text)
        rows = data["findings"] if data["format"] == FORMAT else None
        prints = [row["fingerprint"] for row in rows] if isinstance(rows, list) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        prints = None
    if prints is None or not all(isinstance(each, str) for each in prints):
        message = f"`{name}` is not a baseline of this program"
        return None, [NOT_A_BASELINE.at(Span(name, 0, 0), message, hint="write one with --write-baseline")]
    return Counter(prints), []


def judged(
    found: Iterable[Diagnostic], sources: Mapping[str, SourceText], folder: str, baseline: Counter[str]
) -> Judged:
    """The findings that are new; of several alike, so many are old as the baseline has."""
    left, new, old = Counter(baseline), [], 0
    for each in found:
        mark = fingerprint(each, sources, folder)
        if can_be_old(each) and left[mark] > 0:
            left[mark] -= 1
            old += 1
        else:
            new.append(each)
    return Judged(tuple(new), old, sum(left.values()))
