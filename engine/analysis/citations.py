"""Whether each address cited is there: the section, the ledd, the sentence, the item.

An address is *found*, *not found*, or *not checkable*: the act is not among the provisions given, or the address is
given for other days than those of the edition. Start reading at `citations` and `look_up`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import frozen

from engine.analysis.index import Index
from engine.analysis.words import address, place
from engine.analysis.written import Cited, cited
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.citations import Citation, natural
from engine.model.provisions import Item, LawDocument, Paragraph, Provisions, Section, in_order_of_law
from engine.source import NOWHERE

NO_SUCH_PROVISION = Code("A701", "no-such-provision", "an address is cited that the act does not have")
REPEALED = Code(
    "A702", "repealed-provision", "an address is cited whose section is repealed or moved", Severity.WARNING
)
NOT_IN_FORCE = Code(
    "A703", "provision-not-in-force", "an address is cited that is adopted and not in force", Severity.NOTE
)
EXPECTS_NO_RULE = Code(
    "A705", "expects-no-rule", "a case expects, or excludes, an address that no rule rests on", Severity.WARNING
)
NOT_CHECKABLE = Code("A704", "citations-not-checked", "addresses are cited that could not be looked up", Severity.NOTE)


@frozen
class Missing:
    """What is not there, in words, and what is nearest."""

    message: str
    hint: str = ""


@frozen
class Found:
    """The section an address lies in, and whether all of the address is in force."""

    section: Section
    in_force: bool = True


def citations(index: Index, provisions: Provisions) -> Iterator[Diagnostic]:
    """What is wrong with the addresses of a policy, and in one line each, which could not be looked up."""
    unknown: list[Cited] = []
    other_days: list[Cited] = []
    for one in cited(index):
        document = provisions.documents.get(one.citation.document)
        if document is None:
            unknown.append(one)
        elif provisions.edition is not None and not one.days.holds(provisions.edition):
            other_days.append(one)
        elif not one.citation.chapter:
            yield from _judged(index, one, document)
        elif not provisions.chapter(document.id, one.citation.chapter):
            yield _not_there(index, one, Missing(f"`{place(one.citation)}` is not there"))
    if unknown:
        yield _not_looked_up(index, unknown, "the provisions given do not have the act")
    if other_days:
        yield _not_looked_up(index, other_days, f"they are given for other days than {provisions.edition}")


def expectations(index: Index) -> Iterator[Diagnostic]:
    """Addresses in cases that cannot be among the grounds of any decision, since no rule rests on them."""
    rests = {basis.citation for rule in index.rules for basis in rule.basis}
    inside = {step for citation in rests for step in _and_above(citation)}
    for example in index.policy.cases:
        for expected in example.expected:
            for citation in (*expected.by, *expected.not_by):
                if citation not in inside and not any(above in rests for above in _and_above(citation)):
                    yield EXPECTS_NO_RULE.at(
                        expected.span if expected.span != NOWHERE else example.span,
                        f"no rule rests on `{place(citation)}`",
                        hint="name the address as the rule does, or a provision that contains it",
                        law=address(index, citation),
                    )


def _and_above(citation: Citation) -> Iterator[Citation]:
    """An address, and each provision it lies in."""
    for length in range(len(citation.path), -1, -1):
        yield Citation(citation.document, citation.section, citation.path[:length])


def look_up(document: LawDocument, citation: Citation) -> Found | Missing:
    """Where an address leads in a document; a bare document is always found."""
    if not citation.section:
        return Found(Section(""), document.in_force is not None)
    section = document.sections.get(citation.section)
    if section is None:
        section = next((one for key, one in document.sections.items() if key.lower() == citation.section.lower()), None)
    if section is None:
        return Missing(f"`§ {_spaced(citation.section)}` is not there", _neighbours(document, citation.section))
    if section.status != "present":
        return Found(section, section.status in ("repealed", "moved"))
    return _inside(document, section, citation)


# Inside a section


def _inside(document: LawDocument, section: Section, citation: Citation) -> Found | Missing:
    here: Section | Paragraph | Item = section
    commenced = document.in_force is not None
    said = f"§ {_spaced(section.key)}"
    for level, value in citation.path:
        next_said = f"{said} {place(Citation('', '', ((level, value),)))}"
        if level == "L":
            found = _paragraph(here, value)
            if found is None:
                return Missing(f"`{next_said}` is not there", _counted(said, section.paragraphs, "ledd"))
            here, commenced = found, commenced and found.in_force
        elif level == "P":
            inner = _only_paragraph(here)
            if inner is None:
                return Missing(f"`{next_said}` does not say which ledd", _counted(said, section.paragraphs, "ledd"))
            if not value.isdigit() or not 1 <= int(value) <= inner.sentences:
                return Missing(f"`{next_said}` is not there", f"`{said}` has {inner.sentences} punktum")
        else:
            items = _items(here)
            item = _item(items, level, value)
            if item is None:
                return Missing(f"`{next_said}` is not there", _listed(said, items))
            here = item
        said = next_said
    return Found(section, commenced)


def _paragraph(here: Section | Paragraph | Item, value: str) -> Paragraph | None:
    if not isinstance(here, Section):
        return None
    return next((one for one in here.paragraphs if str(one.number) == value), None)


def _only_paragraph(here: Section | Paragraph | Item) -> Paragraph | Item | None:
    """What a sentence is counted in; a section has sentences of its own only where it has one ledd."""
    if not isinstance(here, Section):
        return here
    return here.paragraphs[0] if len(here.paragraphs) == 1 else None


def _items(here: Section | Paragraph | Item) -> tuple[Item, ...]:
    if isinstance(here, Section) and len(here.paragraphs) == 1:
        return (*here.paragraphs[0].items, *here.items)
    return here.items


def _item(items: Sequence[Item], level: str, value: str) -> Item | None:
    if level == "s":  # an indent has no marker of its own: they are counted
        indents = [item for item in items if item.label == "-"]
        return indents[int(value) - 1] if value.isdigit() and 1 <= int(value) <= len(indents) else None
    return next((item for item in items if item.label.lower() == value.lower()), None)


# Words


def _judged(index: Index, one: Cited, document: LawDocument) -> Iterator[Diagnostic]:
    found = look_up(document, one.citation)
    law = address(index, one.citation)
    if isinstance(found, Missing):
        yield _not_there(index, one, found)
    elif found.section.status in ("repealed", "moved"):
        yield REPEALED.at(one.span, f"`{place(one.citation)}` is {found.section.status}", law=law, hint=_UNTIL)
    elif not found.in_force:
        yield NOT_IN_FORCE.at(one.span, f"`{place(one.citation)}` is adopted and not in force", law=law)


def _not_there(index: Index, one: Cited, missing: Missing) -> Diagnostic:
    return NO_SUCH_PROVISION.at(one.span, missing.message, hint=missing.hint, law=address(index, one.citation))


_UNTIL = "let the address end with `until`, or the rule with `in force until`"


def _not_looked_up(index: Index, several: list[Cited], reason: str) -> Diagnostic:
    documents = sorted({one.citation.document for one in several})
    shown = ", ".join(documents[:5]) + (f" and {len(documents) - 5} more" if len(documents) > 5 else "")
    times = "1 citation was" if len(several) == 1 else f"{len(several)} citations were"
    first = min(several, key=lambda one: one.span)
    notes = [] if first.span == NOWHERE else [Note(first.span, f"the first of them: {address(index, first.citation)}")]
    return NOT_CHECKABLE.at(NOWHERE, f"{times} not checked: {reason}", hint=f"of {shown}", notes=notes)


def _neighbours(document: LawDocument, section: str) -> str:
    """The sections before and after where it would have stood."""
    keys = in_order_of_law(document.sections)
    at = bisect_left([natural(key) for key in keys], natural(section))
    near = [f"`§ {_spaced(key)}`" for key in keys[max(0, at - 1) : at + 1]]
    return f"nearest: {' and '.join(near)}" if near else "the act has no sections here"


def _counted(said: str, parts: Sequence[object], word: str) -> str:
    return f"`{said}` has {len(parts)} {word}" if parts else f"`{said}` has no {word}"


def _listed(said: str, items: Sequence[Item]) -> str:
    if not items:
        return f"`{said}` has no list"
    return f"the list there goes from {items[0].label} to {items[-1].label}"


def _spaced(section: str) -> str:
    return place(Citation("", section)).removeprefix("§ ")
