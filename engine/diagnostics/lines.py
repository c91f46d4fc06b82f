"""Diagnostics on one line each: for editors and `grep` (compact), and for GitHub's annotations."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.places import Sources, place_of
from engine.diagnostics.screen import clipped, safe
from engine.diagnostics.values import Diagnostic


def compact(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """`file:line:column: severity CODE slug: message`; the place is left out where there is none."""
    return "".join(f"{_compact(each, sources)}\n" for each in diagnostics)


def _compact(diagnostic: Diagnostic, sources: Sources) -> str:
    place = place_of(diagnostic.span, sources)
    where = "" if place is None else safe(place.file) + (f":{place.line}:{place.column}" if place.line else "") + ": "
    return f"{where}{diagnostic.severity.value} {diagnostic.code} {diagnostic.slug}: {_said(diagnostic)}"


def github(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """GitHub workflow commands: one annotation a finding, beside the line it is about."""
    return "".join(f"{_command(each, sources)}\n" for each in diagnostics)


def _command(diagnostic: Diagnostic, sources: Sources) -> str:
    place = place_of(diagnostic.span, sources)
    fields: dict[str, str | int] = {}
    if place is not None:
        fields["file"] = place.file
    if place is not None and place.line:
        fields |= {"line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns are only read when both are of one line
            fields |= {"col": place.column, "endColumn": place.end_column}
    fields["title"] = f"{diagnostic.code} {diagnostic.slug}"
    command = "notice" if diagnostic.severity.value == "note" else diagnostic.severity.value
    settings = ",".join(f"{name}={_setting(safe(str(value)))}" for name, value in fields.items())
    return f"::{command} {settings}::{_escaped(_said(diagnostic))}"


def _said(diagnostic: Diagnostic) -> str:
    law = f" [{clipped(diagnostic.law)}]" if diagnostic.law else ""
    hint = f" ({clipped(diagnostic.hint)})" if diagnostic.hint else ""
    return f"{clipped(diagnostic.message)}{hint}{law}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _setting(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
