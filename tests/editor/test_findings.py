"""Findings while typing: those of `hjemmel check`, in the language of the file, and the quick fixes they come with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.editor.client import Editor, Refused, editor
from tests.editor.pages import ONE, Page
from tests.editor.samples import LOCAL, RULES
from tests.surfaces.program import program_in


def test_findings_come_while_typing_and_go_when_mended(rules: Page) -> None:
    rules.becomes(RULES.replace("when støtte", "wehn støtte"))
    mistake = rules.finds("S101 unexpected-word")
    assert mistake["severity"] == 1
    assert rules.words(mistake["range"]) == "wehn"
    assert mistake["message"].endswith("did you mean `when`?")
    fixed = rules.fixes("S101")
    assert fixed["Write `when`"] == RULES
    rules.becomes(RULES)
    rules.there.until(lambda: all(it["severity"] != 1 for it in rules.there.diagnostics[rules.uri]))


@ONE
def test_an_unknown_name_is_mended_by_the_word_that_was_meant(rules: Page) -> None:
    rules.becomes(RULES.replace("alder > 66", "aldr > 66"))
    assert rules.words(rules.finds("R102")["range"]) == "aldr"
    assert rules.fixes("R102")["Write `alder`"] == RULES


@ONE
def test_a_missing_basis_is_taken_from_the_term(rules: Page) -> None:
    rules.becomes(RULES.replace("rule full_sats\n  basis § 3\n", "rule full_sats\n"))
    assert rules.fixes("R401")["Add `basis § 3`, which `utbetalt` rests on"] == RULES


@ONE
def test_missing_words_are_put_in_to_be_written(rules: Page) -> None:
    rules.becomes(RULES.replace('  nb "bolig"  nn "bustad"  en "home"', '  nb "bolig"  en "home"'))
    (text,) = rules.fixes("A501").values()
    assert '  nb "bolig"  en "home"\n  nn "…"' in text


@ONE
def test_a_source_that_is_not_used_is_put_in(local: Page) -> None:
    local.becomes(LOCAL.replace("bruker bærloven\n", "").replace("bærloven.alder", "alder"))
    assert "lov bygda LOV-2020-01-01-1\nbruker bærloven\n" in local.fixes("R105")["Bruk `bærloven`"]


@ONE
def test_findings_fixes_and_refusals_speak_the_language_of_the_file(local: Page) -> None:
    local.becomes(LOCAL.replace("bærloven.alder", "aldr"))
    assert local.finds("R102")["message"] == "`aldr` er ikkje kjent som faktum eller omgrep\nmeinte du `alder`?"
    assert "Skriv `alder`" in local.fixes("R102")
    local.becomes(LOCAL)
    with pytest.raises(Refused, match="`bolig` er erklært i `bærloven`, og `bygda` les begge"):
        local.ask("rename", "ung av", newName="bolig")


SETTINGS = """\
baseline = "old.json"
[[check]]
code = "A501"
severity = "error"
reason = "No word may be missing here."
[[check]]
code = "A0000"
severity = "off"
reason = "No such check."
"""
LOOSE = {
    "a": RULES.replace("alder > 66", "aldr > 66") + "term løs of søker : yes or no\n",
    "old": 'language en\nact x LOV-2020-01-01-2\nentity e\n  nb "e"\n',
    "empty": "",
    "marked": "\ufeffspråk nb\nlov y LOV-2020-01-01-3\n",
    "loose_letters": "spra\u030ak nb\nlov z LOV-2020-01-01-4\n",
    "crlf": "language en\r\nact w LOV-2020-01-01-5\r\nterm alone : yes or no\r\n",
    "hidden": "-- \u202e\nlanguage en\n",
    "no_language": "act v LOV-2020-01-01-6\nentity q\n",
}


def test_the_editor_is_told_what_check_prints_with_the_same_settings_and_old_findings(tmp_path: Path) -> None:
    """Every finding of both, by file, place, code, severity and words; also of the settings themselves."""
    policies = tmp_path / "policies"
    policies.mkdir()
    before = {"a": LOOSE["a"].replace("term løs of søker : yes or no\n", ""), "old": LOOSE["old"]}
    for name, text in before.items():
        (policies / f"{name}.policy").write_bytes(text.encode())
    program_in(tmp_path, tmp_path / "cache")("check", "--write-baseline", "old.json")
    for name, text in LOOSE.items():
        (policies / f"{name}.policy").write_bytes(text.encode())
    (policies / "latin.policy").write_bytes("språk nb\n".encode("latin-1"))
    (tmp_path / "hjemmel.toml").write_text(SETTINGS, encoding="utf-8")
    ran = program_in(tmp_path, tmp_path / "cache")("check", "policies", "--format", "json")
    printed = {
        (it["place"]["file"], it["place"].get("line", 1), it["place"].get("column", 1), it["code"], it["severity"])
        for it in json.loads(ran.out)["diagnostics"]
    }
    with editor(tmp_path, "--store", str(tmp_path / "none"), encodings=("utf-32",)) as there:
        there.until_asked("workspace/codeLens/refresh")
        shown = {
            (unquote(uri).removeprefix(f"file://{tmp_path}/"), *placed(found))
            for uri, each in there.diagnostics.items()
            for found in each
        }
    assert shown == printed
    assert {"P107", "P109", "P104", "P713", "S201", "S203", "R102", "A501"} <= {each[3] for each in shown}
    assert [each for each in shown if each[0].endswith("old.policy")] == []
    assert {each[4] for each in shown if each[3] == "A501"} == {"error"}


def placed(found: dict[str, Any]) -> tuple[int, int, str, str]:
    """Where a finding is, counted from 1 as the command line does, its code and how much it matters."""
    start, severities = found["range"]["start"], {1: "error", 2: "warning", 3: "note"}
    return start["line"] + 1, start["character"] + 1, str(found["code"]).split()[0], severities[found["severity"]]


@ONE
def test_settings_that_change_count_at_once(there: Editor, folder: Path, local: Page) -> None:
    local.finds("A601")
    file = folder / "policies" / "hjemmel.toml"
    file.write_text('[[check]]\ncode = "A601"\nseverity = "off"\nreason = "An example."\n', encoding="utf-8")
    try:
        there.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 1}]})
        there.until(lambda: there.diagnostics[local.uri] == [])
    finally:
        file.unlink()
    there.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 3}]})
    local.finds("A601")
