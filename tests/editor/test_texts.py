"""Texts the server may meet: broken ones, odd ones, files that come and go, and positions in all of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.lsp.positions import Buffer, units
from engine.lsp.tokens import TYPES
from tests.editor.client import Editor
from tests.editor.pages import ONE, ROOT, Page, decoded, labels
from tests.editor.samples import RULES


def test_a_broken_file_still_has_its_whole_items(rules: Page) -> None:
    rules.becomes(
        RULES.replace("exception for_gammel to gir_støtte", "exception for_gammel to to ((") + "rule slutt\n  bas"
    )
    symbols = rules.there.ask("documentSymbol", rules.uri)
    names = [child["name"] for it in symbols for child in (it.get("children") or [it])]
    assert {"støtte", "gir_støtte", "for_gammel", "full_sats", "slutt"} <= set(names)
    assert "🫐 support" in rules.ask("hover", "gir_støtte  en")["contents"]["value"]
    assert "Asked as" in rules.ask("hover", "alder > 66")["contents"]["value"]
    assert "basis" in labels(rules.there.ask("completion", rules.uri, position=rules.position(len(rules.text))))


def test_only_a_part_of_a_text_may_be_sent(rules: Page) -> None:
    """Positions after emoji are counted as agreed, also where a change lies behind one on its line."""
    at = rules.at('" not met "Du får ikke', into=-1)
    before = rules.position(rules.text.index('støtte" not met'))
    rules.version += 1
    end = {"line": at["line"], "character": at["character"] + 1}
    rules.there.change(rules.uri, 2, {"range": {"start": before, "end": end}, "text": "blåbær 🫐🫐"})
    rules.text = RULES.replace('Du får støtte" not', 'Du får blåbær 🫐🫐" not')
    symbols = rules.there.ask("documentSymbol", rules.uri)
    group = next(it for it in symbols if it["name"] == "§ 2")
    assert group["children"][0]["detail"] == "right · 🫐 Du får blåbær 🫐🫐"
    tokens = rules.there.ask("semanticTokens/full", rules.uri)["data"]
    assert '"🫐 Du får blåbær 🫐🫐"' in [word for word, _ in decoded(rules, tokens)]


@ONE
def test_a_file_that_changes_on_disk_is_read_again(there: Editor, folder: Path) -> None:
    new = folder / "policies" / "new.policy"
    new.write_text("language en\nact bærloven\nentity helt_ny\n", encoding="utf-8")
    changed = {"changes": [{"uri": new.as_uri(), "type": 1}]}
    there.notify("workspace/didChangeWatchedFiles", changed)
    assert [it["name"] for it in there.request("workspace/symbol", {"query": "helt_ny"})] == ["helt_ny"]
    new.unlink()
    there.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": new.as_uri(), "type": 3}]})
    assert there.request("workspace/symbol", {"query": "helt_ny"}) == []


@ONE
def test_a_file_outside_and_one_never_saved_are_read_by_themselves(there: Editor, folder: Path) -> None:
    (folder / "elsewhere").mkdir(exist_ok=True)
    outside = Page(
        there, folder / "elsewhere" / "alone.policy", "language en\nact en_lov LOV-2020-01-01-1\nentity hun\n"
    )
    assert [it["name"] for it in there.ask("documentSymbol", outside.uri)] == ["en_lov", "hun"]
    there.open("untitled:Untitled-1", "language en\nact ulagret LOV-2020-01-01-2\nentity han\n")
    assert [it["name"] for it in there.ask("documentSymbol", "untitled:Untitled-1")] == ["ulagret", "han"]


@ONE
@pytest.mark.parametrize("text", ["", "a\rb", "language en", "\ufeff\u2028", "language en\nrule " + "(" * 300])
def test_a_text_that_is_no_rule_file_is_served_too(there: Editor, text: str) -> None:
    uri = "untitled:odd"
    there.open(uri, text)
    assert there.ask("semanticTokens/full", uri)["data"][3:4] in ([], [TYPES.index("keyword")])
    assert there.ask("hover", uri, position={"line": 0, "character": 1}) is None
    assert there.ask("completion", uri, position={"line": 7, "character": 9})["items"] is not None
    assert there.ask("codeLens", uri) == []


def test_positions_go_both_ways_in_text_that_is_not_in_normal_form() -> None:
    """Letters typed as two marks count as the editor counts them, and mean the same to the engine."""
    raw = "a\r\nbla\u030aba\u030a\ud83e\uded0".encode("utf-16", "surrogatepass").decode("utf-16") + " x\n"
    for encoding in ("utf-8", "utf-16", "utf-32"):
        buffer = Buffer("a", raw, encoding)
        assert buffer.source.text == "a\r\nblåbå🫐 x\n"
        for offset in range(len(buffer.source.text)):
            if buffer.source.text[offset] not in "\r\n":
                assert buffer.offset(buffer.position(offset)) == offset
        assert buffer.position(buffer.source.text.index("x")).character == units("bla\u030aba\u030a🫐 ", encoding)


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
