"""The same matters told twice: as cases for the engine, and as plain values for the functions written by hand.

Incomes and days of birth differ from one matter to the next, so that nothing is answered from memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from engine.model.case import Case, Options
from engine.model.policy import Policy
from engine.source import SourceText
from engine.store.cases import read_case
from tests.bench.plain import Participant, Resident

ZERO = Fraction(0)
DAY = date(2024, 8, 1)


def residents(count: int) -> Iterator[tuple[dict[str, Any], Resident]]:
    """People in a nursing home, of every income from below G to far above it; some share a room unwillingly."""
    for number in range(count):
        gross, tax, shares = 90_000 + 9_973 * number, 10_000 + 2_011 * number, number % 5 == 0
        facts = {
            "municipal_stay": True,
            "municipality_pays": True,
            "stay_open_ended": True,
            "emergency_bed": False,
            "egenandelsforskriften.birth_date": "1940-03-02",
            "moved_in": "2020-01-15",
            "gross_income": gross,
            "tax": tax,
            "debt_interest": 0,
            "compensation_return": 0,
            "spouse_at_home": False,
            "special_minimum_benefit": False,
            "shares_room": shares,
            "stay_cost": 900_000,
        }
        case = {
            "on": DAY.isoformat(),
            "ask": ["long_stay_payment"],
            "facts": {**facts, **({"wished_to_share": False} if shares else {})},
            "lists": {"egenandelsforskriften.children": {"members": [], "complete": True}},
            "assessments": {"reasonable_deduction": {"used": False}},
        }
        yield case, _resident(gross, tax, shares)


def _resident(gross: int, tax: int, shares: bool) -> Resident:
    return Resident(
        municipal_stay=True,
        municipality_pays=True,
        open_ended=True,
        part_day=False,
        emergency_bed=False,
        mainly_for_relief=False,
        days_this_year=0,
        birth_date=date(1940, 3, 2),
        has_own_income=True,
        moved_in=date(2020, 1, 15),
        care_began=None,
        had_several_short_stays=False,
        gross_income=Fraction(gross),
        tax=Fraction(tax),
        debt_interest=ZERO,
        compensation_return=ZERO,
        tax_on_left_out_return=ZERO,
        spouse_at_home=False,
        spouse_survivor_pension=ZERO,
        spouse_own_income=ZERO,
        children=(),
        public_occupational_pension=ZERO,
        private_pension=ZERO,
        reasonable_deduction=None,
        shares_room=shares,
        wished_to_share=False,
        stay_cost=Fraction(900_000),
    )


def participants(count: int) -> Iterator[tuple[dict[str, Any], Participant]]:
    """People in a qualification programme, on both sides of their 25th birthday."""
    for number in range(count):
        born = date(1985 + number % 20, 1 + number % 12, 1 + number % 28)
        facts = {
            "takes_part": True,
            "interrupted": number % 7 == 0,
            "sosialtjenesteloven.birth_date": born.isoformat(),
        }
        case = {"on": DAY.isoformat(), "ask": ["qualification_benefit", "daily_benefit"], "facts": facts}
        yield case, Participant(born, True, facts["interrupted"])


def read(told: dict[str, Any], policy: Policy) -> tuple[Case, Options]:
    """A case as the engine takes it."""
    case, options, found = read_case(SourceText("bench.json", json.dumps(told)), policy)
    assert case is not None, found
    return case, options
