"""One expression to slots: a case for each kind of node. Nesting is limited by the language, so this may recurse.

Start reading at `lower_expression`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from engine.evaluate.slots import Ref
from engine.evaluate.validity import parameter_steps
from engine.model import expressions as e
from engine.model.policy import Rule
from engine.model.units import DATE, EFFECT, NUMBER, Type

if TYPE_CHECKING:
    from engine.evaluate.lower import Lowering


@frozen
class Env:
    """The surroundings of an expression: the members around it, the date it reads on, the rule it belongs to.

    `dims` are (variable, entity) pairs; `gone` the rules that do not exist in the world it is read in.
    """

    dims: tuple[tuple[str, str], ...] = ()
    read_on: Ref | None = None
    rule: Rule | None = None
    gone: frozenset[str] = frozenset()

    def within(self, variable: str, entity: str) -> Env:
        """Inside a quantifier over the members of an entity."""
        return Env((*self.dims, (variable, entity)), self.read_on, self.rule, self.gone)

    def elsewhere(self) -> Env:
        """The same surroundings on another day."""
        return Env(self.dims, None, self.rule, self.gone)


@frozen(eq=False, repr=False)
class NotShown(e.Read):
    """That the counter-fact of a presumption is not shown: known not to be so, or asked and unknown."""


def lower_expression(low: Lowering, node: e.Expression, env: Env) -> Ref:
    """The slot of an expression; all terms it reads have been lowered before."""
    match node:
        case e.Literal(value=value):
            return low.constant(value, node.type)
        case NotShown():
            return _not_shown(low, node, env)
        case e.Read():
            return read(low, node, env)
        case e.ReadParameter(parameter=parameter):
            return _parameter(low, parameter, env, node.type)
        case e.Used(term=term, owner=owner):
            return _at(low, low.used(term), owner)
        case e.Otherwise():
            return low.otherwise(env)
        case e.TheDay():
            return low.slot("the_day", type=DATE)
        case e.And(parts=parts):
            return low.all_of([lower_expression(low, part, env) for part in parts])
        case e.Or(parts=parts):
            return low.any_of([lower_expression(low, part, env) for part in parts])
        case e.Not(part=part):
            return low.negate(lower_expression(low, part, env))
        case e.Quantified():
            return _quantified(low, node, env)
        case e.OnDay():
            return _on_day(low, node, env)
        case e.DaysWhere() | e.SumOverDays() | e.DayBegan():
            return _over_days(low, node, env)
        case _:
            return _plain(low, node, env)


def _plain(low: Lowering, node: e.Expression, env: Env) -> Ref:
    """Operators whose slot only needs their operands' slots."""
    args = tuple(lower_expression(low, part, env) for part in e.children(node))
    op = _OPS[type(node)]
    data: Any = None
    match node:
        case e.Compare(op=sign):
            data = sign
        case e.Sum(signs=signs):
            data = signs
        case e.Rounded(direction=direction, step=step, tie=tie):
            data = (direction, step, tie)
        case e.Shifted(count=count, unit=unit):
            data = (count, unit)
        case e.FullPeriods(unit=unit):
            data = unit
        case e.Moved(calendar=calendar):
            data = calendar
    return low.slot(op, args, data, type=node.type)


_OPS: dict[type[e.Expression], str] = {
    e.Compare: "compare",
    e.Between: "between",
    e.Sum: "sum",
    e.Product: "product",
    e.Quotient: "quotient",
    e.Lesser: "lesser",
    e.Greater: "greater",
    e.Rounded: "rounded",
    e.If: "if",
    e.Shifted: "shifted",
    e.FullPeriods: "full",
    e.YearOf: "year_of",
    e.FirstOfYear: "first_of_year",
    e.Moved: "moved",
}


