"""Single values out of JSON: exact numbers, amounts, days, words. Nothing is rounded, nothing guessed.

What cannot be taken as written gives `None` and one diagnostic with a hint of how to write it.
Start reading at `read_value`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction

from engine.diagnostics import Diagnostic, did_you_mean
from engine.model.expressions import Value
from engine.model.units import Type
from engine.store import case_codes as codes
from engine.store.json_text import Json

MOST_DIGITS = 40
"""In one number: more than any amount of money, and few enough to be read at once."""


def read_value(json: Json, type: Type, name: str, found: list[Diagnostic]) -> Value | None:
    """The value of a fact or assessment of this type; an amount in the type's unit, a percentage as a fraction."""
    if json.kind == "null" and json.word:
        return None  # refused, and reported, as JSON
    match type.kind:
        case "yes_no":
            return _yes_no(json, name, found)
        case "number":
            return _number(json, type, name, found)
        case "date":
            return read_day(json, found)
        case "choice":
            return _choice(json, type, name, found)
        case _:
            return read_text(json, f"`{name}`", found)


def read_text(json: Json, what: str, found: list[Diagnostic]) -> str | None:
    """A text as it stands."""
    if json.kind == "text":
        return json.word
    found.append(codes.WRONG_TYPE.at(json.span, f"{what} is a text", hint='write it in double quotes: "…"'))
    return None


def read_flag(json: Json, what: str, found: list[Diagnostic]) -> bool | None:
    """A plain `true` or `false`."""
    if json.kind == "yes_no":
        return json.flag
    found.append(codes.WRONG_TYPE.at(json.span, f"{what} is `true` or `false`"))
    return None


def read_day(json: Json, found: list[Diagnostic]) -> date | None:
    """A day written `YYYY-MM-DD`."""
    if json.kind != "text":
        found.append(codes.WRONG_TYPE.at(json.span, "a date is needed here", hint='write it as "2024-07-01"'))
        return None
    day, message, hint = parse_day(json.word)
    if day is None:
        found.append(codes.SLOPPY_DATE.at(json.span, message, hint=hint))
    return day


def read_moment(json: Json, what: str, found: list[Diagnostic]) -> str:
    """When something was recorded: a day, or a day and a time, kept as written."""
    text = read_text(json, what, found)
    if text is None:
        return ""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", text) or not _is_moment(text):
        found.append(codes.SLOPPY_DATE.at(json.span, f"`{text}` is no day or time", hint=_MOMENT_HINT))
        return ""
    return text


_MOMENT_HINT = "write `2024-07-01` or `2024-07-01T09:12`"


