"""What acts are commonly called, and which chapter each of their sections lies in.

Facts about the acts the rule files cite, kept in `structure.json` so that `rules of sosialtjenesteloven kapittel 4`
and `forvaltningsloven § 25` mean something without the text of the law at hand. A caller with a law store of its own
gives `resolve` its structure instead. Source: the consolidated texts Lovdata published on 8 November 2025.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _acts() -> dict[str, Any]:
    acts: dict[str, Any] = json.loads(Path(__file__).with_name("structure.json").read_text(encoding="utf-8"))
    return acts


@cache
def short_names() -> dict[str, str]:
    """The document each common name of an act means: `{"fvl": "LOV-1967-02-10", …}`."""
    return {name: document for document, act in _acts().items() for name in act["names"]}


@cache
def known_structure() -> dict[str, dict[str, str]]:
    """For each known document, the chapter of each section: `{"LOV-2009-12-18-131": {"18": "4", …}, …}`."""
    return {
        document: {section: chapter for chapter, sections in act["chapters"].items() for section in sections.split()}
        for document, act in _acts().items()
        if act["chapters"]
    }
