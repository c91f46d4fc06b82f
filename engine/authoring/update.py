"""Expectations that no longer hold, written anew with what comes out now; everything else in the file stays as it is.

Only an outcome, an amount or a date is written anew. A provision that is no longer used, whether a decision is ready,
and whatever is open or becomes so, an author must look at: these are told of and left. Start reading at `updates`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from engine.authoring.written_types import value_text
from engine.evaluate.decision import Answer, Decision, Segment
from engine.model.policy import CaseExample, Expectation, Policy
from engine.records.examples import ExampleResult
from engine.source import SourceText, Span
from engine.syntax.parse import read_language
from engine.syntax.tables import spelled


@frozen
class Updates:
    """New words for places in case files, and of what is left: the place, the case, and why."""

    edits: tuple[tuple[Span, str], ...]
    left: tuple[tuple[Span, str, str], ...]


def updates(
    policy: Policy, failed: Iterable[tuple[ExampleResult, Decision]], sources: Mapping[str, SourceText]
) -> Updates:
    """What to write for the expectations that do not hold, and those to look at by hand."""
    edits: list[tuple[Span, str]] = []
    left: list[tuple[Span, str, str]] = []
    for result, decision in failed:
        places = {failure.span for failure in result.failures}
        for expected in result.example.expected:
            if expected.span not in places:
                continue
            source = sources.get(expected.span.file)
            now = _now(policy, result.example, expected, decision, source) if source is not None else "it has no file"
            if isinstance(now, Written):
                edits.append((expected.span, now.text))
            else:
                left.append((expected.span, result.example.name, now))
    return Updates(tuple(edits), tuple(left))


@frozen
class Written:
    """An expectation as it would be written now."""

    text: str


def _now(
    policy: Policy, example: CaseExample, expected: Expectation, decision: Decision, source: SourceText
) -> Written | str:
    """The expectation with what comes out now, or why it is left."""
    if not expected.term:
        return "whether the decision is ready must be judged by hand"
    answer = next((it for it in decision.answers if (it.term, it.member) == (expected.term, expected.member)), None)
    if answer is None or policy.entities[policy.terms[expected.term].entity].is_decision_kind:
        return "what attaches to a decision must be judged by hand"
    first = (expected.period.first if expected.period is not None else None) or example.day
    last = (expected.period.last if expected.period is not None else None) or example.last or example.day
    reached = _reached(answer, first, last)
    if expected.outcome == "open" or expected.waits_for:
        return "it was expected to be open; say by hand what it is now"
    if not reached or any(segment.value is None for segment in reached):
        return "it has become open; find out what it waits for"
    said = source.text[expected.span.start : expected.span.end]
    name = said.partition(":")[0].strip()
    text = ", ".join(_written(policy, name, expected, segment, len(reached) > 1, source) for segment in reached)
    return Written(text) if text != said else "the provisions it rests on must be judged by hand"


def _reached(answer: Answer, first: date, last: date) -> list[Segment]:
    """The stretches of days an expectation speaks of, neighbours with one value as one."""
    found: list[Segment] = []
    for segment in answer.segments:
        if segment.first > last or first > segment.last:
            continue
        part = evolve(segment, first=max(first, segment.first), last=min(last, segment.last))
        if found and found[-1].value == part.value:
            found[-1] = evolve(found[-1], last=part.last)
        else:
            found.append(part)
    return found


def _written(
    policy: Policy, name: str, expected: Expectation, segment: Segment, split: bool, source: SourceText
) -> str:
    language = read_language(source)[0]
    words, term, value = spelled(language), policy.terms[expected.term], segment.value
    assert value is not None
    if isinstance(value, bool):
        said = words["MET" if value else "NOT_MET"]
    elif term.is_action:
        said = words[str(value).upper()]
    else:
        said = value_text(value, term.type, language)
    first, last = (segment.first, segment.last) if split else _own(expected)
    days = f" {words['FROM']} {first}" if first is not None else ""
    days += f" {words['TO']} {last}" if last is not None else ""
    return f"{name}: {said}{days}"


def _own(expected: Expectation) -> tuple[date | None, date | None]:
    return (expected.period.first, expected.period.last) if expected.period is not None else (None, None)


def rewritten(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """A text with each place written anew."""
    for span, new in sorted(edits, key=lambda edit: edit[0].start, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def by_file(edits: Iterable[tuple[Span, str]]) -> Iterator[tuple[str, list[tuple[Span, str]]]]:
    """The edits of each file, files in order of name."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for span, new in edits:
        found.setdefault(span.file, []).append((span, new))
    return iter(sorted(found.items()))
