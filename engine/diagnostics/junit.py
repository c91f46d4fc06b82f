"""Diagnostics as JUnit XML: an error is a failed test, any other finding a passed one that speaks.

A file that was read and has no findings is a test that passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from engine.diagnostics.places import Sources
from engine.diagnostics.pretty import pretty
from engine.diagnostics.screen import clipped
from engine.diagnostics.translate import in_language, language_for
from engine.diagnostics.values import Diagnostic, Severity

_NO_LANGUAGES: Mapping[str, str] = {}


def junit(diagnostics: Iterable[Diagnostic], sources: Sources, languages: Mapping[str, str] = _NO_LANGUAGES) -> str:
    """One suite: a test for each finding, and one for each file that was read and has none."""
    found = list(diagnostics)
    clean = sorted(set(sources) - {each.span.file for each in found})
    failures = sum(each.severity is Severity.ERROR for each in found)
    tests = [_finding(each, sources, languages) for each in found]
    tests += [f"    {_opened(name, 'no findings')}/>\n" for name in clean]
    count = f'tests="{len(tests)}" failures="{failures}" errors="0"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="hjemmel" {count}>\n'
        f'  <testsuite name="check" {count} skipped="0">\n' + "".join(tests) + "  </testsuite>\n</testsuites>\n"
    )


def _finding(diagnostic: Diagnostic, sources: Sources, languages: Mapping[str, str]) -> str:
    source = sources.get(diagnostic.span.file)
    where = " at {}:{}".format(*source.position(diagnostic.span.start)) if source else ""
    opened = _opened(diagnostic.span.file or "policy", f"{diagnostic.code} {diagnostic.slug}{where}")
    told = escape(pretty([diagnostic], sources, False, languages), quote=False)
    if diagnostic.severity is Severity.ERROR:
        said = in_language(diagnostic, language_for(diagnostic, languages)).message
        message = f'message="{escape(clipped(said))}" type="{diagnostic.code}"'
        return f"    {opened}>\n      <failure {message}>{told}</failure>\n    </testcase>\n"
    return f"    {opened}>\n      <system-out>{told}</system-out>\n    </testcase>\n"


def _opened(file: str, name: str) -> str:
    return f'<testcase classname="{escape(clipped(file))}" name="{escape(clipped(name))}"'
