"""The shipped policies against the structure of the official texts, where that is at hand beside the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.analysis.citations import verdicts
from engine.analysis.index import Index
from engine.law.coverage import coverage
from engine.source import SourceText
from engine.store.provisions import read_provisions
from engine.workspace import open_workspace

PROVISIONS = Path(__file__).parents[3] / "shared" / "law" / "provisions.json"
POLICIES = str(Path(__file__).parents[2] / "policies")
pytestmark = pytest.mark.skipif(not PROVISIONS.exists(), reason="the official texts are not at hand")


def test_every_citation_is_found_or_says_why_it_cannot_be_looked_up() -> None:
    provisions, _ = read_provisions(SourceText("provisions.json", PROVISIONS.read_text(encoding="utf-8")))
    assert provisions is not None
    found = list(verdicts(Index(open_workspace([POLICIES]).policy), provisions))
    assert sum(each.kind == "found" for each in found) > 4000
    assert [str(each.cited.citation) for each in found if each.kind == "not_found"] == []
    assert {each.reason for each in found if each.kind == "not_checkable"} == {
        "the provisions given do not have the act",
        "they are given for other days than 2025-11-08",
        "they are of circulars or local rules, which are no acts",
    }


PARTS = {
    "barnevernsloven": re.compile(r"13-[2-4]"),
    "folketrygdloven": re.compile(r"1-4|6-[1-9]|21-12|22-1[23]"),
    "helse_og_omsorgstjenesteloven": re.compile(r"(3-([1-9]|10)( ?[a-z])?|4-1|7-\d( ?[a-z])?|10-[1-4]|11-[12])"),
    "pasient_og_brukerrettighetsloven": re.compile(r"(2|7)-\d+( ?[a-z])?"),
}
"""The sections that services rest on, of acts that say much else as well; of every other act it is all of it."""

NOT_AT_HAND = {"domstolloven", "endringslov_2015_20"}
"""Sources whose text is not among those at hand, or changes another act only."""


def test_nothing_of_the_law_that_services_rest_on_is_left_unseen() -> None:
    provisions, _ = read_provisions(SourceText("provisions.json", PROVISIONS.read_text(encoding="utf-8")))
    assert provisions is not None
    policy = open_workspace([POLICIES]).policy
    named = {
        source.document: PARTS.get(name)
        for name, source in policy.sources.items()
        if source.kind in ("act", "regulation") and name not in NOT_AT_HAND
    }
    acts = coverage(policy, provisions, named)
    assert len(acts) == len(named)
    unseen = [
        str(ledd.citation)
        for act in acts
        for ledd in act.ledd
        if ledd.group == "unseen" and _is_named(named[act.document.id], ledd.citation.section)
    ]
    assert unseen == []


def _is_named(wanted: re.Pattern[str] | None, section: str) -> bool:
    return wanted is None or wanted.fullmatch(section) is not None
