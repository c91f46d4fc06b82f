"""How a file looks: colours, folds, hints inside lines, lenses above items."""

from __future__ import annotations

from typing import Any

from lsprotocol import types as lsp

from engine.lsp.folding import folds
from engine.lsp.lenses import SHOW_DEPENDENTS, SHOW_EXCEPTIONS, Lens, hints, lenses
from engine.lsp.service import HjemmelServer
from engine.lsp.tokens import MODIFIERS, TYPES, semantic_tokens


def add_looks(server: HjemmelServer) -> None:
    legend = lsp.SemanticTokensLegend(list(TYPES), list(MODIFIERS))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    def tokens(ls: HjemmelServer, params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        project, buffer = ls.at(params.text_document.uri)
        return lsp.SemanticTokens(semantic_tokens(project.texts, buffer))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, legend)
    def tokens_between(ls: HjemmelServer, params: lsp.SemanticTokensRangeParams) -> lsp.SemanticTokens:
        project, buffer = ls.at(params.text_document.uri)
        first, last = buffer.offset(params.range.start), buffer.offset(params.range.end)
        return lsp.SemanticTokens(semantic_tokens(project.texts, buffer, first, last))

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding(ls: HjemmelServer, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        project, buffer = ls.at(params.text_document.uri)
        return folds(project.texts.sheets[buffer.name], buffer)

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def inlay(ls: HjemmelServer, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        project, buffer = ls.at(params.text_document.uri)
        if project.analysed is None:
            return []
        first, last = buffer.offset(params.range.start), buffer.offset(params.range.end)
        found = hints(project.texts, project.analysed, buffer.name, first, last)
        return [
            lsp.InlayHint(
                buffer.position(each.offset),
                each.text,
                kind=lsp.InlayHintKind.Type,
                padding_left=not each.text.startswith(":"),
            )
            for each in found
            if first <= each.offset <= last
        ]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def code_lens(ls: HjemmelServer, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        project, buffer = ls.at(params.text_document.uri)
        uri = params.text_document.uri
        return [_lens(uri, buffer.of(each.span), each) for each in lenses(project.texts, project.checked, buffer.name)]


def _lens(uri: str, place: lsp.Range, lens: Lens) -> lsp.CodeLens:
    """A lens with its command; one that shows places says where it stands, for the editor to show them there."""
    given: list[Any] = [uri, lens.name]
    if lens.command in (SHOW_EXCEPTIONS, SHOW_DEPENDENTS):
        given.append(place.start)
    return lsp.CodeLens(place, command=lsp.Command(lens.title, lens.command, arguments=given))
