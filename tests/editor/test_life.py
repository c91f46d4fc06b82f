"""From start to stop: folders that come and go, files that go under the server, a stop while it checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.editor.client import Editor, Refused, editor, process_of
from tests.editor.pages import ONE, ROOT, Page
from tests.editor.samples import LOCAL, RULES


def test_a_server_that_is_stopped_while_it_checks_ends_at_once_and_says_nothing(tmp_path: Path) -> None:
    with process_of(ROOT, "--store", str(tmp_path)) as process:
        there = Editor(process)
        there.request("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": {}})
        there.notify("initialized", {})
        there.open((ROOT / "policies" / "a.policy").as_uri(), RULES)
        there.request("shutdown", None)
        there.notify("exit", None)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_folders_come_and_go(tmp_path: Path) -> None:
    """Two folders with the same names in them are two projects; one that is closed is no longer told of."""
    uris = []
    for name in ("en", "to"):
        (tmp_path / name / "policies").mkdir(parents=True)
        file = tmp_path / name / "policies" / "rules.policy"
        file.write_text(RULES.replace("alder > 66", "aldr > 66"), encoding="utf-8")
        uris.append(file.as_uri())
    folders = [{"uri": (tmp_path / name).as_uri(), "name": name} for name in ("en", "to")]

    def codes(uri: str) -> list[str]:
        return [str(each["code"]).split()[0] for each in there.diagnostics.get(uri, [])]

    with editor(tmp_path / "en") as there:
        there.until(lambda: "R102" in codes(uris[0]))
        change(there, added=folders[1:])
        there.until(lambda: "R102" in codes(uris[1]))
        assert "R102" in codes(uris[0])
        places = there.request("workspace/symbol", {"query": "gir_støtte"})
        assert sorted(each["location"]["uri"] for each in places) == uris
        change(there, removed=folders[1:])
        there.until(lambda: codes(uris[1]) == [])
        assert "R102" in codes(uris[0])
        assert len(there.request("workspace/symbol", {"query": "gir_støtte"})) == 1


def change(there: Editor, added: list[Any] | None = None, removed: list[Any] | None = None) -> None:
    event = {"added": added or [], "removed": removed or []}
    there.notify("workspace/didChangeWorkspaceFolders", {"event": event})


def test_a_file_that_goes_under_the_server_leaves_nothing_behind(tmp_path: Path) -> None:
    """While it is open its text counts; closed it is gone and missed, and under a new name it is back."""
    policies = tmp_path / "policies"
    policies.mkdir()
    old, new, local = (policies / f"{name}.policy" for name in ("rules", "renamed", "local"))
    old.write_text(RULES.replace("alder > 66", "aldr > 66"), encoding="utf-8")
    local.write_text(LOCAL, encoding="utf-8")

    def found(file: Path) -> set[str]:
        return {str(each["code"]) for each in there.diagnostics.get(file.as_uri(), []) if each["severity"] == 1}

    with editor(tmp_path) as there:
        page = Page(there, old, old.read_text(encoding="utf-8"))
        there.until(lambda: found(old) == {"R102 unknown-name"})
        old.rename(new)
        there.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": page.uri, "type": 3}]})
        assert there.ask("documentSymbol", page.uri)[0]["name"] == "bærloven"
        page.close()
        there.until(lambda: there.diagnostics[page.uri] == [] and "R102 unknown-name" in found(local))
        with pytest.raises(Refused, match="no text is known of"):
            there.ask("documentSymbol", page.uri)
        there.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": new.as_uri(), "type": 1}]})
        there.until(lambda: found(new) == {"R102 unknown-name"} and not found(local))
        assert there.diagnostics[page.uri] == []


@ONE
def test_what_the_server_does_not_know_is_refused_and_passed_over(there: Editor, folder: Path) -> None:
    uri = (folder / "policies" / "rules.policy").as_uri()
    there.notify("$/nothingKnown", {})
    there.notify("textDocument/nothingKnown", {"textDocument": {"uri": uri}})
    there.notify("$/cancelRequest", {"id": 999})
    nowhere = {"textDocument": {"uri": "file:///no/such.policy"}, "position": {"line": 0, "character": 0}}
    for method, params in (
        ("textDocument/nothingKnown", {}),
        ("workspace/executeCommand", {"command": "hjemmel.nothingKnown"}),
        ("textDocument/hover", nowhere),
    ):
        with pytest.raises(Refused):
            there.request(method, params)
    given = {"command": "hjemmel.showExceptions", "arguments": [uri, "bærloven.no_such_rule"]}
    assert there.request("workspace/executeCommand", given) == []
    assert there.ask("documentSymbol", uri)[0]["name"] == "bærloven"


@ONE
def test_letters_typed_fast_are_all_taken_in_and_checked_once_at_the_end(there: Editor, folder: Path) -> None:
    page = Page(there, folder / "policies" / "rules.policy", RULES)
    there.until_asked("workspace/codeLens/refresh")
    before = there.asked.count("workspace/codeLens/refresh")
    word = "en_lang_regel_" * 8
    at = page.at("gir_støtte  en")
    for number, letter in enumerate(word):
        place = {"line": at["line"], "character": at["character"] + number}
        there.change(page.uri, number + 2, {"range": {"start": place, "end": place}, "text": letter})
    last = len(word) + 1
    there.until(lambda: there.versions.get(page.uri) == last)
    outline = there.ask("documentSymbol", page.uri)
    assert f"{word}gir_støtte" in [it["name"] for group in outline for it in group.get("children") or ()]
    there.until(lambda: "R102 unknown-name" in {it["code"] for it in there.diagnostics[page.uri]})
    assert there.asked.count("workspace/codeLens/refresh") - before < 8
    page.version = last
    page.becomes(RULES)
    there.until(lambda: not any(it["severity"] == 1 for it in there.diagnostics[page.uri]))
    page.close()


def test_without_pygls_the_command_says_what_to_install() -> None:
    hidden = "import sys; sys.modules['pygls'] = sys.modules['lsprotocol'] = None; sys.argv = ['hjemmel', 'lsp']"
    ran = subprocess.run(
        [sys.executable, "-c", f"{hidden}; from engine.cli import main; main()"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(
        "hjemmel: the editor server needs more than is installed: pip install 'hjemmel[editor]'"
    )
