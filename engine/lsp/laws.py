"""The texts of the law for the editor, where there is a store: what stands at an address, which sections an act has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from engine.authoring.outline import spaced
from engine.authoring.references import Texts
from engine.model.citations import Citation, natural
from engine.model.policy import Policy
from engine.model.provisions import Provisions
from engine.resolve.structure import known_structure, short_names
from engine.store.law_store import DamagedStore, LawStore, open_store
from engine.syntax.nodes import Address

LONGEST = 900
"""Characters of law text shown of one provision."""


@frozen(slots=False, eq=False)
class Laws:
    """A store of law texts, or none. A damaged store is as none: the editor goes on."""

    store: LawStore | None = None
    read: dict[str, list[str]] = field(factory=dict, repr=False)
    """The sentences of each act asked for."""

    @cached_property
    def provisions(self) -> Provisions | None:
        try:
            return self.store.provisions if self.store is not None else None
        except DamagedStore:
            return None

    def sentences(self, policy: Policy) -> Mapping[str, Sequence[str]] | None:
        """The sentences of the acts a policy formalises, each act read once; `None` without a store.

        Raises:
            DamagedStore: a text is not what it should be.
        """
        from engine.law.quote import sentences_of

        if self.store is None:
            return None
        documents = {source.document for source in policy.sources.values()}
        for document in sorted(documents - self.read.keys()):
            self.read[document] = sentences_of(self.store.laws, document)
        return {document: self.read[document] for document in sorted(documents)}

    def text(self, citation: Citation) -> tuple[str, bool] | None:
        """The words at an address, cut when long, and whether they are in force; `None` where no text has it."""
        from engine.law.quote import text_of

        try:
            found = text_of(self.store.laws, citation) if self.store is not None else None
        except DamagedStore:
            return None
        if found is None:
            return None
        words = found.text if len(found.text) <= LONGEST else found.text[: LONGEST - 2].rstrip() + " …"
        return words, found.in_force

    def holds(self, document: str) -> bool:
        return self.store is not None and document in self.store.entries

    def sections(self, texts: Texts, document: str) -> list[tuple[str, str]]:
        """The sections of a document with their headings: from its text, from what is known of it, or as cited."""
        law = None
        try:
            law = self.store.laws.get(document) if self.store is not None else None
        except DamagedStore:
            law = None
        if law is not None:
            listed = [(key, section.heading) for key, section in law.sections.items() if section.is_section]
        else:
            listed = [(key, "") for key in known_structure().get(document, {})]
        known = dict(listed) or dict.fromkeys(_cited(texts, document), "")
        return [(f"§ {spaced(key)}", known[key]) for key in sorted(known, key=natural)]


def open_laws(folder: str) -> Laws:
    """The store in a folder, if there is one."""
    return Laws(open_store(folder)[0])


def document_of(texts: Texts, source: str) -> str:
    """The number of the document a source's name means, or an empty text."""
    items = texts.directory.sources.get(source, ())
    number = next((text for item in items if (text := item.get("document"))), "")
    return number or short_names().get(source, source if items else "")


def cited(texts: Texts, address: Address, source: str) -> Citation | None:
    """The provision an address means, written in a source."""
    document = address.document or document_of(texts, address.source.text if address.source is not None else source)
    return Citation(document, address.section.lower(), address.places, address.chapter) if document else None


def _cited(texts: Texts, document: str) -> set[str]:
    """Every section of a document that the rule files cite."""
    from engine.authoring.addresses import addresses_in

    found: set[str] = set()
    for name, sheet in texts.sheets.items():
        for number, (_, piece) in enumerate(sheet.placed):
            for address in addresses_in(piece):
                citation = cited(texts, address, texts.where(name, number).source)
                if citation is not None and citation.document == document and citation.section:
                    found.add(citation.section)
    return found
