"""A rule reads the same to a person and to the parser."""

from __future__ import annotations

import unicodedata

import pytest

from engine.source import SourceText
from engine.syntax import parse

HIDDEN = {
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "soft hyphen": "\u00ad",
    "byte order mark": "\ufeff",
    "word joiner": "\u2060",
    "line separator": "\u2028",
    "null": "\x00",
    "escape": "\x1b",
    "private use": "\ue000",
    "tag letter": "\U000e0041",
}


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("place", ["entity per{}son\n", 'entity person nb "sø{}keren"\n', "-- a re{}mark\n"])
def test_a_hidden_character_is_refused_wherever_it_hides(name: str, place: str) -> None:
    text = "language en\n" + place.format(HIDDEN[name])
    found = [each for each in parse(SourceText("text.policy", text))[1] if each.code == "S201"]
    assert len(found) == 1
    assert found[0].span.start == text.index(HIDDEN[name])
    assert f"U+{ord(HIDDEN[name]):04X}" in found[0].message


@pytest.mark.parametrize("word", ["p\u0435rson", "s\u00f8k\u0435r", "\u0391lpha"])
def test_a_name_of_two_scripts_is_refused(word: str) -> None:
    found = parse(SourceText("text.policy", f"language en\nentity {word}\n"))[1]
    assert [each.code for each in found] == ["S202"]


def test_norwegian_letters_and_signs_of_the_law_are_welcome() -> None:
    text = 'language en\n-- «§ 20 a» – 2 × 3 … é\nentity søker_æøå nb "søkjaren på Ås"\n'
    assert parse(SourceText("text.policy", text))[1] == []


def test_a_text_in_another_normal_form_is_read_as_form_c() -> None:
    written = unicodedata.normalize("NFD", "language en\nentity søkjar_på\n")
    document, found = parse(SourceText("text.policy", written))
    assert [each.code for each in found] == ["S203"]
    assert document.items[0].name is not None
    assert document.items[0].name.text == "søkjar_på"
    assert document.source.text == unicodedata.normalize("NFC", written)
