"""Policies made for measuring growth: many rules side by side, and one long chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def side_by_side(rules: int) -> str:
    """Benefits that read the same facts, two rules to each: what is given, and what an exception departs from it.

    Labels, bases and remarks take the room they take in real rule files: twelve lines to a rule.
    """
    return _file(line for number in range(rules // 2) for line in _benefit(number))


def chain(length: int) -> str:
    """`length` amounts, each a krone more than the one before it."""
    return _file(line for number in range(length) for line in _link(number))


def _file(lines: Iterable[str]) -> str:
    head = (
        "language en",
        "act testloven LOV-2001-01-01-1",
        "  covers from 2001-01-01",
        "entity person",
        *_labels("søkeren"),
        "fact income of person : money per year",
        *_labels("inntekten"),
        "fact birth_date of person : date",
        *_labels("fødselsdatoen"),
        "",
    )
    return "\n".join([*head, *lines]) + "\n"


def _benefit(number: int) -> Iterator[str]:
    section, paragraph = divmod(number, 4)
    basis = f"  basis § {section + 1} ledd {paragraph + 1}"
    yield f"-- Benefit {number}: most of a low income and a part that is the same for all."
    yield f"amount benefit_{number} of person : money per year"
    yield from _labels(f"stønad {number}")
    yield basis
    yield f"rule rule_{number}"
    yield from _labels(f"stønaden er en del av inntekten, nummer {number}")
    yield f"{basis} punktum 1"
    yield f"  benefit_{number} is 75 % of (the lesser of income and {10_000 + number} kr) + 2/3 of {number + 1} kr"
    yield f"exception young_{number} to rule_{number}"
    yield from _labels(f"unge får to tredeler, nummer {number}")
    yield f"{basis} punktum 2"
    yield "  in force from 2019-01-01"
    yield f"  benefit_{number} is 2/3 of what otherwise applies"
    yield f"  when full years from birth_date to the day < 25 years and income < {100_000 + number} kr"
    yield from ("-- Two thirds as the provision has it; nothing is rounded.", "", "", "")


def _link(number: int) -> Iterator[str]:
    yield f"amount step_{number} of person : money per year"
    yield f"rule rule_{number}"
    yield "  basis § 1 ledd 1"
    yield f"  step_{number} is {f'step_{number - 1}' if number else 'income'} + 1 kr"
    yield ""


def _labels(words: str) -> Iterator[str]:
    for language in ("nb", "nn", "en"):
        yield f'  {language} "{words}"'
