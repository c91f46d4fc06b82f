"""The rules as a person is read them: what carried the answer, how it was reckoned, and what was considered.

A rule takes its conditions with it. A calculation runs from what it begins with to what it comes to; what cannot be
reckoned yet is named together. The rules that were considered and not used are one paragraph, each with what kept it
away, and like ones are told as one. No step is left out: one that another line has said is kept silent.
Start reading at `rules_in_passages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from engine.model import expressions as model
from engine.model.expressions import Expression, walk
from engine.model.policy import Policy
from explain.grounds import Block
from explain.selection import Checked, Concluded, Entry, NotReckoned, Section

Key = tuple[str, str | None]

_IDLE_LIMITS = tuple(f"{sort}_{state}" for sort in ("ceiling", "floor") for state in ("falls", "without_object"))
_NOT_USED = ("exception_falls", "exception_without_object", *_IDLE_LIMITS)
_WHY_NOT = (
    ("no_rule_in_force", "no_rule_in_force"),
    ("without_object", "not_used_without_object"),
    ("not_in_force", "not_used_not_in_force"),
)
"""What is said of a rule that was considered, by how its first line ends; else what kept it away."""

_OPEN = ("rule_open", "rule_outside", "rule_undated", "exception_open", "ceiling_open", "floor_open")


@frozen
class _Told:
    """A block as it is told: its first line, the lines under it, and the terms they read."""

    key: str
    part: str
    head: Entry
    lines: tuple[Entry, ...]
    what: Concluded
    reads: frozenset[str] = field(repr=False)


def rules_in_passages(
    policy: Policy, blocks: Iterable[Block], awaited: frozenset[Key], brief: bool = False
) -> list[Section]:
    """The rules that carried the answers, the steps of the amounts, and the rules that were not used.

    `awaited` are the terms the open points of the page ask for. A `brief` page says what kept an unused rule away,
    and not what that rests on in turn.
    """
    told = list(_each_once(blocks))
    given = {_about(it) for it in told if re.search("_(stands|binds|open|used)", it.head.kind)}
    aside = [it for it in told if it.head.kind in _NOT_USED or _not_then(it) or _gave_way(it, given)]
    inner = _behind(told, aside)
    unused = {it.key for it in aside} | inner
    carried = [it for it in told if it.key not in unused]
    amounts = [it for it in _in_order_of_calculation(carried) if it.part == "amount"]
    reckoned = [it for it in amounts if not _is_open(it)]
    unreckoned = [it for it in carried if it.part == "amount" and _is_open(it)]
    considered = tuple(_considered(aside, [it for it in told if it.key in inner]))
    grounds = [_passage(policy, it, awaited) for it in carried if it.part == "grounds"]
    if brief:
        considered = tuple(_without_inner(it) for it in considered)
    return [
        Section("grounds", tuple(_falls_for_a_no(policy, it) for it in _spoken(_reasons_once(_alike(grounds))))),
        Section("amount", (*_in_steps([_passage(policy, it, awaited) for it in reckoned]), *_not_reckoned(unreckoned))),
        Section("considered", tuple(_in_one_line(considered))),
    ]


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
        yield _Told(key, block.part, head, tuple(lines), head.what, _terms(asked + formula))


def _terms(expressions: Iterable[Expression]) -> frozenset[str]:
    return frozenset(it.term for whole in expressions for it in walk(whole) if isinstance(it, (model.Read, model.Used)))


def _not_then(block: _Told) -> bool:
    """Whether it is a rule that was not in force, or a term on the way without any rule in force."""
    return block.head.kind == "rule_not_in_force" or (block.head.kind == "no_rule_in_force" and not block.what.is_root)


def _gave_way(block: _Told, given: set[Key]) -> bool:
    """Whether a rule falls while another rule gives the answer, or may still."""
    return block.head.kind in ("rule_falls", "rule_without_object") and _about(block) in given


def _about(block: _Told) -> Key:
    return block.what.term, block.what.member


def _is_open(block: _Told) -> bool:
    """Whether a rule for an amount gives none yet."""
    return block.head.kind in _OPEN or (block.head.kind.endswith("_stands_value") and block.what.value is None)


def _behind(told: Sequence[_Told], aside: Sequence[_Told]) -> frozenset[str]:
    """The blocks that only say why an unused rule falls: nothing that carries the answer reads their term."""
    unused = {it.key for it in aside}
    carrying = [it for it in told if it.key not in unused and _carries(it)]
    for_answer = _reached(told, carrying, unused)
    for_exception = _reached(told, aside, set())
    inner = for_exception - for_answer - {it.what.term for it in carrying}
    return frozenset(it.key for it in told if it.key not in unused and it.part == "grounds" and it.what.term in inner)


def _carries(block: _Told) -> bool:
    return block.what.is_root or block.part == "amount" or block.head.level > 0


def _reached(told: Sequence[_Told], start: Iterable[_Told], without: set[str]) -> set[str]:
    """Every term read from the blocks to start with, and from the blocks of the terms these read."""
    by_term = _by_term(it for it in told if it.key not in without)
    stack, found = [term for it in start for term in sorted(it.reads)], set()
    while stack:
        term = stack.pop()
        if term not in found:
            found.add(term)
            stack.extend(read for it in by_term.get(term, ()) for read in sorted(it.reads))
    return found


def _by_term(told: Iterable[_Told]) -> dict[str, list[_Told]]:
    found: dict[str, list[_Told]] = {}
    for it in told:
        found.setdefault(it.what.term, []).append(it)
    return found


def _passage(policy: Policy, block: _Told, awaited: frozenset[Key]) -> Entry:
    """A rule with its conditions; one that only asks for what the page has said above adds no words.

    Why an exception was used, or a rule not, is said in full.
    """
    lines = tuple(_without_members(block.lines))
    if not block.head.kind.startswith(("exception_stands", "exception_set_aside", "rule_falls")):
        lines = tuple(evolve(it, silent=it.silent or _is_told_above(policy, it, awaited)) for it in lines)
    return evolve(block.head, level=0, within=lines)


def _spoken(passages: Iterable[Entry]) -> list[Entry]:
    """Passages that say something; one without a word, as the page has said it all, goes with a neighbour."""
    told: list[Entry] = []
    wordless: list[Entry] = []
    for it in passages:
        if all(one.silent for one in it.all):
            wordless.append(it)
            continue
        told.append(evolve(it, within=(*it.within, *wordless)))
        wordless = []
    if wordless and told:
        told[-1] = evolve(told[-1], within=(*told[-1].within, *wordless))
    elif wordless:
        told = [evolve(wordless[0], silent=False, within=(*wordless[0].within, *wordless[1:]))]
    return told


def _falls_for_a_no(policy: Policy, passage: Entry) -> Entry:
    """What may be done only on a no, where the answer is yes: `not met` before a yes would read as a contradiction."""
    of_action = isinstance(passage.what, Concluded) and policy.terms[passage.what.term].is_action
    if passage.kind != "rule_falls" or not of_action:
        return passage
    unmet = [it.what for it in passage.within if it.kind == "condition_not_met" and not it.silent]
    wants_no = any(isinstance(it, Checked) and not it.wanted for it in unmet)
    return evolve(passage, kind="rule_falls_for_a_no") if wants_no else passage


def _without_members(lines: Iterable[Entry]) -> Iterator[Entry]:
    """The lines of a rule; where some or all of a list are said to meet a condition, the members go without saying."""
    below: int | None = None
    for it in lines:
        below = below if below is not None and it.level > below else None
        yield evolve(it, silent=True) if below is not None and it.kind == "condition_met" else it
        of_list = isinstance(it.what, Checked) and isinstance(it.what.expression, model.Quantified)
        if below is None and of_list and it.kind == "condition_met":
            below = it.level


def _alike(passages: Iterable[Entry]) -> Iterator[Entry]:
    """The same rule for several members of a list, told once with what was found of each."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for it in passages:
        of_member = isinstance(it.what, Concluded) and it.what.member is not None and it.what.rule
        groups.setdefault((of_member or it.step, it.kind, it.days), []).append(it)
    for first, *others in groups.values():
        if not others or not isinstance(first.what, Concluded):
            yield first
            continue
        rest = (evolve(it, silent=True) for it in others)
        yield evolve(first, what=evolve(first.what, member=None), within=(*first.within, *rest))


