"""The derivation of an answer as a tree, made from a frame's flat values when somebody asks.

It follows the policy's own structure (term, rules, conditions, exceptions) and looks each value up by asking the
lowering for the slot again: equal slots are one slot, so nothing is computed twice. Start reading at `Tracer.term`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.evaluate.assessments import lacks
from engine.evaluate.decision import ConditionStep, ParameterStep, RuleStep, TermStep
from engine.evaluate.lower import IT, Lowering
from engine.evaluate.lower_expressions import Env, lower_expression
from engine.evaluate.order import order_of_law
from engine.evaluate.parameters import parameter_step
from engine.evaluate.run import Frame
from engine.model import expressions as e
from engine.model.case import Assessment, Statement
from engine.model.citations import Basis
from engine.model.policy import Policy, Rule, Term

NONE: frozenset[str] = frozenset()
DEEPEST = 60
"""How deep a derivation unfolds terms inside terms before it stops; `explain` asks for the rest by name."""


class Tracer:
    """Steps of one frame. `names` are the members around, by variable."""

    def __init__(self, frame: Frame, lowering: Lowering, depth: int = 0) -> None:
        self.frame, self.low, self.depth = frame, lowering, depth
        self.policy: Policy = lowering.policy
        self._terms: dict[Any, TermStep] = {}
        self._rules: dict[Any, RuleStep] = {}
        self._elsewhere: dict[Any, Tracer] = {}

    def term(self, term_id: str, member: str | None = None) -> TermStep:
        """The step of a term, of one member where it has members."""
        key = (term_id, member)
        if key not in self._terms:
            self._terms[key] = self._term(self.policy.terms[term_id], member)
        return self._terms[key]

    def _term(self, term: Term, member: str | None) -> TermStep:
        ref = self.low.term(term.id)
        names = {IT: member} if member is not None else {}
        slot, key = self.frame.at(ref, names) if member is not None or not ref.at else (ref.slot, ())
        value, decisive = self.frame.value(slot, key), self._marked(slot, key)
        self.depth += 1
        try:
            rules = [] if self.depth > DEEPEST else self.rules(term, names)
        finally:
            self.depth -= 1
        return TermStep(
            term.id,
            member,
            value,
            decisive,
            rules=tuple(rules),
            day=self.frame.day,
            **self._given(term, member, names),
        )

    def _marked(self, slot: int, key: tuple[str, ...]) -> bool:
        return ((slot, key) if key else slot) in self.frame.marks

    def _given(self, term: Term, member: str | None, names: dict[str, str]) -> dict[str, Any]:
        """What the case itself says: statements, assessments and what they lack, doors."""
        inputs, env = self.frame.run.inputs, self.low.env(term.entity)
        found: dict[str, Any] = {}
        if term.kind == "fact":
            statement = inputs.statement((term.id, member), self.frame.day)
            found["statements"] = (statement,) if isinstance(statement, Statement) else ()
        if term.applies_when is not None:
            found["applies"] = self.expression(term.applies_when, env, names)
        if term.kind == "discretion" or term.is_action:
            assessment = inputs.assessment((term.id, member), self.frame.day)
            if isinstance(assessment, Assessment):
                found["assessments"] = (assessment,)
                found["lacks"] = lacks(term, assessment)
        if term.discretion and term.discretion.opens_when is not None:
            found["door"] = self.expression(term.discretion.opens_when, env, names)
        if term.is_action:
            used = self.frame.at(self.low.used(term.id), names)
            found["used"] = self.frame.value(*used)
            if term.amount_type is not None:
                found["amount"] = self.frame.value(*self.frame.at(self.low.amount_set(term.id), names))
        return found

    # ── rules ───────────────────────────────────────────────────────────────────────────────────────────────

    def rules(self, term: Term, names: dict[str, str]) -> list[RuleStep]:
        """The rules that conclude a term, base rules before exceptions, in the order of the law."""
        found = self.low.view.by_term.get(term.id, ())
        steps = [self.rule(rule, names) for rule in sorted(found, key=order_of_law)]
        return self._with_binding(term, steps)

    def _with_binding(self, term: Term, steps: list[RuleStep]) -> list[RuleStep]:
        """Marks the ceiling or floor that gave the value."""
        ref = self.low.term(term.id)
        value = None
        if ref.slot < len(self.frame.values) and steps:
            names = {IT: steps[0].member} if steps[0].member else {}
            value = self.frame.value(*self.frame.at(ref, {k: v for k, v in names.items() if v}))
        made = []
        for step in steps:
            rule = self.low.view.rules[step.id]
            limit = rule.conclusion is not None and rule.conclusion.kind in ("at_most", "at_least")
            binds = bool(limit and step.standing and value is not None and step.value == value)
            made.append(evolve_binding(step, binds))
        return made

    def rule(self, rule: Rule, names: dict[str, str], gone: frozenset[str] = NONE) -> RuleStep:
        """A rule with its condition, exceptions, and value, in a world without the rules in `gone`."""
        key = (rule.id, tuple(sorted(names.items())), gone)
        if key not in self._rules:
            self._rules[key] = self._rule(rule, names, gone)
        return self._rules[key]

    def _rule(self, rule: Rule, names: dict[str, str], gone: frozenset[str]) -> RuleStep:
        env = self.low.rule_env(rule, gone)
        exceptions, aside = self._exceptions(rule, names, gone)
        value_step = None
        if rule.conclusion and rule.conclusion.value is not None and self.low.has(rule.conclusion.term):
            value_step = self.expression(rule.conclusion.value, env, names)
        at = self.frame.at(self.low.standing(rule, gone), names)
        return RuleStep(
            rule.id,
            names.get(IT),
            self._in_force(rule, names),
            self.expression(rule.condition, env, names),
            self.frame.value(*at),
            (at if at[1] else at[0]) in self.frame.grounds,
            value=value_step.value if value_step else None,
            value_step=value_step,
            basis=self._basis(rule, names),
            exceptions=tuple(exceptions),
            set_aside_by=tuple(aside),
            presumed=self._presumed(rule, names, at),
        )

    def _in_force(self, rule: Rule, names: dict[str, str]) -> bool | None:
        covered = self.frame.value(*self.frame.at(self.low.coverage(rule), names))
        in_force: bool | None = self.frame.value(*self.frame.at(self.low.in_force(rule), names))
        return in_force if covered else None

    def _exceptions(self, rule: Rule, names: dict[str, str], gone: frozenset[str]) -> tuple[list[RuleStep], list[str]]:
        steps, aside = [], []
        for exception, block in self.low.blocks(rule, gone):
            if self.frame.value(*self.frame.at(block, names)) is True:
                aside.append(exception.id)
            steps.append(self.rule(exception, names, gone))
        order = sorted(steps, key=lambda step: order_of_law(self.low.view.rules[step.id]))
        return order, aside

    def _presumed(self, rule: Rule, names: dict[str, str], at: tuple[int, tuple[str, ...]]) -> bool:
        if rule.unless_shown is None or not self.frame.value(*at):
            return False
        counter = self.frame.at(self.low.counter(rule), names)
        return self.frame.value(*counter) is True

    def _basis(self, rule: Rule, names: dict[str, str]) -> tuple[Basis, ...]:
        day = self.frame.shown_day
        if rule.read_on is not None:
            ref = self.low.rule_env(rule).read_on
            read: date | None = self.frame.value(*self.frame.at(ref, names)) if ref else None
            day = read or day
        return tuple(basis for basis in rule.basis if basis.on(day))

    # ── expressions ─────────────────────────────────────────────────────────────────────────────────────────

    def expression(self, node: e.Expression, env: Env, names: dict[str, str]) -> ConditionStep:
        """An expression and its operands, each with its value."""
        ref = lower_expression(self.low, node, env)
        if ref.slot >= len(self.frame.values):
            return ConditionStep(node, None, False)
        at = self.frame.at(ref, names)
        value, decisive = self.frame.value(*at), self._marked(*at)
        return ConditionStep(node, value, decisive, **self._inside(node, env, names, decisive))

    def _inside(self, node: e.Expression, env: Env, names: dict[str, str], decisive: bool) -> dict[str, Any]:
        match node:
            case e.Read(term=term, owner=owner) | e.Used(term=term, owner=owner):
                member = names.get(owner) if owner else None
                return {"reads": self._read(node, env, names, term, member), "member": member}
            case e.ReadParameter(parameter=parameter):
                return {"parameter": self.parameter(parameter, self._read_day(env, names), decisive)}
            case e.Otherwise():
                return {"otherwise": self._otherwise(env, names)}
            case e.Quantified():
                return {"parts": self._members(node, env, names)}
            case e.OnDay():
                return self._on_day(node, env, names)
            case e.DaysWhere(first=first, last=last) | e.SumOverDays(first=first, last=last):
                return {"parts": (self.expression(first, env, names), self.expression(last, env, names))}
            case e.DayBegan():
                return {}
            case _:
                return {"parts": tuple(self.expression(part, env, names) for part in e.children(node))}

    def _read(self, node: e.Expression, env: Env, names: dict[str, str], term: str, member: str | None) -> TermStep:
        """A term as read: a varying fact, on the rule's `read on` date where it has one."""
        day = self._read_day(env, names)
        declared = self.policy.terms[term]
        if env.read_on is None or day is None or not (declared.kind == "fact" and declared.varies_by):
            return self.term(term, member)
        index, _ = self.low.sub({"part": node}, env)
        return self._there(index, day).term(term, member)

    def _there(self, index: int, day: date) -> Tracer:
        """The steps of another day that is read from this one."""
        if (index, day) not in self._elsewhere:
            there = Tracer(self.frame.sub(index, day), self.low.sub_lowerings[index], self.depth + 1)
            self._elsewhere[index, day] = there
        return self._elsewhere[index, day]

    def _read_day(self, env: Env, names: dict[str, str]) -> date | None:
        if env.read_on is None:
            return self.frame.day
        read: date | None = self.frame.value(*self.frame.at(env.read_on, names))
        return read

    def parameter(self, parameter_id: str, day: date | None, decisive: bool) -> ParameterStep:
        """A parameter as read on a day, with the row that counted."""
        known_on = self.low.view.options.known_on
        return parameter_step(
            self.policy, parameter_id, day or self.frame.shown_day, known_on, decisive and day is not None
        )

    def _otherwise(self, env: Env, names: dict[str, str]) -> tuple[RuleStep, ...]:
        assert env.rule is not None
        gone = env.gone | {env.rule.id}
        return tuple(self.rule(target, names, gone) for target in self.low.otherwise_targets(env.rule, gone))

    def _members(self, node: e.Quantified, env: Env, names: dict[str, str]) -> tuple[ConditionStep, ...]:
        found = self.policy.lists[node.list]
        owner = names.get(node.list_owner) if node.list_owner else None
        ids, _ = self.frame.run.inputs.lists.get((node.list, owner), ((), False))
        inner = env.within(node.variable, found.member)
        steps = []
        for member in ids:
            around = {**names, node.variable: member}
            for part in e.children(node):
                step = self.expression(part, inner, around)
                steps.append(
                    ConditionStep(
                        step.expression,
                        step.value,
                        step.decisive,
                        step.parts,
                        member,
                        step.reads,
                        step.parameter,
                        step.otherwise,
                    )
                )
        return tuple(steps)

    def _on_day(self, node: e.OnDay, env: Env, names: dict[str, str]) -> dict[str, Any]:
        day_step = self.expression(node.day, env, names)
        if not isinstance(day_step.value, date):
            return {"parts": (day_step,)}
        index, _ = self.low.sub({"part": node.part}, env)
        there = self._there(index, day_step.value)
        return {"parts": (there.expression(node.part, env.elsewhere(), names), day_step)}


def evolve_binding(step: RuleStep, binding: bool) -> RuleStep:
    """The same step, marked as the limit that decided."""
    from attrs import evolve

    return evolve(step, binding=binding) if binding else step
