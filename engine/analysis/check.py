"""Every check of a policy, in order. Start reading at `check`.

A check is given what is known of the policy and gives its findings; none changes anything, and none needs another to
have run. Errors are what can be shown to be wrong; warnings ask to be read; notes inform. Circles are not among them:
`graph.cycles` tells of those when policies are opened, since nothing can be decided while there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen

from engine.analysis import (
    amounts,
    citations,
    conflicts,
    copying,
    depth,
    evaluative,
    gaps,
    guidance,
    negation,
    parameters,
    phrases,
    procedure,
    reachability,
    sequence,
    usage,
    versions,
)
from engine.analysis.clashes import Asked
from engine.analysis.conflicts import Replay
from engine.analysis.copying import Sentences
from engine.analysis.index import Index
from engine.analysis.unknowns import Shared
from engine.diagnostics import Diagnostic
from engine.memory import uncollected
from engine.model.policy import Policy
from engine.model.provisions import Provisions


@frozen
class Question:
    """What is checked, as of which day, against which provisions, and how a caller confirms a conflict."""

    policy: Policy
    index: Index
    asked: Asked
    used: usage.Usage
    provisions: Provisions | None
    replay: Replay | None
    partial: bool
    sentences: Sentences | None = None


Check = Callable[[Question], Iterable[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    lambda its: conflicts.conflicts(its.asked, its.replay),
    lambda its: () if its.partial else gaps.gaps(its.asked),
    lambda its: () if its.partial else reachability.unreachable(its.index, its.asked.shared),
    lambda its: versions.overlapping_versions(its.index),
    lambda its: phrases.missing_phrases(its.index, its.used),
    lambda its: phrases.same_plain_names(its.index),
    lambda its: phrases.unwritten(its.index),
    lambda its: phrases.no_deeds(its.index),
    lambda its: () if its.partial else usage.unused(its.index, its.used),
    lambda its: () if its.partial else citations.expectations(its.index),
    lambda its: citations.citations(its.index, its.provisions) if its.provisions is not None else (),
    lambda its: parameters.parameters(its.index, its.asked.day),
    lambda its: procedure.procedure(its.index),
    lambda its: evaluative.evaluative(its.index),
    lambda its: guidance.only_guidance(its.index),
    lambda its: amounts.magic_amounts(its.index),
    lambda its: negation.glued_negation(its.index),
    lambda its: negation.double_negation(its.index),
    lambda its: () if its.partial else depth.deep_exceptions(its.index),
    lambda its: () if its.partial else sequence.out_of_order(its.index),
    lambda its: copying.copied_words(its.index, its.sentences) if its.sentences is not None else (),
)


def check(
    policy: Policy,
    provisions: Provisions | None = None,
    day: date | None = None,
    *,
    replay: Replay | None = None,
    partial: bool = False,
    sentences: Sentences | None = None,
) -> list[Diagnostic]:
    """Everything there is to say of a policy without a case.

    Years without a value are told of up to `day`, by default the last on which anything in the policy takes effect;
    citations are looked up where `provisions` are given. `replay` decides a case, so that a conflict is only said to
    be one when the case shown has it. `partial` says that some of the text could not be bound: then nothing is said
    of what may be missing for that reason alone. Words are held against the `sentences` of each document, where given.
    """
    with uncollected():
        index = Index(policy)
        asked = Asked(index, Shared(index), "", day or parameters.last_effect(index))
        question = Question(policy, index, asked, usage.usage(index), provisions, replay, partial, sentences)
        return [found for each in CHECKS for found in each(question)]
