"""What a request points at, and places and edits for its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsprotocol import types as lsp

from engine.authoring.references import Found
from engine.lsp.convert import location, uri_of
from engine.lsp.positions import Buffer
from engine.lsp.projects import Project
from engine.lsp.service import HjemmelServer
from engine.source import Span


def name_at(ls: HjemmelServer, params: Any) -> tuple[Project, Buffer, Found | None]:
    project, buffer = ls.at(params.text_document.uri)
    return project, buffer, project.texts.at(buffer.name, buffer.offset(params.position))


def everywhere(project: Project, buffer: Buffer, found: Found) -> list[Span]:
    if found.binder is not None:
        return project.texts.variable(buffer.name, found)
    return project.texts.named(found.target) if found.target is not None else []


def locations(ls: HjemmelServer, project: Project, spans: Iterable[Span]) -> list[lsp.Location]:
    placed = [location(span, ls.buffer_of(project)) for span in spans]
    return [each for each in placed if each is not None]


def edited(ls: HjemmelServer, project: Project, edits: Iterable[tuple[Span, str]]) -> lsp.WorkspaceEdit:
    """Edits in any number of files, of the versions the editor has."""
    by_file: dict[str, list[Any]] = {}
    for span, text in edits:
        buffer = project.buffer(span.file, ls.encoding)
        by_file.setdefault(span.file, []).append(lsp.TextEdit(buffer.of(span), text))
    can = ls.client_capabilities.workspace
    if can is None or can.workspace_edit is None or not can.workspace_edit.document_changes:
        return lsp.WorkspaceEdit(changes={uri_of(name): each for name, each in sorted(by_file.items())})
    documents: list[Any] = [
        lsp.TextDocumentEdit(
            lsp.OptionalVersionedTextDocumentIdentifier(
                uri_of(name), project.buffers[name].version if name in project.buffers else None
            ),
            each,
        )
        for name, each in sorted(by_file.items())
    ]
    return lsp.WorkspaceEdit(document_changes=documents)
