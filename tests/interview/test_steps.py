"""What an interview promises, over random policies: nothing needless is asked, and answers do what is said."""

from __future__ import annotations

from datetime import date
from random import Random

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluate import decide
from engine.evaluate.decision import CLOSABLE, Decision, Segment, Wait
from engine.interview.answers import answered
from engine.interview.effects import Effect, effects_of
from engine.interview.needless import needless
from engine.interview.state import Question, State, look
from engine.interview.step import next_step
from engine.model.case import Case, Key
from engine.model.expressions import Value
from tests.interview.simulate import asked, blank, told
from tests.random_cases import random_case
from tests.strategies import SEEDS, matter, policies

FEW = settings(max_examples=40, deadline=None)
Values = dict[Key, list[tuple[date, date, Value | None]]]


@FEW
@given(st.data())
def test_what_is_needless_changes_no_outcome_whatever_its_answer(data: st.DataObject) -> None:
    policy, case, options = matter(data)
    state = look(policy, case, options)
    before = values(decide(policy, case, options))
    other = random_case(Random(data.draw(SEEDS)), policy)
    fuller = with_needless(case, state, other)
    assert values(decide(policy, fuller, options)) == before


@FEW
@given(st.data())
def test_what_may_be_asked_is_what_the_decision_waits_for(data: st.DataObject) -> None:
    policy, case, options = matter(data)
    found = look(policy, case, options)
    decision = decide(policy, case, options)
    waited = {wait for answer in decision.answers for it in answer.segments for wait in it.waits}
    ids = {(wait.id, wait.member or None) for wait in waited if wait.kind in CLOSABLE}
    of_members = {"act.children", "act.friends"}
    assert {name[1:] for name in found.questions if name[1] not in of_members} <= ids
    others = {(wait.kind, wait.id, wait.member) for wait in waited if wait.kind not in CLOSABLE}
    assert {(wait.kind, wait.id, wait.member) for wait in found.others} == others


@FEW
@given(st.data())
def test_what_an_answer_is_said_to_do_is_what_deciding_with_it_gives(data: st.DataObject) -> None:
    policy, case, options = matter(data)
    state = look(policy, case, options)
    before = decide(policy, case, options)
    for question in list(state.questions.values())[:6]:
        for effect in effects_of(state, question):
            after = decide(policy, answered(policy, case, question, effect.answer), options)
            check_effect(question, effect, before, after)


@FEW
@given(st.data())
def test_an_interview_ends_with_what_the_whole_case_comes_to(data: st.DataObject) -> None:
    """Asking only what can matter, with every question left unasked really left out of the case."""
    policy = data.draw(policies(8))
    whole = evolve(random_case(Random(data.draw(SEEDS)), policy), last=None)
    put = asked(policy, whole, OPTIONS)
    assert len(put) <= 200
    case = blank(whole)
    for _, question in put:
        case = told(case, question.name, whole)
    everything = evolve(
        whole,
        facts={**whole.facts, **case.facts},  # what was asked and nobody could say, was asked there too
        assessments={**whole.assessments, **case.assessments},
        lists={**whole.lists, **case.lists},
    )
    assert_no_other(values(decide(policy, case)), values(decide(policy, everything)))


@FEW
@given(st.data())
def test_the_order_is_the_same_whatever_order_the_policy_is_written_in(data: st.DataObject) -> None:
    from tests.strategies import shuffled

    policy, case, options = matter(data)
    once = next_step(policy, case, options)
    again = next_step(data.draw(shuffled(policy)), case, options)
    assert [it.question.name for it in once.candidates] == [it.question.name for it in again.candidates]


# ── helpers ─────────────────────────────────────────────────────────────────────────────────────────────────────

from engine.model.case import Members, Options  # noqa: E402

OPTIONS = Options()


def values(decision: Decision) -> Values:
    """The value of each answer, in the longest runs of days with the same."""
    return {(it.term, it.member): joined(it.segments) for it in decision.answers}


def joined(segments: tuple[Segment, ...]) -> list[tuple[date, date, Value | None]]:
    found: list[tuple[date, date, Value | None]] = []
    for it in segments:
        if found and found[-1][2] == it.value:
            found[-1] = (found[-1][0], it.last, it.value)
        else:
            found.append((it.first, it.last, it.value))
    return found


def with_needless(case: Case, state: State, other: Case) -> Case:
    """The case with what another says of everything that need not be asked."""
    for it in needless(state):
        key: Key = (it.id, it.member)
        if it.kind == "fact" and key in other.facts:
            case = evolve(case, facts={**case.facts, key: other.facts[key]})
        elif it.kind == "list" and key in other.lists:
            known = case.lists.get(key, Members())
            more = tuple(sorted({*known.ids, *other.lists[key].ids}))
            case = evolve(case, lists={**case.lists, key: Members(more, other.lists[key].complete)})
        elif it.kind in ("assessment", "use") and key in other.assessments:
            case = evolve(case, assessments={**case.assessments, key: other.assessments[key]})
    return case


def check_effect(question: Question, effect: Effect, before: Decision, after: Decision) -> None:
    was, became = values(before), values(after)
    for key, stretches in effect.settled:
        assert became[key] == list(stretches)
        assert None not in {value for _, _, value in stretches}
    if effect.kind == "no_change":
        assert became == was
        assert waits(after, question) == waits(before, question)
    if effect.kind == "narrows":
        assert became == was
        assert waits(after, question) < waits(before, question)


def waits(decision: Decision, question: Question) -> set[tuple[str, str | None, Wait]]:
    """What is waited for, apart from the question itself."""
    return {
        (answer.term, answer.member, wait)
        for answer in decision.answers
        for it in answer.segments
        for wait in it.waits
        if (wait.id, wait.member or None) != (question.id, question.member)
    }


def assert_no_other(found: Values, whole: Values) -> None:
    """Every settled answer is the whole case's; what is open in the end is so in the whole case too."""
    for key, stretches in found.items():
        if key in whole:
            assert stretches == whole[key] or None in {value for _, _, value in stretches}
