"""The pages of a book, as texts by their paths: each language a folder of its own, a page for each provision.

Templates put words around what they are given and compute nothing; an undefined name is an error. The same policy
gives the same bytes. Start reading at `pages`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from engine.book.contents import Contents
from engine.book.gather import provisions
from engine.book.index_pages import act_page, index_pages, indexes
from engine.book.provision_page import provision_page
from engine.book.rates import of_source, told_history
from engine.book.search import entries
from engine.book.tried import told_case
from engine.book.writer import Run, Writer
from explain.vocabulary import LANGUAGES

_HERE = Path(__file__).parent / "templates"
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
ASSETS = ("style.css", "search.js")


def pages(contents: Contents, languages: Sequence[str] = LANGUAGES) -> Iterator[tuple[str, str]]:
    """Every file of the book: its path from the folder of the book, and its text."""
    yield "index.html", _filled("languages.j2", {"languages": _languages(languages)})
    for name in ASSETS:
        yield name, (_HERE / name).read_text(encoding="utf-8")
    for language in languages:
        for page, template, blanks in _all(contents, Writer(contents.book, language)):
            yield f"{language}/{page}.html", _page(contents, language, languages, page, template, blanks)
        found = entries(contents, Writer(contents.book, language, "sok"))
        data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        yield f"{language}/sok-indeks.js", f"window.HJEMMEL_INDEKS={data};\n"


def _all(contents: Contents, root: Writer) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each page of a language: its path, its template, and what it needs."""
    yield from index_pages(contents, root)
    histories = contents.histories(root.language)
    for act in contents.acts():
        here = root.at(f"{act.folder}/index", act.document)
        yield here.here, "act.j2", act_page(contents, here, act)
        cases = contents.cases_of.get(act.source.id, [])
        if cases:
            here = root.at(f"{act.folder}/saker", act.document)
            told = [told_case(here, contents.texts, each) for each in cases]
            yield here.here, "cases.j2", {**_of_act(here), "cases": told}
        own = of_source(histories, act.source.id)
        if own:
            here = root.at(f"{act.folder}/satser", act.document)
            yield here.here, "rates.j2", {**_of_act(here), "rates": [told_history(here, each) for each in own]}
    for act, provision in provisions(contents.book):
        here = root.at(provision.page, act.document)
        yield provision.page, "provision.j2", provision_page(contents, here, act, provision)


def _of_act(here: Writer) -> dict[str, Any]:
    return {"act_name": here.act(here.home), "act_href": here.page(f"{here.here.rpartition('/')[0]}/index")}


def _page(
    contents: Contents, language: str, languages: Sequence[str], page: str, template: str, blanks: Mapping[str, Any]
) -> str:
    up = "../" * (page.count("/") + 1)
    writer = Writer(contents.book, language, page)
    frame = {
        "language": language,
        "up": up,
        "w": writer.word,
        "links": [(writer.word(concept), writer.page(name), name == page) for concept, name in indexes(contents)],
        "home": writer.page("index"),
        "here": page,
        "search_page": writer.page("sok"),
        "others": [(code, NAMES[code], f"{up}{code}/{page}.html", code == language) for code in languages],
        "edition": writer.word("as_of", day=writer.voice.day(contents.day))
        if contents.day
        else writer.word("all_days"),
        "digest": contents.digest,
        "publisher": contents.publisher,
    }
    return _filled(template, {**frame, **blanks})


def _languages(languages: Sequence[str]) -> list[tuple[str, str, str]]:
    return [(code, NAMES[code], f"{code}/index.html") for code in languages]


def _filled(template: str, blanks: Mapping[str, Any]) -> str:
    return str(_environment().get_template(template).render(blanks))


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["runs"] = lambda text: Markup(_runs(text))
    environment.filters["run"] = lambda run: Markup(_runs((run,)))
    environment.filters["joined_runs"] = lambda runs: Markup(", ".join(_runs((run,)) for run in runs))
    environment.filters["cited"] = lambda basis: Markup(_cited(basis))
    environment.filters["marked"] = Markup  # written and escaped by our own hand: rule texts and drawings
    return environment


def _runs(text: Iterable[Run]) -> str:
    """Words with their links and marks, escaped."""
    return "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    marked = words = escape(run.text, quote=False)
    if run.mark and words.strip():  # the space around marked words is neither struck through nor underlined
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        marked = f"{before}<{run.mark}>{words.strip()}</{run.mark}>{after}"
    days = f' <span class="at">{escape(run.days, quote=False)}</span>' if run.days else ""
    return (f'<a href="{escape(run.href)}">{marked}</a>' if run.href else marked) + days


def _cited(basis: Iterable[tuple[Run, str]]) -> str:
    """Addresses with the days for which they are right."""
    return ", ".join(_runs((run,)) + (f" ({escape(days, quote=False)})" if days else "") for run, days in basis)
