"""A written book looked at from outside: links that lead nowhere, and what a screen reader would stumble on.

Pages are read with the standard parser, which forgives nothing that matters here. Start reading at `Site`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from attrs import define, field, frozen

VOID = {"meta", "link", "input", "br", "img", "hr"}


@define
class Element:
    """One element: its tag, attributes, the elements around it, and the text inside."""

    tag: str
    attributes: dict[str, str]
    around: tuple[str, ...]
    text: str = ""


@define
class Page(HTMLParser):
    """A page as a flat list of elements, in order."""

    name: str
    elements: list[Element] = field(factory=list)
    unclosed: list[str] = field(factory=list)
    _open: list[Element] = field(factory=list)

    def __attrs_pre_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, tuple(each.tag for each in self._open))
        self.elements.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, ()))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.unclosed.append(f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for each in self._open:
            each.text += data

    def all(self, *tags: str) -> list[Element]:
        return [each for each in self.elements if each.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [each.attributes["id"] for each in self.elements if "id" in each.attributes]


@frozen(slots=False)
class Site:
    """A folder with a book in it."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {
            path.relative_to(self.folder).as_posix(): page_of(path.read_text(encoding="utf-8"), path.name)
            for path in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def files(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}

    def dead_links(self) -> Iterator[str]:
        """Every address of every page that leads to no file, or to no place on it."""
        places = {name: set(page.ids) for name, page in self.pages.items()}
        for name, page in self.pages.items():
            for element in page.all("a", "link", "script", "form"):
                for attribute in ("href", "src", "action"):
                    link = element.attributes.get(attribute)
                    if link is not None and not self.leads(name, link, places):
                        yield f"{name}: {link}"

    def leads(self, name: str, link: str, places: dict[str, set[str]]) -> bool:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return False  # the book leads nowhere outside itself
        target = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
        return target in self.files and (not parts.fragment or unquote(parts.fragment) in places.get(target, set()))

    def stumbles(self) -> Iterator[str]:
        """Everything on the pages that breaks a rule of the structure."""
        for name, page in self.pages.items():
            for stumble in stumbles(page):
                yield f"{name}: {stumble}"


def dead_links_quickly(pages: dict[str, str]) -> list[str]:
    """The same of a whole tree of texts, by their attributes alone."""
    places = {name: set(re.findall(r'\sid="([^"]*)"', text)) for name, text in pages.items()}
    dead = []
    for name, text in pages.items():
        for link in sorted(set(re.findall(r'\s(?:href|src|action)="([^"]*)"', text))):
            path, _, fragment = unescape(link).partition("#")
            target = normpath(join(dirname(name), unquote(path))) if path else name
            if target not in places or (fragment and fragment not in places[target]):
                dead.append(f"{name}: {link}")
    return dead


def as_text(html: str) -> str:
    """The words of a page's main part, a line for each block, so that a jurist can read what changed."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    text = re.sub(r"<(svg|pre).*?</\1>", "", main.group() if main else html, flags=re.DOTALL)
    for tag, sign in (("h1", "# "), ("h2", "## "), ("h3", "### "), ("li", "- "), ("dt", "  "), ("summary", "> ")):
        text = re.sub(rf"<{tag}[ >]", rf"\n{sign}\g<0>", text)
    text = re.sub(r"</(h\d|p|li|ul|dd|summary|caption|tr|section)>", r"\g<0>\n", text)
    text = unescape(re.sub(r"<[^>]*>", " ", text).replace("\N{NO-BREAK SPACE}", " "))
    lines = (re.sub(r" +", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line.replace(" .", ".").replace(" :", ":").replace(" ,", ",") for line in lines if line) + "\n"


def page_of(text: str, name: str = "") -> Page:
    page = Page(name)
    page.feed(text)
    page.close()
    return page


def stumbles(page: Page) -> Iterator[str]:
    """What a reader with a screen reader, a keyboard or another language would meet."""
    yield from page.unclosed
    html = page.all("html")
    if not html or html[0].attributes.get("lang") not in ("nb", "nn", "en"):
        yield "the page does not say its language"
    if not [each for each in page.all("title") if each.text.strip() and "svg" not in each.around]:
        yield "the page has no title"
    yield from _headings(page)
    yield from _names(page)
    for id in sorted({id for id in page.ids if page.ids.count(id) > 1}) if len(set(page.ids)) < len(page.ids) else ():
        yield f"the id {id} stands twice"


def _headings(page: Page) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} main headings"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    for each in page.all("h1", "h2", "h3"):
        if not each.text.strip():
            yield "an empty heading"
    if len(page.all("main")) != 1:
        yield "not one main landmark"


def _names(page: Page) -> Iterator[str]:
    ids = set(page.ids)
    labelled = {each.attributes.get("for") for each in page.all("label")}
    for each in page.all("input"):
        if each.attributes.get("id") not in labelled:
            yield "a field without a label"
    for each in page.all("a", "button", "summary", "th", "caption"):
        if not each.text.strip():
            yield f"an empty {each.tag}"
    for each in page.all("th"):
        if each.attributes.get("scope") not in ("col", "row"):
            yield f"the heading {each.text.strip()} of a table does not say what it heads"
    tables, captions = len(page.all("table")), len(page.all("caption"))
    if tables != captions:
        yield "a table without a caption"
    navs = [each.attributes.get("aria-label", "") for each in page.all("nav")]
    if "" in navs or len(set(navs)) < len(navs):
        yield "two ways of getting about have one name"
    for each in page.elements:
        for attribute in ("aria-labelledby", "aria-describedby"):
            for id in each.attributes.get(attribute, "").split():
                if id not in ids:
                    yield f"{attribute} names {id}, which is not there"
    for each in page.all("svg"):
        if each.attributes.get("role") != "img" and not page.all("g"):
            yield "a picture without a role"
    if len(page.all("svg")) > len([each for each in page.all("title") if "svg" in each.around]):
        yield "a picture without a title"
    if len(page.all("svg")) > len(page.all("desc")):
        yield "a picture without a description"
    if not page.name.startswith("index") and not any(each.attributes.get("class") == "skip" for each in page.all("a")):
        yield "no way past the top of the page"
