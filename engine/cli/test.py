"""`hjemmel test`: the cases beside the law, run, and what failed told where it is written."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import click

from engine.cli.screen import answer, colour_on, finish, stop, talk

if TYPE_CHECKING:
    from engine.records.examples import ExampleResult, Failure
    from engine.source import SourceText


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format", type=click.Choice(("pretty", "json", "junit")), default="pretty", show_default=True)
@click.option("--run", "patterns", metavar="TEXT", multiple=True, help="Only cases whose name holds this text.")
def command(paths: tuple[str, ...], format: str, patterns: tuple[str, ...]) -> None:
    """Run the cases beside the law: outcomes, amounts, provisions used and not used, and what they wait for.

    Exits 1 when a case fails.
    """
    from engine.cli.cases import opened

    workspace = opened(paths)
    results = list(workspace.test(patterns))
    if patterns and not results:
        stop("no case has a name with " + " or ".join(f"`{pattern}`" for pattern in patterns))
    draw = {"pretty": _pretty, "json": _json, "junit": _junit}[format]
    answer(draw(results, workspace.sources))
    failed = sum(not result.passed for result in results)
    if format == "pretty":
        talk(f"{len(results) - failed} passed, {failed} failed" if results else "these policies hold no cases")
    finish(1 if failed else 0)


def _pretty(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> str:
    """A line for each case, and under it what failed."""
    good, bad, plain = ("\x1b[32m", "\x1b[31m", "\x1b[0m") if colour_on(sys.stdout) else ("", "", "")
    lines = []
    for result in results:
        mark = f"{good}passed{plain}" if result.passed else f"{bad}FAILED{plain}"
        lines.append(f"{mark}  {result.example.source}: {result.example.name}")
        lines += [f"        {_place(failure, sources)} {failure.message}" for failure in result.failures]
    return "\n".join(lines)


def _json(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> str:
    data = [
        {
            "case": result.example.name,
            "source": result.example.source,
            "passed": result.passed,
            "failures": [
                {"place": _place(failure, sources).rstrip(":"), "message": failure.message}
                for failure in result.failures
            ],
        }
        for result in results
    ]
    return json.dumps({"cases": data}, ensure_ascii=False, indent=1)


def _junit(results: Sequence[ExampleResult], sources: Mapping[str, SourceText]) -> str:
    failed = sum(not result.passed for result in results)
    counts = {"name": "hjemmel test", "tests": str(len(results)), "failures": str(failed)}
    suite = ElementTree.Element("testsuite", counts)
    for result in results:
        names = {"name": result.example.name, "classname": result.example.source}
        case = ElementTree.SubElement(suite, "testcase", names)
        for failure in result.failures:
            told = ElementTree.SubElement(case, "failure", {"message": failure.message})
            told.text = f"{_place(failure, sources)} {failure.message}"
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(suite, encoding="unicode")


def _place(failure: Failure, sources: Mapping[str, SourceText]) -> str:
    source = sources.get(failure.span.file)
    if source is None:
        return f"{failure.span.file}:"
    line, column = source.position(failure.span.start)
    return f"{failure.span.file}:{line}:{column}:"
