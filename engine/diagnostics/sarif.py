"""Diagnostics as SARIF 2.1.0, the form code-review systems and editors read.

SARIF wants absolute addresses for help (3.49.12), and the pages move with the repository, so each rule carries its
page as a path in `help` and `properties.page` instead of a `helpUri`. Columns count code points, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from engine import __version__
from engine.diagnostics.data import dumped
from engine.diagnostics.places import Place, Sources, page_of, place_of
from engine.diagnostics.screen import safe
from engine.diagnostics.values import Diagnostic, all_codes


def sarif(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """One run with the rules that were broken and a result for each finding."""
    found = list(diagnostics)
    rules = list({each.code: each for each in found}.values())
    index = {each.code: number for number, each in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "hjemmel",
                "semanticVersion": __version__,
                "rules": [_rule(each) for each in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index[each.code], sources) for each in found],
    }
    return dumped({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(example: Diagnostic) -> dict[str, Any]:
    page = page_of(example)
    code = next((code for code in all_codes() if code.number == example.code), None)
    return {
        "id": example.code,
        "name": "".join(word.capitalize() for word in example.slug.split("-")),
        "shortDescription": {"text": code.summary if code else example.slug.replace("-", " ")},
        "help": {
            "text": f"See {page}, or run: hjemmel rule {example.code}",
            "markdown": f"See [{example.code} {example.slug}]({page}), or run `hjemmel rule {example.code}`.",
        },
        "defaultConfiguration": {"level": code.severity.value if code else example.severity.value},
        "properties": {"page": page},
    }


def _result(diagnostic: Diagnostic, rule_index: int, sources: Sources) -> dict[str, Any]:
    said = safe(diagnostic.message) + (f" ({safe(diagnostic.hint)})" if diagnostic.hint else "")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": diagnostic.severity.value,
        "message": {"text": said},
    }
    place = place_of(diagnostic.span, sources)
    if place is not None:
        result["locations"] = [_location(place) | _legal(diagnostic.law)]
    related = [(note, place_of(note.span, sources)) for note in diagnostic.notes]
    if related:
        result["relatedLocations"] = [
            (_location(at) if at else {}) | {"id": number, "message": {"text": safe(note.message)}}
            for number, (note, at) in enumerate(related, start=1)
        ]
    properties = {"hint": diagnostic.hint, "law": diagnostic.law}
    if any(properties.values()):
        result["properties"] = {name: value for name, value in properties.items() if value}
    return result


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"), errors="replace")}}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    return {"physicalLocation": physical}


def _legal(law: str) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": law}]} if law else {}
