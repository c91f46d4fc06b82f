"""The program for every test that runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.surfaces.program import Program, program_in


@pytest.fixture
def hjemmel(tmp_path: Path) -> Program:
    return program_in(tmp_path)
