"""A term as a reader meets it: what it is, who answers it, what is weighed, what it rests on and what rests on it.

Start reading at `told_term`.
"""

from __future__ import annotations

from attrs import frozen

from engine.book.drawing import Picture
from engine.book.gather import slug
from engine.book.relations import Relations
from engine.book.rule_text import RuleTexts
from engine.book.writer import Asked, Run, Text, Writer
from engine.graph.reads import Reference
from engine.model.policy import Bound, Consideration, DiscretionClauses, Fulfilment, Rule, Term
from explain.decision_facts import decision_fact
from explain.names import body_name, sentence, worded, words_in

MOST_BELOW = 10
"""How many things a thing may rest on and still have them listed under it in another's list."""


@frozen
class Leaf:
    """Something in a nested list, and what it rests on itself; `more` counts what is not listed."""

    name: Run
    below: tuple[Run, ...] = ()
    more: str = ""


@frozen
class ToldWeighing:
    """What the law says about an assessment, or about using a power."""

    kind: str
    authority: str
    opens: tuple[Asked, ...]
    considerations: tuple[tuple[str, tuple[tuple[str, list[tuple[Run, str]]], ...]], ...]
    """What must, may and must not be considered: a heading, and each with its basis."""
    bounds: tuple[tuple[Text, list[tuple[Run, str]]], ...]
    reasons: list[tuple[Run, str]]
    review: str
    review_basis: list[tuple[Run, str]]


@frozen
class ToldTerm:
    """A term in words. `facets` are short lines, each with what it is about."""

    id: str
    anchor: str
    title: str
    kind: str
    given: bool
    question: str
    facets: tuple[tuple[str, Text], ...]
    basis: list[tuple[Run, str]]
    weighing: ToldWeighing | None
    rests: tuple[Leaf, ...]
    feeds: tuple[Leaf, ...]
    rules: tuple[Run, ...]
    picture: str
    text: str


def told_term(writer: Writer, relations: Relations, texts: RuleTexts, term: Term, picture: str = "") -> ToldTerm:
    """A term in the reader's words, with the picture of what lies around it."""
    spot = writer.book.spot("term", term.id)
    name = writer.name("term", term.id)
    return ToldTerm(
        id=term.id,
        anchor=spot.anchor if spot is not None else "",
        title=name[:1].upper() + name[1:],
        kind=writer.effect(term),
        given=term.is_given,
        question=words_in(term.ask, writer.language),
        facets=tuple(_facets(writer, term)),
        basis=writer.basis(term.basis),
        weighing=_weighing(writer, term.discretion) if term.discretion is not None else None,
        rests=tuple(_leaf(writer, relations, each) for each in relations.rests.get(term.id, ())),
        feeds=tuple(_fed(writer, relations, each) for each in relations.feeds.get(("term", term.id), ())),
        rules=tuple(writer.named_rule(rule.id) for rule in _rules_about(relations, term)),
        picture=picture,
        text="" if decision_fact(writer.book.policy, term) else texts.html(term.span, writer.language),
    )


def _rules_about(relations: Relations, term: Term) -> tuple[Rule, ...]:
    """The rules that conclude a term; those that read it, for one that is given."""
    return relations.concluding.get(term.id, ()) or relations.readers.get(("term", term.id), ())


def picture_of(writer: Writer, relations: Relations, term: Term) -> Picture | None:
    """What is drawn around a term; nothing for one that rests on nothing."""
    rests = relations.rests.get(term.id, ())
    if not rests:
        return None
    before = tuple(writer.name(*each) for each in rests)
    after = tuple(writer.name("term", id) for id in relations.feeds.get(("term", term.id), ()))
    name = writer.name("term", term.id)
    described = writer.word("picture_described", name=name, before=len(before), after=len(after))
    return Picture(
        f"tegning-{slug(term.id)}",
        name,
        before,
        after,
        writer.word("picture", name=name),
        described,
        writer.word("and_more"),
    )


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _leaf(writer: Writer, relations: Relations, reference: Reference) -> Leaf:
    sort, id = reference
    below = relations.rests.get(id, ()) if sort == "term" else ()
    return _few(writer, writer.named(sort, id), [writer.named(*each) for each in below])


def _fed(writer: Writer, relations: Relations, id: str) -> Leaf:
    further = relations.feeds.get(("term", id), ())
    return _few(writer, writer.named("term", id), [writer.named("term", each) for each in further])


