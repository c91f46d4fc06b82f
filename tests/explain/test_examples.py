"""The cases in `docs/examples` as each reader meets them, on the law as it is formalised."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.evaluate import decide
from engine.evaluate.decision import Decision
from engine.model.policy import Policy
from engine.resolve import resolve
from engine.source import SourceText
from engine.store.cases import read_case
from engine.syntax import parse
from explain import LANGUAGES, READERS, explain, render
from explain.values import NO_BREAK
from tests.explain.pages import again

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.json"))


@cache
def policy() -> Policy:
    texts = sorted((ROOT / "policies").rglob("*.policy"))
    return resolve([parse(SourceText(path.name, path.read_text(encoding="utf-8")))[0] for path in texts])[0]


@cache
def decision(path: Path) -> Decision:
    case, options, found = read_case(SourceText(path.name, path.read_text(encoding="utf-8")), policy())
    assert case is not None, found
    return decide(policy(), case, options)


def page(path: Path, reader: str, language: str) -> str:
    made = decision(path)
    text = render(explain(policy(), made, reader, language, again(policy(), made)))
    return text.replace(NO_BREAK, " ")


def example(name: str) -> Path:
    return ROOT / "docs" / "examples" / f"{name}.json"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_law_has_words_for_all_that_is_said(path: Path, language: str) -> None:
    for reader in READERS:
        text = page(path, reader, language)
        missing = [mark for mark in ("[nb]", "[nn]", "[en]", "[mangler ord]", "[manglar ord]") if mark in text]
        assert missing == [], text


def test_a_person_reads_the_answer_first_and_what_it_rests_on_last() -> None:
    text = page(example("nursing-home"), "person", "nb")
    assert text.startswith("Svaret\n──────\n- Kommunen kan kreve egenandel for opphold i institusjon (§ 1 (1)).\n")
    headings = ["Svaret", "Dette har vi lagt til grunn", "Derfor er svaret slik", "Slik har vi regnet"]
    headings += ["Vi har også vurdert", "Svaret bygger på", "Svaret gjelder"]
    places = [text.index(f"\n{it}") if it != "Svaret" else 0 for it in headings]
    assert places == sorted(places)
    assert "Opplyst av kommunen: Du har opphold i en kommunal institusjon." in text


def test_a_calculation_runs_from_what_it_begins_with_to_what_it_comes_to() -> None:
    text = page(example("home-help"), "person", "nb").split("Slik har vi regnet")[1]
    assert text.index("Inntekten som regnes med er") < text.index("Husstandens inntekt når")
    assert text.index("Husstandens inntekt når") < text.index("kan høyst være utgiftstaket")


def test_an_open_decision_says_who_can_give_what_is_missing() -> None:
    person, office = (page(example("family-open"), reader, "nb") for reader in ("person", "caseworker"))
    assert "Du kan svare på dette: Hv" in person
    assert "Arbeids- og velferdsetaten kan svare på dette: Hvor mye barnetrygd" in person
    assert "Kommunen skal vurdere dette: Hvor mye trengs" in person
    assert "Mangler svar fra Arbeids- og velferdsetaten: barnetrygd." in office


def test_a_decision_that_is_not_ready_says_what_must_be_done_first() -> None:
    said = "Én plikt må oppfylles først: kommunen skal kartlegge behovene\n  til hvert barn."
    assert said in page(example("family-not-ready"), "person", "nb")
    assert "må oppfylles først" not in page(example("family-ready"), "person", "nb")


def test_a_refusal_says_that_changing_one_of_two_grounds_is_not_enough() -> None:
    text = page(example("refusal"), "person", "en")
    ground = "You can close the gap by working. You can close the gap by using rights you have."
    assert f"{ground} Changing only one of these would not have been enough." in " ".join(text.split())


def test_what_the_case_holds_and_no_answer_read_is_said_to_those_who_handle_it() -> None:
    text = " ".join(page(example("family-ready"), "caseworker", "nb").split())
    assert "Ikke lest for svarene her: den utvidede delen av barnetrygden." in text
    assert "Behovene til barnet (barnet kari): vurderingen er ført inn for plikten til å" in text


def test_a_fact_read_for_a_date_or_for_guidance_is_told_with_who_vouches_for_it() -> None:
    text = " ".join(page(example("family-ready"), "person", "nb").split())
    assert "Opplyst av kommunen: Dagen vurderingen gjøres er 9. august 2024." in text
    assert "Hvordan du bor: med ektefelle eller samboer." in text


def test_what_readers_may_meet_of_the_law_is_written_in_three_languages() -> None:
    law = policy()
    clauses = (term.discretion for term in law.terms.values() if term.discretion is not None)
    texts = [(it.review, it.review_in) for it in clauses if it.review]
    texts += [(it.because, it.because_in) for it in law.not_formalised]
    texts += [(it.because, it.because_in) for it in law.statuses if it.because]
    for it in law.interpretations.values():
        for one in it.readings:
            texts += [(one.text, one.text_in), (one.because, one.because_in)]
            texts += [(one.source, one.source_in)] if one.source else []
    types = [*(it.type for it in law.terms.values()), *(it.type for it in law.parameters.values())]
    texts += [(choice, it.words.get(choice, {})) for it in types for choice in it.choices]
    assert sorted({text for text, told in texts if set(told) != set(LANGUAGES)}) == []
