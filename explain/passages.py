"""What a person is read: steps that belong together are told in one breath, and none of them is left out.

Facts go together by who vouches for them, a rule takes its conditions with it, a calculation runs from what it begins
with to what it comes to, and the exceptions that were considered and not used are one paragraph, each with what kept
it away. Start reading at `in_passages` and `rules_in_passages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from engine.model import expressions as model
from engine.model.case import Origin
from engine.model.expressions import Expression, walk
from engine.model.policy import Policy
from explain.grounds import Block
from explain.selection import Checked, Concluded, Entry, FactKnown, LeftOut, Section, Unmodelled, Vouched

_ORDER = (
    "notices",
    "outcome",
    "ready",
    "open",
    "facts",
    "grounds",
    "amount",
    "considered",
    "discretion",
    "duties",
    "rests",
)
"""The answer and what is missing, then why, then what was considered, and last what the answer rests on."""

_GATHERED = (("values", "rates"), ("readings", "read_as"))
"""Parts that are one sentence each at the end of the page, and the template that opens it."""

_IDLE_LIMITS = tuple(f"{sort}_{state}" for sort in ("ceiling", "floor") for state in ("falls", "without_object"))
_NOT_USED = ("exception_falls", "exception_without_object", *_IDLE_LIMITS)


def in_passages(sections: Sequence[Section]) -> list[Section]:
    """The sections in the order they are read, with what belongs together told together."""
    told = {
        part: tuple(it for section in sections if section.part == part for it in section.entries) for part in _ORDER
    }
    told["facts"] = tuple(_by_origin(told["facts"]))
    told["discretion"] = tuple(_with_inner_lines(told["discretion"]))
    told["duties"] = tuple(_with_inner_lines(told["duties"]))
    last = {section.part: section.entries for section in sections}
    told["rests"] = tuple(Entry(kind, kind, within=last[part]) for part, kind in _GATHERED if last.get(part))
    told["rests"] += tuple(_left_out(last.get("not_formalised", ())))
    return [Section(part, told[part]) for part in _ORDER]


def rules_in_passages(policy: Policy, blocks: Sequence[Block]) -> list[Section]:
    """The rules that carried the answers, the steps of the amounts, and the exceptions that were not used."""
    told = list(_each_once(blocks))
    aside = [block for block in told if block.head.kind in _NOT_USED]
    inner = _behind(told, aside)
    carried = [it for it in told if it.head.kind not in _NOT_USED and it.key not in inner]
    grounds = tuple(_passage(policy, it) for it in carried if it.part == "grounds")
    amount = tuple(_passage(policy, it) for it in _in_order_of_calculation(it for it in carried if it.part == "amount"))
    considered = tuple(_considered(aside, [it for it in told if it.key in inner]))
    return [
        Section("grounds", grounds),
        Section("amount", amount),
        Section("considered", (Entry("considered", "considered", within=considered),) if considered else ()),
    ]


@frozen
class _Told:
    """A block as it is told: its first line, the lines under it, and the terms they read."""

    key: str
    part: str
    head: Entry
    lines: tuple[Entry, ...]
    term: str
    reads: frozenset[str] = field(repr=False)


def _each_once(blocks: Iterable[Block]) -> Iterator[_Told]:
    """Every block of every answer once; an earlier answer's block is not told again."""
    seen: set[tuple[object, ...]] = set()
    for block in blocks:
        head, *lines = block.entries
        mark = (block.key, head.kind, head.days)
        if mark in seen or not isinstance(head.what, Concluded):
            continue
        seen.add(mark)
        asked = [it.what.expression for it in lines if isinstance(it.what, Checked)]
        formula = [head.what.formula] if head.what.formula is not None else []
        key = f"{block.key}:{head.days}"
        yield _Told(key, block.part, head, tuple(lines), head.what.term, _terms(asked + formula))


def _terms(expressions: Iterable[Expression]) -> frozenset[str]:
    return frozenset(it.term for whole in expressions for it in walk(whole) if isinstance(it, (model.Read, model.Used)))


def _behind(told: Sequence[_Told], aside: Sequence[_Told]) -> frozenset[str]:
    """The blocks that only say why an unused exception falls: nothing that carries the answer reads their term."""
    unused = {it.key for it in aside}
    carrying = [it for it in told if it.key not in unused and (it.part == "amount" or it.head.level > 0)]
    carrying += [
        it for it in told if it.key not in unused and isinstance(it.head.what, Concluded) and it.head.what.is_root
    ]
    for_answer = _reached(told, carrying, unused)
    for_exception = _reached(told, aside, set())
    inner = for_exception - for_answer - {it.term for it in carrying}
    return frozenset(it.key for it in told if it.key not in unused and it.part == "grounds" and it.term in inner)


