"""What somebody must or may do, as a clause: the author's sentence where there is one, else the deed and its norm.

That nothing follows is told of by what the rules could have given: a duty that has not arisen is no prohibition.
Start reading at `norm`.
"""

from __future__ import annotations

from engine.model.policy import Policy, Term
from explain.names import Voice, body_name, clause_in, statement, term_name

_EFFECTS = ("must", "may", "must_not", "should")


def norm(voice: Voice, term: Term, member: str | None, effect: str) -> str:
    """What a body must or may do, as a clause: an action is called by what is done."""
    if said := _said(voice, term, member, effect):
        return said
    concept = f"norm_{effect}"
    if effect == "none":
        concept = _nothing(effects_of(voice.policy, term.id))
    deed = term_name(voice, term.id, member)
    if not term.body:
        return voice.word(f"{concept}_passive", deed=deed)
    return voice.word(concept, body=body_name(voice, term.body), deed=deed)


def duty(voice: Voice, term: str, member: str | None) -> str:
    """What must be done, and by whom; of a person's own decision it goes without saying which it is."""
    declared = voice.policy.terms[term]
    of = None if member in voice.policy.terms and voice.reader == "person" else member
    return norm(voice, declared, of, "must") if declared.body else term_name(voice, term, of)


def asked_whether(voice: Voice, id: str, member: str | None) -> str:
    """What is asked of an action that is open: whether its body must or may; nothing where the rules can give more."""
    term = voice.policy.terms.get(id)
    effects = effects_of(voice.policy, id) if term is not None and term.is_action and term.body else frozenset()
    if term is None or len(effects) != 1 or "must_not" in effects:
        return ""
    deed, body = term_name(voice, id, member), body_name(voice, term.body)
    return voice.word("whether", it=voice.word(f"norm_{min(effects)}", body=body, deed=deed))


def effects_of(policy: Policy, term: str) -> frozenset[str]:
    """What the rules can make of an action."""
    concluded = (it.conclusion for it in policy.rules.values())
    return frozenset(it.kind for it in concluded if it is not None and it.term == term and it.kind in _EFFECTS)


def _said(voice: Voice, term: Term, member: str | None, effect: str) -> str:
    """The author's sentence, where the rules can give one effect only, so that `met` can mean no other."""
    if not (term.met or term.not_met):
        return ""
    effects = effects_of(voice.policy, term.id)
    if len(effects) != 1 or effect not in (*effects, "none"):
        return ""
    return clause_in(voice, statement(voice, term.id, effect != "none", member))


def _nothing(effects: frozenset[str]) -> str:
    """Which words say that nothing follows, by what could have followed."""
    if "must_not" in effects:
        return "norm_none_must_not" if len(effects) == 1 else "norm_none_all"
    if "may" in effects:
        return "norm_none_must_may" if "must" in effects else "norm_none_may"
    return "norm_none_must" if "must" in effects else "norm_none"
