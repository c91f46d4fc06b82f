"""What to look at in duties, assessments, powers and presumptions, and in what ranks above what.

Most of it informs: the law itself often leaves these things open. Start reading at `procedure`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from engine.analysis.index import Index
from engine.analysis.words import law, named
from engine.analysis.written import of_rule, of_term
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.graph.reads import references
from engine.model.expressions import Expression, Read, Used, walk
from engine.model.policy import Rule, Term

NEVER_FULFILLED = Code("A901", "never-fulfilled", "nothing is said to fulfil a duty", Severity.NOTE)
BARE_DISCRETION = Code(
    "A902", "bare-discretion", "an assessment has no considerations, and no reasons are required", Severity.NOTE
)
FORBIDDEN_READ = Code("A903", "forbidden-read", "a rule reads what its assessment must not consider", Severity.WARNING)
NEVER_USED = Code("A904", "power-never-used", "no rule asks whether a power is used, or for what amount", Severity.NOTE)
NOT_ASKED = Code(
    "A905", "counter-fact-not-asked", "a presumption waits for a question nobody has written", Severity.WARNING
)
LEFT_OPEN = Code("A906", "left-open", "no local rule concludes what is left to others", Severity.NOTE)
KIND_UNSAID = Code(
    "A909", "kind-unsaid", "a discretion does not say whether it is a legal standard or free", Severity.NOTE
)
LOWER_RANK = Code("A908", "lower-rank", "guidance or practice sets a provision aside", Severity.WARNING)


def procedure(index: Index) -> Iterator[Diagnostic]:
    """What there is to say of each declaration and each exception."""
    read = _read_as_power(index)
    for id in sorted(index.policy.terms):
        term = index.policy.terms[id]
        if term.kind == "duty" and (term.duty is None or not term.duty.fulfilled_by):
            yield NEVER_FULFILLED.at(
                term.span, f"nothing is said to fulfil the duty `{index.name(term)}`", hint=_FULFIL
            )
        if term.kind == "discretion":
            yield from _of_discretion(index, term)
        if term.kind == "power" and term.amount_type is not None and id not in read:
            yield NEVER_USED.at(
                term.span,
                f"no rule asks whether `{index.name(term)}` is used, or for what amount",
                hint="read it in an amount, or ask `used` of it, if its use is to have an effect",
            )
        if term.left_to and not any(_is_local(index, rule) for rule in index.concluding.get(id, ())):
            message = f"`{index.name(term)}` is left to {term.left_to}, and no local rule concludes it"
            yield LEFT_OPEN.at(term.span, message)
    for rule in index.rules:
        yield from _of_rule(index, rule)


_FULFIL = "say `fulfilled by …`; until then no decision can show that it is done"


_WEIGHS = (
    "say what the law lets weigh; "
    "where it names nothing, say `reasons required` with the provision that demands reasons"
)


_KINDS = "say `standard`, which is reviewed in full, or `free`, which is not"


def _of_discretion(index: Index, term: Term) -> Iterator[Diagnostic]:
    clauses = term.discretion
    if clauses is None or not (clauses.considerations or clauses.reasons_required):
        message = f"the assessment `{index.name(term)}` has no considerations, and no reasons are required"
        yield BARE_DISCRETION.at(term.span, message, hint=_WEIGHS)
    if clauses is None or not clauses.kind:
        message = f"`{index.name(term)}` does not say what kind of discretion it is"
        yield KIND_UNSAID.at(term.span, message, hint=_KINDS)
    for id in _forbidden(term):
        for expression in of_term(term):
            if ("term", id) in set(references(expression)):
                name = index.name(index.policy.terms[id])
                yield FORBIDDEN_READ.at(
                    expression.span if expression.span.file else term.span,
                    f"`{index.name(term)}` must not consider `{name}`, and reads it to open or to bound the assessment",
                    hint="what must not weigh should not decide whether, or within which limits, one assesses",
                )


def _forbidden(term: Term) -> list[str]:
    clauses = term.discretion
    if clauses is None:
        return []
    return [one.term for one in clauses.considerations if one.kind == "must_not" and one.term is not None]


def _of_rule(index: Index, rule: Rule) -> Iterator[Diagnostic]:
    yield from _both_read(index, rule)
    if rule.unless_shown is not None:
        counter = index.policy.terms.get(rule.unless_shown[0])
        if counter is not None and not any(words.strip() for words in counter.ask.values()):
            yield NOT_ASKED.at(
                rule.span,
                f"{named(index, rule)} holds unless `{index.name(counter)}` is shown, and that has no question",
                hint=f"it acts only when one has asked: give `{index.name(counter)}` an `ask`",
                law=law(index, rule),
                notes=[Note(counter.span, "declared here")],
            )
    for id in rule.targets:
        if rule.kind == "exception" and id in index.policy.rules:
            yield from _rank(index, rule, index.policy.rules[id])
    yield from _ceiling(index, rule)


def _both_read(index: Index, rule: Rule) -> Iterator[Diagnostic]:
    """A rule whose condition reads an assessment, and beside it what that assessment must not consider."""
    read = {id for kind, id in references(rule.condition) if kind == "term"}
    for id in sorted(read):
        term = index.policy.terms.get(id)
        for forbidden in _forbidden(term) if term is not None else ():
            if forbidden in read and term is not None:
                name = index.name(index.policy.terms[forbidden])
                yield FORBIDDEN_READ.at(
                    rule.condition.span if rule.condition.span.file else rule.span,
                    f"{named(index, rule)} reads `{name}` beside `{index.name(term)}`, which must not consider it",
                    hint="see that the law itself counts it here, outside the assessment",
                    law=law(index, rule),
                    notes=[Note(term.span, "the assessment")],
                )


def _rank(index: Index, rule: Rule, target: Rule) -> Iterator[Diagnostic]:
    """Guidance and practice set no provision aside. What local rules may not is told when names are bound."""
    here, there = index.source(rule.source), index.source(target.source)
    if here is None or there is None or here.kind not in _RANKS or there.kind not in ("act", "regulation"):
        return
    yield LOWER_RANK.at(
        rule.span,
        f"{named(index, rule)} is {_RANKS[here.kind]}, and sets aside {named(index, target)}",
        hint="rest it on the provision that allows it, or write the reading as an `interpretation`",
        law=law(index, rule),
        notes=[Note(target.span, f"{named(index, target)} is here")],
    )


def _ceiling(index: Index, rule: Rule) -> Iterator[Diagnostic]:
    """Nor do they set a highest amount to what a provision gives."""
    if rule.conclusion is None or rule.conclusion.kind != "at_most":
        return
    for other in index.concluding.get(rule.conclusion.term, ()):
        found = list(_rank(index, rule, other)) if other.source != rule.source else []
        if found:
            yield evolve(found[0], message=found[0].message.replace("sets aside", "sets a ceiling to"))
            return


_RANKS = {"circular": "guidance", "practice": "practice"}


def _is_local(index: Index, rule: Rule) -> bool:
    source = index.source(rule.source)
    return source is not None and source.kind == "local"


def _read_as_power(index: Index) -> frozenset[str]:
    """Powers whose use or amount something reads."""
    expressions: list[Expression] = [expression for rule in index.rules for expression in of_rule(rule)]
    expressions += [expression for term in index.policy.terms.values() for expression in of_term(term)]
    nodes = (node for expression in expressions for node in walk(expression))
    return frozenset(
        node.term for node in nodes if isinstance(node, Used) or (isinstance(node, Read) and node.type.kind != "effect")
    )
