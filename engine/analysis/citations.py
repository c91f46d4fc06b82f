"""Whether each address cited is there: the section, the ledd, the sentence, the item.

An address is *found*, *not found*, or *not checkable*: the act is not among the provisions given, the address is given
for other days than those of the text, or the act is there only as it was adopted and what is looked for may have come
since. Start reading at `citations`, `verdict_of` and `look_up`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from engine.analysis.index import Index
from engine.analysis.words import address, place
from engine.analysis.written import Cited, cited
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.citations import Citation, natural
from engine.model.places import Reached, counted_here, items_here, locate
from engine.model.provisions import Item, LawDocument, Provisions, Section, in_order_of_law, section_at
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


_ACTS = ("LOV-", "FOR-")
FOUND, NOT_FOUND, NOT_LOOKED_UP = "found", "not_found", "not_checkable"


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


@frozen
class Verdict:
    """What is to be said of one citation: `found`, `not_found`, or `not_checkable` and why.

    `state` is `repealed`, `moved` or `not_in_force` for an address that is found and no law today; `text` the document
    it was looked up in, where there was one of its days.
    """

    cited: Cited
    kind: str
    reason: str = ""
    hint: str = ""
    state: str = ""
    text: LawDocument | None = None


def citations(index: Index, provisions: Provisions) -> Iterator[Diagnostic]:
    """What is wrong with the addresses of a policy, and in one line each, which could not be looked up."""
    open_questions: dict[str, list[Cited]] = {}
    for verdict in verdicts(index, provisions):
        if verdict.kind == NOT_LOOKED_UP:
            open_questions.setdefault(verdict.reason, []).append(verdict.cited)
        else:
            yield from _said(index, verdict)
    for reason, several in open_questions.items():
        yield _not_looked_up(index, several, reason)


def verdicts(index: Index, provisions: Provisions) -> Iterator[Verdict]:
    """Every citation of a policy, looked up in the text that is of its days."""
    return (verdict_of(one, provisions) for one in cited(index))


def verdict_of(one: Cited, provisions: Provisions) -> Verdict:
    """One citation looked up. The newest text decides where it is of the days the address is given for."""
    current = provisions.documents.get(one.citation.document)
    if current is None and not one.citation.document.startswith(_ACTS):
        return Verdict(one, NOT_LOOKED_UP, "they are of circulars or local rules, which are no acts")
    if current is None:
        return Verdict(one, NOT_LOOKED_UP, "the provisions given do not have the act")
    doubtful = _may_be_of_other_days(current, provisions.edition, one)
    if speaks_of(current, provisions.edition, one):
        verdict = _judged(one, current)
        if verdict.kind != NOT_FOUND or not doubtful:
            return verdict
    for other in provisions.others.get(one.citation.document, ()):
        if speaks_of(other, None, one):
            verdict = _judged(one, other)
            if verdict.kind == FOUND:
                return verdict
    day = current.edition or provisions.edition or current.not_before
    if doubtful:
        return Verdict(
            one, NOT_LOOKED_UP, f"they may be of other days than the text, which says only: not before {day}"
        )
    return Verdict(one, NOT_LOOKED_UP, f"they are given for other days than {day}")


def speaks_of(document: LawDocument, edition: date | None, one: Cited) -> bool:
    """Whether a text is of a day the address is given for; where its own day is not known, whether it can be."""
    edition = document.edition or edition
    if edition is not None:
        return one.days.holds(edition)
    return document.not_before is None or one.days.last is None or document.not_before <= one.days.last


def _may_be_of_other_days(document: LawDocument, edition: date | None, one: Cited) -> bool:
    """Whether a text that does not say its own day may be from before, or after, the days an address is given for."""
    if document.edition or edition or document.not_before is None:
        return False
    first, last = one.days.first, one.days.last
    before = first is not None and document.not_before < first
    return before or (last is not None and document.not_before <= last)


def _judged(one: Cited, document: LawDocument) -> Verdict:
    found = _chapter_or_address(one.citation, document)
    if isinstance(found, Found):
        return Verdict(one, FOUND, state=_state(found), text=document)
    if document.as_adopted:
        return Verdict(one, NOT_LOOKED_UP, "the act is there only as it was adopted", text=document)
    return Verdict(one, NOT_FOUND, found.message, found.hint, text=document)


def _chapter_or_address(citation: Citation, document: LawDocument) -> Found | Missing:
    if not citation.chapter:
        return look_up(document, citation)
    wanted = citation.chapter.lower()
    inside = next((each for each in document.sections.values() if each.chapter.lower() == wanted), None)
    return Missing(f"`{place(citation)}` is not there") if inside is None else Found(Section("", citation.chapter))


def _state(found: Found) -> str:
    if found.section.status in ("repealed", "moved"):
        return found.section.status
    return "" if found.in_force else "not_in_force"


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
        return Found(Section(""), _is_commenced(document))
    section = section_at(document.sections, citation.section)
    if section is None:
        return Missing(f"`§ {_spaced(citation.section)}` is not there", _neighbours(document, citation.section))
    if section.status != "present":
        return Found(section, section.status in ("repealed", "moved"))
    reached = locate(section, citation.path)
    if reached.missing is not None:
        return _astray(section, citation, reached)
    return Found(section, _is_commenced(document) and reached.commenced)


def _is_commenced(document: LawDocument) -> bool:
    """What was adopted to come into force later may have done so since; its text as adopted cannot tell."""
    return document.in_force is not None or document.as_adopted


# Words


def _astray(section: Section, citation: Citation, reached: Reached) -> Missing:
    """Where an address led nowhere: what was looked for, and what there is instead."""
    followed = reached.missing or 0
    said = place(Citation("", section.key, citation.path[:followed]))
    level = citation.path[followed][0]
    wanted = place(Citation("", section.key, citation.path[: followed + 1]))
    message = f"`{wanted}` is not there"
    if level == "L":
        return Missing(message, _counted(said, section.paragraphs, "ledd"))
    if level == "P":
        inner = counted_here(reached.here)
        if inner is None:
            return Missing(f"`{wanted}` does not say which ledd", _counted(said, section.paragraphs, "ledd"))
        return Missing(message, f"`{said}` has {inner.sentences} punktum")
    return Missing(message, _listed(said, items_here(reached.here)))


def _said(index: Index, verdict: Verdict) -> Iterator[Diagnostic]:
    one = verdict.cited
    law = address(index, one.citation)
    if verdict.kind == NOT_FOUND:
        yield NO_SUCH_PROVISION.at(one.span, verdict.reason, hint=verdict.hint, law=law)
    elif verdict.state == "not_in_force":
        if not _says_so_itself(index, one):
            yield NOT_IN_FORCE.at(one.span, f"`{place(one.citation)}` is adopted and not in force", law=law)
    elif verdict.state:
        yield REPEALED.at(one.span, f"`{place(one.citation)}` is {verdict.state}", law=law, hint=_UNTIL)


def _says_so_itself(index: Index, one: Cited) -> bool:
    """Whether what gives an address is `in force once commenced`, or tells of an act that is."""
    rule = index.policy.rules.get(one.id)
    if rule is not None:
        return not index.is_commenced(rule)
    sources = index.policy.sources.values()
    return any(source.once_commenced and source.document == one.citation.document for source in sources)


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
