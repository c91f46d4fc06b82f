"""`hjemmel test` with `--mutate`, `--boundaries`, `--update` and `--watch`, run as a user runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.surfaces.program import POLICY, Program


def test_survivors_are_named_by_provision_in_the_authors_words(hjemmel: Program) -> None:
    ran = hjemmel("test", "--mutate")
    assert ran.code == 0
    assert "  § 3 ledd 2 punktum 4\n    policies/small.policy:31 exception `exempt_double`: left out\n" in ran.out
    assert "exception `exempt_double`: a krone more than `48 300 kr`\n" in ran.out
    assert ran.out.startswith("egenandelsforskriften: ")
    assert hjemmel("test", "--mutate", "--threshold", "100").code == 1
    assert hjemmel("test", "--mutate", "--within", "egenandelsforskrift").err.startswith(
        "hjemmel: the policies have no source `egenandelsforskrift`; did you mean `egenandelsforskriften`?"
    )


def test_slips_come_as_data_with_the_case_that_caught_them(hjemmel: Program) -> None:
    data = json.loads(hjemmel("test", "--mutate", "--format", "json").out)
    caught = [each for each in data["slips"] if each["status"] == "caught"]
    assert {each["caught_by"] for each in caught} == {"two G, single room"}
    score = data["score"]
    assert (score["caught"], score["percent"]) == (len(caught), 100 * len(caught) // (len(caught) + score["survived"]))


def test_what_is_proposed_reads_passes_check_and_expects_nothing_yet(hjemmel: Program) -> None:
    ran = hjemmel("test", "--boundaries", "--save", "policies/limits.policy")
    assert (ran.code, ran.out) == (0, "policies/limits.policy\n")
    text = (hjemmel.folder / "policies/limits.policy").read_text(encoding="utf-8")
    assert "-- proposed, to be held against the law: expect exempt: 48 300 kr per year" in text
    assert hjemmel("fmt", "--check", "policies/limits.policy").code == 0
    assert hjemmel("test").code == 0
    assert "is there already" in hjemmel("test", "--boundaries", "--save", "policies/limits.policy").err


WRONG = POLICY.replace(
    "  expect payment: 190 944.8 kr per year by", "  -- from the regulation\n  expect payment:   1 kr per year by"
)


def test_what_holds_no_more_is_shown_and_written_only_when_agreed_to(hjemmel: Program) -> None:
    hjemmel.write("policies/small.policy", WRONG)
    shown = hjemmel("test", "--update")
    assert shown.code == 1
    assert "-  expect payment:   1 kr per year by § 3" in shown.out
    assert "+  expect payment: 190 944.8 kr per year by § 3" in shown.out
    assert (hjemmel.folder / "policies/small.policy").read_text(encoding="utf-8") == WRONG
    assert hjemmel("test", "--update", "--yes").code == 0
    written = (hjemmel.folder / "policies/small.policy").read_text(encoding="utf-8")
    assert written == WRONG.replace("payment:   1 kr", "payment: 190 944.8 kr")
    assert hjemmel("test").code == 0


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("190 944.8 kr per year by", "open by", "it was expected to be open"),
        ("shares_room: no\n", "shares_room: unknown\n", "it has become open"),
        ("by § 3 ledd 2 punktum 1 not", "by § 5 ledd 4 not", "the provisions it rests on"),
    ],
)
def test_what_an_author_must_judge_is_left_and_told_of(hjemmel: Program, old: str, new: str, why: str) -> None:
    hjemmel.write("policies/small.policy", text := POLICY.replace(old, new))
    ran = hjemmel("test", "--update", "--yes")
    assert ran.code == 1
    assert f"left as it is: policies/small.policy:70 in “two G, single room”: {why}" in ran.err
    assert (hjemmel.folder / "policies/small.policy").read_text(encoding="utf-8") == text


def test_options_that_need_another_say_so(hjemmel: Program) -> None:
    for options in (("--yes",), ("--save", "x"), ("--limit", "3"), ("--mutate", "--coverage"), ("--watch", "-")):
        assert hjemmel("test", *options).code == 2


def test_a_change_runs_what_it_affects_until_the_user_ends_it(hjemmel: Program) -> None:
    pytest.importorskip("watchfiles")
    out = hjemmel.folder / "out.txt"
    with out.open("wb") as stream:
        running = subprocess.Popen(
            (sys.executable, "-m", "engine.cli", "test", "--watch"),
            cwd=hjemmel.folder,
            env=hjemmel.environment({}),
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            _until(out, "watching; Ctrl-C ends it")
            for _ in range(40):  # a change in the instant before watching begins is not seen
                hjemmel.write("policies/small.policy", WRONG)
                if "FAILED  policies/small.policy:71 two G, single room: `payment`" in _text(out):
                    break
                time.sleep(0.25)
                hjemmel.write("policies/small.policy", WRONG + "\n")
                time.sleep(0.75)
            else:
                pytest.fail(_text(out))
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=20) == 130
        finally:
            running.kill()
    assert "Traceback" not in _text(out)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _until(path: Path, words: str) -> None:
    for _ in range(400):
        if words in _text(path):
            return
        time.sleep(0.05)
    pytest.fail(_text(path))
