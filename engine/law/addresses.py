"""An address as a person writes it, read by the grammar of rule files.

Rule files write `sosialtjenesteloven § 20 a ledd 1`; `§ 20 a første ledd tredje punktum`, `§ 20 a (1) 3. pkt.` and
the internal `§ 20a L1 P3` are first put in that form. The act may be called by any name it is known by.
Start reading at `read_address`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from engine.diagnostics import did_you_mean
from engine.model.citations import Citation
from engine.syntax.spoken import written_places

_DOCUMENT = re.compile(r"(?:LOV|FOR)-\d{4}-\d{2}-\d{2}(?:-\d+)?", re.IGNORECASE)
_REFERENCE = re.compile(r"(lov|forskrift)/(\d{4}-\d{2}-\d{2}(?:-\d+)?)/?")
_INSIDE = re.compile(r"(?:§|\bkapittel\b|\bkap\b\.?|\bchapter\b)", re.IGNORECASE)
_HINT = "write it as in rule files: `sosialtjenesteloven § 20 a ledd 1 punktum 3`"


@frozen
class NoAddress:
    """Why a text is no address, and what to try."""

    message: str
    hint: str = ""


def read_address(text: str, names: Mapping[str, str]) -> Citation | NoAddress:
    """The address a text is. `names` gives the number of each act by the names it is known by, folded by `fold`."""
    words = " ".join(text.split())
    inside = _INSIDE.search(words)
    act = words[: inside.start()].strip(" ,") if inside is not None else words
    rest = words[inside.start() :] if inside is not None else ""
    document = _document(act, names)
    if isinstance(document, NoAddress):
        return document
    if not rest:
        return Citation(document)
    return _inside(document, rest)


def fold(name: str) -> str:
    """A name without what readers do not count: capitals, spaces, hyphens.

    >>> fold("Helse- og omsorgstjenesteloven")
    'helse_og_omsorgstjenesteloven'
    """
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def names_in(title: str, short_title: str) -> Iterator[str]:
    """The names a document goes by: its title, the short one, and what it is called in brackets after it.

    >>> list(names_in("Lov om eksempler (eksempelloven)", "Eksempelloven – ekl"))
    ['Lov om eksempler (eksempelloven)', 'eksempelloven', 'Eksempelloven', 'ekl']
    """
    yield title
    yield from re.findall(r"[(\[]([^()\[\]]+)[)\]]", title)
    yield from (part.strip() for part in re.split(r"\s[–—-]\s", short_title) if part.strip())


def _document(act: str, names: Mapping[str, str]) -> str | NoAddress:
    if not act:
        return NoAddress("the address does not say of which act", _HINT)
    if _DOCUMENT.fullmatch(act):
        return act.upper()
    if reference := _REFERENCE.fullmatch(act):
        return f"{'LOV' if reference[1] == 'lov' else 'FOR'}-{reference[2]}"
    found = names.get(fold(act))
    if found is not None:
        return found
    hint = did_you_mean(fold(act), names.keys()) or "name it as rule files do, or by its number: LOV-2009-12-18-131"
    return NoAddress(f"no act is known as `{act}`", hint)


def _inside(document: str, rest: str) -> Citation | NoAddress:
    """The part of an address inside its act, read as the address of an item in a rule file.

    The number of the section is read here: some acts have numbers (`§ 9A-1`) that no rule file cites.
    """
    from engine.source import SourceText
    from engine.syntax import parse
    from engine.syntax.nodes import Address

    section = _SECTION.match(rest)
    within = f"§ 1{rest[section.end() :]}" if section is not None else rest
    written = _written(within.replace("--", "- -"))  # which would begin a comment
    tree, found = parse(SourceText("<address>", f"language en\ndefines {_ACT} {written}\n"))
    addresses = [address for item in tree.items if item.kind == "status" for address in item.get("addresses")]
    if found or len(addresses) != 1 or not isinstance(addresses[0], Address):
        return NoAddress(f"`{rest}` is not an address", _HINT)
    key = section[1].replace(" ", "").lower() if section is not None else ""
    return Citation(document, key, addresses[0].places, addresses[0].chapter)


_SECTION = re.compile(r"§ ?(\d+(?: ?[A-ZÆØÅ](?!\w))?(?:-\d+)?(?: ?[A-Za-zæøå](?![\w)]))?)")
_ACT = "the_act_named_before"


def _written(rest: str) -> str:
    """The address as rule files write it."""
    words = written_places(rest).replace(",", " ").split()
    return " ".join(_with_levels(words)) if words[:1] == ["§"] else " ".join(words)


def _with_levels(words: list[str]) -> Iterator[str]:
    """A number or a letter that stands alone is that of an item: `§ 1 ledd 2 b` is `§ 1 ledd 2 bokstav b`."""
    before = "§"
    for word in words:
        if before not in _LEVELS and word.isdecimal():
            yield "nr"
        elif before not in _LEVELS and len(word) == 1 and word.isalpha():
            yield "bokstav"
        yield word
        before = word


_LEVELS = ("§", "ledd", "punktum", "nr", "bokstav", "strekpunkt")
