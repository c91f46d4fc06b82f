"""The rules that concluded a term, and the exceptions considered: which of them a reader is told of, and how.

A block is one rule with its conditions, so that two stretches of days can be compared block by block.
Start reading at `grounds_of` and `block_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from engine.evaluate.decision import ConditionStep, RuleStep, TermStep
from engine.model import expressions as model
from engine.model.citations import Basis, Citation
from engine.model.policy import Policy, Rule
from explain.conditions import Asked, Flip, lines_of
from explain.failed import fell_on
from explain.hypothetical import Refusal
from explain.selection import Concluded, Entry, Presumed

_EFFECTS = ("must", "may", "must_not", "should")


@frozen
class Block:
    """The lines of one rule, or of a term without one: told together, or not at all."""

    key: str
    part: str
    entries: tuple[Entry, ...]

    @property
    def head(self) -> Entry:
        """The rule's own line."""
        return self.entries[0]


@frozen
class Ground:
    """A rule as it is told: under which exception's target, how deep, about which term, on the way to which refusal."""

    term: TermStep
    rule: RuleStep
    parent: RuleStep | None
    level: int
    is_root: bool
    day: date
    refusal: Refusal | None = field(default=None, eq=False)


def grounds_of(
    policy: Policy, term: TermStep, is_root: bool, day: date, reader: str, refusal: Refusal | None = None
) -> Iterator[Ground]:
    """The rules to tell of, each followed by the exceptions to it; no rule twice.

    An exception that concludes the term as well is told under the rule it is an exception to.
    """
    rules = in_law_order(policy, term.id, term.rules)
    ids = {rule.id for rule in rules}
    bases = {it.id: it for rule in rules for it in _departed_from(rule)}
    first = [it for it in rules if ids.isdisjoint(policy.rules[it.id].targets)]
    seen: set[str] = set()
    rest = [it for it in rules if not ids.isdisjoint(policy.rules[it.id].targets)]
    for rule in [*first, *rest]:
        stack = [Ground(term, rule, None, 0, is_root, day, refusal)]
        while stack:
            here = _as_base(stack.pop(), bases)
            if here.rule.id in seen or not _is_told(policy, here, bases, reader):
                continue
            seen.add(here.rule.id)
            yield here
            for it in reversed(in_law_order(policy, term.id, here.rule.exceptions)):
                stack.append(Ground(term, it, here.rule, here.level + 1, is_root, day, refusal))


def block_of(policy: Policy, ground: Ground, reader: str) -> Block:
    """A rule's own line and its conditions; for a person those that were decisive, or why it fell."""
    term, step = ground.term, ground.rule
    rule = policy.rules[step.id]
    where = f"rule:{step.id}:{term.id}:{term.member or ''}"
    head = Entry(
        _kind(rule, ground), where, _concluded(policy, ground), addresses(step.basis), ground.level, matters(ground)
    )
    asked = Asked(ground.day, _alone(ground, reader), rule.kind == "exception")
    lines = lines_of(step.condition, where, ground.level + 1, asked) if step.in_force is not False else []
    if not head.decisive:
        lines = [evolve(it, decisive=False) for it in lines]
    if reader == "person":
        lines = [it for it in lines if it.decisive] or _telling(lines, step)
    if step.presumed and rule.unless_shown is not None:
        lines.append(_presumed(rule, ground, where))
    return Block(where, _part(policy, term), (head, *lines))


def nothing_in_force(policy: Policy, term: TermStep, is_root: bool) -> Iterator[Block]:
    """For a term none of whose rules was in force: that fact, and when each of them is."""
    if not term.rules or any(it.in_force is not False for it in term.rules):
        return
    key = f"none:{term.id}:{term.member or ''}"
    head = Concluded(term.id, term.member, "", is_root)
    own = addresses(policy.terms[term.id].basis)
    entries = [Entry("no_rule_in_force", key, head, own, decisive=term.decisive)]
    for step in in_law_order(policy, term.id, term.rules):
        rule = policy.rules[step.id]
        what = Concluded(term.id, term.member, rule.id, is_root, first=rule.validity.first, last=rule.validity.last)
        basis = addresses(step.basis or rule.basis)
        entries.append(Entry("validity", f"{key}:{rule.id}", what, basis, level=1, decisive=term.decisive))
    yield Block(key, _part(policy, term), tuple(entries))


def matters(ground: Ground) -> bool:
    """Whether a rule was decisive for a term that was."""
    return ground.term.decisive and ground.rule.decisive


