"""The cache of compiled policies: never needed, never trusted further than its checksum, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.evaluate.decision import Decision
from engine.model.policy import Policy
from engine.model.serialise import digest, to_data
from engine.records.json import to_json
from engine.source import SourceText
from engine.store import cache
from engine.store.files import load_bytes
from engine.store.stored_policy import from_bytes, to_bytes
from engine.workspace import Workspace, open_workspace
from tests.surfaces.program import CASE, POLICY, Program, program_in


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The small policy in a folder of its own, with a cache beside it."""
    made = program_in(tmp_path, tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HJEMMEL_CACHE", str(tmp_path / "cache"))
    return made


def entries(program: Program) -> list[Path]:
    return sorted((program.folder / "cache").glob("*")) if (program.folder / "cache").exists() else []


def decision(workspace: Workspace) -> Decision:
    decided = workspace.decide(SourceText("case.json", CASE)).decision
    assert decided is not None
    return decided


def opened() -> str:
    """The record of the decision, by policies opened now."""
    workspace = open_workspace(["policies"])
    return to_json(workspace.policy, decision(workspace))


def test_a_policy_from_the_cache_is_the_policy_that_went_in(here: Program) -> None:
    made = open_workspace(["policies"]).policy
    policy, names = from_bytes(to_bytes(made))
    assert digest(policy) == digest(made)
    assert to_data(tuple(policy.cases)) == to_data(made.cases)
    assert to_data(dict(policy.rules)) == to_data(made.rules)
    assert list(policy.terms) == list(made.terms)
    assert set(policy.terms.keys()) == set(made.terms)
    assert ("egenandelsforskriften.income" in policy.terms, "income" in policy.terms) == (True, False)
    assert (policy.terms.get("income"), policy.terms.get("egenandelsforskriften.income")) == (
        None,
        made.terms["egenandelsforskriften.income"],
    )
    assert names.bind("income", "fact")[0] == "egenandelsforskriften.income"


def test_the_decision_is_the_same_with_and_without(here: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened()
    assert entries(here)
    second = opened()
    monkeypatch.setenv("HJEMMEL_CACHE", "off")
    assert first == second == opened()


def test_deciding_from_the_cache_imports_neither_parser_nor_resolver_nor_graph(here: Program) -> None:
    here("decide", "case.json")
    script = (
        "import sys\nfrom engine.cli.app import program\n"
        "program.main(['decide', 'case.json'], standalone_mode=False)\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('lark', 'networkx', 'jinja2', 'babel')\n"
        "  or name.startswith(('engine.syntax', 'engine.resolve', 'engine.graph', 'engine.analysis'))))"
    )
    done = subprocess.run(
        (sys.executable, "-c", script), cwd=here.folder, env=here.environment({}), capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]", done


def test_a_change_of_one_byte_is_a_new_policy(here: Program) -> None:
    before = opened()
    here.write("policies/small.policy", POLICY.replace("10 000 kr", "20 000 kr"))
    assert opened() != before
    here.write("policies/small.policy", POLICY)
    assert opened() == before


def test_what_is_not_formalised_may_change_places(here: Program) -> None:
    gaps = (
        'not formalised § 4 affects payment when shares_room because "by hand"\n',
        'not formalised § 6 affects payment because "by hand"\n',
    )
    for text in (POLICY + gaps[0] + gaps[1], POLICY + gaps[1] + gaps[0]):
        here.write("policies/small.policy", text)
        workspace = open_workspace(["policies"])
        (answer,) = decision(workspace).answers
        assert [wait.id for wait in answer.segments[0].waits] == ["FOR-2011-12-16-1349 § 6"]


def test_two_folders_with_the_same_files_do_not_share_places(here: Program) -> None:
    assert opened()
    here.write("elsewhere/small.policy", POLICY)
    workspace = open_workspace(["elsewhere"])
    assert {rule.span.file for rule in workspace.policy.rules.values()} == {"elsewhere/small.policy"}


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"{}", b"\x00" * 5_000])
def test_a_damaged_entry_is_passed_over(here: Program, damage: bytes) -> None:
    before = opened()
    for entry in entries(here):
        entry.write_bytes(damage or entry.read_bytes()[:-1])
    assert opened() == before
    assert opened() == before


def test_a_folder_that_cannot_be_written_is_done_without(here: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    here.write("taken", b"a file where the folder should be")
    for place in ("taken", "taken/below", "/dev/null/cache", "/proc/cache"):
        monkeypatch.setenv("HJEMMEL_CACHE", place)
        assert opened()


def test_a_folder_others_may_write_to_is_not_used(here: Program) -> None:
    folder = here.folder / "cache"
    folder.mkdir()
    folder.chmod(0o777)
    assert opened()
    assert entries(here) == []


def test_the_folder_is_for_the_user_alone(here: Program) -> None:
    opened()
    assert (here.folder / "cache").stat().st_mode & 0o777 == 0o700


def test_old_entries_are_forgotten(here: Program) -> None:
    for number in range(cache.KEPT + 10):
        cache.save(f"{number:064}", b"x")
        os.utime(here.folder / "cache" / f"{number:064}", (number, number))
    cache.save("f" * 64, b"y")
    assert len(entries(here)) == cache.KEPT
    assert cache.load("f" * 64) == b"y"
    assert cache.load(f"{0:064}") is None


def test_policies_with_errors_are_not_kept(here: Program) -> None:
    here.write("policies/small.policy", POLICY.replace("when shares_room", "when shares_rom"))
    assert open_workspace(["policies"]).has_errors
    assert entries(here) == []


def test_names_and_bytes_are_both_part_of_the_key(here: Program) -> None:
    files = load_bytes(["policies"])[0]
    here.write("policies/other.policy", POLICY)
    other = load_bytes(["policies/other.policy"])[0]
    keys = {cache.key_of(files, "1"), cache.key_of(files, "2"), cache.key_of(other, "1"), cache.key_of([], "1")}
    assert len(keys) == 4


def test_a_policy_without_anything_can_be_kept(here: Program) -> None:
    policy, names = from_bytes(to_bytes(Policy()))
    assert digest(policy) == digest(Policy())
    assert names.bind("x", "fact")[0] is None


def test_running_the_cases_leaves_the_cache_to_what_is_decided(here: Program) -> None:
    """Each case is asked in its own way, and a program kept for each would push out those that are used daily."""
    opened()
    before = {path.name: path.read_bytes() for path in entries(here)}
    assert here("test").out.strip()
    assert {path.name: path.read_bytes() for path in entries(here)} == before
