"""A slow, obvious evaluator, written from the meaning of the language alone, to judge the real one by.

It walks the resolved `Policy` and the `Case` directly, day by day, and shares no code with `engine.evaluate`.
Every step gives a `Seen`: a settled value, or `None` with what it waits for. Nothing is clever but a memory.
Where the meaning had to be read in one of several ways, the docstring of the method says which.
`seen` says what a step gives, and `reference_expressions` what an expression does.
Start reading at `value`, then `Reference.term`, `Reference.speaks` and `Reference.standing`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from operator import eq, ge, le
from typing import Any

from engine.model import expressions as x
from engine.model.case import Assessment, Case, Members, Options
from engine.model.expressions import Value
from engine.model.policy import DiscretionClauses, Fulfilment, Period, Policy, Rule, Term
from tests.conformance.arithmetic import next_renewal
from tests.conformance.reference_expressions import Expressions
from tests.conformance.seen import (
    NO,
    YES,
    At,
    Seen,
    Waiting,
    all_of,
    any_of,
    negated,
    open_for,
    said_of,
    waiting,
    within,
)


def value(policy: Policy, case: Case, options: Options, term: str, member: str | None, day: date) -> Value | None:
    """The value of a term on a day; `None` is open."""
    return Reference(policy, case, options).seen(term, member, day).value  # type: ignore[no-any-return]


def waits(policy: Policy, case: Case, options: Options, term: str, member: str | None, day: date) -> frozenset[Waiting]:
    """Everything reached from an open term through unsettled steps only; empty when it is settled.

    Every open operand counts: also the value of a rule whose condition is open, both branches of an open `if`,
    an assessment whose door is open, and a fact while it is open whether it applies.
    """
    return Reference(policy, case, options).seen(term, member, day).waits


def standing(policy: Policy, case: Case, options: Options, rule: str, member: str | None, day: date) -> bool | None:
    """Whether a rule stands on a day. A rule under a reading that is not chosen does not exist, and falls."""
    reference = Reference(policy, case, options)
    with deep_recursion():
        return rule in reference.rules and reference.standing(reference.rules[rule], At(member, day, day)).value


def duty_states(
    policy: Policy, case: Case, options: Options, term: str, member: str | None, day: date
) -> tuple[bool | None, bool]:
    """Whether a duty has arisen (`None`: open), and whether it is fulfilled."""
    reference, at = Reference(policy, case, options), At(member, day, day)
    with deep_recursion():
        effect = reference.term(term, at).value
        return None if effect is None else effect == "must", reference.fulfilled(policy.terms[term], at)


def decide(
    policy: Policy, case: Case, options: Options = Options()
) -> dict[tuple[str, str | None], list[Value | None]]:
    """For each requested term, and each member it may be of: its value on every day of the case."""
    reference = Reference(policy, case, options)
    return {
        (term, member): [reference.seen(term, member, day).value for day in days_of(case)]
        for term in case.requested
        for member in members_of(policy, case, term)
    }


def days_of(case: Case) -> list[date]:
    """The days a case asks about."""
    return [case.day + timedelta(n) for n in range(((case.last or case.day) - case.day).days + 1)]


def members_of(policy: Policy, case: Case, term: str) -> list[str | None]:
    """Whom a term may be of: `None` for a root entity, else everybody in a list of such members."""
    entity = policy.terms[term].entity
    if not policy.entities[entity].is_member:
        return [None]
    said = [members.ids for (name, _), members in case.lists.items() if policy.lists[name].member == entity]
    return [*sorted({one for ids in said for one in ids})]


@contextmanager
def deep_recursion(limit: int = 200_000) -> Iterator[None]:
    """Room for the plain recursion used here, given back afterwards."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, before))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


# --- the evaluator ----------------------------------------------------------------------------------------------


