"""Structure an author has quieted: a rule or term told as one, or only through what is below it.

What was decisive stays: its step and its addresses go with the line that tells the whole, or it is told in its own
words where it is what a refusal or an open answer rests on. Start reading at `quieted` and `decisive_only`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from engine.model import expressions as model
from engine.model.citations import Citation
from engine.model.expressions import walk
from engine.model.policy import Policy
from explain.grounds import Block
from explain.selection import Checked, Concluded, Entry


def quieted(policy: Policy, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a walk with what their authors quieted left out or gathered."""
    if not any(_quiet(policy, it) for it in blocks):
        return list(blocks)
    below = _below(policy, blocks)
    told: list[Block] = []
    for block in blocks:
        if block.key in below:
            continue
        under = [it for it in blocks if below.get(it.key) == block.key]
        told.append(_one(policy, block, under))
    return told


def decisive_only(blocks: Iterable[Block]) -> list[Block]:
    """For a short page: the rules that mattered, each with what mattered of it."""
    kept = (it for it in blocks if any(entry.decisive for entry in it.entries))
    return [evolve(it, entries=(it.head, *(one for one in it.entries[1:] if one.decisive))) for it in kept]


def _quiet(policy: Policy, block: Block) -> str:
    """What the author of a rule, or else of its term, has asked for."""
    what = block.head.what
    if not isinstance(what, Concluded):
        return ""
    rule = policy.rules.get(what.rule)
    return (rule.quiet if rule is not None else "") or policy.terms[what.term].quiet


def _one(policy: Policy, block: Block, under: Sequence[Block]) -> Block:
    quiet = _quiet(policy, block)
    if quiet == "through":
        return _through(block)
    return _as_one(block, under) if quiet == "as_one" else block


def _as_one(block: Block, under: Sequence[Block]) -> Block:
    """The rule's line alone, with the addresses of what mattered below; what kept it from being met is still said."""
    inside = [*block.entries[1:], *(entry for it in under for entry in it.entries)]
    lines = [_kept(block.head, it) for it in inside if it.decisive or it.kind in _SAID]
    basis = dict.fromkeys((*block.head.basis, *(_addresses(under))))
    return evolve(block, entries=(evolve(block.head, basis=tuple(basis)), *lines))


_SAID = ("condition_open", "any_of_unmet")


def _kept(head: Entry, entry: Entry) -> Entry:
    is_ground = entry.kind in ("condition_not_met", *_SAID) and not entry.kind.startswith("exception")
    return evolve(entry, silent=not is_ground, level=max(entry.level, head.level + 1))


def _addresses(under: Iterable[Block]) -> list[Citation]:
    return [citation for it in under if it.head.decisive for citation in it.head.basis]


def _through(block: Block) -> Block:
    """The conditions without the rule that asks them; a rule without conditions stays."""
    head, *lines = block.entries
    if not any(not it.silent for it in lines):
        return block
    return evolve(block, entries=(evolve(head, silent=True), *(evolve(it, level=it.level - 1) for it in lines)))


def _below(policy: Policy, blocks: Sequence[Block]) -> dict[str, str]:
    """The blocks that are told with another, by key: those whose term only a quieted block reads, in any steps."""
    by_term: dict[str, list[Block]] = {}
    for block in blocks:
        if isinstance(block.head.what, Concluded):
            by_term.setdefault(block.head.what.term, []).append(block)
    root = next(
        (it.head.what.term for it in blocks if isinstance(it.head.what, Concluded) and it.head.what.is_root), ""
    )
    reached = _reached([root], by_term, policy)
    told_with: dict[str, str] = {}
    for block in blocks:
        if block.key in told_with or _quiet(policy, block) != "as_one":
            continue
        for term in sorted(_reached(_reads(block), by_term, None) - reached):
            told_with |= {it.key: block.key for it in by_term.get(term, ()) if it.key not in told_with}
    return told_with


def _reached(start: Iterable[str], by_term: dict[str, list[Block]], policy: Policy | None) -> set[str]:
    """The terms read from some terms on; with a policy, not through what is told as one."""
    stack, found = sorted(start), set()
    while stack:
        term = stack.pop()
        if term in found:
            continue
        found.add(term)
        for block in by_term.get(term, ()):
            if policy is None or _quiet(policy, block) != "as_one":
                stack.extend(sorted(_reads(block)))
    return found


def _reads(block: Block) -> set[str]:
    asked = [it.what.expression for it in block.entries if isinstance(it.what, Checked)]
    what = block.head.what
    if isinstance(what, Concluded) and what.formula is not None:
        asked.append(what.formula)
    return {it.term for whole in asked for it in walk(whole) if isinstance(it, (model.Read, model.Used))}
