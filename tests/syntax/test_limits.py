"""The limits the language states hold exactly, and nothing near them breaks the reader."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest

from engine.diagnostics import Diagnostic
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.parse import MAX_CHARACTERS, MAX_DIGITS, MAX_NAME, MAX_NESTING, MAX_TEXT
from engine.syntax.tables import LANGUAGES

HEAD = "language en\n"


def read(text: str) -> list[Diagnostic]:
    return parse(SourceText("text.policy", HEAD + text))[1]


def codes(text: str) -> list[str]:
    return [each.code for each in read(text)]


def nested(levels: int) -> str:
    return f"rule r basis § 1 ledd 1 x is {'(' * (levels - 1)}a + 1{')' * (levels - 1)}\n"


@pytest.mark.parametrize(
    ("within", "beyond", "code"),
    [
        (f"entity {'x' * MAX_NAME}\n", f"entity {'x' * (MAX_NAME + 1)}\n", "S303"),
        (f'entity e nb "{"x" * MAX_TEXT}"\n', f'entity e nb "{"x" * (MAX_TEXT + 1)}"\n', "S304"),
        (
            f"rule r basis § 1 ledd 1 x is {'1' * MAX_DIGITS}\n",
            f"rule r basis § 1 ledd 1 x is {'1' * (MAX_DIGITS + 1)}\n",
            "S305",
        ),
        (
            f"rule r basis § 1 ledd 1 x is 0.{'1' * (MAX_DIGITS - 1)}\n",
            f"rule r basis § 1 ledd 1 x is 0.{'1' * MAX_DIGITS}\n",
            "S305",
        ),
    ],
    ids=["name", "text", "digits", "decimals"],
)
def test_a_limit_holds_at_n_and_at_n_plus_one(within: str, beyond: str, code: str) -> None:
    assert codes(within) == []
    assert codes(beyond) == [code]


def test_nesting_holds_at_n_and_at_n_plus_one() -> None:
    deepest = next(levels for levels in range(1, MAX_NESTING + 2) if codes(nested(levels)))
    assert codes(nested(deepest)) == ["S302"]
    assert f"nested {MAX_NESTING + 1} levels" in read(nested(deepest))[0].message


def test_the_length_of_a_file_holds_at_n_and_at_n_plus_one() -> None:
    line = "-- a line of remark\n"
    full = (line * (MAX_CHARACTERS // len(line) + 1))[: MAX_CHARACTERS - len(HEAD) - 1] + "\n"
    assert codes(full) == []
    assert codes(full + " ") == ["S301"]


def test_a_long_remark_or_text_is_no_long_name() -> None:
    assert codes(f'-- {"x" * 500}\nentity e nb "{"y" * 500} {"1" * 90}"\n') == []


def test_nesting_far_beyond_the_limit_is_one_finding() -> None:
    assert codes(nested(20_000)) == ["S302"]


def test_a_sum_of_ten_thousand_terms_is_read_and_bound() -> None:
    terms = " + ".join(f"{number} kr" for number in range(10_000))
    text = (
        f"{HEAD}act a LOV-2000-01-01-1\nentity e\namount x of e : money per year\nrule r\n  basis § 1\n  x is {terms}\n"
    )
    before = sys.getrecursionlimit()
    document, found = parse(SourceText("text.policy", text))
    policy, unbound = resolve([document])
    assert (found, unbound) == ([], [])
    conclusion = policy.rules["a.r"].conclusion
    assert conclusion is not None
    assert len(conclusion.value.parts) == 10_000  # type: ignore[union-attr]
    assert sys.getrecursionlimit() == before


def test_ten_thousand_conditions_in_one_rule_are_one_row() -> None:
    text = f"rule r basis § 1 ledd 1 x holds when {' and '.join(['a'] * 10_000)}\n"
    document, found = parse(SourceText("text.policy", HEAD + text))
    assert found == []
    assert len(document.items[0].clauses[2].parts[0].parts) == 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_follow_the_language_of_the_file(language: str) -> None:
    first = {"en": "language en", "nb": "språk nb", "nn": "målform nn"}[language]
    words = {"en": ("rule", "basis", "is"), "nb": ("regel", "hjemmel", "er"), "nn": ("regel", "heimel", "er")}[language]
    rule, basis, equals = words
    mark = "." if language == "en" else ","
    document, found = parse(
        SourceText("text.policy", f"{first}\n{rule} r {basis} § 1 ledd 1 x {equals} 124 028{mark}5 kr\n")
    )
    assert found == []
    assert document.items[0].clauses[1].parts[1].number.value == Fraction("124028.5")
