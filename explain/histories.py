"""Parameters as histories: each value with its days, when it was known, its provision, and whether it is verified.

Reads the policy alone. Tables of rates are histories too, with what each row is for. `histories` gives values; `page`
lays them out in columns. Start reading at `histories`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from engine.evaluate.validity import counting_rows, renewed_on
from engine.model.case import Case
from engine.model.citations import Basis
from engine.model.expressions import Expression, Literal, Value
from engine.model.policy import Parameter, ParameterValue, Policy, Rule, Term
from engine.model.units import Type
from explain.citations import cite_all
from explain.formulae import in_words
from explain.names import Voice, worded, words_in

OFFICIAL, REPORTED, UNVERIFIED = "official", "reported", "unverified"


@frozen
class Row:
    """A value and its days, both included; `last` is `None` where nothing says that it ends.

    `value` is `None` where no value may be used. `case` is what a row of a table is for.
    """

    first: date | None
    last: date | None
    value: Value | None
    text: str
    known: date | None
    basis: tuple[Basis, ...]
    verification: str
    reported: str = ""
    case: str = ""


@frozen
class History:
    """A parameter or a table: what it is called, its type, and its rows, the earliest first."""

    id: str
    name: str
    source: str
    type: Type
    rows: tuple[Row, ...]

    def on(self, day: date) -> tuple[Row, ...]:
        """The rows that count on a day."""
        return tuple(row for row in self.rows if _holds(row, day))


def _holds(row: Row, day: date) -> bool:
    return (row.first is None or row.first <= day) and (row.last is None or day <= row.last)


def histories(policy: Policy, language: str) -> list[History]:
    """Every parameter, then every table, in the order of the rule files."""
    voice = Voice(policy, Case(date.min), "lawyer", language)
    tables = [term for term in policy.terms.values() if term.is_table]
    return [*(_parameter(voice, each) for each in policy.parameters.values()), *(_table(voice, it) for it in tables)]


def _parameter(voice: Voice, parameter: Parameter) -> History:
    kept = counting_rows(parameter, None)
    rows = []
    for row, after in zip(kept, (*kept[1:], None), strict=True):
        last = _last_day(row, after, renewed_on(parameter, row))
        text = voice.show(row.value, parameter.type).text if row.value is not None else ""
        reported = worded(row.reported, row.reported_in, voice.language) if row.reported else ""
        verification = UNVERIFIED if row.value is None else REPORTED if row.reported else OFFICIAL
        basis = row.basis or parameter.basis
        rows.append(Row(row.first, last, row.value, text, row.known_on, basis, verification, reported))
    name = words_in(parameter.labels, voice.language) or parameter.name
    return History(parameter.id, name, parameter.source, parameter.type, tuple(rows))


def _last_day(row: ParameterValue, after: ParameterValue | None, renewal: date | None) -> date | None:
    """The last day a row counts: its own `to`, the day before the next, or before a renewal nobody has written."""
    ends = [end - timedelta(1) for end in (after.first if after else None, renewal) if end is not None]
    return min([*ends, *([row.last] if row.last is not None else [])], default=None)


def _table(voice: Voice, term: Term) -> History:
    rules = [rule for rule in voice.policy.rules.values() if rule.conclusion and rule.conclusion.term == term.id]
    rows = tuple(_table_row(voice, term, rule) for rule in rules)
    return History(term.id, words_in(term.labels, voice.language) or term.name, term.source, term.type, rows)


def _table_row(voice: Voice, term: Term, rule: Rule) -> Row:
    assert rule.conclusion is not None
    value = rule.conclusion.value
    known = value.value if isinstance(value, Literal) else None
    text = voice.show(known, term.type).text if known is not None else _formula(voice, value)
    return Row(
        rule.validity.first,
        rule.validity.last,
        known,
        text,
        None,
        rule.basis,
        OFFICIAL,
        case=_formula(voice, rule.condition),
    )


def _formula(voice: Voice, node: Expression | None) -> str:
    if node is None or isinstance(node, Literal) and node.value is True:
        return ""
    return in_words(voice, node)


_WORDS = {
    "from": ("fra", "frå", "from"),
    "to": ("til", "til", "to"),
    "value": ("verdi", "verdi", "value"),
    "known": ("kjent", "kjend", "known"),
    "basis": ("hjemmel", "heimel", "basis"),
    "verification": ("kilde", "kjelde", "source"),
    "case": ("gjelder", "gjeld", "for"),
    "official": ("offisiell tekst", "offisiell tekst", "official text"),
    "reported": ("gjengitt", "attgjeve", "reported"),
    "unverified": ("ikke bekreftet", "ikkje stadfesta", "unverified"),
    "no_value": ("ingen verdi", "ingen verdi", "no value"),
    "reported_by": ("Gjengitt av {it}.", "Attgjeve av {it}.", "Reported by {it}."),
    "none_on": ("Ingen verdi denne dagen.", "Ingen verdi denne dagen.", "No value on this day."),
    "step": (
        "{name}: fra {low} ({first}) til {high} ({last}).",
        "{name}: frå {low} ({first}) til {high} ({last}).",
        "{name}: from {low} ({first}) to {high} ({last}).",
    ),
    "gaps": (
        "Der linjen mangler, er ingen verdi bekreftet.",
        "Der linja manglar, er ingen verdi stadfesta.",
        "Where there is no line, no value is verified.",
    ),
    "dashed": (
        "Stiplet linje: gjengitt, ikke lest i den offisielle teksten.",
        "Stipla linje: attgjeve, ikkje lese i den offisielle teksten.",
        "Dashed line: reported, not read in the official text.",
    ),
}


def word(concept: str, language: str) -> str:
    """The words of these pages."""
    return _WORDS[concept][("nb", "nn", "en").index(language)]


def page(policy: Policy, history: History, rows: Iterable[Row], language: str) -> str:
    """A history in columns, with who reports what below."""
    every = list(rows)
    lines = [history.name, "─" * len(history.name)]
    if not every:
        return "\n".join([*lines, word("none_on", language)])
    columns = [_cells(policy, history, row, language) for row in every]
    used = [name for name in columns[0] if any(cells[name] for cells in columns)]
    width = {name: max(len(word(name, language)), *(len(cells[name]) for cells in columns)) for name in used}
    head = {name: word(name, language) for name in used}
    lines += [_line(cells, width) for cells in (head, *columns)]
    reported = dict.fromkeys(row.reported for row in every if row.reported)
    lines += [word("reported_by", language).format(it=it) for it in reported]
    return "\n".join(lines)


def _line(cells: dict[str, str], width: dict[str, int]) -> str:
    """Amounts stand to the right, everything else to the left."""
    said = [f"{cells[name]:>{size}}" if name == "value" else f"{cells[name]:<{size}}" for name, size in width.items()]
    return "  ".join(said).rstrip()


def _cells(policy: Policy, history: History, row: Row, language: str) -> dict[str, str]:
    document = policy.sources[history.source].document
    citations = [one.citation for one in row.basis]
    return {
        "from": row.first.isoformat() if row.first else "",
        "to": row.last.isoformat() if row.last else "",
        "value": row.text or word("no_value", language),
        "case": row.case,
        "known": row.known.isoformat() if row.known and row.known != row.first else "",
        "basis": cite_all(citations, language, "compact", policy.sources, document),
        "verification": word(row.verification, language),
    }


def steps(history: History) -> Iterator[tuple[date, date | None, Fraction, bool]]:
    """What can be drawn: days, value, and whether it is reported; rows without a number are left out."""
    for row in history.rows:
        if row.first is not None and isinstance(row.value, Fraction) and not row.case:
            yield row.first, row.last, row.value, row.verification == REPORTED