def _reasons_once(passages: Iterable[Entry]) -> Iterator[Entry]:
    """Rules on the way to a refusal that fall for what an earlier rule has said: not said in full once more."""
    said: set[object] = set()
    for it in passages:
        unmet = [one for one in it.within if one.kind == "condition_not_met" and not one.silent]
        inner = it.kind == "rule_falls" and isinstance(it.what, Concluded) and not it.what.is_root
        if inner and unmet and all((_asked(one), one.days) in said for one in unmet):
            hushed = tuple(evolve(one, silent=True) for one in it.within)
            it = evolve(it, kind="rule_falls_as_said", within=hushed)
        said |= {(_asked(one), one.days) for one in unmet}
        yield it


def _is_told_above(policy: Policy, entry: Entry, awaited: frozenset[Key]) -> bool:
    """Whether a condition is a fact with the answer asked for, or an open point, or only says `one of these`."""
    if entry.kind == "any_of":
        return True
    asked = entry.what.expression if isinstance(entry.what, Checked) else None
    if not isinstance(asked, model.Read) or not isinstance(entry.what, Checked):
        return False
    if entry.kind == "condition_open":
        return (asked.term, entry.what.member) in awaited
    return entry.kind == "condition_met" and entry.decisive and policy.terms[asked.term].kind == "fact"


