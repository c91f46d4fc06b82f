"""Small policies and their expressions in plain text, so that a test shows what it means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from engine.diagnostics import Diagnostic
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Policy
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse

ACT = """act a LOV-2000-01-01-1
entity person
entity child
entity municipality
list children of person : child
unit benefit_day
"""


def read(*texts: str, structure: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Policy, list[Diagnostic]]:
    """The policy of some rule texts in English, and what is wrong with their names and meaning."""
    documents = []
    for number, text in enumerate(texts, start=1):
        document, found = parse(SourceText(f"file{number}.policy", f"language en\n{text}"))
        assert found == [], found
        documents.append(document)
    return resolve(documents, structure)


def bound(*texts: str, structure: Mapping[str, Mapping[str, str]] | None = None) -> Policy:
    """The policy of some rule texts that have nothing wrong with them."""
    policy, found = read(*texts, structure=structure)
    assert found == [], [f"{each.code} {each.message}" for each in found]
    return policy


def codes(*texts: str) -> list[str]:
    """The codes of what is wrong."""
    return [each.code for each in read(*texts)[1]]


def shown(node: Expression) -> str:
    """An expression on one line, with the owner of each read and the unit of each literal."""
    match node:
        case x.Literal(value=value):
            return _value(value, node)
        case x.Read(term=term, owner=owner):
            return _name(term) + (f" of {owner}" if owner else "")
        case x.ReadParameter(parameter=parameter):
            return f"${_name(parameter)}"
        case x.Used(term=term, owner=owner):
            return f"used {_name(term)}" + (f" of {owner}" if owner else "")
        case x.Sum(parts=parts, signs=signs):
            row = "".join(f" {'+' if sign > 0 else '-'} {shown(part)}" for part, sign in zip(parts, signs, strict=True))
            return f"({row.removeprefix(' + ').strip()})"
        case x.Compare(op=op, left=left, right=right):
            return f"{shown(left)} {op} {shown(right)}"
        case x.Quantified(kind=kind, variable=variable, list=of, list_owner=owner, where=where, body=body):
            whose = f" of {owner}" if owner else ""
            counted = f"{shown(body)} for " if body is not None else ""
            return f"{kind}({counted}{variable} in {_name(of)}{whose} where {shown(where)})"
        case x.Shifted(count=count, unit=unit, day=day):
            return f"{shown(day)} {'+' if count > 0 else '-'} {abs(count)} {unit}"
        case x.Rounded(part=part, direction=direction, step=step, tie=tie, basis=basis):
            by = ", ".join(str(each.citation) for each in basis)
            return f"round({shown(part)}, {' '.join(word for word in (direction, str(step), tie) if word)}, {by})"
        case x.Moved(day=day, calendar=calendar):
            return f"moved({shown(day)}, {_name(calendar)})"
        case x.FullPeriods(unit=unit, first=first, last=last):
            return f"full {unit}s({shown(first)}, {shown(last)})"
        case x.Otherwise():
            return "otherwise"
        case x.TheDay():
            return "the day"
    inside = ", ".join(shown(part) for part in x.children(node))
    limit = " limit" if isinstance(node, x.Lesser | x.Greater) and node.limit else ""
    return f"{type(node).__name__.lower()}{limit}({inside})"


def _value(value: object, node: Expression) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        number = f"{float(value * 100):g} %" if node.type.percent else str(value)
        unit = str(node.type.unit)
        return f"{number} {unit}" if unit else number
    return f'"{value}"'


def _name(id: str) -> str:
    return id.rpartition(".")[2]
