"""A law text as plain data and back, in the form a store keeps it; `docs/reference/law-store.md` describes the form.

What a store holds may have been damaged or written by somebody else, so reading it checks the shape of all it takes.
Start reading at `to_data` and `from_data`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from engine.law.text import Aside, Block, Chapter, Items, ItemText, LawText, Paragraph, Passage, Section, Words

LAYOUT = 1
"""Raised whenever the data below changes shape."""

T = TypeVar("T")


class WrongShape(ValueError):
    """The data is not a law text in this layout."""


def to_data(law: LawText) -> dict[str, Any]:
    """A text as maps, lists, texts and numbers."""
    return {
        "layout": LAYOUT,
        "id": law.id,
        "title": law.title,
        "short_title": law.short_title,
        "kind": law.kind,
        "language": law.language,
        "in_force": [day.isoformat() for day in law.in_force],
        "in_force_words": law.in_force_words,
        "last_change": _iso(law.last_change),
        "not_before": _iso(law.not_before),
        "edition": _iso(law.edition),
        "file": law.file,
        "sha256": law.sha256,
        "chapters": [_chapter(chapter) for chapter in law.chapters],
        "sections": {key: _section(section) for key, section in law.sections.items()},
    }


def from_data(data: Any) -> LawText:
    """The text that `to_data` made data of.

    Raises:
        WrongShape: the data is something else.
    """
    try:
        if data["layout"] != LAYOUT:
            raise WrongShape(f"layout {data['layout']!r} is not {LAYOUT}")
        return _law(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongShape(f"{type(error).__name__}: {error}") from None


# To data


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return _without_empty(
        name=chapter.name,
        heading=chapter.heading,
        depth=chapter.depth,
        within=chapter.within,
        paragraphs=[_paragraph(each) for each in chapter.paragraphs],
        notes=list(chapter.notes),
        footnotes=list(chapter.footnotes),
    )


def _section(section: Section) -> dict[str, Any]:
    return _without_empty(
        number=section.number,
        heading=section.heading,
        chapter=section.chapter,
        status=section.status,
        ledd=[_paragraph(each) for each in section.paragraphs],
        outside=_passage(section.outside),
        notes=list(section.notes),
        footnotes=list(section.footnotes),
        repealed=_iso(section.repealed),
        pending=section.pending,
        article=not section.is_section,
    )


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    own = _without_empty(numerator=paragraph.numerator, not_commenced=not paragraph.in_force)
    return {"sha256": paragraph.hash, **own, **_passage(paragraph)}


def _passage(passage: Passage) -> dict[str, Any]:
    return _without_empty(
        blocks=[_block(block) for block in passage.blocks],
        sentences=list(passage.hashes),
        not_in_force=list(passage.not_in_force),
    )


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Words):
        return {"sentence": block.sentence, "words": block.text}
    if isinstance(block, Aside):
        return {"kind": block.kind, "words": block.text, "sha256": block.hash}
    return {"sentence": block.sentence, "list": [{"label": item.label, **_passage(item)} for item in block.items]}


def _without_empty(**entries: Any) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if value}


# From data


def _law(data: dict[str, Any]) -> LawText:
    sections = {_text(key): _to_section(_text(key), each) for key, each in data["sections"].items()}
    chapters = _each(_to_chapter, data["chapters"])
    if any(section.chapter >= len(chapters) for section in sections.values()):
        raise WrongShape("a section of a chapter that is not there")
    if any(chapter.within >= max(place, 1) for place, chapter in enumerate(chapters)):
        raise WrongShape("a chapter within one that is not before it")
    return LawText(
        _text(data["id"]),
        _text(data["title"]),
        _text(data["short_title"]),
        _text(data["kind"]),
        _text(data["language"]),
        tuple(date.fromisoformat(day) for day in data["in_force"]),
        _text(data["in_force_words"]),
        _day(data["last_change"]),
        _day(data["not_before"]),
        _day(data["edition"]),
        _text(data["file"]),
        _text(data["sha256"]),
        sections,
        chapters,
    )


def _to_chapter(data: dict[str, Any]) -> Chapter:
    return Chapter(
        _text(data.get("name", "")),
        _text(data.get("heading", "")),
        _number(data.get("depth", 0)),
        _number(data.get("within", 0)),
        _each(lambda each: _to_paragraph(each, 0), data.get("paragraphs", ())),
        _texts(data.get("notes", ())),
        _texts(data.get("footnotes", ())),
    )


def _to_section(key: str, data: dict[str, Any]) -> Section:
    ledd = enumerate(data.get("ledd", ()), start=1)
    return Section(
        key,
        _text(data["number"]),
        _text(data.get("heading", "")),
        _number(data.get("chapter", 0)),
        _text(data["status"]),
        tuple(_to_paragraph(each, number) for number, each in ledd),
        Passage(*_to_passage(data.get("outside", {}))),
        _texts(data.get("notes", ())),
        _texts(data.get("footnotes", ())),
        _day(data.get("repealed")),
        bool(data.get("pending")),
        not data.get("article"),
    )


def _to_paragraph(data: dict[str, Any], number: int) -> Paragraph:
    return Paragraph(
        *_to_passage(data),
        number=number,
        hash=_text(data["sha256"]),
        numerator=_text(data.get("numerator", "")),
        in_force=not data.get("not_commenced"),
    )


def _to_passage(data: dict[str, Any]) -> tuple[tuple[Block, ...], tuple[str, ...], tuple[int, ...]]:
    blocks = _each(_to_block, data.get("blocks", ()))
    return blocks, _texts(data.get("sentences", ())), _each(_number, data.get("not_in_force", ()))


def _to_block(data: dict[str, Any]) -> Block:
    if "list" in data:
        return Items(_number(data["sentence"]), _each(_to_item, data["list"]))
    if "kind" in data:
        return Aside(_text(data["kind"]), _text(data["words"]), _text(data["sha256"]))
    return Words(_number(data["sentence"]), _text(data["words"]))


def _to_item(data: dict[str, Any]) -> ItemText:
    return ItemText(*_to_passage(data), label=_text(data["label"]))


def _each(make: Callable[[Any], T], values: Iterable[Any]) -> tuple[T, ...]:
    return tuple(make(value) for value in values)


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _text(value: Any) -> str:
    if value.__class__ is not str:
        raise WrongShape(f"{value!r} is not a text")
    return str(value)


def _number(value: Any) -> int:
    if value.__class__ is not int or value < 0:
        raise WrongShape(f"{value!r} is not a number")
    return int(value)


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)
