"""`hjemmel repl`, piped: what is typed is echoed, answered or told of as a finding, and the case grows line by line."""

from __future__ import annotations

from tests.surfaces.inside import Inside
from tests.surfaces.program import Program

LINES = """\
payment?
income = 300 000 kr per year
shares_room = no
payment?
2 * income
g on 2023-05-05
from 2024-04-01 to 2024-06-30
payment
on 2024-05-01
children = {ola, kari} complete
birth_date of ola = 2015-01-01
full years from birth_date of ola to the day
number of (c in children where birth_date of c > 2014-01-01)
hardship = yes
relief
payment = 5 kr per year
case "by hand"
forget income
payment
reset
facts
"""

ANSWERS = """\
5 rules, on 2024-05-01. `help` tells what may be typed.
> payment?
= open   [money per year]
  waits for income
  waits for shares_room
> income = 300 000 kr per year
> shares_room = no
> payment?
= 235 097.2 kr per year   [money per year]
  by egenandelsforskriften § 3 ledd 2 punktum 1, § 3 ledd 2 punktum 2
> 2 * income
= 600 000 kr per year   [money per year]
> g on 2023-05-05
= 118 620 kr per year   [money per year]
> from 2024-04-01 to 2024-06-30
from 2024-04-01 to 2024-06-30
> payment
= from 2024-04-01 to 2024-04-30   235 638 kr per year   [money per year]
  by egenandelsforskriften § 3 ledd 2 punktum 1, § 3 ledd 2 punktum 2
= from 2024-05-01 to 2024-06-30   235 097.2 kr per year   [money per year]
  by egenandelsforskriften § 3 ledd 2 punktum 1, § 3 ledd 2 punktum 2
> on 2024-05-01
on 2024-05-01
> children = {ola, kari} complete
> birth_date of ola = 2015-01-01
> full years from birth_date of ola to the day
= 9 years   [years]
> number of (c in children where birth_date of c > 2014-01-01)
= open   [number]
  waits for birth_date of kari
> hardship = yes
> relief
= yes
  by egenandelsforskriften § 5 ledd 4
> payment = 5 kr per year
= no
  by egenandelsforskriften § 3 ledd 2 punktum 1, § 3 ledd 2 punktum 2
> case "by hand"
case "by hand" on 2024-05-01
  given children: {ola, kari} complete
  given birth_date of ola: 2015-01-01
  given income: 300 000 kr per year
  given shares_room: no
  given hardship: yes
  expect payment: 235 097.2 kr per year
  expect relief: met
> forget income
> payment
= open   [money per year]
  waits for income
> reset
everything is forgotten
> facts
nothing is given
"""


def test_facts_and_expressions_are_tried_line_by_line(hjemmel: Program) -> None:
    ran = hjemmel("repl", "--on", "2024-05-01", input=LINES)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == ANSWERS


def test_a_case_made_by_hand_passes_beside_the_rules(hjemmel: Program) -> None:
    run = Inside(hjemmel.folder)
    ran = run("repl", "--on", "2024-05-01", input=LINES)
    block = ran.out.partition('> case "by hand"\n')[2].partition("> ")[0]
    hjemmel.write("policies/by-hand.policy", f"language en\nuses egenandelsforskriften\n{block}")
    assert run("test", "--run", "by hand").err == "1 passed, 0 failed\n"


def test_it_speaks_the_language_of_the_author(hjemmel: Program) -> None:
    run = Inside(hjemmel.folder)
    typed = "inntekt = 5\nincome = 300 000,5 kr per år\nshares_room = nei\npayment\nincome / 7\nhvorfor payment\n"
    ran = run("repl", "--case", "case.json", "--language", "nb", input=typed)
    assert "= 235 097,625 kr per år   [penger per år]\n  ved egenandelsforskriften § 3" in ran.out
    assert "= 42 857,214285… kr per år   [penger per år]\n" in ran.out
    assert "EGENANDELEN" in ran.out


def test_what_cannot_be_taken_is_told_and_changes_nothing(hjemmel: Program) -> None:
    """Each line gives a finding or a sentence, the case stands, and a piped run exits 1."""
    run = Inside(hjemmel.folder)
    wrong = [
        *("incme = 5 kr", "income = 5 kr per month", "income = 5 kr per year expect payment: met", "income ="),
        *(")(", '"abc', "1 +", "income when ill", "birth_date of nobody", "used income", "income of", "\u202eincome"),
        *(
            "why",
            "why income > 5",
            "on yesterday",
            "from 2024-01-01",
            "forget nothing",
            "children = 5",
            "= 5",
            "(" * 200,
        ),
        *("what otherwise applies", "resident", "deduction_allowed", "649.07…", "income rounded"),
    ]
    ran = run("repl", "--on", "2024-05-01", input="\n".join([*wrong, "facts"]))
    assert ran.code == 1
    assert ran.out.endswith("> facts\nnothing is given\n")
    said = ran.out.split("\n> ")[1:-1]
    assert len(said) == len(wrong)
    assert all(len(each.splitlines()) > 1 for each in said)


def test_a_day_is_never_taken_from_a_clock(hjemmel: Program) -> None:
    run = Inside(hjemmel.folder)
    ran = run("repl", input="1 + 1\n")
    assert ran.code == 2
    assert "--on" in ran.err
