"""What a reader sees of a finding, in every form; the same findings throughout, chosen to be awkward."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from attrs import evolve

from engine.diagnostics import Diagnostic, Edit, Fix, Note, Severity
from engine.diagnostics.render import FORMATS, render, summary
from engine.source import SourceText, Span

TEXT = """\
act eksempelloven LOV-2001-01-01-1
fact samlet_inntekt of søker : money

rule rett
  basis § 4 ledd 2 bokstav b
    when samlet_inntkt < 2 * grunnbeløp
"""
FILE = "policies/eksempelloven/kapittel-1.policy"


def found(
    text: str,
    words: str,
    *,
    message: str = "unknown fact",
    file: str = FILE,
    severity: Severity = Severity.ERROR,
    hint: str = "",
    law: str = "",
    notes: tuple[Note, ...] = (),
) -> Diagnostic:
    return Diagnostic("R102", "unknown-fact", severity, span(text, words, file), message, hint, law, notes)


def span(text: str, words: str, file: str = FILE) -> Span:
    start = text.index(words)
    return Span(file, start, start + len(words))


def sources(text: str, file: str = FILE) -> dict[str, SourceText]:
    return {file: SourceText(file, text)}


MISSPELT = found(
    TEXT,
    "samlet_inntkt",
    message="unknown fact `samlet_inntkt`",
    hint="did you mean `samlet_inntekt`?",
    law="eksempelloven § 4 annet ledd bokstav b",
    notes=(Note(span(TEXT, "samlet_inntekt"), "declared here"),),
)
UNREADABLE = Diagnostic("P101", "not-text", Severity.ERROR, Span("bilde, 100%.policy", 0, 0), "the file is not text")
LOOSE = Diagnostic("A301", "gap", Severity.WARNING, Span("", 0, 0), "no rule concludes `need`")
ALL = [MISSPELT, UNREADABLE, LOOSE]


def test_a_finding_is_drawn_with_its_place_law_line_hint_and_notes() -> None:
    assert (
        render([MISSPELT], sources(TEXT))
        == """\
error[R102 unknown-fact]: unknown fact `samlet_inntkt`
 --> policies/eksempelloven/kapittel-1.policy:6:10
  |  eksempelloven § 4 annet ledd bokstav b
6 |     when samlet_inntkt < 2 * grunnbeløp
  |          ^^^^^^^^^^^^^
  = hint: did you mean `samlet_inntekt`?
note: declared here
 --> policies/eksempelloven/kapittel-1.policy:2:6
2 | fact samlet_inntekt of søker : money
  |      ^^^^^^^^^^^^^^
"""
    )


def test_the_margin_is_as_wide_as_the_widest_line_number() -> None:
    text = "first\n" + "\n" * 120 + "last\n"
    shown = render([found(text, "last", notes=(Note(span(text, "first"), "begun here"),))], sources(text))
    assert (
        shown
        == f"""\
error[R102 unknown-fact]: unknown fact
   --> {FILE}:122:1
122 | last
    | ^^^^
note: begun here
   --> {FILE}:1:1
  1 | first
    | ^^^^^
