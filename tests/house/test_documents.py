"""What the documents point at exists: files, headings, make targets, commands."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.files import ROOT, every_file, name_of

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)


def documents() -> list[Path]:
    return every_file(".md")


def prose(path: Path) -> str:
    """The text of a document without its code blocks."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def test_every_link_leads_somewhere() -> None:
    broken = [
        f"{name_of(path)}: {target}"
        for path in documents()
        for match in LINK.finditer(prose(path))
        if not leads_somewhere(path, target := match[1] or match[2])
    ]
    assert broken == []


def leads_somewhere(document: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True  # another site; nothing here may depend on the network
    file, _, heading = target.partition("#")
    path = (document.parent / file).resolve() if file else document
    if not path.exists() or not path.is_relative_to(ROOT):
        return False
    return not heading or heading in {anchor(title) for title in headings(path)}


def headings(path: Path) -> list[str]:
    return re.findall(r"^#+ +(.+?) *$", prose(path), re.MULTILINE)


def anchor(title: str) -> str:
    """The fragment a heading is reached by, as the usual Markdown sites make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_every_make_target_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w[\w-]*):", makefile, re.MULTILINE))
    texts = [*documents(), ROOT / ".ci" / "run"]
    named = {
        (name_of(path), target)
        for path in texts
        for target in re.findall(r"(?:^|[`$] ?|exec )make (\w[\w-]*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {target for _, target in named} >= {"demo", "test"}
    assert sorted(pair for pair in named if pair[1] not in targets) == []


def test_the_readme_shows_what_the_demo_explains() -> None:
    makefile, readme = ((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "README.md"))
    case = re.findall(r"^DEMO_CASE := (.+)$", makefile, re.MULTILINE)[0]
    explained = re.findall(r"\$\(BIN\)/(hjemmel explain .+)", makefile.replace("$(DEMO_CASE)", case))
    assert explained
    assert set(explained) <= set(re.findall(r"^\$ (hjemmel .+)$", readme, re.MULTILINE))


def test_every_command_named_exists() -> None:
    from engine.cli.app import COMMANDS

    texts = [*documents(), ROOT / "Makefile"]
    named = {
        (name_of(path), command)
        for path in texts
        for command in re.findall(r"(?:[`$] ?|/)hjemmel ([a-z]\w*)", path.read_text(encoding="utf-8"))
    }
    assert sorted(pair for pair in named if pair[1] not in COMMANDS) == []
