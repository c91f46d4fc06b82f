"""What an author may be about to write: words of the grammar, names of the right kind, provisions, whole skeletons.

Words are offered where the grammar allows them, in the language of the file. Start reading at `candidates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import frozen

from engine.authoring.references import Texts
from engine.authoring.skeletons import Skeleton, item_skeletons, phrase_skeletons
from engine.authoring.uses import KINDS, Target, Where
from engine.syntax.expected import Expected, expected_after
from engine.syntax.tables import ITEM_CONCEPTS, keywords, reserved, spelled


@frozen
class Candidate:
    """Something to write from `start` (an offset) to the cursor. `text` may be a skeleton with places to fill in.

    `group` is the order kinds come in; `target` what a name means.
    """

    label: str
    text: str
    start: int
    kind: str
    detail: str = ""
    group: int = 5
    is_skeleton: bool = False
    target: Target | None = None


Sections = Callable[[str], list[tuple[str, str]]]
"""The sections of the act a source's name means, as written, each with its heading."""


def candidates(texts: Texts, name: str, offset: int, sections: Sections) -> list[Candidate]:
    """What can be written at an offset of a file, best first."""
    sheet = texts.sheets[name]
    number = sheet.number_at(offset)
    if number is None:
        return list(_beginning(sheet.source.text[:offset], sheet.language))
    begin, piece = sheet.placed[number]
    before = piece.text[: offset - begin]
    if _in_remark_or_text(before):
        return []
    where = texts.where(name, number)
    found = [
        *_items(before, begin, piece.language),
        *_in_item(texts, before, begin, piece.language, where, sections),
    ]
    unique = {(each.label, each.kind): each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: (each.group, each.label))


def _beginning(before: str, language: str) -> Iterator[Candidate]:
    """Above the first item: the language of the file, then items."""
    word = re.search(r"\w*$", before)
    start = word.start() if word is not None else len(before)
    if not re.sub(r"--[^\n]*", "", before[:start]).strip():
        for code, keyword in keywords()["LANGUAGE"].items():
            yield Candidate(f"{keyword} {code}", f"{keyword} {code}", start, "keyword", group=0)
    else:
        yield from _items(before, 0, language)


def _in_remark_or_text(before: str) -> bool:
    line = before[before.rfind("\n") + 1 :]
    outside = re.sub(r'"[^"]*"', "", line)
    return '"' in outside or "--" in outside


def _items(before: str, begin: int, language: str) -> Iterator[Candidate]:
    """An item may begin wherever nothing stands before it on its line."""
    line = before.rfind("\n") + 1
    written = before[line:].lstrip()
    start = begin + len(before) - len(written)
    if re.fullmatch(r"[\w ]*", written) is None:
        return
    for concept in ITEM_CONCEPTS:
        word = spelled(language)[concept]
        if word.startswith(written):
            yield Candidate(word, word, start, "item", group=6)
    yield from (_skeleton(each, start, 7) for each in item_skeletons(language) if each.label.startswith(written))


def _skeleton(each: Skeleton, start: int, group: int) -> Candidate:
    return Candidate(each.label, each.text, start, "skeleton", each.detail, group, is_skeleton=True)


def _in_item(
    texts: Texts, before: str, begin: int, language: str, where: Where, sections: Sections
) -> Iterator[Candidate]:
    starts = _starts(before)
    readable = False
    for start in starts:
        written = before[start:]
        expected = expected_after(before[:start], language)
        if expected is None:
            continue
        readable = True
        yield from _words(expected, written, begin + start, language)
        if " " not in written:
            yield from _names(texts, expected, written, begin + start, where)
            yield from _addresses(expected, written, begin + start, where, sections)
            if "NB" in expected.next and "nb".startswith(written):
                yield from (_skeleton(each, begin + start, 4) for each in phrase_skeletons(language))
        elif written.startswith("§") and not re.search(r"\w $", written):
            yield from _addresses(expected, written, begin + start, where, sections)
    if not readable:  # something further up in the item is wrong: every name can still be meant
        unknown = Expected((("WHEN", ""),), frozenset(("NAME",)))
        yield from _names(texts, unknown, before[starts[0] :], begin + starts[0], where)