def _few(writer: Writer, name: Run, below: list[Run]) -> Leaf:
    rest = len(below) - MOST_BELOW
    return (
        Leaf(name, tuple(below))
        if rest <= 1
        else Leaf(name, tuple(below[:MOST_BELOW]), writer.word("and_more", n=rest))
    )


# ── what is short ───────────────────────────────────────────────────────────────────────────────────────────────────


def _facets(writer: Writer, term: Term) -> list[tuple[str, Text]]:
    """Short lines on a term: who is bound, of whom, the answers, who holds it, when it applies, what fulfils it."""
    found: list[tuple[str, Text]] = []

    def add(concept: str, *text: Run) -> None:
        found.append((writer.word(concept), text))

    if term.is_action and term.body:
        add(f"binds_{term.kind}", Run(body_name(writer.voice, term.body)))
    if term.entity:
        add("of_whom", Run(body_name(writer.voice, term.entity)))
    if not term.is_action or term.amount_type is not None:
        add("answers", Run(writer.type_name(term)))
    if decision_fact(writer.book.policy, term):
        add("answered_by", Run(writer.word("decision_itself")))
    if term.range is not None:
        low, high = (writer.formula(end) for end in term.range)
        add("range", *low, Run(" – "), *high)
    if term.varies_by:
        add("varies", Run(writer.word(f"varies_{term.varies_by}")))
    if term.held_by:
        add("held_by", Run(", ".join(body_name(writer.voice, each) for each in term.held_by)))
    if term.applies_when is not None:
        add("applies_when", *writer.clause(term.applies_when))
    if term.left_to:
        cited = [run for one in term.left_to_basis for run in (Run(" "), writer.cite(one.citation))]
        add("left_to", Run(body_name(writer.voice, term.left_to)), *cited)
    if term.decided_as:
        cited = [run for one in term.decided_as_basis for run in (Run(" "), writer.cite(one.citation))]
        add("decided_as", Run(body_name(writer.voice, term.decided_as)), *cited)
    found += _duty(writer, term)
    return found


def _duty(writer: Writer, term: Term) -> list[tuple[str, Text]]:
    if term.duty is None:
        return []
    found = [(writer.word("fulfilled_by"), _fulfilment(writer, each)) for each in term.duty.fulfilled_by]
    for each in term.duty.before:
        due = Run(writer.word("the_decision")) if each == "decision" else writer.named("term", each)
        found.append((writer.word("due_before"), (due,)))
    return found


def _fulfilment(writer: Writer, each: Fulfilment) -> Text:
    policy = writer.book.policy
    if each.part:
        part = policy.parts.get(each.part)
        name = words_in(part.labels, writer.language) if part is not None else each.part
        return (Run(f"{writer.word('part_of_letter')} "), Run(name or each.part, writer.to("part", each.part)))
    said = writer.linked(writer.said(policy.terms[each.term], "holds"), [("term", each.term)])
    if not each.list:
        return said
    return (*said, Run(f" ({writer.word('for_every', list=writer.name('list', each.list))})"))


# ── discretion ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _weighing(writer: Writer, clauses: DiscretionClauses) -> ToldWeighing:
    review = worded(clauses.review, clauses.review_in, writer.language) if clauses.review else ""
    return ToldWeighing(
        kind=writer.word(f"discretion_{clauses.kind}") if clauses.kind else "",
        authority=body_name(writer.voice, clauses.authority) if clauses.authority else "",
        opens=writer.conditions(clauses.opens_when) if clauses.opens_when is not None else (),
        considerations=tuple(_considerations(writer, clauses.considerations)),
        bounds=tuple((_bound(writer, each), writer.basis(each.basis)) for each in clauses.bounds),
        reasons=writer.basis(clauses.reasons_required),
        review=sentence(review) if review else "",
        review_basis=writer.basis(clauses.review_basis),
    )


def _considerations(
    writer: Writer, every: tuple[Consideration, ...]
) -> list[tuple[str, tuple[tuple[str, list[tuple[Run, str]]], ...]]]:
    found = []
    for kind in ("must", "may", "must_not"):
        own = [each for each in every if each.kind == kind]
        if own:
            lines = tuple((_named(writer, each), writer.basis(each.basis)) for each in own)
            found.append((writer.word(f"consider_{kind}"), lines))
    return found


def _named(writer: Writer, each: Consideration) -> str:
    own = words_in(each.labels, writer.language)
    if own:
        return own
    return writer.name("term", each.term) if each.term else each.name.replace("_", " ")


def _bound(writer: Writer, each: Bound) -> Text:
    return (Run(f"{writer.word('bound_' + each.kind)} "), *writer.formula(each.value))
