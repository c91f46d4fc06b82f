"""`hjemmel test --coverage`: what the cases cover, in words, as JSON and as JUnit. Start reading at `report`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from engine.cli.laws import placed, where
from engine.cli.screen import answer, talk
from engine.cli.tongue import here, keyword, of_file, say

if TYPE_CHECKING:
    from engine.authoring.coverage import Coverage, CoveredRule
    from engine.records.examples import ExampleResult
    from engine.source import SourceText
    from engine.workspace import Workspace

APPLIED, PASSED_OVER = "applied", "considered and not applied"


def report(workspace: Workspace, results: Sequence[ExampleResult], format: str, threshold: int | None) -> bool:
    """Print the coverage; gives whether it is below the threshold."""
    from engine.cli.test import as_data, as_xml, pretty, suite_of

    found, sources = workspace.coverage(results), workspace.sources
    if format == "json":
        data = {"cases": as_data(results, sources), "coverage": _as_data(found, sources)}
        answer(json.dumps(data, ensure_ascii=False, indent=1))
    elif format == "junit":
        suites = ElementTree.Element("testsuites")
        suites.extend([suite_of(results, sources), _suite(found, sources)])
        answer(as_xml(suites))
    else:
        failed = [result for result in results if not result.passed]
        answer("\n".join([*([pretty(failed, sources), ""] if failed else []), *_lines(found, sources)]))
    below = threshold is not None and found.lowest < threshold
    if below:
        talk(say("the lowest sum is {n} %, below {m} %", here(), n=found.lowest, m=threshold))
    return below


def _lines(found: Coverage, sources: Mapping[str, SourceText]) -> Iterator[str]:
    """Source by source: the sums, and what is lacking by provision; last the sums of all."""
    for source, part in found.by_source.items():
        yield from (source, *_table(part))
        for provision, lacking in _lacking(part):
            yield f"  {provision}"
            yield from (f"    {_told(each, what, sources)}" for each, what in lacking)
        yield ""
    yield from (say("all", here()), *_table(found))


def _table(found: Coverage) -> Iterator[str]:
    language = here()
    names = {name: say(name, language) for name in found.sums}
    width = max(map(len, names.values())) + 1
    of, applied_word, over_word = (say(each, language) for each in ("of", APPLIED, PASSED_OVER))
    for name, (applied, passed_over) in found.sums.items():
        yield (
            f"  {names[name]:<{width}}{applied.covered:>5} {of} {applied.total:<5}{applied_word} {applied.percent:>3} %"
            f"{passed_over.covered:>9} {of} {passed_over.total:<5}{over_word} {passed_over.percent:>3} %"
        )


def _lacking(found: Coverage) -> Iterator[tuple[str, list[tuple[CoveredRule, str]]]]:
    """What no case does, by provision in the order of the act."""
    from engine.analysis.words import place

    by_provision: dict[str, list[tuple[CoveredRule, str]]] = {}
    for each in found.rules:
        lacks = [what for what, done in _ways(each) if not done]
        if lacks:
            provision = place(each.provisions[0]) if each.provisions else ""
            by_provision.setdefault(provision, []).append((each, " or ".join(lacks)))
    return iter(by_provision.items())


def _ways(each: CoveredRule) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ways a rule must be met with, each with the cases that do."""
    yield APPLIED, each.applied_by
    if each.can_fall:
        yield PASSED_OVER, each.passed_over_by


def _told(each: CoveredRule, lacks: str, sources: Mapping[str, SourceText]) -> str:
    language = of_file(each.rule.span.file, sources)
    kind, lacking = keyword(each.rule.kind, language), say(f"is not {lacks}", language)
    return f"{where(each.rule.span, sources)} {kind} `{each.rule.name}` {lacking}"


def _as_data(found: Coverage, sources: Mapping[str, SourceText]) -> dict[str, Any]:
    return {
        "sums": _sums(found),
        "sources": {source: {"sums": _sums(part)} for source, part in found.by_source.items()},
        "rules": [
            {
                "rule": each.rule.id,
                "kind": each.rule.kind,
                "source": each.rule.source,
                "provisions": [str(citation) for citation in each.provisions],
                "place": placed(each.rule.span, sources),
                "applied_by": list(each.applied_by),
                "passed_over_by": list(each.passed_over_by),
                "can_fall": each.can_fall,
            }
            for each in found.rules
        ],
    }


def _sums(found: Coverage) -> dict[str, Any]:
    return {
        name: {
            key: {"covered": share.covered, "total": share.total, "percent": share.percent}
            for key, share in zip(("applied", "passed_over"), both, strict=True)
        }
        for name, both in found.sums.items()
    }


def _suite(found: Coverage, sources: Mapping[str, SourceText]) -> ElementTree.Element:
    """A test for each way each rule must be met with."""
    suite = ElementTree.Element("testsuite", {"name": "hjemmel test --coverage"})
    tests = failures = 0
    for each in found.rules:
        for way, done in _ways(each):
            tests += 1
            case = ElementTree.SubElement(
                suite, "testcase", {"name": f"{each.rule.name} {way}", "classname": each.rule.source}
            )
            if not done:
                failures += 1
                told = ElementTree.SubElement(case, "failure", {"message": f"no case: {way}"})
                told.text = _told(each, way, sources)
    suite.set("tests", str(tests))
    suite.set("failures", str(failures))
    return suite