def _starts(before: str) -> list[int]:
    """Where what is being written may begin: the last word, or a few words back, for words of several words."""
    line = before.rfind("\n") + 1
    section = re.search(r"§[ \w-]*$", before)
    words = [match.start() for match in re.finditer(r"[^\W\d]\w*|,", before[line:])]
    last = re.search(r"\w*$", before)
    assert last is not None
    if section is not None:
        return [section.start(), last.start()] if " " in section.group().lstrip("§ ") else [section.start()]
    return [last.start(), *(line + at for at in reversed(words[-4:]) if line + at < last.start())]


def _words(expected: Expected, written: str, start: int, language: str) -> Iterator[Candidate]:
    for concept in sorted(expected.next & keywords().keys()):
        for spelling in keywords()[concept][language].lstrip(",").split("|"):
            if spelling.startswith(written) and spelling != written:
                yield Candidate(spelling, spelling, start, "keyword", group=3)


# Names

_GOVERNING = frozenset(
    (
        *("USES", "REPLACES", "SUPPOSE", "BASIS", "UNDER", "ASKS", "AFFECTS", "DUE_BEFORE", "GIVEN", "EXPECT"),
        *("TO", "HELD_BY", "BY", "NOT_BY", "WHEN", "IS", "ONE_OF", "RULES_OF", "EXCEPT"),
    )
)
_NEW_NAME = frozenset((*ITEM_CONCEPTS, "ANY", "EVERY", "FOR_EACH", "FORMERLY", "HELD_BY", "ONE_OF")) - {"USES", "PART"}
_ROLE_AFTER = {
    "USES": "source",
    "REPLACES": "source",
    "SUPPOSE": "source",
    "DECIDED_AS": "decision_kind",
    "MOVED_TO_NEXT": "calendar",
    "AUTHORITY": "entity",
    "LEFT_TO": "entity",
    "PRECEDES": "rule",
    "PER": "unit",
    "BY": "entity",
    "ASKS": "concluded",
    "AFFECTS": "concluded",
    "DUE_BEFORE": "concluded",
    "HAS": "right",
    "MUST": "action",
    "MAY": "action",
    "MUST_NOT": "action",
    "SHOULD": "action",
    "GIVEN": "given",
    "EXPECT": "concluded",
    "OF": "owner",
    "MUST_CONSIDER": "given",
    "MAY_CONSIDER": "given",
    "MUST_NOT_CONSIDER": "given",
}
_OFFERED = {
    **KINDS,
    "owner": KINDS["entity"],
    "right": frozenset(("right", "term")),
    "action": frozenset(("action", "duty", "power", "prohibition", "guidance")),
    "given": frozenset(("fact", "discretion", "list", "power")),
    "concluded": KINDS["term"] - {"fact", "discretion"},
    "about": (KINDS["term"] - {"fact", "discretion"}) | KINDS["entity"],
}


def _names(texts: Texts, expected: Expected, written: str, start: int, where: Where) -> Iterator[Candidate]:
    if "NAME" not in expected.next or not expected.words:
        return
    role, of = _role(expected)
    if role == "new":
        return
    if role in ("source", "address"):
        for source in sorted(texts.directory.names.own):
            if source.startswith(written):
                yield Candidate(source, source, start, "source", group=2, target=Target("source", source, source))
        return
    if role == "of_source":
        for entry in texts.directory.names.own.get(of, {}).values():
            if entry.kind in _OFFERED["readable"] | KINDS["target"] and entry.name.startswith(written):
                target = Target(entry.kind, entry.name, entry.source)
                yield Candidate(entry.name, entry.name, start, entry.kind, entry.kind, 1, target=target)
        return
    yield from _choices_and_readings(texts, role, of, written, start, where)
    if role in ("choice", "reading"):
        return
    for entry in texts.directory.visible(where):
        if entry.kind in _OFFERED[role] and entry.name.startswith(written) and entry.name not in reserved():
            target = Target(entry.kind, entry.name, entry.source)
            detail = entry.kind.replace("_", " ") + ("" if entry.source == where.source else f" ({entry.source})")
            group = 1 if entry.source == where.source else 2
            yield Candidate(entry.name, entry.name, start, entry.kind, detail, group, target=target)
    for variable in sorted(_variables(expected)):
        if role == "owner" and variable.startswith(written):
            yield Candidate(variable, variable, start, "variable", group=0)


