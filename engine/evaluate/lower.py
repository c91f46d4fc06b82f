"""From the policy to a program of flat slots: terms in order of dependency, rules with their exceptions.

How exceptions work is in `Lowering.standing`, and follows `semantics.md`:

- `condition` of a rule: in force, its own condition and, for an exception with a conclusion, its *reach*. Outside the
  days its source covers, the first two are open, whatever they say: we have not formalised the law of that day.
- An exception *with* a conclusion speaks where one of its targets would (`or` over their conditions), and takes its
  target's place: where the target's condition is met it is also an exception to everything the target excepts.
  Through a target without a conclusion it reaches that one's targets for the same term; where there are none, it
  speaks where that target's own condition is met.
- An exception *without* a conclusion only sets aside, so there it needs no reach: where a target's condition is unmet
  there is nothing to set aside, and where it is met the reach is met. Every settled outcome is the same, some are
  settled earlier, and an exception to a whole chapter does not make each rule wait for every other.
- `what otherwise applies` is what the targets give in a world without the exception.

Equal slots are one slot, so asking again for a slot that exists finds it: `trace` reads the program that way.
Start reading at `lower`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from engine.evaluate.lower_expressions import Env, NotShown, lower_expression
from engine.evaluate.order import CyclicPolicy
from engine.evaluate.slots import Program, Ref, Slot
from engine.evaluate.validity import counting_rows, coverage_steps, in_force_steps, row_edges, speaking_steps
from engine.evaluate.view import View, in_order
from engine.model.expressions import (
    Expression,
    Otherwise,
    terms_read,
    walk,
)
from engine.model.policy import Entity, Rule, Term
from engine.model.units import EFFECT, YES_NO, Type

IT = "it"


def lower(
    view: View, terms: Iterable[str], also: Callable[[Lowering], None] = lambda _: None
) -> tuple[Program, Lowering]:
    """The program that computes some terms on a day, and the lowering that made it; `also` may lower more.

    Raises:
        CyclicPolicy: the terms depend on each other in a circle.
    """
    lowering = Lowering(view)
    lowering.terms(terms)
    also(lowering)
    return lowering.program({term: lowering.term(term) for term in terms}), lowering


def lower_parts(
    view: View, parts: Mapping[str, Expression], env: Env, inside: tuple[Any, ...]
) -> tuple[Program, Lowering]:
    """A program for expressions read on another day, in the surroundings `env`, and the lowering that made it."""
    lowering = Lowering(view, inside)
    needed: set[str] = set()
    for part in parts.values():
        needed |= terms_read(part)
        if any(isinstance(node, Otherwise) for node in walk(part)) and env.rule and env.rule.conclusion:
            needed |= set(view.dependencies(env.rule.conclusion.term))
    lowering.terms(sorted(needed))
    inner = env.elsewhere()
    return lowering.program({name: lowering.expression(part, inner) for name, part in parts.items()}), lowering


class Lowering:
    """Builds the slots of one program. Equal slots are shared."""

    def __init__(self, view: View, inside: tuple[Any, ...] = ()) -> None:
        self.view, self.policy = view, view.policy
        self.slots: list[Slot] = []
        self.index: dict[Slot, int] = {}
        self.subs: list[Program] = []
        self.sub_lowerings: list[Lowering] = []
        self.sub_index: dict[Any, int] = {}
        self.inside = inside
        self.standings: dict[str, dict[Ref, None]] = {}
        self.also: dict[str, Ref] = {}
        self._terms: dict[str, Ref] = {}
        self._rules: dict[Any, Ref] = {}

    # ── slots ───────────────────────────────────────────────────────────────────────────────────────────────

    def slot(
        self,
        op: str,
        args: tuple[Ref, ...] = (),
        data: Any = None,
        dims: tuple[tuple[str, str], ...] | None = None,
        type: Type = YES_NO,
    ) -> Ref:
        """The slot that computes this, made if there is none. It varies over what its arguments vary over."""
        if dims is None:
            dims = self.dims_of(args)
        made = Slot(op, args, data, dims, type)
        at = self.index.get(made)
        if at is None:
            at = self.index[made] = len(self.slots)
            self.slots.append(made)
        return Ref(at, tuple(name for name, _ in dims))

    def dims_of(self, refs: Iterable[Ref], slots: Sequence[Slot] | None = None) -> tuple[tuple[str, str], ...]:
        """The variables some slots vary over, with their entities, in the order they are met."""
        slots = self.slots if slots is None else slots
        found = {}
        for ref in refs:
            for name, (_, entity) in zip(ref.at, slots[ref.slot].dims, strict=True):
                found[name] = entity
        return tuple(found.items())

    def constant(self, value: Any, type: Type = YES_NO) -> Ref:
        return self.slot("const", data=(value.__class__.__name__, value), type=type)

    def all_of(self, parts: list[Ref]) -> Ref:
        parts = [part for part in dict.fromkeys(parts) if not self._is(part, True)]
        if any(self._is(part, False) for part in parts):
            return self.constant(False)
        if len(parts) < 2:
            return parts[0] if parts else self.constant(True)
        return self.slot("and", tuple(parts))

    def any_of(self, parts: list[Ref]) -> Ref:
        parts = [part for part in dict.fromkeys(parts) if not self._is(part, False)]
        if len(parts) < 2:
            return parts[0] if parts else self.constant(False)
        return self.slot("or", tuple(parts))

    def negate(self, part: Ref) -> Ref:
        slot = self.slots[part.slot]
        if slot.op == "const":
            return self.constant(not slot.data[1])
        return self.slot("not", (part,))

    def _is(self, part: Ref, value: bool) -> bool:
        slot = self.slots[part.slot]
        return slot.op == "const" and slot.data[1] is value

    def expression(self, expression: Expression, env: Env) -> Ref:
        return lower_expression(self, expression, env)

    def program(self, entries: dict[str, Ref]) -> Program:
        breaks: set[date] = set()
        for slot in self.slots:
            if slot.args:
                continue
            if slot.op == "parameter":  # the reason for having no value may change where the value does not
                parameter = self.policy.parameters[slot.data[0]]
                breaks.update(row_edges(parameter, counting_rows(parameter, self.view.options.known_on)))
            elif slot.op in ("in_force", "coverage", "covered"):
                breaks.update(slot.data[1][0])
        for sub in self.subs:
            breaks.update(sub.breaks)
        reads_day = bool(self.subs) or any(slot.op == "the_day" for slot in self.slots)
        entries = {
            **entries,
            **self.also,
            **{f"used {term}": ref for (kind, term, *_), ref in self._rules.items() if kind == "used"},
        }
        standings = {rule: tuple(refs) for rule, refs in self.standings.items()}
        read_on = {rule: ref for (kind, rule, *_), ref in self._rules.items() if kind == "read_on"}
        return Program(
            tuple(self.slots), entries, tuple(self.subs), reads_day, tuple(sorted(breaks)), standings, read_on
        )

    # ── terms ───────────────────────────────────────────────────────────────────────────────────────────────

    def terms(self, wanted: Iterable[str]) -> None:
        """Lower some terms and all they depend on, in an order that never looks ahead."""
        for term in in_order(wanted, self.view.dependencies):
            if term not in self._terms:
                self._terms[term] = self._lower_term(self.policy.terms[term])

    def term(self, term_id: str) -> Ref:
        """The slot of a term already lowered."""
        return self._terms[term_id]

    def env(
        self, entity: str, read_on: Ref | None = None, rule: Rule | None = None, gone: frozenset[str] = frozenset()
    ) -> Env:
        """The surroundings of an expression about an entity."""
        found: Entity | None = self.policy.entities.get(entity)
        is_member = bool(found and (found.is_member or found.is_decision_kind))
        return Env(((IT, entity),) if is_member else (), read_on, rule, gone)

    def _lower_term(self, term: Term) -> Ref:
        env = self.env(term.entity)
        if term.left_to and not self.view.by_term.get(term.id):
            value = self.combine(term, [], frozenset())
        elif term.kind == "fact":
            value = self._fact(term, env)
        elif term.kind == "discretion":
            value = self._assessment("assess", term, env, ())
        elif term.is_action:
            value = self._action(term)
        elif term.type == YES_NO:
            value = self._yes_no(term)
        else:
            value = self._amount(term)
        value = self._unless_unformalised(term, value, env)
        if term.amount_type is not None:
            self._rules["used", term.id] = used = self._assessment("used", term, env, (value,))
            self._rules["set", term.id] = self.slot(
                "power_amount", (used,), term.id, dims=env.dims, type=term.amount_type
            )
        elif term.is_action:
            self._rules["used", term.id] = self._assessment("used", term, env, (value,))
        return value

    def has(self, term_id: str) -> bool:
        """Whether a term was lowered."""
        return term_id in self._terms

    def used(self, term_id: str) -> Ref:
        """The slot that says whether a power is used."""
        return self._rules["used", term_id]

    def amount_set(self, term_id: str) -> Ref:
        """The slot of what a person set when using a power."""
        return self._rules["set", term_id]

    def _fact(self, term: Term, env: Env) -> Ref:
        args = [self.expression(term.applies_when, env)] if term.applies_when else []
        if term.range:
            args += [self.expression(limit, env) for limit in term.range]
        data = (term.id, bool(term.applies_when), bool(term.range))
        return self.slot("fact", tuple(args), data, dims=env.dims, type=term.type)

    def _assessment(self, op: str, term: Term, env: Env, effect: tuple[Ref, ...]) -> Ref:
        clauses = term.discretion
        args, shape = list(effect), []
        if clauses and clauses.opens_when:
            args.append(self.expression(clauses.opens_when, env))
            shape.append("door")
        for bound in clauses.bounds if clauses else ():
            args.append(self.expression(bound.value, env))
            shape.append(bound.kind)
        value_type = term.amount_type or term.type if op == "used" else term.type
        return self.slot(
            op, tuple(args), (term.id, tuple(shape)), dims=env.dims, type=YES_NO if op == "used" else value_type
        )

    def _yes_no(self, term: Term) -> Ref:
        supports = []
        for rule in self.view.by_term.get(term.id, ()):
            standing = self.standing(rule)
            if rule.conclusion and rule.conclusion.kind == "is":
                standing = self.all_of([standing, self.value(rule)])
            supports.append(standing)
        return self.any_of(supports)

    def _action(self, term: Term) -> Ref:
        rules = self.view.by_term.get(term.id, ())
        args = tuple(self.standing(rule) for rule in rules)
        kinds = tuple(rule.conclusion.kind for rule in rules if rule.conclusion)
        data = (term.id, kinds, tuple(rule.id for rule in rules))
        return self.slot("effect", args, data, self.env(term.entity).dims, type=EFFECT)

    def _amount(self, term: Term) -> Ref:
        rules = self.view.by_term.get(term.id, ())
        by_kind: dict[str, list[Rule]] = {"is": [], "at_least": [], "at_most": []}
        for rule in rules:
            if rule.conclusion and rule.conclusion.kind in by_kind:
                by_kind[rule.conclusion.kind].append(rule)
        limits = [*by_kind["at_least"], *by_kind["at_most"]]
        has_base = bool(by_kind["is"]) or not by_kind["at_most"]
        base = [self.combine(term, by_kind["is"], frozenset())] if has_base else []
        if not limits:
            return base[0]
        args = base + [part for rule in limits for part in (self.standing(rule), self.value(rule))]
        data = (term.id, has_base, len(by_kind["at_least"]), tuple(rule.id for rule in limits))
        return self.slot("bounded", tuple(args), data, self.env(term.entity).dims, type=term.type)

    def combine(self, term: Term, rules: list[Rule], gone: frozenset[str]) -> Ref:
        """The common value of the rules that stand: open, a gap or a conflict where there is none."""
        args = tuple(part for rule in rules for part in (self.standing(rule, gone), self.value(rule, gone)))
        departs = tuple(rule.id in self.view.departures for rule in rules)
        data = (term.id, departs, tuple(rule.id for rule in rules))
        return self.slot("combine", args, data, self.env(term.entity).dims, type=term.type)

    def _unless_unformalised(self, term: Term, value: Ref, env: Env) -> Ref:
        which = tuple(self.view.unformalised.get(term.id, ()))
        if not which:
            return value
        args = (value, *self.unformalised(term))
        return self.slot("formalised", args, (term.id, which), dims=env.dims, type=term.type)

    def unformalised(self, term: Term) -> list[Ref]:
        """For each provision not formalised that affects a term: whether it speaks, on a day its source covers."""
        found = []
        for index in self.view.unformalised.get(term.id, ()):
            missing = self.policy.not_formalised[index]
            steps = speaking_steps(self.policy, self.view.options, missing.source)
            covered = self.slot("covered", data=(missing.source, steps))
            found.append(self.all_of([covered, self.expression(missing.condition, self.env(term.entity))]))
        return found

    # ── rules ───────────────────────────────────────────────────────────────────────────────────────────────

    def rule_env(self, rule: Rule, gone: frozenset[str] = frozenset()) -> Env:
        """The surroundings of a rule's expressions, with the date its parameters and facts are read on."""
        env = self.env(rule.subject)
        day = None
        if rule.read_on:
            day = self._rules["read_on", rule.id] = self.expression(rule.read_on, env)
        return Env(env.dims, day, rule, gone)

    def in_force(self, rule: Rule) -> Ref:
        """Whether a rule is in force on the day it is read on."""
        return self._on_its_day("in_force", rule, in_force_steps(self.policy, self.view.options, rule))

    def coverage(self, rule: Rule) -> Ref:
        """Met on the days the rule's source covers, and open on others."""
        return self._on_its_day("coverage", rule, coverage_steps(self.policy, rule.source))

    def _on_its_day(self, op: str, rule: Rule, steps: Any) -> Ref:
        key = (op, rule.id)
        if key not in self._rules:
            read_on = self.rule_env(rule).read_on
            always = steps[1] == (True,) and (op == "coverage" or not read_on)
            if always or steps[1] == (False,):
                self._rules[key] = self.constant(steps[1][0])
            else:
                self._rules[key] = self.slot(op, (read_on,) if read_on else (), (rule.source, steps))
        return self._rules[key]

    def own_condition(self, rule: Rule) -> Ref:
        """A rule's `when`, and the counter-fact of a presumption."""
        env = self.rule_env(rule)
        parts = [self.expression(rule.condition, env)]
        if rule.unless_shown:
            parts.append(self.counter(rule))
        return self.all_of(parts)

    def counter(self, rule: Rule) -> Ref:
        """Whether the counter-fact of a presumption is not shown."""
        assert rule.unless_shown is not None
        term, owner = rule.unless_shown
        return self.expression(NotShown(term, owner, type=YES_NO), self.rule_env(rule))

    def condition(self, rule: Rule, gone: frozenset[str] = frozenset()) -> Ref:
        """In force, own condition, and for an exception with a conclusion its reach."""
        gone = gone.intersection(rule.targets)
        key = ("condition", rule.id, gone)
        if key not in self._rules:
            parts = [self._where_covered(rule, [self.in_force(rule), self.own_condition(rule)])]
            if rule.kind == "exception" and rule.conclusion:  # a rule that only precedes another needs no reach
                targets = [target for target in self.view.targets(rule) if target.id not in gone]
                parts.append(self.any_of([self._reached(target, rule.conclusion.term) for target in targets]))
            self._rules[key] = self.all_of(parts)
        return self._rules[key]

    def _reached(self, target: Rule, term: str) -> Ref:
        """The condition of a target, as an exception that concludes a term reaches it."""
        if target.conclusion:
            return self.condition(target)
        inner = [self.condition(other) for other in self.view.inner_targets(target, term)]
        own = self._where_covered(target, [self.in_force(target), self.own_condition(target)])
        return self.all_of([own, self.any_of(inner)]) if inner else own

    def _where_covered(self, rule: Rule, parts: list[Ref]) -> Ref:
        covered, held = self.coverage(rule), self.all_of(parts)
        return held if self._is(covered, True) else self.slot("while", (covered, held))

    def standing(self, rule: Rule, gone: frozenset[str] = frozenset()) -> Ref:
        """Whether a rule carries its conclusion, in a world without the rules in `gone`."""
        key = ("standing", rule.id, gone)
        if key not in self._rules:
            condition = self.condition(rule, gone)
            blocks = [self.negate(block) for _, block in self.blocks(rule, gone)]
            self._rules[key] = self._stands(rule, [condition, *blocks])
        return self._rules[key]

    def _stands(self, rule: Rule, parts: list[Ref]) -> Ref:
        """A slot of the rule's own, so that equal conditions of two rules stay two steps."""
        standing = self.slot("and", tuple(parts), rule.id)
        self.standings.setdefault(rule.id, {})[standing] = None
        return standing

    def blocks(self, rule: Rule, gone: frozenset[str] = frozenset()) -> list[tuple[Rule, Ref]]:
        """For each exception to a rule: whether it, or one that takes its place, sets the rule aside."""
        exceptions = self.view.exceptions.get(rule.id, ())
        return [(exception, self.block(exception, gone)) for exception in exceptions if exception.id not in gone]

    def block(self, exception: Rule, gone: frozenset[str]) -> Ref:
        """Whether somebody stands in an exception's place: itself, or one with a conclusion that takes its place."""
        stands = self.standing(exception, gone)
        taking = [other for other in self.view.concluding(exception) if other.id not in gone]
        if not taking:
            return stands
        places = self.any_of([self.block(other, gone) for other in taking])
        return self.any_of([stands, self.all_of([self.condition(exception, gone), places])])

    def value(self, rule: Rule, gone: frozenset[str] = frozenset()) -> Ref:
        """What a rule concludes, in a world without the rules in `gone`."""
        assert rule.conclusion is not None
        assert rule.conclusion.value is not None
        if rule.id not in self.view.departures:
            gone = frozenset()
        key = ("value", rule.id, gone)
        if key not in self._rules:
            self._rules[key] = self.expression(rule.conclusion.value, self.rule_env(rule, gone))
        return self._rules[key]

    def otherwise(self, env: Env) -> Ref:
        """What the targets of the exception around would give if it were not there."""
        rule = env.rule
        assert rule is not None
        assert rule.conclusion is not None
        gone = env.gone | {rule.id}
        term = self.policy.terms[rule.conclusion.term]
        return self.combine(term, self.otherwise_targets(rule, gone), gone)

    def otherwise_targets(self, rule: Rule, gone: frozenset[str]) -> list[Rule]:
        """The targets a departure takes its value from."""
        assert rule.conclusion is not None
        kind, term = rule.conclusion.kind, rule.conclusion.term
        targets = (self.view.rules[key] for key in sorted(set(rule.targets)) if key in self.view.rules)
        return [
            target
            for target in targets
            if target.id not in gone
            and target.conclusion
            and (target.conclusion.kind, target.conclusion.term) == (kind, term)
        ]

    # ── other days ──────────────────────────────────────────────────────────────────────────────────────────

    def _world(self, parts: dict[str, Expression], env: Env) -> Any:
        """What else an expression read on another day depends on: the exception around `what otherwise applies`."""
        if env.rule and any(isinstance(node, Otherwise) for part in parts.values() for node in walk(part)):
            return env.rule.id, env.gone
        return None

    def sub(self, parts: dict[str, Expression], env: Env) -> tuple[int, dict[str, Ref]]:
        """The index of the program for expressions read on other days, and where it keeps them."""
        key = (tuple(sorted(parts.items())), env.dims, self._world(parts, env))
        if key not in self.sub_index:
            if key in self.inside:
                names = sorted({term for part in parts.values() for term in terms_read(part)})
                raise CyclicPolicy(tuple(names))
            program, lowering = lower_parts(self.view, parts, env, (*self.inside, key))
            self.sub_index[key] = len(self.subs)
            self.subs.append(program)
            self.sub_lowerings.append(lowering)
        at = self.sub_index[key]
        return at, self.subs[at].entries
