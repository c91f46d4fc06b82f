"""What the party may not see is used and not told: the fact itself, and every step that would betray it.

A step betrays a withheld fact when it reads it, or reads what was concluded from it. The answer itself is always told,
and the rule that carries it, since the law is no secret; what is left out is what the rule found. Nothing stands in
the place of what is left out: no mark, no number, no empty line. Start reading at `withheld_terms` and `untold`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from engine.evaluate.decision import Decision
from engine.model import expressions as model
from engine.model.citations import Citation
from engine.model.expressions import Expression, walk
from explain.grounds import Block
from explain.selection import Checked, Concluded, Entry, FactKnown, Missing, Outcome, Presumed


def withheld_terms(decision: Decision) -> frozenset[str]:
    """The facts of which something said is withheld from the party."""
    return frozenset(
        term for (term, _), said in decision.case.facts.items() if any(statement.withheld for statement in said)
    )


def untold(blocks: Sequence[Block], hidden: frozenset[str], requested: frozenset[str]) -> list[Block]:
    """The blocks a party may read, each without what would betray a withheld fact."""
    if not hidden:
        return list(blocks)
    betraying = _betraying(blocks, hidden)
    kept = [it for block in blocks if (it := _kept(block, betraying, requested)) is not None]
    gone = _addresses(blocks) - _addresses(kept)
    return [it for it in kept if not _set_aside_by(it) & gone]


def facts_told(entries: Iterable[Entry], hidden: frozenset[str]) -> tuple[Entry, ...]:
    """The facts a party may read."""
    return tuple(it for it in entries if _about(it) not in hidden)


def basis_told(entry: Entry, before: Sequence[Block], after: Sequence[Block], own: tuple[Citation, ...]) -> Entry:
    """An outcome without the addresses that only steps left out would have given it."""
    gone = _addresses(before) - _addresses(after)
    basis = tuple(it for it in entry.basis if it not in gone)
    return evolve(entry, basis=basis or own) if isinstance(entry.what, Outcome) else entry


def _addresses(blocks: Iterable[Block]) -> set[Citation]:
    return {citation for block in blocks for citation in block.head.basis}


def _set_aside_by(block: Block) -> set[Citation]:
    return set(block.head.what.set_aside_by) if isinstance(block.head.what, Concluded) else set()


def _about(entry: Entry) -> str:
    if isinstance(entry.what, FactKnown):
        return entry.what.term
    return entry.what.id if isinstance(entry.what, Missing) else ""


def _betraying(blocks: Sequence[Block], hidden: frozenset[str]) -> frozenset[str]:
    """The withheld facts, and every term concluded from one."""
    found, before = set(hidden), 0
    reads = [(block.head.what.term, _reads(block)) for block in blocks if isinstance(block.head.what, Concluded)]
    while len(found) != before:
        before = len(found)
        found |= {term for term, read in reads if read & found}
    return frozenset(found)


def _kept(block: Block, betraying: frozenset[str], requested: frozenset[str]) -> Block | None:
    head = block.head.what
    if not isinstance(head, Concluded):
        return block
    if head.term in betraying and head.term not in requested:
        return None
    if not _reads(block) & betraying:
        return block
    if head.rule == "" or block.head.level > 0 or block.head.kind.startswith("exception"):
        return None
    if head.formula is not None and _terms(head.formula) & betraying:
        return None
    lines = tuple(_alone_untold(it) for it in _lines(block.entries[1:], betraying))
    return evolve(block, entries=(block.head, *lines))


def _lines(lines: Sequence[Entry], betraying: frozenset[str]) -> Iterator[Entry]:
    """The conditions that betray nothing; a group of which one would is left out whole."""
    groups: list[list[Entry]] = []
    for it in lines:
        if groups and it.level > groups[-1][0].level:
            groups[-1].append(it)
        else:
            groups.append([it])
    for group in groups:
        if not any(_asked(it) & betraying for it in group):
            yield from group


def _alone_untold(entry: Entry) -> Entry:
    """A ground without what meeting it alone would have meant: that would tell of the one left out."""
    return evolve(entry, what=evolve(entry.what, alone=None)) if isinstance(entry.what, Checked) else entry


def _reads(block: Block) -> frozenset[str]:
    head = block.head.what
    formula = _terms(head.formula) if isinstance(head, Concluded) and head.formula is not None else frozenset()
    return formula.union(*(_asked(it) for it in block.entries[1:]))


def _asked(entry: Entry) -> frozenset[str]:
    if isinstance(entry.what, Checked):
        return _terms(entry.what.expression)
    return frozenset({entry.what.term}) if isinstance(entry.what, Presumed) else frozenset()


def _terms(expression: Expression) -> frozenset[str]:
    return frozenset(it.term for it in walk(expression) if isinstance(it, (model.Read, model.Used)))


def betrayals(decision: Decision) -> Iterator[tuple[str, str]]:
    """Each withheld fact whose words stand in something written of an assessment, with that assessment's term."""
    for term, words in _withheld_words(decision):
        for (assessed, _), given in sorted(
            decision.case.assessments.items(), key=lambda it: (it[0][0], it[0][1] or "")
        ):
            texts = (text for it in given for text in (it.reasons, it.departure, *it.considered.values()))
            if any(words.casefold() in text.casefold() for text in texts):
                yield term, assessed


def _withheld_words(decision: Decision) -> Iterator[tuple[str, str]]:
    """The words and documents that name what is withheld; a bare number or a yes is no word of its own."""
    for (term, _), said in sorted(decision.case.facts.items(), key=lambda it: (it[0][0], it[0][1] or "")):
        for it in said:
            if it.withheld:
                yield from ((term, word) for word in (it.origin.document, it.value) if isinstance(word, str) and word)
