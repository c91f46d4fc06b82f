"""Two rules that say different things of one term, where neither is an exception to the other.

Yes/no terms never conflict, and neither do two ceilings. Which pairs are worth comparing is settled here, and what is
said of those that clash; `clashes` compares. Start reading at `conflicts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, islice

from attrs import frozen

from engine.analysis.clashes import Asked, Clash, Pair, compare, departs, kind_of, value_of
from engine.analysis.index import Index
from engine.analysis.pairs import box_of, meeting
from engine.analysis.unknowns import Unknowns, World
from engine.analysis.versions import is_later_version
from engine.analysis.witness import Witness
from engine.analysis.words import law, named, written
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model import expressions as x
from engine.model.case import Case, Options
from engine.model.policy import Rule, Term

CONFLICT = Code("A101", "conflict", "two rules say different things of one term, and a case shows when")
MAY_CONFLICT = Code(
    "A102", "may-conflict", "two rules may say different things of one term; nothing rules it out", Severity.WARNING
)
FLOOR_ABOVE_CEILING = Code("A103", "floor-above-ceiling", "a floor lies above a ceiling that stands with it")
NOT_COMPARED = Code("A104", "not-compared", "so many rules conclude one term that not all were compared", Severity.NOTE)

Replay = Callable[[Case, Options, str], bool]
"""Whether a case, decided, has a conflict in a term: how a caller who can decide confirms what was found."""

MOST_PAIRS, MOST_TOLD = 1_000, 20
"""Pairs of one term that are looked at closely, and conflicts of one term that are told."""

MOST_MEETING = 100_000
"""Pairs of one term whose plain conditions meet, of which the first are considered at all."""

LONGEST_CHAIN = 200
"""Exceptions to exceptions that are followed one by one."""

_EFFECTS = {"must": "must", "may": "may", "must_not": "must not", "should": "should"}


@frozen
class _Question:
    """What is asked of one term."""

    term: Term
    asked: Asked
    replay: Replay | None

    @property
    def unknowns(self) -> Unknowns:
        return self.asked.shared.of(World(self.asked.member))


def conflicts(asked: Asked, replay: Replay | None = None) -> Iterator[Diagnostic]:
    """Every two rules that disagree, or may."""
    index = asked.index
    for id in sorted(index.concluding):
        term = index.policy.terms.get(id)
        if term is not None and term.type.kind != "yes_no":
            of_term = Asked(index, asked.shared, index.member(term.entity), asked.day)
            yield from _of_term(_Question(term, of_term, replay))


def _of_term(ask: _Question) -> Iterator[Diagnostic]:
    clashing: set[tuple[str, str]] = set()
    for number, pair in enumerate(_pairs(ask)):
        if number == MOST_PAIRS or len(clashing) == MOST_TOLD:
            yield _not_compared(ask, pair.first, number, len(clashing))
            return
        key = pair.first.id, pair.second.id
        if key not in clashing and (clash := compare(ask.asked, pair)) is not None:
            clashing.add(key)
            yield _told(ask, clash)


def _pairs(ask: _Question) -> Iterator[Pair]:
    """What is to be compared: rules that are not parted already, then what departures depart from."""
    rules = [rule for rule in ask.asked.index.concluding[ask.term.id] if ask.asked.index.is_commenced(rule)]
    rules.sort(key=lambda rule: (rule.span.file, rule.span.start, rule.id))
    if len(rules) > 1:
        yield from (Pair(*pair) for pair in _candidates(ask, rules))
    for departure in rules:
        if departs(value_of(departure)) and len(departure.targets) > 1:
            targets = [rule for rule in rules if rule.id in departure.targets and kind_of(rule) == kind_of(departure)]
            yield from (Pair(*pair, departure) for pair in combinations(targets, 2) if _may_differ(ask, *pair))


def _candidates(ask: _Question, rules: list[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Pairs that might say different things, and whose plain conditions do not already part them."""
    index = ask.asked.index
    for pair in islice(meeting([box_of(ask.unknowns, rule) for rule in rules]), MOST_MEETING):
        if _may_differ(ask, *pair) and not _is_settled(index, *pair) and not is_later_version(index, *pair):
            yield pair