def _in_order_of_calculation(blocks: Iterable[_Told]) -> list[_Told]:
    """Each block after those whose terms it reads, so that a value is known before it is used."""
    by_term = _by_term(blocks)
    place = {term: number for number, term in enumerate(by_term)}
    order: list[_Told] = []
    done: set[str] = set()
    stack = [(term, False) for term in reversed(by_term)]
    while stack:
        term, opened = stack.pop()
        if opened:
            order.extend(by_term[term])
        elif term not in done:
            done.add(term)
            read = {it for block in by_term[term] for it in block.reads if it in place}
            stack.append((term, True))
            stack.extend((it, False) for it in sorted(read, key=place.__getitem__, reverse=True))
    return order


def _in_steps(passages: Iterable[Entry]) -> Iterator[Entry]:
    """The steps of a calculation; an amount that only takes over the one before goes with it."""
    waiting: Entry | None = None
    for it in passages:
        if waiting is not None and _takes_over(waiting, it):
            waiting = evolve(waiting, within=(*waiting.within, evolve(it, kind="same_value")))
            continue
        if waiting is not None:
            yield waiting
        waiting = it
    if waiting is not None:
        yield waiting


def _takes_over(before: Entry, step: Entry) -> bool:
    """Whether a step's formula is the amount of the step before, and nothing else is said with it."""
    one, other = before.what, step.what
    if not isinstance(one, Concluded) or not isinstance(other, Concluded) or before.days != step.days:
        return False
    last = next((it.what for it in reversed(before.within) if it.kind == "same_value"), one)
    term = last.term if isinstance(last, Concluded) else one.term
    reads = isinstance(other.formula, model.Read) and other.formula.term == term
    plain = step.kind == "rule_stands_value" and all(it.silent for it in step.within)
    return reads and plain and one.member == other.member and one.value is not None and one.value == other.value


