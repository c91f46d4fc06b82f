"""The law's own words beside each step that cites a provision, where a store of law texts has that version.

A text is of one day, and an amendment may have come between that day and the decision's. So a provision is quoted only
when the text can be shown to be of the right version: it was last amended before the decision's day, and the rule gives
the address for the text's day too. Where it cannot, the step says why. The words are Norwegian on every page.
Start reading at `with_quotes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from engine.evaluate.decision import Decision
from engine.law.quote import Quote, rests_on, text_of
from engine.law.text import ATTRIBUTION, PROMULGATED, LawText, Section
from engine.model.citations import Basis, Citation
from engine.model.policy import Period, Policy
from explain.citations import cite_all, document_name
from explain.justification import Justification, Line, Part, Quotation
from explain.values import day
from explain.vocabulary import word

PART = "law_text"
"""The part that holds the words of every provision cited, once each."""

_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_DATE = rf"(\d{{1,2}})\.? ({'|'.join(_MONTHS)})\w*\.? (\d{{4}})"
_ANY_DATE = re.compile(rf"\b{_DATE}\b")
_AMENDMENT = re.compile(rf"\b{_DATE} nr\. ?\d+(?: ?\((?:ikr\.?|i ?kraft) {_DATE}[^)]*\))?")
"""`17 juni 2022 nr. 42 (i kraft 1 sep 2022)`: the act, and the day it came into force where that was another."""


def with_quotes(
    policy: Policy, decision: Decision, justification: Justification, laws: Mapping[str, LawText]
) -> Justification:
    """The justification with a quotation for each provision of each line, and a part that has each of them once."""
    teller = _Teller(policy, laws, decision.case.day, justification, _given(policy))
    parts = tuple(
        evolve(part, lines=tuple(evolve(line, quotes=teller.quotations(line)) for line in part.lines))
        for part in justification.parts
    )
    told = [quotation for part in parts for line in part.lines for quotation in line.quotes]
    return evolve(justification, parts=(*parts, teller.part(told))) if told else justification


@frozen
class _Teller:
    policy: Policy
    laws: Mapping[str, LawText]
    first: date
    page: Justification
    given: Mapping[Citation, Mapping[str, list[Period]]]

    def quotations(self, line: Line) -> tuple[Quotation, ...]:
        """The words of what a line cites, in its order."""
        names = {name for step in (line.step, *line.steps) for name in step.split(":")}
        return tuple(self._quotation(citation, names) for citation in dict.fromkeys(line.basis))

    def part(self, told: Sequence[Quotation]) -> Part:
        """Each quotation once, act by act in the order they are met with, and in the order of each act.

        An address that is quoted for one step is not said to be missing for another; the step itself says that.
        """
        quoted = {it.citation for it in told if it.text}
        lines: list[Line] = []
        for of, document in dict.fromkeys((it.of, it.citation.document) for it in told):
            here = {it for it in told if (it.of, it.citation.document) == (of, document)}
            lines.append(Line("law_text_of", f"law:{document}", _capital(of), decisive=False))
            in_order = sorted((it for it in here if it.text), key=lambda it: (it.citation.order, it.text))
            lines += [self._line(f"«{it.text}»", (it.citation,)) for it in in_order]
            missing: dict[str, list[Citation]] = {}
            for it in sorted((it for it in here if not it.text), key=lambda it: it.citation.order):
                if it.citation not in quoted:
                    missing.setdefault(it.why_not, []).append(it.citation)
            lines += [self._line(f"{_capital(why)}.", tuple(cited)) for why, cited in missing.items()]
        lines.append(Line("attribution", "law:attribution", ATTRIBUTION, decisive=False))
        return Part(PART, word("part_law_text", self.page.language), tuple(lines))

    def _line(self, text: str, cited: tuple[Citation, ...]) -> Line:
        """Words with the addresses they are of, in the act named above them."""
        address = ""
        if cited[0].section:
            address = cite_all(cited, self.page.language, "compact", self.policy.sources, cited[0].document)
        step = "&".join(str(it) for it in cited)
        if self.page.reader == "person" and address:
            text, address = f"{address}: {text}", ""
        return Line(PART, f"law:{step}", text, cited, address, level=1, decisive=False)

    # What one address comes to

    def _quotation(self, citation: Citation, names: Iterable[str]) -> Quotation:
        law = self.laws.get(citation.document)
        found = text_of(self.laws, citation) if law is not None else None
        why_not = self._why_not(citation, law, found.sections if found is not None else None, names)
        text = _with_what_leads_to_it(law, found) if law is not None and found is not None and not why_not else ""
        sources, home = self.policy.sources, citation.document
        address = cite_all((citation,), self.page.language, "compact", sources, home) if citation.section else ""
        return Quotation(citation, address, text, self._of(citation, law), why_not)

    def _of(self, citation: Citation, law: LawText | None) -> str:
        """Which act, and of which day its text is."""
        language = self.page.language
        name = document_name(citation.document, language, "short", self.policy.sources)
        if law is None:
            return name
        said = "law_text_edition" if law.edition else "law_text_not_before" if law.day else "law_text_no_day"
        if law.kind == PROMULGATED or not law.is_commenced:
            said = "law_text_as_adopted" if law.is_commenced else "law_text_not_in_force"
        return word(said, language).format(act=name, day=day(law.day, language) if law.day else "")

    def _why_not(
        self, citation: Citation, law: LawText | None, sections: tuple[Section, ...] | None, names: Iterable[str]
    ) -> str:
        """Why the words are not quoted, or nothing."""
        language = self.page.language
        if law is None:
            return word("law_text_no_act", language)
        if not citation.section:
            return word("law_text_whole_act", language)
        if law.day is not None and not all(days.holds(law.day) for days in self._days(citation, names)):
            return word("law_text_other_days", language)
        if sections is None or all(it.status in ("repealed", "moved") for it in sections):
            return word("law_text_no_address", language)
        changes = [day for section in sections for day in changes_of(section)]
        since = [it for it in changes if it > self.first and (law.edition is None or it <= law.edition)]
        if since:
            return word("law_text_changed", language).format(day=day(max(since), language))
        later = [it for it in changes if law.day is not None and law.day < it <= self.first]
        if later:
            return word("law_text_changed_later", language).format(day=day(min(later), language))
        return ""

    def _days(self, citation: Citation, names: Iterable[str]) -> list[Period]:
        """The days for which what a line tells of gives the address; else all that gives it on the decision's day."""
        given = self.given.get(citation, {})
        named = [days for name in names for days in given.get(name, ())]
        return named or [days for several in given.values() for days in several if days.holds(self.first)]


