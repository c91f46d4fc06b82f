"""The repository speaks of the project alone: it runs anywhere, so it names no one's machine and no one's registry."""

from __future__ import annotations

import re

from tests.house.files import every_file, name_of

ELSEWHERE = re.compile(
    r"(?<![\w.~])/(?:home|root|Users|work|tmp|opt|mnt)/\w"  # somebody's folders
    r"|[A-Z]:\\Users"
    r"|pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|crates\.io|proxy\.golang\.org|anaconda\.org"
)


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in every_file()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if ELSEWHERE.search(line)
    ]
    assert found == []


def test_every_text_ends_its_lines_alike() -> None:
    texts = every_file(".py", ".md", ".policy", ".toml", ".lark", ".json", ".j2", ".txt")
    assert [name_of(path) for path in texts if b"\r" in path.read_bytes()] == []
    assert [name_of(path) for path in texts if (data := path.read_bytes()) and not data.endswith(b"\n")] == []