def read(low: Lowering, node: e.Read, env: Env) -> Ref:
    """A term as read: on the rule's `read on` date when it is a varying fact, else on the day."""
    term = low.policy.terms[node.term]
    if term.amount_type is not None and node.type != EFFECT:
        return _at(low, low.amount_set(node.term), node.owner)
    if term.kind == "fact" and term.varies_by and env.read_on is not None:
        return on_day(low, node, env.read_on, env, "read_on")
    return _at(low, low.term(node.term), node.owner)


def _not_shown(low: Lowering, node: NotShown, env: Env) -> Ref:
    """Of a varying fact, on the rule's `read on` date. Where nobody need be asked, unknown shows nothing."""
    term = low.policy.terms[node.term]
    if term.kind == "fact" and term.varies_by and env.read_on is not None:
        return on_day(low, node, env.read_on, env, "read_on")
    args = [_at(low, low.term(node.term), node.owner)]
    door = term.discretion.opens_when if term.discretion else term.applies_when
    if door is not None:
        args.append(_at(low, low.expression(door, low.env(term.entity)), node.owner))
    args += [_at(low, low.negate(missing), node.owner) for missing in low.unformalised(term)]
    return low.slot("counter", tuple(args), node.term)


def _at(low: Lowering, ref: Ref, owner: str | None) -> Ref:
    """The same slot, read for the owner named."""
    if not ref.at or owner is None:
        return ref
    return Ref(ref.slot, tuple(owner if name == "it" else name for name in ref.at))


def _parameter(low: Lowering, parameter: str, env: Env, type: Type) -> Ref:
    steps, _ = parameter_steps(low.policy.parameters[parameter], low.view.options)
    args = (env.read_on,) if env.read_on else ()
    return low.slot("parameter", args, (parameter, steps), type=type)


def _quantified(low: Lowering, node: e.Quantified, env: Env) -> Ref:
    found = low.policy.lists[node.list]
    inner = env.within(node.variable, found.member)
    owner_dims = low.env(found.owner).dims
    members = low.slot("members", (), node.list, dims=owner_dims, type=NUMBER)
    if node.list_owner is not None:
        members = _at(low, members, node.list_owner)
    args = [members, lower_expression(low, node.where, inner)]
    if node.body is not None:
        args.append(lower_expression(low, node.body, inner))
    dims = tuple(pair for pair in low.dims_of(args) if pair[0] != node.variable)
    op = "sum_members" if node.kind == "sum" else node.kind
    return low.slot(op, tuple(args), node.variable, dims=dims, type=node.type)


def _on_day(low: Lowering, node: e.OnDay, env: Env) -> Ref:
    return on_day(low, node.part, lower_expression(low, node.day, env), env)


def on_day(low: Lowering, part: e.Expression, day: Ref, env: Env, op: str = "on_day") -> Ref:
    """An expression as it stands on another day; as `read_on`, also while that day is not known, where it is the same
    on all."""
    at, entries = low.sub({"part": part}, env)
    return _elsewhere(low, op, (day,), at, (entries["part"],), part.type)


def _over_days(low: Lowering, node: e.DaysWhere | e.SumOverDays | e.DayBegan, env: Env) -> Ref:
    parts: dict[str, e.Expression] = {"where": node.where}
    if isinstance(node, e.SumOverDays):
        parts["body"] = node.body
    at, entries = low.sub(parts, env)
    inner = tuple(entries[name] for name in ("where", "body") if name in entries)
    if isinstance(node, e.DayBegan):
        return _elsewhere(low, "day_began", (), at, inner, node.type)
    args = (lower_expression(low, node.first, env), lower_expression(low, node.last, env))
    op = "sum_over_days" if isinstance(node, e.SumOverDays) else "days_where"
    return _elsewhere(low, op, args, at, inner, node.type)


def _elsewhere(low: Lowering, op: str, args: tuple[Ref, ...], at: int, inner: tuple[Ref, ...], type: Type) -> Ref:
    """A slot computed from another program's slots: `data` is which program, and which slots."""
    dims = dict(low.dims_of(args)) | dict(low.dims_of(inner, low.subs[at].slots))
    return low.slot(op, args, (at, inner), dims=tuple(dims.items()), type=type)
