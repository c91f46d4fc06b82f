"""A case found by the solver as a rule file writes it: a `case` block, or its lines. Start reading at `case_block`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from engine.authoring.scaffold import expectation
from engine.authoring.written_types import value_text
from engine.evaluate import decide
from engine.model.case import Assessment, Case, Key, Options, Statement
from engine.model.policy import Policy, Term
from engine.source import SourceText
from engine.syntax.format import format_source
from engine.syntax.tables import spelled


def case_block(policy: Policy, case: Case, title: str, terms: Iterable[str], language: str = "en") -> str:
    """A `case` block in a keyword language: what is given, and of some terms what comes out."""
    words = spelled(language)
    lines = [f'{words["CASE"]} "{title}" {words["ON"]} {case.day}']
    given = given_lines(policy, case, language)
    lines += [f"  {words['GIVEN']} {', '.join(given)}"] if given else []
    lines += list(_expected(policy, case, terms, language))
    text = "\n".join(lines) + "\n"
    laid_out, found = format_source(SourceText("witness", f"{spelled(language)['LANGUAGE']} {language}\n\n{text}"))
    return laid_out.partition("\n")[2].lstrip("\n") if laid_out is not None and not found else text


def given_lines(policy: Policy, case: Case, language: str = "en") -> list[str]:
    """What a case gives, each as it is written after `given`: lists first, then facts, then assessments."""
    words = spelled(language)
    found = []
    for (id, _), members in sorted(case.lists.items(), key=lambda item: str(item[0])):
        complete = f" {words['COMPLETE']}" if members.complete else ""
        found.append(f"{_name(policy, id)}: {{{', '.join(sorted(members.ids))}}}{complete}")
    for key in sorted(case.facts, key=str):
        found += [_fact(policy, key, said, language) for said in case.facts[key]]
    for key in sorted(case.assessments, key=str):
        for assessment in case.assessments[key]:
            found += _assessment(policy, key, assessment, language)
    return found


def called(policy: Policy, key: Key, language: str = "en") -> str:
    """What a fact or term is called in a case: `age of m1`, with its source where the name alone says too little."""
    id, member = key
    name = _name(policy, id)
    return name if member is None else f"{name} {spelled(language)['OF']} {member}"


def _name(policy: Policy, id: str) -> str:
    """The bare name, where nothing else has it."""
    bare = id.rpartition(".")[2]
    things = (policy.terms, policy.lists, policy.parameters)
    alike = [other for kind in things for other in kind if other.rpartition(".")[2] == bare]
    return bare if len(alike) == 1 else id


def _fact(policy: Policy, key: Key, said: Statement, language: str) -> str:
    words = spelled(language)
    value = words["NOT_SHOWN"] if said.state == "not_shown" else words["UNKNOWN"]
    if said.state == "known" and said.value is not None:
        value = value_text(said.value, policy.terms[key[0]].type, language)
    return f"{called(policy, key, language)}: {value}{_period(said.first, said.last, language)}"


def _assessment(policy: Policy, key: Key, given: Assessment, language: str) -> Iterator[str]:
    words, term = spelled(language), policy.terms[key[0]]
    name, period = called(policy, key, language), _period(given.first, given.last, language)
    if given.state == "unknown":
        yield f"{name}: {words['UNKNOWN']}{period}"
    if given.used is not None:
        yield f"{words['USED']} {name}: {words['YES' if given.used else 'NO']}{period}"
    if given.value is not None:
        yield f"{name}: {value_text(given.value, term.amount_type or term.type, language)}{period}"


def _period(first: date | None, last: date | None, language: str) -> str:
    words = spelled(language)
    begins = f" {words['FROM']} {first}" if first is not None else ""
    return begins + (f" {words['TO']} {last}" if last is not None else "")


def _expected(policy: Policy, case: Case, terms: Iterable[str], language: str) -> Iterator[str]:
    """What comes out of each term; nothing of members, and nothing of what is open."""
    for id in terms:
        term: Term = policy.terms[id]
        if policy.entities[term.entity].is_member:
            continue
        asked = Case(case.day, facts=case.facts, assessments=case.assessments, lists=case.lists, requested=(id,))
        for answer in decide(policy, asked, Options()).answers:
            segment = answer.segments[0]
            if segment.value is not None:
                yield expectation(called(policy, (id, None), language), term, segment, (), language)