def _not_reckoned(blocks: Sequence[_Told]) -> Iterator[Entry]:
    """What cannot be reckoned yet, in one sentence for each stretch of days."""
    for days in dict.fromkeys(it.head.days for it in blocks):
        open_ = [it for it in blocks if it.head.days == days]
        terms = tuple(dict.fromkeys((it.what.term, it.what.member) for it in open_))
        within = tuple(_silenced(it) for it in open_)
        basis = tuple(sorted({citation for it in open_ for citation in it.head.basis}, key=lambda it: it.order))
        yield Entry("not_reckoned", f"not_reckoned:{days}", NotReckoned(terms), basis, days=days, within=within)


def _silenced(block: _Told) -> Entry:
    lines = tuple(evolve(it, silent=True) for it in block.lines)
    return evolve(block.head, level=0, silent=True, within=lines)


def _considered(aside: Sequence[_Told], inner: Sequence[_Told]) -> Iterator[Entry]:
    """Each unused rule with what kept it away, and what that rests on in turn; what holds throughout goes first."""
    waiting = _by_term(inner)
    alike: dict[tuple[object, ...], Entry] = {}
    for block in aside:
        reasons = _reasons(block)
        behind = tuple(_without_links(block, _taken(waiting, block.reads)))
        mark = (block.head.basis, block.head.kind, block.head.days, tuple(_asked(it) for it in reasons))
        if mark in alike:
            alike[mark] = evolve(alike[mark], within=(*alike[mark].within, _silenced(block), *behind))
        else:
            kind = next((it for end, it in _WHY_NOT if block.head.kind.endswith(end)), "not_used")
            alike[mark] = evolve(block.head, kind=kind, level=0, within=(*reasons, *behind))
    yield from sorted(alike.values(), key=lambda it: it.days is not None)


def _without_inner(entry: Entry) -> Entry:
    """An unused rule with what kept it away, and not what that rests on in turn: the facts are told above."""
    return evolve(entry, within=tuple(_hushed(it) if it.kind.startswith("inner_") else it for it in entry.within))


def _hushed(entry: Entry) -> Entry:
    return evolve(entry, silent=True, within=tuple(_hushed(it) for it in entry.within))


def _reasons(block: _Told) -> tuple[Entry, ...]:
    return tuple(evolve(it, silent=it.kind.startswith("any_of")) for it in block.lines)


def _in_one_line(considered: Sequence[Entry]) -> Iterator[Entry]:
    if considered:
        yield Entry("considered_one" if len(considered) == 1 else "considered", "considered", within=tuple(considered))


def _asked(entry: Entry) -> object:
    return (entry.kind, entry.what.expression, entry.what.member) if isinstance(entry.what, Checked) else entry.kind


def _without_links(block: _Told, behind: Iterable[Entry]) -> Iterator[Entry]:
    """What an exception's fall rests on; a rule that only passes it on, at the same address, adds no words."""
    made: list[Entry] = []
    later: set[str] = set()
    for it in reversed(list(behind)):
        asked = {one for line in it.within if isinstance(line.what, Checked) for one in _terms([line.what.expression])}
        is_link = it.kind == "inner_rule_falls" and bool(asked) and asked <= later and it.basis == block.head.basis
        silent = tuple(evolve(line, silent=True) for line in it.within)
        made.append(evolve(it, silent=True, within=silent) if is_link else it)
        later |= {it.what.term} if isinstance(it.what, Concluded) else set()
    yield from reversed(made)


def _taken(waiting: dict[str, list[_Told]], reads: Iterable[str]) -> Iterator[Entry]:
    """The blocks of these terms and of what they read, each taken once."""
    stack = sorted(reads, reverse=True)
    while stack:
        for block in waiting.pop(stack.pop(), ()):
            yield evolve(block.head, kind=f"inner_{block.head.kind}", level=0, within=_reasons(block))
            stack.extend(sorted(block.reads, reverse=True))
