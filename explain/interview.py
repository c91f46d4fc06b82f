"""An interview in words: the question, why and of whom it is asked, what each answer does, and what is not asked.

Everything said is what `engine.interview` reckoned; nothing is settled here. Start reading at `Speaker`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from engine.evaluate.decision import Decision
from engine.interview.answers import readers
from engine.interview.effects import Effect
from engine.interview.needless import Needless
from engine.interview.order import ASSESSED, OTHER, OWN, Candidate
from engine.interview.state import Name, Question, State, Stretch
from engine.interview.step import Step
from engine.model.case import Key
from engine.model.citations import Citation
from engine.model.expressions import Literal
from engine.model.policy import Declared, DiscretionClauses, Policy, Rule, Term
from explain import selection as told
from explain.formulae import in_words
from explain.grounds import addresses
from explain.names import (
    Voice,
    body_name,
    clause,
    member_name,
    name_of,
    of_member,
    sentence,
    subject_name,
    term_name,
    worded,
    words_in,
)
from explain.norms import duty
from explain.outcomes import asked_of
from explain.rule_blanks import outcome_blanks
from explain.selection import Entry
from explain.templates import fill
from explain.values import unit_name
from explain.vocabulary import joined

MOST_NAMED = 4
"""How many questions that fall away are named before the rest are counted."""


@frozen(eq=False)
class Speaker:
    """Who puts words to a step: a voice, and the state the step is about."""

    voice: Voice
    state: State

    def say(self, kind: str, **blanks: object) -> str:
        """The sentence of a kind, with its blanks."""
        return fill(self.voice.language, "interview", (kind,), blanks).replace("..", ".")

    @property
    def policy(self) -> Policy:
        return self.voice.policy


def speaker(state: State, language: str) -> Speaker:
    """A speaker for a step; whoever handles the case is spoken to."""
    sources = [state.policy.terms[term].source for term in state.case.requested]
    home = state.policy.sources[sources[0]].document if sources and sources[0] in state.policy.sources else ""
    return Speaker(Voice(state.policy, state.case, "caseworker", language, home), state)


def declared(policy: Policy, name: Name) -> Declared:
    """What a question is about: a term or a list."""
    return policy.lists[name[1]] if name[0] == "list" else policy.terms[name[1]]


def title(by: Speaker, name: Name) -> str:
    """What a question is about, as a noun phrase."""
    if name[0] == "list":
        return of_member(by.voice, name_of(by.voice, by.policy.lists[name[1]]), name[2])
    return term_name(by.voice, name[1], name[2])


def ask(by: Speaker, question: Question) -> str:
    """The question as it is put; about a member it says which."""
    if question.kind == "list":
        known = by.state.case.lists.get((question.id, question.member))
        kind = "ask_more" if known is not None and known.ids else "ask_list"
        return by.say(kind, name=title(by, question.name))
    term = by.policy.terms[question.id]
    asked = words_in(term.ask, by.voice.language)
    if not asked:
        kind = {"use": "ask_use", "assessment": "ask_assessment"}.get(question.kind, f"ask_{term.type.kind}")
        return by.say(kind, name=title(by, question.name))
    if question.member is None:
        return asked
    whose = member_name(by.voice, question.member, term)
    return f"{whose[:1].upper()}{whose[1:]}: {asked}"


def provisions(by: Speaker, question: Question) -> tuple[Citation, ...]:
    """Where the law asks: the address of what is asked, else of the rules that read it."""
    day = question.days[0] if question.days else by.state.case.day
    bases = getattr(declared(by.policy, question.name), "basis", ())
    own = addresses(it for it in bases if it.on(day))
    if own:
        return own
    return addresses(it for rule in _readers(by, question, day) for it in rule.basis[:1] if it.on(day))


def _readers(by: Speaker, question: Question, day: date) -> list[Rule]:
    """The rules in force that read it for what is asked."""
    taking_part = by.state.plan.program.all_rules()
    rules = readers(by.policy).get(question.id, ())
    return [rule for rule in rules if rule.id in taking_part and rule.validity.holds(day)]


def why(by: Speaker, question: Question) -> str:
    """The provision, and what the question keeps open."""
    open_terms = [term_name(by.voice, *key) for key in question.keeps_open] or [
        term_name(by.voice, term) for term in by.state.case.requested
    ]
    days = [by.voice.day(it) for it in question.days[:3]]
    return by.say(
        "why",
        provisions=by.voice.cite(provisions(by, question)),
        open=joined(open_terms, by.voice.language),
        days=joined(days, by.voice.language),
        lacks=joined([lack(by, question.name, it) for it in question.lacks], by.voice.language),
    )


def lack(by: Speaker, name: Name, part: str) -> str:
    """One thing an assessment lacks."""
    kind, _, about = part.partition(" ")
    term = by.policy.terms[name[1]]
    considerations = term.discretion.considerations if term.discretion is not None else ()
    known = next((words_in(it.labels, by.voice.language) for it in considerations if it.name == about), "")
    if kind in ("use", "answer", "departure"):
        return by.say(f"lack_{kind}")
    return by.voice.word(f"lack_{kind}", name=known or about.replace("_", " "))


def who(by: Speaker, candidate: Candidate) -> str:
    """Who can answer, and on what authority they hold or make the answer."""
    question, held = candidate.question, candidate.keys.held
    bodies = joined([body_name(by.voice, it) for it in answerers(by, candidate)], by.voice.language, "or")
    kind = {OWN: "who_own", OTHER: "who_other", ASSESSED: "who_assesses"}.get(held, "who_person")
    if held == ASSESSED and question.kind == "use":
        kind = "who_decides"
    return by.say(kind, who=bodies or subject_name(by.voice), subject=subject_name(by.voice))


def answerers(by: Speaker, candidate: Candidate) -> tuple[str, ...]:
    """The bodies that have the answer or make it; nobody named is the one the case is about."""
    question = candidate.question
    if question.kind == "list":
        return ()
    named = asked_of(by.policy, question.id)
    term = by.policy.terms[question.id]
    return named or ((term.body,) if question.kind == "use" and term.body else ())


def hint(by: Speaker, question: Question) -> str:
    """How the answer is written: the choices, the unit, the range."""
    if question.kind == "list":
        return by.say("how_list")
    term = by.policy.terms[question.id]
    if question.kind != "fact":
        return by.say("how_form")
    unit = unit_of(by, term)
    low, high = (_limit(by, term, n) for n in (0, 1))
    choices = joined([choice(by, term, it) for it in term.type.choices], by.voice.language, "or")
    return by.say(f"how_{term.type.kind}", unit=unit, low=low, high=high, choices=choices)


def unit_of(by: Speaker, term: Term) -> str:
    """What a number is counted in."""
    if term.type.percent:
        return by.say("in_percent")
    return unit_name(term.type.unit, False, by.voice.language, by.policy.units) if str(term.type.unit) else ""


def _limit(by: Speaker, term: Term, which: int) -> str:
    if term.range is None:
        return ""
    limit = term.range[which]
    return by.voice.show(limit.value, term.type).text if isinstance(limit, Literal) else in_words(by.voice, limit)


def choice(by: Speaker, term: Term, word: str) -> str:
    """A choice with the word that is typed, where that is another."""
    shown = by.voice.show(word, term.type).text
    return shown if shown.strip("«»“”") == word else f"{shown} ({word})"


# ── what answers do ─────────────────────────────────────────────────────────────────────────────────────────────


def label(by: Speaker, question: Question, effect: Effect) -> str:
    """An answer as it is called in a list of answers."""
    answer = effect.answer
    if question.kind == "list":
        known = by.state.case.lists.get((question.id, question.member))
        number = len(known.ids) if known is not None else 0
        more = len(answer.members or ()) > number
        return by.say("answer_more" if more else "answer_none", known=number)
    if question.kind == "use":
        return by.say("answer_used" if answer.used else "answer_not_used")
    assert answer.value is not None
    return by.voice.show(answer.value, by.policy.terms[question.id].type).text


def does(by: Speaker, effect: Effect) -> str:
    """What an answer does, in one sentence."""
    if effect.kind == "settles":
        said = [outcome(by, key, stretches) for key, stretches in effect.settled]
        return by.say("settles", outcomes=_listed([clause(it) for it in dict.fromkeys(said)]), left=str(effect.left))
    names = dict.fromkeys(title(by, it) for it in (effect.opened if effect.kind == "opens" else effect.needless))
    return by.say(effect.kind, names=named(by, list(names)), number=len(effect.needless))


def _listed(parts: list[str]) -> str:
    """Clauses beside each other; they may hold commas of their own."""
    return "; ".join(parts)


def named(by: Speaker, names: list[str]) -> str:
    """Some names, and how many more there are."""
    if len(names) <= MOST_NAMED + 1:
        return joined(names, by.voice.language)
    more = by.say("and_more", number=len(names) - MOST_NAMED)
    return joined([*names[:MOST_NAMED], more], by.voice.language)


def outcome(by: Speaker, key: Key, stretches: tuple[Stretch, ...]) -> str:
    """What a requested term came to, stretch by stretch."""
    if len(stretches) == 1:
        return _value(by, key, stretches[0])
    said = [f"{_span(by, first, last)}: {clause(_value(by, key, (first, last, it)))}" for first, last, it in stretches]
    return _listed(said)


def _span(by: Speaker, first: date, last: date) -> str:
    return by.voice.word("span", first=by.voice.day(first), last=by.voice.day(last))


def _value(by: Speaker, key: Key, stretch: Stretch) -> str:
    value = stretch[2]
    kind = "open" if value is None else "value"
    if isinstance(value, bool):
        kind = "met" if value else "not_met"
    elif value is not None and by.policy.terms[key[0]].is_action:
        kind = f"effect_{value}"
    blanks = outcome_blanks(by.voice, Entry(kind, ""), told.Outcome(*key, value))
    if kind in ("open", "value"):
        name = blanks.words["name"]
        return by.say("is_open", name=name) if kind == "open" else by.say("is_value", name=name, **_just_value(blanks))
    return sentence(fill(by.voice.language, "outcome", (kind,), {**blanks.words, "when": ""}))


def _just_value(blanks: object) -> dict[str, str]:
    return {"value": getattr(blanks, "words")["value"]}  # noqa: B009


# ── the step as a whole ─────────────────────────────────────────────────────────────────────────────────────────


def standing(by: Speaker, step: Step) -> Iterator[str]:
    """What each requested term came to so far, and how much there is left to ask."""
    state = step.state
    for key, stretches in state.outcomes.items():
        yield sentence(outcome(by, key, stretches))
    if not state.outcomes:
        yield by.say(
            "nobody_yet", names=joined([term_name(by.voice, it) for it in state.case.requested], by.voice.language)
        )
    number = len(step.candidates) + len(step.later)
    spared = len(step.needless)
    said = {"number": number, "one": number == 1, "needless": spared, "one_needless": spared == 1}
    yield by.say("left" if number else "left_nothing", **said)


def not_asked(by: Speaker, needless: Iterable[Needless]) -> Iterator[str]:
    """What is not asked, gathered by why."""
    reasons: dict[str, dict[str, None]] = {}
    for it in needless:
        reasons.setdefault(it.why, {})[title(by, it.name)] = None
    for reason in ("unread", "nobody", "not_applicable", "not_open", "settled"):
        if reason in reasons:
            yield by.say(f"skip_{reason}", names=joined(list(reasons[reason]), by.voice.language))


_HELD = ("held_own", "held_other", "held_person", "held_assessed")
_ASKS = ("asks_nobody", "asks_body", "asks_person", "asks_more")
_COSTS = (
    "cost_yes_no", "cost_choice", "cost_date", "cost_number", "cost_text", "cost_assessment", "cost_amount",
)  # fmt: skip


def keys(by: Speaker, candidate: Candidate) -> str:
    """The keys of a question's place, told one after another."""
    it = candidate.keys
    cost = by.say(_COSTS[it.cost])
    cited = by.voice.cite(provisions(by, candidate.question))
    held, intrusive = by.say(_HELD[it.held]), by.say(_ASKS[it.intrusive])
    return by.say("keys", settles=it.settles, spares=it.spares, held=held, intrusive=intrusive, cost=cost, place=cited)


