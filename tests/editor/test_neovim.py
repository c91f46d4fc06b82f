"""Neovim itself, set up as its page says and driven through the features, wherever it is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editor.pages import ROOT
from tests.editor.samples import CASES, LOCAL, RULES

NEOVIM = shutil.which("nvim")


@pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed")
def test_neovim_is_served_as_its_page_sets_it_up(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    for name, text in (("rules", RULES), ("cases", CASES), ("local", LOCAL)):
        (tmp_path / "policies" / f"{name}.policy").write_text(text, encoding="utf-8")
    (tmp_path / "init.lua").write_text(page(), encoding="utf-8")
    drive = Path(__file__).with_name("neovim.lua")
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run(
        [str(NEOVIM), "--headless", "-u", "init.lua", "-c", f"luafile {drive}"],
        cwd=tmp_path,
        env={**os.environ, **folders, "PATH": programs, "HJEMMEL_LAW": str(tmp_path / "none")},
        capture_output=True,
        check=False,
        timeout=300,
    )
    seen = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    assert not seen.pop("late"), "lines of the driver that waited in vain"
    assert seen.pop("hints", True)
    assert seen.pop("tokens") > 500
    assert seen == {
        "filetype": "hjemmel",
        "hover": True,
        "definition": True,
        "references": 6,
        "symbols": 7,
        "folds": 14,
        "exceptions": 2,
        "finding": "unknown fact or term `aldr`\ndid you mean `alder`?",
        "fixed": True,
        "layout": True,
        "renamed": [3, 2],
        "case": "`støtte`: ventet oppfylt, fikk ikke oppfylt",
    }


def page() -> str:
    """The settings of the page that are for the version at hand."""
    told = subprocess.run([str(NEOVIM), "--version"], capture_output=True, check=True, encoding="utf-8").stdout
    version = re.search(r"v(\d+)\.(\d+)", told)
    assert version is not None
    text = (ROOT / "docs" / "editors" / "neovim.md").read_text(encoding="utf-8")
    new, old = re.findall(r"```lua\n(.*?)```", text, re.DOTALL)
    return str(new if (int(version[1]), int(version[2])) >= (0, 11) else old)