def _may_differ(ask: _Question, first: Rule, second: Rule) -> bool:
    kinds = {kind_of(first), kind_of(second)}
    if ask.term.is_action:
        return kinds in ({"must", "must_not"}, {"may", "must_not"})
    if kinds == {"at_least", "at_most"}:
        return _lies_above(ask.unknowns, first, second)
    one, other = value_of(first), value_of(second)
    if kinds != {"is"} or one is None or other is None:
        return False
    if departs(one) and departs(other):
        return True
    if isinstance(one, x.Literal) and isinstance(other, x.Literal):
        return one.value != other.value
    return one != other or first.read_on != second.read_on


def _lies_above(unknowns: Unknowns, first: Rule, second: Rule) -> bool:
    """Whether a floor and a ceiling are plain amounts, the floor the greater."""
    sides = {kind_of(rule): value_of(rule) for rule in (first, second)}
    floor, ceiling = sides["at_least"], sides["at_most"]
    if floor is None or ceiling is None:
        return False
    (free, low), (bound, high) = unknowns.linear(floor, None), unknowns.linear(ceiling, None)
    return not free and not bound and low > high


def _is_settled(index: Index, first: Rule, second: Rule) -> bool:
    """Whether one is set before the other, or both are readings of one doubt."""
    if _stands_before(index, first, second) or _stands_before(index, second, first):
        return True
    if first.reading is None or second.reading is None:
        return False
    return first.reading[0] == second.reading[0] and first.reading[1] != second.reading[1]


def _stands_before(index: Index, one: Rule, other: Rule) -> bool:
    """Whether one is an exception to the other, or to one in whose place it comes: each the only target of the next."""
    for _ in range(LONGEST_CHAIN):
        if other.id in one.targets:
            return True
        if len(one.targets) != 1 or one.conclusion is None or one.targets[0] not in index.policy.rules:
            return False
        one = index.policy.rules[one.targets[0]]
        if one.conclusion is None or not index.exists(one):
            return False
    return False


# Words


def _told(ask: _Question, clash: Clash) -> Diagnostic:
    first, second = clash.pair.first, clash.pair.second
    if clash.found is not None and not _is_certain(ask, clash, clash.found):
        clash = Clash(clash.pair)
    limits = {kind_of(first), kind_of(second)} == {"at_least", "at_most"}
    code = MAY_CONFLICT if clash.found is None else FLOOR_ABOVE_CEILING if limits else CONFLICT
    notes = [Note(first.span, f"{named(ask.asked.index, first)} is here")]
    if clash.pair.departure is not None:
        notes.append(
            Note(clash.pair.departure.span, f"{named(ask.asked.index, clash.pair.departure)} departs from both")
        )
    when = f", {clash.found.told()}" if clash.found is not None else "; nothing rules out that both apply"
    return code.at(
        second.span,
        _message(ask, clash) + when,
        hint="let one be an exception to the other, or let their conditions part them",
        law=law(ask.asked.index, second),
        notes=notes,
    )


def _is_certain(ask: _Question, clash: Clash, found: Witness) -> bool:
    """Whether a case shows it: decided by the caller where it can; else only where nothing was imagined away."""
    if ask.replay is None:
        return clash.pair.departure is None
    return ask.replay(found.case, found.options, ask.term.id)


def _message(ask: _Question, clash: Clash) -> str:
    index, name = ask.asked.index, ask.asked.index.name(ask.term)
    first, second = (named(index, rule) for rule in (clash.pair.first, clash.pair.second))
    one, other = kind_of(clash.pair.first), kind_of(clash.pair.second)
    if ask.term.is_action:
        return f"{first} says `{_EFFECTS[one]} {name}` and {second} says `{_EFFECTS[other]} {name}`"
    if {one, other} == {"at_least", "at_most"}:
        floor, ceiling = (first, second) if one == "at_least" else (second, first)
        return f"the floor of {floor} lies above the ceiling of {ceiling} for `{name}`"
    if clash.values is not None:
        here, there = (written(value, clash.values.type) for value in (clash.values.first, clash.values.second))
        return f"{first} says `{name}` is {here} and {second} says it is {there}"
    if departs(value_of(clash.pair.first)) and departs(value_of(clash.pair.second)):
        return f"{first} and {second} both depart from what `{name}` otherwise is"
    return f"{first} and {second} both say what `{name}` is"


def _not_compared(ask: _Question, first: Rule, compared: int, told: int) -> Diagnostic:
    index, name = ask.asked.index, ask.asked.index.name(ask.term)
    if told == MOST_TOLD:
        message = f"`{name}` has more than {told} pairs of rules that clash, and the first are told"
    else:
        message = f"`{name}` has so many rules that only {compared} pairs of them were compared"
    return NOT_COMPARED.at(first.span, message, law=law(index, first))
