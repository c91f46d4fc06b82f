"""Which change did it: every turned answer, and every krone, given to the provisions that were changed.

For up to ten changed provisions every mixture of old and new is decided. A case is caused by the smallest sets of
changes that alone bring the new outcome; an amount is split by the average over all orders in which the changes could
have been made (Shapley 1953), in exact fractions, so that the parts add up. With more provisions the changes are
narrowed down case by case (Zeller's delta debugging) and no amounts are split. Start reading at `attribution`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

from attrs import evolve, frozen

from engine.diff.impact import Impact, Turned
from engine.diff.parts import Part, bearing_on, mixed, parts, provisions
from engine.evaluate import settle
from engine.evaluate.order import CyclicPolicy
from engine.model.case import Case, Options
from engine.model.citations import Citation
from engine.model.expressions import Value
from engine.model.policy import Policy

MOST = 10
"""The most provisions for which every mixture is decided."""

Group = tuple[str, ...]
"""Some changed provisions, as their addresses; together they are a set of changes."""


@frozen
class Cause:
    """The smallest sets of changed provisions that alone turn some answers: how many answers of one term."""

    term: str
    sets: tuple[Group, ...]
    answers: int


@frozen
class Share:
    """The part of the change of one term's sum that one provision brings. The shares of a term add up exactly."""

    term: str
    provision: str
    amount: Fraction


@frozen
class Attribution:
    """What each changed provision did. `shares` is empty where there are too many provisions to split amounts."""

    provisions: tuple[str, ...]
    causes: tuple[Cause, ...]
    shares: tuple[Share, ...]


def attribution(
    before: Policy, after: Policy, cases: Sequence[Case], found: Impact, options: Options = Options()
) -> Attribution:
    """Which changed provision turned which answers of `found`, an impact that is not suppressed."""
    groups = changed_provisions(before, after)
    names = tuple(groups)
    worlds = _Worlds(before, after, groups, cases, options)
    causes: dict[tuple[str, tuple[Group, ...]], int] = {}
    amounts: dict[tuple[str, str], Fraction] = {}
    for turned in found.turned:
        bearing = worlds.bearing_on(turned.term)
        sets = _causing(worlds, bearing, turned)
        causes[turned.term, sets] = causes.get((turned.term, sets), 0) + 1
        if len(bearing) <= MOST and turned.difference:
            for name, amount in _shares(worlds, bearing, turned).items():
                amounts[turned.term, name] = amounts.get((turned.term, name), Fraction(0)) + amount
    return Attribution(
        names,
        tuple(Cause(term, sets, count) for (term, sets), count in sorted(causes.items())),
        tuple(Share(term, name, amount) for (term, name), amount in sorted(amounts.items()) if amount),
    )


def changed_provisions(before: Policy, after: Policy) -> dict[str, tuple[Part, ...]]:
    """The changed parts by the first provision each rests on, in the order of the law."""
    found: dict[Citation | None, list[Part]] = {}
    for part in parts(before, after):
        cited = provisions(before, after, part)
        found.setdefault(cited[0] if cited else None, []).append(part)
    ordered = sorted(found, key=lambda citation: (citation is None, citation.order if citation else ()))
    return {str(citation) if citation else "declarations": tuple(found[citation]) for citation in ordered}


