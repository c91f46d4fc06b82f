"""What commands say of rule files in Norwegian, as golden pages, and how the language is chosen.

`--accept -n 0` writes what came out.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from engine.cli.tongue import declared
from engine.shipped import shipped
from engine.source import SourceText
from engine.syntax.parse import read_language
from tests.golden_pages import FENCE, check_golden
from tests.law.samples import act, chapter, ledd, section
from tests.surfaces.inside import Inside

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "tests" / "golden" / "spoken").glob("*.md"))
LAW = chapter("1", "Alt", *(section(str(number), "", ledd("Ordene er laget for prøven.")) for number in range(1, 6)))


def laid_out(page: Path, folder: Path) -> Inside:
    """A folder with the rules and the case of a page, and a store with the act."""
    blocks = {it["kind"]: it["text"] for it in FENCE.finditer(page.read_text(encoding="utf-8"))}
    run = Inside(folder)
    run.write("policies/lova.policy", blocks["policy"])
    run.write("sak.json", blocks["json"])
    (folder / "lov.xml").write_bytes(act(LAW, id="LOV-2001-01-01-1", ref="lov/2001-01-01-1"))
    run("law", "import", "lov.xml", "--store", "store")
    return run


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_command_speaks_as_the_rules_are_written(page: Path, accept: bool, tmp_path: Path) -> None:
    run = laid_out(page, tmp_path)

    def told(commands: str) -> str:
        ran = run(*shlex.split(commands)[1:])
        return ran.out + ran.err

    check_golden(page, accept, "command", "text", told)


@pytest.fixture(scope="module")
def bokmål(tmp_path_factory: pytest.TempPathFactory) -> Inside:
    return laid_out(ROOT / "tests" / "golden" / "spoken" / "nb.md", tmp_path_factory.mktemp("spoken"))


def test_the_language_asked_for_goes_before_that_of_the_rules(bokmål: Inside) -> None:
    assert bokmål("decide", "sak.json").out.startswith("stønad: uavklart\n")
    assert bokmål("decide", "sak.json", "--language", "en").out.startswith("stønad: open\n  waits for an assessment: ")
    assert "\nall\n  føresegner " not in bokmål("test", "--coverage").out
    assert "\ni alt\n  føresegner " in bokmål("test", "--coverage", "--language", "nn").out
    assert "\nall\n  provisions " in bokmål("test", "--coverage", "--language", "en").out


def test_data_is_the_same_in_every_language(bokmål: Inside) -> None:
    for arguments in (["decide", "sak.json"], ["test", "--mutate"], ["law", "coverage", "--store", "store"]):
        told = {bokmål(*arguments, "--format", "json", "--language", it).out for it in ("nb", "nn", "en")}
        assert len(told) == 1
        json.loads(told.pop())


def test_only_the_files_that_conclude_what_is_asked_say_how_it_is_answered(bokmål: Inside) -> None:
    other = bokmål.folder / "policies" / "other.policy"
    other.write_text("language en\nact other LOV-2001-01-01-2\n  covers from 2001-01-01\n", encoding="utf-8")
    try:
        assert bokmål("decide", "sak.json").out.startswith("stønad: uavklart\n")
        assert "these policies declare no service" in bokmål("services").err
        assert bokmål("test").err == "1 passed, 0 failed\n"
    finally:
        other.unlink()


def test_cases_on_limits_are_written_in_the_language_of_the_rules(bokmål: Inside) -> None:
    assert bokmål("test", "--boundaries", "--save", "grenser.policy").code == 0
    text = (bokmål.folder / "grenser.policy").read_text(encoding="utf-8")
    assert text.startswith("språk nb\nlov lova LOV-2001-01-01-1\n")
    bokmål.write("policies/grenser.policy", text)
    try:
        assert bokmål("test").code == 0
    finally:
        (bokmål.folder / "policies" / "grenser.policy").unlink()


@pytest.mark.parametrize(
    "text", ["språk nb\n", "-- om loven\n\n  målform nn\n", "language en", "språk nn\n", "", "lov x\n"]
)
def test_the_language_of_a_file_is_read_as_the_reader_reads_it(text: str) -> None:
    language, _, undeclared = read_language(SourceText("", text))
    assert declared(text) == ("" if undeclared else language)


def test_every_line_said_is_known_in_every_language_with_the_same_blanks() -> None:
    table = tomllib.loads(shipped("grammar", "command_messages.toml").read_text("utf-8"))
    rows = [*table["lines"], *table["sentences"]]
    blanks = re.compile(r"\{[a-z]\}")
    assert [row for row in rows if len({tuple(sorted(blanks.findall(text))) for text in row}) > 1] == []
    known = [row[0] for row in table["lines"]]
    assert len(known) == len(set(known))
    said = re.compile(r'\b(?:say|by)\(\s*"((?:[^"\\]|\\.)+)"')
    several = re.compile(r'\bseveral\([^"]*?"((?:[^"\\]|\\.)+)",\s*"((?:[^"\\]|\\.)+)"')
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "engine" / "cli").glob("*.py"))]
    used = {it for text in texts if "from engine.cli.tongue import" in text for it in said.findall(text)}
    used |= {it for text in texts for pair in several.findall(text) for it in pair}
    assert len(used) > 50
    assert sorted(used - set(known)) == []
