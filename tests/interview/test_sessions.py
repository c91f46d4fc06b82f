"""A saved session reads back as it was, and a form is refused or warned about as the law's checklist says."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.interview.form import form_of, judge, mentions
from engine.interview.session import Logged, Session
from engine.interview.state import look
from engine.model.case import Assessment, Case, Options
from engine.model.policy import Policy
from engine.source import SourceText
from engine.store.names import index
from engine.store.sessions import read_session, session_text
from tests.explain.pages import decision_of, policy_of
from tests.random_cases import random_case
from tests.strategies import SEEDS, policies

POLICY = """\
language en
act loven LOV-2001-01-01-1
  nb "Loven"  nn "Lova"  en "The Act"
  covers from 2010-01-01
entity person  nb "søkeren"  nn "søkjaren"  en "the applicant"
entity municipality  nb "kommunen"  nn "kommunen"  en "the municipality"
fact benefit of person : money per month
  nb "barnetrygd"  nn "barnetrygd"  en "child benefit"
discretion need of person : money per month
  nb "behovet"  nn "behovet"  en "the need"
  basis § 1
  standard
  authority municipality
  must consider health  nb "helsen"  nn "helsa"  en "health"  basis § 2
  must not consider benefit  nb "barnetrygd"  nn "barnetrygd"  en "child benefit"  basis § 3
  must not consider charity  nb "hjelp fra frivillige"  nn "hjelp frå frivillige"  en "help from charities"  basis § 3
  recommends 9 000 kr per month  basis § 4
  at most 20 000 kr per month  basis § 5
  reasons required  basis § 6
amount support of person : money per month
  nb "stønaden"  nn "stønaden"  en "the support"
  basis § 1
rule by_need
  basis § 1
  support is need
"""
WHOLE = Assessment(
    value=None, considered={"health": "Svekket."}, reasons="Det trengs.", role="municipality", departure="Dyr bolig."
)


@settings(max_examples=60, deadline=None)
@given(policies(), SEEDS, st.booleans())
def test_a_session_reads_back_as_it_was(policy: Policy, seed: int, logged: bool) -> None:
    case = writable(random_case(Random(seed), policy), policy)
    names = index(policy)
    asked = [("fact", key[0], key[1]) for key in sorted(case.facts, key=str)]
    log = tuple(Logged("answered", name, "ja", "noen", "2024-03-01", (name,)) for name in asked if logged)
    text = session_text(policy, names, Session(case, Options(), log))
    read, found = read_session(SourceText("session.json", text), policy, None, names)
    assert read is not None, (found, text)
    assert read.case == case
    assert read.log == log


def test_a_form_is_refused_for_each_thing_it_lacks() -> None:
    assert refused(value=9000) == ()
    assert refused(value=9500) == ()
    assert refused(value=9500, departure="") == ("departure",)
    assert refused(value=9500, departure="Det trengs.") == ("departure",)  # the other reasons, once more
    assert refused(value=21000) == ("at_most",)
    assert refused(value=9000, reasons=" ") == ("reasons",)
    assert refused(value=9000, considered={"health": " "}) == ("consideration health",)
    assert refused(value=9000, relied_on=("benefit",)) == ("forbidden benefit",)
    assert refused(value=9000, role="register") == ("role",)
    assert refused() == ("answer",)


def test_words_that_name_what_must_not_count_are_warned_about() -> None:
    assert warned("Familien får barnetrygden i april.") == [("benefit", ("barnetrygden",))]
    assert warned("Her child benefit covers it.") == [("benefit", ("child", "benefit"))]
    assert warned("Hun får litt hjelp av en frivillig.") == [("charity", ("hjelp", "frivillig"))]
    assert warned("Hun trenger hjelp.") == []
    assert warned("Boligen er dyr.") == []


def refused(value: int | None = None, **changed: object) -> tuple[str, ...]:
    policy = policy_of(POLICY)
    given = evolve(WHOLE, value=Fraction(value) if value is not None else None, **changed)  # type: ignore[arg-type]
    return judge(form_of(look(policy, case()), "loven.need"), given)


def warned(reasons: str) -> list[tuple[str, tuple[str, ...]]]:
    policy = policy_of(POLICY)
    found = mentions(policy, form_of(look(policy, case()), "loven.need"), evolve(WHOLE, reasons=reasons))
    return [(it.consideration.name, it.words) for it in found]


def case() -> Case:
    return decision_of(policy_of(POLICY), '{"on": "2024-05-01", "ask": ["support"]}').case


def writable(case: Case, policy: Policy) -> Case:
    """The case without what only a `case` block can say, and without what the reader refuses."""
    assessments = {
        key: tuple(evolve(it, complete=False, relied_on=()) for it in given)
        for key, given in case.assessments.items()
        if all(_is_whole(it, policy.terms[key[0]].is_action) for it in given)
    }
    lists = {key: evolve(it, ids=tuple(sorted(it.ids))) for key, it in case.lists.items()}
    facts = {key: said for key, said in case.facts.items() if said}
    return evolve(case, facts=facts, assessments=assessments, lists=lists)


def _is_whole(given: Assessment, is_power: bool) -> bool:
    return given.state == "unknown" or (given.used if is_power else given.value) is not None
