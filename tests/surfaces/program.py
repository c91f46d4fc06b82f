"""The program as a user runs it: a real process in a folder of its own, with a policy small enough to know."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from attrs import frozen

POLICY = """\
language en
regulation egenandelsforskriften FOR-2011-12-16-1349
  nb "Forskrift om egenandel"  nn "Forskrift om eigendel"  en "Regulation on payment"
  covers from 2012-01-01
entity resident
  nb "beboeren"  nn "bebuaren"  en "the resident"
entity child
  nb "barnet"  nn "barnet"  en "the child"
list children of resident : child
fact income of resident : money per year
  nb "inntekt"  nn "inntekt"  en "income"
  varies by calendar_year
fact shares_room of resident : yes or no
  nb "deler rom"  nn "deler rom"  en "shares a room"
fact share_owned of resident : percent
fact moved_in of resident : date
fact household of resident : one of single, couple
fact visits of resident : number
fact birth_date of child : date
  nb "fødselsdato"  nn "fødselsdato"  en "date of birth"
parameter g : money per year
  nb "grunnbeløpet"  nn "grunnbeløpet"  en "the basic amount"
  from 2023-05-01  118 620 kr  known 2023-05-26  basis FOR-2023-05-26-738
  from 2024-05-01  124 028 kr  known 2024-05-24  basis FOR-2024-05-24-815
  from 2026-05-01  unverified
amount exempt of resident : money per year
  nb "fribeløpet"  nn "fribeløpet"  en "the exempt amount"
rule exempt_single
  basis § 3 ledd 2 punktum 1
  exempt is 10 000 kr
exception exempt_double to exempt_single
  basis § 3 ledd 2 punktum 4
  exempt is 48 300 kr
  when shares_room
amount payment of resident : money per year
  nb "egenandelen"  nn "eigendelen"  en "the payment"
rule ceiling_by_income
  basis § 3 ledd 2 punktum 1, § 3 ledd 2 punktum 2
  payment is at most 75 % of ((the lesser of income and g) less exempt, but at least 0 kr)
                   + 85 % of (income less g, but at least 0 kr)
discretion hardship of resident : yes or no
  nb "urimelig tyngende"  nn "urimeleg tyngjande"  en "unreasonable hardship"
  basis § 5 ledd 4
  standard
  must consider health nb "helsen"  nn "helsa"  en "health"  basis § 5 ledd 4
  must not consider child_benefit nb "barnetrygd"  nn "barnetrygd"  en "child benefit"  basis § 5 ledd 4
  reasons required  basis § 5 ledd 4
right relief of resident
  nb met "Du får lettelse" not met "Du får ikke lettelse"
  nn met "Du får lette" not met "Du får ikkje lette"
  en met "You get relief" not met "You do not get relief"
  basis § 5 ledd 4
rule relief_given
  basis § 5 ledd 4
  resident has relief
  when hardship
power extra_deduction of resident by municipality : money per year
  nb "gjøre fradrag"  nn "gjere frådrag"  en "make a deduction"
  basis § 5 ledd 5
rule deduction_allowed
  basis § 5 ledd 5
  municipality may extra_deduction
entity municipality
  nb "kommunen"  nn "kommunen"  en "the municipality"
interpretation whose_income of § 3 ledd 4
  reading own chosen "the resident's own" because "the text says the resident"
  reading joint "the couple's" because "costs are shared"
case "two G, single room" on 2024-05-01
  given income: 248 056 kr per year, shares_room: no
  expect payment: 190 944.8 kr per year by § 3 ledd 2 punktum 1 not by § 3 ledd 2 punktum 4
"""

CASE = """\
{"on": "2024-05-01", "ask": ["payment"], "facts": {"income": "248 056", "shares_room": false}}
"""


@frozen
class Ran:
    """What a run of the program gave."""

    code: int
    out: str
    err: str


@frozen
class Program:
    """The program, run in a folder with `policies/small.policy` and `case.json`. Never may it show a traceback.

    Runs share a cache of compiled policies, so that most of them are as quick as a user's second run.
    """

    folder: Path
    cache: Path

    def __call__(self, *arguments: str, input: str | bytes = b"", **environment: str) -> Ran:
        done = subprocess.run(
            (sys.executable, "-m", "engine.cli", *arguments),
            cwd=self.folder,
            env=self.environment(environment),
            input=input.encode() if isinstance(input, str) else input,
            capture_output=True,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.out + ran.err, ran
        assert "should not have happened" not in ran.err, ran.err
        return ran

    def environment(self, changed: dict[str, str]) -> dict[str, str]:
        root = str(Path(__file__).parents[2])
        return {**os.environ, "PYTHONPATH": root, "HJEMMEL_CACHE": str(self.cache), **changed}

    def write(self, name: str, text: str | bytes) -> str:
        """Write a file in the folder, and give its name."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return name


def program_in(folder: Path, cache: Path) -> Program:
    """The program in a folder laid out anew."""
    made = Program(folder, cache)
    made.write("policies/small.policy", POLICY)
    made.write("case.json", CASE)
    return made
