"""Terms that have no value: no rule concludes them, not on those days, or not in that case.

A yes/no term that no rule supports is not met, and an action that no rule speaks of is none; so for them only the
lack of any rule is told, and a hole between two periods. Start reading at `gaps`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from attrs import frozen

from engine.analysis.clashes import Asked, kind_of, nearest
from engine.analysis.formulas import All, Form, Formula, Interval, Within, all_of
from engine.analysis.index import Index, holes, is_always, is_empty, meet
from engine.analysis.moments import Constants
from engine.analysis.search import Search
from engine.analysis.standing import own
from engine.analysis.unknowns import Unknowns, World
from engine.analysis.witness import Witness, witness
from engine.analysis.words import days, named, some
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.policy import Period, Rule, Term

NO_RULE = Code("A201", "no-rule", "a term is declared that no rule concludes", Severity.WARNING)
DAYS_WITHOUT_RULE = Code(
    "A202", "days-without-rule", "on some days its source covers, no rule for a term is in force", Severity.WARNING
)
CASE_WITHOUT_RULE = Code("A203", "case-without-rule", "the rules for a term leave out a case", Severity.WARNING)
ONLY_UNDER_CONDITION = Code(
    "A204", "only-under-condition", "a term has a value only where one condition is met", Severity.NOTE
)

MOST_RULES = 150
"""Of more rules for one term on one day, no case is sought that they leave out."""

STEPS, UNFOLD, MODELS = 20_000, 60, 6


def gaps(asked: Asked) -> Iterator[Diagnostic]:
    """What each term lacks. `asked.day` is the last day that holes between days are told of."""
    index = asked.index
    for id in sorted(index.policy.terms):
        term = index.policy.terms[id]
        if term.is_given or term.left_to:
            continue
        if not _base(index, term):
            if not _awaits_commencement(index, term):
                yield _no_rule(index, term)
            continue
        yield from _days_without_rule(asked, term)
        if not _may_be_silent(term):
            yield from _cases_without_rule(asked, term)


def _awaits_commencement(index: Index, term: Term) -> bool:
    """Whether adopted law has rules for a term, and only that: they speak where a run supposes its commencement."""
    return any(index.exists(rule) and not index.is_commenced(rule) for rule in index.concluding.get(term.id, ()))


def _may_be_silent(term: Term) -> bool:
    """Whether no rule at all is an answer too: not met, or no effect."""
    return term.is_action or term.type.kind == "yes_no"


# Days


def _days_without_rule(asked: Asked, term: Term) -> Iterator[Diagnostic]:
    index = asked.index
    wanted = meet(index.covers(term.source), term.validity)
    given = [index.in_force(rule) for rule in _base(index, term)]
    if is_empty(wanted) or not given:
        return
    if _may_be_silent(term) or wanted.first is None:
        first = min(period.first or date.min for period in given)
        wanted = meet(wanted, Period(None if first == date.min else first))
    found = [hole for hole in holes(wanted, given) if hole.first is None or hole.first <= asked.day]
    if _may_be_silent(term):
        found = [hole for hole in found if hole.last is not None]
    if found:
        yield _told_of_days(index, term, found)


def _base(index: Index, term: Term) -> list[Rule]:
    """The rules that give a term something: those that say what it is; without any, its ceilings.

    An exception among them speaks only where what it sets aside would, and so adds neither a day nor a case.
    """
    rules = [one for one in index.concluding.get(term.id, ()) if index.is_commenced(one) and index.exists(one)]
    if not _may_be_silent(term):
        kinds = [kind for kind in ("is", "at_most") if any(kind_of(rule) == kind for rule in rules)]
        rules = [rule for rule in rules if kind_of(rule) in kinds[:1]]
    here = {rule.id for rule in rules}
    return [rule for rule in rules if rule.kind != "exception" or not here & {*rule.targets}]


# Cases


@frozen
class _Hole:
    """A case no rule speaks of, and whether what the conditions of all rules share is met in it."""

    found: Witness
    inside: bool


def _cases_without_rule(asked: Asked, term: Term) -> Iterator[Diagnostic]:
    """Told of the days nearest to the one asked about: of the rules in force then."""
    index = asked.index
    rules = _base(index, term)
    day = nearest(asked.day, meet(index.covers(term.source), term.validity))
    current = [rule for rule in rules if index.in_force(rule).holds(day)]
    if not current or len(current) > MOST_RULES or any(rule.read_on is not None for rule in rules):
        return
    if kind_of(rules[0]) != "is" or any(is_always(one.condition) and one.unless_shown is None for one in current):
        return
    hole = _hole(asked, term, day, current)
    if hole is not None:
        yield _told_of_case(index, term, current, hole)


def _hole(asked: Asked, term: Term, day: date, rules: list[Rule]) -> _Hole | None:
    """A case none of the rules speaks of: one inside what all their conditions share, if there is one."""
    today = Period(day, day)
    world = World(asked.index.member(term.entity))
    unknowns = Unknowns(asked.index, world, Constants(asked.index, today))
    silent = all_of(unknowns.day_in(today, True), *(own(unknowns, rule, False) for rule in rules))
    shared = _shared(unknowns, rules)
    inside = _case(unknowns, day, all_of(*shared, silent)) if len(rules) > 1 else None
    if inside is not None:
        return _Hole(inside, True)
    outside = _case(unknowns, day, silent) if shared else None
    return _Hole(outside, False) if outside is not None else None


def _case(unknowns: Unknowns, day: date, formula: Formula) -> Witness | None:
    search = Search(unknowns, UNFOLD, STEPS, whole_numbers=True)
    made = (witness(unknowns, model, day) for model in islice(search.models(formula), MODELS))
    return next((one for one in made if one is not None), None)


def _shared(unknowns: Unknowns, rules: list[Rule]) -> list[Formula]:
    """What every rule demands, and from the least to the greatest number any of them speaks of.

    An amount for those who have a right has no value for others, and need not; a rate for children from 0 to 17 need
    not for those older.
    """
    demands = [_demands(unknowns.condition(rule, True)) for rule in rules]
    same = [part for part in demands[0] if all(part in other for other in demands[1:])]
    forms = dict.fromkeys(part.form for part in demands[0] if isinstance(part, Within))
    return [*same, *(Within(form, _reach([_side(other, form) for other in demands])) for form in forms)]


def _side(demands: tuple[Formula, ...], form: Form) -> Interval:
    """What a rule demands of one number."""
    side = Interval()
    for part in demands:
        if isinstance(part, Within) and part.form == form:
            side = side.meet(part.interval)
    return side


def _reach(sides: list[Interval]) -> Interval:
    """From the lowest to the highest of several intervals."""
    lows = [(side.low, side.low_open) for side in sides if side.low is not None]
    highs = [(side.high, not side.high_open) for side in sides if side.high is not None]
    low = min(lows) if len(lows) == len(sides) else (None, False)
    high = max(highs) if len(highs) == len(sides) else (None, True)
    return Interval(low[0], high[0], low[1], not high[1])


def _demands(formula: Formula) -> tuple[Formula, ...]:
    return formula.parts if isinstance(formula, All) else (formula,)


# Words


def _no_rule(index: Index, term: Term) -> Diagnostic:
    name = index.name(term)
    hint = "write a rule for it, or declare it as a `fact` if a case gives it"
    if any(kind_of(rule) == "at_least" for rule in index.concluding.get(term.id, ())):
        return NO_RULE.at(term.span, f"`{name}` has floors, and no rule that says what it is", hint="write such a rule")
    if term.kind == "duty":
        return NO_RULE.at(term.span, f"the duty `{name}` never arises", hint="say `arises when …`, or write a rule")
    if term.is_action:
        return NO_RULE.at(term.span, f"no rule says anything of the {term.kind} `{name}`", hint="write a rule for it")
    so = ", so it is never met" if term.type.kind == "yes_no" else ""
    return NO_RULE.at(term.span, f"no rule concludes `{name}`{so}", hint=hint)


def _told_of_days(index: Index, term: Term, found: list[Period]) -> Diagnostic:
    every = ", and ".join(days(hole) for hole in found[:3]) + (" …" if len(found) > 3 else "")
    return DAYS_WITHOUT_RULE.at(
        term.span,
        f"no rule for `{index.name(term)}` is in force {every}",
        hint="write a rule for those days, or say with `in force` for which days the term is meant",
        notes=[
            Note(rule.span, f"{named(index, rule)} {days(index.in_force(rule))}") for rule in _base(index, term)[:4]
        ],
    )


def _told_of_case(index: Index, term: Term, rules: list[Rule], hole: _Hole) -> Diagnostic:
    code = CASE_WITHOUT_RULE if hole.inside else ONLY_UNDER_CONDITION
    names = some(index.name(rule) for rule in rules)
    several = f"the rules are {names}" if len(rules) > 1 else f"the rule is {names}"
    return code.at(
        term.span,
        f"no rule gives `{index.name(term)}` a value {hole.found.told()}",
        hint=f"{several}; write one for the other cases, or widen a condition" if hole.inside else several,
        notes=[Note(rule.span, f"{named(index, rule)} is here") for rule in rules[:4]],
    )
