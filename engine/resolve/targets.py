"""What an exception sets aside: a rule, every rule of a term, or every rule that rests on a part of the law.

`to rules of ADDRESS` means every rule whose first basis lies there. A chapter is known from the structure of the act.
Start reading at `aim`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import evolve, frozen

from engine.diagnostics import Code, Severity
from engine.model.citations import Citation
from engine.model.policy import Rule
from engine.resolve.citations import cite
from engine.resolve.draft import Draft, Scope
from engine.resolve.names import RULES, TARGETS, Entry
from engine.resolve.paths import named
from engine.resolve.rules import LEFT_TO_OTHERS, Begun
from engine.resolve.structure import known_structure
from engine.syntax.nodes import Address, Clause, Name

AIMS_AT_ITSELF = Code("R308", "aims-at-itself", "a rule is an exception to itself")
AIMS_AT_NOTHING = Code("R310", "aims-at-nothing", "no rule is set aside, since none rests there", Severity.WARNING)
ABOUT_ANOTHER = Code(
    "R316", "about-another", "an exception is about another kind of member than the rule it sets aside"
)
NO_CHAPTERS = Code("R403", "no-chapters", "a chapter is named of an act whose chapters are not known")
NO_SUCH_CHAPTER = Code("R405", "no-such-chapter", "a chapter is named that the act does not have")


@frozen
class Rules:
    """Every rule by what exceptions may name it by."""

    first_basis: Mapping[str, Citation]
    of_term: Mapping[str, list[str]]
    of_document: Mapping[str, list[str]]


def aim(begun: list[Begun], made: Iterable[Rule], draft: Draft) -> None:
    """Binds what each rule sets aside, and whom an exception without a conclusion is about."""
    rules = _indexed(begun, made)
    by_id = {each.id: each for each in begun}
    for each in begun:
        each.targets = _targets(each, rules, draft)
    _find_subjects(begun, by_id, draft, {rule.id: rule.subject for rule in made})
    for each in begun:
        _refuse_strangers(each, by_id, draft)


def _indexed(begun: Iterable[Begun], made: Iterable[Rule]) -> Rules:
    first: dict[str, Citation] = {}
    of_term: dict[str, list[str]] = {}
    of_document: dict[str, list[str]] = {}
    concluded = [(each.id, each.basis, each.head.id if each.head else "") for each in begun]
    concluded += [(rule.id, rule.basis, rule.conclusion.term if rule.conclusion else "") for rule in made]
    for id, basis, term in concluded:
        first[id] = basis[0].citation
        of_document.setdefault(basis[0].citation.document, []).append(id)
        if term:
            of_term.setdefault(term, []).append(id)
    return Rules(first, of_term, of_document)


def _targets(begun: Begun, rules: Rules, draft: Draft) -> list[str]:
    """The ids of the rules an item sets aside, in the order named, each once."""
    scope, item = begun.scope, begun.scope.item
    found: dict[str, None] = {}
    for clause in item.get("targets") or ():
        found.update(dict.fromkeys(_aimed(clause, begun, rules, draft)))
    for clause in item.all("precedes"):
        found.update(dict.fromkeys(_called(clause.parts[0], begun, rules, scope)))
    return [id for id in found if id != begun.id]


def _aimed(clause: Clause, begun: Begun, rules: Rules, draft: Draft) -> list[str]:
    if clause.kind == "target_name":
        return _called(clause.parts[0], begun, rules, begun.scope)
    return _resting_on(clause, begun.id, rules, begun.scope, draft)


def _called(name: Name, begun: Begun, rules: Rules, scope: Scope) -> list[str]:
    """The rule a name means, or every rule that concludes the term it means."""
    entry = scope.find(name, TARGETS, "rule")
    if entry is None:
        return []
    if entry.id == begun.id:
        scope.say(AIMS_AT_ITSELF, name.span, f"`{name.text}` is an exception to itself")
        return []
    if entry.kind in RULES:
        return [entry.id] if entry.id in rules.first_basis else []
    concluding = rules.of_term.get(entry.id, [])
    if entry.id in scope.draft.heads and all(id == begun.id for id in concluding):
        scope.say(AIMS_AT_NOTHING, name.span, f"no rule concludes `{name.text}`, so nothing is set aside")
    return concluding


def _resting_on(clause: Clause, own: str, rules: Rules, scope: Scope, draft: Draft) -> list[str]:
    """Every rule whose first basis lies in an address and in none of the addresses excepted."""
    whole, *excepted_written = clause.parts
    lies_in = [
        _lying_in(address, scope, draft) for address in (whole, *(_in(whole, each) for each in excepted_written))
    ]
    citation = cite(whole, scope) if lies_in[0] is not None else None
    if citation is None:
        return []
    wanted, *excepted = (test for test in lies_in if test is not None)
    found = [
        id
        for id in rules.of_document.get(citation.document, [])
        if wanted(rules.first_basis[id]) and not any(test(rules.first_basis[id]) for test in excepted)
    ]
    if not [id for id in found if id != own]:
        message = f"no rule rests on `{scope.written(clause.parts[0].span)}`, so nothing is set aside"
        scope.say(AIMS_AT_NOTHING, clause.span, message)
    return found


def _in(whole: Address, excepted: Address) -> Address:
    """What is excepted lies in the act named before it, unless it names its own."""
    if excepted.source is not None or excepted.document:
        return excepted
    document = whole.document if excepted.section or excepted.chapter else ""
    return evolve(excepted, source=whole.source, document=document)


def _lying_in(address: Address, scope: Scope, draft: Draft) -> Callable[[Citation], bool] | None:
    """Whether a citation lies in an address; `None` after saying why nobody can tell."""
    citation = cite(address, scope)
    if citation is None:
        return None
    if not citation.chapter:
        return citation.contains
    structure = draft.structure if draft.structure is not None else known_structure()
    chapters = structure.get(citation.document)
    if chapters is None:
        message = f"the chapters of `{citation.document}` are not known"
        scope.say(NO_CHAPTERS, address.span, message, "name the sections: `rules of … § 1, rules of … § 2`")
        return None
    if citation.chapter not in chapters.values():
        message = f"`{citation.document}` has no chapter {citation.chapter}"
        scope.say(NO_SUCH_CHAPTER, address.span, message)
        return None
    return lambda other: other.document == citation.document and chapter_of(other.section, chapters) == citation.chapter


def chapter_of(section: str, chapters: Mapping[str, str]) -> str:
    """The chapter of a section; of one no longer there, the number before its hyphen, as acts number by chapter."""
    return chapters.get(section) or (section.split("-")[0] if "-" in section else "")


def leave_out_aimless(draft: Draft) -> None:
    """Takes away targets that were left out themselves, and exceptions that have none left; targets first."""
    rules = draft.rules
    aimed_by: dict[str, list[str]] = {}
    left: dict[str, int] = {}
    for rule in rules.values():
        left[rule.id] = sum(target in rules for target in rule.targets)
        for target in rule.targets:
            aimed_by.setdefault(target, []).append(rule.id)
    aimless = [rule.id for rule in rules.values() if rule.kind == "exception" and not left[rule.id]]
    while aimless:
        gone = aimless.pop()
        del rules[gone]
        for id in aimed_by.get(gone, ()):
            left[id] -= 1
            if not left[id] and rules[id].kind == "exception":
                aimless.append(id)
    for rule in list(rules.values()):
        if left[rule.id] < len(rule.targets):
            rules[rule.id] = evolve(rule, targets=tuple(target for target in rule.targets if target in rules))


# ── whom an exception without a conclusion is about ─────────────────────────────────────────────────────────────


def _find_subjects(begun: Iterable[Begun], by_id: Mapping[str, Begun], draft: Draft, made: Mapping[str, str]) -> None:
    """The one member its targets are about, else a root entity of theirs; targets first, never recursive."""
    for first in begun:
        stack, waiting = [first], {first.id}
        while stack:
            each = stack[-1]
            ahead = [
                by_id[id] for id in each.targets if id in by_id and by_id[id].subject is None and id not in waiting
            ]
            if each.subject is None and ahead:
                waiting.update(one.id for one in ahead)
                stack.extend(ahead)
                continue
            stack.pop()
            if each.subject is None:
                each.subject = _common_subject(each, by_id, draft, made)


def _common_subject(each: Begun, by_id: Mapping[str, Begun], draft: Draft, made: Mapping[str, str]) -> str | None:
    subjects = [by_id[id].subject if id in by_id else made.get(id) for id in each.targets]
    about = list(dict.fromkeys(subject for subject in subjects if subject is not None))
    if len(about) <= 1:
        return about[0] if about else None
    roots = [entity for entity in about if not draft.entities[entity].is_member]
    return roots[0] if roots else _root_of(about[0], draft)


def _root_of(member: str, draft: Draft) -> str:
    """The entity at the top of the lists a member is in."""
    seen = {member}
    while draft.entities[member].is_member:
        owner = next((one.owner for one in draft.lists.values() if one.member == member), member)
        if owner in seen:
            break
        seen.add(owner)
        member = owner
    return member


def _refuse_strangers(begun: Begun, by_id: Mapping[str, Begun], draft: Draft) -> None:
    """An exception about a member sets aside only what is about such a member; and a local one nothing national."""
    scope = begun.scope
    for clause in scope.item.get("targets") or ():
        if clause.kind != "target_name":
            continue
        entry = draft.names.find(clause.parts[0], TARGETS, "rule", scope.source, scope.extra)
        target = by_id.get(entry.id) if isinstance(entry, Entry) else None
        if target is None:
            continue
        _refuse_stranger(begun, target, clause, draft)


def _refuse_stranger(begun: Begun, target: Begun, clause: Clause, draft: Draft) -> None:
    scope = begun.scope
    subject = draft.entities.get(begun.subject or "")
    if subject is not None and subject.is_member and target.subject not in (None, subject.id):
        other = named(target.subject or "", scope)
        message = f"this exception is about each {named(subject.id, scope)}, and the rule about {other}"
        scope.say(ABOUT_ANOTHER, clause.span, message)
    if draft.sources[scope.source].kind == "local" and draft.sources[target.scope.source].kind != "local":
        message = f"`{scope.source}` is local, and sets no national rule aside"
        scope.say(LEFT_TO_OTHERS, clause.span, message, "a local rule may only conclude what is left to it")
