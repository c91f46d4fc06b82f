"""The policy book: what its pages say in three languages, that every link leads somewhere, and that all can read it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from engine.book.contents import Contents
from engine.book.drawing import can_draw
from engine.book.gather import gather
from engine.book.rule_text import RuleTexts
from engine.book.tried import try_all
from engine.book.write import pages
from engine.workspace import Workspace, read_workspace
from tests.book import browser
from tests.book.policy import POLICY
from tests.book.site import Site, as_text, dead_links_quickly, page_of, stumbles
from tests.golden_pages import check_golden

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    path = tmp_path_factory.mktemp("policies") / "small.policy"
    path.write_text(POLICY, encoding="utf-8")
    workspace = read_workspace([str(path)])
    assert not workspace.has_errors, workspace.errors
    return workspace


@pytest.fixture(scope="module")
def book(small: Workspace) -> dict[str, str]:
    return dict(pages(contents_of(small), LANGUAGES))


@pytest.fixture(scope="module")
def site(book: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("book")
    for name, text in book.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Site(folder)


def contents_of(workspace: Workspace, cases: bool = True, within: str = "") -> Contents:
    """What a book is written from; without cases also without what the authors wrote, which has no links."""
    policy = workspace.policy
    tried = tuple(try_all(policy, workspace.decide_case, within)) if cases else ()
    texts = RuleTexts(workspace.sources if cases else {})
    return Contents(policy, gather(policy, within=within), texts, tried=tried)


def test_the_words_of_the_book_are_explained_as_it_uses_them(book: dict[str, str]) -> None:
    """From the glossary, with the book's own word where that is another, and reached from every page."""
    text = as_text(book["nb/ord.html"])
    assert "Opplysning" in text
    assert "Faktum" not in text
    assert "Noe som er gitt i saken, av en bestemt type og for noen dager." in text
    assert "Regelboka kaller" not in text
    assert "`" not in text
    assert "Føresegn" in as_text(book["nn/ord.html"])
    assert all("ord.html" in page for name, page in book.items() if name.count("/") and name.endswith(".html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_provision_reads_as_it_should(book: dict[str, str], root: Path, accept: bool, language: str) -> None:
    page = root / "tests" / "golden" / "book" / f"provision-{language}.md"
    check_golden(page, accept, "address", "text", lambda address: as_text(book[address.strip()]))


def test_every_link_leads_to_a_place(site: Site) -> None:
    assert len(site.pages) > 30
    assert list(site.dead_links()) == []


def test_every_row_of_the_search_leads_to_a_place(site: Site, book: dict[str, str]) -> None:
    places = {name: set(page.ids) for name, page in site.pages.items()}
    for language in LANGUAGES:
        data = book[f"{language}/sok-indeks.js"].partition("=")[2].rstrip(";\n")
        rows = json.loads(data)
        assert len(rows) > 15
        assert [row for row in rows if not site.leads(f"{language}/sok.html", row[1], places)] == []


def test_without_scripts_there_is_an_index_of_every_term_and_rate(site: Site, book: dict[str, str]) -> None:
    for language in LANGUAGES:
        (noscript,) = re.findall("<noscript>.*?</noscript>", book[f"{language}/sok.html"])
        assert 'href="begreper.html"' in noscript
        rows = json.loads(book[f"{language}/sok-indeks.js"].partition("=")[2].rstrip(";\n"))
        told = {row[1] for row in rows if "#begrep-" in row[1] or "#sats-" in row[1]}
        assert told
        assert told <= {each.attributes["href"] for each in site.pages[f"{language}/begreper.html"].all("a")}


def test_a_broken_page_is_seen_to_be() -> None:
    """The checks of the structure can fail."""
    found = list(
        stumbles(page_of("<html><body><h1>A</h1><h3></h3><input><table></table><a href='x'></a></body></html>"))
    )
    assert len(found) >= 7, found


def test_no_page_makes_a_reader_stumble(site: Site) -> None:
    assert list(site.stumbles()) == []


def test_each_language_has_the_same_places(site: Site) -> None:
    by_language = [
        {name[3:]: sorted(page.ids) for name, page in site.pages.items() if name.startswith(f"{language}/")}
        for language in LANGUAGES
    ]
    for found in by_language:  # the letters of the index are those of the language
        found.pop("begreper.html")
    assert by_language[0] == by_language[1] == by_language[2]


def test_the_languages_lead_to_each_other(site: Site) -> None:
    for name, page in site.pages.items():
        if name != "index.html":
            found = {each.attributes["href"] for each in page.all("a") if "hreflang" in each.attributes}
            assert {link.rpartition("../")[2][3:] for link in found} == {name[3:]}, name


def test_what_an_author_wrote_is_never_read_as_markup(book: dict[str, str]) -> None:
    page = book["nb/eksempelloven/1.html"]
    assert "Bor du i &lt;kommunen&gt;?" in page
    assert not any("<kommunen>" in text for name, text in book.items() if name.endswith(".html"))


def test_a_rule_that_rests_on_two_provisions_is_found_at_both(book: dict[str, str]) -> None:
    assert 'id="regel-in-need"' in book["nb/eksempelloven/2.html"]
    assert 'href="2.html#regel-in-need"' in book["nb/eksempelloven/1.html"]


def test_a_reading_that_is_not_chosen_is_told_as_such(book: dict[str, str]) -> None:
    page = as_text(book["nb/eksempelloven/1.html"])
    assert "Gjelder bare etter en lesemåte vi ikke har valgt: der man er registrert." in page
    assert "Kort sagt" not in page


def test_the_rule_is_shown_in_the_keywords_of_the_reader(book: dict[str, str]) -> None:
    words = {"nb": "hjemmel", "nn": "heimel", "en": "basis"}
    for language, word in words.items():
        assert f'<span class="k">{word}</span>' in book[f"{language}/eksempelloven/2.html"]


def test_without_graphviz_the_lists_stand_alone(small: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    page = dict(pages(contents_of(small, cases=False), ("nb",)))["nb/eksempelloven/2.html"]
    assert "<svg" not in page
    assert "Bygger på (" in page


def test_of_two_days_only_the_rules_of_the_day_are_told(small: Workspace) -> None:
    policy = small.policy
    before = Contents(policy, gather(policy, date(2023, 6, 1)), RuleTexts(small.sources), day=date(2023, 6, 1))
    page = dict(pages(before, ("en",)))["en/eksempelloven/2.html"]
    assert 'id="regel-on-leave"' not in page
    assert "Rules not in force on this day" in page
    assert "The exception does not apply on leave" in page


def test_a_term_is_drawn_where_graphviz_is(book: dict[str, str]) -> None:
    if not can_draw():
        pytest.skip("needs Graphviz")
    page = book["en/eksempelloven/2.html"]
    assert page.count("<svg") == 3
    assert '<title id="tegning-eksempelloven-supported-t">What lies around a right to support</title>' in page


def test_no_link_of_the_shipped_book_is_dead(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # pictures have no links
    workspace = read_workspace([str(root / "policies")])
    found = dict(pages(contents_of(workspace, cases=False), ("nb",)))
    assert len(found) > 500
    assert dead_links_quickly(found) == []
    alone = dict(pages(contents_of(workspace, cases=False, within="boligsosialloven"), ("nb",)))
    assert not [name for name in alone if name.startswith("nb/sosialtjenesteloven/")]
    assert dead_links_quickly(alone) == []


# ── the style ───────────────────────────────────────────────────────────────────────────────────────────────────────

PAIRS = [
    *(("ink", ground) for ground in ("paper", "ground", "law", "mark")),
    *(("quiet", ground) for ground in ("paper", "ground", "law")),
    *(("link", ground) for ground in ("paper", "ground", "law", "mark")),
    *((colour, "paper") for colour in ("rule", "exception", "discretion", "gap", "good")),
    *((colour, "ground") for colour in ("word", "text", "remark", "figure")),
    ("paper", "link"),  # what stands on a button
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read_on_its_ground(root: Path, scheme: str) -> None:
    style = (root / "engine" / "book" / "templates" / "style.css").read_text(encoding="utf-8")
    light, _, dark = style.partition("prefers-color-scheme: dark")
    named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else dark))
    faint = [(one, other) for one, other in PAIRS if contrast(named[one], named[other]) < 4.5]
    faint += [(one, "paper") for one in ("edge", "focus") if contrast(named[one], named["paper"]) < 3]
    assert faint == []


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# ── in a browser ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(browser.chromium() is None, reason="needs Chromium")
def test_one_searches_from_a_file(site: Site) -> None:
    address = (site.folder / "nb" / "sok.html").as_uri()
    found = browser.shown(f"{address}?q=fengsel")
    assert '<a href="eksempelloven/2.html#regel-in-prison">Den som er i fengsel, har ikke rett til stønad</a>' in found
    nothing = browser.shown(f"{address}?q=zzz")
    assert re.search(r'<p id="antall"[^>]*>Ingen treff.</p>', nothing)


@pytest.mark.skipif(
    browser.chromium() is None or browser.axe() is None,
    reason="needs Chromium, and axe-core where HJEMMEL_AXE says; `tests/book/browser.py` tells how",
)
def test_axe_core_finds_nothing(site: Site, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<html><head></head><body><input></body></html>", encoding="utf-8")
    assert browser.violations(bad)
    found = {page.name: browser.violations(page, 390) for page in browser.kinds(site.folder)[:8]}
    assert {name: each for name, each in found.items() if each} == {}


NYNORSK = """\
målform nn
lov eksempelloven LOV-2002-01-01-1
  nb "Eksempelloven"  nn "Eksempellova"  en "The Example Act"
  dekkjer frå 2010-01-01
eining søkjar  nb "søkeren"  nn "søkjaren"  en "the applicant"
eining kommune  nb "kommunen"  nn "kommunen"  en "the municipality"
faktum naud av søkjar : ja eller nei
  nb "om søkeren er i nød"  nn "om søkjaren er i naud"  en "whether the applicant is in need"
plikt råd av søkjar ved kommune
  nb "gi råd"  nn "gje råd"  en "give advice"
  heimel § 2 ledd 1
regel plikt_til_råd
  nb "Kommunen gir råd ved nød"  nn "Kommunen gjev råd ved naud"  en "The municipality gives advice in need"
  heimel § 2 ledd 1
  i kraft frå 2020-01-01
  kommune skal råd
  når naud
definerer § 3
sak "dagen før endringa" på 2019-12-31
  gitt naud: ja
  vent råd: ingen
sak "i naud" på 2024-01-01
  gitt naud: ja
  vent råd: skal
sak "ikkje i naud" på 2024-01-01
  gitt naud: nei
  vent råd: ingen
sak "ingen har spurt" på 2024-01-01
  vent råd: uavklart
"""


def nynorsk(tmp_path: Path, text: str = NYNORSK) -> dict[str, str]:
    path = tmp_path / "nynorsk.policy"
    path.write_text(text, encoding="utf-8")
    workspace = read_workspace([str(path)])
    assert not workspace.has_errors, workspace.errors
    return dict(pages(contents_of(workspace), LANGUAGES))


def test_a_section_lists_every_case_that_tries_it_with_its_answer(tmp_path: Path) -> None:
    """The case that says no, the one that is open, and the one of the day before the rule are there too."""
    book = nynorsk(tmp_path)
    listed = as_text(book["nn/eksempelloven/2.html"]).partition("## Saker som prøver reglane her")[2]
    assert [line for line in listed.splitlines() if line.startswith("- ")][:-1] == [
        "- dagen før endringa 31. desember 2019: Kommunen har ikkje plikt til å gje råd.",
        "- i naud 1. januar 2024: Kommunen skal gje råd.",
        "- ikkje i naud 1. januar 2024: Kommunen har ikkje plikt til å gje råd.",
        "- ingen har spurt 1. januar 2024: Gje råd: uavklart, ventar på om søkjaren er i naud.",
    ]


def test_a_norwegian_file_says_the_language_of_the_names_of_its_cases(tmp_path: Path) -> None:
    """Names that have no word of nynorsk alone are of the file all the same, on its own page and on the others."""
    book = nynorsk(tmp_path)
    assert "Forfattaren sitt namn" not in book["nn/eksempelloven/saker.html"]
    assert "Forfatterens navn på saken: dagen før endringa" in as_text(book["nb/eksempelloven/saker.html"])
    assert '<span lang="nn"><a href="saker.html#sak-i-naud">' in book["nb/eksempelloven/2.html"]


def test_a_duty_says_who_is_bound(tmp_path: Path) -> None:
    book = nynorsk(tmp_path)
    said = {
        "nb": "Plikten ligger på kommunen",
        "nn": "Plikta ligg på kommunen",
        "en": "The duty is on the municipality",
    }
    for language, line in said.items():
        assert line in " ".join(as_text(book[f"{language}/eksempelloven/2.html"]).split())


def test_a_definition_is_said_to_be_built_on_only_where_a_rule_does(tmp_path: Path) -> None:
    assert "byggjer på ho" not in nynorsk(tmp_path)["nn/eksempelloven/3.html"]
    used = NYNORSK.replace("  heimel § 2 ledd 1\n  i kraft", "  heimel § 2 ledd 1, § 3\n  i kraft")
    assert "byggjer på ho" in nynorsk(tmp_path, used)["nn/eksempelloven/3.html"]
