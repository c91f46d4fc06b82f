"""What can be wrong with a case: the codes, and the messages that need more than one line.

P2xx is JSON itself (`json_text`), P3xx what it says. Start reading at the codes.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics import Code, Diagnostic, Note, Severity, did_you_mean
from engine.source import NOWHERE, Span

UNKNOWN_FACT = Code("P301", "unknown-case-fact", "a case gives a fact the policy does not have")
UNKNOWN_ASSESSMENT = Code("P302", "unknown-assessment", "a case gives an assessment the policy does not ask for")
UNKNOWN_LIST = Code("P303", "unknown-case-list", "a case gives a list the policy does not have")
UNKNOWN_TERM = Code("P304", "unknown-asked-term", "a case asks for a term the policy does not have")
UNKNOWN_READING = Code("P305", "unknown-case-reading", "a run chooses a reading the policy does not have")
UNKNOWN_SOURCE = Code("P306", "unknown-supposed-source", "a run supposes a date for a source the policy does not have")
AMBIGUOUS = Code("P307", "ambiguous-case-name", "a name in a case is declared by several sources")
WRONG_KIND = Code("P308", "wrong-section", "a name stands in a part of the case where it does not belong")
WRONG_TYPE = Code("P311", "wrong-type", "a value is not of the type its fact has")
INEXACT_MONEY = Code("P312", "inexact-money", "an amount is written as a JSON number with decimals")
SLOPPY_DATE = Code("P313", "sloppy-date", "a date is not written as YYYY-MM-DD")
WRONG_UNIT = Code("P314", "wrong-unit", "an amount is given in another unit than its fact has")
UNKNOWN_KEY = Code("P315", "unknown-key", "an object has a key that means nothing there")
MISSING_ENTRY = Code("P316", "missing-entry", "an object lacks an entry it must have")
OVERLAPPING = Code("P317", "overlapping-statements", "two statements of one fact speak of the same day")
BACKWARDS = Code("P318", "backwards-period", "a period ends before it begins")
UNLISTED = Code("P319", "unlisted-member", "a case gives facts of a member that no list has")
WRONG_OWNER = Code("P320", "wrong-owner", "a fact is given for something it is not a fact of")
NOTHING_ASKED = Code("P321", "nothing-asked", "neither the case nor the command says what to decide")
NO_DAY = Code("P322", "no-day", "neither the case nor the command says which day it is about")
UNKNOWN_CHOICE = Code("P323", "unknown-choice", "a value is none of the words its fact may have")
RENAMED = Code("P324", "renamed", "a case uses the former name of a term", Severity.NOTE)
UNKNOWN_CONSIDERATION = Code("P325", "unknown-consideration", "an assessment names a consideration nobody has declared")
BAD_MEMBER_ID = Code("P326", "bad-member-id", "the id of a member is not one short word")


def unknown_key(name: str, span: Span, known: Iterable[str], hint: str = "") -> Diagnostic:
    """A key that means nothing where it stands."""
    known = tuple(known)
    hint = hint or did_you_mean(name, known) or "known here: " + ", ".join(f"`{key}`" for key in known)
    return UNKNOWN_KEY.at(span, f"unknown key `{name}`", hint=hint)


def overlapping(name: str, span: Span, earlier: Span) -> Diagnostic:
    """Two statements about one day: neither can be preferred."""
    return OVERLAPPING.at(
        span,
        f"two statements of `{name}` speak of the same day",
        hint="let `from` and `to` divide the days between them",
        notes=[Note(earlier, "the other statement")],
    )


def nothing_asked(askable: Iterable[str], span: Span = NOWHERE) -> Diagnostic:
    """No term was asked for; the hint names some that may be."""
    names = list(askable)
    some = ", ".join(f"`{name}`" for name in names[:6]) + (" …" if len(names) > 6 else "")
    hint = f'add "ask": ["{names[0]}"], or --for {names[0]}; one may ask for {some}' if names else ""
    return NOTHING_ASKED.at(span, "the case does not say what to decide", hint=hint)
