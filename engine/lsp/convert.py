"""Findings, places and outlines in the protocol's own shapes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from engine.authoring.outline import Entry
from engine.diagnostics import Diagnostic, Severity
from engine.diagnostics.pages import page_files
from engine.lsp.positions import Buffer
from engine.source import Span

BufferOf = Callable[[str], Buffer | None]
"""The text of a file by name, for reckoning positions in it."""

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
_UNNECESSARY = {"A301", "A302", "A303", "A304", "A601"}


def uri_of(name: str) -> str:
    """A file name as an address; a text that was never saved has an address for a name."""
    return name if "://" in name or name.startswith("untitled:") else (from_fs_path(name) or name)


def diagnostic(found: Diagnostic, buffer: Buffer, buffer_of: BufferOf) -> lsp.Diagnostic:
    """A finding, with its hint on a line of its own and its notes as related places."""
    notes = [
        lsp.DiagnosticRelatedInformation(lsp.Location(uri_of(note.span.file), there.of(note.span)), note.message)
        for note in found.notes
        if note.span.file and (there := buffer_of(note.span.file)) is not None
    ]
    return lsp.Diagnostic(
        buffer.of(found.span),
        f"{found.message}\n{found.hint}" if found.hint else found.message,
        severity=_SEVERITIES[found.severity],
        code=found.code if found.code == "case" else f"{found.code} {found.slug}",
        code_description=_page(found.code),
        source="hjemmel",
        related_information=notes or None,
        tags=[lsp.DiagnosticTag.Unnecessary] if found.code in _UNNECESSARY else None,
    )


@cache
def _page(code: str) -> lsp.CodeDescription | None:
    """The page that explains a code, as a file the editor can open."""
    path = next((each for each in page_files() if each.stem.startswith(f"{code}-")), None)
    return lsp.CodeDescription(uri_of(str(path))) if path is not None else None


def location(span: Span, buffer_of: BufferOf) -> lsp.Location | None:
    buffer = buffer_of(span.file)
    return lsp.Location(uri_of(span.file), buffer.of(span)) if buffer is not None else None


_SYMBOLS = {
    "section": lsp.SymbolKind.Namespace,
    "source": lsp.SymbolKind.Module,
    "entity": lsp.SymbolKind.Class,
    "decision_kind": lsp.SymbolKind.Class,
    "list": lsp.SymbolKind.Array,
    "unit": lsp.SymbolKind.Operator,
    "fact": lsp.SymbolKind.Field,
    "discretion": lsp.SymbolKind.Interface,
    "parameter": lsp.SymbolKind.Constant,
    "table": lsp.SymbolKind.Struct,
    "rule": lsp.SymbolKind.Function,
    "exception": lsp.SymbolKind.Function,
    "presumption": lsp.SymbolKind.Function,
    "case": lsp.SymbolKind.Event,
    "property": lsp.SymbolKind.Boolean,
    "interpretation": lsp.SymbolKind.Enum,
    "service": lsp.SymbolKind.Package,
    "action": lsp.SymbolKind.Method,
    "duty": lsp.SymbolKind.Method,
    "power": lsp.SymbolKind.Method,
    "prohibition": lsp.SymbolKind.Method,
    "guidance": lsp.SymbolKind.Method,
    "right": lsp.SymbolKind.Property,
    "term": lsp.SymbolKind.Property,
    "amount": lsp.SymbolKind.Number,
}


def symbol_kind(kind: str) -> lsp.SymbolKind:
    return _SYMBOLS.get(kind, lsp.SymbolKind.String)


def document_symbol(entry: Entry, buffer: Buffer, kinds: dict[str, str]) -> lsp.DocumentSymbol:
    """An entry of the outline. `kinds` are the words for each kind in the language of the file."""
    said = kinds.get(entry.kind, "")
    return lsp.DocumentSymbol(
        entry.name,
        symbol_kind(entry.kind),
        buffer.of(entry.span),
        buffer.of(entry.name_span),
        detail=" · ".join(part for part in (said, entry.detail) if part) or None,
        children=[document_symbol(child, buffer, kinds) for child in entry.children] or None,
    )
