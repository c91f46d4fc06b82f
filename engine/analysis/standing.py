"""What an unknown comes down to: when a rule stands, when a term is met, when an answer counts.

The words of the meaning of a policy, as formulas: a rule stands when it speaks and nobody stands in the place of an
exception to it. One step at a time, so that a search unfolds only what it comes to, and chains of rules of any length
are no matter. Holds for cases in which everything is settled. Start reading at `definition`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.analysis.formulas import FALSE, TRUE, Among, Formula, Interval, Unknown, Within, all_of, alone, some_of
from engine.analysis.unknowns import Unknowns, Variable
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Rule, Term

NOT_NEGATIVE = Interval(Fraction(0))


def definition(unknowns: Unknowns, unknown: Unknown, wanted: bool) -> Formula:
    """What else must hold when a yes/no unknown is as wanted, or when a number or a word is anything at all."""
    key = unknown, wanted
    if key not in unknowns.definitions:
        unknowns.definitions[key] = _definition(unknowns, unknown, wanted)
    return unknowns.definitions[key]


def _definition(unknowns: Unknowns, unknown: Unknown, wanted: bool) -> Formula:
    variable = unknowns.variables[unknown]
    if variable.sort == "read":
        return _of_read(unknowns, unknown, variable, wanted)
    rule = unknowns.index.policy.rules[variable.rule]
    return {"stands": _stands, "speaks": _speaks, "in_place": _in_place}[variable.sort](unknowns, rule, wanted)


def is_defined(unknowns: Unknowns, unknown: Unknown) -> bool:
    """Whether an unknown is settled by others through its definition, and so cannot be chosen by itself."""
    variable = unknowns.variables[unknown]
    if variable.sort != "read":
        return True
    term = unknowns.term(variable.expression)
    if isinstance(variable.expression, x.Used) or term is None or term.is_given or term.is_action:
        return False
    return term.type.kind == "yes_no" or _is_by_value(unknowns, term)


def _stands(unknowns: Unknowns, rule: Rule, wanted: bool) -> Formula:
    against = [unknowns.of_rule("in_place", one, not wanted) for one in _exceptions(unknowns, rule)]
    speaks = unknowns.of_rule("speaks", rule, wanted)
    return all_of(speaks, *against) if wanted else some_of(speaks, *against)


def _speaks(unknowns: Unknowns, rule: Rule, wanted: bool) -> Formula:
    """Its own condition; an exception with a conclusion only where one of its targets would speak too."""
    met = own(unknowns, rule, wanted)
    if rule.kind != "exception" or rule.conclusion is None:
        return met
    return all_of(met, _reach(unknowns, rule, wanted)) if wanted else some_of(met, _reach(unknowns, rule, wanted))


def own(unknowns: Unknowns, rule: Rule, wanted: bool) -> Formula:
    """In force and its condition met, on a day its source covers."""
    is_about_nobody = unknowns.index.is_member(rule.subject) and not unknowns.world.member
    if is_about_nobody or not unknowns.is_read(rule):
        return FALSE if wanted else TRUE
    covered = unknowns.in_period(rule, unknowns.index.covers(rule.source), True)
    settled = all_of(covered, unknowns.is_known(rule.read_on))
    if not unknowns.index.is_commenced(rule):
        return FALSE if wanted else settled
    parts = [unknowns.in_period(rule, unknowns.index.in_force(rule), wanted), unknowns.condition(rule, wanted)]
    return all_of(settled, *parts) if wanted else all_of(settled, some_of(*parts))


def _reach(unknowns: Unknowns, rule: Rule, wanted: bool) -> Formula:
    """One of its targets would speak, each on its own conditions."""
    each = [_reaches(unknowns, rule, one, wanted) for one in _targets(unknowns, rule)]
    return some_of(*each) if wanted else all_of(*each)


def _reaches(unknowns: Unknowns, rule: Rule, target: Rule, wanted: bool) -> Formula:
    """A target would speak; one without a conclusion where its own condition is met.

    Through that an exception reaches what it sets aside, of the rules for the term the exception concludes.
    """
    if target.conclusion is not None:
        return unknowns.of_rule("speaks", target, wanted)
    met = own(unknowns, target, wanted)
    term = rule.conclusion.term if rule.conclusion is not None else ""
    beyond = [one for one in _targets(unknowns, target) if one.conclusion is not None and one.conclusion.term == term]
    if not beyond:
        return met
    through = [unknowns.of_rule("speaks", one, wanted) for one in beyond]
    return all_of(met, some_of(*through)) if wanted else some_of(met, all_of(*through))


def meets_a_target(unknowns: Unknowns, rule: Rule) -> Formula:
    """An exception's own condition together with that of something it sets aside."""
    return all_of(own(unknowns, rule, True), _reach(unknowns, rule, True))


