"""What an explanation must keep true, over the shipped policies and the cases beside them.

Numbered as in the requirements for explanations: 2 what decided, 3 what a refusal claims, 4 nothing decisive hidden,
5 three languages, 7 assessments and duties. The cases are every so many of each act, so that all acts are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

import pytest
from attrs import evolve

from engine.evaluate import decide
from engine.evaluate.decision import Decision
from engine.model import expressions as model
from engine.model.case import Assessment, Case, Key, Options, Statement
from engine.model.policy import CaseExample, DiscretionClauses, Policy
from engine.records.examples import case_of
from engine.workspace import Workspace, open_workspace
from explain import DEPTHS, LANGUAGES, READERS, Justification, phrase, select
from explain.selection import Checked, Entry, Others, Selection
from explain.spare import told_by, without

STRIDE = 16


@cache
def workspace() -> Workspace:
    return open_workspace(["policies"])


def policy() -> Policy:
    return workspace().policy


@cache
def sample() -> tuple[tuple[str, Decision], ...]:
    """Every sixteenth case of each act with its name, in the order they are written, decided."""
    by_act: dict[str, list[CaseExample]] = {}
    for it in policy().cases:
        by_act.setdefault(it.source, []).append(it)
    chosen = [it for cases in by_act.values() for it in cases[3 % len(cases) :: STRIDE]]
    cases = [(it.name, *case_of(policy(), it)) for it in chosen]
    return tuple((name, again(case, options)) for name, case, options in cases if case.requested)


def again(case: Case, options: Options) -> Decision:
    return workspace().decide_case(case, options)


@cache
def selected(number: int, reader: str, depth: str = "usual") -> Selection:
    """What a reader is told of a case of the sample."""
    decision = sample()[number][1]
    return select(policy(), decision, reader, lambda case: again(case, decision.options), depth=depth)


def page(number: int, reader: str, language: str, depth: str = "usual") -> Justification:
    return phrase(policy(), sample()[number][1], selected(number, reader, depth), language)


# ── 2 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def given(case: Case) -> set[Key]:
    return {*case.facts, *case.assessments}


def decisive(decision: Decision) -> set[Key]:
    return {(term, member) for term, member, mattered in decision.facts if mattered}


def grounds(decision: Decision) -> list[object]:
    return [(it.first, it.last, it.value, it.grounds) for answer in decision.answers for it in answer.segments]


def test_2_what_is_not_marked_decisive_can_all_be_left_out_together() -> None:
    """Acceptance test 2: outcome, amounts and decisive grounds are the same without all that did not matter."""
    changed = []
    for name, decision in sample():
        case = decision.case
        for key in given(case) - decisive(decision):
            case = without(case, key)
        if grounds(again(case, decision.options)) != grounds(decision):
            changed.append(name)
    assert changed == []


def test_2_what_is_marked_decisive_changes_something_or_the_page_says_it_is_spare() -> None:
    """Acceptance test 2: without one decisive fact something changes or opens, or the page says another ground does."""
    spares = 0
    for number, (name, decision) in enumerate(sample()):
        told = {key for it in selected(number, "person").entries if isinstance(it.what, Others) for key in it.what.keys}
        for key in decisive(decision) & given(decision.case):
            is_same = told_by(again(without(decision.case, key), decision.options)) == told_by(decision)
            assert is_same is (key in told), (name, key)
            spares += is_same
    assert spares


# ── 3 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def claims(number: int) -> Iterator[tuple[Key, Entry, Checked]]:
    """What the page says of a refusal's grounds: had this one been otherwise, the answer would have been another."""
    for section in selected(number, "lawyer", "full").sections:
        for entry in section.entries if section.answer is not None else ():
            if isinstance(entry.what, Checked) and entry.what.alone is not None:
                yield section.answer, entry, entry.what


def granted(decision: Decision, what: Checked) -> Case | None:
    """The case with the ground met, where a fact or an assessment alone says so."""
    node = what.expression
    if not isinstance(node, model.Read) or decision.case.last is not None:
        return None
    key, case = (node.term, what.member), decision.case
    if key in case.facts:
        return evolve(case, facts={**case.facts, key: (Statement("known", what.wanted),)})
    if key in case.assessments:
        new = Assessment(value=what.wanted, complete=True)
        return evolve(case, assessments={**case.assessments, key: (new,)})
    return None


