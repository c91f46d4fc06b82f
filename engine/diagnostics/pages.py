"""The page of a diagnostic code: what to avoid, what to prefer, and why. `hjemmel rule CODE` prints it."""

from __future__ import annotations

import re
from pathlib import Path

from engine.shipped import shipped

FOLDER = ("docs", "reference", "diagnostics")


def page(code: str) -> str | None:
    """The Markdown page of a code, given as `R102`, `unknown-fact` or `R102-unknown-fact`, or `None`."""
    wanted = code.strip().lower()
    for path in page_files():
        number, _, slug = path.stem.lower().partition("-")
        if wanted in (number, slug, path.stem.lower()):
            return path.read_text(encoding="utf-8")
    return None


def page_files() -> list[Path]:
    """Every page of a code, in the order of the codes."""
    return sorted(path for path in shipped(*FOLDER).glob("*.md") if re.match(r"[A-Z]\d+-", path.name))
