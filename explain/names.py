"""What things are called: the author's own words in the reader's language, or in another language, marked as such.

Nothing is ever made up. Where the author gave no words in the reader's language, another language's words stand in
with their language behind them (`payment for the stay [en]`); where there are none at all, the name in the rule file
is shown as a name without words. Start reading at `Voice` and `name_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from engine.model.case import Case
from engine.model.citations import Citation
from engine.model.deeds import lead_in
from engine.model.expressions import Value
from engine.model.policy import Declared, Policy, Term
from engine.model.units import Type
from explain.citations import cite_all
from explain.decision_facts import decision_fact, name_of_fact, said_of_fact
from explain.values import Shown, day, show
from explain.vocabulary import LANGUAGES, word


@frozen
class Voice:
    """Who is spoken to, in which language, about which case, and the act whose name need not be repeated."""

    policy: Policy
    case: Case
    reader: str
    language: str
    home: str = ""
    setting: str = ""
    """Where the words stand when not on a page of explanations: `letter` has some sentences of its own."""
    names: bool = True
    """Whether people, documents and members of lists are named."""

    @property
    def form(self) -> str:
        """The form of citation this reader gets."""
        return "short" if self.reader == "person" else "compact"

    def word(self, concept: str, **blanks: str) -> str:
        """A word or short phrase of the vocabulary, with its blanks filled."""
        text = word(concept, self.language)
        return text.format(**blanks) if blanks else text

    def cite(self, citations: tuple[Citation, ...]) -> str:
        """Addresses in the form this reader gets."""
        return cite_all(citations, self.language, self.form, self.policy.sources, self.home)

    def show(self, value: Value, type_: Type) -> Shown:
        """A value in words, with the exact value beside it."""
        return show(value, type_, self.language, self.policy.units)

    def day(self, value: date) -> str:
        """A date in words."""
        return day(value, self.language)


def words_in(phrases: Mapping[str, str], language: str) -> str:
    """The words in this language; else those of another language, marked; else an empty text.

    >>> words_in({"en": "the stay"}, "nb")
    'the stay [en]'
    """
    if language in phrases:
        return phrases[language]
    return next((f"{phrases[it]} [{it}]" for it in LANGUAGES if it in phrases), "")


def name_of(voice: Voice, declared: Declared | None, fallback: str = "") -> str:
    """What a declared thing is called, as a noun phrase; a phrase that is a sentence is quoted."""
    if declared is None:
        return _unnamed(voice, fallback)
    language = voice.language
    if language in declared.labels:
        name = declared.labels[language]
        return name.removeprefix(lead_in(name, language)) if isinstance(declared, Term) and declared.is_action else name
    met = declared.met if isinstance(declared, Term) else {}
    if language in met:
        return quoted(met[language], language)
    if declared.labels:
        return words_in(declared.labels, language)
    said = words_in({it: quoted(text, language) for it, text in met.items()}, language)
    fact = decision_fact(voice.policy, declared) if isinstance(declared, Term) else ""
    return said or (name_of_fact(fact, language) if fact else _unnamed(voice, declared.name))


def term_name(voice: Voice, term: str, member: str | None = None) -> str:
    """What a term is called, and whose it is when it is a member's."""
    declared = voice.policy.terms.get(term)
    name = name_of(voice, declared, term)
    return of_member(voice, name, member, declared)


def of_member(voice: Voice, text: str, member: str | None, term: Term | None = None) -> str:
    """A text with the member of a list it is about; to a person the only one there is goes without saying."""
    if not member or (voice.reader == "person" and _is_alone(voice, member)):
        return text
    return voice.word("member", name=text, member=member_name(voice, member, term))


def _is_alone(voice: Voice, member: str) -> bool:
    """Whether no list of the case has another of the same kind."""
    kind = _entity_of(voice, member)
    lists = voice.case.lists.items()
    alike = {it for key, known in lists if _member_entity(voice, key[0]) == kind for it in known.ids}
    return alike == {member}


