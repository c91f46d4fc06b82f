"""`hjemmel new` as it is typed: what it writes passes check and test, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.surfaces.inside import Inside
from tests.surfaces.program import Program


@pytest.fixture
def empty(hjemmel: Program) -> Inside:
    (hjemmel.folder / "policies" / "small.policy").unlink()
    return Inside(hjemmel.folder)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_new_policy_passes_check_and_test_and_is_canonical(empty: Inside, language: str) -> None:
    made = empty(
        "new", "policy", "min_lov", "--document", "LOV-2001-01-01-1", "--from", "2025-01-01", "--language", language
    )
    assert (made.code, made.err) == (0, "")
    assert made.out.split()[0] == "policies/min-lov/min-lov.policy"
    checked = empty("check", "--format", "compact")
    assert checked.code == 0
    assert {line.split()[2] for line in checked.out.splitlines()} == {"A503"}
    said = {"en": "2 passed, 0 failed\n", "nb": "2 bestått, 0 feilet\n", "nn": "2 bestått, 0 feila\n"}
    assert empty("test").err == said[language]
    assert empty("fmt", "--check").code == 0


def test_nothing_that_is_there_is_written_over(empty: Inside) -> None:
    empty("new", "policy", "min_lov", "--from", "2025-01-01")
    before = files(empty.folder)
    again = empty("new", "policy", "min_lov", "--from", "2025-01-01")
    assert again.code == 2
    assert "is there already" in again.err
    assert files(empty.folder) == before


def test_rules_and_cases_are_added_and_pass(empty: Inside) -> None:
    empty("new", "policy", "min_lov", "--from", "2025-01-01", "--language", "nb")
    file = "policies/min-lov/min-lov.policy"
    before = (empty.folder / file).read_text(encoding="utf-8")
    assert empty("new", "rule", "ute", "--in", file, "--basis", "§ 2", "--concludes", "bosatt_ute").code == 0
    assert empty("new", "rule", "ikke_ute", "--in", file, "--basis", "§ 3", "--exception-to", "får_stønad").code == 0
    assert (empty.folder / file).read_text(encoding="utf-8").startswith(before)
    ran = empty("new", "case", "Borte lenge", "--for", "stønad", "--on", "2025-02-01")
    assert (ran.code, ran.out) == (0, "policies/min-lov/cases/borte-lenge.policy\n")
    case = (empty.folder / ran.out.strip()).read_text(encoding="utf-8")
    assert case.endswith(
        'sak "Borte lenge" på 2025-02-01\n  vent stønad: uavklart venter på bor_her & ikke_ute_er_slik\n'
    )
    assert empty("test", "--run", "Borte lenge").err == "1 bestått, 0 feilet\n"
    assert empty("check", "--format", "compact").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rule", "bad", "--in", "policies/small.policy", "--basis", "§ 3", "--exception-to", "nosuch"), "R102"),
        (("rule", "when", "--in", "policies/small.policy", "--basis", "§ 3", "--exception-to", "exempt"), "keyword"),
        (("rule", "x1", "--in", "policies/small.policy", "--basis", "third", "--exception-to", "exempt"), "R402"),
        (
            ("rule", "x1", "--in", "policies/small.policy", "--basis", "§ 3", "--concludes", "income"),
            "given by the case",
        ),
        (("rule", "x1", "--in", "policies/small.policy", "--basis", "§ 3 rule", "--concludes", "y"), "is no address"),
        (("policy", "not a name", "--from", "2025-01-01"), "is no name"),
        (("case", "x", "--for", "nosuch", "--on", "2025-01-01"), "P304"),
        (("case", "x", "--for", "payment", "--on", "2025-01-01", "--in", "case.json"), "is not one of the policies"),
    ],
)
def test_what_would_be_wrong_is_told_and_nothing_is_written(
    hjemmel: Program, arguments: tuple[str, ...], said: str
) -> None:
    before = files(hjemmel.folder)
    ran = Inside(hjemmel.folder)("new", *arguments)
    assert ran.code in (1, 2)
    assert ran.out == ""
    assert said in ran.err
    assert files(hjemmel.folder) == before


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_local_policy_fills_what_is_left_to_it(empty: Inside, language: str) -> None:
    empty("new", "policy", "lova", "--from", "2025-01-01", "--language", "nb")
    rules = empty.folder / "policies" / "lova" / "lova.policy"
    left = "\nenhet kommune\nbeløp sats_her av søker : penger per måned\n  overlatt til kommune hjemmel § 5\n"
    rules.write_text(rules.read_text(encoding="utf-8") + left, encoding="utf-8")
    wrong = empty("new", "policy", "ærøy", "--from", "2025-01-01", "--fills", "sats_hr")
    assert (wrong.code, wrong.err) == (2, "hjemmel: `sats_hr` is left to nobody here; did you mean `sats_her`?\n")
    made = empty("new", "policy", "ærøy", "--from", "2025-01-01", "--fills", "sats_her", "--language", language)
    assert (made.code, made.out) == (0, "policies/ærøy/ærøy.policy\n")
    assert empty("check").code == 0
    assert empty("fmt", "--check", "policies/ærøy").code == 0
