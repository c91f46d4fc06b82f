"""What is searched: a short row for each provision, rule, term, rate, service and interpretation of the book.

A row is its title, its address from the search page, what it is, and where it stands. Start reading at `entries`.
"""

from __future__ import annotations

from engine.book.contents import Contents
from engine.book.gather import provisions
from engine.book.provision_page import title_of
from engine.book.writer import Writer
from explain.names import words_in


def entries(contents: Contents, writer: Writer) -> list[list[str]]:
    """Every row, those of the law first and then in the order of the acts."""
    rows: list[list[str]] = []
    told = {"rule": "rule", "assessed": "term", "fact": "term", "concluded": "term", "parameter": "parameter"}
    told |= {"service": "service", "interpretation": "interpretation"}
    for act, provision in provisions(contents.book):
        act_name = writer.act(act.document)
        title = title_of(writer, provision)
        heading = contents.law.heading(provision.citation)
        name = f"{title} {heading}".strip()
        rows.append([f"{name}", writer.page(provision.page), writer.word("kind_provision"), act_name])
        for entry in provision.entries:
            if entry.sort in told:
                kind, called = _called(writer, told[entry.sort], entry.id)
                rows.append([called, writer.to(told[entry.sort], entry.id), kind, f"{act_name} {title}"])
    return rows


def _called(writer: Writer, sort: str, id: str) -> tuple[str, str]:
    """What sort of thing it is, and what it is called, with a capital."""
    policy = writer.book.policy
    if sort == "rule":
        return writer.word(f"kind_{policy.rules[id].kind}"), writer.title(policy.rules[id])
    if sort == "term":
        kind, name = writer.effect(policy.terms[id]), writer.name(sort, id)
    elif sort == "parameter":
        kind, name = writer.word("kind_parameter"), writer.name(sort, id)
    elif sort == "service":
        found = policy.services[id]
        kind, name = writer.word("kind_service"), words_in(found.labels, writer.language) or found.name
    else:
        kind, name = writer.word("kind_interpretation"), writer.doubt(policy.interpretations[id])
    return kind, name[:1].upper() + name[1:]
