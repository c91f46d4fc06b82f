"""After a change, the cases it may turn are run, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.authoring.affected import affected
from engine.workspace import read_workspace

TEXT = """\
language en
act eksempelloven LOV-2001-01-01-1
  covers from 2010-01-01
entity applicant
fact old of applicant : yes or no
fact cost of applicant : money
right help of applicant
amount fee of applicant : money
parameter ceiling : money
  from 2010-01-01  100 kr  basis § 4
rule general
  basis § 1
  applicant has help
  when old
rule whole_cost
  basis § 3
  fee is the lesser of cost and ceiling
case "help" on 2020-01-01
  given old: yes
  expect help: met
case "fee" on 2020-01-01
  given cost: 200 kr
  expect fee: 100 kr
"""


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("language en", "-- a remark\nlanguage en", []),
        ("when old", "when not old", ["help"]),
        ("100 kr  basis", "90 kr  basis", ["fee"]),
        ("given cost: 200 kr", "given cost: 300 kr", ["fee"]),
        ("covers from 2010-01-01", "covers from 2011-01-01", ["help", "fee"]),
        ("rule whole_cost", "exception never to general\n  basis § 2\n  when not old\nrule whole_cost", ["help"]),
    ],
)
def test_a_change_affects_what_is_computed_from_it(tmp_path: Path, old: str, new: str, names: list[str]) -> None:
    path = tmp_path / "a.policy"
    path.write_text(TEXT, encoding="utf-8")
    before = read_workspace([str(path)]).policy
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    assert [case.name for case in affected(before, read_workspace([str(path)]).policy)] == names