def _choices_and_readings(
    texts: Texts, role: str, of: str, written: str, start: int, where: Where
) -> Iterator[Candidate]:
    if not of:
        return
    entry = texts.directory.entry(of, KINDS["interpretation"] if role == "reading" else KINDS["term"], where)
    item = entry.item if entry is not None else None
    if entry is None or item is None:
        return
    if role == "reading":
        words = [clause.parts[0].text for clause in item.all("reading")]
    else:
        words = [choice.text for choice in item.get("type").choices] if item.get("type") is not None else []
    kind = "reading" if role == "reading" else "choice"
    for word in words:
        if word.startswith(written):
            yield Candidate(word, word, start, kind, of, 0, target=Target(kind, word, entry.source, entry.name))


def _role(expected: Expected) -> tuple[str, str]:
    """What kind of name comes next, from the words before it, and the term or interpretation it belongs to."""
    kinds = [kind for kind, _ in expected.words]
    last, first = kinds[-1], kinds[0]
    if last == "COMMA":
        last = next((kind for kind in reversed(kinds) if kind in _GOVERNING), "")
    name = next((text for kind, text in reversed(expected.words) if kind == "NAME"), "")
    before = kinds[-2] if len(kinds) > 1 else ""
    if last == "DOT":
        return "of_source", name
    if last == "PART":
        return ("new", "") if len(kinds) == 1 else ("part", "")
    if last == "READING":
        return ("new", "") if first == "INTERPRETATION" else ("reading", name)
    if last in _NEW_NAME or (last == "LPAR" and before == "NUMBER_OF"):
        return "new", ""
    if last == "UNDER":
        return ("source", "") if first == "REGULATION" else ("interpretation", "")
    if last == "BASIS":
        return "address", ""
    if last in ("SINCE", "UNTIL", "COLON") and first in ("FACT", "TERM", "AMOUNT", "DISCRETION", "PARAMETER", "TABLE"):
        return "unit", ""
    if last == "COLON":
        return "choice", name
    if last == "TO" and first == "EXCEPTION" and "BASIS" not in kinds:
        return "target", ""
    if last == "IN" and len(kinds) > 2 and kinds[-3] in ("ANY", "EVERY", "FOR_EACH", "LPAR"):
        return "list", ""
    if last in ("IS", "IS_NOT"):
        return "readable", name
    if last == "NUMBER":
        return "unit", ""
    if first in _RULES and last not in _ROLE_AFTER and not _CONCLUDING.intersection(kinds):
        return "about", ""
    return _ROLE_AFTER.get(last, "readable"), ""


_RULES = ("RULE", "EXCEPTION", "PRESUMPTION")
_CONCLUDING = frozenset(
    (
        *("IS", "IS_AT_MOST", "IS_AT_LEAST", "HAS", "HOLDS", "MUST", "MAY", "MUST_NOT", "SHOULD", "READ_ON"),
        *("WHEN", "UNLESS"),
    )
)


def _variables(expected: Expected) -> set[str]:
    words = expected.words
    opened = [at for at, (kind, _) in enumerate(words) if kind in ("ANY", "EVERY", "FOR_EACH", "NUMBER_OF")]
    after = [next((text for kind, text in words[at + 1 : at + 3] if kind == "NAME"), "") for at in opened]
    return {text for text in after if text}


# Addresses


def _addresses(expected: Expected, written: str, start: int, where: Where, sections: Sections) -> Iterator[Candidate]:
    if "SECTION" in expected.next:
        source = expected.words[-1][1] if expected.words and expected.words[-1][0] == "NAME" else where.source
        for section, heading in sections(source):
            if section.replace(" ", "").startswith(written.replace(" ", "")):
                yield Candidate(section, section, start, "section", heading, 1)
    if "PLACE" in expected.next and "§" not in written:
        for place in ("ledd 1", "punktum 1", "bokstav a", "nr 1"):
            if place.startswith(written):
                yield Candidate(place, place, start, "place", group=2)
