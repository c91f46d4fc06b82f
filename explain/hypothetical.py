"""What a refusal would have come to, had one ground been otherwise and all else as it was: also a ground further down.

The derivation is reckoned anew from its leaves, term by term and never recursively over rules, with one condition
turned around wherever it is asked, or one exception gone. Where an amount, a list or another day rests on what is
turned, nothing is claimed. Start reading at `Refusal`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from engine.evaluate.decision import ConditionStep, RuleStep, TermStep
from engine.model import expressions as model
from engine.model.expressions import Expression
from explain.conditions import member_of, reads_of

Flip = tuple[Expression, str | None]
"""A condition (of a member) whose answer is turned around to see what would follow."""

Key = tuple[str, str | None, object]
UNSURE = "unsure"
"""What cannot be reckoned from the steps alone."""

Truth = bool | str | None


@frozen
class Refusal:
    """A refused term with every term its derivation reached, each after those it reads."""

    root: TermStep
    terms: tuple[TermStep, ...]
    _told: dict[object, bool | None] = field(factory=dict, eq=False, repr=False)

    def would_be_met(self, flip: Flip | str) -> bool | None:
        """Whether it would have been met, with one unmet condition turned or one exception gone; `None`: not known."""
        if flip not in self._told:
            value = _reckoned(self.terms, flip)[_key(self.root)]
            self._told[flip] = None if value == UNSURE else value is True
        return self._told[flip]


def refusal_of(root: TermStep) -> Refusal:
    """A refused term, ready for asking what would have changed it."""
    order: list[TermStep] = []
    seen: set[Key] = set()
    stack: list[tuple[TermStep, bool]] = [(root, False)]
    while stack:
        term, done = stack.pop()
        if done:
            order.append(term)
        elif _key(term) not in seen:
            seen.add(_key(term))
            stack.append((term, True))
            stack.extend((it, False) for it in _reads(term))
    return Refusal(root, tuple(order))


def _key(term: TermStep) -> Key:
    return term.id, term.member, term.day


def _reads(term: TermStep) -> Iterator[TermStep]:
    rules = list(term.rules)
    while rules:
        rule = rules.pop()
        rules.extend(rule.exceptions)
        for step in (*reads_of(rule.condition), *reads_of(rule.value_step)):
            if step.reads is not None:
                yield step.reads
    for step in (*reads_of(term.door), *reads_of(term.applies)):
        if step.reads is not None:
            yield step.reads


def _reckoned(terms: Sequence[TermStep], flip: Flip | str) -> dict[Key, Truth]:
    """The value of each term with the flip; a term that is no yes or no is unsure as soon as what it reads is new."""
    found: dict[Key, Truth] = {}
    for term in terms:
        if _is_turned(term, flip):  # so that what only applies, or only opens, because of it is unsure
            found[_key(term)] = not term.value
        elif any(_is_new(it, found) for it in _reads(term)) or _asks(term, flip):
            found[_key(term)] = _anew(term, flip, found)
        else:
            found[_key(term)] = _settled(term)
    return found


def _is_turned(term: TermStep, flip: Flip | str) -> bool:
    """Whether the condition that is turned is this very fact or assessment."""
    if isinstance(flip, str) or not isinstance(flip[0], model.Read):
        return False
    return (term.id, term.member) == (flip[0].term, flip[1]) and isinstance(term.value, bool)


def _settled(term: TermStep) -> Truth:
    return term.value if term.value is None or isinstance(term.value, bool) else str(term.value)


def _is_new(term: TermStep, found: dict[Key, Truth]) -> bool:
    return found.get(_key(term), _settled(term)) != _settled(term)


def _asks(term: TermStep, flip: Flip | str) -> bool:
    """Whether a rule of the term asks what is turned, or is the exception that is gone."""
    rules = list(term.rules)
    while rules:
        rule = rules.pop()
        rules.extend(rule.exceptions)
        if rule.id == flip or (not isinstance(flip, str) and _has(rule.condition, flip)):
            return True
        if rule.value_step is not None and not isinstance(flip, str) and _has(rule.value_step, flip):
            return True
    return False


def _has(step: ConditionStep, flip: Flip) -> bool:
    stack = [step]
    while stack:
        here = stack.pop()
        if (here.expression, member_of(here)) == flip:
            return True
        stack.extend(here.parts)
    return False


def _anew(term: TermStep, flip: Flip | str, found: dict[Key, Truth]) -> Truth:
    """A yes/no term from its rules; what is given, and what is no yes or no, cannot be reckoned so."""
    if not term.rules or not (term.value is None or isinstance(term.value, bool)):
        return UNSURE
    if _from_rules(term, "", {}) != term.value:  # it rests on more than its rules say, such as the days they cover
        return UNSURE
    return _from_rules(term, flip, found)


def _from_rules(term: TermStep, flip: Flip | str, found: dict[Key, Truth]) -> Truth:
    return _any([_stands(rule, flip, found) for rule in term.rules])


def _stands(rule: RuleStep, flip: Flip | str, found: dict[Key, Truth]) -> Truth:
    """Whether a rule would stand; exceptions to exceptions may be many, so they are settled from the innermost out."""
    order: list[tuple[RuleStep, int]] = [(rule, -1)]
    for place, (here, _) in enumerate(order):
        order.extend((inner, place) for inner in here.exceptions)
    against: list[list[Truth]] = [[] for _ in order]
    stands: Truth = None
    for place in range(len(order) - 1, -1, -1):
        here, parent = order[place]
        stands = _stands_alone(here, flip, against[place], found)
        if parent >= 0:
            against[parent].append(stands)
    return stands


def _stands_alone(rule: RuleStep, flip: Flip | str, exceptions: Sequence[Truth], found: dict[Key, Truth]) -> Truth:
    if rule.id == flip or rule.in_force is False:
        return False
    condition = _value(rule.condition, flip, found) if rule.in_force else None
    return _all([condition, *(_not(it) for it in exceptions)])


def _value(step: ConditionStep, flip: Flip | str, found: dict[Key, Truth]) -> Truth:
    node = step.expression
    if not isinstance(flip, str) and flip == (node, member_of(step)):
        return not step.value if isinstance(step.value, bool) else UNSURE
    if isinstance(node, model.And):
        return _all([_value(part, flip, found) for part in step.parts])
    if isinstance(node, model.Or):
        return _any([_value(part, flip, found) for part in step.parts])
    if isinstance(node, model.Not):
        return _not(_value(step.parts[0], flip, found))
    if isinstance(node, model.Read) and step.reads is not None:
        return found.get(_key(step.reads), step.value if isinstance(step.value, bool) else None)
    if any(it.reads is not None and _is_new(it.reads, found) for it in reads_of(step)):
        return UNSURE
    if not isinstance(flip, str) and _rests_on(step, flip):
        return UNSURE
    return step.value if isinstance(step.value, bool) else None


def _rests_on(step: ConditionStep, flip: Flip) -> bool:
    """Whether a comparison or a list looks at the fact that is turned, or asks what is turned inside itself."""
    node, member = flip
    turned = getattr(node, "term", None)
    return _has(step, flip) or any(
        it.reads is not None and (it.reads.id, it.reads.member) == (turned, member) for it in reads_of(step)
    )


def _all(values: Sequence[Truth]) -> Truth:
    if False in values:
        return False
    return UNSURE if UNSURE in values else None if None in values else True


def _any(values: Sequence[Truth]) -> Truth:
    if True in values:
        return True
    return UNSURE if UNSURE in values else None if None in values else False


def _not(value: Truth) -> Truth:
    return (not value) if isinstance(value, bool) else value
