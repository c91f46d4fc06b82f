"""`hjemmel fmt` as it is typed: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

from tests.surfaces.program import Program

UGLY = """language en
act testloven LOV-2000-01-01-1 nb "Testloven" nn "Testlova" en "The Test Act" covers from 2000-01-01
-- whom it is about
entity person nb "personen" nn "personen" en "the person"
fact age of person:number basis §1
"""
CANONICAL = """language en
act testloven LOV-2000-01-01-1
  nb "Testloven"  nn "Testlova"  en "The Test Act"
  covers from 2000-01-01
-- whom it is about
entity person
  nb "personen"  nn "personen"  en "the person"
fact age of person : number
  basis § 1
"""


def test_a_file_is_laid_out_and_named(hjemmel: Program) -> None:
    name = hjemmel.write("ugly/a.policy", UGLY)
    ran = hjemmel("fmt", "ugly")
    assert (ran.code, ran.out, ran.err) == (0, "ugly/a.policy\n", "1 of 1 file written anew\n")
    assert (hjemmel.folder / name).read_text("utf-8") == CANONICAL
    assert hjemmel("fmt", "ugly").err == "0 of 1 file written anew\n"


def test_check_and_diff_write_nothing(hjemmel: Program) -> None:
    name = hjemmel.write("ugly/a.policy", UGLY)
    checked = hjemmel("fmt", "--check", "ugly")
    assert (checked.code, checked.out) == (1, "ugly/a.policy\n")
    shown = hjemmel("fmt", "--diff", "ugly")
    assert shown.code == 1
    assert "-fact age of person:number basis §1\n" in shown.out
    assert "+fact age of person : number\n+  basis § 1\n" in shown.out
    assert (hjemmel.folder / name).read_text("utf-8") == UGLY


def test_standard_input_goes_to_standard_output(hjemmel: Program) -> None:
    assert hjemmel("fmt", "-", input=UGLY).out == CANONICAL


def test_a_file_is_written_in_another_language_and_back(hjemmel: Program) -> None:
    bokmål = hjemmel("fmt", "--language", "nb", "-", input=CANONICAL).out
    assert "faktum age av person : tall\n  hjemmel § 1\n" in bokmål
    assert hjemmel("fmt", "--language", "en", "-", input=bokmål).out == CANONICAL


def test_what_does_not_parse_is_left_alone_and_the_rest_is_written(hjemmel: Program) -> None:
    broken = "language en\nrule\n  basis\n"
    name = hjemmel.write("two/a.policy", broken)
    hjemmel.write("two/b.policy", UGLY)
    ran = hjemmel("fmt", "two")
    assert (ran.code, ran.out) == (1, "two/b.policy\n")
    assert "error[S1" in ran.err
    assert "two/a.policy:" in ran.err
    assert (hjemmel.folder / name).read_text("utf-8") == broken


def test_a_path_that_is_not_there_could_not_be_run(hjemmel: Program) -> None:
    ran = hjemmel("fmt", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "P101" in ran.err
