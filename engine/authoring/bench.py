"""Trying a policy by hand: facts put in one at a time, and terms and expressions asked for on a day.

Text is bound by `engine.resolve.trial`; here the case grows and is decided. Nothing is printed. Start reading at
`Trial`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from attrs import evolve, frozen

from engine.authoring.scaffold import expectation
from engine.authoring.written_types import value_text
from engine.evaluate import decide
from engine.evaluate.cache import remember_digest
from engine.evaluate.decision import Answer, Decision
from engine.model.case import Assessment, Case, Key, Options, Statement
from engine.model.expressions import Expression
from engine.model.policy import CaseExample, Conclusion, GivenFact, Period, Policy, Rule, Source, Term
from engine.records.examples import case_of
from engine.source import SourceText
from engine.syntax.format import format_source
from engine.syntax.tables import keywords, spelled

Said = TypeVar("Said", Statement, Assessment)
Given = TypeVar("Given")

SOURCE = "typed"
ASKED = "typed.value"


@frozen
class Trial:
    """A policy, the case so far, how it is read, and the terms asked for, each once and in order."""

    policy: Policy
    case: Case
    options: Options = Options()
    asked: tuple[Key, ...] = ()

    @property
    def people(self) -> dict[str, tuple[str, ...]]:
        """The members the lists of the case name, by entity."""
        found: dict[str, dict[str, None]] = {}
        for (id, _), members in self.case.lists.items():
            found.setdefault(self.policy.lists[id].member, {}).update(dict.fromkeys(members.ids))
        return {entity: tuple(ids) for entity, ids in found.items()}

    @property
    def is_empty(self) -> bool:
        return not (self.case.facts or self.case.lists or self.case.assessments)


def begun(policy: Policy, day: date) -> Trial:
    """A trial that knows nothing, on a day."""
    return Trial(policy, Case(day))


def on(trial: Trial, day: date, last: date | None = None) -> Trial:
    """The same case on another day, or over a period."""
    return evolve(trial, case=evolve(trial.case, day=day, last=last))


def put(trial: Trial, given: tuple[GivenFact, ...]) -> Trial:
    """The case with something more given; what was said of the same days before is taken out."""
    for one in given:
        trial = evolve(trial, case=_with(trial, one))
    return trial


def _with(trial: Trial, given: GivenFact) -> Case:
    case, key = trial.case, (given.term, given.member)
    example = CaseExample("", "", case.day, None, None, (given,), ())
    new, _ = case_of(trial.policy, example)
    return evolve(
        case,
        facts=_merged(case.facts, new.facts, key),
        assessments=_merged(case.assessments, new.assessments, key),
        lists={**case.lists, **new.lists},
    )


def _merged(
    old: Mapping[Key, tuple[Said, ...]], new: Mapping[Key, tuple[Said, ...]], key: Key
) -> dict[Key, tuple[Said, ...]]:
    merged = dict(old)
    if key in new:
        days = Period(new[key][0].first, new[key][0].last)
        merged[key] = tuple(it for it in old.get(key, ()) if not days.overlaps(Period(it.first, it.last))) + new[key]
    return merged


def forget(trial: Trial, name: str, member: str | None = None) -> Trial | None:
    """The case without what was given of a name, or `None` where nothing was."""

    def without(said: Mapping[Key, Given]) -> dict[Key, Given]:
        return {key: it for key, it in said.items() if not _is(key, name, member)}

    case = trial.case
    kept = evolve(case, facts=without(case.facts), assessments=without(case.assessments), lists=without(case.lists))
    same = (len(kept.facts), len(kept.assessments), len(kept.lists)) == (
        len(case.facts),
        len(case.assessments),
        len(case.lists),
    )
    return None if same else evolve(trial, case=kept)


def _is(key: Key, name: str, member: str | None) -> bool:
    return name in (key[0], key[0].rpartition(".")[2]) and key[1] == member


def asked_term(trial: Trial, term: str, member: str | None) -> tuple[Trial, Decision]:
    """The decision of one term, which is then among those asked for."""
    key = term, member
    new = key not in trial.asked and not trial.policy.terms[term].is_given
    asked = (*trial.asked, key) if new else trial.asked
    case = evolve(trial.case, requested=(term,))
    return evolve(trial, asked=asked), decide(trial.policy, case, trial.options)


def answer_to(decision: Decision, term: str, member: str | None) -> Answer | None:
    """The answer of the one asked about, or the first there is."""
    answers = [it for it in decision.answers if it.term == term]
    return next((it for it in answers if it.member == member), answers[0] if answers else None)


def asked_value(trial: Trial, expression: Expression, entity: str, member: str | None) -> Answer | None:
    """What an expression comes to; it stands in the policy for as long as it is asked for."""
    term = Term(ASKED, "value", SOURCE, "amount", entity, expression.type)
    rule = Rule("typed.rule", "rule", SOURCE, "rule", entity, (), Conclusion("is", ASKED, expression))
    policy = evolve(
        trial.policy,
        sources={**trial.policy.sources, SOURCE: Source(SOURCE, SOURCE, SOURCE, "practice", "")},
        terms={**trial.policy.terms, ASKED: term},
        rules={**trial.policy.rules, rule.id: rule},
    )
    remember_digest(policy, "")  # it is asked once and kept nowhere
    decision = decide(policy, evolve(trial.case, requested=(ASKED,)), trial.options)
    return answer_to(decision, ASKED, member)


def as_case(trial: Trial, title: str, language: str) -> str:
    """The trial as a `case` block: what is given, and what each term that was asked for came to."""
    words, case, policy = spelled(language), trial.case, trial.policy
    end = f" {words['TO']} {case.last}" if case.last is not None else ""
    lines = [f'{words["CASE"]} "{title}" {words["ON"]} {case.day}{end}']
    given = list(given_lines(trial, language))
    lines += [f"  {words['GIVEN']} {each}" for each in given]
    for term, member in trial.asked:
        name = _of(policy.terms[term].name, member, language)
        _, decision = asked_term(trial, term, member)
        answer = answer_to(decision, term, member)
        for segment in answer.segments if answer is not None else ():
            days = f" {words['FROM']} {segment.first} {words['TO']} {segment.last}" if case.last is not None else ""
            lines.append(expectation(name, policy.terms[term], segment, [], language) + days)
    made, found = format_source(SourceText("", f"{keywords()['LANGUAGE'][language]} {language}\n" + "\n".join(lines)))
    assert made is not None, found
    return made.partition("\n")[2].lstrip("\n")


def given_lines(trial: Trial, language: str) -> Iterator[str]:
    """Everything the case gives, as a `case` block writes it after `given`."""
    words, case, policy = spelled(language), trial.case, trial.policy
    for (id, member), members in _sorted(case.lists):
        closed = f" {words['COMPLETE']}" if members.complete else ""
        yield f"{_of(policy.lists[id].name, member, language)}: {{{', '.join(members.ids)}}}{closed}"
    for (id, member), said in _sorted(case.facts):
        for it in said:
            known = value_text(it.value, policy.terms[id].type, language) if it.value is not None else ""
            value = known or words[it.state.upper()]
            yield f"{_of(policy.terms[id].name, member, language)}: {value}{_days(it.first, it.last, words)}"
    for (id, member), given in _sorted(case.assessments):
        term, name = policy.terms[id], _of(policy.terms[id].name, member, language)
        for each in given:
            days = _days(each.first, each.last, words)
            if term.is_action:
                yield f"{words['USED']} {name}: {words['YES' if each.used else 'NO']}{days}"
            if each.value is not None:
                yield f"{name}: {value_text(each.value, term.amount_type or term.type, language)}{days}"
            elif each.state == "unknown":
                yield f"{name}: {words['UNKNOWN']}{days}"


def _sorted(said: Mapping[Key, Given]) -> list[tuple[Key, Given]]:
    return sorted(said.items(), key=lambda it: (it[0][0], it[0][1] or ""))


def _of(name: str, member: str | None, language: str) -> str:
    return f"{name} {spelled(language)['OF']} {member}" if member else name


def _days(first: date | None, last: date | None, words: Mapping[str, str]) -> str:
    begins = f" {words['FROM']} {first}" if first is not None else ""
    return begins + (f" {words['TO']} {last}" if last is not None else "")
