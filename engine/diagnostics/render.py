"""The one renderer: diagnostics to text in every form a surface offers.

`pretty` is for a person, `compact` for an editor, `json` is our own stable form, `sarif`, `github` and `junit` are
other people's. Each form lives in its own module; none reads the clock, the environment or the terminal, so whether
to colour is an argument. Start reading at `render`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.diagnostics.places import Sources
from engine.diagnostics.values import Diagnostic, Severity, in_order

FORMATS = ("pretty", "compact", "json", "sarif", "github", "junit")


def render(
    diagnostics: Iterable[Diagnostic],
    sources: Sources,
    format: str = "pretty",
    colour: bool = False,
    languages: Mapping[str, str] | None = None,
) -> str:
    """The diagnostics in order, in one of `FORMATS`; only `pretty` has colours.

    `languages` is the language of each file, and under `""` of everything else; without any, all is in English.
    Codes, slugs and severities are the same in all of them, but for the first word of `pretty`.

    Raises:
        ValueError: the format is not one of `FORMATS`.
    """
    found = in_order(diagnostics)
    if languages and format not in ("pretty", "junit"):
        from engine.diagnostics.translate import in_language, language_for

        found = [in_language(each, language_for(each, languages)) for each in found]
    match format:
        case "pretty":
            from engine.diagnostics.pretty import pretty

            return pretty(found, sources, colour, languages or {})
        case "compact":
            from engine.diagnostics.lines import compact

            return compact(found, sources)
        case "json":
            from engine.diagnostics.data import json_text

            return json_text(found, sources)
        case "sarif":
            from engine.diagnostics.sarif import sarif

            return sarif(found, sources)
        case "github":
            from engine.diagnostics.lines import github

            return github(found, sources)
        case "junit":
            from engine.diagnostics.junit import junit

            return junit(found, sources, languages or {})
        case _:
            raise ValueError(f"no such format: {format}; one of {', '.join(FORMATS)}")


def summary(diagnostics: Iterable[Diagnostic], files: int, language: str = "en") -> str:
    """How many there are of each severity in how many files, in words.

    >>> summary([], 2)
    'no findings in 2 files'
    >>> summary([], 1, "nn")
    'ingen funn i 1 fil'
    """
    words = _COUNTED[language]
    found = in_order(diagnostics)
    counts = [(severity.value, sum(each.severity is severity for each in found)) for severity in Severity]
    said = ", ".join(f"{n} {words[name][n > 1]}" for name, n in counts if n) or words["none"][0]
    return f"{said} {words['in'][0]} {files} {words['file'][files != 1]}"


_COUNTED = {
    "en": {
        "error": ("error", "errors"),
        "warning": ("warning", "warnings"),
        "note": ("note", "notes"),
        "none": ("no findings",),
        "in": ("in",),
        "file": ("file", "files"),
    },
    "nb": {
        "error": ("feil", "feil"),
        "warning": ("advarsel", "advarsler"),
        "note": ("merknad", "merknader"),
        "none": ("ingen funn",),
        "in": ("i",),
        "file": ("fil", "filer"),
    },
    "nn": {
        "error": ("feil", "feil"),
        "warning": ("åtvaring", "åtvaringar"),
        "note": ("merknad", "merknader"),
        "none": ("ingen funn",),
        "in": ("i",),
        "file": ("fil", "filer"),
    },
}
"""One and several of what is counted."""
