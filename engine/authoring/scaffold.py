"""A first draft of a policy, a rule or a case: text that reads, binds and passes `check`, with words still to write.

Words for readers begin with `…` until an author writes them; `check` tells of each as `A503 unwritten-words`. The text
is made in English and laid out by the formatter in the keyword language wanted. Start reading at `policy_text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from engine.authoring.written_types import type_text, value_text
from engine.evaluate.decision import Segment
from engine.model.policy import Term
from engine.model.units import Type
from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.format import format_source
from engine.syntax.tables import reserved, spelled

UNWRITTEN = "…"
"""How words begin that nobody has written yet."""

LANGUAGES = ("nb", "nn", "en")

_WORDS = {
    "act": ("lovens eller forskriftens navn", "namnet på lova eller forskrifta", "the name of the act or regulation"),
    "local": ("den lokale forskriftens navn", "namnet på den lokale forskrifta", "the name of the local regulation"),
    "person": ("den det gjelder", "den det gjeld", "the one it is about"),
    "fact": ("det saken må opplyse", "det saka må opplyse", "what the case must tell"),
    "ask": ("spørsmålet som skal stilles", "spørsmålet som skal stillast", "the question to ask"),
    "met": ("det som gjelder da", "det som gjeld då", "what is so then"),
    "not met": ("det som gjelder ellers", "det som gjeld elles", "what is so otherwise"),
    "rule": ("regelen, med egne ord", "regelen, med eigne ord", "the rule, in your own words"),
}

_NAMES = {
    "en": {
        "person": "person",
        "fact": "lives_here",
        "right": "support",
        "rule": "gets_support",
        "asked": "is_so",
        "here": "local",
    },
    "nb": {
        "person": "søker",
        "fact": "bor_her",
        "right": "stønad",
        "rule": "får_stønad",
        "asked": "er_slik",
        "here": "lokal",
    },
    "nn": {
        "person": "søkjar",
        "fact": "bur_her",
        "right": "stønad",
        "rule": "får_stønad",
        "asked": "er_slik",
        "here": "lokal",
    },
}

_REMARKS = {
    "policy": {
        "en": "Words that begin with … are to be written; `hjemmel check` tells of each that is left.",
        "nb": "Ord som begynner med … skal skrives; `hjemmel check` sier fra om hvert som gjenstår.",
        "nn": "Ord som byrjar med … skal skrivast; `hjemmel check` seier frå om kvart som står att.",
    },
    "case": {
        "en": "Give what is known, and expect what the law says. It waits for:",
        "nb": "Gi det som er kjent, og vent det loven sier. Saken venter på:",
        "nn": "Gje det som er kjent, og vent det lova seier. Saka ventar på:",
    },
}

_CASES = {
    "en": ("the condition is met", "nobody has been asked"),
    "nb": ("vilkåret er oppfylt", "ingen er spurt"),
    "nn": ("vilkåret er oppfylt", "ingen er spurd"),
}


@frozen
class RuleDraft:
    """What a new rule is to be: its name, of which entity, on which address, and what it concludes or sets aside.

    `term` is the term concluded; where `declares` it is declared too. `exception_to` names a rule or term.
    """

    name: str
    entity: str
    basis: str
    term: Term | None = None
    declares: str = ""
    exception_to: str = ""
    body: str = ""


def usable_name(name: str) -> str:
    """Why something cannot be a name in a rule file; an empty text where it can."""
    if not name.isidentifier() or name.startswith("_"):
        return f"`{name}` is no name: a letter, and then letters, digits and _"
    if len(name) > 100:
        return "a name is at most 100 characters"
    languages = reserved().get(name)
    return f"`{name}` is a keyword ({languages}): add a word to it" if languages else ""


def is_address(text: str) -> bool:
    """Whether a text can stand after `basis`, and is no more than that."""
    return "\n" not in text and not parse(SourceText("", f"language en\ndefines {text}\n"))[1]


def policy_text(name: str, document: str, first: date, language: str) -> str:
    """A rule file that formalises one right on one condition, from a day."""
    words = _NAMES[language]
    kind = "regulation" if document.startswith("FOR") else "circular" if document[1:2] == "-" else "act"
    return _laid_out(
        f"""\
-- {_REMARKS["policy"][language]}
language en
{kind} {name} {document}
  {_phrases("act")}
  covers from {first}

entity {words["person"]}
  {_phrases("person")}

{_fact(words["fact"], words["person"], "§ 1")}

right {words["right"]} of {words["person"]}
  {_both_ways()}
  basis § 1

rule {words["rule"]}
  {_phrases("rule")}
  basis § 1
  {words["person"]} has {words["right"]}
  when {words["fact"]}
""",
        language,
    )


def local_text(name: str, document: str, first: date, term: Term, uses: Sequence[str], body: str, language: str) -> str:
    """A local rule file with a rule for one term that is left to it, on one condition."""
    entity = term.entity.rpartition(".")[2]
    draft = RuleDraft(f"{_NAMES[language]['here']}_{term.name}", entity, "§ 1", term, body=body)
    head = f"""\