def _in_place(unknowns: Unknowns, rule: Rule, wanted: bool) -> Formula:
    """It stands; or it speaks and an exception to it, with a conclusion, has taken its place."""
    heirs = [one for one in _exceptions(unknowns, rule) if one.conclusion is not None]
    taken = [unknowns.of_rule("in_place", one, wanted) for one in heirs]
    stands, speaks = unknowns.of_rule("stands", rule, wanted), unknowns.of_rule("speaks", rule, wanted)
    if wanted:
        return some_of(stands, all_of(speaks, some_of(*taken)))
    return all_of(stands, some_of(speaks, all_of(*taken)))


def _exceptions(unknowns: Unknowns, rule: Rule) -> list[Rule]:
    found = unknowns.index.exceptions.get(rule.id, ())
    return [one for one in found if unknowns.exists(one)]


def _targets(unknowns: Unknowns, rule: Rule) -> list[Rule]:
    rules = unknowns.index.policy.rules
    found = [rules[id] for id in sorted(set(rule.targets)) if id in rules]
    return [one for one in found if unknowns.exists(one)]


def _of_read(unknowns: Unknowns, unknown: Unknown, variable: Variable, wanted: bool) -> Formula:
    node, on = variable.expression, variable.on
    term = unknowns.term(node)
    if isinstance(node, x.FullPeriods | x.DaysWhere) or (isinstance(node, x.Quantified) and node.kind == "count"):
        return Within(alone(unknown), NOT_NEGATIVE)
    if term is None:
        return TRUE
    if isinstance(node, x.Used):
        used = all_of(_used(unknowns, term), _door(unknowns, term), _is_formalised(unknowns, term))
        return used if wanted else TRUE
    if term.kind == "fact":
        return _fact(unknowns, term, node, on)
    if term.kind == "discretion":
        return all_of(_door(unknowns, term), _bounds(unknowns, term, node), _is_formalised(unknowns, term))
    if term.is_action:
        owner = node.owner if isinstance(node, x.Read) else None
        use = x.Used(term.id, owner, type=x.YES.type)
        if node is None or node.type.kind == "effect":
            return TRUE
        return all_of(unknowns.formula(use, True, None), _bounds(unknowns, term, node))
    return _concluded(unknowns, unknown, term, node, wanted)


def _fact(unknowns: Unknowns, term: Term, node: Expression | None, on: Expression | None) -> Formula:
    """A fact counts where it applies, inside its range."""
    applies = TRUE if term.applies_when is None else unknowns.formula(term.applies_when, True, on)
    settled = all_of(applies, _is_formalised(unknowns, term))
    if term.range is None or node is None:
        return settled
    low, high = term.range
    return all_of(settled, unknowns.formula(x.Between(node, low, high), True, on))


def _door(unknowns: Unknowns, term: Term) -> Formula:
    """An assessment, and the use of a power, count while it is open to them."""
    opens = term.discretion.opens_when if term.discretion is not None else None
    return TRUE if opens is None else unknowns.formula(opens, True, None)


