"""What is said of an address points at the address, and not at the name of what rests on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.model.provisions import LawDocument, Paragraph, Provisions, Section
from engine.workspace import read_workspace

POLICY = """\
language en
act a LOV-2001-01-01-1
  covers from 2001-01-01
entity e
amount x of e : money
rule r
  basis § 1 ledd 1, {second}
  x is 1 kr
rule other
  basis § 1 ledd 3
  x is 2 kr
"""


def pointed_at(second: str, folder: Path) -> list[str]:
    """The words each finding of an address that is not there points at."""
    act = LawDocument(
        "LOV-2001-01-01-1", in_force=date(2001, 1, 1), sections={"1": Section("1", paragraphs=(Paragraph(1, 2),))}
    )
    path = folder / "made.policy"
    text = POLICY.format(second=second)
    path.write_text(text, encoding="utf-8")
    found = read_workspace([str(path)]).check(Provisions(documents={act.id: act}))
    return [text[each.span.start : each.span.end] for each in found if each.code == "A701"]


def test_an_address_that_is_not_there_is_pointed_at(tmp_path: Path) -> None:
    """The second of two addresses, and the one of the next rule."""
    assert pointed_at("§ 1 ledd 1 punktum 3", tmp_path) == ["§ 1 ledd 1 punktum 3", "§ 1 ledd 3"]
    assert pointed_at("§ 1a", tmp_path) == ["§ 1a", "§ 1 ledd 3"]


def test_an_address_that_stands_twice_leaves_the_name_pointed_at(tmp_path: Path) -> None:
    assert pointed_at("§ 1 ledd 4 until 2010-01-01, § 1 ledd 4 since 2011-01-01", tmp_path) == ["r", "§ 1 ledd 3"]
