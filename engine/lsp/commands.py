"""What lenses run: the cases beside the law, and lists of exceptions and of what depends on a thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsprotocol import types as lsp

from engine.diagnostics.translate import said_in
from engine.lsp import lenses as lens
from engine.lsp.analysed import analyse
from engine.lsp.places import locations
from engine.lsp.projects import Project
from engine.lsp.results import run
from engine.lsp.service import HjemmelServer
from engine.lsp.words import word


def add_commands(server: HjemmelServer) -> None:
    @server.command(lens.RUN_CASE)
    async def run_case(ls: HjemmelServer, uri: str, title: str) -> dict[str, Any]:
        return await _run(ls, uri, title)

    @server.command(lens.RUN_CASES)
    async def run_cases(ls: HjemmelServer, uri: str, *_: Any) -> dict[str, Any]:
        return await _run(ls, uri, None)

    @server.command(lens.SHOW_EXCEPTIONS)
    def show_exceptions(ls: HjemmelServer, uri: str, id: str, *_: Any) -> list[lsp.Location]:
        project = ls.at(uri)[0]
        return _shown(ls, project, lens.exceptions_of(project.checked, id) if project.checked is not None else [])

    @server.command(lens.SHOW_DEPENDENTS)
    def show_dependents(ls: HjemmelServer, uri: str, id: str, *_: Any) -> list[lsp.Location]:
        project = ls.at(uri)[0]
        return _shown(ls, project, lens.dependents_of(project.checked, id) if project.checked is not None else [])


def _shown(ls: HjemmelServer, project: Project, ids: Iterable[str]) -> list[lsp.Location]:
    """Where some things are declared now. The editor's extension shows the list."""
    names = project.texts.directory.names.own
    spans = [
        entry.span for id in ids if (entry := names.get(id.partition(".")[0], {}).get(id.partition(".")[2])) is not None
    ]
    return locations(ls, project, spans)


async def _run(ls: HjemmelServer, uri: str, title: str | None) -> dict[str, Any]:
    """Runs one case of a file, or all of them, against the texts as they are now, and tells how it went."""
    project, buffer = ls.at(uri)
    generation = project.generation
    if project.analysed is None or project.analysed.sheets is not project.texts.sheets:
        unread = [found for each in project.unread.values() for found in each]
        project.analysed = await ls.behind(analyse, project.texts, unread)
    workspace, language = project.analysed.workspace, project.texts.sheets[buffer.name].language
    chosen = [each for each in workspace.policy.cases if each.span.file == buffer.name and title in (None, each.name)]
    if not chosen or workspace.has_errors:
        said = (
            word("errors", language, n=len(workspace.errors))
            if workspace.has_errors
            else word("unbound", language, name=title or "")
        )
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, said))
        return {"run": 0, "passed": 0, "message": said}
    ran = await ls.behind(run, project.analysed, chosen)
    results = [result for result, _ in ran]
    passed = sum(result.passed for result in results)
    for result, found in ran if project.generation == generation else ():
        project.keep_result(buffer.name, result.example.span.start, found)
    ls.publish(project, buffer.name)
    said = _told(results, language)
    kind = lsp.MessageType.Info if passed == len(results) else lsp.MessageType.Warning
    ls.window_show_message(lsp.ShowMessageParams(kind, said))
    failures = [f"{result.example.name}: {said_in(f.message, language)}" for result in results for f in result.failures]
    return {"run": len(results), "passed": passed, "message": said, "failures": failures}


def _told(results: list[Any], language: str) -> str:
    if len(results) > 1:
        return word("all_passed", language, n=len(results), passed=sum(result.passed for result in results))
    (result,) = results
    if result.passed:
        return word("passed", language, name=result.example.name)
    return word("failed", language, name=result.example.name, n=len(result.failures))
