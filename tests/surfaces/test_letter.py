"""`hjemmel letter` as a user runs it: answers on stdout or in a file, why there is none on stderr."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.surfaces.program import Program, program_in

ROOT = Path(__file__).parents[2]
LAW = ("--policies", str(ROOT / "policies"))


@pytest.fixture
def hjemmel(tmp_path: Path) -> Program:
    """The program with the user's own cache, where the law is compiled already when anybody has run it."""
    kept = os.environ.get("HJEMMEL_CACHE") or Path.home() / ".cache" / "hjemmel"
    return program_in(tmp_path, Path(kept))


def example(name: str) -> str:
    return str(ROOT / "docs" / "examples" / f"{name}.json")


def test_a_letter_is_printed_and_written(hjemmel: Program) -> None:
    printed = hjemmel("letter", example("refusal"), "--received", "2024-08-12", *LAW)
    assert (printed.code, printed.err) == (0, "")
    assert "Du har ikke rett til stønad til livsopphold\n══" in printed.out
    for format, start in (("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")):
        written = hjemmel("letter", example("refusal"), "--format", format, "-o", f"letter.{format}", *LAW)
        assert (written.code, written.out, written.err) == (0, "", "")
        assert (hjemmel.folder / f"letter.{format}").read_bytes().startswith(start)


def test_the_json_has_each_part_with_what_demands_it(hjemmel: Program) -> None:
    ran = hjemmel(
        "letter", example("refusal"), "--format", "json", "--language", "nn", "--field", "reference=24/1", *LAW
    )
    letter = json.loads(ran.out)
    parts = {it["part"]: it["demanded_by"] for it in letter["parts"]}
    assert parts["appeal"] == ["LOV-1967-02-10 § 27 L3 P1"]
    assert letter["language"] == "nn"
    assert letter["dated"] == "2024-08-09"
    assert "Saksnummer: 24/1" in letter["before"][0]["texts"]


def test_no_letter_says_why_and_exits_with_1(hjemmel: Program) -> None:
    ran = hjemmel("letter", example("family-not-ready"), *LAW)
    assert (ran.code, ran.out) == (1, "")
    assert "feil[E403 letter-before-duty]: plikten `map_childrens_needs` etter sosialtjenesteloven § 4" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--field", "name=x"), "NAME is one of recipient, address"),
        (("--field", "recipient"), "--field is NAME=TEXT"),
        (("--received", "8.3.2024"), "is not written as a date"),
        (("--received", "2024-08-08"), "--received 2024-08-08 is before the decision was made, 2024-08-09"),
        (
            ("--format", "pdf", "-o", "nowhere/letter.pdf"),
            "cannot write `nowhere/letter.pdf`: no such file or directory",
        ),
    ],
)
def test_what_cannot_be_run_exits_with_2(hjemmel: Program, arguments: tuple[str, ...], said: str) -> None:
    ran = hjemmel("letter", example("refusal"), *arguments, *LAW)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_format_that_needs_more_says_in_one_line_what_to_install(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.cli.letter import command

    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name in ("typst", "docx") else found(name, *rest)
    )
    ran = CliRunner().invoke(command, [example("refusal"), "--format", format])
    assert ran.exit_code == 2
    assert ran.stderr.splitlines() == [
        f"hjemmel: --format {format} needs more than is installed: pip install 'hjemmel[letters]' "
        "(in a clone: pip install -e '.[letters]')"
    ]
