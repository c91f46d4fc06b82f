"""Rules that can never say anything: never met, never inside the days that count, always set aside.

Start reading at `unreachable`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.clashes import departs, value_of
from engine.analysis.formulas import FALSE, Fixed, Holds
from engine.analysis.index import Index, is_always, is_empty
from engine.analysis.search import never_together
from engine.analysis.standing import meets_a_target, own
from engine.analysis.unknowns import Shared, Unknowns, World
from engine.analysis.words import days, law, named
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.expressions import Expression, Read, walk
from engine.model.policy import Rule

NEVER_MET = Code("A301", "never-met", "a condition contradicts itself", Severity.WARNING)
NEVER_SPEAKS = Code(
    "A302", "exception-never-speaks", "an exception and what it sets aside never apply to one case", Severity.WARNING
)
NEVER_IN_FORCE = Code("A303", "never-in-force", "a rule is in force on no day that its source covers", Severity.WARNING)
ALWAYS_SET_ASIDE = Code(
    "A304", "always-set-aside", "a rule never stands, since an exception always does", Severity.WARNING
)

UNFOLD, STEPS = 12, 800


def unreachable(index: Index, shared: Shared) -> Iterator[Diagnostic]:
    """Each rule that no case and no day can make stand, with the first reason found."""
    for rule in index.rules:
        if not index.is_commenced(rule):
            continue
        if rule.read_on is None and is_empty(index.reach(rule)):
            yield _never_in_force(index, rule)
        elif not _reads_what_no_rule_concludes(index, rule.condition):
            readings = () if rule.reading is None or index.exists(rule) else (rule.reading,)
            yield from _of_rule(index, shared.of(World(index.member(rule.subject), readings)), rule)


def _of_rule(index: Index, unknowns: Unknowns, rule: Rule) -> Iterator[Diagnostic]:
    if _is_impossible(unknowns, rule):
        yield _never_met(index, rule)
    elif rule.kind == "exception" and _never_reaches(unknowns, rule):
        yield _never_speaks(index, rule)
    else:
        against = [one for one in index.exceptions.get(rule.id, ()) if unknowns.exists(one)]
        if _may_never_stand(against) and _never_stands(unknowns, rule):
            yield _always_set_aside(index, rule, against)


def _is_impossible(unknowns: Unknowns, rule: Rule) -> bool:
    """Whether a condition can never be met; a single plain question always can."""
    if isinstance(unknowns.condition(rule, True), Holds | Fixed):
        return unknowns.condition(rule, True) == FALSE
    return never_together(unknowns, own(unknowns, rule, True), unfold=UNFOLD, steps=STEPS)


def _never_reaches(unknowns: Unknowns, rule: Rule) -> bool:
    targets = [one for id in rule.targets if (one := unknowns.index.policy.rules.get(id)) is not None]
    if not targets or (is_always(rule.condition) and any(is_always(one.condition) for one in targets)):
        return False
    return never_together(unknowns, meets_a_target(unknowns, rule), unfold=UNFOLD, steps=STEPS)


def _never_stands(unknowns: Unknowns, rule: Rule) -> bool:
    return never_together(unknowns, unknowns.of_rule("stands", rule, True), unfold=UNFOLD, steps=STEPS)


def _may_never_stand(against: list[Rule]) -> bool:
    """Whether an exception has no condition of its own; where one departs from the value, the rule still counts."""
    plain = any(is_always(one.condition) and one.unless_shown is None for one in against)
    return plain and not any(departs(value_of(one)) for one in against)


def _reads_what_no_rule_concludes(index: Index, condition: Expression) -> bool:
    """That is reported where the term is declared."""
    terms = (index.policy.terms.get(node.term) for node in walk(condition) if isinstance(node, Read))
    return any(term is not None and not term.is_given and term.id not in index.concluding for term in terms)


# Words


def _never_met(index: Index, rule: Rule) -> Diagnostic:
    return NEVER_MET.at(
        rule.condition.span if rule.condition.span.file else rule.span,
        f"the condition of {named(index, rule)} is met in no case",
        hint="look for two parts that speak against each other, and for `and` where `or` is meant",
        law=law(index, rule),
    )


def _never_speaks(index: Index, rule: Rule) -> Diagnostic:
    rules = index.policy.rules
    targets = [rules[id] for id in sorted(set(rule.targets)) if id in rules]
    words = f"{named(index, targets[0])}" if len(targets) == 1 else f"any of the {len(targets)} rules it is set before"
    return NEVER_SPEAKS.at(
        rule.span,
        f"{named(index, rule)} never applies together with {words}",
        hint="an exception speaks only where what it sets aside would apply; compare the days and the conditions",
        law=law(index, rule),
        notes=[Note(one.span, f"`{index.name(one)}` is here") for one in targets[:3]],
    )


def _never_in_force(index: Index, rule: Rule) -> Diagnostic:
    covers = index.covers(rule.source)
    term = index.policy.terms.get(rule.conclusion.term) if rule.conclusion is not None else None
    said = f"`{rule.source}` covers days {days(covers)}"
    if term is not None and not is_empty(covers) and term.validity.first != term.validity.last:
        said += f", and `{index.name(term)}` is in force {days(term.validity)}"
    return NEVER_IN_FORCE.at(
        rule.span, f"{named(index, rule)} is in force {days(rule.validity)}, but {said}", law=law(index, rule)
    )


def _always_set_aside(index: Index, rule: Rule, against: list[Rule]) -> Diagnostic:
    return ALWAYS_SET_ASIDE.at(
        rule.span,
        f"{named(index, rule)} never stands: an exception to it always does",
        hint="give the exception a condition, or take the rule out",
        law=law(index, rule),
        notes=[Note(one.span, f"{named(index, one)} is here") for one in against[:3]],
    )
