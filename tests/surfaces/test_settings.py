"""What a project quiets with a reason, and what it has not come to yet: `hjemmel.toml` and baselines."""

from __future__ import annotations

import json

import pytest

from tests.surfaces.inside import Inside
from tests.surfaces.program import POLICY, Program

ENTRY = """\
[[check]]
code = "{code}"
severity = "{severity}"
reason = "shown in a test"
"""


@pytest.fixture
def unused(hjemmel: Program) -> Inside:
    """Policies where nothing reads a fact; other findings are left out."""
    hjemmel.write(
        "policies/more.policy", "language en\nregulation egenandelsforskriften\nfact spare of resident : number\n"
    )
    return Inside(hjemmel.folder)


def told(hjemmel: Inside, *arguments: str) -> list[str]:
    """What is said of the fact nobody reads."""
    out = hjemmel("check", "--format", "compact", *arguments).out
    return [line.partition(": ")[2].partition(":")[0] for line in out.splitlines() if "`spare`" in line]


def test_an_entry_quiets_or_sharpens_a_check(unused: Inside) -> None:
    assert told(unused) == ["warning A601 unused"]
    unused.write("hjemmel.toml", ENTRY.format(code="unused", severity="off"))
    assert told(unused) == []
    assert told(unused, "--no-settings") == ["warning A601 unused"]
    unused.write("hjemmel.toml", ENTRY.format(code="A601", severity="error"))
    assert told(unused) == ["error A601 unused"]
    unused.write("policies/hjemmel.toml", ENTRY.format(code="A601", severity="note") + 'path = "more.policy"\n')
    assert told(unused) == ["note A601 unused"]  # the nearest file counts
    unused.write("policies/hjemmel.toml", ENTRY.format(code="A601", severity="off") + 'path = "small.policy"\n')
    assert told(unused) == ["warning A601 unused"]


def test_a_wrong_entry_is_told_at_its_place_and_quiets_nothing(unused: Inside) -> None:
    unused.write("hjemmel.toml", ENTRY.format(code="A601", severity="off").replace("reason", "reson"))
    ran = unused("check", "--format", "compact")
    assert ran.code == 1
    assert "hjemmel.toml:4:1: error P712 unknown-setting: `reson` means nothing in an entry" in ran.out
    assert "hjemmel.toml:1:1: error P714 setting-without-reason" in ran.out
    assert told(unused) == ["warning A601 unused"]


def test_old_findings_are_left_out_wherever_they_move_and_new_ones_fail(unused: Inside) -> None:
    kept = unused("check", "--write-baseline", "old.json")
    assert kept.code == 0
    assert json.loads((unused.folder / "old.json").read_text(encoding="utf-8"))["format"] == "hjemmel baseline 1"
    unused.write("policies/small.policy", POLICY.replace("entity child", "-- a remark\n\nentity child"))
    again = unused("check", "--baseline", "old.json", "--format", "compact")
    assert (again.code, again.out) == (0, "")
    assert "old findings left out" in again.err
    facts = "fact spare of resident : number\nfact extra of resident : number\n"
    unused.write("policies/more.policy", f"language en\nregulation egenandelsforskriften\n{facts}")
    new = unused("check", "--baseline", "old.json", "--format", "compact")
    assert new.code == 1
    assert [line.split("`")[1] for line in new.out.splitlines()] == ["extra"]


def test_what_makes_a_policy_unusable_is_never_old(unused: Inside) -> None:
    unused.write(
        "policies/more.policy", "language en\nregulation egenandelsforskriften\nfact spare of nobody : number\n"
    )
    unused("check", "--write-baseline", "old.json")
    ran = unused("check", "--baseline", "old.json", "--format", "compact")
    assert ran.code == 1
    assert "R102" in ran.out


def test_settings_may_name_the_old_findings(unused: Inside) -> None:
    unused.write("hjemmel.toml", 'baseline = "old.json"\n')
    missing = unused("check", "--format", "compact")
    assert "P716 no-such-path: there is no `old.json` below the folder of hjemmel.toml" in missing.out
    assert "`hjemmel check --write-baseline old.json` writes one" in missing.out
    unused("check", "--no-settings", "--write-baseline", "old.json")
    ran = unused("check", "--format", "compact")
    assert (ran.code, ran.out) == (0, "")
    assert "old findings left out" in ran.err
    assert "A601" in unused("check", "--no-settings", "--format", "compact").out
    unused.write("hjemmel.toml", "baseline = 3\n")
    assert "P712" in unused("check", "--format", "compact").out
