"""The sentence templates of each language: one file per part of a page, one macro per kind of entry.

Templates put words around values they are given; they compute nothing. An undefined name is an error.
Read when first needed, since importing the template engine costs more than a short command may.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "templates"
_SHARED = {"amount": "grounds", "considered": "grounds", "ready": "outcome"}
"""Parts that speak with another part's sentences: a calculation is made of rules, readiness goes with the outcome."""


def fill(language: str, part: str, kinds: tuple[str, ...], blanks: Mapping[str, object]) -> str:
    """The sentence of the first of `kinds` that the part's template file has, with its blanks filled.

    Raises:
        LookupError: the file has none of them.
    """
    part = _SHARED.get(part, part)
    macros = _macros(language, part)
    for kind in kinds:
        macro = getattr(macros, kind, None)
        if macro is not None:
            return str(macro(blanks))
    raise LookupError(f"templates/{language}/{part}.j2 has no sentence for {' or '.join(kinds)}")


@cache
def _macros(language: str, part: str) -> Any:
    return _environment().get_template(f"{language}/{part}.j2").module


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        autoescape=False,  # plain text; a renderer for HTML escapes whole lines
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cap"] = lambda text: text[:1].upper() + text[1:]
    return environment
