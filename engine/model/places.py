"""Following an address through the structure of a section: to a ledd, a sentence, an item, or as far as it goes.

One walk for everybody who follows an address: the check of citations, and whoever wants the words that stand there.
Start reading at `locate`; `places_of` goes the other way, from an item to the step that leads to it. `in_full` makes
one of the several addresses a place has in a section with one ledd.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from engine.model.citations import Citation, Place
from engine.model.provisions import Item, Paragraph, Section

Step = tuple[str, int]
"""A turn taken: `paragraph` or `item` (counted from 0 in what holds it), `outside` (an item of a list outside any
ledd, from 0), or `sentence` (from 1)."""

Here = Section | Paragraph | Item


@frozen
class Reached:
    """Where an address leads: `here` holds it, `steps` are the turns taken, `commenced` whether all of it is in force.

    `missing` is how many steps of the address were followed before one led nowhere; `None` when all did.
    """

    here: Here
    steps: tuple[Step, ...] = ()
    commenced: bool = True
    missing: int | None = None


def locate(section: Section, path: Sequence[Place]) -> Reached:
    """Follow the steps below a section. Where it has one ledd, an address may leave the ledd out.

    >>> section = Section("1", paragraphs=(Paragraph(1, 2, (Item("a", 1),)),))
    >>> locate(section, (("b", "a"),)).steps, locate(section, (("P", "3"),)).missing
    ((('paragraph', 0), ('item', 0)), 0)
    """
    here: Here = section
    steps: tuple[Step, ...] = ()
    commenced = True
    for followed, (level, value) in enumerate(path):
        turn = _turn(here, level, value)
        if turn is None:
            return Reached(here, steps, commenced, followed)
        here, taken = turn
        steps += taken
        commenced = commenced and (not isinstance(here, Paragraph) or here.in_force)
    return Reached(here, steps, commenced)


def in_full(section: Section, citation: Citation) -> Citation:
    """An address in a section with the ledd it leaves out; as it was where it says its ledd, or does not lead there.

    Where a section has one ledd, `§ 2`, `§ 2 punktum 1` and `§ 2 ledd 1 punktum 1` are read as lying in that ledd.

    >>> one = Section("2", paragraphs=(Paragraph(1, 2),))
    >>> str(in_full(one, Citation("LOV-1", "2", (("P", "2"),)))), str(in_full(one, Citation("LOV-1", "2")))
    ('LOV-1 § 2 L1 P2', 'LOV-1 § 2 L1')
    >>> several = Section("2", paragraphs=(Paragraph(1, 2), Paragraph(2, 1)))
    >>> str(in_full(several, Citation("LOV-1", "2", (("P", "2"),))))
    'LOV-1 § 2 P2'
    """
    if len(section.paragraphs) != 1 or citation.path[:1] and citation.path[0][0] == "L":
        return citation
    reached = locate(section, citation.path)
    lies_in_it = reached.steps[:1] == (("paragraph", 0),) if citation.path else not section.items
    if reached.missing is not None or not lies_in_it:
        return citation
    return evolve(citation, path=(("L", str(section.paragraphs[0].number)), *citation.path))


def below(address: Citation, place: Place) -> Citation:
    """An address one step further in."""
    return Citation(address.document, address.section, (*address.path, place))


def places_of(labels: Iterable[str]) -> list[Place]:
    """The step that leads to each item of a list: its letter or number; counted where it has only a dash.

    >>> places_of(["a", "-", "1", "-"])
    [('b', 'a'), ('s', '1'), ('n', '1'), ('s', '2')]
    """
    places: list[Place] = []
    indents = 0
    for label in labels:
        indents += label == "-"
        places.append(("s", str(indents)) if label == "-" else ("n" if label[:1].isdigit() else "b", label))
    return places


def items_here(here: Here) -> tuple[Item, ...]:
    """The items an address may name next; where a section has one ledd, those of the ledd too."""
    if isinstance(here, Section) and len(here.paragraphs) == 1:
        return (*here.paragraphs[0].items, *here.items)
    return here.items


def counted_here(here: Here) -> Paragraph | Item | None:
    """What sentences are counted in; a section has sentences of its own only where it has one ledd."""
    if not isinstance(here, Section):
        return here
    return here.paragraphs[0] if len(here.paragraphs) == 1 else None


def _turn(here: Here, level: str, value: str) -> tuple[Here, tuple[Step, ...]] | None:
    if level == "L":
        return _to_paragraph(here, value)
    if level == "P":
        return _to_sentence(here, value)
    return _to_item(here, level, value)


def _to_paragraph(here: Here, value: str) -> tuple[Here, tuple[Step, ...]] | None:
    if not isinstance(here, Section):
        return None
    found = next((at for at, one in enumerate(here.paragraphs) if str(one.number) == value), None)
    return None if found is None else (here.paragraphs[found], (("paragraph", found),))


def _to_sentence(here: Here, value: str) -> tuple[Here, tuple[Step, ...]] | None:
    inner = counted_here(here)
    if inner is None or not value.isdecimal() or not 1 <= int(value) <= inner.sentences:
        return None
    through: tuple[Step, ...] = (("paragraph", 0),) if isinstance(here, Section) else ()
    return inner, (*through, ("sentence", int(value)))


def _to_item(here: Here, level: str, value: str) -> tuple[Here, tuple[Step, ...]] | None:
    items = items_here(here)
    found = _item_at(items, level, value)
    if found is None:
        return None
    if not isinstance(here, Section):
        return items[found], (("item", found),)
    inside = len(items) - len(here.items)
    if found < inside:
        return items[found], (("paragraph", 0), ("item", found))
    return items[found], (("outside", found - inside),)


def _item_at(items: Sequence[Item], level: str, value: str) -> int | None:
    if level == "s":  # an indent has no marker of its own: they are counted
        indents = [at for at, item in enumerate(items) if item.label == "-"]
        return indents[int(value) - 1] if value.isdecimal() and 1 <= int(value) <= len(indents) else None
    return next((at for at, item in enumerate(items) if item.label.lower() == value.lower()), None)
