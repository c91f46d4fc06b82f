"""Ways to mend a finding where that is mechanical: the word that was meant, the missing `uses`, basis or words.

A finding's own fixes come first. The others are read off what the finding says, in the texts as they are now.
Nothing is made up: words that nobody has written are put in as `…`. Start reading at `quick_fixes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from engine.authoring.references import Texts
from engine.authoring.sheet import Piece
from engine.authoring.uses import KINDS
from engine.diagnostics import Diagnostic
from engine.diagnostics.values import Edit, Fix
from engine.source import Span
from engine.syntax.nodes import Item, Phrase
from engine.syntax.tables import keywords, spelled


def quick_fixes(texts: Texts, found: Diagnostic) -> list[Fix]:
    """Every way to mend a finding, the likeliest first."""
    sheet = texts.sheets.get(found.span.file)
    if sheet is None:
        return list(found.fixes)
    return [*found.fixes, *_meant(texts, found), *_used(texts, found), *_of_code(texts, found)]


def _meant(texts: Texts, found: Diagnostic) -> Iterator[Fix]:
    """`did you mean …`: the word of the finding replaced by the one that was meant."""
    meant = re.search(r"did you mean `([^`]+)`", found.hint)
    if meant is None:
        return
    text = texts.sheets[found.span.file].source.text[found.span.start : found.span.end]
    wrong = next((word for word in re.findall(r"`([^`]+)`", found.message) if word in text), None)
    if wrong is None:
        return
    bare = wrong.rpartition(".")[2]
    at = found.span.start + text.index(wrong) + len(wrong) - len(bare)
    yield Fix(f"Write `{meant[1]}`", (Edit(Span(found.span.file, at, at + len(bare)), meant[1]),), is_safe=True)


def _used(texts: Texts, found: Diagnostic) -> Iterator[Fix]:
    """``add `uses X` ``: the name put behind the `uses` of the source, or in a line of its own."""
    wanted = re.search(r"add `uses ([^`]+)`", found.hint)
    if wanted is None:
        return
    sheet = texts.sheets[found.span.file]
    number = sheet.number_at(found.span.start)
    header = None
    for begin, piece in sheet.placed[: (number or 0) + 1]:
        if piece.item is not None and piece.item.kind in ("source", "uses"):
            header = begin, piece.item
    if header is None:
        return
    begin, item = header
    end = begin + item.span.end
    text = f", {wanted[1]}" if item.kind == "uses" else f"\n{spelled(sheet.language)['USES']} {wanted[1]}"
    yield Fix(f"Use `{wanted[1]}`", (Edit(Span(found.span.file, end, end), text),), is_safe=True)


def _of_code(texts: Texts, found: Diagnostic) -> Iterator[Fix]:
    placed = texts.sheets[found.span.file].at(found.span.start)
    if placed is None:
        return
    begin, piece = placed
    if found.code == "S101":
        yield from _translated(found, piece)
    elif found.code == "A005":
        yield from _without_negations(texts, found)
    if piece.item is None:
        return
    if found.code == "R401":
        yield from _with_basis(texts, found, begin, piece, piece.item)
    elif found.code == "A404":
        yield from _in_order(found, begin, piece, piece.item)
    elif found.code == "A501":
        yield from _with_words(found, begin, piece, piece.item)


def _in_order(found: Diagnostic, begin: int, piece: Piece, item: Item) -> Iterator[Fix]:
    """The rows of a parameter by their first day, each with the comments above it and behind it."""
    rows = [clause for clause in item.clauses if clause.kind == "row"]
    others = [clause.span.end for clause in item.clauses if clause.kind != "row"]
    ends = [_line_end(piece.text, at) for at in (max([_behind_words(item), *others]), *(row.span.end for row in rows))]
    if any(row.span.start < end for row, end in zip(rows, ends, strict=False)):
        return  # not each on lines of its own
    lines = zip(rows, (piece.text[one:other] for one, other in pairwise(ends)), strict=True)
    text = "".join(line for _, line in sorted(lines, key=lambda it: it[0].parts[0]))
    edit = Edit(Span(found.span.file, begin + ends[0], begin + ends[-1]), text)
    yield Fix("Put the values in order", (edit,), is_safe=True)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _without_negations(texts: Texts, found: Diagnostic) -> Iterator[Fix]:
    """`not not a` as `a`; a bracket that stands between the two is kept, since its partner is."""
    text = texts.sheets[found.span.file].source.text
    twice = re.compile(r"(?:not|ikke|ikkje)(\s*\(?\s*)(?:not|ikke|ikkje)\b\s*").match(text, found.span.start)
    if twice is not None:
        edit = Edit(Span(found.span.file, twice.start(), twice.end()), twice[1].strip())
        yield Fix("Take both negations out", (edit,), is_safe=True)


def _translated(found: Diagnostic, piece: Piece) -> Iterator[Fix]:
    """A keyword of another language: the same word in the language of the file."""
    if "keyword of" not in found.hint:
        return
    word = re.search(r"`([^`]+)`", found.message)
    own = spelled(piece.language)
    for concept, words in keywords().items():
        spellings = {spelling for each in words.values() for spelling in each.lstrip(",").split("|")}
        if word is not None and word[1] in spellings:
            yield Fix(f"Write `{own[concept]}`", (Edit(found.span, own[concept]),))


def _with_basis(texts: Texts, found: Diagnostic, begin: int, piece: Piece, item: Item) -> Iterator[Fix]:
    """A rule without a basis: that of the term it concludes, or of the rule above it."""
    number = texts.sheets[found.span.file].number_at(found.span.start) or 0
    where = texts.where(found.span.file, number)
    for clause in item.clauses:
        if clause.kind.startswith("concludes_"):
            names = (
                [clause.parts[0].names[0], *clause.parts[1:]]
                if clause.kind != "concludes_is"
                else [clause.parts[0].names[0]]
            )
            for name in (each for each in names if hasattr(each, "text")):
                entry = texts.directory.entry(name.text, KINDS["term"], where)
                if entry is not None and entry.item is not None and entry.source == where.source:
                    basis = _basis(texts, entry.item)
                    if basis:
                        yield _basis_fix(found, begin, piece, item, basis, f"which `{name.text}` rests on")
    for _, above in reversed(texts.sheets[found.span.file].placed[:number]):
        if above.item is not None and (clause_above := above.item.first("basis")) is not None:
            basis = above.text[clause_above.span.start : clause_above.span.end]
            yield _basis_fix(found, begin, piece, item, " ".join(basis.split()), "as the item above")
            return


def _basis(texts: Texts, item: Item) -> str:
    clause = item.first("basis")
    sheet = texts.sheets.get(item.span.file)
    if clause is None or sheet is None:
        return ""
    return " ".join(sheet.source.text[clause.span.start : clause.span.end].split())


def _basis_fix(found: Diagnostic, begin: int, piece: Piece, item: Item, basis: str, why: str) -> Fix:
    word, _, address = basis.partition(" ")
    text = f"\n  {spelled(piece.language)['BASIS']} {address}"
    at = begin + _behind_words(item)
    return Fix(f"Add `{word} {address}`, {why}", (Edit(Span(found.span.file, at, at), text),))


def _behind_words(item: Item) -> int:
    """Where the words for readers end; behind the name, or the targets of an exception, when there are none."""
    ends = [item.name.span.end] if item.name is not None else [item.span.start]
    ends += [target.span.end for target in item.get("targets") or ()]
    ends += [value.span.end for role, value in item.head if role in ("of", "by", "type", "member")]
    ends += [phrase.span.end for phrase in item.phrases]
    return max(ends)


def _with_words(found: Diagnostic, begin: int, piece: Piece, item: Item) -> Iterator[Fix]:
    """Words that are missing in a language, to be written in place of `…`."""
    edits = []
    own = spelled(piece.language)
    lacking = found.message.partition(": ")[2].split("; ")
    by_what = {part.partition(" in ")[0]: re.findall(r"\b(nb|nn|en)\b", part.partition(" in ")[2]) for part in lacking}
    if languages := by_what.get("name"):
        edits.append((_behind_words(item), "".join(f'\n  {each} "…"' for each in languages)))
    both = sorted({each for what in ("`met`", "`not met`") for each in by_what.get(what, [])}, key=_ORDER.index)
    both = [each for each in both if not _has_both(item.phrases, each)]
    if both:
        lines = "".join(f'\n  {each} {own["MET"]} "…" {own["NOT_MET"]} "…"' for each in both)
        edits.append((_behind_words(item), lines))
    if languages := by_what.get("question (`ask`)"):
        ask = item.first("ask")
        words = "  ".join(f'{each} "…"' for each in languages)
        edits.append(
            (ask.span.end, f"\n      {words}") if ask is not None else (item.span.end, f"\n  {own['ASK']} {words}")
        )
    if edits:
        made = tuple(Edit(Span(found.span.file, begin + at, begin + at), text) for at, text in edits)
        yield Fix("Add the missing languages, to be written", made)


_ORDER = ("nb", "nn", "en")


def _has_both(phrases: tuple[Phrase, ...], language: str) -> bool:
    return any(phrase.language == language and phrase.not_met is not None for phrase in phrases)