def test_3_every_decisive_ground_of_a_refusal_is_told() -> None:
    """Acceptance test 3: a refusal's page has every decisive rule of the term that was asked for."""
    refused = 0
    for number, (name, decision) in enumerate(sample()):
        steps = {it.step for it in selected(number, "person").entries}
        for answer in decision.answers:
            for segment in answer.segments:
                refused += segment.value is False
                for rule, member, _ in segment.grounds if segment.value is False else ():
                    conclusion = policy().rules[rule].conclusion
                    if conclusion is not None and conclusion.term == answer.term and member == answer.member:
                        assert any(it.startswith((f"rule:{rule}:", "none:")) for it in steps), (name, rule)
    assert refused


def test_3_granting_one_ground_gives_what_the_page_claims() -> None:
    """Acceptance test 3: a ground that is a fact or an assessment, granted alone, gives what the page says it would."""
    tried = set()
    for number, (name, decision) in enumerate(sample()):
        for answer, entry, what in claims(number):
            case = granted(decision, what)
            if case is None:
                continue
            after = {(it.term, it.member): it.segments[0].value for it in again(case, decision.options).answers}
            assert (after[answer] is True) is what.alone, (name, entry.step)
            tried.add((what.alone, answer[0] == entry.step.split(":")[2]))
    assert tried == {(True, True), (False, True), (True, False), (False, False)}  # of the term itself, and further down


# ── 4 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reader", READERS)
def test_4_no_view_leaves_out_a_decisive_step(reader: str) -> None:
    """Acceptance test 4: what decided is on a line with words, for every reader, at every depth."""
    missing = []
    for number, (name, _) in enumerate(sample()):
        depth = DEPTHS[number % len(DEPTHS)]
        told = {it for line in page(number, reader, "nb", depth).lines if line.text for it in (line.step, *line.steps)}
        for entry in selected(number, "lawyer", "full").entries:
            if entry.decisive and entry.step.startswith(("rule:", "fact:", "none:")) and entry.step not in told:
                missing.append((name, depth, entry.step))
    assert missing == []


# ── 5 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reader", READERS)
def test_5_three_languages_say_the_same_steps_in_the_same_order(reader: str) -> None:
    """Acceptance test 5: nb, nn and en have the same lines, the same steps behind them, and the same numbers."""
    for number in range(0, len(sample()), 2):
        pages = [page(number, reader, language, DEPTHS[number % 3]) for language in LANGUAGES]
        first, *others = [
            [
                (it.kind, it.step, it.steps, it.level, it.days, it.basis, [v.exact for v in it.values])
                for it in one.lines
            ]
            for one in pages
        ]
        for other in others:
            assert other == first, sample()[number][0]


# ── 7 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_7_an_assessment_that_lacks_something_leaves_the_answer_open() -> None:
    """Acceptance test 7: without reasons, or without what must be considered, the outcome is open."""
    opened = 0
    for name, decision in sample():
        for key in sorted(decisive(decision) & set(decision.case.assessments), key=str):
            clauses, whole = policy().terms[key[0]].discretion, decision.case.assessments[key][0]
            if clauses is None or whole.used is not None or not _has_form(clauses):
                continue
            bare = evolve(whole, complete=False, reasons="", considered={})
            found = again(
                evolve(decision.case, assessments={**decision.case.assessments, key: (bare,)}), decision.options
            )
            state = next(it for it in found.assessments if (it.term, it.member) == key)
            assert (state.state, bool(state.lacks)) == ("incomplete", True), (name, key)
            assert values(found) == values(again(without(decision.case, key), decision.options)), (name, key)
            opened += values(found) != values(decision) and None in values(found)
    assert opened > 10


def _has_form(clauses: DiscretionClauses) -> bool:
    """Whether the law says what an assessment must hold."""
    return bool(clauses.reasons_required) or any(it.kind == "must" for it in clauses.considerations)


def values(decision: Decision, but: Collection[str] = ()) -> list[object]:
    """What was asked for comes to, but for some terms that may have been asked for themselves."""
    return [it.value for answer in decision.answers if answer.term not in but for it in answer.segments]


def test_7_an_unfulfilled_duty_leaves_the_answer_and_holds_the_decision_back() -> None:
    """Acceptance test 7: with the duty the decision is not ready, and without it the answers are the same."""
    tried: set[str] = set()
    for name, decision in sample():
        missing = [it for it in decision.duties if it.arisen and not it.fulfilled]
        assert decision.ready is not bool(missing)
        if not missing or missing[0].term in tried or len(tried) == 4:
            continue
        tried |= {it.term for it in missing}
        rules = {
            id_: it for id_, it in policy().rules.items() if it.conclusion is None or it.conclusion.term not in tried
        }
        rest = decide(evolve(policy(), rules=rules), decision.case, decision.options)
        assert values(rest, but=tried) == values(decision, but=tried), name
        assert not any(it.arisen and it.term in tried for it in rest.duties), name
    assert tried
