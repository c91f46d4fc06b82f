"""What changed in the text of the law and in our rules, as blocks of a page. Start reading at `law_blocks`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diff.changes import Change, FieldChange
from engine.diff.comparison import Comparison
from engine.diff.law_text import TextChange
from explain.compared_case import say
from explain.compared_words import said
from explain.document import Block, Bullets, Definitions, Heading, Paragraph, runs
from explain.names import Voice, name_of, quoted, words_in
from explain.vocabulary import joined

_PHRASES = ("labels", "met", "not_met", "ask", "described_in", "because_in", "comment")
MOST_NAMED = 12
"""How many names stand in one sentence."""


def law_blocks(voice: Voice, made: Comparison) -> Iterator[Block]:
    """Each sentence that changed, with the words on both sides."""
    yield Heading(2, runs(say(voice, "heading_text")))
    if made.text is None:
        yield Paragraph(runs(say(voice, "no_law")))
    elif not made.text:
        yield Paragraph(runs(say(voice, "same_law")))
    else:
        rows = tuple((runs(_address(voice, it)), runs(_wording(voice, it))) for it in made.text)
        yield Definitions(rows)


def _address(voice: Voice, change: TextChange) -> str:
    before = voice.cite((change.citation,))
    if change.to is not None:
        before = say(voice, "moved_to", before=before, after=voice.cite((change.to,)))
    return f"{before} – {said(change.kind, voice.language)}"


def _wording(voice: Voice, change: TextChange) -> str:
    texts = [quoted(it, voice.language) for it in (change.before, change.after) if it]
    wording = texts[0] if change.before == change.after else " → ".join(texts)
    if not change.rests:
        return wording
    return f"{wording} {say(voice, 'rests', names=listed(voice, [_named(voice, it) for it in change.rests]))}"


def _named(voice: Voice, id: str) -> str:
    rule = voice.policy.rules.get(id)
    words = words_in(rule.labels, voice.language) if rule is not None else ""
    return quoted(words, voice.language) if words else id.rpartition(".")[2]


def rule_blocks(voice: Voice, changes: Iterable[Change]) -> Iterator[Block]:
    """Each declaration that changed in more than words; those in words alone are named together."""
    yield Heading(2, runs(say(voice, "heading_ours")))
    found = list(changes)
    if not found:
        yield Paragraph(runs(say(voice, "same_ours")))
    rows = [(runs(_head(voice, it)), runs(_body(voice, it))) for it in found if it.matters]
    if rows:
        yield Definitions(tuple(rows))
    words = [_renamed(voice, it) for it in found if not it.matters]
    if words:
        yield Paragraph(runs(say(voice, "words_only", names=listed(voice, words))))


def _head(voice: Voice, change: Change) -> str:
    """Where it stands, what it is, and what was done to it."""
    what = f"{said(change.what, voice.language)} {said(change.kind, voice.language)}"
    return f"{_place(voice, change)} – {what}: {change_name(voice, change)}"


def _place(voice: Voice, change: Change) -> str:
    if not change.provisions:
        return said("no_basis", voice.language)
    if change.kind == "renumbered":
        before, after = voice.cite(change.former_basis), voice.cite(change.basis)
        return say(voice, "moved_to", before=before, after=after)
    return voice.cite(change.provisions)


def change_name(voice: Voice, change: Change) -> str:
    """What a changed declaration is called."""
    if change.labels:
        words = words_in(change.labels, voice.language)
        return quoted(words, voice.language) if change.what in ("rule", "exception", "presumption") else words
    declared = voice.policy.terms.get(change.id)
    if declared is not None:
        return name_of(voice, declared, change.id)
    if change.what in ("not_formalised", "status"):
        return voice.cite(change.provisions)
    return change.id.rpartition(".")[2].replace("_", " ")


def _renamed(voice: Voice, change: Change) -> str:
    """What a declaration is called, and what its name was in the rule files where that is another now."""
    name = change_name(voice, change)
    return f"{name} ({_formerly(voice, change)})" if change.former else name


def _formerly(voice: Voice, change: Change) -> str:
    return say(voice, "formerly", former=change.former.rpartition(".")[2])


def _body(voice: Voice, change: Change) -> str:
    """Each field both ways; of what came or went, what it says."""
    told = [field_line(voice, it) for it in change.fields if it.field not in _PHRASES]
    if change.kind == "renumbered":
        told = [field_line(voice, it) for it in change.fields if it.field not in ("basis", *_PHRASES)]
    phrases = dict.fromkeys(it.field for it in change.fields if it.field in _PHRASES)
    told += [say(voice, "field_only", field=_field(voice, it)) for it in phrases]
    if change.former:
        told.append(_formerly(voice, change))
    if change.text:
        told.append(quoted(change.text, voice.language))
    return "; ".join(told)


def field_line(voice: Voice, change: FieldChange) -> str:
    """One field as it was and as it is."""
    field = _field(voice, change.field)
    if change.rests and change.field in ("consideration", "reading"):
        field = f"{field} {change.rests.replace('_', ' ')}"
    before, after = (quoted(it, voice.language) if it else "" for it in (change.before, change.after))
    if before and after:
        return say(voice, "field_both", field=field, before=before, after=after)
    if before or after:
        kind = "field_came" if after else "field_went"
        return say(voice, kind, field=field, before=before, after=after)
    return say(voice, "field_only", field=field)


def _field(voice: Voice, field: str) -> str:
    return said(f"field_{field}", voice.language)


def discretion_blocks(voice: Voice, changes: Iterable[Change]) -> Iterator[Block]:
    """What an assessment must now rest on, who makes it, and how far it is reviewed, also where outcomes are equal."""
    rows = []
    for change in changes:
        fields = [it for it in change.fields if it.field in _PROCEDURE]
        if fields:
            lines = "; ".join(field_line(voice, it) for it in fields)
            rows.append(runs(f"{change_name(voice, change)}: {lines}"))
    if rows:
        yield Heading(3, runs(say(voice, "heading_discretion")))
        yield Bullets(tuple(rows))


_PROCEDURE = ("consideration", "authority", "review", "bound", "reasons", "standard", "opens_when")


def listed(voice: Voice, names: list[str]) -> str:
    """Names in one phrase, the first of many and how many there are more."""
    once = list(dict.fromkeys(names))
    if len(once) > MOST_NAMED:
        once = [*once[: MOST_NAMED - 1], f"+ {len(once) - MOST_NAMED + 1}"]
    return joined(once, voice.language, "and")
