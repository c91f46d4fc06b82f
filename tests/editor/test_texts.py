"""Texts the server may meet: broken ones, odd ones, files that come and go, and positions in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.lsp.positions import Buffer, units
from engine.lsp.tokens import TYPES
from tests.editor.client import Editor
from tests.editor.pages import ONE, Page, decoded, labels
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


HALF = (*RULES.split("\n"),)
"""The act as it is typed, line by line."""


@ONE
def test_while_a_file_is_typed_every_whole_item_is_served(rules: Page) -> None:
    """Cut in the middle of each line in turn: what stands above the last item has its outline and hovers."""
    for number in range(3, len(HALF), 4):
        lines = HALF[:number]
        text = "\n".join(lines) + "\n" + HALF[number][: len(HALF[number]) // 2]
        rules.becomes(text)
        outline = rules.there.ask("documentSymbol", rules.uri)
        named = {it["name"] for group in outline for it in (group, *(group.get("children") or ()))}
        heads = [line.split()[1].strip() for line in lines if line and not line.startswith((" ", "--", "language"))]
        assert set(heads[:-1]) <= named
        for head in heads[1:-1]:
            assert head in rules.ask("hover", f" {head}", into=1)["contents"]["value"]
        answer = rules.there.ask("completion", rules.uri, position=rules.position(len(text)))
        assert isinstance(answer["items"], list)
        for feature in ("semanticTokens/full", "foldingRange", "codeLens"):
            rules.there.ask(feature, rules.uri)


@ONE
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('en "🫐 support"', 'en "🫐 support'),
        ("  when alder > 66 years", "  when (alder > 66 years and (("),
        ("exception for_gammel to gir_støtte", "exception for_gammel to"),
        ("  when alder > 66 years", '  when "'),
        ("exception for_gammel to gir_støtte", "exception"),
    ],
)
def test_one_mistake_costs_one_item(rules: Page, old: str, new: str) -> None:
    """In a file with Windows' line ends too, and no finding stands on another item."""
    for ends in ("\n", "\r\n"):
        broken = RULES.replace(old, new)
        rules.version += 1
        rules.there.change(rules.uri, rules.version, {"text": broken.replace("\n", ends)})
        rules.there.until(lambda: rules.there.versions.get(rules.uri) == rules.version)
        first = broken.count("\n", 0, broken.index("rule gir_støtte" if "support" in old else "exception"))
        errors = [it for it in rules.there.diagnostics[rules.uri] if str(it["code"]).startswith("S")]
        assert errors
        assert {first <= it["range"]["start"]["line"] <= first + 4 for it in errors} == {True}
        outline = rules.there.ask("documentSymbol", rules.uri)
        names = {it["name"] for group in outline for it in (group, *(group.get("children") or ()))}
        assert {"støtte", "tungt", "for_tungt", "utbetalt", "full_sats"} <= names
        place = {"line": broken.count("\n", 0, broken.index("sats_for_bær + 5")), "character": 14}
        assert "sats_for_bær" in rules.there.ask("hover", rules.uri, position=place)["contents"]["value"]