def member_name(voice: Voice, member: str, term: Term | None = None) -> str:
    """A member of a list: by its id for those who handle the case, by a number for the person.

    The numbers follow the ids, so they are the same on the whole page and in every language.
    """
    if member in voice.policy.terms:  # a duty of a decision kind is of the term decided
        return name_of(voice, voice.policy.terms[member])
    entity = voice.policy.entities.get(term.entity if term else _entity_of(voice, member))
    label = words_in(entity.labels, voice.language) if entity else ""
    if voice.reader != "person" and voice.names:
        return f"{label} {member}".strip()
    called = voice.case.letter.get(f"member {member}", "")
    if called:
        return called
    everyone = sorted({it for members in voice.case.lists.values() for it in members.ids if member in members.ids})
    number = str(everyone.index(member) + 1) if member in everyone else "1"
    return voice.word("ordinal", entity=label, number=number).strip()


def _entity_of(voice: Voice, member: str) -> str:
    """What the members of the list are in which this one is found."""
    found = (key[0] for key, members in voice.case.lists.items() if member in members.ids)
    return next((entity for it in found if (entity := _member_entity(voice, it))), "")


def _member_entity(voice: Voice, list_: str) -> str:
    return voice.policy.lists[list_].member if list_ in voice.policy.lists else ""


def body_name(voice: Voice, body: str) -> str:
    """Who must act or decide: an entity's words, or the name as the rule file has it."""
    entity = voice.policy.entities.get(body)
    entity = entity or next((it for it in voice.policy.entities.values() if it.name == body), None)
    label = words_in(entity.labels, voice.language) if entity else ""
    return label or body.rsplit(".", 1)[-1].replace("_", " ")


def subject_name(voice: Voice) -> str:
    """Whom the case is about: what the first requested term is of."""
    term = next((voice.policy.terms[it] for it in voice.case.requested if it in voice.policy.terms), None)
    return body_name(voice, term.entity) if term is not None and term.entity else ""


def statement(voice: Voice, term: str, value: Value, member: str | None = None) -> str:
    """A sentence the author wrote for this answer, without its full stop; an empty text when there is none.

    Met and not met are written separately by the author: a negation is never glued on.
    """
    declared = voice.policy.terms.get(term)
    if declared is None or not isinstance(value, bool):
        return ""
    if fact := decision_fact(voice.policy, declared):
        return said_of_fact(fact, voice.language, value)
    phrases = declared.met if value else declared.not_met
    said = phrases.get(voice.language, "") or ("" if declared.labels else words_in(phrases, voice.language))
    said = said.rstrip(". ")
    return of_member(voice, said, member, declared) if said else ""


def quoted(text: str, language: str) -> str:
    """Somebody's own words, in the quotation marks of the language."""
    return f"“{text}”" if language == "en" else f"«{text}»"


def sentence(text: str) -> str:
    """A text that begins with a capital and ends with a full stop."""
    text = text.strip()
    start = text[:1].upper() + text[1:]
    return start if start.rstrip("»”").endswith((".", "!", "?", ":")) else start + "."


def worded(text: str, words: Mapping[str, str], language: str) -> str:
    """A text the author wrote for readers: in their language, or as it stands, in quotation marks.

    >>> worded("prøves fullt ut", {}, "nb"), worded("prøves fullt ut", {"nb": "prøves fullt ut", "en": "in full"}, "en")
    ('«prøves fullt ut»', 'in full')
    """
    return words_in(words, language) if words else quoted(text, language)


def clause(text: str) -> str:
    """A sentence as a part of another: without its full stop, and without its capital unless it is a name's.

    >>> clause("Du har enerom."), clause("NAV har svart.")
    ('du har enerom', 'NAV har svart')
    """
    text = text.removesuffix(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def clause_in(voice: Voice, text: str) -> str:
    """A sentence as a part of another; the capital of a body's name stands."""
    names = (it.labels.get(voice.language, "") for it in voice.policy.entities.values())
    if any(name[:1].isupper() and text.startswith(name) for name in names):
        return text.removesuffix(".")
    return clause(text)


def _unnamed(voice: Voice, name: str) -> str:
    return voice.word("unnamed", name=name.rsplit(".", 1)[-1].replace("_", " "))
