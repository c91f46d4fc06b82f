"""A file of provisions is read strictly: what is not of its shape is told with its place, and nothing is guessed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from engine.model.provisions import Item, LawDocument, Paragraph, Provisions, Section
from engine.source import SourceText
from engine.store.provisions import read_provisions

GOOD: dict[str, Any] = {
    "about": {"edition": "consolidated text as published on 8 November 2025"},
    "documents": [
        {
            "id": "LOV-2001-01-01-1",
            "title": "Eksempelloven",
            "in_force": "2002-07-01, 2002-01-01",
            "provisions": [
                {
                    "key": "§2a",
                    "chapter": "kap1",
                    "status": "present",
                    "ledd": [
                        {"n": 1, "punktum": 2, "sha256": "…"},
                        {"n": 2, "punktum": 1, "not_in_force": True, "items": [{"label": "a", "punktum": 1}]},
                    ],
                },
                {"key": "§3", "chapter": None, "status": "repealed", "repealed_date": "2020-01-01", "ledd": []},
            ],
        }
    ],
}


def read(data: Any) -> tuple[Provisions | None, list[str]]:
    text = data if isinstance(data, str) else json.dumps(data)
    provisions, found = read_provisions(SourceText("provisions.json", text))
    return provisions, [f"{each.code} {each.message}" for each in found]


def test_structure_edition_and_commencement_are_read() -> None:
    provisions, found = read(GOOD)
    assert found == []
    ledd = (Paragraph(1, 2), Paragraph(2, 1, (Item("a", 1),), in_force=False))
    sections = {"2a": Section("2a", "1", "present", ledd), "3": Section("3", "", "repealed", repealed=date(2020, 1, 1))}
    document = LawDocument("LOV-2001-01-01-1", "Eksempelloven", date(2002, 1, 1), sections)
    assert provisions == Provisions(date(2025, 11, 8), {"LOV-2001-01-01-1": document})


def test_a_chapter_gives_its_sections_in_the_order_of_the_law() -> None:
    keys = ("10", "2", "2a")
    document = LawDocument("LOV-2001-01-01-1", sections={key: Section(key, "4A") for key in keys})
    provisions = Provisions(None, {document.id: document})
    assert provisions.chapter(document.id, "4a") == ("2", "2a", "10")
    assert provisions.chapter(document.id, "5") == provisions.chapter("LOV-1999-01-01-1", "4A") == ()


def changed(path: str, value: Any) -> dict[str, Any]:
    data = json.loads(json.dumps(GOOD))
    here = data
    *steps, last = path.split("/")
    for step in steps:
        here = here[int(step) if step.isdigit() else step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "P401 this is not JSON: expecting property name enclosed in double quotes"),
        ("[" * 200_000, "P401 lists and objects are nested too deep"),
        ([], "P402 the file is not an object"),
        ({}, "P402 documents is missing"),
        ({"documents": {}}, "P402 documents is not a list"),
        ('{"documents": [], "documents": []}', "P402 `documents` is given twice in one object"),
        ('{"documents": NaN}', "P402 `NaN` is not a number"),
        (changed("documents/0/id", None), "P402 documents[0].id is missing"),
        (changed("documents/0/provisions/1/key", 3), "P402 documents[0].provisions[1].key is not a text"),
        (changed("documents/0/provisions/1/key", "§ 2a"), "P402 documents[0].provisions[1]: § 2a is there already"),
        (
            changed("documents/0/provisions/0/ledd/1/punktum", 1.5),
            "P402 `1.5` stands where only whole numbers do",
        ),
        (
            changed("documents/0/provisions/0/ledd/1/punktum", True),
            "P402 documents[0].provisions[0].ledd[1].punktum is not a whole number",
        ),
        (
            changed("documents/0/provisions/0/status", "gone"),
            "P402 documents[0].provisions[0].status: `gone` is none of present, repealed, moved, "
            "adopted_not_in_force, not_in_force",
        ),
    ],
)
def test_what_is_not_of_the_shape_is_told_with_its_place(data: Any, said: str) -> None:
    assert read(data) == (None, [said])
