"""Addresses of the law in the reader's language.

One address, five renderings: `compact` for a narrow column (`§ 20 a (1) 3. pkt.`), `short` for a parenthesis in
running text (the same, with documents by their names), `full` for the address as it is read aloud (`§ 20 a første
ledd tredje punktum`), `written` as rule files write it (`§ 20 a ledd 1 punktum 3`), and the internal form, which is
`str(citation)`. Section numbers are those of the Norwegian act in every language.
Start reading at `cite`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engine.model.citations import Citation
from engine.model.policy import Source

FORMS = ("compact", "short", "full", "written")

_ORDINAL_WORDS = {
    "nb": (
        "første annet tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte trettende fjortende "
        "femtende sekstende syttende attende nittende tjuende"
    ),
    "nn": (
        "første andre tredje fjerde femte sjette sjuande åttande niande tiande ellevte tolvte trettande fjortande "
        "femtande sekstande syttande attande nittande tjuande"
    ),
    "en": (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
}
_ORDINALS = {language: words.split() for language, words in _ORDINAL_WORDS.items()}
_NORWEGIAN = {"L": "{nth} ledd", "P": "{nth} punktum", "b": "bokstav {it}", "n": "nr. {it}", "s": "{nth} strekpunkt"}
_LEVELS = {
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "en": {"L": "{nth} paragraph", "P": "{nth} sentence", "b": "letter {it}", "n": "no. {it}", "s": "{nth} indent"},
    "compact": {"L": "({it})", "P": "{it}. pkt.", "b": "bokstav {it}", "n": "nr. {it}", "s": "{it}. strekpkt."},
    "compact_en": {"L": "({it})", "P": "sentence {it}", "b": "letter {it}", "n": "no. {it}", "s": "indent {it}"},
    "written": {"L": "ledd {it}", "P": "punktum {it}", "b": "bokstav {it}", "n": "nr {it}", "s": "strekpunkt {it}"},
}
_SEVERAL = {
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "en": {
        "L": "{nth} paragraphs",
        "P": "{nth} sentences",
        "b": "letters {it}",
        "n": "nos. {it}",
        "s": "{nth} indents",
    },
    "compact": {"L": "{it}", "P": "{it} pkt.", "b": "bokstav {it}", "n": "nr. {it}", "s": "{it} strekpkt."},
    "compact_en": {"L": "{it}", "P": "sentences {it}", "b": "letters {it}", "n": "nos. {it}", "s": "indents {it}"},
    "written": _LEVELS["written"],
}
_PLAIN = dict.fromkeys("LPbns", "{it}")
_BRACKETED = {**_PLAIN, "L": "({it})"}
_IT = {
    **dict.fromkeys(("nb", "nn", "en", "written"), _PLAIN),
    "compact": {**_BRACKETED, "P": "{it}.", "s": "{it}."},
    "compact_en": _BRACKETED,
}
_CHAPTER = {"nb": "kapittel", "nn": "kapittel", "en": "chapter"}
_AND = {"nb": "og", "nn": "og", "en": "and"}
_MONTH_NAMES = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nn": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}
_MONTHS = {language: words.split() for language, words in _MONTH_NAMES.items()}
_DOCUMENT = {
    "nb": {"LOV": "lov {day}. {month} {year} nr. {number}", "FOR": "forskrift {day}. {month} {year} nr. {number}"},
    "nn": {"LOV": "lov {day}. {month} {year} nr. {number}", "FOR": "forskrift {day}. {month} {year} nr. {number}"},
    "en": {"LOV": "Act of {day} {month} {year} no. {number}", "FOR": "Regulation of {day} {month} {year} no. {number}"},
}
_CIRCULAR = {"nb": "rundskriv {it}", "nn": "rundskriv {it}", "en": "circular {it}"}


def cite(
    citation: Citation,
    language: str = "nb",
    form: str = "full",
    sources: Mapping[str, Source] | None = None,
    home: str = "",
) -> str:
    """One address in words; the document's name goes before it unless the document is `home`.

    `sources` gives documents their names; a document nobody has declared is named by its number.

    >>> address = Citation("LOV-2009-12-18-131", "20a", (("L", "1"), ("P", "3"), ("b", "a")))
    >>> cite(address, "nb", "compact", home="LOV-2009-12-18-131")
    '§ 20 a (1) 3. pkt. bokstav a'
    >>> cite(address, "nb", home="LOV-2009-12-18-131")
    '§ 20 a første ledd tredje punktum bokstav a'
    >>> cite(address, "en", home="LOV-2009-12-18-131")
    'section 20 a first paragraph third sentence letter a'
    >>> cite(address, "nb", "written", home="LOV-2009-12-18-131")
    '§ 20 a ledd 1 punktum 3 bokstav a'
    >>> cite(Citation("FOR-2024-05-24-815"), "nn")
    'forskrift 24. mai 2024 nr. 815'

    Raises:
        ValueError: no such form.
    """
    if form not in FORMS:
        raise ValueError(f"no form of citation is called {form}")
    levels = _LEVELS[_manner(language, form)]
    words = [] if citation.document == home else [document_name(citation.document, language, form, sources)]
    if citation.chapter:
        words.append(f"{_CHAPTER[language if form == 'full' else 'nb']} {citation.chapter}")
    if citation.section:
        words.append(f"{'section' if form == 'full' and language == 'en' else '§'} {section(citation.section)}")
    words += [levels[level].format(it=it, nth=_nth(it, language)) for level, it in citation.path]
    return " ".join(words)


def cite_all(
    citations: Iterable[Citation],
    language: str = "nb",
    form: str = "full",
    sources: Mapping[str, Source] | None = None,
    home: str = "",
) -> str:
    """Several addresses in one phrase, in the order given; what neighbours share is said once.

    >>> act = "LOV-2009-12-18-131"
    >>> cite_all([Citation(act, "4"), Citation(act, "18", (("L", "1"),))], "nb", home=act)
    '§ 4 og § 18 første ledd'
    >>> both = [Citation(act, "35", (("L", "1"), ("P", "1"))), Citation(act, "35", (("L", "1"), ("P", "2")))]
    >>> cite_all(both, "nn", home=act), cite_all(both, "en", home=act), cite_all(both, "nb", "compact", home=act)
    ('§ 35 første ledd første og andre punktum', 'section 35 first paragraph first and second sentences', \
'§ 35 (1) 1. og 2. pkt.')
    """
    said: list[str] = []
    for group in _neighbours(dict.fromkeys(citations)):
        one = cite(group[0], language, form, sources, home)
        said.append(one if len(group) == 1 else _together(group, language, form, sources, home))
        home = group[0].document if group[0].section else home
    return _listed(said, language) if form in ("full", "short") else ", ".join(said)


def _manner(language: str, form: str) -> str:
    """Which words an address is made of: a full one's are the language's, a short one's are the compact ones."""
    if form == "full":
        return language
    return "written" if form == "written" else "compact_en" if language == "en" else "compact"


