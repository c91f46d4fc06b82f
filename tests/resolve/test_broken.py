"""Bad input is normal: whatever is missing or mixed up, `resolve` answers, and the policy it gives is whole."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from attrs import evolve

from engine.diagnostics import Severity
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.nodes import Document
from tests.resolve.whole import dangling

FILES = sorted((Path(__file__).parents[1] / "encodings").glob("*.policy"))
DOCUMENTS = [parse(SourceText(path.name, path.read_text(encoding="utf-8")))[0] for path in FILES]


@pytest.mark.parametrize("at", range(len(DOCUMENTS)), ids=[path.stem for path in FILES])
def test_a_policy_without_one_of_its_items_is_whole(at: int) -> None:
    document = DOCUMENTS[at]
    for gone in range(len(document.items)):
        left = evolve(document, items=document.items[:gone] + document.items[gone + 1 :])
        policy, _ = resolve([*DOCUMENTS[:at], left, *DOCUMENTS[at + 1 :]])
        assert dangling(policy) == []


@pytest.mark.parametrize("seed", range(60))
def test_a_policy_with_its_names_mixed_up_is_reported_and_whole(seed: int) -> None:
    """Any name may stand where any other belongs: a list for a unit, a rule for an entity, a fact for a source."""
    chance = random.Random(seed)
    documents = [_mixed_up(document, chance) for document in DOCUMENTS]
    policy, found = resolve(documents)
    assert dangling(policy) == []
    assert any(each.severity is Severity.ERROR for each in found)
    assert all(each.message and each.span.file for each in found)


def _mixed_up(document: Document, chance: random.Random) -> Document:
    text = document.source.text
    names = sorted(set(re.findall(r"\b[a-zæøå]+_[a-zæøå_0-9]+\b", text)) | {"applicant", "child", "municipality"})
    for _ in range(4):
        text = re.sub(rf"\b{chance.choice(names)}\b", chance.choice(names), text, count=chance.choice((0, 1)))
    return parse(SourceText(document.source.name, text))[0]


def test_the_same_mistakes_are_told_in_the_same_order() -> None:
    chance = random.Random(7)
    documents = [_mixed_up(document, chance) for document in DOCUMENTS]
    assert resolve(documents)[1] == resolve(documents)[1]
