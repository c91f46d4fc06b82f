"""A whole project bound and checked: the policy as it was, and what was found, by the piece of text it is about.

The same is found as `hjemmel check` finds: its checks, what `hjemmel.toml` makes of them, and a baseline it names.
Findings are kept by their piece, so they move with it and go when it changes. Start reading at `analyse` and `check`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from engine.authoring.references import Texts
from engine.authoring.sheet import Piece, Sheet, document_of, shifted
from engine.diagnostics import Diagnostic, Severity, in_order
from engine.graph import RuleGraph
from engine.model.policy import Policy
from engine.model.provisions import Provisions
from engine.records.examples import Failure
from engine.source import SourceText
from engine.workspace import Workspace

Sentences = Callable[[Policy], Mapping[str, Sequence[str]] | None]
"""The sentences of the acts a policy formalises, where there are texts of them."""


@frozen(slots=False, eq=False)
class Placed:
    """Findings by the piece they are about, with places counted from it; what is about none, by file."""

    by_piece: Mapping[int, tuple[Piece, tuple[Diagnostic, ...]]] = field(factory=dict)
    by_file: Mapping[str, tuple[Diagnostic, ...]] = field(factory=dict)

    def of(self, piece: Piece) -> tuple[Diagnostic, ...]:
        """What was found in a piece; nothing where it is another piece by now."""
        kept = self.by_piece.get(id(piece))
        return kept[1] if kept is not None and kept[0] is piece else ()


@frozen(slots=False, eq=False)
class Analysed:
    """What came of a whole project as it was: the policy, what binding it found, and what the checks said of it."""

    workspace: Workspace
    sheets: Mapping[str, Sheet]
    bound: Placed
    begins: Mapping[int, int]
    said: Placed = Placed()
    sources: Mapping[str, SourceText] = field(factory=dict)
    """Texts other than rule files that something was said of: the settings."""

    @cached_property
    def graph(self) -> RuleGraph:
        return self.workspace.graph()


def analyse(texts: Texts, unread: Iterable[Diagnostic] = ()) -> Analysed:
    """The whole project bound into one policy, and what reading and binding it found."""
    from engine.graph.cycles import cycles
    from engine.resolve import resolve

    policy, unbound = resolve([document_of(sheet) for _, sheet in sorted(texts.sheets.items())])
    parsed = [each for _, sheet in sorted(texts.sheets.items()) for each in sheet.diagnostics]
    bound = in_order([*unbound, *cycles(policy)])
    workspace = Workspace(policy, (), tuple(in_order([*unread, *parsed, *bound])))
    begins = {id(piece): begin for sheet in texts.sheets.values() for begin, piece in sheet.placed}
    return Analysed(workspace, texts.sheets, _placed(texts.sheets, bound), begins)


def check(analysed: Analysed, paths: Sequence[str], provisions: Provisions | None, sentences: Sentences) -> Analysed:
    """What else is to be said of it: conflicts, gaps, dead rules, citations; as the settings above it want it."""
    from engine.store.settings import settings_for, settled

    policy = analysed.workspace.policy
    found = analysed.workspace.check(provisions, sentences=sentences(policy))
    settings = settings_for(paths)
    wrong = [_absolute(each) for each in settings.wrong]
    known = set(analysed.workspace.found)
    found = settled((each for each in found if each not in known), settings.entries)
    sources = {name: sheet.source for name, sheet in analysed.sheets.items()}
    for name in settings.baselines:
        found, unread = _new(name, found, sources)
        wrong += unread
    texts = {os.path.abspath(name): text for name, text in settings.texts.items()}
    said = _placed(analysed.sheets, in_order([*found, *wrong]))
    return evolve(analysed, said=said, sources=texts)


def _new(
    name: str, found: list[Diagnostic], sources: Mapping[str, SourceText]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings that a baseline does not hold, and what is wrong with the baseline."""
    from engine.store.baseline import judged, read_baseline

    baseline, wrong = read_baseline(name)
    left = Counter[str]() if baseline is None else baseline
    kept = judged(found, sources, os.path.dirname(os.path.abspath(name)), left).new
    return list(kept), [_absolute(each) for each in wrong]


def _absolute(found: Diagnostic) -> Diagnostic:
    return evolve(found, span=evolve(found.span, file=os.path.abspath(found.span.file)))


def _placed(sheets: Mapping[str, Sheet], found: Iterable[Diagnostic]) -> Placed:
    by_piece: dict[int, tuple[Piece, tuple[Diagnostic, ...]]] = {}
    by_file: dict[str, tuple[Diagnostic, ...]] = {}
    for each in found:
        sheet = sheets.get(each.span.file)
        placed = sheet.at(each.span.start) if sheet is not None else None
        if placed is not None:
            begin, piece = placed
            before = by_piece.get(id(piece), (piece, ()))[1]
            by_piece[id(piece)] = piece, (*before, shifted(each, -begin))
        elif each.span.file:
            by_file[each.span.file] = (*by_file.get(each.span.file, ()), each)
    return Placed(by_piece, by_file)


def failed(failure: Failure) -> Diagnostic:
    """What a case expected and did not get, as a finding."""
    return Diagnostic("case", "failed", Severity.ERROR, failure.span, failure.message)
