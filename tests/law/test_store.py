"""The store on disk: what was imported can be read again, of the day asked for, and damage is told."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from engine.law.quote import text_of
from engine.law.read import read_law
from engine.model.citations import Citation
from engine.store.law_import import import_laws, laws_at, provisions_at
from engine.store.law_store import DamagedStore, LawStore, StoreWriter, default_folder, open_store
from tests.law.samples import ID, act, ledd, read, section

LEDD = Citation(ID, "1", (("L", "1"),))


def text(words: str = "Kommunen svarer.", **rest: str) -> bytes:
    return act(section("1", "Svar", ledd(words)), **rest)


def kept(folder: Path, *texts: tuple[bytes, date | None]) -> LawStore:
    """A store after some imports, one after the other."""
    for number, (data, edition) in enumerate(texts):
        law, _ = read_law(f"{number}.xml", data, edition)
        assert law is not None
        writer = StoreWriter(str(folder))
        writer.keep(law)
        writer.finish()
    return opened(folder)


def opened(folder: Path, day: date | None = None) -> LawStore:
    store, found = open_store(str(folder), day)
    assert store is not None, found
    return store


def said(store: LawStore) -> str:
    found = text_of(store.laws, LEDD)
    assert found is not None
    return found.text


def test_a_text_comes_back_as_it_was_read(tmp_path: Path) -> None:
    store = kept(tmp_path, (text(), date(2024, 1, 1)))
    law, _ = read_law("0.xml", text(), date(2024, 1, 1))
    assert store.laws[ID] == law
    assert store.entries[ID].title == "Lov om prøver (prøveloven)"
    assert store.laws.get("LOV-1999-01-01-1") is None


def test_finding_one_citation_reads_one_text(tmp_path: Path) -> None:
    kept(tmp_path, (text(), None), (text(id="LOV-2005-01-01-1"), None))
    for path in (tmp_path / "texts" / "LOV-2005-01-01-1").iterdir():
        path.write_text("damaged")
    store = opened(tmp_path)
    assert said(store) == "Kommunen svarer."
    with pytest.raises(DamagedStore):
        store.laws["LOV-2005-01-01-1"]


def test_the_newest_text_is_read_and_the_earlier_ones_are_kept(tmp_path: Path) -> None:
    first, second = (text(), date(2024, 1, 1)), (text("Kommunen kan svare."), date(2025, 1, 1))
    assert said(kept(tmp_path / "in-order", first, second)) == "Kommunen kan svare."
    assert said(kept(tmp_path / "backwards", second, first)) == "Kommunen kan svare."
    assert said(opened(tmp_path / "in-order", date(2024, 6, 1))) == "Kommunen svarer."
    assert ID not in opened(tmp_path / "in-order", date(2023, 12, 31)).laws
    assert [each.edition for each in opened(tmp_path / "in-order").provisions.others[ID]] == [date(2024, 1, 1)]


def test_of_texts_that_do_not_say_their_day_the_last_imported_is_read(tmp_path: Path) -> None:
    assert (
        said(kept(tmp_path, (text(), date(2024, 1, 1)), (text("Kommunen kan svare."), None))) == "Kommunen kan svare."
    )


def test_the_same_text_fetched_later_is_the_same_text_of_a_later_day(tmp_path: Path) -> None:
    store = kept(tmp_path, (text(), date(2024, 1, 1)), (text(), date(2025, 1, 1)), (text(), None))
    (held,) = store.entries[ID].texts
    assert held.edition == date(2025, 1, 1)
    assert store.laws[ID].edition == date(2025, 1, 1)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_text_with_all_amendments_goes_before_one_as_adopted(tmp_path: Path, order: tuple[int, int]) -> None:
    texts = [(text("Kommunen svarte."), None), (text(kind="LTI", last_change=""), None)]
    store = kept(tmp_path, *(texts[at] for at in order))
    assert said(store) == "Kommunen svarte."
    (other,) = store.provisions.others[ID]
    assert other.as_adopted


def test_two_writers_both_end_up_in_the_index(tmp_path: Path) -> None:
    one, other = StoreWriter(str(tmp_path)), StoreWriter(str(tmp_path))
    one.keep(read(text()))
    other.keep(read(text(id="LOV-2005-01-01-1")))
    other.finish()
    one.finish()
    assert sorted(opened(tmp_path).entries) == [ID, "LOV-2005-01-01-1"]


def test_nothing_half_written_is_left_behind(tmp_path: Path) -> None:
    store = kept(tmp_path, (text(), None))
    files = [path.name for path in Path(store.folder).rglob("*") if path.is_file() and path.name != ".lock"]
    assert len(files) == 2
    assert not any(name.startswith("new-") for name in files)


@pytest.mark.parametrize(
    "index",
    [
        "",
        "{",
        "[]",
        '{"layout": 99, "documents": {}}',
        '{"layout": 1, "documents": {"A": {}}}',
        '{"layout": 1, "documents": {"A": {"title": "", "short_title": "", "texts": [{"file": "../x", "kind": "", '
        '"sha256": "", "not_before": null, "edition": null}]}}}',
    ],
)
def test_a_damaged_index_is_told_with_what_to_do(tmp_path: Path, index: str) -> None:
    (tmp_path / "index.json").write_text(index)
    store, (found,) = open_store(str(tmp_path))
    assert (store, found.code) == (None, "P507")
    assert "import" in found.hint


@pytest.mark.parametrize("damage", ["", "{}", '{"layout": 1}'])
def test_a_damaged_text_is_told_when_it_is_read(tmp_path: Path, damage: str) -> None:
    store = kept(tmp_path, (text(), None))
    path = tmp_path.joinpath(*store.entries[ID].texts[0].file.split("/"))
    path.write_text(damage)
    with pytest.raises(DamagedStore) as caught:
        opened(tmp_path).laws[ID]
    assert caught.value.diagnostic.code == "P507"


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    store, (found,) = open_store(str(tmp_path))
    assert (store, found.code) == (None, "P506")


def test_where_the_store_is_can_be_said_in_three_ways(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HJEMMEL_LAW", "here")
    assert default_folder() == "here"
    monkeypatch.setenv("HJEMMEL_LAW", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_folder() == os.path.join(str(tmp_path), "hjemmel", "law")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert default_folder().endswith(os.path.join(".local", "share", "hjemmel", "law"))


# ── Importing ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_import_takes_what_it_can_and_says_of_each_other_file_why_not(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    (texts / "deep").mkdir(parents=True)
    (texts / "good.xml").write_bytes(text())
    (texts / "deep" / "other.xml").write_bytes(text(id="LOV-2005-01-01-1"))
    (texts / "broken.xml").write_bytes(text()[:200])
    (texts / "page.xml").write_bytes(b"<html/>")
    (texts / "empty.xml").write_bytes(b"")
    (texts / "notes.md").write_text("not looked at")
    done = import_laws([str(texts)], str(tmp_path / "store"), None)
    assert done.files == 5
    assert sorted(each.id for each in done.taken) == [ID, "LOV-2005-01-01-1"]
    refused = {os.path.basename(each.span.file): each.code for each in done.unread}
    assert refused == {"broken.xml": "P501", "page.xml": "P504", "empty.xml": "P501"}
    assert sorted(opened(tmp_path / "store").entries) == [ID, "LOV-2005-01-01-1"]


def test_an_import_says_what_is_new_to_the_store(tmp_path: Path) -> None:
    def states(words: str) -> list[str]:
        (tmp_path / "a.xml").write_bytes(text(words))
        return [each.state for each in import_laws([str(tmp_path / "a.xml")], str(tmp_path / "store"), None).taken]

    assert [states("En."), states("En."), states("To."), states("En.")] == [["new"], ["same"], ["changed"], ["same"]]


def test_two_different_texts_of_one_act_in_an_import_are_told_of(tmp_path: Path) -> None:
    for name, words in (("a.xml", "En."), ("b.xml", "To."), ("c.xml", "To.")):
        (tmp_path / name).write_bytes(text(words))
    done = import_laws([str(tmp_path)], str(tmp_path / "store"), None)
    assert [(each.code, os.path.basename(each.span.file)) for each in done.diagnostics] == [
        ("P511", "b.xml"),
        ("P511", "c.xml"),
    ]


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(text())
    (tmp_path / "file").write_text("in the way")
    done = import_laws([str(tmp_path / "a.xml")], str(tmp_path / "file"), None)
    assert [each.code for each in done.diagnostics] == ["P508"]


def test_texts_are_found_in_a_store_in_files_and_in_folders(tmp_path: Path) -> None:
    kept(tmp_path / "store", (text(), None))
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.xml").write_bytes(text("Kommunen svarte."))
    (tmp_path / "files" / "b.xml").write_bytes(text(kind="LTI"))
    for path, words in (
        ("store", "Kommunen svarer."),
        ("files", "Kommunen svarte."),
        ("files/a.xml", "Kommunen svarte."),
    ):
        laws, found = laws_at(str(tmp_path / path))
        assert found == []
        quoted = text_of(laws or {}, LEDD)
        assert quoted is not None
        assert quoted.text == words
    assert laws_at(str(tmp_path / "nowhere"))[0] is None


def test_structure_comes_from_a_store_or_from_a_file(tmp_path: Path) -> None:
    kept(tmp_path / "store", (text(), date(2024, 1, 1)))
    ledd = [{"n": 1, "punktum": 1}]
    provision = {"key": "§1", "status": "present", "ledd": ledd}
    data = {"documents": [{"id": ID, "title": "", "in_force": "2002-01-01", "provisions": [provision]}]}
    (tmp_path / "provisions.json").write_text(json.dumps(data))
    for path in ("store", "provisions.json"):
        provisions, _, found = provisions_at(str(tmp_path / path))
        assert provisions is not None, found
        (paragraph,) = provisions.documents[ID].sections["1"].paragraphs
        assert (paragraph.number, paragraph.sentences) == (1, 1)
