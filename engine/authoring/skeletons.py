"""Whole items and phrases to fill in, in each keyword language.

Places to fill in are written as editors write them, `${1:name}`; `filled` gives the text without them. What comes out
parses, so an author begins from something that is right in form. Start reading at `item_skeletons`.
"""

from __future__ import annotations

import re

from attrs import frozen

from engine.syntax.tables import spelled


@frozen
class Skeleton:
    """A text with places to fill in; `label` is what calls it."""

    label: str
    detail: str
    text: str


_ITEMS = (
    ("RULE", "{RULE} ${{1:name}}\n  {BASIS} § ${{2:1}}\n  ${{3:term}} {HOLDS}\n  {WHEN} ${{4:condition}}\n$0"),
    (
        "EXCEPTION",
        "{EXCEPTION} ${{1:name}} {TO} ${{2:rule}}\n  {BASIS} § ${{3:1}}\n  {WHEN} ${{4:condition}}\n$0",
    ),
    (
        "FACT",
        '{FACT} ${{1:name}} {OF} ${{2:applicant}} : {YES_OR_NO}\n  nb "${{3}}"  nn "${{4}}"  en "${{5}}"\n'
        '  {ASK} nb "${{6}}"  nn "${{7}}"  en "${{8}}"\n$0',
    ),
    (
        "TERM",
        '{TERM} ${{1:name}} {OF} ${{2:applicant}} : {YES_OR_NO}\n  nb {MET} "${{3}}" {NOT_MET} "${{4}}"\n'
        '  nn {MET} "${{5}}" {NOT_MET} "${{6}}"\n  en {MET} "${{7}}" {NOT_MET} "${{8}}"\n$0',
    ),
    (
        "AMOUNT",
        "{AMOUNT} ${{1:name}} {OF} ${{2:applicant}} : {MONEY} {PER} {MONTH}\n"
        '  nb "${{3}}"  nn "${{4}}"  en "${{5}}"\n  {BASIS} § ${{6:1}}\n$0',
    ),
    (
        "RIGHT",
        '{RIGHT} ${{1:name}} {OF} ${{2:applicant}}\n  nb {MET} "${{3}}" {NOT_MET} "${{4}}"\n'
        '  nn {MET} "${{5}}" {NOT_MET} "${{6}}"\n  en {MET} "${{7}}" {NOT_MET} "${{8}}"\n  {BASIS} § ${{9:1}}\n$0',
    ),
    (
        "DISCRETION",
        '{DISCRETION} ${{1:name}} {OF} ${{2:applicant}} : {YES_OR_NO}\n  nb "${{3}}"  nn "${{4}}"  en "${{5}}"\n'
        "  {BASIS} § ${{6:1}}\n  {STANDARD}\n"
        '  {MUST_CONSIDER} ${{7:consideration}}  nb "${{8}}"  nn "${{9}}"  en "${{10}}"  {BASIS} § ${{11:1}}\n$0',
    ),
    (
        "PARAMETER",
        '{PARAMETER} ${{1:name}} : {MONEY} {PER} {YEAR}\n  nb "${{2}}"  nn "${{3}}"  en "${{4}}"\n'
        "  {FROM} ${{5:2025-01-01}}  ${{6:1 000}} kr  {BASIS} § ${{7:1}}\n$0",
    ),
    (
        "CASE",
        '{CASE} "${{1:what happens}}" {ON} ${{2:2025-01-01}}\n  {GIVEN} ${{3:fact}}: {YES}\n'
        "  {EXPECT} ${{4:term}}: {MET}\n$0",
    ),
)


def item_skeletons(language: str) -> list[Skeleton]:
    """An item of each common kind."""
    words = spelled(language)
    return [Skeleton(words[concept], "…", text.format(**words)) for concept, text in _ITEMS]


def phrase_skeletons(language: str) -> list[Skeleton]:
    """Words for readers in all three languages; for what is met or not, both ways."""
    words = spelled(language)
    both = "\n  ".join(
        f'{code} {words["MET"]} "${{{2 * at + 1}}}" {words["NOT_MET"]} "${{{2 * at + 2}}}"'
        for at, code in enumerate(("nb", "nn", "en"))
    )
    return [
        Skeleton("nb nn en", 'nb "…"  nn "…"  en "…"', 'nb "${1}"  nn "${2}"  en "${3}"'),
        Skeleton(f"nb nn en {words['MET']}", f'nb {words["MET"]} "…" {words["NOT_MET"]} "…" …', both),
    ]


def filled(text: str) -> str:
    """A skeleton as plain text, with what stands in its places.

    >>> filled('nb "${1}"  of ${2:applicant}$0')
    'nb ""  of applicant'
    """
    return re.sub(r"\$\{\d+(?::([^}]*))?\}|\$\d+", lambda match: match[1] or "", text)
