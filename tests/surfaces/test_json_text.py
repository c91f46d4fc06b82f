"""The JSON reader: exact about places, deaf to nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.source import SourceText
from engine.store.json_text import DEEPEST, Json, read_json


def read(text: str) -> tuple[Json | None, list[tuple[str, str, str]]]:
    source = SourceText("case.json", text)
    value, found = read_json(source)
    return value, [(each.code, "{}:{}".format(*source.position(each.span.start)), each.message) for each in found]


def plain(value: Json) -> object:
    """The value as the standard library would give it, numbers as written."""
    match value.kind:
        case "object":
            return {key.name: plain(entry) for key, entry in value.entries}
        case "list":
            return [plain(item) for item in value.items]
        case "yes_no":
            return value.flag
        case "null":
            return None
        case _:
            return value.word


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers().map(str) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_it_reads_what_the_standard_library_writes(value: object, indent: int | str | None, ascii: bool) -> None:
    import unicodedata

    text = json.dumps(value, indent=indent, ensure_ascii=ascii)
    expected = json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))
    found, wrong = read(text)
    if not wrong:  # two keys may become one in NFC
        assert found is not None
        assert plain(found) == expected


@given(st.text())
def test_any_text_is_read_or_told_about(text: str) -> None:
    value, found = read(text)
    assert value is not None or found


@pytest.mark.parametrize("text", ["[01]", "[1.]", "[.5]", "[+1]", "[0x1]", "[1e]", "[1_000]", "[--1]", "[1.2.3]"])
def test_numbers_that_are_none_are_refused_where_they_stand(text: str) -> None:
    value, found = read(text)
    assert value is None
    assert [(code, place) for code, place, _ in found] == [("P201", "1:2")]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "1:1", "the JSON ends in the middle"),
        ('{"a": 1', "1:8", "the JSON ends in the middle"),
        ('{"a": "x', "1:7", "a text is not closed on its line"),
        ('{\n  "a": 1,\n}', "3:1", "a comma stands before `}`"),
        ("[1, 2,]", "1:7", "a comma stands before `]`"),
        ("{'a': 1}", "1:2", "a key in double quotes is needed here"),
        ("{a: 1}", "1:2", "a key in double quotes is needed here"),
        ('{"a" 1}', "1:6", '`:` is missing after the key "a"'),
        ("[1 2]", "1:4", "`,` or `]` is missing here"),
        ("[True]", "1:2", "`True` is no JSON value"),
        ('{"day": 2024-01-01}', "1:9", "`2024-01-01` is no JSON number"),
        ("[1] // done", "1:5", "the JSON ends here, and more text follows"),
        (r'["\x"]', "1:3", "this escape stands for no character"),
        (r'["\ud800"]', "1:9", "this escape stands for no character"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(text: str, place: str, message: str) -> None:
    assert read(text) == (None, [("P201", place, message)])


def test_every_repeated_key_is_told_and_the_first_is_kept() -> None:
    value, found = read('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}')
    assert value is not None
    assert plain(value) == {"a": "1", "b": {"c": "1"}}
    assert [(code, message) for code, _, message in found] == [
        ("P202", "`c` is given twice"),
        ("P202", "`a` is given twice"),
    ]


def test_a_key_in_another_normal_form_is_the_same_key() -> None:
    composed, decomposed = "s\u00f8ker p\u00e5", "s\u00f8ker pa\u030a"
    assert [code for code, _, _ in read(f'{{"{composed}": 1, "{decomposed}": 2}}')[1]] == ["P202"]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(word: str) -> None:
    assert [(code, place) for code, place, _ in read(f'{{"a": {word}, "b": {word}}}')[1]] == [
        ("P203", "1:7"),
        ("P203", f"1:{14 + len(word)}"),
    ]


def test_nesting_has_a_limit() -> None:
    assert read("[" * DEEPEST + "]" * DEEPEST)[1] == []
    assert [code for code, _, _ in read("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))[1]] == ["P204"]
    assert [code for code, _, _ in read("[" * 100_000)[1]] == ["P204"]


def test_characters_beyond_the_basic_plane_survive_their_escapes() -> None:
    value, found = read(r'"\ud83d\ude00"')
    assert (plain(value) if value else None, found) == ("\U0001f600", [])
