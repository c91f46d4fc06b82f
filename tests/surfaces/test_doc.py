"""`hjemmel doc` as it is typed: a book on disk, written again, and never over something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.book_folder import write_book
from tests.book.policy import POLICY
from tests.book.site import Site, as_text
from tests.law.samples import act, chapter, ledd, section
from tests.surfaces.program import Program

LAW = act(
    chapter(
        "1",
        "Stønad",
        section("1", "Hvem loven gjelder for", ledd("Loven gjelder den som bor her.")),
        section(
            "2",
            "Stønad",
            ledd("Den som er i nød, får hjelp. Ikke i fengsel. Likevel i permisjon."),
            ledd("Satsen gis."),
        ),
        section("3", "Saksbehandling", ledd("Vedtak skal begrunnes.")),
    ),
    id="LOV-2002-01-01-1",
    ref="lov/2002-01-01-1",
    title="Lov om prøver",
    short="Eksempelloven",
    in_force="2010-01-01",
)


@pytest.fixture
def doc(hjemmel: Program) -> Program:
    hjemmel.write("policies/small.policy", POLICY)
    return hjemmel


def files(program: Program, folder: str = "book") -> dict[str, bytes]:
    base = Path(program.folder) / folder
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in sorted(base.rglob("*")) if path.is_file()}


def test_a_book_is_written_in_three_languages(doc: Program) -> None:
    ran = doc("doc", "-o", "book")
    assert ran.code == 0, ran
    assert ran.out.endswith("open book/index.html\n")
    assert ran.err == ""
    written = files(doc)
    assert {"index.html", "style.css", "search.js", "bok.json", "nn/sok.html", "en/sok-indeks.js"} <= set(written)
    assert "Du har rett til stønad" in written["nb/eksempelloven/2.html"].decode()


def test_the_same_policy_gives_the_same_bytes(doc: Program) -> None:
    doc("doc", "-o", "book", PYTHONHASHSEED="1")
    first = files(doc)
    doc("doc", "-o", "book", PYTHONHASHSEED="2")
    assert files(doc) == first


def test_the_law_stands_beside_the_rules(doc: Program) -> None:
    doc.write("texts/lov.xml", LAW)
    assert doc("law", "import", "texts", "--edition", "2025-11-08", "--store", "store").code == 0
    assert doc("doc", "-o", "book", "--law", "store", "--language", "nb").code == 0
    page = files(doc)["nb/eksempelloven/2.html"].decode()
    assert "Den som er i nød, får hjelp." in page
    assert "Slik teksten var 8. november 2025." in page
    assert "Norsk lisens for offentlige data" in page
    overview = files(doc)["nb/eksempelloven/index.html"].decode()
    assert "Dekning av loven" in overview
    assert ">formalisert</th>" in overview
    site = Site(Path(doc.folder) / "book")
    assert list(site.dead_links()) == []
    assert list(site.stumbles()) == []


def test_a_page_that_is_no_more_is_taken_away(doc: Program) -> None:
    doc("doc", "-o", "book")
    assert "nn/index.html" in files(doc)
    (Path(doc.folder) / "book" / "mine.txt").write_text("kept")
    assert doc("doc", "-o", "book", "--language", "en").code == 0
    left = files(doc)
    assert not [name for name in left if name.startswith(("nb/", "nn/"))]
    assert left["mine.txt"] == b"kept"


def test_nothing_is_written_over_what_is_no_book(doc: Program) -> None:
    doc.write("book/index.html", "mine")
    ran = doc("doc", "-o", "book")
    assert ran.code == 2
    said = (
        "hjemmel: `book` holds something that is not a policy book; nothing was written; name a new or empty folder\n"
    )
    assert ran.err == said
    assert files(doc) == {"index.html": b"mine"}
    doc.write("page.html", "mine")
    ran = doc("doc", "-o", "page.html")
    assert ran.code == 2
    assert ran.err == "hjemmel: `page.html` is a file, and a book is a folder; nothing was written\n"


def test_a_book_that_was_cut_short_can_be_written_again(tmp_path: Path) -> None:
    def cut() -> Iterator[tuple[str, str]]:
        yield "nb/index.html", "first"
        raise OSError("no more room")

    with pytest.raises(OSError, match="no more room"):
        write_book(str(tmp_path / "book"), cut())
    write_book(str(tmp_path / "book"), [("nn/index.html", "second")])
    assert sorted(path.name for path in (tmp_path / "book").rglob("*.html")) == ["index.html"]


def test_what_changed_between_two_days_is_told(doc: Program) -> None:
    ran = doc("doc", "-o", "book", "--language", "en", "--on", "2024-06-01", "--compare", "2023-06-01")
    assert ran.code == 0, ran
    page = files(doc)["en/endringer.html"].decode()
    assert "What is different on 1 June 2024 from 1 June 2023." in page
    assert "The text of the law is not compared" in page
    told = as_text(page)
    assert "Value\nBefore, 1 June 2023: NOK 100,000 per year\nAfter, 1 June 2024: NOK 120,000 per year\n" in told
    assert "Was not there on 1 June 2023, and is on 1 June 2024." in told
    assert "<del>100,000</del>" in page
    assert "<ins>120,000</ins>" in page
    here = as_text(files(doc)["en/eksempelloven/2.html"].decode())
    assert "The exception does not apply on leave: added" in here
    site = Site(Path(doc.folder) / "book")
    assert list(site.dead_links()) == []
    assert list(site.stumbles()) == []


def test_the_words_of_the_law_stand_as_they_were_and_are(doc: Program) -> None:
    for year, words in (
        (2023, "Satsen gis hvert år til den som bor her."),
        (2024, "Satsen gis hver måned til den som bor her."),
    ):
        text = LAW.decode().replace("Satsen gis.", words).replace("2020-07-01", f"{year}-01-01")
        doc.write(f"texts{year}/lov.xml", text.encode())
        assert doc("law", "import", f"texts{year}", "--edition", f"{year}-01-01", "--store", "store").code == 0
    days = ("--on", "2024-06-01", "--compare", "2023-06-01")
    assert doc("doc", "-o", "book", "--language", "nb", "--law", "store", *days).code == 0
    page = files(doc)["nb/endringer.html"].decode()
    assert "<del>hvert år</del>" in page
    assert "<ins>hver måned</ins>" in page
    assert "Lovtekster sammenlignet ord for ord (1)" in as_text(page)
    assert "Satsen gis hver måned til den som bor her." in files(doc)["nb/eksempelloven/2.html"].decode()
    assert doc("doc", "-o", "old", "--language", "nb", "--law", "store", "--on", "2023-06-01").code == 0
    assert "hver måned" not in files(doc, "old")["nb/eksempelloven/2.html"].decode()


def test_a_property_that_is_not_proved_is_told(doc: Program) -> None:
    pytest.importorskip("z3")
    ran = doc("doc", "-o", "book", "--language", "nb", "--verify")
    assert ran.code == 1
    assert ran.err.count("is not proved; `hjemmel verify` tells more") == 1
    page = as_text(files(doc)["nb/eksempelloven/2.html"].decode())
    assert "Alltid: stønaden er minst 0 kr per år" in page
    assert "Kontroll Bevist for alle saker" in page
    assert page.count("Kontroll Gjelder ingen sak: vilkårene er aldri oppfylt.") == 1  # § 4 holds the support open


def test_a_rule_more_leaves_every_address_as_it_was(doc: Program) -> None:
    """A decision letter may link to a rule, a section or a term: none of them moves when the policy grows."""
    doc("doc", "-o", "book", "--language", "nb")
    before = {name: set(page.ids) for name, page in Site(Path(doc.folder) / "book").pages.items()}
    more = POLICY.replace("exception in_prison", f"{ANOTHER_RULE}exception in_prison")
    doc.write("policies/small.policy", more.replace("covers from 2010-01-01", "covers from 2009-01-01"))
    doc("doc", "-o", "book", "--language", "nb")
    after = {name: set(page.ids) for name, page in Site(Path(doc.folder) / "book").pages.items()}
    assert {name: ids - after.get(name, set()) for name, ids in before.items() if ids - after.get(name, set())} == {}
    assert "regel-aaa-first" in after["nb/eksempelloven/2.html"]


ANOTHER_RULE = """\
rule aaa_first
  nb "Den som bor her, har rett"  nn "Den som bur her, har rett"  en "A person who lives here has a right"
  basis § 2 ledd 1 punktum 1
  applicant has supported
  when lives_here and imprisoned
