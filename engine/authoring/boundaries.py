"""Limits no case stands on, each with a case that would: one day, one krone or one year on the side that tells.

A case stands on a limit when it would fail if the limit were moved by one. What is proposed is what the policies say
now, which a jurist holds against the law before it counts: the lines that expect something are comments.
Start reading at `proposals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from engine.analysis.words import place
from engine.authoring.mutations import Mutation
from engine.authoring.nearby import Telling, telling
from engine.authoring.relevance import Relevance
from engine.authoring.scaffold import expectation
from engine.authoring.survivors import SURVIVED, Tried, touched
from engine.authoring.witness import called, given_lines
from engine.diagnostics.translate import line
from engine.evaluate.cache import remember_digest
from engine.evaluate.decide import answered
from engine.evaluate.plans import forget
from engine.model.policy import CaseExample, Policy, Rule
from engine.source import SourceText
from engine.syntax.format import format_source
from engine.syntax.tables import spelled

MOVES = ("one ", "a ", "in force ", "`<", "`>")
"""How the slips begin that move a limit or take it from one side to the other."""


@frozen
class Proposal:
    """A limit no case stands on, and a `case` block that would; `block` is empty where none was found near others."""

    mutation: Mutation
    rule: Rule
    block: str = ""
    language: str = "en"


def is_limit(mutation: Mutation, policy: Policy) -> bool:
    """Whether a slip moves a limit: a threshold in a rule, or its days in force."""
    return mutation.owner in policy.rules and mutation.what.startswith(MOVES)


def proposals(
    policy: Policy,
    passing: list[CaseExample],
    tried: Iterable[Tried],
    titles: set[str],
    languages: Mapping[str, str],
) -> Iterator[Proposal]:
    """For each slip of a limit that no case noticed, a case that would notice it; none is proposed twice.

    A case is in the keyword language of the file the rule stands in, by `languages`.
    """
    relevance = Relevance(policy, passing)
    blocks: set[str] = set()
    for each in tried:
        if each.status != SURVIVED:
            continue
        rule = policy.rules[each.mutation.owner]
        found = _found(policy, each.mutation, rule, relevance)
        language = languages.get(rule.span.file, "en")
        block = _block(policy, rule, found, titles, language) if found is not None else ""
        body = block.partition("\n")[2]
        if not block or body not in blocks:
            blocks.add(body)
            yield Proposal(each.mutation, rule, block, language)


def _found(policy: Policy, mutation: Mutation, rule: Rule, relevance: Relevance) -> Telling | None:
    terms = tuple(
        id for id in sorted(touched(policy, rule)) if not policy.entities[policy.terms[id].entity].is_decision_kind
    )
    if not terms:
        return None
    changed = mutation.policy(policy)
    remember_digest(changed, "")
    try:
        return telling(policy, changed, mutation, terms, relevance.cases(rule.id))
    finally:
        forget(changed)


def _block(policy: Policy, rule: Rule, found: Telling, titles: set[str], language: str) -> str:
    """The case as a rule file writes it; what comes out now stands as remarks."""
    case, words = found.case, spelled(language)
    days = f"{case.day} {words['TO']} {case.last}" if case.last is not None else str(case.day)
    given = given_lines(policy, case, language)
    remark = line("proposed, to be held against the law", language)
    lines = [f'{words["CASE"]} "{_title(rule, found, given, titles, language)}" {words["ON"]} {days}']
    lines += [f"  {words['GIVEN']} {', '.join(given)}"] if given else []
    lines += [f"  -- {remark}: {expected}" for expected in _expected(policy, found, language)]
    return "\n".join(lines) + "\n"


def _title(rule: Rule, found: Telling, given: list[str], titles: set[str], language: str) -> str:
    where = place(rule.basis[0].citation) if rule.basis else rule.name
    name = rule.name.replace("_", " ")
    if found.case.last is not None:
        both = line("the day before {a} and the day itself", language).format(a=found.case.last)
        title = f"{where}: {name}, {both}"
    else:
        title = ", ".join([f"{where}: {name}", *given[:1]]).replace('"', "'")
    free, number = title, 2
    while free in titles:
        free, number = f"{title} ({number})", number + 1
    titles.add(free)
    return free


def _expected(policy: Policy, found: Telling, language: str) -> Iterator[str]:
    case, words = found.case, spelled(language)
    for answer in answered(policy, case).answers:
        if (answer.term, answer.member) not in found.keys:
            continue
        name = called(policy, (answer.term, answer.member), language)
        for segment in answer.segments:
            told = expectation(name, policy.terms[answer.term], segment, (), language).strip()
            days = f" {words['FROM']} {segment.first} {words['TO']} {segment.last}"
            yield told if case.last is None else told + days


def as_file(policy: Policy, source: str, language: str, found: Iterable[Proposal]) -> str:
    """Proposals of one source as a file of cases in the canonical layout."""
    declared, words = policy.sources[source], spelled(language)
    head = f"{words['LANGUAGE']} {language}\n{words[declared.kind.upper()]} {declared.name} {declared.document}\n\n"
    text = head + "\n".join(each.block for each in found if each.block)
    laid_out, wrong = format_source(SourceText("proposals", text))
    return laid_out if laid_out is not None and not wrong else text