"""
    )


@pytest.mark.parametrize(
    ("line", "words", "shown", "marks"),
    [
        ("når æøå er feil", "feil", "når æøå er feil", "           ^^^^"),
        ("\twhen feil", "feil", "    when feil", "         ^^^^"),
        ("ab\tfeil", "feil", "ab  feil", "    ^^^^"),
        ('nb "你好" feil', "feil", 'nb "你好" feil', "          ^^^^"),
        ("cafe\u0301 feil", "feil", "cafe\u0301 feil", "     ^^^^"),
        ("cafe\u0301 feil", "\u0301", "cafe\u0301 feil", "   ^"),
        ("a\x1b[31mfeil", "feil", "a<U+001B>[31mfeil", "             ^^^^"),
        ("ja\u202efeil", "\u202e", "ja<U+202E>feil", "  ^^^^^^^^"),
    ],
    ids=["nordic", "tab", "tab-stop", "wide", "combining", "on-a-mark", "escape", "direction"],
)
def test_marks_stand_under_the_words(line: str, words: str, shown: str, marks: str) -> None:
    drawn = render([found(line, words)], sources(line)).splitlines()
    assert drawn[2:4] == [f"1 | {shown}", f"  | {marks}"]


def test_a_place_at_the_end_of_the_text_has_one_mark() -> None:
    text = "rule x\n"
    end = Diagnostic("S101", "unexpected", Severity.ERROR, Span(FILE, len(text), len(text)), "the text ends here")
    assert render([end], sources(text)).splitlines()[1:] == [f" --> {FILE}:2:1", "2 |", "  | ^"]


def test_a_place_over_several_lines_shows_the_first_and_that_it_goes_on() -> None:
    text = "case a\n  given b\n  expect c\n"
    drawn = render([found(text, "a\n  given b")], sources(text)).splitlines()
    assert drawn[2:] == ["1 | case a", "  |      ^…"]


def test_a_line_end_belongs_to_its_own_line() -> None:
    text = "case a\nmore\n"
    assert render([found(text, "a\n")], sources(text)).splitlines()[-1] == "  |      ^"


@pytest.mark.parametrize("before", [0, 5, 90, 100_000])
def test_a_very_long_line_is_cut_around_the_place(before: int) -> None:
    text = "x" * before + "feil" + "y" * 100_000
    line, marks = render([found(text, "feil")], sources(text)).splitlines()[2:4]
    assert len(line) < 120
    at = marks.index("^")
    assert line[at : at + 4] == "feil"
    assert marks.count("^") == 4


def test_a_mark_longer_than_the_screen_ends_where_the_line_is_cut() -> None:
    text = "x" * 5_000
    line, marks = render([found(text, text)], sources(text)).splitlines()[2:4]
    assert len(marks) <= len(line) < 120


def test_without_a_place_or_a_text_only_what_is_known_is_said() -> None:
    assert (
        render([UNREADABLE, LOOSE], {})
        == """\
warning[A301 gap]: no rule concludes `need`

error[P101 not-text]: the file is not text
 --> bilde, 100%.policy
"""
    )


def test_colour_is_asked_for_and_changes_no_words() -> None:
    plain, coloured = (render(ALL, sources(TEXT), "pretty", colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[R102 unknown-fact]\x1b[0m" in coloured
    stripped = coloured.replace("\x1b[0m", "")
    for style in ("1;31", "1;33", "1;36", "34", "1"):
        stripped = stripped.replace(f"\x1b[{style}m", "")
    assert stripped == plain


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_in_a_message_or_a_line_reaches_the_terminal_unseen(format: str) -> None:
    evil = "\x1b]0;x\x07\u202e\u200b\x9b\ud800\x00\u2028"
    text = f"rule {evil} x"
    shown = render([found(text, evil, message=evil, hint=evil, law=evil, file=evil)], sources(text, evil), format)
    assert not [char for char in shown if not char.isprintable() and char != "\n"]
    shown.encode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_findings_give_the_same_bytes_in_any_order(format: str) -> None:
    texts = sources(TEXT)
    assert render([*ALL, MISSPELT], texts, format) == render(reversed(ALL), texts, format)


def test_an_endless_message_is_cut_for_the_screen() -> None:
    assert len(render([found(TEXT, "rett", message="a → " * 10_000)], sources(TEXT), "compact")) < 1_000


def test_compact_gives_one_line_each() -> None:
    assert (
        render(ALL, sources(TEXT), "compact")
        == """\
warning A301 gap: no rule concludes `need`
bilde, 100%.policy: error P101 not-text: the file is not text
policies/eksempelloven/kapittel-1.policy:6:10: error R102 unknown-fact: unknown fact `samlet_inntkt` \
(did you mean `samlet_inntekt`?) [eksempelloven § 4 annet ledd bokstav b]
"""
    )


def test_github_escapes_what_its_commands_would_read() -> None:
    texts = {**sources(TEXT), "a,b:c": SourceText("a,b:c", "100%")}
    percent = found("100%", "100%", file="a,b:c", message="100% of `x`", severity=Severity.NOTE)
    assert (
        render([*ALL, percent], texts, "github")
        == """\
