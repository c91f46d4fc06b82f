"""The same provisions as a careful programmer would write them by hand: the yardstick of `make bench`.

Exact, with every condition of the provisions that the two cases meet, on one day, with all facts known; no trace, no
open outcomes, no citations. Egenandelsforskriften §§ 1, 3, 5 and 6 for a long stay; sosialtjenesteloven § 35 ledd 1–3.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

BASIC_AMOUNT = (
    (date(2019, 5, 1), 99_858),
    (date(2020, 5, 1), 101_351),
    (date(2021, 5, 1), 106_399),
    (date(2022, 5, 1), 111_477),
    (date(2023, 5, 1), 118_620),
    (date(2024, 5, 1), 124_028),
    (date(2025, 5, 1), 130_160),
)
EXEMPT_SINGLE = (
    (date(2022, 1, 1), 9_100),
    (date(2023, 1, 1), 9_400),
    (date(2024, 1, 1), 10_000),
    (date(2025, 1, 1), 10_450),
)
EXEMPT_DOUBLE = (
    (date(2022, 1, 1), 44_100),
    (date(2023, 1, 1), 45_400),
    (date(2024, 1, 1), 48_300),
    (date(2025, 1, 1), 50_500),
)
FACTOR = ((date(2010, 1, 1), Fraction(2)), (date(2024, 7, 1), Fraction("2.041")))


@dataclass(frozen=True)
class Child:
    birth_date: date
    supported: bool
    survivor_pension: Fraction
    own_income: Fraction


@dataclass(frozen=True)
class Resident:
    """Somebody who stays in an institution, with everything the provisions ask about."""

    municipal_stay: bool
    municipality_pays: bool
    open_ended: bool
    part_day: bool
    emergency_bed: bool
    mainly_for_relief: bool
    days_this_year: int
    birth_date: date
    has_own_income: bool
    moved_in: date
    care_began: date | None
    had_several_short_stays: bool
    gross_income: Fraction
    tax: Fraction
    debt_interest: Fraction
    compensation_return: Fraction
    tax_on_left_out_return: Fraction
    spouse_at_home: bool
    spouse_survivor_pension: Fraction
    spouse_own_income: Fraction
    children: tuple[Child, ...]
    public_occupational_pension: Fraction
    private_pension: Fraction
    reasonable_deduction: Fraction | None
    shares_room: bool
    wished_to_share: bool
    stay_cost: Fraction


@dataclass(frozen=True)
class Participant:
    """Somebody in a qualification programme."""

    birth_date: date
    takes_part: bool
    interrupted: bool


def on(history, day):
    """The value in force on a day."""
    return history[bisect_right(history, day, key=lambda row: row[0]) - 1][1]


def full_years(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def month_after(day):
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def long_stay_payment(resident, day):
    """The most that may be claimed in a year (§ 3 ledd 1 and 2)."""
    long_stay = resident.open_ended or (not resident.part_day and resident.days_this_year > 60)
    if not may_be_charged(resident, day, long_stay):
        return Fraction(0)
    basic, base = on(BASIC_AMOUNT, day), payment_base(resident, day)
    unwished = long_stay and resident.shares_room and not resident.wished_to_share
    exempt = on(EXEMPT_DOUBLE if unwished else EXEMPT_SINGLE, day)
    tariff = Fraction(75, 100) * max(min(base, basic) - exempt, 0) + Fraction(85, 100) * max(base - basic, 0)
    kept = max(base - Fraction(25, 100) * basic - Fraction(75, 100) * exempt, 0)
    return min(resident.stay_cost, tariff, kept)


def may_be_charged(resident, day, long_stay):
    """§§ 1, 3 ledd 3 and 6 ledd 1 and 3."""
    if not (resident.municipal_stay and resident.municipality_pays and long_stay):
        return False
    if not resident.open_ended and resident.mainly_for_relief:
        return False
    if resident.emergency_bed:
        return False
    if full_years(resident.birth_date, day) < 18 and not resident.has_own_income:
        return False
    in_first_month = day < month_after(resident.moved_in)
    if resident.care_began is not None and day >= month_after(resident.care_began):
        in_first_month = False
    return not in_first_month or (resident.had_several_short_stays and resident.days_this_year > 60)


def payment_base(resident, day):
    """§ 3 ledd 4 and § 5."""
    base = resident.gross_income - resident.tax - resident.debt_interest
    if resident.compensation_return > 0:
        base = base - resident.compensation_return + resident.tax_on_left_out_return
    dependants = [c for c in resident.children if full_years(c.birth_date, day) < 18 or c.supported]
    if resident.spouse_at_home or dependants:
        pensions = sum((c.survivor_pension for c in dependants), Fraction(0))
        incomes = sum((c.own_income for c in dependants), Fraction(0))
        if resident.spouse_at_home:
            pensions += resident.spouse_survivor_pension
            incomes += resident.spouse_own_income
        survivor = max(pensions - incomes, 0)
        own = Fraction(1, 2) * resident.public_occupational_pension + Fraction(1, 2) * resident.private_pension
        base = max(base - survivor - own, 0)
    if resident.reasonable_deduction is not None:
        base = max(base - resident.reasonable_deduction, 0)
    return base


def qualification_benefit(participant, day):
    """Whether there is a right to benefit (§ 35 ledd 1), and a day's benefit (ledd 2 and 3)."""
    right = participant.takes_part and not participant.interrupted
    yearly = on(FACTOR, day) * on(BASIC_AMOUNT, day)
    if full_years(participant.birth_date, day) < 25:
        yearly = Fraction(2, 3) * yearly
    return right, yearly / 260
