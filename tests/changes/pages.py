"""Golden pages of comparisons: two versions, and the page a reviewer reads.

A ```compare block is either one line about the shipped policies (two days, a language, and what it is held to), or two
small rule files with `==== LANGUAGE` between them. The ```page block after it is what `hjemmel diff` prints.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from engine.diagnostics import Severity
from engine.diff.comparison import Comparison, Side, Wanted, compare_versions
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from engine.workspace import Workspace, open_workspace
from explain.compared import comparison_page
from explain.document_text import as_text

HEAD = """\
language en
act prøveloven LOV-2000-01-01-1
  nb "prøveloven"  nn "prøvelova"  en "the Trial Act"
  covers from 2000-01-01
entity person
  nb "personen"  nn "personen"  en "the person"
"""


@cache
def shipped() -> Workspace:
    return open_workspace(["policies"])


@cache
def side(text: str, name: str) -> Side:
    """A rule file under the head of a made-up act; it must be without errors."""
    source = SourceText(f"{name}.policy", HEAD + text)
    document, unread = parse(source)
    policy, unbound = resolve([document])
    wrong = [it.message for it in (*unread, *unbound) if it.severity is Severity.ERROR]
    assert wrong == []
    return Side(name, policy, {source.name: source})


def small(before: str, after: str, wanted: Wanted | None = None) -> Comparison:
    """Two small rule files compared."""
    return compare_versions(side(before, "before"), side(after, "after"), wanted or Wanted())


@cache
def on_days(first: date, last: date, within: tuple[str, ...]) -> Comparison:
    """The shipped policies on two days."""
    workspace = shipped()
    return compare_versions(workspace.side("policies", first), workspace.side("policies", last), Wanted(within=within))


def told(block: str) -> str:
    """The page a ```compare block gives."""
    parted = re.split(r"^==== (nb|nn|en)\n", block, maxsplit=1, flags=re.MULTILINE)
    if len(parted) == 3:
        return as_text(comparison_page(small(parted[0], parted[2]), parted[1]))
    first, last, language, *within = block.split()
    made = on_days(date.fromisoformat(first), date.fromisoformat(last), tuple(within))
    return as_text(comparison_page(made, language))
