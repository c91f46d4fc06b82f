"""What the reference pages show is what the program takes."""

from __future__ import annotations

import re

import pytest

from engine.cli.app import COMMANDS
from engine.source import SourceText
from engine.store.cases import KEYS
from engine.workspace import open_workspace
from tests.house.files import ROOT

REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_the_case_in_the_reference_is_taken_without_a_word() -> None:
    (case,) = re.findall(r"^```json\n(.*?)^```$", page("case-json.md"), re.MULTILINE | re.DOTALL)
    decided = open_workspace([str(ROOT / "policies")]).decide(SourceText("case-json.md", case))
    assert decided.diagnostics == ()
    assert decided.decision is not None


@pytest.mark.parametrize("key", KEYS)
def test_every_part_of_a_case_is_in_its_reference(key: str) -> None:
    assert f"`{key}`" in page("case-json.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_is_in_the_reference(name: str) -> None:
    import importlib

    command = importlib.import_module(f"engine.cli.{name}").command
    text = page("commands.md")
    assert f"\n## hjemmel {name}\n" in text
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert [option for option in sorted(options) if not re.search(rf"{option}(?![\w-])", text)] == []