-- {_REMARKS["policy"][language]}
language en
local {name} {document}
  {_phrases("local")}
  covers from {first}
uses {", ".join(uses)}
"""
    return _laid_out(head, language) + "\n" + rule_text(draft, language)


def first_cases_text(name: str, day: date, language: str) -> str:
    """The cases of that file: the condition met, and nobody asked."""
    words, (met, unasked) = _NAMES[language], _CASES[language]
    return _laid_out(
        f"""\
language en
uses {name}

case "{met}" on {day}
  given {words["fact"]}: yes
  expect {words["right"]}: met by § 1

case "{unasked}" on {day}
  expect {words["right"]}: open waits for {words["fact"]}
""",
        language,
    )


def rule_text(draft: RuleDraft, language: str) -> str:
    """The items to add to a file: a fact to ask for, what is concluded where that is new, and the rule."""
    asked = f"{draft.name}_{_NAMES[language]['asked']}"
    items = [_fact(asked, draft.entity, draft.basis)]
    if draft.declares:
        items.append(f"term {draft.declares} of {draft.entity} : yes or no\n  {_both_ways()}\n  basis {draft.basis}")
    head = f"exception {draft.name} to {draft.exception_to}" if draft.exception_to else f"rule {draft.name}"
    lines = [head, f"  {_phrases('rule')}", f"  basis {draft.basis}"]
    lines += [f"  {_conclusion(draft)}"] if draft.declares or draft.term is not None else []
    items.append("\n".join([*lines, f"  when {asked}"]))
    return _items(_laid_out("language en\n\n" + "\n\n".join(items) + "\n", language))


def case_text(title: str, day: date, expected: str, waits: Sequence[str], language: str) -> str:
    """The item of one case; `expected` and `waits` are lines in the keyword language already."""
    words = spelled(language)
    remarks = [f"-- {_REMARKS['case'][language]}", *(f"--   {each}" for each in waits)] if waits else []
    return "\n".join([*remarks, f'{words["CASE"]} "{title}" {words["ON"]} {day}', *expected.splitlines()]) + "\n"


def expectation(name: str, term: Term, segment: Segment, waits: Sequence[str], language: str) -> str:
    """A line that expects of a term what came out."""
    words, value = spelled(language), segment.value
    if value is None:
        after = f" {words['WAITS_FOR']} {' & '.join(waits)}" if waits else ""
        said = words["OPEN"] + after
    elif isinstance(value, bool):
        said = words["MET" if value else "NOT_MET"]
    elif term.is_action:
        said = words[str(value).upper()]
    else:
        said = value_text(value, term.type, language)
    return f"  {words['EXPECT']} {name}: {said}"


def _fact(name: str, entity: str, basis: str) -> str:
    return f"fact {name} of {entity} : yes or no\n  {_phrases('fact')}\n  ask {_phrases('ask')}\n  basis {basis}"


def _both_ways() -> str:
    nb, nn, en = zip(_WORDS["met"], _WORDS["not met"], strict=True)
    return "\n  ".join(
        f'{language} met "{UNWRITTEN} {met}" not met "{UNWRITTEN} {not_met}"'
        for language, (met, not_met) in zip(LANGUAGES, (nb, nn, en), strict=True)
    )


def _phrases(what: str) -> str:
    said = zip(LANGUAGES, _WORDS[what], strict=True)
    return "  ".join(f'{language} "{UNWRITTEN} {words}"' for language, words in said)


def _conclusion(draft: RuleDraft) -> str:
    if draft.term is None:
        return f"{draft.declares} holds"
    name, kind = draft.term.name, draft.term.kind
    if draft.term.is_action:
        verb = {"duty": "must", "prohibition": "must not", "guidance": "should"}.get(kind, "may")
        return f"{draft.body} {verb} {name}"
    if kind == "right":
        return f"{draft.entity} has {name}"
    return f"{name} holds" if draft.term.type.kind == "yes_no" else f"{name} is {_some_value(draft.term.type)}"


def _some_value(type: Type) -> str:
    """A value of a type to begin with, for the author to change."""
    from fractions import Fraction

    if type.kind == "choice":
        return type.choices[0]
    if type.kind == "date":
        return "the day"
    return f'"{UNWRITTEN}"' if type.kind == "text" else value_text(Fraction(0), type, "en")


def _items(text: str) -> str:
    """A laid-out file without its first line."""
    return text.partition("\n")[2].lstrip("\n")


def _laid_out(text: str, language: str) -> str:
    made, found = format_source(SourceText("scaffold", text), language)
    assert made is not None, found
    return made


def type_remark(name: str, type: Type, language: str) -> str:
    """A name and what it is, for a remark."""
    return f"{name}: {type_text(type, language)}"
