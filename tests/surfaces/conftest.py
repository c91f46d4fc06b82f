"""The program for every test that runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.surfaces.program import Program, program_in


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache") / "hjemmel"


@pytest.fixture
def hjemmel(tmp_path: Path, shared_cache: Path) -> Program:
    return program_in(tmp_path, shared_cache)