def addresses(basis: Iterable[Basis], *days: date) -> tuple[Citation, ...]:
    """The addresses of a step, each once; with days, those that were right on any of them, where some were."""
    known = tuple(basis)
    then = [it for it in known if any(it.on(day) for day in days)]
    return tuple(dict.fromkeys(it.citation for it in then or known))


def outcome_basis(
    policy: Policy, root: TermStep, day: date, hidden: frozenset[str] = frozenset()
) -> tuple[Citation, ...]:
    """The addresses an outcome rests on: the decisive rules of the term itself, in the order of the law.

    A refusal rests on the rules that fell, the exceptions that stand against them, and what they fell on; not on
    the last where something is `hidden` from the reader, since its address would tell of it.
    """
    rules = [it for it in in_law_order(policy, root.id, root.rules) if it.in_force and it.decisive]
    if root.value is not None and root.value is not False:
        rules = [it for it in rules if it.standing]
    against = [it for rule in rules for it in rule.exceptions if root.value is False and it.standing]
    found = [citation for rule in [*rules, *against] for citation in addresses(rule.basis)]
    if root.value is False and found and not hidden:
        found = _beside_their_own(found, addresses(fell_on(policy, root, day)))
    own = addresses(it for it in policy.terms[root.id].basis if it.on(day))
    known = (it for rule in in_law_order(policy, root.id, root.rules) for it in policy.rules[rule.id].basis)
    return tuple(dict.fromkeys(found)) or own or addresses(known)


def _beside_their_own(citations: list[Citation], more: Iterable[Citation]) -> list[Citation]:
    """Addresses with others among them, each of these in its place in its section, or after its document's last."""
    found = list(citations)
    for it in sorted(set(more) - set(found), key=lambda it: it.order):
        alike = [place for place, one in enumerate(found) if one.document == it.document]
        later = [place for place in alike if found[place].section == it.section and found[place].order > it.order]
        found.insert(later[0] if later else alike[-1] + 1 if alike else len(found), it)
    return found


def in_law_order(policy: Policy, term: str, rules: Iterable[RuleStep]) -> list[RuleStep]:
    """Rules by their first address; those of the term's own act go first."""
    source = policy.sources.get(policy.terms[term].source)
    home = source.document if source else ""

    def place(rule: RuleStep) -> tuple[object, ...]:
        basis = rule.basis or policy.rules[rule.id].basis
        first = basis[0].citation if basis else Citation("")
        return (first.document != home, first.order, rule.id)

    return sorted(rules, key=place)


def with_exceptions(rules: Iterable[RuleStep]) -> Iterator[RuleStep]:
    stack, seen = list(rules), set()
    while stack:
        rule = stack.pop()
        if id(rule) not in seen:
            seen.add(id(rule))
            yield rule
            stack.extend(rule.exceptions)


def _as_base(ground: Ground, bases: Mapping[str, RuleStep]) -> Ground:
    """A rule that gave way to a departure, with the value the departure was taken from."""
    base, rule = bases.get(ground.rule.id), ground.rule
    if base is None or rule.standing:
        return ground
    decisive = rule.decisive or base.decisive
    return evolve(ground, rule=evolve(rule, value=base.value, value_step=base.value_step, decisive=decisive))


def _departed_from(rule: RuleStep) -> Iterator[RuleStep]:
    """The rules whose value a standing departure was taken from."""
    for departure in with_exceptions([rule]):
        stack = [departure.value_step] if departure.value_step is not None and departure.decisive else []
        while stack:
            here = stack.pop()
            yield from here.otherwise
            stack.extend(here.parts)


def _is_told(policy: Policy, ground: Ground, bases: Mapping[str, RuleStep], reader: str) -> bool:
    rule, parent = ground.rule, ground.parent
    if matters(ground) or reader == "lawyer" or rule.id in bases:
        return True
    if rule.in_force is False or policy.terms[ground.term.id].is_table:
        return False
    if reader in ("caseworker", "quality") and (ground.term.decisive or ground.is_root):
        return True
    if parent is not None and bool(parent.standing or parent.id in bases):
        return True
    conclusion = policy.rules[rule.id].conclusion
    is_limit = conclusion is not None and conclusion.kind in ("at_most", "at_least")
    return is_limit and rule.standing is True and ground.term.decisive


def _part(policy: Policy, term: TermStep) -> str:
    return "grounds" if policy.terms[term.id].type.kind in ("yes_no", "effect") else "amount"


