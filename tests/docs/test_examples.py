"""The examples in the documents are run: a ```console block as typed, a ```policy block through the parser.

In a console block a line that begins with `$ ` is a command, run in the root of the repository, and what follows is
what it prints, answer and talk together. A line with only `…` stands for any number of lines.
The exit code is 0 unless the block opens with ```console exit=N. `pytest --accept` writes what was printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

from engine.diagnostics.render import render
from engine.source import SourceText
from engine.syntax import parse
from tests.house.files import ROOT, every_file, name_of

BLOCK = re.compile(r"^```(?P<kind>\w+)(?: exit=(?P<exit>\d))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@frozen
class Block:
    """One code block of a document."""

    document: Path
    line: int
    exit: int
    body: str

    def __str__(self) -> str:
        return f"{name_of(self.document)}:{self.line}"


def blocks(kind: str) -> list[Block]:
    return [
        Block(path, text.count("\n", 0, match.start()) + 1, int(match["exit"] or 0), match["body"])
        for path in every_file(".md")
        if not is_page_of_a_code(path)
        for text in [path.read_text(encoding="utf-8")]
        for match in BLOCK.finditer(text)
        if match["kind"] == kind
    ]


def is_page_of_a_code(path: Path) -> bool:
    """Such a page shows what to avoid too; `tests/diagnostics` runs those."""
    return path.parent.name == "diagnostics" and path.name != "index.md"


@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_a_console_block_prints_what_it_says(block: Block, accept: bool) -> None:
    seen = "".join(replayed(command, expected, block.exit) for command, expected in steps(block.body))
    if accept and seen != block.body:
        text = block.document.read_text(encoding="utf-8")
        block.document.write_text(text.replace(block.body, seen, 1), encoding="utf-8")
    else:
        assert seen == block.body


def steps(body: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what it is said to print."""
    assert body.startswith("$ "), "a console block opens with a command"
    parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def replayed(command: str, expected: str, exit: int) -> str:
    """The step as it would be written from what the command prints; as it stands where `…` already covers it."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "120",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ("bash", "-c", command),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == exit, done.stdout
    return f"$ {command}\n{expected if covers(expected, done.stdout) else done.stdout}"


def covers(expected: str, printed: str) -> bool:
    """Whether what is written is what was printed, with `…` for lines left out."""
    pieces = re.split(r"^…\n", expected, flags=re.MULTILINE)
    return re.fullmatch(r"(?:.*\n)*?".join(map(re.escape, pieces)), printed) is not None


@pytest.mark.parametrize("block", blocks("policy"), ids=str)
def test_a_policy_block_is_read_without_findings(block: Block) -> None:
    """A block that does not say its keyword language is in English, and may be any items of a file."""
    begun = re.match(r"\s*(?:language|språk|målform) ", block.body)
    text = SourceText(str(block), block.body if begun else f"language en\n{block.body}")
    found = parse(text)[1]
    assert found == [], render(found, {text.name: text})
