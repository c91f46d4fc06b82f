"""Comparing versions, as a reviewer runs it: folders, days, a git repository, cases, and each form of the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from engine.cli.diff import rendered
from engine.diff.comparison import Comparison, Wanted, compare_versions
from engine.diff.schema import diff_schema
from engine.store.files import FileBytes
from engine.workspace import workspace_of
from tests.surfaces.program import POLICY, Program

MILDER = POLICY.replace("exempt is 10 000 kr\n", "exempt is 12 000 kr\n")
REORDERED = POLICY.replace("fact visits of resident : number\n", "").replace(
    "entity child\n", "fact visits of resident : number\nentity child\n"
)


@pytest.fixture
def versions(hjemmel: Program) -> Program:
    """Two folders of policies: the small one, and one with a larger deduction."""
    hjemmel.write("old/small.policy", POLICY)
    hjemmel.write("new/small.policy", MILDER)
    return hjemmel


def test_two_folders_that_mean_the_same_exit_0(versions: Program) -> None:
    versions.write("same/other.policy", REORDERED)
    ran = versions("diff", "old", "same", "--language", "en")
    assert ran.code == 0
    assert "The rules mean the same on both sides." in ran.out


def test_a_difference_is_told_with_a_case_and_exits_1(versions: Program) -> None:
    ran = versions("diff", "old", "new", "--within", "exempt", "--language", "en")
    assert ran.code == 1
    assert "the exempt amount – more" in ran.out
    assert "+ NOK 2,000 per year (+ 20%)" in ran.out.replace("\N{NO-BREAK SPACE}", " ")


@cache
def compared() -> Comparison:
    """The two versions, compared without a process of their own."""
    sides = (workspace_of([FileBytes("small.policy", text.encode())]) for text in (POLICY, MILDER))
    before, after = (each.side(name) for each, name in zip(sides, ("old", "new"), strict=True))
    return compare_versions(before, after, Wanted(within=("egenandelsforskriften.exempt",)))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_every_form_says_the_same_outcomes(language: str, format: str) -> None:
    said = rendered(compared(), format, language).replace("\N{NO-BREAK SPACE}", " ")
    assert ("10,000" if language == "en" else "10 000") in said
    assert ("12,000" if language == "en" else "12 000") in said


def test_the_page_is_one_file_without_scripts_in_its_language() -> None:
    found = Seen()
    found.feed(rendered(compared(), "html", "nn"))
    assert found.language == "nn"
    assert not {"script", "link", "img", "iframe"} & found.tags
    assert {"main", "h1", "h2", "table", "caption", "th"} <= found.tags


class Seen(HTMLParser):
    """The tags of a page, and its language."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.language: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "html":
            self.language = dict(attrs).get("lang")


def test_the_data_follow_their_schema(versions: Program) -> None:
    versions.write(
        "cases/one.json", json.dumps({"on": "2024-05-01", "ask": ["exempt"], "facts": {"shares_room": False}})
    )
    ran = versions("diff", "old", "new", "--format", "json", "--cases", "cases")
    data = json.loads(ran.out)
    jsonschema.Draft202012Validator(diff_schema()).validate(data)
    assert data["differs"] is True
    exempt = next(it for it in data["meaning"] if it["of"].endswith(".exempt"))
    assert (exempt["relation"], exempt["witnesses"][0]["after"]) == ("more", {"exact": "12000", "unit": "kr/year"})


def test_cases_of_a_table_are_counted_and_small_groups_are_not(versions: Program) -> None:
    rows = ["on;ask;shares_room", *["2024-05-01;exempt;nei"] * 6, *["2024-05-01;exempt;ja"] * 2]
    versions.write("cases.csv", "\n".join(rows) + "\n")
    ran = versions("diff", "old", "new", "--within", "exempt", "--cases", "cases.csv", "--format", "json")
    term = json.loads(ran.out)["impact"]["terms"][0]
    assert (term["turns"]["up"], term["turns"]["same"]) == (6, None)


def test_saved_cases_pass_on_the_new_side_and_fail_on_the_old(versions: Program) -> None:
    ran = versions("diff", "old", "new", "--within", "exempt", "--save-cases", "saved.policy")
    assert ran.err == "1 case written to saved.policy\n"
    assert versions("test", "new", "saved.policy", "--run", "new or more").code == 0
    assert versions("test", "old", "saved.policy", "--run", "new or more").code == 1
    assert versions("diff", "old", "new", "--save-cases", "saved.policy").code == 2