def reading(by: Speaker, question: Question) -> Iterator[str]:
    """The rules that read it, in force on the day, in the words of their author."""
    day = question.days[0] if question.days else by.state.case.day
    for rule in _readers(by, question, day)[:MOST_NAMED]:
        said = words_in(rule.labels, by.voice.language)
        if said:
            place = by.voice.cite(addresses(it for it in rule.basis if it.on(day)))
            yield by.say("read_by", rule=said.rstrip("."), place=place)


def cannot_close(by: Speaker, step: Step) -> Iterator[str]:
    """What was asked and nobody knows, and what is wanting in the rules themselves."""
    unknown = dict.fromkeys(_waits_name(by, it.id, it.member) for it in step.state.others if it.kind == "unknown")
    faults = dict.fromkeys(_waits_name(by, it.id, it.member) for it in step.state.others if it.is_fault)
    if unknown:
        yield by.say("nobody_knows", names=joined(list(unknown), by.voice.language))
    if faults:
        yield by.say("fault", names=joined(list(faults), by.voice.language))


def _waits_name(by: Speaker, id: str, member: str) -> str:
    policy = by.policy
    term = policy.terms.get(id)
    known = term or policy.parameters.get(id) or policy.lists.get(id) or policy.sources.get(id)
    return of_member(by.voice, name_of(by.voice, known, id) if known is not None else id, member or None, term)


def before_the_decision(by: Speaker, decision: Decision) -> Iterator[str]:
    """The duties to be fulfilled first, each with what it lacks: they change no outcome, and hold the decision."""
    for state in decision.duties:
        if state.arisen and not state.fulfilled:
            lacking = [_waits_name(by, id, member or "") for id, member in state.missing if id in by.policy.terms]
            term = by.policy.terms[state.term]
            if lacking or not any(it.part for it in (term.duty.fulfilled_by if term.duty is not None else ())):
                place = by.voice.cite(addresses(it for it in term.basis if it.on(decision.case.day)))
                name = duty(by.voice, state.term, state.member)
                yield by.say("not_ready", duty=name, place=place, names=joined(lacking, by.voice.language))


def review(by: Speaker, clauses: DiscretionClauses) -> str:
    """How an assessment is reviewed on appeal."""
    return worded(clauses.review, clauses.review_in, by.voice.language) if clauses.review else ""
