"""Golden pages: Markdown with a block of what goes in, and after it a block of what comes out.

`pytest --accept -n 0` writes what came out, and the git diff is then read as carefully as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def check_golden(path: Path, accept: bool, into: str, out: str, made: Callable[[str], str]) -> None:
    """Each block of kind `out` on a page is what `made` gives for the `into` block before it."""
    page = path.read_text(encoding="utf-8")
    expected: list[tuple[int, int, str, str]] = []
    given = ""
    for block in FENCE.finditer(page):
        if block["kind"] == into:
            given = block["text"]
        elif block["kind"] == out:
            expected.append((*block.span("text"), block["text"], made(given)))
    assert expected, f"{path.name} expects nothing"
    if not accept:
        for _, _, written, came in expected:
            assert came == written
        return
    for start, end, _, came in reversed(expected):
        page = page[:start] + came + page[end:]
    path.write_text(page, encoding="utf-8")