class _Worlds:
    """Answers under mixtures of old and new, each decided once."""

    def __init__(
        self,
        before: Policy,
        after: Policy,
        groups: Mapping[str, tuple[Part, ...]],
        cases: Sequence[Case],
        options: Options,
    ) -> None:
        self.before, self.after, self.groups, self.cases, self.options = before, after, groups, cases, options
        self._policies: dict[Group, Policy] = {}
        self._bearing: dict[str, Group] = {}
        self._answers: dict[tuple[Group, int, str], Mapping[tuple[str, str | None], Value | None]] = {}

    def answer(self, taken: Group, turned: Turned) -> Value | None:
        """What an answer is when some provisions are changed; open where the mixture cannot be decided."""
        key = (taken, turned.case, turned.term)
        if key not in self._answers:
            case = evolve(self.cases[turned.case], last=None, requested=(turned.term,))
            try:
                self._answers[key] = settle(self.policy(taken), case, self.options)
            except CyclicPolicy:
                self._answers[key] = {}
        return self._answers[key].get((turned.term, turned.member))

    def bearing_on(self, term: str) -> Group:
        """The changed provisions that may bear on a term."""
        if term not in self._bearing:
            near = bearing_on(self.before, self.after, term, self.options)
            self._bearing[term] = tuple(name for name, group in self.groups.items() if not near.isdisjoint(group))
        return self._bearing[term]

    def policy(self, taken: Group) -> Policy:
        if taken not in self._policies:
            changed = [part for name in taken for part in self.groups[name]]
            self._policies[taken] = mixed(self.before, self.after, changed)
        return self._policies[taken]


def _causing(worlds: _Worlds, names: tuple[str, ...], turned: Turned) -> tuple[Group, ...]:
    """The smallest sets of changes that alone bring the new outcome."""
    if len(names) > MOST:
        return (_narrowed(worlds, names, turned),)
    for size in range(1, len(names) + 1):
        sets = [taken for taken in combinations(names, size) if worlds.answer(taken, turned) == turned.after]
        if sets:
            return tuple(sets)
    return (names,)


def _narrowed(worlds: _Worlds, names: tuple[str, ...], turned: Turned) -> Group:
    """A set of changes from which none can be taken away without losing the new outcome (delta debugging)."""
    taken, pieces = names, 2
    while len(taken) > 1:
        size = -(-len(taken) // pieces)
        chunks = [taken[at : at + size] for at in range(0, len(taken), size)]
        candidates = [*chunks, *(tuple(name for name in taken if name not in chunk) for chunk in chunks)]
        smaller = next((one for one in candidates if one and worlds.answer(one, turned) == turned.after), None)
        if smaller is not None and len(smaller) < len(taken):
            taken, pieces = smaller, 2
        elif pieces < len(taken):
            pieces = min(len(taken), pieces * 2)
        else:
            break
    return taken


def _shares(worlds: _Worlds, names: tuple[str, ...], turned: Turned) -> dict[str, Fraction]:
    """The part of a change in an amount that each provision brings, averaged over all orders of making the changes.

    A mixture that is open counts as the old amount: nobody is paid by it.
    """
    relevant = [name for name in names if _matters(worlds, names, name, turned)]
    whole = factorial(len(relevant))
    shares: dict[str, Fraction] = {}
    for name in relevant:
        others = [other for other in relevant if other != name]
        total = Fraction(0)
        for size in range(len(others) + 1):
            weight = Fraction(factorial(size) * factorial(len(others) - size), whole)
            for taken in combinations(others, size):
                with_it = _amount(worlds, names, (*taken, name), turned)
                total += weight * (with_it - _amount(worlds, names, taken, turned))
        shares[name] = total
    return shares


def _matters(worlds: _Worlds, names: tuple[str, ...], name: str, turned: Turned) -> bool:
    """Whether a change makes a difference to an answer beside any others."""
    others = [other for other in names if other != name]
    return any(
        worlds.answer(_in_order(names, (*taken, name)), turned) != worlds.answer(taken, turned)
        for size in range(len(others) + 1)
        for taken in combinations(others, size)
    )


def _amount(worlds: _Worlds, names: tuple[str, ...], taken: Iterable[str], turned: Turned) -> Fraction:
    value = worlds.answer(_in_order(names, taken), turned)
    if isinstance(value, Fraction):
        return value
    assert isinstance(turned.before, Fraction)
    return turned.before


def _in_order(names: tuple[str, ...], taken: Iterable[str]) -> Group:
    chosen = set(taken)
    return tuple(name for name in names if name in chosen)
