"""Diagnostics as JSON, our own stable form: `docs/reference/diagnostics/index.md` says what each field means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from engine.diagnostics.places import Place, Sources, page_of, place_of
from engine.diagnostics.values import Diagnostic, Fix, Severity
from engine.source import Span

VERSION = 1


def json_text(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """One object: the version of the form, the findings in order, and how many there are of each severity."""
    found = list(diagnostics)
    counts = {severity.value: sum(each.severity is severity for each in found) for severity in Severity}
    return dumped({"version": VERSION, "diagnostics": [_entry(each, sources) for each in found], "counts": counts})


def dumped(value: object) -> str:
    """JSON as this program writes it: readable letters, but nothing unseen, and nothing UTF-8 cannot hold."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return re.sub(r"[^\x20-\x7e\n]", _letter, text) + "\n"


def _letter(match: re.Match[str]) -> str:
    return match[0] if match[0].isprintable() or match[0] == "\u00a0" else json.dumps(match[0])[1:-1]


def _entry(diagnostic: Diagnostic, sources: Sources) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "slug": diagnostic.slug,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "law": diagnostic.law,
        "place": _place(diagnostic.span, sources),
        "notes": [{"message": note.message, "place": _place(note.span, sources)} for note in diagnostic.notes],
        "page": page_of(diagnostic),
        "fixes": [_fix(fix, sources) for fix in diagnostic.fixes],
    }


def _fix(fix: Fix, sources: Sources) -> dict[str, Any]:
    edits = [{"place": _place(edit.span, sources), "text": edit.text} for edit in fix.edits]
    return {"message": fix.message, "safe": fix.is_safe, "edits": edits}


def _place(span: Span, sources: Sources) -> dict[str, Any] | None:
    place = place_of(span, sources)
    if place is None:
        return None
    return _lines(place) if place.line else {"file": place.file}


def _lines(place: Place) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
