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

    `languages` is the language of each file, for `pretty`; the other forms are read by programs, and are in English.

    Raises:
        ValueError: the format is not one of `FORMATS`.
    """
    found = in_order(diagnostics)
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

            return junit(found, sources)
        case _:
            raise ValueError(f"no such format: {format}; one of {', '.join(FORMATS)}")


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity, in words: `2 errors, 1 warning`, or `no findings`.

    >>> summary([])
    'no findings'
    """
    found = in_order(diagnostics)
    counts = [(severity.value, sum(each.severity is severity for each in found)) for severity in Severity]
    return ", ".join(f"{n} {name}{'s' * (n > 1)}" for name, n in counts if n) or "no findings"
