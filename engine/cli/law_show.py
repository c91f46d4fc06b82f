"""`hjemmel law show`: the words at an address, of which day they are, whether they are in force, and their hash."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from engine.cli.laws import format_option, opened_store, reading_store, source_names, store_option
from engine.cli.screen import answer, finish, stop, talk
from engine.law.text import ATTRIBUTION

if TYPE_CHECKING:
    from engine.law.quote import Quote
    from engine.law.text import LawText, Passage, Section
    from engine.model.citations import Citation
    from engine.store.law_store import LawStore

WIDTH = 100
_STATUSES = {
    "repealed": "repealed",
    "moved": "moved",
    "adopted_not_in_force": "adopted, not in force: only its heading is printed",
    "not_in_force": "adopted, not in force",
}


@click.command("show")
@click.argument("address", nargs=-1, required=True, metavar="ADDRESS")
@click.option("--sentences", is_flag=True, help="Each sentence on its own, with its address and hash.")
@store_option
@format_option
def command(address: tuple[str, ...], sentences: bool, folder: str | None, format: str) -> None:
    """Print the words at an address.

    ADDRESS is written as in rule files (sosialtjenesteloven § 20 a ledd 1 punktum 3) or as jurists do (§ 20 a første
    ledd tredje punktum). Exits 1 when the act has no such provision, and 2 when the act is not in the store.
    """
    with reading_store():
        store = opened_store(folder)
        citation = _citation(" ".join(address), store)
        law = store.laws.get(citation.document)
        if law is None:
            stop(f"`{citation.document}` is not in the store {store.folder}; `hjemmel law import` it")
        found = _quoted(law, citation)
    draw = _as_json if format == "json" else _as_sentences if sentences else _as_text
    answer(draw(found))


def _citation(written: str, store: LawStore) -> Citation:
    """The address that was written; names of acts are looked for among the policies only when nobody else knows one."""
    from engine.law.addresses import NoAddress, read_address

    found = read_address(written, _names(store))
    if isinstance(found, NoAddress):
        found = read_address(written, _names(store) | source_names())
    if isinstance(found, NoAddress):
        stop(found.message + (f"; {found.hint}" if found.hint else ""))
    return found


def _names(store: LawStore) -> dict[str, str]:
    """What acts are called: by their own titles, and commonly, which counts most."""
    from engine.law.addresses import fold, names_in
    from engine.resolve.structure import short_names

    names: dict[str, str] = {}
    for entry in store.entries.values():
        for name in names_in(entry.title, entry.short_title):
            names.setdefault(fold(name), entry.id)
    return names | {fold(name): document for name, document in short_names().items()}


def _quoted(law: LawText, citation: Citation) -> Quote:
    """The words, or the end of the command with what is there instead."""
    from engine.law.quote import quote

    found = quote(law, citation)
    if found is None:
        talk(f"hjemmel: {_what_is_missing(law, citation)}")
        finish(1)
    return found


def _what_is_missing(law: LawText, citation: Citation) -> str:
    from engine.analysis.citations import Missing, look_up
    from engine.law.structure import document_of

    missing = look_up(document_of(law), citation)
    if isinstance(missing, Missing):
        return missing.message + (f"; {missing.hint}" if missing.hint else "")
    return f"{law.id} has no chapter {citation.chapter}"


# Text


def _as_text(found: Quote) -> str:
    """The words laid out as printed, with headings above and what is to be known of them below."""
    lines = [found.law.short_title or found.law.title]
    if found.citation.section:
        lines += [*_heading(found.sections[0]), *_place_below(found), ""]
        lines += _words(found)
    else:
        lines += _chapters(found)
    lines += ["", _facts(found), ATTRIBUTION]
    return "\n".join(lines)


def _chapters(found: Quote) -> Iterator[str]:
    """A chapter, or the whole act: each section under its heading."""
    law = found.law
    inside = {section.key for section in found.sections}
    for place, chapter in enumerate(law.chapters):
        sections = [section for section in law.sections_in(place) if section.key in inside]
        if not sections and not (chapter.paragraphs and not found.citation.chapter):
            continue
        yield ""
        yield chapter.heading
        for paragraph in chapter.paragraphs:
            yield from _laid_out(paragraph)
        for section in sections:
            yield ""
            yield from _heading(section)
            for passage in (*section.paragraphs, section.outside):
                yield from _laid_out(passage)


def _heading(section: Section) -> Iterator[str]:
    yield f"{section.number}. {section.heading}" if section.heading else section.number
    if section.status in _STATUSES:
        yield f"[{_STATUSES[section.status]}]"


def _place_below(found: Quote) -> Iterator[str]:
    from engine.analysis.words import place

    if found.citation.path:
        yield place(found.citation).partition(f"§ {_spaced(found)} ")[2]


def _spaced(found: Quote) -> str:
    from engine.analysis.words import place
    from engine.model.citations import Citation

    return place(Citation("", found.citation.section)).removeprefix("§ ")


def _words(found: Quote) -> Iterator[str]:
    for _, passage in found.passages:
        yield from _laid_out(passage)
    if not found.citation.path:
        for note in found.sections[0].notes:
            yield ""
            yield from textwrap.wrap(note, WIDTH)


def _laid_out(passage: Passage) -> Iterator[str]:
    from engine.law.layout import printed
    from engine.law.text import Paragraph

    if isinstance(passage, Paragraph) and not passage.in_force:
        yield "[adopted, not in force:]"
    for line in printed(passage):
        margin = "    " * line.depth
        first = f"{margin}{line.marker} " if line.marker else margin
        yield from textwrap.wrap(
            line.words, WIDTH, initial_indent=first, subsequent_indent=margin + " " * (len(first) - len(margin))
        ) or [first.rstrip()]


def _as_sentences(found: Quote) -> str:
    from engine.analysis.words import place

    lines = []
    for unit in found.units:
        kind = "" if unit.kind == "sentence" else f" ({unit.kind})"
        state = "" if unit.in_force else " (adopted, not in force)"
        lines += [f"{place(unit.citation)}{kind}{state}\n  sha256 {unit.hash}", f"  {unit.text}"]
    return "\n".join([*lines, "", _facts(found), ATTRIBUTION])


def _facts(found: Quote) -> str:
    """Which text it is, whether it is in force, and the hash of the words."""
    return f"{_edition(found.law)} · {_state(found)}\nsha256 {found.hash}"


def _edition(law: LawText) -> str:
    as_adopted = " as adopted" if law.kind == "promulgated" else ""
    if law.edition is not None:
        return f"edition {law.edition}{as_adopted}"
    return f"edition not said, not before {law.not_before}{as_adopted}" if law.not_before else "edition not said"


def _state(found: Quote) -> str:
    if found.in_force:
        return f"in force since {min(found.law.in_force)}" if not found.citation.section else "in force"
    section = found.sections[0] if found.citation.section else None
    if section is not None and section.status in _STATUSES:
        return _STATUSES[section.status]
    if not found.law.is_commenced:
        return f"not in force ({found.law.in_force_words.rstrip('.') or 'no date given'})"
    return "adopted, not in force"


# JSON


def _as_json(found: Quote) -> str:
    from engine.analysis.words import place

    law = found.law
    data = {
        "citation": str(found.citation),
        "written": place(found.citation),
        "act": {"id": law.id, "title": law.title, "short_title": law.short_title, "kind": law.kind},
        "edition": law.edition.isoformat() if law.edition else None,
        "not_before": law.not_before.isoformat() if law.not_before else None,
        "in_force": found.in_force,
        "state": _state(found),
        "file_sha256": law.sha256,
        "sha256": found.hash,
        "text": found.text,
        "sections": [
            {
                "key": section.key,
                "number": section.number,
                "heading": section.heading,
                "status": section.status,
                "notes": list(section.notes),
                "footnotes": list(section.footnotes),
            }
            for section in found.sections
        ],
        "sentences": [
            {
                "citation": str(unit.citation),
                "written": place(unit.citation),
                "kind": unit.kind,
                "text": unit.text,
                "sha256": unit.hash,
                "in_force": unit.in_force,
            }
            for unit in found.units
        ],
        "attribution": ATTRIBUTION,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
