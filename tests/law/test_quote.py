"""The words at an address, and what an address rests on."""

from __future__ import annotations

import pytest

from engine.law.quote import quote, rests_on, text_of
from engine.law.sentences import digest
from engine.model.citations import Citation, Place
from tests.law.samples import ID, UNCOMMENCED, act, chapter, items, ledd, listed, mark, read, section

RENT = listed([("1.", "leie.")])
LAW = read(
    act(
        chapter(
            "1",
            "Tjenester",
            section(
                "1",
                "Hjelp",
                ledd("Kommunen gir hjelp. Den begrunner."),
                ledd(f"Kommunen gir: {items(a='mat og', b='husly.')} Den svarer {listed([('–', 'straks.')], 'ul')}"),
                ledd(f"[Kongen gir forskrift.]{mark()}"),
                footnotes=[UNCOMMENCED],
            ),
            section("2 a", "Råd", ledd(f"Råd gis om {items(a='økonomi,', b='bolig, ' + RENT)}")),
            section("3", "(Opphevet)"),
        ),
        chapter("2", "Lister", section("4", "Bare en liste", items(a="Først.", b="Så."))),
    )
)


def at(section: str, *path: Place) -> Citation:
    return Citation(ID, section, path)


def words(citation: Citation) -> str:
    found = quote(LAW, citation)
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        (at("1", ("L", "1")), "Kommunen gir hjelp. Den begrunner."),
        (at("1", ("L", "1"), ("P", "2")), "Den begrunner."),
        (at("1", ("L", "2"), ("P", "1")), "Kommunen gir: mat og husly."),
        (at("1", ("L", "2"), ("b", "b")), "husly."),
        (at("1", ("L", "2"), ("b", "b"), ("P", "1")), "husly."),
        (at("1", ("L", "2"), ("s", "1")), "straks."),
        (at("2A", ("L", "1"), ("b", "b"), ("n", "1")), "leie."),
        (at("2a", ("b", "a")), "økonomi,"),
        (at("4", ("b", "b")), "Så."),
        (at("4"), "Først. Så."),
        (at("2a"), "Råd gis om økonomi, bolig, leie."),
        (Citation(ID, chapter="2"), "Først. Så."),
    ],
)
def test_an_address_gives_its_words(citation: Citation, said: str) -> None:
    assert words(citation) == said


@pytest.mark.parametrize(
    "citation",
    [
        at("9"),
        at("1", ("L", "4")),
        at("1", ("P", "1")),
        at("1", ("L", "1"), ("P", "3")),
        at("1", ("L", "2"), ("b", "c")),
        at("3", ("L", "1")),
        Citation(ID, chapter="9"),
    ],
)
def test_an_address_that_is_not_there_gives_nothing(citation: Citation) -> None:
    assert quote(LAW, citation) is None
    assert rests_on(LAW, citation) == ()


def test_an_act_that_is_not_held_gives_nothing() -> None:
    assert text_of({}, at("1")) is None
    found = text_of({ID: LAW}, at("1", ("L", "1")))
    assert found is not None
    assert found.text == "Kommunen gir hjelp. Den begrunner."


def test_the_hash_of_a_ledd_is_that_of_all_its_words() -> None:
    for paragraph in LAW.sections["1"].paragraphs:
        found = quote(LAW, at("1", ("L", str(paragraph.number))))
        assert found is not None
        assert found.hash == paragraph.hash == digest(found.text)


def test_every_sentence_found_has_the_address_that_leads_back_to_it() -> None:
    whole = quote(LAW, Citation(ID))
    assert whole is not None
    assert len(whole.units) == 14
    for unit in whole.units:
        again = quote(LAW, unit.citation)
        assert again is not None
        assert again.units[0] == unit


def test_what_is_repealed_or_not_commenced_is_not_in_force() -> None:
    states = {
        at("1", ("L", "1")): True,
        at("1", ("L", "3")): False,
        at("1", ("L", "3"), ("P", "1")): False,
        at("3"): False,
        at("4"): True,
    }
    found = {citation: quote(LAW, citation) for citation in states}
    assert {citation: each is not None and each.in_force for citation, each in found.items()} == states


def test_nothing_in_an_act_without_a_date_in_force_is_in_force() -> None:
    law = read(act(section("1", "", ledd("Kommunen svarer.")), in_force="Kongen bestemmer", last_change=""))
    found = quote(law, at("1", ("L", "1")))
    assert found is not None
    assert not found.in_force


def test_a_ledd_rests_on_all_its_sentences_and_an_item_on_the_words_that_lead_to_it() -> None:
    def resting(*path: Place, section: str = "1") -> list[str]:
        return [unit.text for unit in rests_on(LAW, at(section, *path))]

    assert resting(("L", "2")) == ["Kommunen gir:", "mat og", "husly.", "Den svarer", "straks."]
    assert resting(("L", "2"), ("b", "b")) == ["Kommunen gir:", "husly."]
    assert resting(("L", "2"), ("s", "1")) == ["Den svarer", "straks."]
    assert resting(("L", "2"), ("P", "2")) == ["Den svarer", "straks."]
    assert resting(("b", "b"), ("n", "1"), section="2a") == ["Råd gis om", "bolig,", "leie."]
    assert resting(("b", "b"), section="4") == ["Så."]
