"""What no example can say of a decision: order, learning, what was decisive, and that every step cites."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluate import decide
from engine.model.case import Case, Members, Options
from engine.model.policy import Policy
from tests.properties.outcomes import derivations, outcomes, rule_steps
from tests.strategies import learn, matter, shuffled

ASKABLE = ("fact", "list", "assessment", "use")
often = settings(max_examples=300, deadline=None)


def everything_asked(data: st.DataObject) -> tuple[Policy, Case, Options]:
    policy, case, way = matter(data)
    return policy, evolve(case, requested=tuple(policy.terms)), way


@often
@given(st.data())
def test_the_order_of_rules_and_files_means_nothing(data: st.DataObject) -> None:
    policy, case, way = everything_asked(data)
    assert outcomes(data.draw(shuffled(policy)), case, way) == outcomes(policy, case, way)


@often
@given(st.data())
def test_learning_never_overturns_a_settled_outcome(data: st.DataObject) -> None:
    policy, case, way = everything_asked(data)
    learnt = data.draw(learn(policy, case))
    before, after = by_day(policy, case, way), by_day(policy, learnt, way)
    overturned = {
        place: (value, after[place][0]) for place, (value, _) in before.items() if value not in (None, after[place][0])
    }
    assert overturned == {}


@often
@given(st.data())
def test_what_can_still_be_asked_only_shrinks(data: st.DataObject) -> None:
    """But for new members of a list, who bring questions of their own."""
    policy, case, way = everything_asked(data)
    learnt = data.draw(learn(policy, case))
    if any(set(said.ids) - set(case.lists.get(key, Members()).ids) for key, said in learnt.lists.items()):
        return
    before, after = by_day(policy, case, way), by_day(policy, learnt, way)
    for place, (_, waits) in after.items():
        new = {wait for wait in waits - before[place][1] if (wait[1], wait[2] or None) not in learnt.assessments}
        assert new == set(), place


def by_day(policy: Policy, case: Case, way: Options) -> dict[object, tuple[object, set[tuple[str, str, str]]]]:
    """The value of each answer on each day, and what may still be asked."""
    return {
        (answer.term, answer.member, segment.first + timedelta(n)): (
            segment.value,
            {(wait.kind, wait.id, wait.member) for wait in segment.waits if wait.kind in ASKABLE},
        )
        for answer in decide(policy, case, way).answers
        for segment in answer.segments
        for n in range((segment.last - segment.first).days + 1)
    }


@often
@given(st.data())
def test_all_that_was_not_decisive_may_go_at_once(data: st.DataObject) -> None:
    """Facts and assessments not marked decisive, removed together, change no outcome, amount or decisive ground."""
    policy, case, way = matter(data)
    decisive = {(term, member) for term, member, counted in decide(policy, case, way).facts if counted}
    less = evolve(
        case,
        facts={key: said for key, said in case.facts.items() if key in decisive},
        assessments={key: said for key, said in case.assessments.items() if key in decisive},
    )
    kept = {place: (value, grounds) for place, (value, grounds, _) in outcomes(policy, less, way).items()}
    assert kept == {place: (value, grounds) for place, (value, grounds, _) in outcomes(policy, case, way).items()}


@often
@given(st.data())
def test_every_step_cites(data: st.DataObject) -> None:
    policy, case, _ = everything_asked(data)
    steps = [step for term in derivations(decide(policy, case, Options())) for step in rule_steps(term)]
    assert [step.id for step in steps if not step.basis] == []


@often
@given(st.data())
def test_segments_cover_the_period_without_holes_and_join_what_is_alike(data: st.DataObject) -> None:
    policy, case, _ = everything_asked(data)
    for answer in decide(policy, case, Options()).answers:
        first, last = answer.segments[0], answer.segments[-1]
        assert (first.first, last.last) == (case.day, case.last or case.day)
        for one, following in zip(answer.segments, answer.segments[1:], strict=False):
            assert following.first == one.last + timedelta(1)
            assert (one.value, one.grounds, one.waits) != (following.value, following.grounds, following.waits)


@often
@given(st.data())
def test_an_answer_waits_for_something_exactly_when_it_is_open(data: st.DataObject) -> None:
    policy, case, way = everything_asked(data)
    for (term, *_), (value, _, waits) in outcomes(policy, case, way).items():
        assert (value is None) is bool(waits), term
