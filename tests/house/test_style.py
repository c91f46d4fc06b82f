"""Layout and types are part of a green run, so that nobody needs to remember them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.files import ROOT

COMMANDS = {
    "lint": ("ruff", "check", "--no-cache", "."),
    "layout": ("ruff", "format", "--check", "--no-cache", "."),
    "types": ("mypy",),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_the_code_passes(what: str) -> None:
    done = subprocess.run((sys.executable, "-m", *COMMANDS[what]), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