::warning title=A301 gap::no rule concludes `need`
::notice file=a%2Cb%3Ac,line=1,endLine=1,col=1,endColumn=5,title=R102 unknown-fact::100%25 of `x`
::error file=bilde%2C 100%25.policy,title=P101 not-text::the file is not text
::error file=policies/eksempelloven/kapittel-1.policy,line=6,endLine=6,col=10,endColumn=23,title=R102 unknown-fact\
::unknown fact `samlet_inntkt` (did you mean `samlet_inntekt`?) [eksempelloven § 4 annet ledd bokstav b]
"""
    )


def test_json_holds_every_field() -> None:
    told = json.loads(render(ALL, sources(TEXT), "json"))
    assert told["version"] == 1
    assert told["counts"] == {"error": 2, "warning": 1, "note": 0}
    assert [each["place"] for each in told["diagnostics"][:2]] == [None, {"file": "bilde, 100%.policy"}]
    assert told["diagnostics"][2] == {
        "code": "R102",
        "slug": "unknown-fact",
        "severity": "error",
        "message": "unknown fact `samlet_inntkt`",
        "hint": "did you mean `samlet_inntekt`?",
        "law": "eksempelloven § 4 annet ledd bokstav b",
        "place": {"file": FILE, "line": 6, "column": 10, "end_line": 6, "end_column": 23},
        "notes": [
            {
                "message": "declared here",
                "place": {"file": FILE, "line": 2, "column": 6, "end_line": 2, "end_column": 20},
            }
        ],
        "page": "docs/reference/diagnostics/R102-unknown-fact.md",
        "fixes": [],
    }


def test_json_has_the_edits_that_mend_a_finding() -> None:
    place = span(TEXT, "samlet_inntkt")
    fix = Fix("Write `samlet_inntekt`", (Edit(place, "samlet_inntekt"),), is_safe=True)
    told = json.loads(render([evolve(MISSPELT, fixes=(fix,))], sources(TEXT), "json"))["diagnostics"][0]
    assert told["fixes"] == [
        {"message": fix.message, "safe": True, "edits": [{"place": told["place"], "text": "samlet_inntekt"}]}
    ]


def test_sarif_is_valid_and_points_at_places_and_pages() -> None:
    told = json.loads(render(ALL, sources(TEXT), "sarif"))
    schema = json.loads(Path(__file__).with_name("sarif-2.1.0-subset.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    (run,) = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert {rule["id"]: rule["properties"]["page"] for rule in rules}["R102"].endswith("R102-unknown-fact.md")
    misspelt = run["results"][2]
    assert misspelt["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": FILE},
        "region": {"startLine": 6, "startColumn": 10, "endLine": 6, "endColumn": 23},
    }
    assert misspelt["relatedLocations"][0]["message"]["text"] == "declared here"
    unreadable = run["results"][1]["locations"][0]["physicalLocation"]
    assert unreadable == {"artifactLocation": {"uri": "bilde%2C%20100%25.policy"}}


def test_junit_fails_for_errors_only_and_passes_clean_files() -> None:
    texts = {**sources(TEXT), "clean.policy": SourceText("clean.policy", "")}
    suite = ElementTree.fromstring(render(ALL, texts, "junit"))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("4", "2")
    told = {case.get("classname"): [child.tag for child in case] for case in suite}
    assert told == {"policy": ["system-out"], "bilde, 100%.policy": ["failure"], FILE: ["failure"], "clean.policy": []}
    assert suite[2].get("name") == "R102 unknown-fact at 6:10"


@pytest.mark.parametrize("format", FORMATS)
def test_no_findings_is_an_answer_too(format: str) -> None:
    shown = render([], {}, format)
    assert shown == "" or format in ("json", "sarif", "junit")


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"no such format: yaml; one of pretty, compact"):
        render([], {}, "yaml")


def test_the_summary_counts_each_finding_once() -> None:
    assert summary([*ALL, MISSPELT], 2) == "2 errors, 1 warning in 2 files"
