"""What is installed is what was tested: a wheel, unpacked elsewhere, finds all it reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.files import ROOT

HATCH = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel, as site-packages would have it."""
    made = tmp_path_factory.mktemp("wheel")
    subprocess.run((*HATCH, str(made)), cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(made.glob("*.whl"))) as wheel:
        wheel.extractall(made / "installed")
    return made / "installed"


def test_the_wheel_adds_two_packages_and_no_other_folder(installed: Path) -> None:
    folders = {path.name for path in installed.iterdir()}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"engine", "explain"}


def test_every_shipped_file_comes_along(installed: Path) -> None:
    packed = installed / "engine" / "_shipped"
    for folder in ("grammar", "policies", "docs/reference/diagnostics"):
        ours = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        kept = {path for path in ours if "__pycache__" not in path.parts}
        assert [str(path) for path in sorted(kept) if not (packed / path).is_file()] == []
        assert kept, f"{folder} is empty"


def test_the_unpacked_wheel_decides_a_case_away_from_the_repository(installed: Path, tmp_path: Path) -> None:
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from engine.cli import main; main()"
    case = ROOT / "docs" / "examples" / "nursing-home.json"
    done = subprocess.run(
        (sys.executable, "-I", "-c", start, str(installed), "decide", str(case)),
        cwd=tmp_path,
        env={"HJEMMEL_CACHE": "off", "HJEMMEL_DEBUG": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "190 944.80 kr/year" in done.stdout
    told = subprocess.run(
        (sys.executable, "-I", "-c", start, str(installed), "rule", "R102"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert told.stdout.startswith("# R102 unknown-name"), told.stderr