def _reached(told: Sequence[_Told], start: Iterable[_Told], without: set[str]) -> set[str]:
    """Every term read from the blocks to start with, and from the blocks of the terms these read."""
    by_term: dict[str, list[_Told]] = {}
    for it in told:
        if it.key not in without:
            by_term.setdefault(it.term, []).append(it)
    stack, found = [term for it in start for term in sorted(it.reads)], set()
    while stack:
        term = stack.pop()
        if term not in found:
            found.add(term)
            stack.extend(read for it in by_term.get(term, ()) for read in sorted(it.reads))
    return found


def _passage(policy: Policy, block: _Told) -> Entry:
    """A rule with its conditions; a condition that only asks for a fact told above adds no words when it is met."""
    lines = tuple(evolve(it, silent=_is_told_above(policy, it)) for it in block.lines)
    return evolve(block.head, level=0, within=lines)


def _is_told_above(policy: Policy, entry: Entry) -> bool:
    """Whether a condition adds nothing to the facts: a fact with the answer asked for, or the words `one of these`."""
    if entry.kind != "condition_met":
        return entry.kind == "any_of"
    asked = entry.what.expression if isinstance(entry.what, Checked) else None
    return entry.decisive and isinstance(asked, model.Read) and policy.terms[asked.term].kind == "fact"


def _in_order_of_calculation(blocks: Iterable[_Told]) -> list[_Told]:
    """Each block after those whose terms it reads, so that a value is known before it is used."""
    told = list(blocks)
    by_term: dict[str, list[_Told]] = {}
    for it in told:
        by_term.setdefault(it.term, []).append(it)
    order: list[_Told] = []
    done: set[str] = set()
    stack = [(term, False) for term in reversed(by_term)]
    while stack:
        term, opened = stack.pop()
        if opened:
            order.extend(by_term[term])
        elif term not in done:
            done.add(term)
            read = {it for block in by_term[term] for it in block.reads}
            stack.append((term, True))
            stack.extend((it, False) for it in reversed(by_term) if it in read)
    return order


def _considered(aside: Sequence[_Told], inner: Sequence[_Told]) -> Iterator[Entry]:
    """Each unused exception with what kept it away, and what that rests on in turn; like ones are told as one."""
    waiting = {it.key: it for it in inner}
    alike: dict[tuple[object, ...], Entry] = {}
    for block in aside:
        reasons = tuple(evolve(it, silent=it.kind.startswith("any_of")) for it in block.lines)
        behind = tuple(_taken(waiting, block.reads))
        mark = (block.head.basis, block.head.kind, block.head.days, tuple(_asked(it) for it in reasons))
        if mark in alike:
            rest = evolve(block.head, level=0, silent=True, within=tuple(evolve(it, silent=True) for it in reasons))
            alike[mark] = evolve(alike[mark], within=(*alike[mark].within, rest, *behind))
        else:
            alike[mark] = evolve(block.head, level=0, within=(*reasons, *behind))
    yield from sorted(alike.values(), key=lambda it: it.days is not None)


def _asked(entry: Entry) -> object:
    return (entry.kind, entry.what.expression, entry.what.member) if isinstance(entry.what, Checked) else entry.kind


def _taken(waiting: dict[str, _Told], reads: Iterable[str]) -> Iterator[Entry]:
    """The blocks of these terms and of what they read, each taken once."""
    stack = sorted(reads, reverse=True)
    while stack:
        term = stack.pop()
        for key in [key for key, it in waiting.items() if it.term == term]:
            block = waiting.pop(key)
            lines = tuple(evolve(it, silent=it.kind.startswith("any_of")) for it in block.lines)
            yield evolve(block.head, kind=f"inner_{block.head.kind}", level=0, within=lines)
            stack.extend(sorted(block.reads, reverse=True))


def _left_out(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The provisions without a rule in one sentence."""
    indexes = tuple(it.what.index for it in entries if isinstance(it.what, Unmodelled))
    if indexes:
        yield Entry("left_out", "left_out", LeftOut(indexes), within=tuple(evolve(it, silent=True) for it in entries))


def _by_origin(facts: Iterable[Entry]) -> Iterator[Entry]:
    """Facts by who vouches for them: first what is so or not so, then the amounts, dates and lists."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for it in facts:
        origin = it.what.statement.origin if isinstance(it.what, FactKnown) else Origin()
        groups.setdefault((origin.by, origin.document, origin.at), []).append(it)
    for (by, document, at), told in sorted(groups.items(), key=lambda it: not any(it[0])):
        step, origin = f"vouched:{by}:{document}:{at}", Origin(by, at, document)
        first = [it for it in told if isinstance(it.what, FactKnown) and isinstance(it.what.statement.value, bool)]
        rest = [it for it in told if it not in first]
        yield Entry("told_by", step, Vouched(origin), within=(*first, *rest))


def _with_inner_lines(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each first line with the lines under it."""
    waiting: Entry | None = None
    for it in entries:
        if it.level == 0:
            if waiting is not None:
                yield waiting
            waiting = it
        elif waiting is not None:
            waiting = evolve(waiting, within=(*waiting.within, it))
    if waiting is not None:
        yield waiting
