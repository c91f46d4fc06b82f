"""Of which days a text is, and what can be said of an address that is given for some days only."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from engine.analysis.citations import verdicts
from engine.analysis.index import Index
from engine.law.structure import document_of
from engine.model.provisions import Provisions
from tests.law.policies import policy
from tests.law.samples import ID, act, chapter, ledd, read, section

LAW = read(act(chapter("1", "Hjelp", section("1", "Hjelp", ledd("Kommunen gir hjelp.")))))
"""A text that does not say its day; its last change came into force on 1 July 2020."""


def verdict(days: str, edition: date | None = None, address: str = "§ 1 ledd 2") -> tuple[str, str]:
    document = evolve(document_of(LAW), edition=edition)
    text = f"amount a of person : money\nrule r\n  basis {address}\n  in force {days}\n  a is 1 kr\n"
    (found,) = verdicts(Index(policy(text)), Provisions(None, {ID: document}))
    return found.kind, found.reason


@pytest.mark.parametrize("days", ["from 2026-01-01", "until 2025-12-31", "from 2020-07-02"])
def test_what_a_text_without_a_day_lacks_may_be_of_other_days(days: str) -> None:
    reason = "they may be of other days than the text, which says only: not before 2020-07-01"
    assert verdict(days) == ("not_checkable", reason)


@pytest.mark.parametrize("days", ["from 2020-07-01", "from 2010-01-01"])
def test_what_has_stood_since_its_last_change_must_be_in_a_text(days: str) -> None:
    assert verdict(days)[0] == "not_found"


def test_a_text_with_a_day_is_sure_of_that_day() -> None:
    assert verdict("from 2026-01-01", date(2026, 1, 1))[0] == "not_found"
    assert verdict("from 2026-01-01", date(2025, 12, 31)) == (
        "not_checkable",
        "they are given for other days than 2025-12-31",
    )


def test_what_a_text_without_a_day_has_is_found() -> None:
    assert verdict("from 2026-01-01", address="§ 1 ledd 1")[0] == "found"
