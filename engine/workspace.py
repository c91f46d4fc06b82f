"""The one façade that surfaces talk to: policies opened once, then checked, decided by, tested and drawn.

Compiled policies are cached by content, so that deciding a case again imports neither the parser nor the graph.
Start reading at `open_workspace`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from engine.diagnostics import Diagnostic, Severity, in_order
from engine.evaluate.cache import Disk, keep
from engine.evaluate.decision import Decision
from engine.evaluate.order import CyclicPolicy
from engine.model.case import Case, Options
from engine.model.policy import CaseExample, Policy
from engine.source import SourceText
from engine.store import cache
from engine.store.cases import Request, has_errors, read_case
from engine.store.files import FileBytes, decode, load_bytes
from engine.store.names import Names
from engine.store.stored_policy import from_bytes, to_bytes

if TYPE_CHECKING:
    from engine.authoring.boundaries import Proposal
    from engine.authoring.coverage import Coverage
    from engine.authoring.survivors import Tried
    from engine.diff.comparison import Side
    from engine.graph import RuleGraph
    from engine.law.text import LawText
    from engine.model.provisions import Provisions
    from engine.records.examples import ExampleResult
    from engine.records.record import Circumstances
    from engine.records.replay import Verdict
    from engine.resolve.trial import Bench
    from engine.syntax.nodes import Document


@frozen
class Decided:
    """What came of deciding a case: a decision, unless something was wrong with the case or the policies."""

    decision: Decision | None
    case: Case | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen(slots=False)
class Workspace:
    """Some policies, opened: the one policy they make, and what was found while it was made.

    `found` holds what reading, parsing and binding reported, and every circle; `check` adds the rest.
    """

    policy: Policy
    files: tuple[FileBytes, ...]
    found: tuple[Diagnostic, ...] = ()
    known_names: Names | None = None

    @cached_property
    def sources(self) -> Mapping[str, SourceText]:
        """The texts by name, for showing where a finding stands."""
        texts = [decode(file)[0] for file in self.files]
        return {text.name: text for text in texts if text is not None}

    @property
    def errors(self) -> list[Diagnostic]:
        """What stops these policies from deciding anything."""
        return [each for each in self.found if each.severity is Severity.ERROR]

    @property
    def has_errors(self) -> bool:
        return has_errors(self.found)

    def check(
        self,
        provisions: Provisions | None = None,
        day: date | None = None,
        sentences: Mapping[str, Sequence[str]] | None = None,
    ) -> list[Diagnostic]:
        """Everything that is to be said of the policies; citations are looked up where provisions are given, and words
        held against the sentences of each document where those are.

        Years without a value are told of up to `day`, by default the last on which anything takes effect. A conflict
        is decided before it is shown. Of policies with errors, nothing is said that may be for that reason alone.
        """
        from engine.analysis import check
        from engine.analysis.pointing import at_the_address

        replay = None if self.has_errors else self._conflicts
        said = check(self.policy, provisions, day, replay=replay, partial=self.has_errors, sentences=sentences)
        return in_order([*self.found, *(at_the_address(each, self.sources) for each in said)])

    def _conflicts(self, case: Case, options: Options, term: str) -> bool:
        """Whether a case, decided, has a conflict in a term."""
        answers = self.decide_case(evolve(case, requested=(term,)), options).answers
        waits = (wait for answer in answers for segment in answer.segments for wait in segment.waits)
        return any(wait.kind == "conflict" and wait.id == term for wait in waits)

    def decide(self, source: SourceText, request: Request | None = None) -> Decided:
        """Read a case and decide it."""
        case, options, found = read_case(source, self.policy, request, self.known_names)
        if case is None:
            return Decided(None, None, tuple(found))
        try:
            return Decided(self.decide_case(case, options), case, tuple(found))
        except CyclicPolicy as circle:
            from engine.graph.cycles import TERM_CYCLE

            return Decided(None, case, (*found, TERM_CYCLE.at(message=str(circle))))

    def decide_case(self, case: Case, options: Options) -> Decision:
        """Decide a case that has been read."""
        from engine.evaluate import decide

        return decide(self.policy, case, options)

    def words(self, decision: Decision) -> Mapping[str, str]:
        """What the person is told about a decision, by language: the outcome, why, and what is missing.

        Not what would have been in other cases: that is no part of the reasons.
        """
        from explain import LANGUAGES, phrase, render, select

        selection = select(self.policy, decision, "person")
        return {it: render(phrase(self.policy, decision, selection, it)) for it in LANGUAGES}

    def record(self, decision: Decision, circumstances: Circumstances) -> dict[str, Any]:
        """The record to keep of a decision, with digests of what the person is told."""
        from engine.records.record import make_record

        return make_record(self.policy, decision, evolve(circumstances, words=self.words(decision)))

    def replay(self, record: dict[str, Any]) -> Verdict:
        """A stored record judged against what these policies make of the same case today."""
        from engine.records.record import Circumstances, make_record
        from engine.records.replay import judge, under_ids_of_then
        from engine.records.restore import former_ids, restore

        restored = restore(self.policy, record)
        decision = self.decide_case(restored.case, restored.options)
        then = {now: former for former, now in former_ids(self.policy).items()}
        new = under_ids_of_then(make_record(self.policy, decision, Circumstances(), then), then)
        read = {id: each.chosen for id, each in self.policy.interpretations.items()} | dict(restored.options.readings)
        return judge(record, new, restored.gone, read, lambda: self.words(decision))

    def test(self, names: Sequence[str] = ()) -> Iterator[ExampleResult]:
        """Run the cases beside the law, in the order of the files; those whose name holds one of `names`, if any."""
        chosen = (
            example
            for example in self.policy.cases
            if not names or any(name.lower() in example.name.lower() for name in names)
        )
        return self.run(chosen)

    def run(self, examples: Iterable[CaseExample]) -> Iterator[ExampleResult]:
        """Run some of the cases beside the law."""
        from engine.records.examples import run_example

        return (run_example(self.policy, example, self.decide_case) for example in examples)

    def coverage(self, results: Iterable[ExampleResult]) -> Coverage:
        """What the cases that passed cover of the rules: applied, and considered and not applied."""
        from engine.authoring.coverage import coverage

        return coverage(self.policy, (result.example for result in results if result.passed))

    def slips(
        self, results: Sequence[ExampleResult], within: Sequence[str] = (), near: bool = False, limit: int | None = None
    ) -> tuple[int, Iterator[Tried]]:
        """How many slips are made in the policies, and what becomes of each when the cases that passed are run."""
        from engine.authoring.survivors import choose, try_all

        passed = [result.example for result in results if result.passed]
        chosen = choose(self.policy, passed, within, near, limit)
        return len(chosen), try_all(self.policy, passed, chosen)

    def side(self, name: str, day: date | None = None, law: Mapping[str, LawText] | None = None) -> Side:
        """These policies as one side of a comparison, by the name the user gave; taken on a day, where one is given."""
        from engine.diff.comparison import Side

        return Side(name, self.policy, self.sources, day, law or {})

    def boundaries(
        self,
        results: Sequence[ExampleResult],
        within: Sequence[str] = (),
        near: bool = False,
        limit: int | None = None,
        languages: Mapping[str, str] | None = None,
    ) -> tuple[int, Iterator[Proposal]]:
        """How many limits are looked at, and for each that no case stands on a case that would.

        `languages` tells of each rule file in which keyword language its cases are written; English without it.
        """
        from engine.authoring.boundaries import is_limit, proposals
        from engine.authoring.survivors import choose, try_all

        passed = [result.example for result in results if result.passed]
        chosen = choose(self.policy, passed, within, near, limit, lambda each: is_limit(each, self.policy))
        titles = {example.name for example in self.policy.cases}
        return len(chosen), proposals(
            self.policy, passed, try_all(self.policy, passed, chosen), titles, languages or {}
        )

    def graph(self) -> RuleGraph:
        """What depends on what."""
        from engine.graph import build_graph

        return build_graph(self.policy)


def open_workspace(paths: Iterable[str]) -> Workspace:
    """The policies below these paths as one, compiled before if they have not changed since.

    Opened from the cache they had no errors; what else there is to say of them `read_workspace` tells.
    """
    files, unread = load_bytes(paths)
    return _read(files, unread) if unread else open_files(files)


def open_revision(revision: str, paths: Sequence[str]) -> Workspace:
    """The policies at these paths of a git revision as one; those that were opened before are not read again."""
    from engine.store.revisions import load_revision

    files, unread = load_revision(revision, paths)
    return _read(files, unread) if unread else open_files(files)


def open_files(files: list[FileBytes]) -> Workspace:
    """Policy files that are already in memory as one, compiled before if they have not changed since."""
    key = cache.key_of(files, cache.engine_stamp())
    stored = cache.load(key)
    if stored is None:
        workspace = _read(files, [])
        if not workspace.has_errors:
            cache.save(key, to_bytes(workspace.policy))
    else:
        policy, names = from_bytes(stored)
        workspace = Workspace(policy, tuple(files), (), names)
    keep(workspace.policy, Disk(cache.load, cache.save, key))
    return workspace


def read_workspace(paths: Iterable[str]) -> Workspace:
    """The policies below these paths as one, read afresh. What cannot be read or bound is left out and reported."""
    return _read(*load_bytes(paths))


def workspace_of(files: Iterable[FileBytes]) -> Workspace:
    """Policy files that are already in memory, also those nobody has written yet, as one."""
    return _read(list(files), [])


def open_for_trial(paths: Iterable[str]) -> tuple[Workspace, Bench, str]:
    """The policies below these paths, kept open for what somebody types, and the keyword language of the first file."""
    from engine.graph.cycles import cycles
    from engine.resolve.trial import open_bench

    files, found = load_bytes(paths)
    documents = _parsed(files, found)
    bench, unbound = open_bench(documents)
    workspace = Workspace(bench.policy, tuple(files), tuple(in_order([*found, *unbound, *cycles(bench.policy)])))
    return workspace, bench, documents[0].language if documents else "en"


def _read(files: list[FileBytes], unread: list[Diagnostic]) -> Workspace:
    """Read without the garbage collector: nothing made on the way is garbage, and it would look at all of it often."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_all(files, unread)
    finally:
        if collecting:
            gc.enable()


def _read_all(files: list[FileBytes], unread: list[Diagnostic]) -> Workspace:
    from engine.graph.cycles import cycles
    from engine.resolve import resolve

    found = list(unread)
    documents = _parsed(files, found)
    policy, unbound = resolve(documents)
    return Workspace(policy, tuple(files), tuple(in_order([*found, *unbound, *cycles(policy)])))


def _parsed(files: Iterable[FileBytes], found: list[Diagnostic]) -> list[Document]:
    """The trees of the files that are text; what was wrong is added to what was found."""
    from engine.syntax import parse

    documents = []
    for file in files:
        text, undecoded = decode(file)
        found += undecoded
        if text is not None:
            document, unparsed = parse(text)
            documents.append(document)
            found += unparsed
    return documents
