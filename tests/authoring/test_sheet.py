"""Texts while they are written: reading again only what changed gives what reading it all gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from attrs import evolve

from engine.authoring.quick_fixes import quick_fixes
from engine.authoring.references import Refused, Texts
from engine.authoring.sheet import Sheet, document_of, laid_out, read_sheet
from engine.authoring.skeletons import filled, item_skeletons
from engine.authoring.uses import Target, Where
from engine.diagnostics import Severity, in_order
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from engine.syntax.format import format_source
from engine.syntax.parse import parse_item
from engine.syntax.tables import LANGUAGES

ROOT = Path(__file__).parents[2]
FILE = ROOT / "policies" / "sosialtjenesteloven" / "kapittel-2.policy"
PIECES = ("rule ", "\n", " ", '"', "(", "--", "exception x to y\n", "language nb\n", "§ 3", "ø", "act x\n", "🫐")


def test_keystrokes_lead_where_reading_it_all_would() -> None:
    """Whatever is typed and taken out, and in whatever order, the sheet is the one a fresh reading gives."""
    chance = random.Random(20)
    text = FILE.read_text(encoding="utf-8")
    sheet = read_sheet(SourceText("a.policy", text))
    for _ in range(60):
        at = chance.randrange(len(text))
        put_in, taken = chance.choice(PIECES), chance.choice((0, 0, 1, 5, 300))
        text = text[:at] + put_in + text[at + taken :]
        sheet = read_sheet(SourceText("a.policy", text), sheet)
        same_as_parsed(sheet)


def same_as_parsed(sheet: Sheet) -> None:
    document, found = parse(sheet.source)
    again = document_of(sheet)
    assert again == document
    assert [item.span for item in again.items] == [item.span for item in document.items]
    assert [name.span for name in again.broken] == [name.span for name in document.broken]
    assert [evolve(each, fixes=()) for each in in_order(sheet.diagnostics)] == [
        evolve(each, fixes=()) for each in found
    ]


def test_every_name_in_the_shipped_policies_that_resolves_is_known_where_it_is_used() -> None:
    """Every declared thing is found from its own name, and its declaration is among the places that name it."""
    sheets = {}
    for path in sorted((ROOT / "policies" / "sosialtjenesteloven").rglob("*.policy")):
        name = path.relative_to(ROOT).as_posix()
        sheets[name] = read_sheet(SourceText(name, path.read_text(encoding="utf-8")))
    texts = Texts(sheets)
    for source, entries in texts.directory.names.own.items():
        for entry in list(entries.values())[::7]:
            found = texts.at(entry.span.file, entry.span.start)
            assert found is not None, f"{source}.{entry.name}"
            assert found.target is not None
            assert (found.target.name, found.target.source) == (entry.name, source)
            assert entry.span in texts.named(found.target)


def test_a_new_name_everywhere_changes_nothing_else() -> None:
    """Renaming a term in every place leaves a policy that binds as before, with the new name in place of the old."""
    sheets = {}
    for path in sorted((ROOT / "docs" / "examples" / "eksempelloven" / "policies").glob("*.policy")):
        sheets[path.name] = read_sheet(SourceText(path.name, path.read_text(encoding="utf-8")))
    texts = Texts(sheets)
    before, _ = resolve([document_of(sheet) for sheet in sheets.values()])
    for source, entries in texts.directory.names.own.items():
        for entry in entries.values():
            found = texts.at(entry.span.file, entry.span.start)
            assert found is not None
            assert found.target is not None
            new = {
                name: SourceText(name, renamed(sheet.source.text, name, texts, found.target))
                for name, sheet in sheets.items()
            }
            after, errors = resolve([parse(text)[0] for text in new.values()])
            assert [each for each in errors if each.severity is Severity.ERROR] == [], entry.id
            for kind in ("terms", "rules", "parameters", "entities"):
                ids = {id.replace(f"{source}.{entry.name}", f"{source}.et_nytt_navn") for id in getattr(before, kind)}
                wanted = ids if f"{source}.{entry.name}" in getattr(before, kind) else set(getattr(before, kind))
                assert set(getattr(after, kind)) == wanted


def test_a_name_that_would_make_a_case_unclear_is_refused() -> None:
    """A case reads the names of every source; two sources must not come to share one it reads bare."""
    head = "language en\nact {0} LOV-20{1}-01-01-1\nentity {0}_person\nfact {0}_fact of {0}_person : yes or no\n"
    case = 'language en\nuses c\ncase "both" on 2024-01-01\n  given a_fact: yes, b_fact: yes\n'
    files = {f"{name}.policy": head.format(name, number) for name, number in (("a", 10), ("b", 11), ("c", 12))}
    texts = Texts({name: read_sheet(SourceText(name, text)) for name, text in {**files, "d.policy": case}.items()})
    target = Target("fact", "a_fact", "a")
    assert len(texts.named(target)) == 2
    refused = texts.may_be_called(target, "b_fact", Where("a"))
    assert refused == Refused("`b_fact` is declared in `b`, and a case reads both by their bare names")
    assert texts.may_be_called(target, "quite_new", Where("a")) is None


def renamed(text: str, name: str, texts: Texts, target: Target) -> str:
    spans = [span for span in texts.named(target) if span.file == name]
    for span in reversed(spans):
        text = text[: span.start] + "et_nytt_navn" + text[span.end :]
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_skeleton_is_right_in_form(language: str) -> None:
    for each in item_skeletons(language):
        item, _, found = parse_item(SourceText("a.policy", filled(each.text)), language)
        assert item is not None, found


def test_a_fix_of_a_keyword_of_another_language_puts_in_the_files_own() -> None:
    text = "språk nb\nlov a LOV-2020-01-01-1\nregel b\n  hjemmel § 1\n  c gjelder\n  when d\n"
    sheet = read_sheet(SourceText("a.policy", text))
    (found,) = sheet.diagnostics
    assert [fix.message for fix in quick_fixes(Texts({"a.policy": sheet}), found)] == ["Write `når`"]


def test_a_sheet_is_laid_out_as_fmt_does_it() -> None:
    text = (
        FILE.read_text(encoding="utf-8")
        .replace("\n  when ", "\n\n\n\n      when  ")
        .replace("\nrule ", "\r\n\r\nrule   ")
    )
    source = SourceText("a.policy", text)
    assert laid_out(read_sheet(source)) == format_source(source)[0]
    assert laid_out(read_sheet(SourceText("a.policy", text + "rule ("))) is None


def test_an_indented_item_is_refused_in_a_text_being_written_too_and_taken_in_at_the_margin() -> None:
    text = "language en\nact x LOV-2001-01-01-1\nentity a\n  entity b\nfact c of a : date\n"
    sheet = read_sheet(SourceText("a.policy", text))
    same_as_parsed(sheet)
    assert [each.code for each in sheet.diagnostics] == ["S110"]
    sheet = read_sheet(SourceText("a.policy", text.replace("  entity b", "entity b")), sheet)
    same_as_parsed(sheet)
    assert sheet.diagnostics == []
