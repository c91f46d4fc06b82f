"""Policy files on a disk as disks are: folders, links, strange bytes, files that are not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.store.files import LARGEST_FILE, load_texts


def codes(*paths: Path | str) -> list[str]:
    return [found.code for found in load_texts([str(path) for path in paths])[1]]


def written(path: Path, data: bytes = b"language en\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_every_policy_below_a_folder_is_read_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b/two.policy", "a/one.policy", "a/deep/down/three.policy", "a/notes.md", ".hidden/four.policy"):
        written(tmp_path / name)
    texts, found = load_texts([str(tmp_path)])
    names = [os.path.relpath(text.name, tmp_path) for text in texts]
    assert names == ["a/deep/down/three.policy", "a/one.policy", "b/two.policy"]
    assert found == []


def test_a_file_is_read_whatever_it_is_called_and_once_only(tmp_path: Path) -> None:
    one = written(tmp_path / "one.policy")
    other = written(tmp_path / "draft.txt")
    texts, _ = load_texts([str(one), str(tmp_path), str(tmp_path / "." / "one.policy"), str(other)])
    assert [text.name for text in texts] == [str(other), str(one)]


def test_a_text_that_cannot_be_taken_leaves_the_others_readable(tmp_path: Path) -> None:
    written(tmp_path / "a.policy", b"PK\x03\x04\x00\x00")
    written(tmp_path / "b.policy", "språk nb\n".encode("latin-1"))
    written(tmp_path / "c.policy", "language en\n".encode("utf-16"))
    written(tmp_path / "d.policy", b"")
    written(tmp_path / "e.policy", b"\xef\xbb\xbflanguage en\n")
    texts, found = load_texts([str(tmp_path)])
    assert [text.text for text in texts] == ["language en\n"]
    assert [each.code for each in found] == ["P103", "P104", "P104", "P109", "P107"]


def test_bytes_that_are_not_utf8_are_told_by_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.policy", b"language en\n-- \xe5\n")
    (found,) = load_texts([str(path)])[1]
    assert found.message == "line 2 holds the byte e5, which is not UTF-8"


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    assert codes(written(tmp_path / "a.policy", b"-" * LARGEST_FILE)) == []
    assert codes(written(tmp_path / "b.policy", b"-" * (LARGEST_FILE + 1))) == ["P105"]


def test_a_missing_path_suggests_the_one_that_is_there(tmp_path: Path) -> None:
    written(tmp_path / "chapter-4.policy")
    (found,) = load_texts([str(tmp_path / "chapter4.policy")])[1]
    assert (found.code, found.hint) == ("P101", "did you mean `chapter-4.policy`?")


def test_a_link_that_leads_back_is_told_and_not_followed(tmp_path: Path) -> None:
    written(tmp_path / "a" / "one.policy")
    os.symlink(tmp_path, tmp_path / "a" / "up")
    os.symlink("self", tmp_path / "self.policy")
    os.symlink("self.policy", tmp_path / "self")
    texts, found = load_texts([str(tmp_path)])
    assert len(texts) == 1
    assert [each.code for each in found] == ["P108", "P108"]


def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    written(tmp_path / "elsewhere" / "one.policy")
    (tmp_path / "policies").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "policies" / "linked")
    texts, found = load_texts([str(tmp_path / "policies")])
    assert [os.path.basename(text.name) for text in texts] == ["one.policy"]
    assert found == []


@pytest.mark.parametrize(("path", "code"), [("/dev/null", "P102"), ("no\0where", "P101"), ("x" * 5000, "P102")])
def test_what_is_no_file_is_told(path: str, code: str) -> None:
    assert codes(path) == [code]


def test_a_folder_without_policies_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["P106"]
