"""Which parts a letter must have is the policy's word, and no part the law demands is left out or made up."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import explain
from engine.model.citations import Citation
from explain.document import plain
from explain.letter import Letter, Wish
from explain.letter.assemble import PRODUCERS
from explain.letter.required import ABOUT, demanded
from explain.vocabulary import LANGUAGES
from tests.letters.pages import ACT_2025, example, law, letter_of, read, told, written

TEMPLATES = Path(explain.__file__).parent / "templates"
NAMES = {"caseworker": "Saksbehandler Eksempel", "responsible": "Leder Eksempel", "contact": "telefon 55 55 33 33"}


def changed(name: str, **changes: Any) -> str:
    return json.dumps(json.loads(example(name)) | changes)


def parts(letter: Letter) -> dict[str, tuple[Citation, ...]]:
    assert letter.document is not None, letter.diagnostics
    return {it.kind: it.demanded_by for it in letter.sections}


def test_every_part_the_policies_declare_has_somebody_to_write_it() -> None:
    names = {it.rpartition(".")[2] for it in law().policy.parts}
    assert names - ABOUT.keys() == set()
    assert {it for about in ABOUT.values() for it in about} - PRODUCERS.keys() == {"result"}


@pytest.mark.parametrize("kind", sorted(PRODUCERS))
def test_a_part_names_in_its_template_the_provision_that_demands_it(kind: str) -> None:
    file = {"names": "contact"}.get(kind, kind)
    for language in LANGUAGES:
        first = (TEMPLATES / language / "letter" / f"{file}.j2").read_text(encoding="utf-8").partition("#}")[0]
        assert re.search(r"[Dd]emand", first), first
        assert re.search(r"§§? \d+", first), first


def test_the_parts_change_on_the_day_the_new_act_is_in_force() -> None:
    case = changed("refusal", letter=NAMES)
    the_day = date(2024, 8, 9)
    before = parts(letter_of(case, f"suppose={the_day + timedelta(days=1)}"))
    after = parts(letter_of(case, f"suppose={the_day}"))
    assert before["facts"] == (
        Citation("LOV-1967-02-10", "25", (("L", "2"),)),
        Citation("LOV-1967-02-10", "24", (("L", "1"),)),
    )
    assert after["facts"][0] == Citation("LOV-2025-06-20-81", "57", (("L", "1"), ("b", "a")))
    assert before["considerations"] == ()
    assert after["considerations"][0] == Citation("LOV-2025-06-20-81", "57", (("L", "1"), ("b", "c")))
    procedural = {it.document for kind, by in after.items() if kind != "beforehand" for it in by}
    assert "LOV-1967-02-10" not in procedural


@pytest.mark.parametrize("missing", sorted(NAMES))
def test_a_missing_part_stops_the_letter_and_names_the_provision(missing: str) -> None:
    given = {name: text for name, text in NAMES.items() if name != missing}
    letter = letter_of(changed("refusal", letter=given), "suppose=2024-01-01")
    assert letter.document is None
    provision = "§ 59 ledd 2 punktum 1" if missing == "contact" else "§ 59 ledd 2 punktum 2"
    assert [it.message.rpartition("which ")[2] for it in letter.diagnostics] == [
        f"forvaltningsloven 2025 {provision} demands"
    ]
    assert letter_of(changed("refusal", letter=given)).document is not None


def test_an_assessment_without_a_word_of_why_stops_a_letter_that_must_say_what_weighed() -> None:
    case, options = read(changed("refusal", letter=NAMES), date(2024, 1, 1))
    key = ("sosialtjenesteloven.gap_closed_by_work", None)
    silent = tuple(evolve(it, reasons="", considered={}, complete=True) for it in case.assessments[key])
    letter = written(evolve(case, assessments={**case.assessments, key: silent}), options, Wish())
    assert [it.code for it in letter.diagnostics] == ["E401"]
    assert (
        "`weighty_considerations`, which forvaltningsloven 2025 § 57 ledd 1 bokstav c, § 56 ledd 1 demands"
        in letter.diagnostics[0].message
    )
    assert "`gap_closed_by_work`" in letter.diagnostics[0].hint


def test_what_is_demanded_of_every_example_is_in_its_letter() -> None:
    for name in ("refusal", "family-ready", "qualification-benefit", "nursing-home", "activity-condition"):
        case, options = read(example(name))
        letter = written(case, options, Wish())
        if letter.document is None:
            assert {it.code for it in letter.diagnostics} <= {"E402", "E403"}, (name, letter.diagnostics)
            continue
        decision = law().decide_case(case, options)
        wanted = {about for it in demanded(law().policy, decision) for about in it.about if about != "postponement"}
        assert wanted <= {it.kind for it in letter.sections}


def test_no_name_and_no_address_is_printed_that_nobody_gave() -> None:
    letter = letter_of(example("refusal"))
    assert letter.document is not None
    assert [plain(row) for block in letter.document.before for row in block.rows] == [
        "Dato for vedtaket: 9. august 2024"
    ]  # type: ignore[union-attr]
    assert "Saksbehandler Eksempel" not in told(letter)


# ── the appeal ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2024-03-05", "tirsdag 26. mars 2024"),
        ("2024-03-07", "tirsdag 2. april 2024"),  # Maundy Thursday
        ("2024-03-08", "tirsdag 2. april 2024"),  # Good Friday
        ("2024-03-11", "tirsdag 2. april 2024"),  # Easter Monday
        ("2024-03-12", "tirsdag 2. april 2024"),
        ("2024-03-13", "onsdag 3. april 2024"),
    ],
)
def test_the_last_day_to_appeal_is_counted_past_easter(received: str, last: str) -> None:
    text = told(letter_of(changed("refusal", on="2024-03-01", decided_on="2024-03-04"), f"received={received}"))
    assert f"er siste dag for å klage {last}." in " ".join(text.replace("\xa0", " ").split())


def test_without_a_day_of_receipt_the_rule_is_told_and_no_day() -> None:
    text = told(letter_of(example("refusal")))
    assert "Fristen er tre uker fra vedtaket kom fram" in text
    assert "siste dag for å klage" not in text


def test_a_decision_on_care_goes_to_the_county_governor_within_four_weeks() -> None:
    text = " ".join(told(letter_of(example("nursing-home"), "received=2024-06-10")).split())
    assert "Klagefristen er fire uker" in text
    assert "mandag 8. juli 2024" in text
    assert "Pasient- og brukerombudet" in text


def test_a_kind_of_decision_nobody_hears_an_appeal_of_has_no_letter() -> None:
    case, options = read(example("refusal"))
    bare = evolve(
        law().policy,
        terms={k: v for k, v in law().policy.terms.items() if k != "sosialtjenesteloven.appeal_to_county_governor"},
    )
    from explain.letter import write_letter

    def again(other: Any) -> Any:
        return law().decide_case(other, options)

    letter = write_letter(bare, again(case), Wish(), again)
    assert [it.message for it in letter.diagnostics] == [
        "the letter lacks `appeal_information`, which forvaltningsloven § 27 ledd 3 punktum 1 demands"
    ]


# ── what stops a letter ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_power_nobody_has_said_is_used_gives_no_letter() -> None:
    case = json.loads(example("refusal"))
    case["ask"] = ["special_support"]
    case["facts"]["part_refused"] = True
    case["assessments"]["special_case"]["value"] = True
    case["assessments"]["needed_to_cope"] = {"value": True, "reasons": "x", "by": "x", "role": "municipality"}
    letter = letter_of(json.dumps(case))
    assert [it.code for it in letter.diagnostics] == ["E402"]
    assert letter.diagnostics[0].message == "nobody has recorded whether `special_support` is used"


def test_an_act_of_the_future_is_said_to_be_supposed_before_the_answer() -> None:
    letter = letter_of(changed("refusal", letter=NAMES), "en", "suppose=2024-01-01")
    assert letter.document is not None
    first = next(iter(letter.document.blocks))
    assert ACT_2025.partition("_")[2] in plain(first.runs)  # type: ignore[union-attr]
