"""What a colleague and an appeal body ask of a decision: what was law, fact and discretion, and what is unusual.

Everything is read off the steps that are told anyway; nothing is judged here.
Start reading at `review_entries` and `quality_entries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.evaluate.decision import Decision
from engine.model.citations import Citation
from engine.model.policy import DiscretionClauses, Policy
from explain.grounds import Block, addresses
from explain.selection import (
    Checked,
    Concluded,
    Considered,
    Discretionary,
    Entry,
    FactKnown,
    Limited,
    ListKnown,
    Presumed,
    Said,
    Sorted,
)

Key = tuple[str, str | None]


def nature_of(policy: Policy, entry: Entry) -> str:
    """Whether a step is `law`, `fact` or `discretion`; empty for what is neither, such as a date of the run."""
    what = entry.what
    if isinstance(what, (FactKnown, ListKnown)):
        return "fact"
    if isinstance(what, (Discretionary, Considered, Limited)) or (isinstance(what, Said) and what.term):
        return "discretion"
    if isinstance(what, Checked):
        term = policy.terms.get(getattr(what.expression, "term", ""))
        given = term is not None and (term.is_given or term.discretion is not None)
        return "law" if term is None or not given else "fact" if term.kind == "fact" else "discretion"
    return "law" if isinstance(what, (Concluded, Presumed)) else ""


def review_entries(policy: Policy, decision: Decision, blocks: Iterable[Block]) -> Iterator[Entry]:
    """The decisive steps by what they are, with the appeal body's limit of review where the policy states one."""
    law = _texts(it.head for it in blocks if it.head.decisive and it.head.kind != "no_rule_in_force")
    if law:
        yield Entry("review_law", "review:law", Sorted(texts=law), law)
    facts = [(term, member) for term, member, decisive in decision.facts if decisive]
    told = tuple(it for it in facts if policy.terms[it[0]].kind == "fact")
    if told:
        yield Entry("review_fact", "review:fact", Sorted(told))
    for term, member in facts:
        if policy.terms[term].kind != "fact":
            yield _limit(policy, (term, member), decision)


def _limit(policy: Policy, key: Key, decision: Decision) -> Entry:
    clauses = policy.terms[key[0]].discretion or DiscretionClauses()
    day = decision.case.decided_on or decision.case.day
    basis = addresses(it for it in clauses.review_basis if it.on(day))
    what = Sorted((key,), review=clauses.review, words=clauses.review_in)
    kind = f"review_{clauses.kind or 'power'}"
    return Entry(kind, f"review:{key[0]}:{key[1] or ''}", what, basis)


def quality_entries(policy: Policy, decision: Decision, blocks: Iterable[Block]) -> Iterator[Entry]:
    """Departures from guidance, discretion, what was set aside, doubtful readings, and what has no rule.

    What there is none of is said too: a colleague asks each of these of every case.
    """
    blocks = list(blocks)
    departed = tuple(_departed(policy, decision))
    yield from departed or [Entry("no_departure", "quality:departures", decisive=False)]
    used = [(term, member) for term, member, decisive in decision.facts if decisive]
    judged = tuple(it for it in used if policy.terms[it[0]].kind != "fact")
    kind = "discretion_in_it" if judged else "no_discretion_in_it"
    yield Entry(kind, "quality:discretion", Sorted(judged), decisive=bool(judged))
    yield from _overridden(blocks)
    doubtful = tuple(policy.interpretations[it].of for it in decision.readings if it in policy.interpretations)
    yield _told("doubtful", "quality:readings", tuple(sorted(set(doubtful), key=lambda it: it.order)))
    left_out = tuple(policy.not_formalised[it].citation for it in decision.not_formalised)
    yield _told("left_to_hand", "quality:not_formalised", tuple(sorted(set(left_out), key=lambda it: it.order)))


def _told(kind: str, step: str, texts: tuple[Citation, ...]) -> Entry:
    return Entry(kind if texts else f"no_{kind}", step, Sorted(texts=texts), texts, decisive=False)


def _departed(policy: Policy, decision: Decision) -> Iterator[Entry]:
    """Assessments that gave a reason for departing from guidance."""
    for (term, member), given in sorted(decision.case.assessments.items(), key=lambda it: (it[0][0], it[0][1] or "")):
        clauses = policy.terms[term].discretion
        for number, assessment in enumerate(given):
            if assessment.departure and clauses is not None:
                basis = addresses(it for bound in clauses.bounds if bound.kind == "recommends" for it in bound.basis)
                step = f"quality:departure:{term}:{member or ''}:{number}"
                yield Entry(
                    "departed", step, Sorted(((term, member),), review=assessment.departure), basis, decisive=False
                )


def _overridden(blocks: Iterable[Block]) -> Iterator[Entry]:
    """The exceptions that set another rule aside."""
    standing = [it.head for it in blocks if it.head.kind.startswith("exception_stands") and it.head.decisive]
    texts = _texts(standing)
    kind = "overridden" if texts else "no_overridden"
    yield Entry(kind, "quality:overridden", Sorted(texts=texts), texts, decisive=bool(texts))


def _texts(entries: Iterable[Entry]) -> tuple[Citation, ...]:
    """The addresses of some rules, each once, in the order of the law inside each document."""
    found = dict.fromkeys(citation for it in entries for citation in it.basis)
    documents = list(dict.fromkeys(it.document for it in found))
    return tuple(sorted(found, key=lambda it: (documents.index(it.document), it.order)))