class Reference(Expressions):
    """One policy, one case, one way to run it; remembers what it has seen."""

    def __init__(self, policy: Policy, case: Case, options: Options) -> None:
        self.policy, self.case, self.options = policy, case, options
        self.rules = {rule.id: rule for rule in policy.rules.values() if self.exists(rule)}
        self.memory: dict[tuple[str, str, At], Seen] = {}

    def seen(self, term: str, member: str | None, day: date) -> Seen:
        with deep_recursion():
            return self.term(term, At(member, day, day))

    def exists(self, rule: Rule) -> bool:
        """A rule under a reading that is not chosen does not exist at all, not even as an exception."""
        if rule.reading is None:
            return True
        doubt, reading = rule.reading
        return self.options.readings.get(doubt, self.policy.interpretations[doubt].chosen) == reading

    def exceptions(self, rule: Rule, at: At) -> list[Rule]:
        return [one for one in self.rules.values() if rule.id in one.targets and one.id not in at.without]

    def targets(self, rule: Rule, at: At) -> list[Rule]:
        return [self.rules[one] for one in rule.targets if one in self.rules and one not in at.without]

    def concluding(self, term: str, at: At, *kinds: str) -> list[Rule]:
        rules = [one for one in self.rules.values() if concludes(one, term) and one.id not in at.without]
        return [one for one in rules if not kinds or conclusion(one).kind in kinds]

    # Rules

    def place(self, rule: Rule, at: At) -> tuple[At, Seen]:
        """From where a rule reads, and its `read on` date. What rules conclude is read on the day all the same."""
        here = at.of(at.member)._replace(rule=rule.id)
        on = Seen(at.day) if rule.read_on is None else self.see(rule.read_on, here)
        return here._replace(reading=on.value), on

    def in_force(self, rule: Rule, on: Seen) -> Seen:
        """Validity, its own and its term's, on the `read on` date if any; adopted law, from a supposed date, which is
        also when what it replaces ends.

        While the `read on` date is open, so is whether the rule is in force, but for law that nobody supposes.
        """
        periods = [rule.validity] + ([self.policy.terms[rule.conclusion.term].validity] if rule.conclusion else [])
        if rule.once_commenced or self.policy.sources[rule.source].once_commenced:
            if rule.source not in self.options.supposed:
                return NO
            periods.append(Period(self.options.supposed[rule.source]))
        periods += self.replaced(rule.source)
        if rule.read_on is not None and on.value is None:
            return on
        return all_of([within(period, on.value) for period in periods])

    def replaced(self, source: str) -> list[Period]:
        """What ends a source: the day before each supposed commencement of an act that replaces it."""
        supposed = self.options.supposed.items()
        return [
            Period(None, day - timedelta(days=1))
            for name, day in supposed
            if name in self.policy.sources and self.policy.sources[name].replaces == source
        ]

    def condition(self, rule: Rule, at: At) -> Seen:
        """Whether a rule speaks: its own condition, and for an exception with a conclusion, its reach.

        One without a conclusion only sets aside. Where a target does not speak there is nothing to set aside, so
        its reach is left out: else an exception to a whole chapter would make each rule wait for every other.
        """
        key = ("condition", rule.id, at)
        if key not in self.memory:
            reach = [self.reach(rule, at)] if rule.kind == "exception" and rule.conclusion is not None else []
            self.memory[key] = all_of([self.own(rule, at), *reach])
        return self.memory[key]

    def reach(self, rule: Rule, at: At) -> Seen:
        """Whether one of an exception's targets would speak.

        Through a target without a conclusion it reaches that one's targets for the term concluded; where there are
        none, it speaks where that target's own condition is met.
        """
        reached = []
        for target in self.targets(rule, at):
            same = [one for one in self.targets(target, at) if concludes(one, conclusion(rule).term)]
            through = any_of([self.condition(one, at) for one in same]) if same else YES
            reached.append(self.condition(target, at) if target.conclusion else all_of([self.own(target, at), through]))
        return any_of(reached)

    def own(self, rule: Rule, at: At) -> Seen:
        """In force, and its own condition met.

        A rule read on a day its source does not cover, or perhaps does not, is open whatever its condition. A rule
        about a member says nothing where there is no member: an exception, seen from a rule about the applicant, has
        its targets there.
        """
        if at.member is None and self.policy.entities[rule.subject].is_member:
            return NO
        here, on = self.place(rule, at)
        covered = within(self.policy.sources[rule.source].covers, on.value)
        if covered.value is False:
            return waiting("outside_coverage", rule.source)
        shown = [self.not_shown(rule.unless_shown, here)] if rule.unless_shown else []
        parts = [self.in_force(rule, on), self.see(rule.condition, here), *shown]
        return open_for([on, *parts]) if covered.value is None else all_of(parts)

    def not_shown(self, counter: tuple[str, str | None], here: At) -> Seen:
        """A presumption falls when its counter-fact is so; stands when it is not, or was asked and is unknown."""
        term, member = counter[0], here.whose(counter[1])
        shown = self.read(term, member, here)
        return YES if shown.waits == {("unknown", term, member or "")} else negated(shown)

    def standing(self, rule: Rule, at: At) -> Seen:
        """A rule stands when it speaks and nobody stands in the place of any exception to it."""
        key = ("standing", rule.id, at)
        if key not in self.memory:
            against = [self.in_place_of(one, at) for one in self.exceptions(rule, at)]
            self.memory[key] = all_of([self.condition(rule, at), *map(negated, against)])
        return self.memory[key]

    def in_place_of(self, rule: Rule, at: At) -> Seen:
        """An exception stands; or it speaks, and an exception to it with a conclusion has taken its place."""
        heirs = [one for one in self.exceptions(rule, at) if one.conclusion is not None]
        taken = any_of([self.in_place_of(one, at) for one in heirs])
        return any_of([self.standing(rule, at), all_of([self.condition(rule, at), taken])])

    def gives(self, rule: Rule, at: At) -> Seen:
        """The value a rule concludes; `holds` concludes yes."""
        given = conclusion(rule).value
        return YES if given is None else self.see(given, self.place(rule, at)[0])

    # Terms

    def term(self, name: str, at: At) -> Seen:
        """The value of a term. Where a provision not formalised affects it, it is open."""
        key = ("term", name, at)
        if key not in self.memory:
            seen = self.base(self.policy.terms[name], at)
            holes = [hole for hole in self.not_formalised(name, at) if hole.value is None]
            self.memory[key] = open_for([seen, *holes]) if holes else seen
        return self.memory[key]

    def not_formalised(self, name: str, at: At) -> Iterator[Seen]:
        """An entry of a source that does not cover the day, or is not law that day, says nothing that day."""
        for entry in self.policy.not_formalised:
            if name in entry.affects:
                met = all_of([self.speaks(entry.source, at.day), self.see(entry.condition, at)])
                yield waiting("not_formalised", str(entry.citation)) if met.value else met

    def speaks(self, source: str, day: date) -> Seen:
        """Whether a source is covered and is law on a day."""
        periods = [self.policy.sources[source].covers, *self.replaced(source)]
        if self.policy.sources[source].once_commenced:
            if source not in self.options.supposed:
                return NO
            periods.append(Period(self.options.supposed[source]))
        return all_of([within(period, day) for period in periods])

    def base(self, term: Term, at: At) -> Seen:
        if term.left_to and not self.concluding(term.id, at):
            return self.gap(term.id, at)
        if term.kind == "fact":
            return self.fact(term, at)
        if term.kind == "discretion":
            return self.judged(term, at, "assessment")
        if term.type.kind == "effect":
            return self.effect(term, at)
        if term.type.kind == "yes_no":
            rules = self.concluding(term.id, at)
            return any_of([all_of([self.standing(one, at), self.gives(one, at)]) for one in rules])
        return self.limited(term, at)

    def effect(self, term: Term, at: At) -> Seen:
        """What an action comes to: `must` before `may`, `must_not`, else `should`, else `none`.

        A `should` never conflicts, and while it is open it matters only where nothing else stands.
        """
        stands: dict[str, list[Seen]] = {"must": [], "may": [], "must_not": [], "should": []}
        for rule in self.concluding(term.id, at):
            stands[conclusion(rule).kind].append(self.standing(rule, at))
        met = [kind for kind in ("must", "may", "must_not") if YES in stands[kind]]
        pending = [seen for kind in ("must", "may", "must_not") for seen in stands[kind] if seen.value is None]
        if "must_not" in met and len(met) > 1:
            pending.append(waiting("conflict", term.id, at.member))
        guidance = [seen for seen in stands["should"] if seen.value is None]
        if pending or (guidance and not met and YES not in stands["should"]):
            return open_for(pending + guidance)
        return Seen(met[0] if met else "should" if YES in stands["should"] else "none")

    def agreed(self, term: str, rules: list[Rule], at: At) -> Seen:
        """The common value of the rules that stand; open while any is; a gap when none stands.

        Two known and different values are a conflict, and so are two standing departures, also when they agree: that
        they leave each other no base is not told besides.
        """
        carried, pending = self.sorted_out(rules, at)
        known = {seen.value for _, seen in carried if seen.value is not None}
        clash = sum(is_departure(rule) for rule, _ in carried) > 1
        if len(known) > 1 or clash:
            pending.append(waiting("conflict", term, at.member))
        if not carried and not pending:
            pending.append(self.gap(term, at))
        pending += [seen for rule, seen in carried if seen.value is None and not (clash and is_departure(rule))]
        return open_for(pending) if pending else Seen(known.pop())

    def gap(self, term: str, at: At) -> Seen:
        """No rule gives a value; of what is left to others, it is their rule that is lacking."""
        return waiting("left_open" if self.policy.terms[term].left_to else "gap", term, at.member)

    def sorted_out(self, rules: list[Rule], at: At) -> tuple[list[tuple[Rule, Seen]], list[Seen]]:
        """The rules that stand, with what they give; and what those that may yet stand wait for."""
        seen = [(rule, self.standing(rule, at), self.gives(rule, at)) for rule in rules]
        carried = [(rule, gives) for rule, stands, gives in seen if stands.value]
        return carried, [open_for([stands, gives]) for _, stands, gives in seen if stands.value is None]

    def limited(self, term: Term, at: At) -> Seen:
        """What the `is` rules give, lifted to the greatest floor and cut to the least ceiling.

        Where no rule says `is`, the least ceiling: the most that may be claimed. A floor above a ceiling is a conflict.
        """
        tops, may_cut = self.sorted_out(self.concluding(term.id, at, "at_most"), at)
        feet, may_lift = self.sorted_out(self.concluding(term.id, at, "at_least"), at)
        pending = [*may_cut, *may_lift, *(seen for _, seen in tops + feet if seen.value is None)]
        ceilings, floors = ([seen.value for _, seen in side if seen.value is not None] for side in (tops, feet))
        if ceilings and floors and max(floors) > min(ceilings):
            pending.append(waiting("conflict", term.id, at.member))
        amounts: list[Any] = []
        if rules := self.concluding(term.id, at, "is"):
            base = self.agreed(term.id, rules, at)
            (pending if base.value is None else amounts).append(
                base if base.value is None else max([base.value, *floors])
            )
        elif not tops and not may_cut:
            pending.append(self.gap(term.id, at))
        return open_for(pending) if pending else Seen(min(amounts + ceilings))

    def otherwise(self, at: At) -> Seen:
        """`what otherwise applies`: what the targets that conclude the same, the same way, give in its absence."""
        rule = self.rules[at.rule]
        here = at.of(at.member)._replace(without=at.without | {rule.id})
        same = self.concluding(conclusion(rule).term, here, conclusion(rule).kind)
        return self.agreed(conclusion(rule).term, [one for one in same if one.id in rule.targets], here)

    # What the case says

    def fact(self, term: Term, at: At) -> Seen:
        said = self.stated(term, at)
        applies = YES if term.applies_when is None else self.see(term.applies_when, at)
        if applies.value is None:
            return open_for([applies, said])
        return said if applies.value else waiting("not_applicable", term.id, at.member)

    def stated(self, term: Term, at: At) -> Seen:
        """A day no statement reaches is not asked. Not shown is the value no."""
        statement = said_of(at.day, self.case.facts.get((term.id, at.member), ()))
        if statement is None:
            return waiting("fact", term.id, at.member)
        if statement.state == "unknown":
            return waiting("unknown", term.id, at.member)
        if statement.state == "not_shown":
            return NO
        said, ends = Seen(statement.value), [self.see(end, at) for end in term.range or ()]
        if any(end.value is None for end in ends):
            return open_for(ends)
        if ends and not ends[0].value <= said.value <= ends[1].value:
            return waiting("out_of_range", term.id, at.member)
        return said

    def assessment(self, name: str, at: At) -> Assessment | None:
        found: Assessment | None = said_of(at.day, self.case.assessments.get((name, at.member), ()))
        return found

    def judged(self, term: Term, at: At, missing: str) -> Seen:
        """What a person has answered, while the door is open to it and nothing is lacking.

        For a discretion the answer; for a power whether it was used. While there is none, the bounds it will have to
        keep are asked for too; but what the form of an assessment lacks comes first.
        """
        clauses, given = term.discretion or DiscretionClauses(), self.assessment(term.id, at)
        door = YES if clauses.opens_when is None else self.see(clauses.opens_when, at)
        if door.value is False:
            return waiting("not_open", term.id, at.member)
        answer = None if given is None else given.value if term.kind == "discretion" else given.used
        if given is not None and given.state == "unknown":
            held = waiting("unknown", term.id, at.member)
        elif given is None or (answer is None and (missing == "use" or is_complete(clauses, given))):
            held = open_for([waiting(missing, term.id, at.member), *(limit for _, limit in self.bounds(clauses, at))])
        else:
            lacking = [*self.lacking(term.id, clauses, given, at)]
            held = open_for(lacking) if lacking else Seen(answer)
        return open_for([door, held]) if door.value is None else held

    def bounds(self, clauses: DiscretionClauses, at: At) -> list[tuple[str, Seen]]:
        return [(bound.kind, self.see(bound.value, at)) for bound in clauses.bounds]

    def lacking(self, name: str, clauses: DiscretionClauses, given: Assessment, at: At) -> Iterator[Seen]:
        """Form; bounds, which refuse what is outside them; and guidance, which asks for a reason when departed from."""
        if not is_complete(clauses, given):
            yield waiting("assessment", name, at.member)
        answer: Any = given.value
        for kind, limit in self.bounds(clauses, at) if answer is not None else ():
            if kind == "recommends" and (given.complete or given.departure.strip()):
                continue
            if limit.value is None:
                yield limit
            elif not {"at_least": ge, "at_most": le, "recommends": eq}[kind](answer, limit.value):
                yield waiting("assessment", name, at.member)

    def used(self, name: str, at: At) -> Seen:
        """`used P`: the power stands (`must` includes `may`) and a person has recorded its use, complete in form."""
        effect, given = self.term(name, at), self.assessment(name, at)
        if given is not None and given.state == "given" and given.used is False:
            return NO
        stands = effect if effect.value is None else Seen(effect.value in ("must", "may"))
        return all_of([stands, self.judged(self.policy.terms[name], at, "use")])

    def amount(self, name: str, at: At) -> Seen:
        """A power read as a value: what the person set. One not used gives nothing."""
        used, given = self.used(name, at), self.assessment(name, at)
        if used.value is None:
            return used
        if not used.value or given is None:
            return waiting("gap", name, at.member)
        return waiting("assessment", name, at.member) if given.value is None else Seen(given.value)

    def parameter(self, name: str, day: date | None) -> Seen:
        """The row with the latest start among those known; of two with one start, the one known last.

        A row of a parameter that is renewed every year is unverified once its next renewal has come, unless the
        history has a row from then or before: where that one was not known yet, the old value was what was used.
        """
        if day is None:
            return Seen(None)
        parameter, known = self.policy.parameters[name], self.options.known_on
        begun = [row for row in parameter.values if row.first <= day and (known is None or row.known_on <= known)]
        if not begun:
            return waiting("no_value", name)
        row = max(begun, key=lambda one: (one.first, one.known_on))
        if row.last is not None and row.last < day:
            return waiting("no_value", name)
        lapses = next_renewal(row.first, parameter.renewed) if parameter.renewed is not None else date.max
        renewed = any(row.first < other.first <= lapses for other in parameter.values)
        return waiting("unverified", name) if row.value is None or (day >= lapses and not renewed) else Seen(row.value)

    # Duties

    def fulfilled(self, term: Term, at: At) -> bool:
        """Whether each thing that fulfils a duty is there; fulfilment is not an outcome, so open is not yet."""
        return term.duty is not None and all(self.is_done(one, at) for one in term.duty.fulfilled_by)

    def is_done(self, clause: Fulfilment, at: At) -> bool:
        if not clause.list:
            return bool(clause.term) and self.counts(clause.term, at.of(at.whose(clause.owner)))
        said = self.case.lists.get((clause.list, None), Members())
        places = [at._replace(bound=((clause.variable, one),)) for one in said.ids]
        needed = [place for place in places if self.see(clause.where, place).value is not False]
        return said.complete and all(self.counts(clause.term, place.of(place.whose(clause.owner))) for place in needed)

    def counts(self, name: str, at: At) -> bool:
        """A yes/no must be yes; an assessment must count, whatever it says; anything else must be settled."""
        seen, term = self.term(name, at), self.policy.terms[name]
        if term.type.kind == "yes_no" and term.kind != "discretion":
            return seen.value is True
        return seen.value is not None


# --- plain values -----------------------------------------------------------------------------------------------


def conclusion(rule: Rule) -> Any:
    return rule.conclusion


def concludes(rule: Rule, term: str) -> bool:
    return rule.conclusion is not None and rule.conclusion.term == term


def is_departure(rule: Rule) -> bool:
    given = conclusion(rule).value
    return given is not None and any(isinstance(node, x.Otherwise) for node in x.walk(given))


def is_complete(clauses: DiscretionClauses, given: Assessment) -> bool:
    """Complete in form: everything mandatory addressed, nothing forbidden relied on, reasons, the right role."""
    must = [one.name for one in clauses.considerations if one.kind == "must"]
    forbidden = {one.name for one in clauses.considerations if one.kind == "must_not"}
    return given.complete or (
        all(given.considered.get(name, "").strip() for name in must)
        and not forbidden & {*given.considered, *given.relied_on}
        and (not clauses.reasons_required or bool(given.reasons.strip()))
        and (not clauses.authority or given.role == clauses.authority)
    )