def _bounds(unknowns: Unknowns, term: Term, node: Expression | None) -> Formula:
    """An assessment outside its bounds is refused."""
    bounds = term.discretion.bounds if term.discretion is not None and node is not None else ()
    ops = {"at_least": ">=", "at_most": "<="}
    limits = (x.Compare(ops[one.kind], node, one.value) for one in bounds if one.kind in ops and node is not None)
    return all_of(*(unknowns.formula(limit, True, None) for limit in limits))


def _is_formalised(unknowns: Unknowns, term: Term) -> Formula:
    """Nothing that is not formalised holds the term open; where something always does, that is passed over."""
    parts: list[Formula] = []
    for hole in unknowns.index.holes_in(term.id):
        silent = unknowns.day_in(unknowns.index.covers(hole.source), False)
        part = some_of(silent, unknowns.formula(hole.condition, False, None))
        if part != FALSE:
            parts.append(part)
    return all_of(*parts)


def _used(unknowns: Unknowns, term: Term) -> Formula:
    """The power stands: a rule gives it, none forbids it, and of every other it is settled whether it stands."""
    given: list[Formula] = []
    settled: list[Formula] = []
    for rule in unknowns.index.concluding.get(term.id, ()):
        kind = rule.conclusion.kind if rule.conclusion is not None else ""
        stands, falls = (unknowns.of_rule("stands", rule, wanted) for wanted in (True, False))
        if kind in ("must", "may"):
            given.append(stands)
            settled.append(some_of(stands, falls))
        elif kind == "must_not":
            settled.append(falls)
    return all_of(some_of(*given), *settled)


def _concluded(unknowns: Unknowns, unknown: Unknown, term: Term, node: Expression | None, wanted: bool) -> Formula:
    rules = [one for one in unknowns.index.concluding.get(term.id, ()) if unknowns.exists(one)]
    settled = _is_formalised(unknowns, term)
    if term.type.kind == "yes_no":
        each = [_yes(unknowns, rule, wanted) for rule in rules]
        covered = unknowns.day_in(unknowns.index.covers(term.source), True)
        return all_of(settled, covered, some_of(*each) if wanted else all_of(*each))
    if node is None or not _is_by_value(unknowns, term):
        return settled
    return all_of(settled, *_common_value(unknowns, rules, unknown, node))


def _common_value(unknowns: Unknowns, rules: list[Rule], unknown: Unknown, node: Expression) -> Iterator[Formula]:
    """At least one rule stands, and each that stands gives the value."""
    yield some_of(*(unknowns.of_rule("stands", rule, True) for rule in rules))
    for rule in rules:
        given = all_of(unknowns.of_rule("stands", rule, True), _gives(unknowns, rule, unknown, node))
        yield some_of(unknowns.of_rule("stands", rule, False), given)


def _yes(unknowns: Unknowns, rule: Rule, wanted: bool) -> Formula:
    stands = unknowns.of_rule("stands", rule, wanted)
    value = rule.conclusion.value if rule.conclusion is not None else None
    if value is None:
        return stands
    given = unknowns.formula(value, wanted, rule.read_on)
    return all_of(stands, given) if wanted else some_of(stands, given)


def _gives(unknowns: Unknowns, rule: Rule, unknown: Unknown, node: Expression) -> Formula:
    value = rule.conclusion.value if rule.conclusion is not None else None
    if value is None:
        return FALSE
    if value.type.kind in ("number", "date"):
        return unknowns.equal(node, value, rule.read_on)
    return Among(unknown, frozenset((str(getattr(value, "value", "")),)))


def _is_by_value(unknowns: Unknowns, term: Term) -> bool:
    """Whether a term is whatever the rules that stand say it `is`, in a way that can be told of one unknown."""
    rules = unknowns.index.concluding.get(term.id, ())
    return bool(rules) and not term.left_to and all(_is_plain(rule) for rule in rules)


def _is_plain(rule: Rule) -> bool:
    conclusion = rule.conclusion
    if conclusion is None or conclusion.kind != "is" or conclusion.value is None:
        return False
    if any(isinstance(node, x.Otherwise) for node in x.walk(conclusion.value)):
        return False
    return conclusion.value.type.kind in ("number", "date") or isinstance(conclusion.value, x.Literal)
