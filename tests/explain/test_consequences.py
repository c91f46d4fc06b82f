"""What an answer to an open question would lead to: the page claims what deciding with that answer gives."""

from __future__ import annotations

from attrs import evolve

from engine.evaluate import decide
from engine.evaluate.decision import Decision
from engine.model.case import Statement
from explain import explain, select
from explain.selection import Follows
from tests.explain.pages import again, decision_of
from tests.explain.test_refusals import POLICY


def consequences(facts: str) -> dict[tuple[str, bool], list[object]]:
    """For each open fact and answer that settles something: what the requested term is said to come to."""
    decision = opened(facts)
    selection = select(POLICY, decision, "caseworker", again(POLICY, decision))
    found = [it.what for it in selection.entries if isinstance(it.what, Follows)]
    return {
        (it.term.removeprefix("loven."), it.answer): [getattr(one.what, "value", None) for one in it.outcomes]
        for it in found
    }


def opened(facts: str) -> Decision:
    return decision_of(POLICY, f'{{"on": "2024-01-01", "ask": ["support"], "facts": {{{facts}}}}}')


def test_only_answers_that_settle_something_are_told() -> None:
    said = consequences('"a": true, "b": false, "c": true, "d": false')
    assert said == {("e", False): [True], ("f", False): [True]}  # both yes would bar it; one yes leaves it open


def test_what_is_told_is_what_deciding_again_gives() -> None:
    decision = opened('"b": false, "d": false, "e": false, "f": false')
    for (name, answer), values in consequences('"b": false, "d": false, "e": false, "f": false').items():
        facts = {**decision.case.facts, (f"loven.{name}", None): (Statement("known", answer),)}
        settled = decide(POLICY, evolve(decision.case, facts=facts)).answers[0].segments[0].value
        assert values == [settled]


def test_nothing_is_told_of_answers_where_nobody_can_decide_again() -> None:
    decision = opened('"a": true')
    kinds = {line.kind for line in explain(POLICY, decision, "caseworker", "nb").lines}
    assert "wait_fact" in kinds
    assert kinds.isdisjoint({"if_yes", "if_no"})
