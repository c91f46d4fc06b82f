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
_SHARED = {"amount": "grounds", "considered": "grounds", "ready": "outcome", "spare": "facts", "not_granted": "outcome"}
"""Parts that speak with another part's sentences: a calculation is made of rules, readiness goes with the outcome."""


def fill(language: str, part: str, kinds: tuple[str, ...], blanks: Mapping[str, object], setting: str = "") -> str:
    """The sentence of the first of `kinds` that the part's template file has, with its blanks filled.

    A `setting` such as `letter` goes first with the sentences it has of its own.

    Raises:
        LookupError: the file has none of them.
    """
    part = _SHARED.get(part, part)
    places = [f"{setting}/{part}", part] if setting and has_template(language, f"{setting}/{part}") else [part]
    for macros in (_macros(language, place) for place in places):
        for kind in kinds:
            macro = getattr(macros, kind, None)
            if macro is not None:
                return str(macro(blanks))
    raise LookupError(f"templates/{language}/{part}.j2 has no sentence for {' or '.join(kinds)}")


@cache
def has_template(language: str, part: str) -> bool:
    """Whether a part has a template file in a language."""
    return (_FOLDER / language / f"{part}.j2").is_file()


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
