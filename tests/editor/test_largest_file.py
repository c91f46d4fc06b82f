"""Every feature on the shipped file with most lines."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.editor.client import editor
from tests.editor.pages import ROOT, Page


def test_the_largest_shipped_file_is_served(capsys: pytest.CaptureFixture[str]) -> None:
    """Every feature on the file with most lines. How long each took is printed, and is nobody's promise."""
    path = max(sorted((ROOT / "policies").rglob("*.policy")), key=lambda it: it.read_bytes().count(b"\n"))
    text = path.read_text(encoding="utf-8")
    took: dict[str, float] = {}
    with editor(ROOT, str(path.parent)) as there:
        there.encoding = "utf-16"
        began = time.perf_counter()

        def timed(name: str, ask: Any) -> Any:
            start = time.perf_counter()
            answer = ask()
            took[name] = time.perf_counter() - start
            return answer

        page = Page(there, path, text)
        timed("open", lambda: there.until(lambda: page.uri in there.diagnostics))
        took["checked"] = 0.0
        there.until_checked(lambda: bool(there.ask("codeLens", page.uri)))
        took["checked"] = time.perf_counter() - began
        rule = {"position": page.at("\nrule ", into=6)}
        whole = {"range": {"start": {"line": 0, "character": 0}, "end": page.position(len(text))}}
        answers = {
            name: timed(name, lambda name=name, more=more: there.ask(name, page.uri, **more))
            for name, more in (
                ("hover", rule),
                ("definition", rule),
                ("references", {**rule, "context": {"includeDeclaration": True}}),
                ("prepareRename", rule),
                ("rename", {**rule, "newName": "et_helt_annet_navn"}),
                ("completion", {"position": page.position(len(text))}),
                ("documentSymbol", {}),
                ("foldingRange", {}),
                ("semanticTokens/full", {}),
                ("inlayHint", whole),
                ("codeLens", {}),
                ("codeAction", {**whole, "context": {"diagnostics": []}}),
            )
        }
        assert [
            name for name, answer in answers.items() if not answer and name not in ("codeAction", "completion")
        ] == []
        at = page.at("\nrule ", into=6)
        for number, letter in enumerate("abc"):
            there.diagnostics.pop(page.uri, None)
            change = {"range": {"start": at, "end": at}, "text": letter}
            there.change(page.uri, number + 2, change)
            timed(f"edit {letter}", lambda: there.until(lambda: page.uri in there.diagnostics))
            timed(f"outline after {letter}", lambda: there.ask("documentSymbol", page.uri))
    with capsys.disabled():
        lines = [f"    {name:<22} {seconds * 1000:8.1f} ms" for name, seconds in took.items()]
        print(f"\n  {path.relative_to(ROOT)}, {text.count(chr(10))} lines:", *lines, sep="\n")