"""


LATER = """\
fact ill of applicant : yes or no  basis § 2
right help of applicant  basis § 2
rule help_from_2020
  basis § 2
  in force from 2020-01-01
  applicant has help
  when ill
"""


def test_a_day_on_which_nothing_is_in_force_is_said_to_be(doc: Program) -> None:
    doc.write("policies/small.policy", POLICY[: POLICY.index("right supported")].partition("service")[0] + LATER)
    ran = doc("doc", "-o", "book", "--language", "nb", "--on", "2015-01-01")
    assert "hjemmel: no rule is in force on 2015-01-01\n" in ran.err, ran


def test_a_case_that_came_out_otherwise_is_told(doc: Program) -> None:
    doc.write("policies/small.policy", POLICY.replace("expect supported: met by", "expect supported: not met by"))
    ran = doc("doc", "-o", "book", "--language", "nb")
    assert ran.code == 1
    assert "`in need and at home`" in ran.err
    assert "Ikke som ventet" in files(doc)["nb/eksempelloven/saker.html"].decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--compare", "2023-01-01"), "--compare needs --on"),
        (("--compare", "2025-01-01", "--on", "2024-01-01"), "is not before"),
        (("--within", "eksempellova_x"), "no source is called `eksempellova_x`; did you mean `eksempelloven`?"),
        (("--law", "nowhere"), "nowhere"),
        (("--on", "2025-13-01"), "`2025-13-01` is no day of the calendar"),
        (("empty",), "no .policy files in `empty`"),
    ],
)
def test_what_cannot_be_done_is_said(doc: Program, arguments: tuple[str, ...], said: str) -> None:
    (Path(doc.folder) / "empty").mkdir()
    ran = doc("doc", "-o", "book", *arguments)
    assert ran.code == 2, ran
    assert said in ran.err
    assert not (Path(doc.folder) / "book").exists()
