"""What a colleague and a machine are told: no names, what is unusual, and hashes that follow the steps."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from engine.evaluate import decide
from engine.evaluate.decision import Decision
from engine.model.case import Assessment, Case, Origin, Statement
from explain import explain
from explain.machine import as_data
from explain.values import NO_BREAK
from tests.explain.pages import again, policy_of

POLICY = policy_of("""
language en
act loven LOV-2000-01-01-1
  en "The Act"  nb "Loven"  nn "Lova"
  covers from 2000-01-01
entity person
entity municipality  en "the municipality"
fact poor of person : yes or no
  en "poor"
discretion need of person : money per month
  en "the need"
  basis § 1
  free
  authority municipality
  must consider health  en "health"  basis § 1
  recommends 5 000 kr per month  basis § 2
  review en "only when clearly unreasonable"  basis § 9
right support of person
  en met "You are entitled" not met "You are not entitled"
  basis § 1
rule gives
  basis § 1
  person has support
  when poor and need > 0 kr per month
amount paid of person : money per month
  en "the support"
rule covers_need
  basis § 3
  paid is need
  when support
""")


def decided(poor: bool = True, by: str = "Kari Normann", departure: str = "rent is high") -> Decision:
    assessment = Assessment(
        value=Fraction(7000),
        considered={"health": "good"},
        departure=departure,
        by=by,
        role="municipality",
    )
    facts = {("loven.poor", None): (Statement("known", poor, origin=Origin(by=by, document="letter 17")),)}
    case = Case(
        date(2024, 1, 1), facts=facts, assessments={("loven.need", None): (assessment,)}, requested=("loven.support",)
    )
    return decide(POLICY, case)


def told(decision: Decision, reader: str, **how: Any) -> str:
    page = explain(POLICY, decision, reader, "en", again(POLICY, decision), **how)
    return "\n".join(line.text for line in page.lines).replace(NO_BREAK, " ")


def test_a_colleague_is_told_what_is_unusual_and_nobodys_name() -> None:
    page = told(decided(), "quality")
    assert "Guidance was departed from: the need. The reason: “rent is high”" in page
    assert "The answer rests on discretion: the need." in page
    assert "No rule was set aside by an exception." in page
    assert "Kari Normann" not in page
    assert "letter 17" not in page
    assert "Kari Normann" in told(decided(), "quality", names=True)


def test_an_appeal_body_is_told_what_was_discretion_and_how_it_is_reviewed() -> None:
    assert "Free discretion: the need. Review on appeal: only when clearly unreasonable" in told(decided(), "lawyer")


def test_a_refusal_tells_what_was_reckoned_and_not_granted() -> None:
    assert "The support would have been NOK 7,000 per month." in told(decided(poor=False), "caseworker")
    assert "would have been" not in told(decided(), "caseworker")


def test_the_hash_follows_the_steps_and_not_who_wrote_them() -> None:
    data, same, other = (as_data(POLICY, it) for it in (decided(), decided(by="Ola"), decided(poor=False)))
    assert data["hash"] == same["hash"]
    assert data["hash"] != other["hash"]
    assert {it["nature"] for it in data["steps"]} >= {"law", "fact", "discretion"}
    assert all("text" not in it for it in data["steps"])
