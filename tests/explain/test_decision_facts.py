"""What every decision is asked has words of its own, since no author can write them."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.case import Case
from engine.resolve.paths import DECISION_FACTS
from explain.decision_facts import decision_fact
from explain.names import Voice, statement, term_name
from tests.explain.pages import policy_of

RULES = """
language en
act loven LOV-2000-01-01-1
  nb "Loven"
  covers from 2000-01-01
decision kind first  nb "det første"  nn "det første"  en "the first"  basis § 1
decision kind second  nb "det andre"  nn "det andre"  en "the second"  basis § 2
fact sent of first : yes or no
"""


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_fact_of_a_decision_is_called_something(language: str) -> None:
    policy = policy_of(RULES)
    voice = Voice(policy, Case(date.min), "lawyer", language)
    for name in DECISION_FACTS:
        for id in (f"loven.{name}", f"loven.second_{name}"):
            assert decision_fact(policy, policy.terms[id]) == name
            assert "[" not in term_name(voice, id)
            said = [statement(voice, id, answer) for answer in (True, False)]
            assert all(said) == (name != "decided_on")
            assert name == "decided_on" or said[0] != said[1]


def test_a_fact_the_author_declares_of_a_decision_is_the_author_s() -> None:
    policy = policy_of(RULES)
    assert decision_fact(policy, policy.terms["loven.sent"]) == ""
    assert term_name(Voice(policy, Case(date.min), "lawyer", "nb"), "loven.sent") == "sent [mangler ord]"
