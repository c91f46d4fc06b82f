"""`python -m engine.reference` writes the pages and pictures of the reference, and takes away old pictures."""

from __future__ import annotations

from pathlib import Path

from engine.reference.examples import items_of
from engine.reference.glossary import glossary_pages
from engine.reference.pages import MEANING, pages, pictures

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def main() -> None:
    """Writes every file."""
    examples = items_of((FOLDER / MEANING).read_text(encoding="utf-8"))
    files = {**pages(examples), **pictures(), **glossary_pages()}
    for name, text in files.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in (FOLDER / "syntax").rglob("*.svg"):
        if path.relative_to(FOLDER).as_posix() not in files:
            path.unlink()


if __name__ == "__main__":
    main()