def parse_day(text: str) -> tuple[date | None, str, str]:
    """The day a text names, or what is wrong with it and how it might be written."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        try:
            return date.fromisoformat(text), "", ""
        except ValueError:
            return None, f"`{text}` is no day of the calendar", ""
    guess = _meant_day(text)
    hint = f"write `{guess}`" if guess else "write year, month and day: `2024-07-01`"
    return None, f"`{text}` is not written as a date", hint


def exact_number(text: str) -> Fraction | None:
    """The number a decimal text stands for, exactly; groups of three digits may stand apart: `248 056.50`."""
    if not _DECIMAL.fullmatch(text) or len(text) > MOST_DIGITS:
        return None
    return Fraction(re.sub(r"[ \u00a0\u202f]", "", text))


_DECIMAL = re.compile(r"-?(?:\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:\.\d+)?", re.ASCII)
_RATIO = re.compile(r"-?\d+(?:/[1-9]\d*)?", re.ASCII)


def _yes_no(json: Json, name: str, found: list[Diagnostic]) -> bool | None:
    if json.kind == "yes_no":
        return json.flag
    said = {"yes": "true", "ja": "true", "true": "true", "no": "false", "nei": "false", "false": "false"}
    meant = said.get(json.word.lower()) if json.kind == "text" else None
    hint = f"write {meant} without quotes" if meant else _no_value_hint(json)
    found.append(codes.WRONG_TYPE.at(json.span, f"`{name}` is yes or no: `true` or `false`", hint=hint))
    return None


def _number(json: Json, type: Type, name: str, found: list[Diagnostic]) -> Fraction | None:
    if json.kind == "object":
        return _exact_object(json, type, name, found)
    if json.kind == "number" and re.search(r"[eE]", json.word):
        found.append(codes.WRONG_TYPE.at(json.span, f"`{json.word}` is written with an exponent", hint="write it out"))
        return None
    if json.kind == "number" and type.is_money and "." in json.word:
        message = f"`{name}` is money, and a JSON number with decimals is not exact"
        found.append(codes.INEXACT_MONEY.at(json.span, message, hint=f'write it as a text: "{json.word}"'))
        return None
    number = exact_number(json.word) if json.kind in ("number", "text") else None
    if number is None:
        found.append(_no_number(json, type, name))
        return None
    return number / 100 if type.percent else number


def _exact_object(json: Json, type: Type, name: str, found: list[Diagnostic]) -> Fraction | None:
    """`{"exact": "63285287/375", "unit": "kr/year"}`, as decisions write amounts."""
    before = len(found)
    for key, _ in json.entries:
        if key.name not in ("exact", "unit"):
            found.append(codes.unknown_key(key.name, key.span, ("exact", "unit")))
    exact, unit = json.get("exact"), json.get("unit")
    if exact is None or exact.kind != "text" or not _RATIO.fullmatch(exact.word) or len(exact.word) > 4 * MOST_DIGITS:
        span = (exact or json).span
        hint = 'write "exact": "248056" or "exact": "63285287/375"'
        found.append(codes.WRONG_TYPE.at(span, f"`{name}` needs a whole number or a fraction as `exact`", hint=hint))
        return None
    own = str(type.unit)
    said = read_text(unit, "`unit`", found) if unit is not None else None
    if unit is not None and said is not None and said != own:
        message = f"`{name}` is counted in {own or 'plain numbers'}, not in `{said}`"
        found.append(codes.WRONG_UNIT.at(unit.span, message, hint=f'write "unit": "{own}"'))
    return Fraction(exact.word) if len(found) == before else None


def _no_number(json: Json, type: Type, name: str) -> Diagnostic:
    sort = "money" if type.is_money else "a percentage" if type.percent else "a number"
    unit = f" in {type.unit}" if str(type.unit) else ""
    return codes.WRONG_TYPE.at(json.span, f"`{name}` is {sort}{unit}", hint=_number_hint(json, unit))


def _number_hint(json: Json, unit: str) -> str:
    if json.kind not in ("text", "number"):
        return _no_value_hint(json)
    if sum(letter.isdigit() for letter in json.word) > MOST_DIGITS - 3:
        return f"a number has at most {MOST_DIGITS} digits"
    if re.fullmatch(r"-?[\d\s]+,\d+", json.word):
        return f'write the decimals after a point: "{json.word.replace(",", ".")}"'
    if re.match(r"-?\d[\d\s.,]*\s*[^\W\d]", json.word):
        return "write the number alone" + (f"; it is counted{unit}" if unit else "")
    return 'write "248056.50" or "248 056"' if unit else "write it in digits"


def _choice(json: Json, type: Type, name: str, found: list[Diagnostic]) -> str | None:
    word = read_text(json, f"`{name}`", found)
    if word is None or word in type.choices:
        return word
    hint = did_you_mean(word, type.choices) or "choose among " + ", ".join(f"`{choice}`" for choice in type.choices)
    found.append(codes.UNKNOWN_CHOICE.at(json.span, f"`{word}` is none of the words `{name}` may have", hint=hint))
    return None


def _no_value_hint(json: Json) -> str:
    if json.kind == "null":
        return 'leave it out if nobody has asked; write {"state": "unknown"} if it was asked and nobody knows'
    return ""


def _meant_day(text: str) -> str:
    """The ISO form of a date written in another common way; empty when it is not plain which day is meant."""
    found = re.match(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:$|[T ])", text, re.ASCII)
    parts = found.groups() if found else None
    if parts is None and (found := re.fullmatch(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})", text, re.ASCII)):
        parts = found.groups()[::-1]
    if parts is None and (found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text, re.ASCII)):
        parts = found.groups()
    if parts is None:
        return ""
    try:
        return date(*(int(part) for part in parts)).isoformat()
    except ValueError:
        return ""


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
