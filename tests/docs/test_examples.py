"""The examples in the documents are run: a ```console block as typed, a ```policy block through the parser.

A page whose blocks build up files is followed from top to bottom in an empty folder; the commands of other pages are
run in the root of the repository. `blocks.py` says how a block is marked; `pytest --accept` writes what was printed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from engine.diagnostics.render import render
from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.tables import keywords
from tests.docs.blocks import Block, blocks_of, is_followed, pages, rerun, rewrite
from tests.house.files import ROOT, name_of

FOLLOWED = [page for page in pages() if is_followed(page)]
ALONE = [page for page in pages() if page not in FOLLOWED]
FINISHED = ROOT / "docs" / "examples" / "eksempelloven"


def blocks(kind: str, on: Iterable[Path]) -> list[Block]:
    return [block for page in on for block in blocks_of(page) if block.kind == kind]


@pytest.mark.parametrize("block", blocks("console", ALONE), ids=str)
def test_a_console_block_prints_what_it_says(block: Block, accept: bool) -> None:
    seen = rerun(block, ROOT)
    if accept and seen != block.body:
        rewrite(block.document, [(block, seen)])
    else:
        assert seen == block.body


@pytest.mark.parametrize("page", FOLLOWED, ids=name_of)
def test_a_page_can_be_followed(page: Path, accept: bool, tmp_path: Path) -> None:
    written = []
    for block, seen in followed(page, tmp_path):
        if accept and seen != block.body:
            written.append((block, seen))
        else:
            assert seen == block.body, f"{block} prints something else"
    if written:
        rewrite(page, written)


def test_the_tutorial_ends_with_the_finished_example(accept: bool, tmp_path: Path) -> None:
    """So that a reader can compare, and how-to pages can start from there."""
    for block in blocks_of(ROOT / "docs" / "tutorial" / "from-text-to-published-page.md"):
        build(block, tmp_path)
    if accept:
        shutil.copytree(tmp_path, FINISHED, dirs_exist_ok=True)
    assert texts_in(FINISHED) == texts_in(tmp_path)


@pytest.mark.parametrize("block", blocks("policy", pages()), ids=str)
def test_a_policy_block_is_read_without_findings(block: Block) -> None:
    """A block that does not say its keyword language may be any items of a file, in English unless it is marked."""
    begun = re.match(r"\s*(?:language|språk|målform) ", block.body)
    language = block.marks.get("language", "en")
    heading = f"{keywords()['LANGUAGE'][language]} {language}\n"
    text = SourceText(str(block), block.body if begun else heading + block.body)
    found = parse(text)[1]
    assert found == [], render(found, {text.name: text})


def followed(page: Path, folder: Path) -> Iterator[tuple[Block, str]]:
    """Each console block of a page with what it prints, once all that stands before it has been done."""
    for start in {block.marks["folder"] for block in blocks_of(page) if "folder" in block.marks}:
        shutil.copytree(ROOT / start, folder, dirs_exist_ok=True)
    for block in blocks_of(page):
        build(block, folder)
        if block.kind == "console":
            yield block, rerun(block, folder)


def build(block: Block, folder: Path) -> None:
    """Do to the files of a folder what the marks of a block say."""
    for mark in ("file", "into", "change"):
        if mark in block.marks:
            path = folder / block.marks[mark]
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(MAKE[mark](before, block), encoding="utf-8")


def changed(before: str, block: Block) -> str:
    """A text with the lines a `diff` block takes away replaced by those it puts in."""
    lines = block.body.splitlines(keepends=True)
    assert block.kind == "diff", f"{block} is no diff"
    assert {line[0] for line in lines} <= set(" -+"), f"a line of {block} begins with something else"
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    assert before.count(old) == 1, f"{block} does not stand once in {block.marks['change']}"
    return before.replace(old, new)


MAKE = {
    "file": lambda before, block: block.body,
    "into": lambda before, block: f"{before}\n{block.body}",
    "change": changed,
}


def texts_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
