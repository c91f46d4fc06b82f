"""Finding one's way: hover, definition, references, and the outlines of a file and of all files."""

from __future__ import annotations

from lsprotocol import types as lsp

from engine.authoring.outline import Entry, flat, outline
from engine.lsp.convert import document_symbol, symbol_kind, uri_of
from engine.lsp.hover import hover_text
from engine.lsp.places import everywhere, locations, name_at
from engine.lsp.projects import Project
from engine.lsp.service import HjemmelServer
from engine.lsp.words import kinds


def add_navigation(server: HjemmelServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(ls: HjemmelServer, params: lsp.HoverParams) -> lsp.Hover | None:
        project, buffer = ls.at(params.text_document.uri)
        policy = project.analysed.workspace.policy if project.analysed is not None else None
        told = hover_text(project.texts, policy, ls.laws, buffer.name, buffer.offset(params.position))
        if told is None:
            return None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told.text), buffer.of(told.span))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(ls: HjemmelServer, params: lsp.DefinitionParams) -> list[lsp.Location]:
        project, _, found = name_at(ls, params)
        if found is None:
            return []
        span = found.binder
        if found.target is not None and found.target.kind == "source":
            items = project.texts.directory.sources.get(found.target.name, ())
            spans = [item.name.span for item in items if item.name is not None]
            return locations(ls, project, spans)
        if found.target is not None:
            span = project.texts.directory.place(found.target)
        return locations(ls, project, [span] if span is not None else [])

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(ls: HjemmelServer, params: lsp.ReferenceParams) -> list[lsp.Location]:
        project, buffer, found = name_at(ls, params)
        if found is None:
            return []
        spans = everywhere(project, buffer, found)
        if not params.context.include_declaration:
            declared = project.texts.directory.place(found.target) if found.target is not None else found.binder
            spans = [span for span in spans if span != declared]
        return locations(ls, project, spans)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(ls: HjemmelServer, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        project, buffer, found = name_at(ls, params)
        spans = everywhere(project, buffer, found) if found is not None else []
        return [lsp.DocumentHighlight(buffer.of(span)) for span in spans if span.file == buffer.name]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(ls: HjemmelServer, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        project, buffer = ls.at(params.text_document.uri)
        sheet = project.texts.sheets[buffer.name]
        words = kinds(sheet.language)
        return [document_symbol(entry, buffer, words) for entry in outline(sheet)]

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def workspace_symbols(ls: HjemmelServer, params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        wanted = params.query.lower().split()
        found = []
        for project in ls.projects:
            for name in sorted(project.texts.sheets):
                sheet = project.texts.sheets[name]
                for number, entry in enumerate(flat(outline(sheet))):
                    if all(part in f"{entry.name} {entry.detail}".lower() for part in wanted):
                        source = project.texts.where(name, number).source
                        found.append((project, name, entry, source))
        return [_workspace_symbol(ls, *each) for each in found[:MOST_SYMBOLS]]


MOST_SYMBOLS = 500


def _workspace_symbol(ls: HjemmelServer, project: Project, name: str, entry: Entry, source: str) -> lsp.WorkspaceSymbol:
    place = lsp.Location(uri_of(name), project.buffer(name, ls.encoding).of(entry.name_span))
    return lsp.WorkspaceSymbol(place, entry.name, symbol_kind(entry.kind), container_name=source)
