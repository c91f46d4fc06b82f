"""`hjemmel test --watch`: after a change, the cases it may turn and those that failed; a line for each failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.laws import where
from engine.cli.screen import answer, talk, tell
from engine.cli.test import counted, mark, told
from engine.cli.tongue import read

if TYPE_CHECKING:
    from engine.model.policy import CaseExample
    from engine.records.examples import ExampleResult
    from engine.workspace import Workspace


class Watched:
    """The policies as they last could be read, and which cases failed then."""

    def __init__(self, paths: tuple[str, ...], patterns: tuple[str, ...]) -> None:
        self.paths, self.patterns = paths, patterns
        self.before: Workspace | None = None
        self.failing: set[tuple[str, str]] = set()

    def run(self) -> None:
        """Read the policies again and run what may have turned."""
        from engine.workspace import open_workspace

        now = open_workspace(self.paths)
        read(now.files)
        if now.has_errors:
            tell(now.errors, now.sources, "compact")
            return
        chosen = self._chosen(now)
        results = list(now.run(chosen))
        failed = [result for result in results if not result.passed]
        self.before, self.failing = now, {_name(result.example) for result in failed}
        if failed:
            answer("\n".join(_line(result, now) for result in failed))
        talk(counted(results, affected=True))

    def _chosen(self, now: Workspace) -> list[CaseExample]:
        from engine.authoring.affected import affected

        named = [
            case
            for case in now.policy.cases
            if not self.patterns or any(pattern.lower() in case.name.lower() for pattern in self.patterns)
        ]
        if self.before is None:
            return named
        again = {_name(case) for case in affected(self.before.policy, now.policy)} | self.failing
        return [case for case in named if _name(case) in again]


def _name(case: CaseExample) -> tuple[str, str]:
    return case.source, case.name


def _line(result: ExampleResult, workspace: Workspace) -> str:
    first, sources = result.failures[0], workspace.sources
    return f"{mark(result, sources)}  {where(first.span, sources)} {result.example.name}: {told(first, sources)}"