def _neighbours(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Citations in groups that differ in their last step only."""
    groups: list[list[Citation]] = []
    for it in citations:
        last = groups[-1][-1] if groups else None
        if last is not None and it.path and last.path and _shared(it) == _shared(last):
            groups[-1].append(it)
        else:
            groups.append([it])
    return groups


def _shared(citation: Citation) -> tuple[object, ...]:
    return citation.document, citation.section, citation.path[:-1], citation.path[-1][0]


def _together(group: list[Citation], language: str, form: str, sources: Mapping[str, Source] | None, home: str) -> str:
    """A group in one phrase: the level is named once, with all its numbers."""
    first = group[0]
    parent = Citation(first.document, first.section, first.path[:-1], first.chapter)
    level = first.path[-1][0]
    pattern = _SEVERAL[_manner(language, form)][level]
    numbers = [it.path[-1][1] for it in group]
    its = _listed([_IT[_manner(language, form)][level].format(it=it) for it in numbers], language)
    nths = _listed([_nth(it, language) for it in numbers], language)
    return f"{cite(parent, language, form, sources, home)} {pattern.format(it=its, nth=nths)}"


def _listed(said: list[str], language: str) -> str:
    return "".join(said) if len(said) < 2 else f"{', '.join(said[:-1])} {_AND[language]} {said[-1]}"


def section(key: str) -> str:
    """A section's number as it is printed: its letter stands apart.

    >>> section("2-1d"), section("35")
    ('2-1 d', '35')
    """
    return re.sub(r"(\d)([a-zæøå])$", r"\1 \2", key)


def document_name(document: str, language: str, form: str, sources: Mapping[str, Source] | None) -> str:
    """What a document is called: its title in full text, its short name elsewhere, or its number.

    A name with a year in it is for rule files, and in running text gives way to the number.
    """
    source = _declared(document, sources)
    if source is not None:
        title = source.labels.get(language, "") if form == "full" else ""
        if title:
            return _lowered(title, language)
        if common := _common_name(source, language):
            return _lowered(common, "nb")
        if form != "short" or not re.search(r"\d", source.name):
            return source.name.replace("_", " ")
    return document if form == "written" else _by_number(document, language)


def _common_name(source: Source, language: str) -> str:
    """A title that is a name (`Helse- og omsorgstjenesteloven`), as Norwegian text uses it; in English text too."""
    title = source.labels.get("nn" if language == "nn" else "nb", "")
    return title if re.search(r"(lov|forskrift)(en|a)$", title) and len(title.split()) <= 4 else ""


def _declared(document: str, sources: Mapping[str, Source] | None) -> Source | None:
    return next((source for source in (sources or {}).values() if source.document == document), None)


def _lowered(title: str, language: str) -> str:
    """A Norwegian title begins with a small letter inside a sentence; of an English one only its article does."""
    if language == "en":
        return f"the {title.removeprefix('The ')}" if title.startswith(("The ", "Regulation ")) else title
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _by_number(document: str, language: str) -> str:
    found = re.fullmatch(r"(LOV|FOR)-(\d{4})-(\d{2})-(\d{2})(?:-(\d+))?", document)
    if found is None:
        return _CIRCULAR[language].format(it=document) if re.fullmatch(r"[A-Z]-\d+/\d{4}", document) else document
    kind, year, month, day, number = found.groups()
    name = _DOCUMENT[language][kind].format(
        day=int(day), month=_MONTHS[language][int(month) - 1], year=year, number=number or ""
    )
    return name if number else name.rsplit(" n", 1)[0]


def _nth(number: str, language: str) -> str:
    ordinals = _ORDINALS[language]
    if not number.isdigit() or not 0 < int(number) <= len(ordinals):
        return number if language == "en" else f"{number}."
    return ordinals[int(number) - 1]
