"""How a case that was run came out, as findings that stand beside it; run again whenever the project was checked."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics import Diagnostic, Severity
from engine.lsp.analysed import Analysed, failed
from engine.lsp.projects import Project
from engine.lsp.words import word
from engine.model.policy import CaseExample
from engine.records.examples import ExampleResult
from engine.source import Span

Ran = tuple[ExampleResult, list[Diagnostic]]


def run(analysed: Analysed, examples: Iterable[CaseExample]) -> list[Ran]:
    """Some cases, run with the texts as they were bound, and what is to be said of each."""
    return [(result, _said(analysed, result)) for result in analysed.workspace.run(examples)]


def run_before(project: Project, analysed: Analysed) -> list[CaseExample]:
    """The cases that have been run and are still as they were."""
    found = []
    for example in analysed.workspace.policy.cases if project.results else ():
        placed = analysed.sheets[example.span.file].at(example.span.start)
        if placed is not None and project.results.get(id(placed[1]), (None,))[0] is placed[1]:
            found.append(example)
    return found


def _said(analysed: Analysed, result: ExampleResult) -> list[Diagnostic]:
    """Each expectation that was not met; or that all were, on the first line of the case."""
    if result.failures:
        return [failed(failure) for failure in result.failures]
    span, name = result.example.span, result.example.name
    sheet = analysed.sheets[span.file]
    line = sheet.source.text[span.start : span.end].partition("\n")[0].rstrip()
    place = Span(span.file, span.start, span.start + len(line))
    return [Diagnostic("case", "passed", Severity.NOTE, place, word("passed", sheet.language, name=name))]
