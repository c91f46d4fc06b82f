"""Rules that stand in another order than the provisions they rest on. Order decides nothing; readers follow it.

Start reading at `out_of_order`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.index import Index
from engine.analysis.words import law, named
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.citations import natural
from engine.model.policy import Rule

OUT_OF_ORDER = Code(
    "A007", "out-of-order", "rules of a file stand in another order than the sections they rest on", Severity.NOTE
)


def out_of_order(index: Index) -> Iterator[Diagnostic]:
    """The first rule of a file that opens a section after a later one has been opened.

    A section that has been opened may be taken up again further down; exceptions and tables stand where they may.
    """
    furthest: dict[tuple[str, str], Rule] = {}
    opened: dict[tuple[str, str], set[str]] = {}
    told: set[tuple[str, str]] = set()
    for rule in sorted(index.rules, key=lambda it: (it.span.file, it.span.start)):
        if not _counts(index, rule):
            continue
        key = rule.span.file, rule.source
        sections, section = opened.setdefault(key, set()), rule.basis[0].citation.section
        before = furthest.get(key)
        if before is None or natural(before.basis[0].citation.section) <= natural(section):
            furthest[key] = rule
        elif section not in sections and key not in told:
            told.add(key)
            yield OUT_OF_ORDER.at(
                rule.span,
                f"{named(index, rule)} opens its section after {named(index, before)}",
                hint="let the sections follow the act, so that both can be read side by side",
                law=law(index, rule),
                notes=[Note(before.span, "the rule of a later section")],
            )
        sections.add(section)


def _counts(index: Index, rule: Rule) -> bool:
    source = index.source(rule.source)
    document = (source.document or source.name) if source is not None else ""
    term = index.policy.terms.get(rule.conclusion.term) if rule.conclusion is not None else None
    if not rule.span.file or rule.kind == "exception" or (term is not None and term.is_table):
        return False
    return bool(rule.basis) and rule.basis[0].citation.document == document and rule.basis[0].citation.section != ""
