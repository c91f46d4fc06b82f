"""How each construct of the language is laid out: the canonical form, as a function of what is written alone.

A clause stands on a line of its own, two columns in; what does not fit breaks at its outermost *and*, *or*, operator
or list comma, four columns in; words in several languages stand on one line where they fit and below each other where
not; the columns of rates and tables are aligned. Start reading at `lay_out`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from engine.syntax.concrete import Branch, Leaf, Part
from engine.syntax.printing import GAP, HARD, SPACE, Doc, Fill, Nest, Remark, flat, group, joined
from engine.syntax.spoken import MONTHS, WEEKDAYS, calendar_word
from engine.syntax.tables import ITEM_CONCEPTS, keywords

UNITS = ("YEAR", "MONTH", "WEEK", "DAY", "HOUR")


def lay_out(item: Branch, written: str, printed: str) -> Doc:
    """The layout of an item written in one keyword language, in the words of another or the same."""
    return _Layout(written, printed).item(item)


LINES = {
    *("phrase", "both_ways", "basis", "given_under", "covers", "once_commenced", "replaces", "ask", "held_by", "range"),
    *(
        "varies_by",
        "applies_when",
        "read_on",
        "decided_as",
        "left_to",
        "in_force",
        "formerly",
        "opens_when",
        "standard",
    ),
    *("free", "authority", "consideration", "reasons_required", "recommends", "at_least", "at_most", "review"),
    *("arises_when", "fulfilled_by", "due_before", "renewed", "parameter_row", "row", "under_reading", "precedes"),
    *("concludes_is", "concludes_at_most", "concludes_at_least", "concludes_has", "concludes_holds", "concludes_must"),
    *("explain_as_one", "explain_through", "cannot_change"),
    *("concludes_may", "concludes_must_not", "concludes_should", "condition", "unless_only", "reading"),
    *("not_formalised_when", "affects", "known_on", "suppose", "given", "expect", "described_as", "asks", "reported"),
    *("claims_always", "claims_no_rise", "claims_no_fall", "claims_no_jump", "claims_same", "property_when"),
}
"""The rules of the grammar that stand on a line of their own inside an item."""
LINE_WORDS = {"UNLESS_SHOWN", "EXCLUDES", "BECAUSE"}
"""The words that begin such a line without a rule of their own."""


@frozen
class _Layout:
    """Layouts in the words of one keyword language."""

    written: str
    printed: str

    # ── items ───────────────────────────────────────────────────────────────────────────────────────────────────

    def item(self, item: Branch) -> Doc:
        head, body = _lines(item)
        lines: list[Doc] = [Nest(4, self.row(head))]
        if item.kind == "parameter":
            body, rows = _split(body, "parameter_row")
            lines += [self.line(line) for line in body]
            lines += self.aligned([self.rate_cells(row) for row in rows], "  ", "")
        elif item.kind == "table":
            body, rows = _split(body, "row")
            lines += [self.line(line) for line in body]
            lines += self.aligned([self.table_cells(row) for row in rows], " | ", "| ", " |")
        else:
            lines += [self.line(line) for line in body]
        return Nest(2, joined(HARD, lines))

    def line(self, parts: Sequence[Part]) -> Doc:
        """One line of an item: phrases of several languages together, a rule, or words that begin a line."""
        if parts[0].kind == "phrase":
            return group(joined(GAP, map(self.part, parts)))
        if parts[0].kind == "BECAUSE":
            return self.because(parts)
        return self.row(parts)

    # ── rows of words ───────────────────────────────────────────────────────────────────────────────────────────

    def part(self, part: Part) -> Doc:
        if isinstance(part, Leaf):
            return self.word(part)
        made = _SPECIAL.get(part.kind)
        return made(self, part) if made else self.row(part.parts)

    def word(self, leaf: Leaf, *, several: bool = False) -> Doc:
        """A word with the remarks around it; a unit in the plural where it is counted as several."""
        text = spelling(leaf, self.written, self.printed, several=several)
        if not leaf.above and not leaf.behind:
            return text
        above = tuple(Remark(remark, own_line=True) for remark in leaf.above)
        return (*above, text, *(Remark(remark, own_line=False) for remark in leaf.behind))

    def row(self, parts: Sequence[Part]) -> Doc:
        """Words after each other; where there are list commas, a line may end behind each."""
        if any(part.kind == "COMMA" for part in parts):
            return Fill(tuple(self.items(parts)))
        return self.words(parts)

    def words(self, parts: Sequence[Part], breaks: tuple[str, ...] = ()) -> Doc:
        """Words after each other; a line may end before each of some."""
        row: list[Doc] = []
        for number, part in enumerate(parts):
            if number and _apart(parts[number - 1], part):
                row.append(SPACE if part.kind in breaks else " ")
            row.append(self.part(part))
        return tuple(row)

    def items(self, parts: Sequence[Part], before: tuple[str, ...] = ()) -> list[Doc]:
        """What stands between list commas, each with its comma; some words begin another.

        A word that would begin a new item of the file (`circular A-3/2023`) never comes first on a line.
        """
        items: list[list[Part]] = [[]]
        for part in parts:
            if part.kind in before:
                items.append([])
            if not items[-1] and len(items) > 1 and _first(part).kind in ITEM_CONCEPTS:
                items.pop()
            items[-1].append(part)
            if part.kind == "COMMA":
                items.append([])
        return [self.words(item) for item in items if item]

    # ── words for readers ───────────────────────────────────────────────────────────────────────────────────────

    def wording(self, branch: Branch) -> Doc:
        if isinstance(branch.parts[0], Leaf):
            return self.part(branch.parts[0])
        return group(joined(GAP, map(self.part, branch.parts)))

    def ask(self, branch: Branch) -> Doc:
        word, *phrases = branch.parts
        columns = len(flat(self.part(word))) + 1
        return (self.part(word), " ", Nest(columns, group(joined(GAP, map(self.part, phrases)))))

    def with_words(self, branch: Branch) -> Doc:
        """A clause with words and a basis: on one line, or each on a line below it."""
        head, rest = _lines(branch)
        return Nest(2, group(joined(GAP, [self.row(head), *map(self.line, rest)])))

    def review(self, branch: Branch) -> Doc:
        word, wording, basis = branch.parts
        return Nest(2, group(joined(SPACE, map(self.part, (word, wording, basis)))))

    def reading(self, branch: Branch) -> Doc:
        name = [part for part in branch.parts if part.kind not in ("wording", "BECAUSE", "SOURCE")]
        texts = list(branch.parts[len(name) :])
        lines: list[Doc] = [self.words(name), self.part(texts.pop(0))]
        while texts:
            lines.append(self.because([texts.pop(0), texts.pop(0)]))
        return Nest(2, group(joined(SPACE, lines)))

    def because(self, parts: Sequence[Part]) -> Doc:
        word, text, *more = parts
        return group(self.part(word), Nest(2, (SPACE, self.part(text))), *(self.part(part) for part in more))

    def explained(self, branch: Branch) -> Doc:
        return self.because(branch.parts)

    # ── rates and tables ────────────────────────────────────────────────────────────────────────────────────────

    def rate_cells(self, row: Branch) -> tuple[list[str], list[Remark]]:
        cells: list[list[Part]] = []
        for part in row.parts:
            if part.kind not in ("TO", "DATE"):
                cells.append([])
            cells[-1].append(part)
        return self.cells(cells)

    def table_cells(self, row: Branch) -> tuple[list[str], list[Remark]]:
        cells: list[list[Part]] = [[]]
        for part in row.parts[1:]:
            cells.append([]) if part.kind == "BAR" else cells[-1].append(part)
        texts, remarks = self.cells(cells[:-1])
        return texts, [
            *_remarks(row.parts[0]),
            *remarks,
            *_remarks(*(part for part in row.parts[1:] if part.kind == "BAR")),
        ]

    def cells(self, cells: Sequence[Sequence[Part]]) -> tuple[list[str], list[Remark]]:
        return [flat(self.row(cell)) for cell in cells], _remarks(*(part for cell in cells for part in cell))

    def aligned(
        self, rows: Sequence[tuple[list[str], list[Remark]]], between: str, before: str, behind: str = ""
    ) -> list[Doc]:
        columns = max((len(cells) for cells, _ in rows), default=0)
        widths = [max(len(cells[n]) for cells, _ in rows if n < len(cells)) for n in range(columns)]
        lines: list[Doc] = []
        for cells, remarks in rows:
            texts = [cell.ljust(width) for cell, width in zip(cells, widths, strict=False)]
            text = before + between.join(texts) + behind
            above = tuple(remark for remark in remarks if remark.own_line)
            lines.append((*above, text.rstrip(), *(remark for remark in remarks if not remark.own_line)))
        return lines

    # ── conditions and amounts ──────────────────────────────────────────────────────────────────────────────────

    def condition(self, branch: Branch) -> Doc:
        """`when … unless …`: each on a line when they do not fit on one; what is asked goes on further in."""
        clauses: list[list[Part]] = []
        for part in branch.parts:
            clauses.append([part]) if part.kind in ("WHEN", "UNLESS") else clauses[-1].append(part)
        return group(joined(SPACE, [Nest(2, self.words(clause)) for clause in clauses]))

    def further_in(self, branch: Branch) -> Doc:
        return Nest(2, self.row(branch.parts))

    def chain(self, branch: Branch) -> Doc:
        """Operands with an operator before all but the first: broken before every operator or before none."""
        return group(self.words(branch.parts, ("AND", "OR", "THEN", "ELSE", "where")))

    def tails(self, branch: Branch) -> Doc:
        first, *tails = branch.parts
        row: list[Doc] = [self.part(first)]
        for tail in tails:
            # The comma is part of the words behind it; no remark may stand between them.
            comma = tail.kind in ("but_at_least", "but_at_most") and not _first(tail).above
            row += ["," if comma else "", SPACE, self.part(tail)]
        return group(*row)

    def bracketed(self, branch: Branch) -> Doc:
        return group(Nest(2, self.words(branch.parts, ("FOR_EACH", "where", "OVER_DAYS_FROM"))))

    def quantity(self, branch: Branch) -> Doc:
        """A number of something: one year, several years; thousands of kroner parted by a space."""
        number, unit, *per = branch.parts
        assert isinstance(number, Leaf)
        assert isinstance(unit, Leaf)
        amount, counted = self.word(number, several=unit.kind == "KR"), self.word(unit, several=number.text != "1")
        return joined(" ", [amount, counted, *map(self.part, per)])

    def calendar_day(self, branch: Branch) -> Doc:
        """A day of the week, or of a month, in the language printed."""
        names = WEEKDAYS if branch.kind == "weekday" else MONTHS
        return self.words(
            [
                evolve(part, text=calendar_word(part.text, names, self.printed))
                if isinstance(part, Leaf) and part.kind == "NAME"
                else part
                for part in branch.parts
            ]
        )

    def full_periods(self, branch: Branch) -> Doc:
        full, unit, *rest = branch.parts
        assert isinstance(unit, Leaf)
        return (self.part(full), " ", self.word(unit, several=True), " ", self.words(rest))

    def expect(self, branch: Branch) -> Doc:
        return Nest(4, Fill(tuple(self.items(branch.parts, before=("BY", "NOT_BY")))))

    def given(self, branch: Branch) -> Doc:
        columns = len(flat(self.part(branch.parts[0]))) + 1
        return Nest(columns, self.row(branch.parts))

    def pair(self, branch: Branch) -> Doc:
        """`name: value`, without a space before its colon."""
        colon = next(number for number, part in enumerate(branch.parts) if part.kind == "COLON")
        before, after = branch.parts[:colon], branch.parts[colon + 1 :]
        return (self.words(before), self.part(branch.parts[colon]), " ", self.words(after))

    def negative(self, branch: Branch) -> Doc:
        minus, amount = branch.parts
        return (self.part(minus), " " if _first(amount).kind == "MINUS" else "", self.part(amount))  # `--` is a remark


_SPECIAL: dict[str, Callable[[_Layout, Branch], Doc]] = {
    "wording": _Layout.wording,
    "ask": _Layout.ask,
    "consideration": _Layout.with_words,
    "reading": _Layout.reading,
    "condition": _Layout.condition,
    "unless_only": _Layout.condition,
    "any_of": _Layout.chain,
    "all_of": _Layout.chain,
    "if_then": _Layout.chain,
    "quantifier": _Layout.chain,
    "sum": _Layout.tails,
    "product": _Layout.tails,
    "group": _Layout.bracketed,
    "count": _Layout.bracketed,
    "fold": _Layout.bracketed,
    "sum_over_days": _Layout.bracketed,
    "days_where": _Layout.bracketed,
    "given": _Layout.given,
    "expect": _Layout.expect,
    "quantity": _Layout.quantity,
    "weekday": _Layout.calendar_day,
    "fixed_day": _Layout.calendar_day,
    "renewed": _Layout.calendar_day,
    "full_periods": _Layout.full_periods,
    "concludes_is": _Layout.further_in,
    "concludes_at_most": _Layout.further_in,
    "concludes_at_least": _Layout.further_in,
    "applies_when": _Layout.further_in,
    "opens_when": _Layout.further_in,
    "arises_when": _Layout.further_in,
    "fulfilled_by": _Layout.further_in,
    "basis": _Layout.further_in,
    "in_force": _Layout.further_in,
    "held_by": _Layout.further_in,
    "due_before": _Layout.further_in,
    "decided_as": _Layout.further_in,
    "given_under": _Layout.further_in,
    "affects": _Layout.further_in,
    "not_formalised_when": _Layout.further_in,
    "claims_always": _Layout.further_in,
    "claims_no_rise": _Layout.further_in,
    "claims_no_fall": _Layout.further_in,
    "claims_no_jump": _Layout.further_in,
    "claims_same": _Layout.further_in,
    "property_when": _Layout.further_in,
    "precedes": _Layout.further_in,
    "described_as": _Layout.explained,
    "reported": _Layout.explained,
    "asks": _Layout.further_in,
    "review": _Layout.review,
    "pair": _Layout.pair,
    "pair_used": _Layout.pair,
    "expectation": _Layout.pair,
    "negative": _Layout.negative,
}


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────


def spelling(leaf: Leaf, written: str, printed: str, *, several: bool = False) -> str:
    """A word of one keyword language in another; names, texts and addresses are the same in all."""
    words = keywords().get(leaf.kind)
    if words is not None:
        spellings = words[printed].lstrip(",").split("|")
        return spellings[-1] if several and leaf.kind in UNITS else spellings[0]
    if leaf.kind in ("NUMBER", "PERCENT"):
        return _number(leaf.text, written, printed, thousands=several)
    return _TIDY[leaf.kind](leaf.text) if leaf.kind in _TIDY else leaf.text


def _number(text: str, written: str, printed: str, *, thousands: bool) -> str:
    before, after = ("." if language == "en" else "," for language in (written, printed))
    whole, point, decimals = re.sub(r" ?%", " %", text).partition(before)
    if thousands and len(whole) > 3:
        whole = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+(?![0-9]))", " ", whole.replace(" ", ""))
    return whole + (after + decimals if point else "")


_TIDY: dict[str, Callable[[str], str]] = {
    "SECTION": lambda text: re.sub(r"§ ?([0-9]+(?:-[0-9]+)?) ?", r"§ \1 ", text).strip(),
    "PLACE": lambda text: re.sub(r"(?<=[a-z]) ?(?=[0-9])", " ", text),
}


def _apart(left: Part, right: Part) -> bool:
    """Whether a space stands between two neighbours."""
    end, begin = _last(left), _first(right)
    return begin.kind not in ("COMMA", "RPAR", "DOT", "RBRACE") and end.kind not in ("LPAR", "DOT", "LBRACE")


def _first(part: Part) -> Leaf:
    while isinstance(part, Branch):
        part = part.parts[0]
    return part


def _last(part: Part) -> Leaf:
    while isinstance(part, Branch):
        part = part.parts[-1]
    return part


def _remarks(*parts: Part) -> list[Remark]:
    found: list[Remark] = []
    for part in parts:
        if isinstance(part, Leaf):
            found += [Remark(remark, own_line=True) for remark in part.above]
            found += [Remark(remark, own_line=False) for remark in part.behind]
        else:
            found += _remarks(*part.parts)
    return found


def _lines(branch: Branch) -> tuple[list[Part], list[list[Part]]]:
    """What stands on the first line of something, and its other lines."""
    head: list[Part] = []
    lines: list[list[Part]] = []
    for part in branch.parts:
        begins = part.kind in LINES or part.kind in LINE_WORDS
        together = part.kind == "phrase" and lines and lines[-1][0].kind == "phrase"
        if begins and not together:
            lines.append([part])
        else:
            (lines[-1] if lines else head).append(part)
    return head, lines


def _split(lines: list[list[Part]], kind: str) -> tuple[list[list[Part]], list[Branch]]:
    """The other lines, and the rows of a kind, which come last."""
    rows = [line[0] for line in lines if line[0].kind == kind]
    return [line for line in lines if line[0].kind != kind], [row for row in rows if isinstance(row, Branch)]