def test_letters_stand_side_by_side(versions: Program) -> None:
    ran = versions("diff", "old", "new", "--within", "exempt", "--letters", "--language", "en", "--format", "markdown")
    rows = [row for row in ran.out.replace("\N{NO-BREAK SPACE}", " ").splitlines() if row.startswith("| ")]
    assert any("NOK 10,000" in row.split("|")[1] and "NOK 12,000" in row.split("|")[2] for row in rows)


def test_two_days_of_the_same_policies(hjemmel: Program) -> None:
    ran = hjemmel("diff", "policies", "--on", "2024-04-30", "--on", "2024-05-01", "--language", "en")
    assert "Changes from 30 April 2024 to 1 May 2024" in ran.out
    assert "118 620 kr" in " ".join(ran.out.split())
    assert "All outcomes are equal." in ran.out  # sums are held equal
    ran = hjemmel("diff", "--on", "2024-04-30", "--on", "2024-05-01", "--with-parameters", "--language", "en")
    assert "the payment – less" in ran.out


def test_a_side_with_errors_cannot_be_compared(versions: Program) -> None:
    versions.write("broken/small.policy", POLICY.replace("exempt is 10 000 kr", "exempted is 10 000 kr"))
    ran = versions("diff", "old", "broken")
    assert ran.code == 2
    assert "R102" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("old", "nowhere"), "`nowhere` is no file, no folder and no git revision here"),
        (("old", "new", "--within", "exemt"), "did you mean `exempt`"),
        (("old", "--on", "2024-05-01"), "--on is given twice"),
        (("old", "new", "--law-before", "old"), "both --law-before and --law-after"),
        (("old", "new", "--days", "2024-05-02", "2024-05-01"), "before they begin"),
        ((), "name two versions"),
    ],
)
def test_what_cannot_be_compared_is_said_and_exits_2(versions: Program, arguments: tuple[str, ...], said: str) -> None:
    ran = versions("diff", *arguments)
    assert ran.code == 2
    assert said in ran.err


# ── git ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def repository(hjemmel: Program) -> Program:
    """A repository with two commits, the second with the larger deduction."""
    for arguments in (("init", "--quiet"), ("add", "policies"), ("commit", "--quiet", "--message", "First")):
        git(hjemmel.folder, *arguments)
    hjemmel.write("policies/small.policy", MILDER)
    git(hjemmel.folder, "commit", "--quiet", "--all", "--message", "Second")
    return hjemmel


def git(folder: Path, *arguments: str, **environment: str) -> str:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **environment}
    done = subprocess.run(("git", *who, *arguments), cwd=folder, env=environment, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("sides", [("HEAD~1",), ("HEAD~1:policies", "HEAD")])
def test_revisions_are_read_without_touching_the_working_tree(repository: Program, sides: tuple[str, ...]) -> None:
    ran = repository("diff", *sides, "--within", "exempt", "--language", "en")
    assert ran.code == 1
    assert "the exempt amount – more" in ran.out
    assert "HEAD~1" in ran.out.splitlines()[0]


def test_a_revision_without_policies_says_so(repository: Program) -> None:
    ran = repository("diff", "HEAD:elsewhere", "policies")
    assert ran.code == 2
    assert "P701" in ran.err


def test_git_calls_it_for_each_file_that_differs(repository: Program) -> None:
    called = f"{sys.executable} -m engine.cli diff --external --language en"
    environment = repository.environment({"GIT_EXTERNAL_DIFF": called})
    said = git(repository.folder, "diff", "HEAD~1", "HEAD", **environment)
    assert "a/policies/small.policy to b/policies/small.policy" in said.splitlines()[0]
    assert "the exempt amount – more" in said


def test_git_attributes_name_it_as_a_driver(repository: Program) -> None:
    repository.write(".gitattributes", "*.policy diff=hjemmel\n")
    git(repository.folder, "config", "diff.hjemmel.command", f"{sys.executable} -m engine.cli diff --external")
    said = git(repository.folder, "diff", "HEAD~1", "HEAD", **repository.environment({}))
    assert "fribeløpet – mer" in said
