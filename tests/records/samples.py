"""A small policy with everything a record may meet, a case of it, and ways to change the policy and decide again."""

from __future__ import annotations

from typing import Any

from engine.records.record import Circumstances, as_text
from engine.source import SourceText
from engine.store.records import record_from
from engine.workspace import Workspace, read_workspace

POLICY = """\
language en
act sample LOV-2001-01-01-1
  nb "Prøveloven"  nn "Prøvelova"  en "The Sample Act"
  covers from 2010-01-01
entity applicant
  nb "søkeren"  nn "søkjaren"  en "the applicant"
entity municipality
  nb "kommunen"  nn "kommunen"  en "the municipality"
entity child
  nb "barnet"  nn "barnet"  en "the child"
list children of applicant : child
  nb "barn"  nn "barn"  en "children"
fact born of applicant : date
  nb "fødselsdato"  nn "fødselsdato"  en "date of birth"
fact works of applicant : yes or no
  nb "arbeid"  nn "arbeid"  en "work"
  nb met "Du arbeider" not met "Du arbeider ikke"
  nn met "Du arbeider" not met "Du arbeider ikkje"
  en met "You work" not met "You do not work"
fact income of applicant : money per month
  nb "inntekt"  nn "inntekt"  en "income"
fact household of applicant : one of single, couple
  nb "husstand"  nn "husstand"  en "household"
fact note of applicant : text
  nb "merknad"  nn "merknad"  en "note"
fact child_born of child : date
  nb "barnets fødselsdato"  nn "fødselsdatoen til barnet"  en "the child's date of birth"
parameter rate : money per month
  nb "satsen"  nn "satsen"  en "the rate"
  from 2020-01-01  8 000 kr  known 2019-12-01  basis FOR-2019-12-01-1 § 1
  from 2025-01-01  9 000 kr  known 2024-12-01  basis FOR-2024-12-01-1 § 1
interpretation whose of § 2 ledd 1
  nb "hvem som teller"  nn "kven som tel"  en "who counts"
  reading own chosen "the applicant" because "the text says so"
  reading all "the household" because "costs are shared"
right help of applicant
  nb "hjelp"  nn "hjelp"  en "help"
  nb met "Du har rett til hjelp" not met "Du har ikke rett til hjelp"
  nn met "Du har rett til hjelp" not met "Du har ikkje rett til hjelp"
  en met "You are entitled to help" not met "You are not entitled to help"
  basis § 1 ledd 1
rule help_in_need
  nb "Den som ikke greier seg, har rett til hjelp"
  nn "Den som ikkje greier seg, har rett til hjelp"
  en "Whoever cannot manage is entitled to help"
  basis § 1 ledd 1
  applicant has help
  when not works and income < rate
exception help_refused to help_in_need
  nb "Den som er under 18 år, har ikke rett"
  nn "Den som er under 18 år, har ikkje rett"
  en "Whoever is under 18 has no right"
  basis § 1 ledd 2
  when full years from born to the day < 18 years
amount minors of applicant : number
  nb "barn under 18 år"  nn "barn under 18 år"  en "children under 18"
rule minors_counted
  nb "Barn under 18 år telles"  nn "Barn under 18 år blir talde"  en "Children under 18 are counted"
  basis § 2 ledd 3
  minors is number of (c in children where full years from child_born of c to the day < 18 years)
amount payment of applicant : money per month
  nb "utbetalingen"  nn "utbetalinga"  en "the payment"
rule payment_by_rate
  nb "Utbetalingen er satsen"  nn "Utbetalinga er satsen"  en "The payment is the rate"
  basis § 2 ledd 1
  under whose reading own
  payment is rate + 100 kr per month * minors
exception payment_if_couple to payment_by_rate
  nb "Par får to tredeler"  nn "Par får to tredelar"  en "Couples get two thirds"
  basis § 2 ledd 2
  payment is 2/3 of what otherwise applies
  when household is couple
discretion hardship of applicant : yes or no
  nb "urimelig tyngende"  nn "urimeleg tyngjande"  en "unreasonable hardship"
  basis § 3 ledd 1
  free
  authority municipality
  must consider health  nb "helsen"  nn "helsa"  en "health"  basis § 3 ledd 1
  reasons required  basis § 3 ledd 1
right relief of applicant
  nb "lettelse"  nn "lette"  en "relief"
  nb met "Du får lettelse" not met "Du får ikke lettelse"
  nn met "Du får lette" not met "Du får ikkje lette"
  en met "You get relief" not met "You do not get relief"
  basis § 3 ledd 1
rule relief_for_hardship
  nb "Den som har det urimelig tungt, får lettelse"
  nn "Den som har det urimeleg tungt, får lette"
  en "Whoever suffers unreasonable hardship gets relief"
  basis § 3 ledd 1
  applicant has relief
  when hardship
"""

CASE = """\
{"from": "2024-11-01", "to": "2025-02-28", "decided_on": "2024-11-05", "ask": ["help", "payment", "relief"],
 "facts": {
  "born": {"value": "1990-05-17", "origin": {"by": "folkeregisteret", "at": "2024-10-30T09:12"}},
  "works": false,
  "income": {"value": "3 000", "origin": {"by": "Kari Prøve", "document": "slip 7"}},
  "household": "couple",
  "note": "lives behind the church"},
 "lists": {"children": {"members": {"ola": {"child_born": "2015-02-03"}, "eva": {"child_born": "2007-01-15"}},
                        "complete": true}},
 "assessments": {"hardship": {"value": true, "considered": {"health": "Poor since the spring."},
   "reasons": "The illness lasts.", "by": "Saksbehandler Prøve", "role": "municipality", "at": "2024-11-05"}}}
"""


def workspace_of(text: str) -> Workspace:
    """The policy a text makes, which must be without errors."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.policy"
        path.write_text(text, encoding="utf-8")
        workspace = read_workspace([str(path)])
    assert workspace.errors == []
    return workspace


def changed(*changes: tuple[str, str]) -> Workspace:
    """The sample policy with some of its words replaced, each of which must stand in it."""
    text = POLICY
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return workspace_of(text)


def recorded(workspace: Workspace, case: str = CASE, circumstances: Circumstances | None = None) -> dict[str, Any]:
    """The record of a case, as it is read back from the text of its file."""
    decided = workspace.decide(SourceText("case.json", case))
    assert decided.decision is not None, decided.diagnostics
    text = as_text(workspace.record(decided.decision, circumstances or Circumstances()))
    record, wrong = record_from("record.json", text)
    assert record is not None, wrong
    return record
