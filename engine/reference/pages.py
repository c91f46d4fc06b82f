"""The pages of the reference, one in each keyword language, and what lies beside them: every file by its place.

Start reading at `written`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.reference.constructs import FILE, Construct, Reference, Section, Unsound, read_reference
from engine.reference.examples import pieces, whole
from engine.reference.pictures import picture
from engine.reference.production import production
from engine.reference.shapes import Either, Part, Row, Shape, Word, parts_of
from engine.resolve.terms import ALLOWED
from engine.syntax.tables import LANGUAGES, spelled

MEANING = "language.md"
"""The page that tells what everything means, and whose examples are used."""


def page_name(language: str) -> str:
    return f"syntax-{language}.md"


def picture_name(construct: Construct, language: str) -> str:
    return f"syntax/{language}/{construct.id.replace('_', '-')}.svg"


def pages(examples: str) -> dict[str, str]:
    """The text of each page by its name in `docs/reference`; `examples` are the items of the language reference."""
    return {page_name(language): page(language, examples) for language in LANGUAGES}


def pictures() -> dict[str, str]:
    """Every picture by its name in `docs/reference`."""
    return {
        picture_name(construct, language): picture(construct, read_reference(language))
        for language in LANGUAGES
        for construct in read_reference(language).constructs()
    }


def page(language: str, examples: str) -> str:
    """One page: how to read it, what it holds, every construct by section, and what authors write themselves."""
    reference = read_reference(language)
    told = reference.page
    blocks = [f"# {told['title']}", told["intro"], _contents(reference), f"## {told['reading']}", told["how"]]
    for section in reference.sections:
        blocks.append(f"## {section.title}")
        for construct in section.constructs:
            blocks += _construct(construct, section, reference, examples)
            if construct.id == "declaration":
                blocks += [f"### {told['clauses']}", told["clauses_about"], _clauses(reference)]
    blocks += [f"## {told['words']}", told["words_about"], _words(reference)]
    return "\n\n".join(blocks) + "\n"


def anchor(title: str) -> str:
    """The fragment a heading is reached by."""
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter.isalnum() or letter in "-_")


def _contents(reference: Reference) -> str:
    lines = [
        f"- {_link(section.title)}: {', '.join(_link(construct.name) for construct in section.constructs)}"
        for section in reference.sections
    ]
    return "\n".join([*lines, f"- {_link(reference.page['words'])}"])


def _link(name: str) -> str:
    return f"[{name}](#{anchor(name)})"


def _construct(construct: Construct, section: Section, reference: Reference, examples: str) -> Iterator[str]:
    told, language = reference.page, reference.language
    yield f"### {construct.name[0].upper()}{construct.name[1:]}"
    yield re.sub(r"(?<=[.!?]) (?=[A-ZÆØÅ`*])", "\n", construct.about)
    yield f"![{told['picture']}: {construct.name}]({picture_name(construct, language)})"
    yield f"```ebnf\n{production(construct, reference)}\n```"
    yield from _example(construct, reference, examples)
    used = [_link(other.name) for other in reference.constructs() if construct.id in parts_of(other.shape)]
    meaning = f"{told['more']}: [{section.english}]({MEANING}#{anchor(section.english)})."
    yield f"{told['used_in']}: {', '.join(used)}.\n{meaning}" if used else meaning


def _example(construct: Construct, reference: Reference, examples: str) -> Iterator[str]:
    """A whole item where the construct is one; else its words in an example, with a link where the whole is shown."""
    language = reference.language
    if construct.id in (FILE, "start") or construct.id in parts_of(reference.named("start").shape):
        mark = "policy" if construct.id == FILE or language == "en" else f"policy language={language}"
        yield f"```{mark}\n{whole(construct, examples, reference).rstrip()}\n```"
        return
    owner = _owner(construct, reference)
    cut = pieces(construct, examples, reference).rstrip()
    yield f"{reference.page['in_short']} {owner}:\n\n```text\n{cut}\n```" if owner else f"```text\n{cut}\n```"


def _owner(construct: Construct, reference: Reference) -> str:
    """The construct whose heading shows the whole example."""
    items = parts_of(reference.named("start").shape)
    owners = [each for each in reference.constructs() if each.id in items and each.example == construct.example]
    return _link(owners[0].name) if owners else ""


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _clauses(reference: Reference) -> str:
    """Which clause may stand on which kind of declaration: the table `resolve` goes by."""
    kinds = list(ALLOWED)
    words = spelled(reference.language)
    head = [reference.page["clause"], *(f"`{words[kind.upper()]}`" for kind in kinds)]
    rows = [head, ["---", *("---" for _ in kinds)]]
    for construct in (each for each in reference.constructs() if each.rule == "term_clause"):
        for name in construct.shows:
            for clause, begins in _begun(name, reference):
                rows.append([f"`{begins}`", *("×" if clause in ALLOWED[kind] else "" for kind in kinds)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _begun(name: str, reference: Reference) -> Iterator[tuple[str, str]]:
    """The clauses an alternative of the grammar is, each with the words it begins with."""
    alternatives = [each for each in reference.grammar.rules["term_clause"] if each.name == name]
    for alternative in alternatives:
        if isinstance(alternative.shape, Part):
            for inner in reference.grammar.rules[name]:
                clause = inner.name if inner.name in {*ALLOWED["term"]} else name
                yield from ((clause, word) for word in _first_words(inner.shape))
                if clause == name:
                    break
        else:
            yield from ((name, word) for word in _first_words(alternative.shape))


def _first_words(shape: Shape) -> list[str]:
    match shape:
        case Word(text):
            return [text]
        case Row(parts):
            return _first_words(parts[0])
        case Either(choices):
            return [word for choice in choices for word in _first_words(choice)]
    raise Unsound(f"a clause begins with no word: {shape}")


def _words(reference: Reference) -> str:
    columns = reference.page["word_columns"]
    rows = [
        f"| {word.name} | {word.about} | {', '.join(f'`{each}`' for each in word.examples)} |"
        for word in reference.words.values()
    ]
    return "\n".join([f"| {columns} |", "|---|---|---|", *rows])