def _given(policy: Policy) -> dict[Citation, dict[str, list[Period]]]:
    """For each address the rules and terms that give it, and for which days."""
    found: dict[Citation, dict[str, list[Period]]] = {}
    declared = [(it.id, it.basis, it.validity) for it in policy.rules.values()]
    declared += [(it.id, it.basis, it.validity) for it in policy.terms.values()]
    for id, basis, validity in declared:
        for each in basis:
            found.setdefault(each.citation, {}).setdefault(id, []).append(_meet(validity, each))
    return found


def _with_what_leads_to_it(law: LawText, found: Quote) -> str:
    """The words, and before those of an item the words that lead to its list: an item says nothing alone."""
    units = rests_on(law, found.citation)
    leading = [unit.text for unit in units[: len(units) - len(found.units)]]
    return " ".join([*leading, found.text])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def changes_of(section: Section) -> list[date]:
    """The days on which the notes below a section say that it was amended, or is going to be."""
    amended = [found[3:] if found[3] else found[:3] for note in section.notes for found in _AMENDMENT.findall(note)]
    to_come = [found for note in section.footnotes for found in _ANY_DATE.findall(note)]
    return [it for found in (*amended, *to_come) if (it := _date(*found)) is not None]


def _date(number: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None


def _meet(validity: Period | None, basis: Basis) -> Period:
    first = [it for it in (validity.first if validity else None, basis.since) if it is not None]
    last = [it for it in (validity.last if validity else None, basis.until) if it is not None]
    return Period(max(first, default=None), min(last, default=None))
