"""Whether data is as one of our own schemas says, for a program that must tell what is wrong with a stored record.

It knows the part of JSON Schema that our schemas use, and a test holds it against a full validator.
Start reading at `misfits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
}


def misfits(data: Any, schema: Schema) -> Iterator[tuple[str, str]]:
    """Each place where data is not as the schema says, as a path and what is so there; in the order of the data."""
    definitions = schema.get("$defs", {})
    stack: list[tuple[str, Any, Schema]] = [("", data, schema)]
    while stack:
        at, here, rule = stack.pop()
        rule = definitions[rule["$ref"].rpartition("/")[2]] if "$ref" in rule else rule
        if "anyOf" in rule:
            if not any(_fits(here, choice, definitions) for choice in rule["anyOf"]):
                yield at, f"holds {_shown(here)}, which does not belong there"
            continue
        wrong = _wrong(here, rule)
        if wrong:
            yield at, wrong
            continue
        stack.extend(reversed(list(_inside(at, here, rule))))


def _fits(data: Any, schema: Schema, definitions: Schema) -> bool:
    return next(misfits(data, {**schema, "$defs": definitions}), None) is None


def _wrong(here: Any, rule: Schema) -> str:
    """What is wrong with a value itself, not with what is inside it."""
    kind = rule.get("type")
    if kind is not None and (not isinstance(here, _KINDS[kind]) or (kind == "integer" and isinstance(here, bool))):
        return f"holds {_shown(here)} where {_ARTICLE[kind]} belongs"
    if "const" in rule and here != rule["const"]:
        return f"holds {_shown(here)} instead of {_shown(rule['const'])}"
    if "enum" in rule and not any(here == each and isinstance(here, type(each)) for each in rule["enum"]):
        return f"holds {_shown(here)}, which is none of the words it may have"
    if "pattern" in rule and re.search(rule["pattern"], here) is None:
        return f"holds {_shown(here)}, which is not written as it should be"
    if isinstance(here, dict):
        lacking = [name for name in rule.get("required", ()) if name not in here]
        if lacking:
            return f"lacks `{lacking[0]}`"
        if rule.get("additionalProperties") is False:
            strange = [name for name in here if name not in rule.get("properties", {})]
            return f"has `{strange[0]}`, which means nothing there" if strange else ""
    return ""


_ARTICLE = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
}


def _inside(at: str, here: Any, rule: Schema) -> Iterator[tuple[str, Any, Schema]]:
    if isinstance(here, dict):
        others = rule.get("additionalProperties")
        for name, value in here.items():
            inner = rule.get("properties", {}).get(name, others if isinstance(others, dict) else None)
            if inner is not None:
                yield (f"{at}.{name}" if at else name), value, inner
    elif isinstance(here, list) and "items" in rule:
        yield from ((f"{at}[{number}]", value, rule["items"]) for number, value in enumerate(here))


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return "nothing" if value is None else f"`{str(value)[:40]}`"
