"""The code blocks of the documents, and how one is run.

After the kind of a block stand its marks, which a reader of the page does not see: ```console exit=1.

| mark | on | means |
|---|---|---|
| `exit=N` | `console` | the exit code of its commands, 0 unless it says so |
| `file=NAME` | any | the block is written to this file |
| `into=NAME` | any | the block is added at the end of this file, after an empty line |
| `change=NAME` | `diff` | lines with `-` are replaced by those with `+`; they stand once in this file |
| `language=L` | `policy` | its keywords are in `L`, unless it says so itself; English where nothing says |
| `folder=PATH` | any | the page starts, from its top, with a copy of this folder of the repository |

In a console block a line that begins with `$ ` is a command, and what follows is what it prints, answer and talk
together. A line with only `…` stands for any number of lines.
Start reading at `blocks_of`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from tests.house.files import every_file, name_of

BLOCK = re.compile(r"^```(?P<kind>\w+)(?P<marks>(?: \w+=\S+)*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
BUILDING = ("file", "into", "change", "folder")
"""The marks of a page that is followed in a folder of its own."""


@frozen
class Block:
    """One code block of a document, from `start` in its text."""

    document: Path
    line: int
    start: int
    kind: str
    marks: Mapping[str, str]
    body: str

    def __str__(self) -> str:
        return f"{name_of(self.document)}:{self.line}"

    @property
    def exit(self) -> int:
        return int(self.marks.get("exit", 0))


def pages() -> list[Path]:
    """Every document but those of the codes: these show what to avoid too, and `tests/diagnostics` runs them."""
    return [path for path in every_file(".md") if path.parent.name != "diagnostics" or path.name == "index.md"]


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            page,
            text.count("\n", 0, match.start()) + 1,
            match.start("body"),
            match["kind"],
            dict(mark.split("=", 1) for mark in match["marks"].split()),
            match["body"],
        )
        for match in BLOCK.finditer(text)
    ]


def is_followed(page: Path) -> bool:
    """Whether a page builds up files, so that its blocks are run one after the other in a folder of their own."""
    return any(mark in block.marks for block in blocks_of(page) for mark in BUILDING)


def rerun(block: Block, folder: Path) -> str:
    """A console block as it would be written from what its commands print; as it stands where `…` covers that."""
    return "".join(_replayed(command, expected, block.exit, folder) for command, expected in _steps(block.body))


def rewrite(page: Path, written: Iterable[tuple[Block, str]]) -> None:
    """Put other bodies in the place of some blocks of a page."""
    text = page.read_text(encoding="utf-8")
    for block, body in sorted(written, key=lambda pair: pair[0].start, reverse=True):
        text = text[: block.start] + body + text[block.start + len(block.body) :]
    page.write_text(text, encoding="utf-8")


def _steps(body: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what it is said to print."""
    assert body.startswith("$ "), "a console block opens with a command"
    parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _replayed(command: str, expected: str, exit: int, folder: Path) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "120",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ("bash", "-c", command),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == exit, f"$ {command}\n{done.stdout}"
    return f"$ {command}\n{expected if _covers(expected, done.stdout) else done.stdout}"


def _covers(expected: str, printed: str) -> bool:
    """Whether what is written is what was printed, with `…` for lines left out."""
    pieces = re.split(r"^…\n", expected, flags=re.MULTILINE)
    return re.fullmatch(r"(?:.*\n)*?".join(map(re.escape, pieces)), printed) is not None
