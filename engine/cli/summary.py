"""A decision on one page: each answer first, then what carries it, what is open and what closes it.

Made from the decision alone, with the names of the rule files, so that it costs nothing to start.
`hjemmel explain` has the words for people. Start reading at `summarise`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from engine.evaluate.decision import Answer, Decision, DutyState, Segment, Wait
from engine.evaluate.parameters import row_of
from engine.model.citations import Citation
from engine.model.expressions import Value
from engine.model.policy import Policy
from engine.model.units import Type

_ASKED = {
    "fact": "the fact",
    "list": "the list",
    "assessment": "an assessment:",
    "use": "a word on whether it is used:",
    "unknown": "a fact that was asked for, and that nobody knows:",
}
_FAULTS = {
    "gap": "no rule gives {name} a value",
    "left_open": "{name} is left to others, and no local rule here gives it",
    "conflict": "rules disagree on {name}",
    "unverified": "{name} has no verified value",
    "no_value": "{name} has no value",
    "not_formalised": "{name} is not formalised",
    "division_by_zero": "a division by zero in {name}",
    "empty_list": "the list {name} is empty",
    "out_of_range": "{name} is outside its range",
    "not_applicable": "{name} does not apply",
    "not_open": "the assessment {name} is not open",
    "outside_coverage": "the rules do not cover {name}",
    "not_begun": "what {name} counts from had not begun",
    "backwards": "a period in {name} ends before it begins",
}
_NOTICES = {
    "supposed": "{name} is supposed to come into force on {day}",
    "known_on": "only values known on {day} are used",
    "unverified": "{name} has a value from {day} that is not read in the official text, but reported by {source}",
    "unverified_many": "values from {day} are not read in the official text, but reported by {source}: {name}",
    "known_later": "{name} has a value that was adopted on {day}, after the decision",
}
_STATES = {
    "incomplete": "incomplete",
    "refused": "refused",
    "not_used": "not used",
}
_LACKS = {
    "reasons": "lacks reasons",
    "role": "is not by the body that decides",
    "consideration": "says nothing of {name}",
    "forbidden": "relies on {name}, which must not count",
    "departure": "does not say why it departs from what is recommended",
    "at_least": "is below what the law allows",
    "at_most": "is above what the law allows",
}

WIDTH = 100
_KEPT = "\0"
"""Stands for a space where a line may not break: inside an address."""


def summarise(policy: Policy, decision: Decision) -> str:
    """The page, as plain text."""
    parts = [_notices(policy, decision)]
    parts += [_answer(policy, answer) for answer in decision.answers]
    parts += [_of_nobody(policy, decision, term) for term in _unanswered(decision)]
    parts += [_duties(policy, decision), _assessments(policy, decision), _rests_on(policy, decision)]
    page = "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"
    return page.replace(_KEPT, " ")


def _notices(policy: Policy, decision: Decision) -> list[str]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for sort, id, day in decision.notices:
        row = row_of(policy, id, day) if sort == "unverified" else None
        source = (row.reported_in.get("en") or row.reported) if row is not None else ""
        groups.setdefault((sort, day, source), []).append(_name(policy, id))
    told = []
    for (sort, day, source), names in groups.items():
        words = _NOTICES["unverified_many" if sort == "unverified" and len(names) > 1 else sort]
        told += _wrapped(f"note: {words.format(name=', '.join(names), day=day, source=source)}")
    return told


def _answer(policy: Policy, answer: Answer) -> list[str]:
    type = policy.terms[answer.term].type
    name = _name(policy, answer.term, answer.member)
    if len(answer.segments) == 1:
        segment = answer.segments[0]
        return [f"{name}: {shown(segment.value, type)}{_days(segment, ' from ')}", *_reasons(policy, segment)]
    lines = [f"{name}:"]
    for segment in answer.segments:
        lines.append(f"  {segment.first} to {segment.last}   {shown(segment.value, type)}")
        lines += [f"  {line}" for line in _reasons(policy, segment)]
    return lines


def _unanswered(decision: Decision) -> list[str]:
    """Terms asked for that are of members of a list, where the case names none."""
    answered = {answer.term for answer in decision.answers}
    return [term for term in decision.case.requested if term not in answered]


def _of_nobody(policy: Policy, decision: Decision, term: str) -> list[str]:
    lists = [each for each in policy.lists.values() if each.member == policy.terms[term].entity]
    listed = {id for (id, _), members in decision.case.lists.items() if members.complete}
    waiting = [f"  waits for the list {_name(policy, each.id)}" for each in lists if each.id not in listed]
    return [f"{_name(policy, term)}: {'open' if waiting else 'nobody is listed'}", *waiting]


def _reasons(policy: Policy, segment: Segment) -> Iterator[str]:
    """What the outcome rests on; what an open one waits for."""
    if segment.value is not None:
        carried = list(_provisions(policy, segment, standing=True))
        fallen = list(_provisions(policy, segment, standing=False))
        if carried or fallen:
            words = "by" if carried else "not carried by"
            yield from _wrapped(f"  {words} {together(policy, carried or fallen)}")
    for wait in dict.fromkeys(_wait(policy, wait) for wait in segment.waits):
        yield from _wrapped(f"  {wait}")


def _provisions(policy: Policy, segment: Segment, standing: bool) -> Iterator[Citation]:
    for rule, _, stands in segment.grounds:
        if stands is standing:
            yield from (each.citation for each in policy.rules[rule].basis if each.on(segment.first))


def _wait(policy: Policy, wait: Wait) -> str:
    name = _name(policy, wait.id, wait.member or None)
    on = f" on {wait.day}" if wait.day else ""
    if not wait.is_fault:
        lacking = f", which {_lacks(wait.detail.split(', '))}" if wait.kind == "assessment" and wait.detail else ""
        return f"waits for {_ASKED[wait.kind]} {name}{lacking}{on}"
    rules = [f"{_name(policy, rule)} ({_basis(policy, rule)})" for rule in wait.rules if rule in policy.rules]
    told = ": " + " and ".join(rules) if rules else f", {wait.detail}" if wait.detail else ""
    return f"cannot be settled: {_FAULTS[wait.kind].format(name=name)}{on}{told}"


def _duties(policy: Policy, decision: Decision) -> list[str]:
    waiting = [duty for duty in decision.duties if duty.arisen and not duty.fulfilled]
    if not waiting:
        return []
    return ["not ready: duties to be fulfilled first", *(f"  {_duty(policy, duty)}" for duty in waiting)]


def _duty(policy: Policy, duty: DutyState) -> str:
    basis = together(policy, (each.citation for each in policy.terms[duty.term].basis))
    missing = ", ".join(_name(policy, id, member) for id, member in duty.missing)
    lacks = f": lacks {missing}" if missing else ""
    return f"{_name(policy, duty.term, duty.member)}{f' ({basis})' if basis else ''}{lacks}"


def _assessments(policy: Policy, decision: Decision) -> list[str]:
    lines = []
    for state in decision.assessments:
        if state.state in _STATES:
            lacks = f": it {_lacks(state.lacks)}" if state.lacks else ""
            lines += _wrapped(f"  {_name(policy, state.term, state.member)} is {_STATES[state.state]}{lacks}")
    return ["assessments", *lines] if lines else []


def _lacks(parts: Sequence[str]) -> str:
    """What is wrong with an assessment, after *it*: `lacks reasons and says nothing of health`."""
    told = []
    for part in parts:
        kind, _, name = part.partition(" ")
        told.append(_LACKS[kind].format(name=name))
    return " and ".join(told)


def _rests_on(policy: Policy, decision: Decision) -> list[str]:
    """Readings and gaps the answers rest on."""
    lines = [f"reading {_name(policy, id)} as {reading}" for id, reading in sorted(decision.readings.items())]
    for index in decision.not_formalised:
        gap = policy.not_formalised[index]
        lines += _wrapped(f"not formalised: {together(policy, [gap.citation])}, {gap.because}")
    return lines


def _days(segment: Segment, word: str) -> str:
    return "" if segment.first == segment.last else f"{word}{segment.first} to {segment.last}"


def _name(policy: Policy, id: str, member: str | None = None) -> str:
    """The bare name, as the rule file has it."""
    return (id.rpartition(".")[2] if " " not in id else id) + (f" of {member}" if member else "")


def _basis(policy: Policy, rule: str) -> str:
    return together(policy, (each.citation for each in policy.rules[rule].basis))


def together(policy: Policy, citations: Iterable[Citation]) -> str:
    """Addresses as rule files write them, each once, under the name of their source."""
    names = {source.document: source.name for source in policy.sources.values()}
    places: dict[str, list[str]] = {}
    for citation in dict.fromkeys(citations):
        places.setdefault(names.get(citation.document, citation.document), []).append(_place(citation))
    return ", ".join(f"{source} {', '.join(told)}".rstrip() for source, told in places.items())


def _place(citation: Citation) -> str:
    words = [f"kapittel {citation.chapter}"] if citation.chapter else []
    words += [f"§ {citation.section}"] if citation.section else []
    words += [f"{_LEVELS[level]} {number}" for level, number in citation.path]
    return _KEPT.join(" ".join(words).split(" "))


def _wrapped(text: str) -> list[str]:
    """A line of the page over as many lines as it needs, the further ones set in."""
    words = text.split()
    indent = " " * (len(text) - len(text.lstrip()))
    lines = [indent + words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) < WIDTH:
            lines[-1] += " " + word
        else:
            lines.append(f"{indent}  {word}")
    return lines


_LEVELS = {"L": "ledd", "P": "punktum", "b": "bokstav", "n": "nr"}


def shown(value: Value | None, type: Type) -> str:
    """A value to read. Amounts have two decimals, ties away from zero; where that leaves something out, it says so.

    >>> from engine.model.units import Unit
    >>> yearly = Type("number", Unit.of(kr=1, year=-1))
    >>> shown(Fraction(954724, 5), yearly), shown(Fraction(63285287, 375), yearly)
    ('190 944.80 kr/year', '168 760.77 kr/year (exactly 63285287/375)')
    """
    if value is None:
        return "open"
    if isinstance(value, bool):
        return "met" if value else "not met"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("_", " ")
    if type.percent:
        return f"{_decimals(value * 100, 0)} %{_exactly(value * 100)}"
    return f"{_decimals(value, 2 if type.is_money else 0)} {type.unit}".rstrip() + _exactly(value)


def _decimals(value: Fraction, fewest: int) -> str:
    """Digits in groups of three, with as few decimals as are needed, at most two."""
    places = next((places for places in range(fewest, 3) if (value * 10**places).denominator == 1), 2)
    places = 0 if value.denominator == 1 else places
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    whole, part = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole:,}".replace(",", " ") + (f".{part:0{places}}" if places else "")


def _exactly(value: Fraction) -> str:
    return "" if (value * 100).denominator == 1 else f" (exactly {value})"
