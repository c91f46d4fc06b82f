"""Golden pages of justifications: a policy, a case, and what each reader is told.

A page is Markdown with ```policy blocks (each a rule file), ```case blocks (JSON as `hjemmel decide` reads it)
and, after each case, ```justification READER LANGUAGE blocks. `check_page` compares them; with `--accept` it writes
what came out, and the git diff is then read as carefully as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

from engine.diagnostics import Severity
from engine.evaluate import decide
from engine.evaluate.decision import Decision
from engine.model.case import Case
from engine.model.policy import Policy
from engine.resolve import resolve
from engine.source import SourceText
from engine.store.cases import has_errors, read_case
from engine.syntax import parse
from explain import explain, render

FENCE = re.compile(r"^```(?P<kind>\w+)(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@frozen
class Expected:
    """One justification block: whose, in which language, of which decision, and where it stands in the page."""

    policy: Policy
    decision: Decision
    reader: str
    language: str
    text: str
    start: int
    end: int


def expectations(page: str) -> Iterator[Expected]:
    """The justification blocks of a page, each with the decision it is about."""
    policy = policy_of(*(block["text"] for block in FENCE.finditer(page) if block["kind"] == "policy"))
    decision: Decision | None = None
    for block in FENCE.finditer(page):
        if block["kind"] == "case":
            decision = decision_of(policy, block["text"])
        if block["kind"] == "justification":
            assert decision is not None, "a justification stands before its case"
            reader, language = block["info"].split()
            start, end = block.span("text")
            yield Expected(policy, decision, reader, language, block["text"], start, end)


@cache
def policy_of(*texts: str) -> Policy:
    """The policy of some rule files, which must be without errors."""
    read = [parse(SourceText(f"page-{number}.policy", text)) for number, text in enumerate(texts)]
    policy, found = resolve([document for document, _ in read])
    wrong = [it for it in (*found, *(one for _, more in read for one in more)) if it.severity is Severity.ERROR]
    assert not wrong, [f"{it.code} {it.message}" for it in wrong]
    return policy


def decision_of(policy: Policy, case: str) -> Decision:
    """The decision of a case in JSON, which must be without errors."""
    read, options, found = read_case(SourceText("case.json", case), policy)
    assert read is not None, [f"{it.code} {it.message}" for it in found]
    assert not has_errors(found)
    return decide(policy, read, options)


def check_page(path: Path, accept: bool) -> None:
    """Every justification of a page is what `explain` and `render` give; with `accept`, the page is rewritten."""
    page = path.read_text(encoding="utf-8")
    made = [(it, told(it)) for it in expectations(page)]
    assert made, f"{path.name} expects nothing"
    if accept:
        for it, text in reversed(made):
            page = page[: it.start] + text + page[it.end :]
        path.write_text(page, encoding="utf-8")
        return
    for it, text in made:
        assert text == it.text, f"{path.name}, {it.reader} {it.language}"


def told(it: Expected) -> str:
    """The justification as text; the digest of the policy says nothing to a reader of the page."""
    text = render(explain(it.policy, it.decision, it.reader, it.language, again(it.policy, it.decision)))
    return text.replace(it.decision.policy_digest, "…")


def again(policy: Policy, decision: Decision) -> Callable[[Case], Decision]:
    """Decides another case as this one was decided."""
    return lambda case: decide(policy, case, decision.options)
