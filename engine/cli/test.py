"""`hjemmel test`: the cases beside the law, run, and what failed told where it is written."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import click

from engine.cli.screen import answer, colour_on, finish, stop, talk
from engine.cli.tongue import here, language_option, of_file, say
from engine.cli.tongue import told as told_in
from engine.cli.watch import watch_option

if TYPE_CHECKING:
    from engine.records.examples import ExampleResult, Failure
    from engine.source import SourceText


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format", type=click.Choice(("pretty", "json", "junit")), default="pretty", show_default=True)
@click.option("--run", "patterns", metavar="TEXT", multiple=True, help="Only cases whose name holds this text.")
@click.option("--coverage", "covering", is_flag=True, help="Tell what the cases cover of the rules, both ways.")
@click.option("--mutate", "mutating", is_flag=True, help="Make small slips in the law; tell which no case notices.")
@click.option("--boundaries", "proposing", is_flag=True, help="Propose a case on each limit that no case stands on.")
@click.option("--within", "within", metavar="SOURCE", multiple=True, help="Only slips or limits of this source.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only so many slips or limits, evenly spread.")
@click.option("--save", metavar="FILE", help="Write the cases proposed to a new file.")
@click.option("--threshold", type=click.IntRange(0, 100), help="Exit 1 where coverage or score is below this percent.")
@click.option("--update", "updating", is_flag=True, help="Show what comes out now, and write it where it is agreed to.")
@click.option("--yes", "unasked", is_flag=True, help="Write what --update shows without asking.")
@language_option
@watch_option
def command(
    paths: tuple[str, ...],
    format: str,
    patterns: tuple[str, ...],
    covering: bool,
    mutating: bool,
    proposing: bool,
    within: tuple[str, ...],
    limit: int | None,
    save: str | None,
    threshold: int | None,
    updating: bool,
    unasked: bool,
    language: str | None,
    watch: bool,
) -> None:
    """Run the cases beside the law: outcomes, amounts, provisions used and not used, and what they wait for.

    With --coverage: which rules and exceptions a case applies, and which a case considers and does not apply.
    With --mutate: which slips in a rule, made one at a time, no case would notice.
    With --boundaries: cases on the limits that no case stands on, for a jurist to judge.
    Exits 1 when a case fails, and when coverage or score is below the threshold.
    """
    from engine.cli.cases import default_policies, opened
    from engine.evaluate import cache

    asked = {"--coverage": covering, "--mutate": mutating, "--boundaries": proposing, "--update": updating}
    asked["--watch"] = watch
    _only_one([name for name, given in asked.items() if given])
    _goes_with(threshold is not None, "--threshold", covering or mutating, "--coverage or --mutate")
    _goes_with(bool(within), "--within", mutating or proposing, "--mutate or --boundaries")
    _goes_with(limit is not None, "--limit", mutating or proposing, "--mutate or --boundaries")
    _goes_with(save is not None, "--save", proposing, "--boundaries")
    _goes_with(unasked, "--yes", updating, "--update")
    if format == "junit" and mutating or format != "pretty" and (proposing or updating or watch):
        raise click.UsageError("what you ask for is not told in this format; leave --format out")
    if watch:
        from engine.cli.test_watch import Watched
        from engine.cli.watch import watching

        found = paths or default_policies()
        watching(found, Watched(found, patterns).run)
    workspace = opened(paths)
    cache.leave(workspace.policy)  # thousands of cases, each asked in its own way, would push out what is decided daily
    results = list(workspace.test(patterns))
    if patterns and not results:
        stop("no case has a name with " + " or ".join(f"`{pattern}`" for pattern in patterns))
    failed = sum(not result.passed for result in results)
    below = False
    if updating:
        from engine.cli.test_update import update

        update(workspace, results, unasked)
    elif covering:
        from engine.cli import test_coverage

        below = test_coverage.report(workspace, results, format, threshold)
    elif mutating:
        from engine.cli import test_mutate

        below = test_mutate.report(workspace, results, format, within, bool(patterns), limit, threshold)
    elif proposing:
        from engine.cli.test_boundaries import propose

        propose(workspace, results, within, bool(patterns), limit, save)
    else:
        draw = {"pretty": pretty, "json": _json, "junit": _junit}[format]
        answer(draw(results, workspace.sources))
    if covering or mutating or proposing or format == "pretty":
        talk(counted(results))
    finish(1 if failed or below else 0)


def _only_one(asked: list[str]) -> None:
    if len(asked) > 1:
        raise click.UsageError(f"{asked[0]} and {asked[1]} answer different questions: give one or the other")


def _goes_with(given: bool, option: str, wanted: bool, others: str) -> None:
    if given and not wanted:
        raise click.UsageError(f"{option} is of {others}; give that too")


def pretty(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> str:
    """A line for each case, and under it what failed."""
    lines = []
    for result in results:
        lines.append(f"{mark(result, sources)}  {result.example.source}: {result.example.name}")
        lines += [f"        {_place(failure, sources)} {told(failure, sources)}" for failure in result.failures]
    return "\n".join(lines)


def mark(result: ExampleResult, sources: Mapping[str, SourceText]) -> str:
    """Whether the case passed, in the language of its file, and in colour on a terminal."""
    word = say("passed" if result.passed else "FAILED", of_file(result.example.span.file, sources))
    colour = "\x1b[32m" if result.passed else "\x1b[31m"
    return f"{colour}{word}\x1b[0m" if colour_on(sys.stdout) else word


def counted(results: Sequence[ExampleResult], affected: bool = False) -> str:
    """How many passed and failed, in the language the rule files share."""
    failed = sum(not result.passed for result in results)
    if results:
        return say("{a} passed, {b} failed", here(), a=len(results) - failed, b=failed)
    return say("no case is affected" if affected else "these policies hold no cases", here())


def told(failure: Failure, sources: Mapping[str, SourceText]) -> str:
    """What came out otherwise than expected, in the language of the file."""
    return told_in(failure.message, of_file(failure.span.file, sources))


def _json(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> str:
    return json.dumps({"cases": as_data(results, sources)}, ensure_ascii=False, indent=1)


def as_data(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> list[dict[str, object]]:
    """Each case with what failed, as plain data."""
    return [
        {
            "case": result.example.name,
            "source": result.example.source,
            "passed": result.passed,
            "failures": [
                {"place": _place(failure, sources).rstrip(":"), "message": told(failure, sources)}
                for failure in result.failures
            ],
        }
        for result in results
    ]


def _junit(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> str:
    return as_xml(suite_of(results, sources))


def as_xml(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def suite_of(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> ElementTree.Element:
    """The cases as a suite of JUnit."""
    failed = sum(not result.passed for result in results)
    counts = {"name": "hjemmel test", "tests": str(len(results)), "failures": str(failed), "errors": "0"}
    suite = ElementTree.Element("testsuite", counts)
    for result in results:
        names = {"name": result.example.name, "classname": result.example.source}
        case = ElementTree.SubElement(suite, "testcase", names)
        for failure in result.failures:
            said = told(failure, sources)
            node = ElementTree.SubElement(case, "failure", {"message": said, "type": "expectation"})
            node.text = f"{_place(failure, sources)} {said}"
    return suite


def _place(failure: Failure, sources: Mapping[str, SourceText]) -> str:
    source = sources.get(failure.span.file)
    if source is None:
        return f"{failure.span.file}:"
    line, column = source.position(failure.span.start)
    return f"{failure.span.file}:{line}:{column}:"
