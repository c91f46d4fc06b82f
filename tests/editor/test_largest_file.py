"""Every feature on the shipped file with most lines; `python -m tests.bench.editor` says how long each takes."""

from __future__ import annotations

from tests.editor.client import editor
from tests.editor.pages import ROOT, Page


def test_the_largest_shipped_file_is_served() -> None:
    path = max(sorted((ROOT / "policies").rglob("*.policy")), key=lambda it: it.read_bytes().count(b"\n"))
    text = path.read_text(encoding="utf-8")
    with editor(ROOT, str(path.parent)) as there:
        page = Page(there, path, text)
        there.until(lambda: page.uri in there.diagnostics)
        there.until_checked(lambda: bool(there.ask("codeLens", page.uri)))
        rule = {"position": page.at("\nrule ", into=6)}
        whole = {"range": {"start": {"line": 0, "character": 0}, "end": page.position(len(text))}}
        for name, more in (
            ("hover", rule),
            ("definition", rule),
            ("references", {**rule, "context": {"includeDeclaration": True}}),
            ("documentHighlight", rule),
            ("prepareRename", rule),
            ("rename", {**rule, "newName": "et_helt_annet_navn"}),
            ("completion", {"position": page.at("\nrule ", into=2)}),
            ("documentSymbol", {}),
            ("foldingRange", {}),
            ("semanticTokens/full", {}),
            ("semanticTokens/range", whole),
            ("inlayHint", whole),
            ("codeLens", {}),
        ):
            assert there.ask(name, page.uri, **more), name
        assert there.ask("formatting", page.uri, options={"tabSize": 2, "insertSpaces": True}) == []
        at = page.at("\nrule ", into=6)
        there.change(page.uri, 2, {"range": {"start": at, "end": at}, "text": "a"})
        there.until(lambda: there.versions.get(page.uri) == 2)
        name = text[text.index("\nrule ") + 6 :].split()[0]
        assert f"a{name}" in {each["name"] for each in there.request("workspace/symbol", {"query": f"a{name}"})}
