"""The book with the law at hand: an address stands where it leads, however much of it the author wrote."""

from __future__ import annotations

from datetime import date

import pytest

from engine.book.contents import Contents
from engine.book.gather import gather
from engine.book.law import LawBeside
from engine.book.rule_text import RuleTexts
from engine.book.write import pages
from engine.law.coverage import coverage
from engine.law.structure import document_of
from engine.law.text import LawText
from engine.model.provisions import Provisions
from tests.book.site import as_text
from tests.law.policies import policy
from tests.law.samples import ID, act, chapter, ledd, read, section

LAW = read(
    act(
        chapter(
            "1",
            "Hjelp",
            section("1", "Rett", ledd("Den som trenger hjelp, får det. Ikke i ferien.")),
            section("2", "Rett", ledd("Kommunen hjelper."), ledd("Staten betaler.")),
        )
    )
)
RULES = """fact needy of person : yes or no
  nb "behov"  nn "behov"  en "need"
  nb met "Du trenger hjelp" not met "Du trenger ikke hjelp"
  nn met "Du treng hjelp" not met "Du treng ikkje hjelp"
  en met "You need help" not met "You do not need help"
  held by person, tax_office
right help of person
  nb "hjelp"  nn "hjelp"  en "help"
rule gives
  nb "Hjelp gis"  nn "Hjelp blir gitt"  en "Help is given"
  basis {basis}
  help holds
exception no_help to gives
  nb "Ingen hjelp"  nn "Inga hjelp"  en "No help"
  basis § 1 punktum 2
  in force from 2026-07-01
  when not needy
exception old to gives
  nb "Gammelt unntak"  nn "Gammalt unntak"  en "An old exception"
  basis § 1 punktum 2
  in force until 2026-06-30
  when not needy
"""


def book(basis: str, text: LawText | None = LAW, structure: bool = True, rules: str = RULES) -> dict[str, str]:
    """The pages of the book, with the text of the law, with its structure alone, or with neither."""
    made = policy(rules.format(basis=basis))
    provisions = Provisions(None, {ID: document_of(LAW)})
    covered = {each.document.id: each for each in coverage(made, provisions, [ID])} if structure else {}
    beside = LawBeside({ID: text} if text is not None else {}, covered)
    gathered = gather(made, None, "", beside.paragraphs, beside.in_full)
    written = pages(Contents(made, gathered, RuleTexts({}), beside))
    return {name: as_text(page) for name, page in written if name.endswith(".html")}


def page(basis: str, language: str = "nb") -> str:
    return book(basis)[f"{language}/proveloven/1.html"]


@pytest.mark.parametrize("basis", ["§ 1", "§ 1 punktum 1", "§ 1 ledd 1 punktum 1"])
def test_a_rule_stands_at_the_only_ledd_of_its_section(basis: str) -> None:
    text = page(basis)
    assert "Hele paragrafen" not in text
    assert "Ingen regler er skrevet" not in text
    assert text.index("Den som trenger hjelp, får det.") < text.index("Unntak:")


def test_where_the_law_is_not_at_hand_an_address_stands_as_it_is_written() -> None:
    text = book("§ 1 punktum 1", None, False)["nb/proveloven/1.html"]
    assert "Hele paragrafen" in text
    assert "Første ledd" not in text


def test_the_structure_of_the_law_is_enough() -> None:
    text = book("§ 1 punktum 1", None)["nb/proveloven/1.html"]
    assert "Hele paragrafen" not in text
    assert "Første ledd" in text


def test_a_ledd_says_that_the_rules_of_the_whole_section_stand_above() -> None:
    text = book("§ 2")["nb/proveloven/2.html"]
    assert text.count("Ingen regler er skrevet for dette leddet alene.") == 2


def test_rules_are_listed_with_their_days() -> None:
    text = page("§ 1 punktum 1")
    short, told = text.split("Første ledd", 1)
    assert "Ingen hjelp fra 1. juli 2026" in short
    assert "Gammelt unntak til og med 30. juni 2026" in short
    assert "Unntak Ingen hjelp fra 1. juli 2026 når dette gjelder: du trenger ikke hjelp" in told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "når dette gjelder: du trenger ikke hjelp"),
        ("nn", "når dette gjeld: du treng ikkje hjelp"),
        ("en", "when this holds: you do not need help"),
    ],
)
def test_a_sentence_keeps_its_order_of_words_after_when(language: str, said: str) -> None:
    assert said in page("§ 1", language)


def test_who_holds_a_fact_is_called_what_it_is_called() -> None:
    named = RULES.replace("fact needy", 'entity tax_office  nb "Skatteetaten"  nn "Skatteetaten"  en "Tax"\nfact needy')
    assert "Skatteetaten" in book("§ 1", rules=named)["nb/proveloven/1.html"]


def test_the_day_of_a_text_is_given_only_where_somebody_has_said_it() -> None:
    from attrs import evolve

    assert "Teksten er fra 1. juli 2020 eller senere; hvilken dag er ikke oppgitt." in page("§ 1")
    of_day = book("§ 1", evolve(LAW, edition=date(2025, 11, 8)))["nb/proveloven/1.html"]
    assert "Slik teksten var 8. november 2025." in of_day


def test_an_index_with_nothing_in_it_is_no_page() -> None:
    found = book("§ 1")
    assert {"nb/begreper.html", "nb/ord.html"} <= found.keys()
    assert not {"nb/tjenester.html", "nb/tolkninger.html", "nb/satser.html", "nb/skjonn.html"} & found.keys()
    assert "Tjenester" not in found["nb/index.html"]
    declared = RULES + 'service helping\n  nb "Hjelp"  nn "Hjelp"  en "Help"\n  basis § 1\n  asks help\n'
    assert "Reglene avgjør." in book("§ 1", rules=declared)["nb/tjenester.html"]


def test_the_share_of_the_law_is_explained_where_it_stands() -> None:
    front = book("§ 1")["nb/index.html"]
    assert "Ledd med regler eller skjønn" in front
    assert "andelen av leddene" in front
