"""Law texts made up for the tests, in the markup Lovdata uses; no sentence of them stands in any act."""

from __future__ import annotations

from collections.abc import Iterable

from engine.law.read import read_law
from engine.law.text import LawText

ID = "LOV-2001-02-03-4"
REF = "lov/2001-02-03-4"


def act(
    *body: str,
    id: str = ID,
    ref: str = REF,
    title: str = "Lov om prøver (prøveloven)",
    short: str = "Prøveloven – prl",
    in_force: str = "2002-01-01",
    last_change: str = "2020-07-01",
    kind: str = "NL",
    main: str = "",
) -> bytes:
    """A whole document as bytes, on one line as published."""
    fields = {
        "legacyID": id,
        "dokid": f"{kind}/{ref}",
        "refid": ref,
        "dateInForce": in_force,
        "lastChangeInForce": last_change,
        "title": title,
        "titleShort": short,
    }
    pairs = "".join(f'<dt class="{name}">…</dt><dd class="{name}">{value}</dd>' for name, value in fields.items())
    toc = '<dd class="table-of-contents"><ul><li>§ 1 Innhold</li></ul></dd>'
    return (
        f'<!DOCTYPE html><html lang="no"><head><title>{title}</title></head><body>'
        f'<header class="documentHeader"><dl class="data-document-key-info">{pairs}{toc}</dl></header>'
        f'<main class="documentBody" id="dokument"><h1>{title}</h1>{main}{"".join(body)}</main></body></html>'
    ).encode()


def chapter(name: str, heading: str, *body: str) -> str:
    return (
        f'<section class="section" data-name="kap{name}"><h2>Kapittel {name}. {heading}</h2>{"".join(body)}</section>'
    )


def section(
    number: str, heading: str, *body: str, note: str = "", footnotes: Iterable[str] = (), attributes: str = ""
) -> str:
    """A section (§) with its ledd."""
    key = "§" + number.replace(" ", "")
    title = f'. <span class="legalArticleTitle">{heading}</span>' if heading else ""
    noted = f'<article class="changesToParent">{note}</article>' if note else ""
    notes = "".join(
        f'<article class="footnote" data-name="{at}"><span class="footnoteLabel">{at}</span>{words}</article>'
        for at, words in enumerate(footnotes, start=1)
    )
    footer = f'<footer class="footnotes">{notes}</footer>' if notes else ""
    return (
        f'<article class="legalArticle" data-name="{key}" {attributes}><h3 class="legalArticleHeader">'
        f'<span class="legalArticleValue">§ {number}</span>{title}</h3>{"".join(body)}{noted}{footer}</article>'
    )


def ledd(text: str, number: str = "") -> str:
    """A ledd; with a number, one the act numbers itself."""
    if number:
        return f'<article class="numberedLegalP" data-numerator="{number}">({number}) {text}</article>'
    return f'<article class="legalP">{text}</article>'


def items(**texts: str) -> str:
    """A list with letters: `items(a="…", b="…")`."""
    return listed((f"{marker}.", text) for marker, text in texts.items())


def listed(entries: Iterable[tuple[str, str]], tag: str = "ol") -> str:
    """A list with any markers; a text that begins with an element is not wrapped in a paragraph of its own."""
    found = "".join(
        f'<li data-name="{marker}"><article class="listArticle"><article class="legalP">{text}</article></article></li>'
        for marker, text in entries
    )
    return f'<{tag} class="defaultList">{found}</{tag}>'


def mark(number: int = 1) -> str:
    """A footnote mark."""
    return f'<sup class="footnotereference" data-footnotereferencevalue="{number}">{number}</sup>'


UNCOMMENCED = "Ikr. fra den tid Kongen bestemmer."


def read(data: bytes, name: str = "prøve.xml") -> LawText:
    """The text of a document that must be readable."""
    law, found = read_law(name, data)
    assert law is not None, found
    return law