def _telling(lines: list[Entry], step: RuleStep) -> list[Entry]:
    """What a person is told of a rule none of whose conditions was decisive: why it fell, or that it was set aside."""
    if step.condition.value is False:
        return [it for it in lines if it.kind == "condition_not_met"]
    return lines if step.set_aside_by else []


def _alone(ground: Ground, reader: str) -> Callable[[Flip], bool | None] | None:
    """What an unmet condition on the way to a refusal would have meant alone.

    Asked of rules and not of their exceptions. A person is not told, of a term further down, that it is not enough.
    """
    refusal = ground.refusal
    if refusal is None or ground.parent is not None:
        return None
    if ground.is_root or reader != "person":
        return refusal.would_be_met
    return lambda flip: refusal.would_be_met(flip) or None


def _kind(rule: Rule, ground: Ground) -> str:
    """Which sentence a rule gets: what sort of rule it is, whether it stands, and what it concludes."""
    step = ground.rule
    concludes = rule.conclusion.kind if rule.conclusion else ""
    if step.in_force is not True:
        unread = "rule_outside" if rule.read_on is None else "rule_undated"
        return "rule_not_in_force" if step.in_force is False else unread
    state = "stands" if step.standing else "open" if step.standing is None else "falls"
    if state == "falls" and step.condition.value is not False:
        state = "set_aside" if step.set_aside_by else "without_object"
    if rule.kind == "exception":
        return f"exception_{state}{_shape(concludes, state)}"
    if concludes in ("at_most", "at_least"):
        sort = "ceiling" if concludes == "at_most" else "floor"
        return f"{sort}_{'binds' if step.binding and state == 'stands' else state}"
    if rule.kind == "presumption" and step.presumed and state == "stands":
        return "presumption_used"
    return f"rule_{state}{_shape(concludes, state)}"


def _shape(concludes: str, state: str) -> str:
    if state == "set_aside":
        return "_value" if concludes == "is" else ""
    if state != "stands":
        return ""
    return "_effect" if concludes in _EFFECTS else "_value" if concludes in ("is", "at_most", "at_least") else ""


def _concluded(policy: Policy, ground: Ground) -> Concluded:
    step, term = ground.rule, ground.term
    rule = policy.rules[step.id]
    return Concluded(
        term=term.id,
        member=term.member,
        rule=step.id,
        is_root=ground.is_root,
        effect=rule.conclusion.kind if rule.conclusion and rule.conclusion.kind in _EFFECTS else "",
        replaces=_replaced_effect(policy, ground),
        value=step.value,
        formula=rule.conclusion.value if rule.conclusion else None,
        figures=step.value_step,
        operands=tuple(it.value for it in _inside(step.value_step)),
        otherwise=next((it.value for it in _inside(step.value_step) if _is_otherwise(it)), None),
        set_aside_by=_set_aside_by(policy, step),
        first=rule.validity.first,
        last=rule.validity.last,
        alone=_exception_alone(ground),
    )


def _replaced_effect(policy: Policy, ground: Ground) -> str:
    """The effect the rule above would have given, where this exception changes it."""
    mine = policy.rules[ground.rule.id].conclusion
    above = policy.rules[ground.parent.id].conclusion if ground.parent is not None else None
    if mine is None or above is None or mine.kind == above.kind or mine.kind not in _EFFECTS:
        return ""
    return above.kind


def _exception_alone(ground: Ground) -> bool | None:
    """Whether a refusal rests on this exception alone: what would have followed without it."""
    if ground.refusal is None or ground.parent is None or not ground.rule.standing:
        return None
    alone = ground.refusal.would_be_met(ground.rule.id)
    return alone if ground.is_root else alone or None


def _set_aside_by(policy: Policy, step: RuleStep) -> tuple[Citation, ...]:
    current = {it.id: it.basis for it in step.exceptions}
    found = (it for id_ in step.set_aside_by for it in addresses(current.get(id_) or policy.rules[id_].basis))
    return tuple(dict.fromkeys(found))


def _inside(step: ConditionStep | None) -> Iterator[ConditionStep]:
    stack = [step] if step is not None else []
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(here.parts))


def _is_otherwise(step: ConditionStep) -> bool:
    return isinstance(step.expression, model.Otherwise)


def _presumed(rule: Rule, ground: Ground, where: str) -> Entry:
    counter, owner = rule.unless_shown or ("", None)
    member = ground.term.member if owner == "it" else None
    return Entry("presumed", f"{where}:presumed", Presumed(counter, member, rule.shown_by), level=ground.level + 1)
