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
HELD = (
    "bopelsforskriften",
    "egenandelsforskriften",
    "forvaltningsloven/",
    "helse-og-omsorgstjenesteloven",
    "individuellplanforskriften",
    "kvalifiseringsforskriften",
    "oppholdsforskriften",
    "pasient-og-brukerrettighetsloven",
    "sosialtjenesteloven",
    "tolkeloven",
    "vilkarsforskriften",
)
"""Folders in which every citation that can be looked up is there."""

pytestmark = pytest.mark.skipif(not PROVISIONS.exists(), reason="the official texts are not at hand")


def test_every_citation_is_found_or_says_why_it_cannot_be_looked_up() -> None:
    provisions, _ = read_provisions(SourceText("provisions.json", PROVISIONS.read_text(encoding="utf-8")))
    assert provisions is not None
    found = list(verdicts(Index(open_workspace([POLICIES]).policy), provisions))
    held = [each for each in found if any(f"/policies/{folder}" in each.cited.span.file for folder in HELD)]
    assert sum(each.kind == "found" for each in held) > 1000
    assert [str(each.cited.citation) for each in held if each.kind == "not_found"] == []
    assert [str(each.cited.citation) for each in held if each.kind == "not_checkable" and not each.reason] == []


WHOLE_ACTS = (
    "bopelsforskriften",
    "egenandelsforskriften",
    "forvaltningsloven",
    "individuellplanforskriften",
    "kvalifiseringsforskriften",
    "oppholdsforskriften",
    "sosialtjenesteloven",
    "vilkårsforskriften",
)
HEALTH = re.compile(r"(3-([1-9]|10)( ?[a-z])?|4-1|7-\d|10-[1-4]|11-[12])")
PATIENTS = re.compile(r"(2|7)-\d+( ?[a-z])?")
SECTIONS = {"helse_og_omsorgstjenesteloven": HEALTH, "pasient_og_brukerrettighetsloven": PATIENTS}
"""What the services named rest on, of acts that say much else as well."""


def test_nothing_of_the_law_that_services_rest_on_is_left_unseen() -> None:
    provisions, _ = read_provisions(SourceText("provisions.json", PROVISIONS.read_text(encoding="utf-8")))
    assert provisions is not None
    policy = open_workspace([POLICIES]).policy
    named = {policy.sources[name].document: SECTIONS.get(name) for name in (*WHOLE_ACTS, *SECTIONS)}
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
