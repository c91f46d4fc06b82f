"""`hjemmel doc` as it is typed: a book on disk, written again, and never over something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.book_folder import write_book
from tests.book.policy import POLICY
from tests.book.site import Site
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
    assert ran.err == "hjemmel: `book` holds something that is not a policy book; nothing was written\n"
    assert files(doc) == {"index.html": b"mine"}


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
    assert "NOK\N{NO-BREAK SPACE}100,000 per year → NOK\N{NO-BREAK SPACE}120,000 per year" in page
    assert "The exception does not apply on leave" in page
    assert list(Site(Path(doc.folder) / "book").dead_links()) == []


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
    ],
)
def test_what_cannot_be_done_is_said(doc: Program, arguments: tuple[str, ...], said: str) -> None:
    ran = doc("doc", "-o", "book", *arguments)
    assert ran.code == 2, ran
    assert said in ran.err
    assert not (Path(doc.folder) / "book").exists()
