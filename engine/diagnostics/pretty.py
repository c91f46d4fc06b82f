"""Diagnostics drawn for a reader: the place, the law it belongs to, the line, and what to try.

```
error[R102 unknown-fact]: unknown fact `samlet_inntkt`
  --> policies/eksempelloven/kapittel-1.policy:14:10
   |  eksempelloven § 4 annet ledd bokstav b
14 |     when samlet_inntkt < 2 * grunnbeløp
   |          ^^^^^^^^^^^^^
   = hint: did you mean `samlet_inntekt`?
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from engine.diagnostics.places import Place, Sources, place_of
from engine.diagnostics.screen import clipped, safe, underlined
from engine.diagnostics.values import Diagnostic, Note, Severity

Paint = Callable[[str, str], str]
"""Text and a style (`error`, `warning`, `note`, `frame`, `bold`) to text."""

_ENGLISH = {"error": "error", "warning": "warning", "note": "note", "hint": "hint"}
_NO_LANGUAGES: Mapping[str, str] = {}
_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;36", "frame": "34", "bold": "1"}


def pretty(
    diagnostics: Iterable[Diagnostic], sources: Sources, colour: bool, languages: Mapping[str, str] = _NO_LANGUAGES
) -> str:
    """Every finding as a few lines with its place drawn, an empty line between them.

    Each is told in the language of its file, where `languages` says one and what it says is known in it; `""` there is
    the language of what is of no file it names.
    """
    paint = _coloured if colour else _plain
    return "\n".join("".join(f"{line}\n" for line in _told(each, sources, paint, languages)) for each in diagnostics)


def _told(diagnostic: Diagnostic, sources: Sources, paint: Paint, languages: Mapping[str, str]) -> Iterator[str]:
    if not languages:
        return _lines(diagnostic, sources, paint, _ENGLISH)
    from engine.diagnostics.translate import LABELS, in_language, language_for, speaks

    wanted = language_for(diagnostic, languages)
    return _lines(in_language(diagnostic, wanted), sources, paint, LABELS[speaks(diagnostic, wanted)])


def _lines(diagnostic: Diagnostic, sources: Sources, paint: Paint, labels: Mapping[str, str]) -> Iterator[str]:
    place = place_of(diagnostic.span, sources)
    placed = [(note, place_of(note.span, sources)) for note in diagnostic.notes]
    margin = max(len(str(each.line)) for each in (place, *(at for _, at in placed), Place("")) if each)
    style = diagnostic.severity.value
    head = paint(f"{labels[style]}[{diagnostic.code} {diagnostic.slug}]", style)
    yield f"{head}{paint(': ' + clipped(diagnostic.message), 'bold')}"
    yield from _drawn(place, diagnostic.law, sources, margin, style, paint)
    yield from (_aside(labels["note"], note.message, margin, paint) for note, at in placed if at is None)
    if diagnostic.hint:
        yield _aside(labels["hint"], diagnostic.hint, margin, paint)
    for note, at in placed:
        if at is not None:
            yield from _note(note, at, sources, margin, paint, labels)


def _note(
    note: Note, place: Place, sources: Sources, margin: int, paint: Paint, labels: Mapping[str, str]
) -> Iterator[str]:
    yield f"{paint(labels['note'], 'note')}: {clipped(note.message)}"
    yield from _drawn(place, "", sources, margin, Severity.NOTE.value, paint)


def _drawn(place: Place | None, law: str, sources: Sources, margin: int, style: str, paint: Paint) -> Iterator[str]:
    bar = paint(" " * margin + " |", "frame")
    if place is not None:
        where = f":{place.line}:{place.column}" if place.line else ""
        yield f"{paint(' ' * margin + '-->', 'frame')} {safe(place.file)}{where}"
    if law:
        yield f"{bar}  {clipped(law)}"
    if place is not None and place.line:
        line = sources[place.file].line(place.line)
        goes_on = place.end_line > place.line
        shown = underlined(line, place.column - 1, len(line) if goes_on else place.end_column - 1)
        yield f"{paint(f'{place.line:>{margin}} |', 'frame')} {shown.text}".rstrip()
        yield f"{bar} {' ' * shown.start}{paint('^' * shown.width + '…' * goes_on, style)}"


def _aside(kind: str, message: str, margin: int, paint: Paint) -> str:
    return f"{paint(' ' * margin + ' =', 'frame')} {paint(kind, 'bold')}: {clipped(message)}"


def _plain(text: str, style: str) -> str:
    return text


def _coloured(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
