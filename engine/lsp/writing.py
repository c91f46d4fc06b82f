"""Writing: what may come next, new names, quick fixes, layout."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from engine.authoring.completion import Candidate, candidates
from engine.authoring.quick_fixes import quick_fixes
from engine.authoring.references import Refused
from engine.authoring.sheet import laid_out
from engine.authoring.skeletons import filled
from engine.diagnostics import Diagnostic
from engine.diagnostics.translate import in_language, said_in
from engine.diagnostics.values import Fix
from engine.lsp.convert import diagnostic
from engine.lsp.hover import kind_word
from engine.lsp.laws import document_of
from engine.lsp.places import edited, everywhere, name_at
from engine.lsp.positions import Buffer
from engine.lsp.projects import READING, Project
from engine.lsp.service import HjemmelServer


def add_writing(server: HjemmelServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["§", ".", ":"]))
    def completion(ls: HjemmelServer, params: lsp.CompletionParams) -> lsp.CompletionList:
        project, buffer = ls.at(params.text_document.uri)
        texts = project.texts
        offset = buffer.offset(params.position)
        found = candidates(
            texts, buffer.name, offset, lambda source: ls.laws.sections(texts, document_of(texts, source))
        )
        language = texts.sheets[buffer.name].language
        snippets = _snippets(ls)
        items = [_completion(each, number, buffer, offset, language, snippets) for number, each in enumerate(found)]
        return lsp.CompletionList(is_incomplete=False, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(ls: HjemmelServer, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        _, buffer, found = name_at(ls, params)
        if found is None or (found.target is None and found.binder is None):
            return None
        return lsp.PrepareRenamePlaceholder(buffer.of(found.span), found.text)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(ls: HjemmelServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        project, buffer, found = name_at(ls, params)
        if found is None or (found.target is None and found.binder is None):
            raise JsonRpcInvalidParams(_said("nothing here has a name that rule files declare", project, buffer))
        where = project.texts.where(buffer.name, project.texts.sheets[buffer.name].number_at(found.span.start) or 0)
        refused = project.texts.may_be_called(found.target, params.new_name, where)
        if isinstance(refused, Refused) and params.new_name != found.text:
            raise JsonRpcInvalidParams(_said(refused.reason, project, buffer))
        return edited(ls, project, [(span, params.new_name) for span in everywhere(project, buffer, found)])

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    def code_actions(ls: HjemmelServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        project, buffer = ls.at(params.text_document.uri)
        first, last = buffer.offset(params.range.start), buffer.offset(params.range.end)
        actions = []
        for found in project.diagnostics(buffer.name):
            if found.span.start <= last and first <= found.span.end:
                fixes = quick_fixes(project.texts, found)
                actions += [_action(ls, project, buffer, found, fix, len(fixes)) for fix in fixes]
        return actions

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatting(ls: HjemmelServer, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        project, buffer = ls.at(params.text_document.uri)
        with READING:
            text = laid_out(project.texts.sheets[buffer.name])
        if text is not None and "\r\n" in buffer.raw:
            text = text.replace("\n", "\r\n")
        if text is None or text == buffer.source.text:
            return []
        return [_shortest(buffer, text)]


def _said(text: str, project: Project, buffer: Buffer) -> str:
    """A sentence in the language of a file."""
    language = project.texts.sheets[buffer.name].language
    return said_in(text, language)


def _snippets(ls: HjemmelServer) -> bool:
    can = ls.client_capabilities.text_document
    item = can.completion.completion_item if can is not None and can.completion is not None else None
    return bool(item is not None and item.snippet_support)


_COMPLETIONS = {
    "item": lsp.CompletionItemKind.Keyword,
    "keyword": lsp.CompletionItemKind.Keyword,
    "skeleton": lsp.CompletionItemKind.Snippet,
    "section": lsp.CompletionItemKind.Reference,
    "place": lsp.CompletionItemKind.Reference,
    "source": lsp.CompletionItemKind.Module,
    "entity": lsp.CompletionItemKind.Class,
    "fact": lsp.CompletionItemKind.Field,
    "discretion": lsp.CompletionItemKind.Interface,
    "parameter": lsp.CompletionItemKind.Constant,
    "choice": lsp.CompletionItemKind.EnumMember,
    "reading": lsp.CompletionItemKind.EnumMember,
    "variable": lsp.CompletionItemKind.Variable,
    "rule": lsp.CompletionItemKind.Function,
    "exception": lsp.CompletionItemKind.Function,
    "unit": lsp.CompletionItemKind.Unit,
}


def _completion(
    each: Candidate, number: int, buffer: Buffer, offset: int, language: str, snippets: bool
) -> lsp.CompletionItem:
    text = each.text if not each.is_skeleton or snippets else filled(each.text)
    detail = each.detail
    if each.target is not None and each.kind not in ("choice", "reading", "source"):
        detail = kind_word(each.kind, language) + detail[len(each.kind) :]
    return lsp.CompletionItem(
        each.label,
        kind=_COMPLETIONS.get(each.kind, lsp.CompletionItemKind.Property),
        detail=detail or None,
        sort_text=f"{number:05}",
        filter_text=each.label,
        insert_text_format=lsp.InsertTextFormat.Snippet
        if each.is_skeleton and snippets
        else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(buffer.range(each.start, offset), text),
    )


def _action(
    ls: HjemmelServer, project: Project, buffer: Buffer, found: Diagnostic, fix: Fix, of: int
) -> lsp.CodeAction:
    language = project.texts.sheets[buffer.name].language
    return lsp.CodeAction(
        _said(fix.message, project, buffer),
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(in_language(found, language), buffer, ls.buffer_of(project))],
        is_preferred=of == 1 and fix.is_safe,
        edit=edited(ls, project, [(edit.span, edit.text) for edit in fix.edits]),
    )


def _shortest(buffer: Buffer, text: str) -> lsp.TextEdit:
    """The new text in place of the old, without what is the same at both ends, so that the cursor stays."""
    old = buffer.source.text
    same = _alike(old, text)
    end = _alike(old[same:][::-1], text[same:][::-1])
    place = lsp.Range(buffer.position(same), buffer.position(len(old) - end))
    return lsp.TextEdit(place, text[same : len(text) - end])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
