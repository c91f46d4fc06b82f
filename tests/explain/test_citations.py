"""Addresses of the law in the forms and languages readers meet."""

from __future__ import annotations

import pytest

from engine.model.citations import Citation
from engine.model.policy import Source
from explain import cite, cite_all

ACT = "LOV-2009-12-18-131"
SOURCES = {
    "sosialtjenesteloven": Source(
        "sosialtjenesteloven",
        "sosialtjenesteloven",
        "sosialtjenesteloven",
        labels={"nb": "Sosialtjenesteloven", "en": "The Social Services Act"},
        kind="act",
        document=ACT,
    )
}
ADDRESS = Citation(ACT, "20a", (("L", "1"), ("P", "3"), ("b", "a")))


@pytest.mark.parametrize(
    ("language", "form", "said"),
    [
        ("nb", "compact", "sosialtjenesteloven § 20 a (1) 3. pkt. bokstav a"),
        ("en", "compact", "sosialtjenesteloven § 20 a (1) sentence 3 letter a"),
        ("nn", "short", "sosialtjenesteloven § 20 a (1) 3. pkt. bokstav a"),
        ("nb", "full", "sosialtjenesteloven § 20 a første ledd tredje punktum bokstav a"),
        ("nn", "full", "sosialtjenesteloven § 20 a første ledd tredje punktum bokstav a"),
        ("en", "full", "the Social Services Act section 20 a first paragraph third sentence letter a"),
        ("nb", "written", "sosialtjenesteloven § 20 a ledd 1 punktum 3 bokstav a"),
    ],
)
def test_an_address_has_a_form_for_each_use(language: str, form: str, said: str) -> None:
    assert cite(ADDRESS, language, form, SOURCES) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "§ 42 annet ledd"), ("nn", "§ 42 andre ledd"), ("en", "section 42 second paragraph")],
)
def test_the_pages_own_act_is_not_named(language: str, said: str) -> None:
    assert cite(Citation(ACT, "42", (("L", "2"),)), language, home=ACT, sources=SOURCES) == said


@pytest.mark.parametrize(
    ("document", "language", "said"),
    [
        ("FOR-2024-05-24-815", "nb", "forskrift 24. mai 2024 nr. 815"),
        ("FOR-2024-05-24-815", "en", "Regulation of 24 May 2024 no. 815"),
        ("LOV-1967-02-10", "nb", "lov 10. februar 1967"),
        ("A-3/2023", "nn", "rundskriv A-3/2023"),
    ],
)
def test_a_document_nobody_declared_goes_by_its_number(document: str, language: str, said: str) -> None:
    assert cite(Citation(document), language) == said


def test_a_chapter_and_numbered_items_have_words() -> None:
    assert cite(Citation(ACT, chapter="4"), "en", home=ACT) == "chapter 4"
    items = [Citation(ACT, "1-3d", (("L", "1"), ("n", number))) for number in ("1", "2", "6")]
    assert cite_all(items, "nb", home=ACT) == "§ 1-3 d første ledd nr. 1, 2 og 6"
    assert cite_all(items, "en", home=ACT) == "section 1-3 d first paragraph nos. 1, 2 and 6"


def test_a_number_beyond_the_ordinals_is_written_as_a_number() -> None:
    assert cite(Citation(ACT, "5", (("L", "27"),)), "nb", home=ACT) == "§ 5 27. ledd"


def test_a_document_is_named_once_in_a_row_of_addresses() -> None:
    row = [Citation(ACT, "4"), Citation(ACT, "18", (("L", "1"),))]
    assert cite_all(row, "nb", "full", SOURCES) == "sosialtjenesteloven § 4 og § 18 første ledd"


def test_there_is_no_other_form() -> None:
    with pytest.raises(ValueError, match="brief"):
        cite(ADDRESS, "nb", "brief")
