"""Every value the policies carry is that of the table of parameters handed to the project, and so is its mark.

The table is an input that lies beside the project and is no part of it; where it is not there, nothing is compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from engine.model.policy import Parameter, ParameterValue
from engine.workspace import open_workspace

ROOT = Path(__file__).parents[2]
TABLE = ROOT.parent / "shared" / "law" / "parameters.json"
RATE, PAYMENT = "sosialhjelp.veiledende_sats", "egenandel"
NAMES = {
    "grunnbeløp": "folketrygdloven.grunnbeløp",
    "kvp.barnetillegg": "kvalifiseringsforskriften.supplement_rate",
    "kvp.stønad_faktor": "sosialtjenesteloven.benefit_factor",
    f"{RATE}_enslig": "sosialtjenesteloven.rate_single",
    f"{RATE}_ektepar_samboere": "sosialtjenesteloven.rate_couple",
    f"{RATE}_bofellesskap": "sosialtjenesteloven.rate_shared",
    f"{RATE}_barn_0_5": "sosialtjenesteloven.rate_child_0_5",
    f"{RATE}_barn_6_10": "sosialtjenesteloven.rate_child_6_10",
    f"{RATE}_barn_11_17": "sosialtjenesteloven.rate_child_11_17",
    f"{PAYMENT}.fribeløp_enerom": "egenandelsforskriften.exempt_single",
    f"{PAYMENT}.fribeløp_dobbeltrom": "egenandelsforskriften.exempt_double",
    f"{PAYMENT}.korttid_døgn_maks": "egenandelsforskriften.short_stay_rate",
    f"{PAYMENT}.korttid_dag_eller_natt_maks": "egenandelsforskriften.part_day_rate",
    f"{PAYMENT}.utgiftstak_under_2G": "egenandelsforskriften.cap_rate",
    **{f"grunnstønad.sats_{n}": f"folketrygdloven.grunnstønad_sats_{n}" for n in range(1, 7)},
    "hjelpestønad.sats_1": "folketrygdloven.hjelpestønad_sats_1",
}
"""What the table calls each history, and what the policies do."""

DOCUMENT = re.compile(r"(?:FOR|LOV)-\d{4}-\d{2}-\d{2}-\d+|A-\d+/\d+")


def rows_of(name: str) -> list[dict[str, Any]]:
    table = json.loads(TABLE.read_text(encoding="utf-8"), parse_float=Decimal)
    return [row for row in table if row["name"] == name]


@pytest.fixture(scope="module")
def parameters() -> dict[str, Parameter]:
    if not TABLE.is_file():
        pytest.skip("the table of parameters is not here")
    return dict(open_workspace([str(ROOT / "policies")]).policy.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_a_history_is_that_of_the_table(parameters: dict[str, Parameter], name: str) -> None:
    if NAMES[name] not in parameters:
        pytest.skip("the policies do not carry this history")
    parameter = parameters[NAMES[name]]
    rows = rows_of(name)
    assert rows
    found = [row for each in rows if (row := on(parameter, first_day(parameter, each))) is not None]
    assert found
    assert [line for row in rows for line in differences(parameter, row)] == []


def test_the_histories_that_decisions_have_long_rested_on_are_carried(parameters: dict[str, Parameter]) -> None:
    assert {id for name, id in NAMES.items() if "stønad.sats" not in name} <= parameters.keys()


def differences(parameter: Parameter, row: dict[str, Any]) -> Iterator[str]:
    """What a policy says otherwise than a row of the table, for the days both are about."""
    day = first_day(parameter, row)
    if row["to"] is not None and date.fromisoformat(row["to"]) < day:
        return
    ours = on(parameter, day)
    said = None if ours is None else (ours.value, mark(ours))
    if said != (worth(row), row["verified"]):
        yield f"{day}: {said}, where the table has {worth(row)} {row['verified']}"
        return
    assert ours is not None
    later = ours if row["to"] is None else on(parameter, date.fromisoformat(row["to"]))
    if later is None or later.value != ours.value:
        yield f"{day}: another value before {row['to']}"
    named = {full_year(it) for it in DOCUMENT.findall(row["source"])}
    cited = {basis.citation.document for basis in (*ours.basis, *parameter.basis)}
    if row["verified"] == "official" and named and not named & cited:
        yield f"{day}: rests on {sorted(cited)}, where the table has {sorted(named)}"


def mark(row: ParameterValue) -> str:
    return "unverified" if row.value is None else "secondary" if row.reported else "official"


def first_day(parameter: Parameter, row: dict[str, Any]) -> date:
    """The first day of a row of the table that the policy has a word on."""
    return max(date.fromisoformat(row["from"]), parameter.values[0].first)


def on(parameter: Parameter, day: date) -> ParameterValue | None:
    rows = [row for row in parameter.values if row.first <= day]
    return rows[-1] if rows and (rows[-1].last is None or day <= rows[-1].last) else None


def worth(row: dict[str, Any]) -> Fraction | None:
    """The value exactly, in kroner where the table counts in øre."""
    if row["value"] is None:
        return None
    return Fraction(row["value"]) / (100 if row["unit"].startswith("øre") else 1)


def full_year(document: str) -> str:
    """`A-1/18` as it is cited, `A-1/2018`."""
    return re.sub(r"/(\d\d)$", r"/20\1", document)
