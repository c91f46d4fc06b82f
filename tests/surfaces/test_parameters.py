"""Histories of rates and amounts: as a table and a plot in a terminal, as SVG and as JSON."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from tests.surfaces.program import POLICY, Program

MORE = """\
parameter fee : money per month
  nb "avgift"  nn "avgift"  en "the fee"
  basis § 4
  from 2024-01-01 to 2024-06-30  100.50 kr  reported by nb "en avis"  nn "ei avis"  en "a newspaper"
  from 2024-07-01 to 2024-12-31  unverified
  from 2025-01-01  300 kr  known 2024-12-20
table rate : money per month
  nb "sats"  nn "sats"  en "the rate"
  basis § 5
  in force from 2024-01-01 to 2024-12-31
  | household | amount |
  | single    | 500 kr |
  | couple    | 900 kr |
amount charge of resident : money per month
  nb "gebyret"  nn "gebyret"  en "the charge"
rule charged
  basis § 4
  charge is fee
"""
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def rated(hjemmel: Program) -> Program:
    hjemmel.write("policies/small.policy", POLICY + MORE)
    return hjemmel


def test_a_history_is_a_table_and_a_plot(rated: Program) -> None:
    ran = rated("parameters", "fee", "--language", "en")
    assert (ran.code, ran.err) == (0, "")
    table, plot = ran.out.replace(NO_BREAK, " ").split("\n\n", 1)
    assert (
        table
        == """\
the fee
───────
from        to                         value  known       basis  source
2024-01-01  2024-06-30  NOK 100.50 per month              § 4    reported
2024-07-01  2024-12-31              no value              § 4    unverified
2025-01-01                 NOK 300 per month  2024-12-20  § 4    official text
Reported by a newspaper."""
    )
    lines = plot.splitlines()
    assert lines[0].startswith("NOK 300 per month │")
    assert lines[0].rstrip("\u2800").endswith("⠉")
    assert lines[-1].split() == ["2024", "2026"]


def test_a_table_says_what_each_row_is_for(rated: Program) -> None:
    out = rated("parameters", "rate", "--language", "en").out.replace(NO_BREAK, " ")
    assert "NOK 500 per month" in out
    assert "single" in out
    assert "2024-12-31" in out


def test_one_day_shows_what_counts_then(rated: Program) -> None:
    shown = json.loads(rated("parameters", "the fee", "--on", "2024-03-01", "--format", "json").out)
    assert [row["value"] for row in shown[0]["rows"]] == ["201/2"]
    assert shown[0]["rows"][0]["verification"] == "reported"
    assert shown[0]["rows"][0]["reported_by"] == "en avis"
    assert "Ingen verdi denne dagen." in rated("parameters", "fee", "--on", "2023-03-01").out


def test_the_svg_can_be_read_aloud(rated: Program) -> None:
    out = rated("parameters", "fee", "--format", "svg", "--language", "en").out
    group = ElementTree.fromstring(out)[0]
    title, desc = group[0].text, group[1].text
    assert title == "the fee"
    assert desc is not None
    assert desc.replace(NO_BREAK, " ").startswith(
        "The fee: from NOK 100.50 per month (2024-01-01) to NOK 300 per month (2025-01-01). Dashed line"
    )
    assert group.attrib["aria-labelledby"].split() == [group[0].attrib["id"], group[1].attrib["id"]]
    assert out.count("stroke-dasharray") == 1


def test_a_name_nobody_has_is_told(rated: Program) -> None:
    ran = rated("parameters", "feee")
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean `fee`?" in ran.err


def test_a_decision_says_that_a_value_is_reported(rated: Program) -> None:
    case = '{"on": "2024-03-01", "ask": "charge", "facts": {}}'
    assert "reported by a newspaper" in " ".join(rated("decide", "-", input=case).out.split())
    notices = json.loads(rated("decide", "-", "--format", "json", input=case).out)["notices"]
    assert notices == [{"kind": "unverified", "id": "egenandelsforskriften.fee", "detail": "2024-01-01"}]
    assert "Gjengitt" not in rated("decide", "-", "--on", "2025-03-01", input=case).out
    for reader in ("person", "caseworker", "lawyer"):
        for language, says in (("nb", "en avis"), ("nn", "ei avis"), ("en", "a newspaper")):
            assert says in " ".join(
                rated("explain", "-", "--for", reader, "--language", language, input=case).out.split()
            )
