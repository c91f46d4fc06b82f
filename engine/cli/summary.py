"""A decision on one page: each answer first, then what carries it, what is open and what closes it.

Made from the decision alone, with the names and the keywords of the rule files, so that it costs nothing to start.
`hjemmel explain` has the words for people. Start reading at `summarise`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from engine.cli.shown import shown
from engine.cli.tongue import keyword, say
from engine.evaluate.decision import Answer, Decision, DutyState, Segment, Wait
from engine.evaluate.parameters import row_of
from engine.model.citations import Citation
from engine.model.policy import Policy

_WAITS = {
    "fact": "waits for the fact {a}",
    "list": "waits for the list {a}",
    "assessment": "waits for an assessment: {a}",
    "use": "waits for a word on whether it is used: {a}",
    "unknown": "waits for a fact that was asked for, and that nobody knows: {a}",
}
_FAULTS = {
    "gap": "no rule gives {a} a value",
    "left_open": "{a} is left to others, and no local rule here gives it",
    "conflict": "rules disagree on {a}",
    "unverified": "{a} has no verified value",
    "no_value": "{a} has no value",
    "not_formalised": "{a} is not formalised",
    "division_by_zero": "a division by zero in {a}",
    "empty_list": "the list {a} is empty",
    "out_of_range": "{a} is outside its range",
    "not_applicable": "{a} does not apply",
    "not_open": "the assessment {a} is not open",
    "outside_coverage": "the rules do not cover {a}",
    "not_begun": "what {a} counts from had not begun",
    "backwards": "a period in {a} ends before it begins",
}
_NOTICES = {
    "supposed": "{a} is supposed to come into force on {b}",
    "known_on": "only values known on {b} are used",
    "unverified": "{a} has a value from {b} that is not read in the official text, but reported by {c}",
    "unverified_many": "values from {b} are not read in the official text, but reported by {c}: {a}",
    "known_later": "{a} has a value that was adopted on {b}, after the decision",
}
_STATES = {
    "incomplete": "{a} is incomplete",
    "refused": "{a} is refused",
    "not_used": "{a} is not used",
}
_LACKS = {
    "reasons": "lacks reasons",
    "role": "is not by the body that decides",
    "consideration": "says nothing of {a}",
    "forbidden": "relies on {a}, which must not count",
    "departure": "does not say why it departs from what is recommended",
    "at_least": "is below what the law allows",
    "at_most": "is above what the law allows",
}
_LACKS_IN_CLAUSE = {**_LACKS, "role": "was not made by the body that decides"}
"""The same after *which*, where Norwegian has *not* before the verb."""


WIDTH = 100
_KEPT = "\0"
"""Stands for a space where a line may not break: inside an address."""


@frozen
class Voice:
    """Whose names are told, and in which language the words around them are."""

    policy: Policy
    language: str

    def __call__(self, said: str, **blanks: object) -> str:
        return say(said, self.language, **blanks)


def summarise(policy: Policy, decision: Decision, language: str = "en") -> str:
    """The page, as plain text, in a language."""
    by = Voice(policy, language)
    parts = [_notices(by, decision)]
    parts += [_answer(by, answer) for answer in decision.answers]
    parts += [_of_nobody(by, decision, term) for term in _unanswered(decision)]
    parts += [_duties(by, decision), _assessments(by, decision), _rests_on(by, decision)]
    page = "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"
    return page.replace(_KEPT, " ")


def _notices(by: Voice, decision: Decision) -> list[str]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for sort, id, day in decision.notices:
        row = row_of(by.policy, id, day) if sort == "unverified" else None
        source = (row.reported_in.get(by.language) or row.reported) if row is not None else ""
        groups.setdefault((sort, day, source), []).append(_name(by, id))
    told = []
    for (sort, day, source), names in groups.items():
        words = _NOTICES["unverified_many" if sort == "unverified" and len(names) > 1 else sort]
        told += _wrapped(f"{by('note')}: {by(words, a=', '.join(names), b=day, c=source)}")
    return told


def _answer(by: Voice, answer: Answer) -> list[str]:
    type = by.policy.terms[answer.term].type
    name = _name(by, answer.term, answer.member)
    if len(answer.segments) == 1:
        segment = answer.segments[0]
        return [f"{name}: {shown(segment.value, type, by.language)}{_days(by, segment)}", *_reasons(by, segment)]
    lines = [f"{name}:"]
    for segment in answer.segments:
        days = by("{a} to {b}", a=segment.first, b=segment.last)
        lines.append(f"  {days}   {shown(segment.value, type, by.language)}")
        lines += [f"  {line}" for line in _reasons(by, segment)]
    return lines


def _unanswered(decision: Decision) -> list[str]:
    """Terms asked for that are of members of a list, where the case names none."""
    answered = {answer.term for answer in decision.answers}
    return [term for term in decision.case.requested if term not in answered]


def _of_nobody(by: Voice, decision: Decision, term: str) -> list[str]:
    lists = [each for each in by.policy.lists.values() if each.member == by.policy.terms[term].entity]
    listed = {id for (id, _), members in decision.case.lists.items() if members.complete}
    waiting = ["  " + by(_WAITS["list"], a=_name(by, each.id)) for each in lists if each.id not in listed]
    outcome = keyword("open", by.language) if waiting else by("nobody is listed")
    return [f"{_name(by, term)}: {outcome}", *waiting]


def _reasons(by: Voice, segment: Segment) -> Iterator[str]:
    """What the outcome rests on; what an open one waits for."""
    if segment.value is not None:
        carried = list(_provisions(by, segment, standing=True))
        fallen = list(_provisions(by, segment, standing=False))
        if carried or fallen:
            cited = together(by.policy, carried or fallen)
            yield from _wrapped("  " + by("by {a}" if carried else "not carried by {a}", a=cited))
    for wait in dict.fromkeys(_wait(by, wait) for wait in segment.waits):
        yield from _wrapped(f"  {wait}")


def _provisions(by: Voice, segment: Segment, standing: bool) -> Iterator[Citation]:
    for rule, _, stands in segment.grounds:
        if stands is standing:
            yield from (each.citation for each in by.policy.rules[rule].basis if each.on(segment.first))


def _wait(by: Voice, wait: Wait) -> str:
    name = _name(by, wait.id, wait.member or None)
    on = by(" on {a}", a=wait.day) if wait.day else ""
    if not wait.is_fault:
        waits = by(_WAITS[wait.kind], a=name)
        if wait.kind == "assessment" and wait.detail:
            waits = by("{a}, which {b}", a=waits, b=_lacks(by, wait.detail.split(", "), _LACKS_IN_CLAUSE))
        return waits + on
    rules = [f"{_name(by, rule)} ({_basis(by, rule)})" for rule in wait.rules if rule in by.policy.rules]
    told = ": " + by(" and ").join(rules) if rules else f", {wait.detail}" if wait.detail else ""
    return by("cannot be settled: {a}", a=by(_FAULTS[wait.kind], a=name)) + on + told


def _duties(by: Voice, decision: Decision) -> list[str]:
    waiting = [duty for duty in decision.duties if duty.arisen and not duty.fulfilled]
    if not waiting:
        return []
    return [by("not ready: duties to be fulfilled first"), *(f"  {_duty(by, duty)}" for duty in waiting)]


def _duty(by: Voice, duty: DutyState) -> str:
    basis = together(by.policy, (each.citation for each in by.policy.terms[duty.term].basis))
    missing = ", ".join(_name(by, id, member) for id, member in duty.missing)
    lacks = by(": lacks {a}", a=missing) if missing else ""
    return f"{_name(by, duty.term, duty.member)}{f' ({basis})' if basis else ''}{lacks}"


def _assessments(by: Voice, decision: Decision) -> list[str]:
    lines = []
    for state in decision.assessments:
        if state.state in _STATES:
            told = by(_STATES[state.state], a=_name(by, state.term, state.member))
            lacks = by(": it {a}", a=_lacks(by, state.lacks)) if state.lacks else ""
            lines += _wrapped(f"  {told}{lacks}")
    return [by("assessments"), *lines] if lines else []


def _lacks(by: Voice, parts: Sequence[str], words: Mapping[str, str] = _LACKS) -> str:
    """What is wrong with an assessment, after *it*: `lacks reasons and says nothing of health`."""
    told = []
    for part in parts:
        kind, _, name = part.partition(" ")
        told.append(by(words[kind], a=name))
    return by(" and ").join(told)


def _rests_on(by: Voice, decision: Decision) -> list[str]:
    """Readings and gaps the answers rest on."""
    readings = sorted(decision.readings.items())
    lines = [by("reading {a} as {b}", a=_name(by, id), b=reading) for id, reading in readings]
    for index in decision.not_formalised:
        gap = by.policy.not_formalised[index]
        because = gap.because if by.language == "en" else gap.because_in.get(by.language) or gap.because
        cited = together(by.policy, [gap.citation])
        lines += _wrapped(f"{keyword('not formalised', by.language)}: {cited}, {because}")
    return lines


def _days(by: Voice, segment: Segment) -> str:
    return "" if segment.first == segment.last else by(" from {a} to {b}", a=segment.first, b=segment.last)


def _name(by: Voice, id: str, member: str | None = None) -> str:
    """The bare name, as the rule file has it."""
    return (id.rpartition(".")[2] if " " not in id else id) + (
        f" {keyword('of', by.language)} {member}" if member else ""
    )


def _basis(by: Voice, rule: str) -> str:
    return together(by.policy, (each.citation for each in by.policy.rules[rule].basis))


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
