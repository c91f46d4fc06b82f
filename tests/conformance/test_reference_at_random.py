"""What no example can say of the reference: learning overturns nothing, waits only shrink, order means nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.case import Case, Members, Options
from engine.model.policy import Policy
from tests.conformance.reference import Reference, days_of, members_of
from tests.conformance.seen import Seen
from tests.strategies import learn, matter, shuffled

Place = tuple[str, str | None, date]
ASKABLE = ("fact", "list", "assessment", "use")


def everything(policy: Policy, case: Case, way: Options) -> dict[Place, Seen]:
    """Every term of everybody on every day of a case."""
    reference = Reference(policy, case, way)
    keys = [(term, member) for term in policy.terms for member in members_of(policy, case, term)]
    return {(term, member, day): reference.seen(term, member, day) for term, member in keys for day in days_of(case)}


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_learning_never_overturns_a_settled_value(data: st.DataObject) -> None:
    policy, case, way = matter(data)
    before, after = everything(policy, case, way), everything(policy, data.draw(learn(policy, case)), way)
    overturned = {
        place: (seen, after[place]) for place, seen in before.items() if seen.value not in (None, after[place].value)
    }
    assert overturned == {}


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_what_can_still_be_asked_only_shrinks(data: st.DataObject) -> None:
    """But for new members of a list, who bring questions of their own."""
    policy, case, way = matter(data)
    learnt = data.draw(learn(policy, case))
    if any(set(said.ids) - set(case.lists.get(key, Members()).ids) for key, said in learnt.lists.items()):
        return
    before, after = everything(policy, case, way), everything(policy, learnt, way)
    for place, seen in after.items():
        questions = {
            wait for wait in seen.waits if wait[0] in ASKABLE and (wait[1], wait[2] or None) not in learnt.assessments
        }
        assert questions <= before[place].waits


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_the_order_of_rules_means_nothing(data: st.DataObject) -> None:
    policy, case, way = matter(data)
    assert everything(data.draw(shuffled(policy)), case, way) == everything(policy, case, way)
