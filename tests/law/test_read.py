"""From Lovdata's markup to a text: what counts as law, what is kept beside it, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from engine.diagnostics import Severity
from engine.law.data import WrongShape, from_data, to_data
from engine.law.layout import printed
from engine.law.read import read_law
from engine.law.sentences import digest
from engine.law.text import LawText, Paragraph
from tests.law.samples import UNCOMMENCED, act, chapter, items, ledd, listed, mark, read, section

SENTENCES = ["Kommunen svarer.", "Den begrunner svaret etter § 3 nr. 2."]


def only(law: LawText) -> Paragraph:
    """The one ledd of the one section."""
    (found,) = law.sections.values()
    (paragraph,) = found.paragraphs
    return paragraph


def read_section(*body: str, **rest: object) -> LawText:
    return read(act(section("1", "Svar", *body, **rest)))  # type: ignore[arg-type]


# ── What the header says ────────────────────────────────────────────────────────────────────────────────────────


def test_the_header_gives_number_titles_and_dates() -> None:
    law = read(act(section("1", "", ledd("Kommunen svarer."))))
    assert (law.id, law.kind, law.short_title) == ("LOV-2001-02-03-4", "consolidated", "Prøveloven – prl")
    assert (law.in_force, law.last_change, law.not_before) == ((date(2002, 1, 1),), date(2020, 7, 1), date(2020, 7, 1))
    assert law.is_commenced


@pytest.mark.parametrize(
    ("words", "last_change", "commenced", "not_before"),
    [
        ("2002-01-01", "", True, date(2002, 1, 1)),
        ("2002-01-01, 2003-01-01, Kongen bestemmer", "", True, date(2002, 1, 1)),
        ("Kongen bestemmer", "", False, date(2001, 2, 3)),
        ("Straks", "", True, date(2001, 2, 3)),
        ("2001-02-20, med virkning fra 2001-01-01", "", True, date(2001, 2, 3)),
        ("2002-13-45", "", False, date(2001, 2, 3)),
    ],
)
def test_the_date_in_force_may_be_several_or_words(
    words: str, last_change: str, commenced: bool, not_before: date
) -> None:
    law = read(act(section("1", "", ledd("Kommunen svarer.")), in_force=words, last_change=last_change))
    assert (law.is_commenced, law.not_before, law.in_force_words) == (commenced, not_before, words)


def test_a_text_of_a_day_before_its_date_in_force_is_not_commenced() -> None:
    data = act(section("1", "", ledd("Kommunen svarer.")), in_force="2030-01-01", last_change="")
    before, _ = read_law("prøve.xml", data, date(2029, 12, 31))
    first, _ = read_law("prøve.xml", data, date(2030, 1, 1))
    assert before is not None
    assert first is not None
    assert (before.is_commenced, first.is_commenced) == (False, True)


def test_a_text_cannot_be_of_a_day_before_its_last_change() -> None:
    data = act(section("1", "", ledd("Kommunen svarer.")))
    law, (found,) = read_law("prøve.xml", data, date(2020, 6, 30))
    assert (law, found.code) == (None, "P510")
    assert read_law("prøve.xml", data, date(2020, 7, 1))[1] == []


# ── Sections, ledd, sentences, items ────────────────────────────────────────────────────────────────────────────


def test_a_section_is_known_by_its_printed_number_and_chapter() -> None:
    law = read(
        act(
            chapter("1", "Først", section("1", "Formål", ledd("Kommunen svarer."))),
            chapter("2 A".replace(" ", ""), "Så", section("2-1 a", "Svar", ledd("Den svarer."))),
        )
    )
    assert list(law.sections) == ["1", "2-1a"]
    assert [law.chapter_of(each) for each in law.sections.values()] == ["1", "2A"]
    assert (law.sections["2-1a"].number, law.sections["2-1a"].heading) == ("§ 2-1 a", "Svar")
    assert law.chapters[2].heading == "Kapittel 2A. Så"


def test_a_ledd_has_its_sentences_and_the_hash_of_each() -> None:
    paragraph = only(read_section(ledd(" ".join(SENTENCES))))
    assert [each.text for each in paragraph.sentences] == SENTENCES
    assert [each.hash for each in paragraph.sentences] == [digest(each) for each in SENTENCES]
    assert paragraph.hash == digest(" ".join(SENTENCES))


def test_markup_inside_a_sentence_is_only_its_words() -> None:
    paragraph = only(read_section(ledd('Etter <a href="x">§\u00a03</a> svarer<br/>den <i>straks</i>.')))
    assert [each.text for each in paragraph.sentences] == ["Etter § 3 svarer den straks."]


def test_words_after_a_list_go_on_with_its_sentence_or_open_a_new_one() -> None:
    text = (
        f"Kommunen kan a) svare etter {items(a='skjønn,', b='fast praksis.')}"
        '<p class="leddfortsettelse">når det er rimelig. Den begrunner. </p>'
    )
    paragraph = only(read_section(ledd(text)))
    assert [each.text for each in paragraph.sentences] == [
        "Kommunen kan a) svare etter når det er rimelig.",
        "Den begrunner.",
    ]
    assert [item.label for item in paragraph.items_of(1)] == ["a", "b"]
    opened = only(read_section(ledd(f"Kommunen gir: {items(a='hjelp')} Den begrunner.")))
    assert [each.text for each in opened.sentences] == ["Kommunen gir:", "Den begrunner."]
    assert [line.words for line in printed(opened)] == ["Kommunen gir:", "hjelp", "Den begrunner."]


def test_items_nest_carry_sentences_and_may_have_only_a_dash() -> None:
    inner = listed([("-", "stell,"), ("–", "mat.")], "ul")
    paragraph = only(read_section(ledd(f"Kommunen gir: {listed([('1.', f'hjelp: {inner}'), ('2.', 'Råd. Og tid.')])}")))
    first, second = paragraph.items
    assert [item.label for item in first.items] == ["-", "-"]
    assert [len(item.hashes) for item in (first, second)] == [1, 2]


def test_a_numbered_ledd_keeps_its_number_in_the_words_as_printed() -> None:
    law = read_section(ledd("Kommunen svarer.", "1"), ledd("Den begrunner.", "2"))
    (found,) = law.sections.values()
    assert [(each.number, each.numerator) for each in found.paragraphs] == [(1, "1"), (2, "2")]
    assert found.paragraphs[1].sentences[0].text == "(2) Den begrunner."


def test_a_list_outside_any_ledd_and_a_table_are_kept_apart_from_sentences() -> None:
    law = read_section(items(a="Første.", b="Andre."))
    (found,) = law.sections.values()
    assert (found.paragraphs, [item.label for item in found.outside.items]) == ((), ["a", "b"])
    tabled = only(read_section(ledd("Satsene er: <table><tr><td>1</td><td>500</td></tr></table>")))
    assert [(each.kind, each.text) for each in tabled.asides] == [("table", "1 500")]
    assert len(tabled.hashes) == 1


# ── What is beside the law ──────────────────────────────────────────────────────────────────────────────────────


def test_footnote_marks_are_no_words_and_notes_are_kept() -> None:
    law = read_section(ledd(f"Kommunen{mark()} svarer."), footnotes=["Se kommuneloven."], note="Endret ved lov 1.")
    (found,) = law.sections.values()
    assert found.paragraphs[0].sentences[0].text == "Kommunen svarer."
    assert (found.notes, found.footnotes, found.pending) == (("Endret ved lov 1.",), ("1 Se kommuneloven.",), False)


def test_a_note_in_the_present_tense_is_an_amendment_to_come() -> None:
    (found,) = read_section(ledd("Kommunen svarer."), note="<strong>Endres</strong> ved lov 2.").sections.values()
    assert (found.status, found.pending) == ("present", True)


@pytest.mark.parametrize(
    ("heading", "note", "attributes", "status"),
    [
        ("(Opphevet)", "Opphevet ved lov 1.", "", "repealed"),
        ("(Opphevet ved lov 1)", "", 'data-repealeddate="2019-01-01"', "repealed"),
        ("(Flyttet til § 9)", "", "", "moved"),
        ("Nytt vedtak", "<strong>Tilføyes</strong> ved lov 2.", "", "adopted_not_in_force"),
    ],
)
def test_a_heading_without_text_is_never_empty_law(heading: str, note: str, attributes: str, status: str) -> None:
    (found,) = read(act(section("2", heading, note=note, attributes=attributes))).sections.values()
    assert found.status == status
    assert (found.repealed == date(2019, 1, 1)) == bool(attributes)


def test_a_passage_in_brackets_whose_footnote_says_so_is_not_in_force() -> None:
    whole = ledd(f"[Kongen gir forskrift. Den kan endres.]{mark()}")
    (found,) = read_section(ledd("Kommunen svarer."), whole, footnotes=[UNCOMMENCED]).sections.values()
    assert [each.in_force for each in found.paragraphs] == [True, False]
    assert found.status == "present"
    one = only(read_section(ledd(f"Kommunen svarer. [Den begrunner.{mark()}] Den venter."), footnotes=[UNCOMMENCED]))
    assert [each.in_force for each in one.sentences] == [True, False, True]


def test_brackets_that_mean_something_else_are_in_force() -> None:
    other = only(read_section(ledd(f"[Kommunen]{mark()} svarer."), footnotes=[UNCOMMENCED]))
    unmarked = only(read_section(ledd("[Kommunen svarer.]")))
    noted = only(read_section(ledd(f"[Kommunen svarer.]{mark()}"), footnotes=["Skrivefeil i loven."]))
    assert other.in_force
    assert unmarked.in_force
    assert noted.in_force


def test_two_sections_of_one_number_are_both_kept_and_told_of() -> None:
    first, second = section("1", "Svar", ledd("Kommunen svarer.")), section("1", "Svar", ledd("Den svarer."))
    law, (found,) = read_law("prøve.xml", act(first, second))
    assert law is not None
    assert (found.code, found.severity) == ("P505", Severity.NOTE)
    assert law.sections["1"].paragraphs[0].sentences[0].text == "Kommunen svarer."
    assert law.sections["1#2"].paragraphs[0].sentences[0].text == "Den svarer."
    stub = section("1", "(Opphevet)")
    law, _ = read_law("prøve.xml", act(stub, second))
    assert law is not None
    assert law.sections["1"].status == "present"


def test_articles_of_annexes_have_text_and_no_address() -> None:
    article = section("1", "Definisjoner", ledd("Ordene betyr det de betyr.")).replace('"§1"', '"a1"')
    law, found = read_law("prøve.xml", act(section("1", "Svar", ledd("Kommunen svarer.")), article))
    assert found == []
    assert law is not None
    assert [(key, each.is_section) for key, each in law.sections.items()] == [("1", True), ("a1", False)]


def test_paragraphs_outside_any_section_stay_with_their_chapter() -> None:
    law = read(act(main=ledd("Stortinget har vedtatt.")))
    assert law.sections == {}
    assert law.chapters[0].paragraphs[0].sentences[0].text == "Stortinget har vedtatt."


# ── As adopted ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_in_a_text_as_adopted_the_new_words_of_another_act_are_no_ledd() -> None:
    change = '<article class="defaultP">§ 3 annet ledd skal lyde:</article>'
    body = section("9", "Endringer", ledd("Fra samme tid gjøres endringer:"), change, ledd("Kongen svarer."))
    law = read(act(body, kind="LTI", last_change=""))
    assert law.kind == "promulgated"
    (found,) = law.sections.values()
    assert len(found.paragraphs) == 1
    assert [each.text for each in found.outside.sentences] == ["§ 3 annet ledd skal lyde:", "Kongen svarer."]


def test_an_amending_document_has_its_passages_and_no_sections() -> None:
    new = '<article class="futureLegalArticle" data-name="§2"><article class="legalP">Den svarer.</article></article>'
    change = f'<article class="document-change"><article class="change">{new}</article></article>'
    law = read(act(main=f'<section class="section" data-name="kapI"><h2>I</h2>{change}</section>', kind="LTI"))
    assert law.sections == {}
    assert [each.kind for each in law.chapters[1].paragraphs[0].asides] == ["document-change"]


# ── What is refused ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "P501"),
        (b"<html>", "P501"),
        (b"not xml", "P501"),
        ("<html>å</html>".encode("latin-1"), "P501"),
        (act(section("1", "", ledd("Kommunen svarer."))).decode().encode("utf-16"), "P501"),
        (b"<html>&nbsp;</html>", "P501"),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>', "P502"),
        (b'<!DOCTYPE html [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><html/>', "P502"),
        (b"<html>" + b"<div>" * 5000 + b"</div>" * 5000 + b"</html>", "P503"),
        (b"<html/>", "P504"),
        (b"<!DOCTYPE html><html><body><main class='documentBody'/></body></html>", "P504"),
        (act(id="vedtak", ref="avtale/x"), "P504"),
    ],
)
def test_what_is_no_law_text_is_refused_with_one_reason(data: bytes, code: str) -> None:
    law, found = read_law("prøve.xml", data)
    assert (law, [each.code for each in found]) == (None, [code])


def test_a_declaration_that_would_fill_the_memory_is_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html>&l9;</html>'
    assert [each.code for each in read_law("bombe.xml", bomb.encode())[1]] == ["P502"]


# ── As data ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_stored_as_data_comes_back_the_same() -> None:
    law = read(
        act(
            chapter("1", "Først", section("1", "Svar", ledd(f"Kommunen gir: {items(a='hjelp.')} Den svarer."))),
            section("2", "(Opphevet)", note="Opphevet ved lov 1.", attributes='data-repealeddate="2019-01-01"'),
            section(
                "3", "Tabell", ledd(f"[Sats: <table><tr><td>1</td></tr></table>]{mark()}"), footnotes=[UNCOMMENCED]
            ),
            main=ledd("Stortinget har vedtatt."),
        )
    )
    assert from_data(to_data(law)) == law


@pytest.mark.parametrize(
    "change",
    [
        {"layout": 0},
        {"id": 3},
        {"in_force": ["tomorrow"]},
        {"sections": {"1": {"status": "present"}}},
        {"sections": {"1": {"number": "§ 1", "status": "present", "chapter": 9}}},
        {"chapters": []},
        {"chapters": [{"within": 3}]},
        {"sections": []},
    ],
)
def test_data_of_another_shape_is_refused(change: dict[str, object]) -> None:
    data = to_data(read_section(ledd("Kommunen svarer.")))
    with pytest.raises(WrongShape):
        from_data({**data, **change})
