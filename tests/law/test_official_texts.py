"""Against the texts as Lovdata publishes them, where they are at hand: beside the repository, in `shared/law`.

The counts and hashes they are compared with were made by other means. Skipped where the texts are not there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.law.data import from_data, to_data
from engine.law.quote import quote
from engine.law.read import read_law
from engine.law.structure import addressable, document_of
from engine.law.text import ItemText, LawText, Section
from engine.model.citations import Citation
from engine.source import SourceText
from engine.store.provisions import read_provisions

SHARED = Path(__file__).parents[3] / "shared" / "law"
CONSOLIDATED = SHARED / "lovdata" / "consolidated-2025-11"
PROMULGATED = SHARED / "lovdata" / "as-promulgated"
PROVISIONS = SHARED / "provisions.json"

pytestmark = pytest.mark.skipif(not PROVISIONS.exists(), reason="the official texts are not at hand")


@cache
def texts(folder: Path) -> dict[str, LawText]:
    found = (read_law(path.name, path.read_bytes())[0] for path in sorted(folder.glob("*.xml")))
    return {law.id: law for law in found if law is not None}


@cache
def known() -> dict[str, dict[str, Any]]:
    documents = json.loads(PROVISIONS.read_text(encoding="utf-8"))["documents"]
    return {document["id"]: document for document in documents}


def ids() -> list[str]:
    return sorted(known()) if PROVISIONS.exists() else []


@pytest.mark.parametrize("id", ids())
def test_sections_ledd_sentences_items_and_hashes_are_as_counted_elsewhere(id: str) -> None:
    law, document = texts(CONSOLIDATED)[id], known()[id]
    assert law.sha256 == document["sha256_file"]
    assert [as_counted(law, each) for each in addressable(law)] == [as_known(each) for each in document["provisions"]]


def as_counted(law: LawText, section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "number": section.number,
        "heading": section.heading,
        "chapter": law.chapter_of(section),
        "status": section.status,
        "repealed": section.repealed.isoformat() if section.repealed else None,
        "pending": section.pending,
        "ledd": [
            (each.number, each.numerator, len(each.hashes), each.hash, each.in_force, counted(each.items))
            for each in section.paragraphs
        ],
        "outside": counted(section.outside.items),
    }


def counted(items: Iterable[ItemText]) -> list[Any]:
    return [(item.label, len(item.hashes), counted(item.items)) for item in items]


def as_known(provision: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": provision["key"].removeprefix("§"),
        "number": provision["provision"],
        "heading": provision["heading"] or "",
        "chapter": (provision["chapter"] or "").removeprefix("kap"),
        "status": provision["status"],
        "repealed": provision.get("repealed_date"),
        "pending": bool(provision.get("pending")),
        "ledd": [
            (
                each["n"],
                str(each.get("numerator") or ""),
                each["punktum"],
                each["sha256"],
                not each.get("not_in_force", False),
                known_items(each),
            )
            for each in provision["ledd"]
        ],
        "outside": known_items(provision.get("outside_ledd") or {}),
    }


def known_items(entry: dict[str, Any]) -> list[Any]:
    return [(item["label"], item["punktum"], known_items(item)) for item in entry.get("items", ())]


def test_the_structure_of_a_text_is_the_one_the_file_of_provisions_gives() -> None:
    provisions, _ = read_provisions(SourceText("provisions.json", PROVISIONS.read_text(encoding="utf-8")))
    assert provisions is not None
    for id, law in texts(CONSOLIDATED).items():
        assert dict(document_of(law).sections) == dict(provisions.documents[id].sections), id


@pytest.mark.parametrize("folder", [CONSOLIDATED, PROMULGATED], ids=lambda folder: folder.name)
def test_every_file_can_be_read_and_kept(folder: Path) -> None:
    files = sorted(folder.glob("*.xml"))
    begun = time.process_time()
    read = [read_law(path.name, path.read_bytes()) for path in files]
    spent = time.process_time() - begun
    assert [found for law, found in read if law is None] == []
    assert all(from_data(json.loads(json.dumps(to_data(law)))) == law for law, _ in read if law is not None)
    assert spent < 0.1 * len(files), "four thousand of them would take more than some minutes"


@pytest.mark.parametrize("folder", [CONSOLIDATED, PROMULGATED], ids=lambda folder: folder.name)
def test_every_ledd_is_found_at_its_address_with_its_hash(folder: Path) -> None:
    for law in texts(folder).values():
        for section in addressable(law):
            for paragraph in section.paragraphs:
                found = quote(law, Citation(law.id, section.key, (("L", str(paragraph.number)),)))
                assert found is not None
                assert found.hash == paragraph.hash


def test_the_act_of_2025_is_not_in_force_and_the_one_of_1967_is() -> None:
    held = texts(CONSOLIDATED)
    assert (held["LOV-2025-06-20-81"].is_commenced, held["LOV-1967-02-10"].is_commenced) == (False, True)
