"""Names: what each source declares, what a rule file may call by its bare name, and what to say when it cannot.

One name means one thing in a source. Inside a source its own names and those of the sources it `uses` are enough;
where two meet, the author writes `source.name`. Start reading at `Names.find`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, field, frozen

from engine.diagnostics import Code, Diagnostic, Note, did_you_mean
from engine.source import Span
from engine.syntax.nodes import Item, Name
from engine.syntax.tables import reserved

UNKNOWN_SOURCE = Code("R101", "unknown-source", "a source is named that no rule file begins with")
UNKNOWN_NAME = Code("R102", "unknown-name", "a name is used that nobody has declared")
WRONG_KIND = Code("R103", "wrong-kind", "a name is used as something it is not")
AMBIGUOUS_NAME = Code("R104", "ambiguous-name", "two sources declare the name, and nothing says which is meant")
SOURCE_NOT_USED = Code("R105", "source-not-used", "a name belongs to a source that this one does not use")
DUPLICATE_NAME = Code("R106", "duplicate-name", "one source declares a name twice")
RESERVED_WORD = Code("R107", "reserved-word", "a name equals a keyword of one of the languages")

ENTITIES = frozenset(("entity", "decision_kind"))
TERMS = frozenset(
    ("fact", "term", "amount", "right", "action", "duty", "power", "prohibition", "guidance", "discretion", "table")
)
READABLE = TERMS | {"parameter"}
RULES = frozenset(("rule", "exception", "presumption"))
TARGETS = RULES | TERMS
LISTS = frozenset(("list",))

_WORDS = {"decision_kind": "decision kind"}
MOST_KINDS = 5
"""How many decision kinds are named where one is unknown."""
MOST_SUGGESTIONS = 25
"""How many unknown names get a suggestion; comparing words is slow, and nobody reads more."""


@frozen
class Entry:
    """One declared name: where, and as what. `item` is `None` for an item that could not be read."""

    name: str
    source: str
    kind: str
    span: Span = field(eq=False, repr=False)
    item: Item | None = field(default=None, eq=False, repr=False)

    @property
    def id(self) -> str:
        return f"{self.source}.{self.name}"


@define
class Names:
    """Every declared name by source, and which sources see each other."""

    own: dict[str, dict[str, Entry]] = field(factory=dict)
    uses: dict[str, tuple[str, ...]] = field(factory=dict)
    suggested: int = 0

    def add(self, entry: Entry) -> Diagnostic | None:
        """Takes a name in; says so when the source has it already, and keeps the first."""
        declared = self.own.setdefault(entry.source, {})
        first = declared.setdefault(entry.name, entry)
        if first is entry or first.item is None:
            return None
        notes = [Note(first.span, f"first declared here, as {a(first.kind)}")]
        message = f"`{entry.name}` is declared twice in `{entry.source}`"
        return DUPLICATE_NAME.at(entry.span, message, hint="one name means one thing in a source", notes=notes)

    def seen_from(self, source: str, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The sources whose names are enough by themselves: its own first."""
        return tuple(dict.fromkeys((source, *self.uses.get(source, ()), *extra)))

    def candidates(self, name: str, sources: Iterable[str]) -> list[Entry]:
        """Every entry a bare name may mean in these sources."""
        return [entry for source in sources if (entry := self.own.get(source, {}).get(name)) is not None]

    def find(
        self,
        name: Name,
        kinds: frozenset[str],
        what: str,
        source: str,
        extra: tuple[str, ...] = (),
        *,
        everywhere: bool = False,
    ) -> Entry | Diagnostic:
        """The one thing of these kinds a name means in a source, or what to say to its author."""
        sources = self.seen_from(source, extra)
        bare = name.text
        if "." in bare:
            named, bare = bare.split(".", 1)
            if named not in self.own:
                return self.unknown_source(named, name.span)
            if named not in sources and not everywhere:
                return SOURCE_NOT_USED.at(name.span, f"`{source}` does not use `{named}`", hint=f"add `uses {named}`")
            sources = (named,)
        found = self.candidates(bare, sources)
        if everywhere and "." not in name.text and not any(entry.kind in kinds for entry in found):
            found = self.candidates(bare, self.own) or found
        fitting = [entry for entry in found if entry.kind in kinds or entry.item is None]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return _ambiguous(name, fitting)
        if found:
            other = found[0]
            return WRONG_KIND.at(name.span, f"`{name.text}` is {a(other.kind)}, not {a(what)}", notes=[_here(other)])
        return self._unknown(name, bare, kinds, what, sources)

    def unknown_source(self, written: str, span: Span, known: Iterable[str] = ()) -> Diagnostic:
        hint = self.suggest(written, [*self.own, *known])
        return UNKNOWN_SOURCE.at(span, f"unknown source `{written}`", hint=hint)

    def _unknown(self, name: Name, bare: str, kinds: frozenset[str], what: str, sources: tuple[str, ...]) -> Diagnostic:
        elsewhere = sorted(source for source, names in self.own.items() if bare in names and names[bare].kind in kinds)
        if elsewhere:
            hint = f"it is declared in `{elsewhere[0]}`; add `uses {elsewhere[0]}`"
            return SOURCE_NOT_USED.at(name.span, f"`{bare}` is not declared in the sources used here", hint=hint)
        hint = self.suggest(bare, [entry.name for source in sources for entry in self._of_kinds(source, kinds)])
        if kinds == {"decision_kind"}:
            hint = hint or self._decision_kinds(bare)
        return UNKNOWN_NAME.at(name.span, f"unknown {spoken(what)} `{name.text}`", hint=hint)

    def _decision_kinds(self, bare: str) -> str:
        """How a decision kind is declared, and which there are."""
        known = sorted(
            entry.id for source in self.own for entry in self._of_kinds(source, frozenset(("decision_kind",)))
        )
        declare = f"declare it: `decision kind {bare}`"
        return f"{declare}; known are {listed(known[:MOST_KINDS])}" if known else f"{declare}, in the act it is of"

    def _of_kinds(self, source: str, kinds: frozenset[str]) -> Iterator[Entry]:
        return (entry for entry in self.own.get(source, {}).values() if entry.kind in kinds)

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """A hint naming a close word, while hints are still given."""
        self.suggested += 1
        if self.suggested > MOST_SUGGESTIONS:
            return ""
        furthest = max(2, len(word) // 3)
        return did_you_mean(word, [name for name in known if abs(len(name) - len(word)) <= furthest])


def refuse_reserved(name: Name) -> Diagnostic | None:
    """A word that is a keyword of any language is no name: the file could not be rewritten in that language."""
    languages = reserved().get(name.text)
    if languages is None:
        return None
    return RESERVED_WORD.at(name.span, f"`{name.text}` is a keyword ({languages})", hint="add a word to the name")


def spoken(kind: str) -> str:
    """A kind as rule files speak of it."""
    return _WORDS.get(kind, kind)


def a(kind: str) -> str:
    """A kind with its article.

    >>> a("amount"), a("rule")
    ('an amount', 'a rule')
    """
    word = spoken(kind)
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def listed(words: Iterable[str], between: str = "and") -> str:
    """Words in backticks as one phrase.

    >>> listed(["a", "b", "c"])
    '`a`, `b` and `c`'
    """
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {between} {quoted[-1]}" if quoted else ""


def _here(entry: Entry) -> Note:
    return Note(entry.span, f"declared here, as {a(entry.kind)}")


def _ambiguous(name: Name, entries: list[Entry]) -> Diagnostic:
    sources = listed(entry.source for entry in entries)
    hint = f"write {listed((entry.id for entry in entries), 'or')}"
    notes = [_here(entry) for entry in entries]
    return AMBIGUOUS_NAME.at(name.span, f"`{name.text}` is declared by {sources}", hint=hint, notes=notes)
