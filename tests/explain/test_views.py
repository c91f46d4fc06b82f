"""What holds for every reader and every language: the same steps, nothing decisive hidden, no ids for the person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.evaluate.decision import Decision
from engine.model.expressions import Read
from engine.model.policy import Policy
from explain import LANGUAGES, READERS, Justification, explain, render, select
from explain.selection import Checked, Concluded, FactKnown
from tests.explain.pages import expectations

PAGES = sorted((Path(__file__).parents[1] / "golden" / "justifications").glob("*.md"))


def decisions(page: Path) -> Iterator[tuple[Policy, Decision]]:
    seen: list[Decision] = []
    for it in expectations(page.read_text(encoding="utf-8")):
        if it.decision not in seen:
            seen.append(it.decision)
            yield it.policy, it.decision


def shape(justification: Justification) -> list[object]:
    """All of a justification but its words: parts, steps in order, addresses, days, exact values."""
    return [
        (
            part.kind,
            line.kind,
            line.step,
            line.level,
            line.basis,
            line.days,
            [(it.exact, it.unit) for it in line.values],
        )
        for part in justification.parts
        for line in part.lines
    ]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_three_languages_have_the_same_steps_in_the_same_order_and_the_same_numbers(page: Path, reader: str) -> None:
    for policy, decision in decisions(page):
        nb, nn, en = (shape(explain(policy, decision, reader, language)) for language in LANGUAGES)
        assert nb == nn == en


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_decisive_step_is_absent_from_any_view(page: Path) -> None:
    for policy, decision in decisions(page):
        told = {reader: select(policy, decision, reader) for reader in READERS}
        steps = {reader: {entry.step for entry in selection.entries} for reader, selection in told.items()}
        decisive = {
            entry.step
            for section in told["lawyer"].sections
            for entry in section.entries
            if entry.decisive and section.part in ("outcome", "facts", "grounds", "amount", "values", "discretion")
        } - {"discretion:none"}
        assert decisive - steps["person"] == set()
        assert decisive - steps["caseworker"] == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_step_selected_is_on_a_line_and_what_adds_no_words_is_said_elsewhere(page: Path) -> None:
    for policy, decision in decisions(page):
        selection = select(policy, decision, "person")
        lines = explain(policy, decision, "person", "nb").lines
        assert {it.step for it in selection.entries} - {step for line in lines for step in line.steps} == set()
        told = {it.what.term for it in selection.entries if isinstance(it.what, FactKnown)}
        told |= {it.what.term for it in selection.entries if isinstance(it.what, Concluded)}
        for it in selection.entries:
            if it.silent and it.kind == "condition_met":
                assert isinstance(it.what, Checked)
                assert isinstance(it.what.expression, Read)
                assert it.what.expression.term in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_person_meets_no_internal_id(page: Path, language: str) -> None:
    for policy, decision in decisions(page):
        text = render(explain(policy, decision, "person", language))
        names = {it.rsplit(".", 1)[-1] for it in (*policy.terms, *policy.rules) if "_" in it}
        members = {member for listed in decision.case.lists.values() for member in listed.ids}
        assert sorted(it for it in names | members if re.search(rf"\b{re.escape(it)}\b", text)) == []
        assert "_" not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_answer_comes_first_after_what_must_be_read_first(page: Path) -> None:
    for policy, decision in decisions(page):
        for reader in READERS:
            parts = [part.kind for part in explain(policy, decision, reader, "nb").parts if part.kind != "notices"]
            assert parts[0] == "outcome"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_rule_and_outcome_line_has_an_address(page: Path) -> None:
    for policy, decision in decisions(page):
        for line in explain(policy, decision, "lawyer", "nb").lines:
            if line.step.startswith(("rule:", "outcome:")) and not line.kind.startswith(("condition", "any_of", "pre")):
                assert line.address, line.text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_text_keeps_to_its_width_and_ends_no_line_in_space(page: Path) -> None:
    for policy, decision in decisions(page):
        for reader in READERS:
            for row in render(explain(policy, decision, reader, "nb")).splitlines():
                assert len(row) <= 100
                assert row == row.rstrip()
