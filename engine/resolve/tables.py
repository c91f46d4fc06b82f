"""Tables: an amount with one rule per row. All columns but the last are conditions on what their headings name.

Tables of one name with different periods are one amount. Start reading at `declare_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from engine.diagnostics import Code, Note
from engine.model import expressions as x
from engine.model.expressions import YES, Expression
from engine.model.policy import Conclusion, Rule, Term
from engine.model.units import Type
from engine.resolve.citations import needs_basis
from engine.resolve.clauses import validity
from engine.resolve.draft import Bases, Draft, Head, Placed, Scope, place
from engine.resolve.expressions import bind, value_for
from engine.resolve.names import DUPLICATE_NAME, ENTITIES, TERMS
from engine.resolve.paths import read
from engine.resolve.terms import SAYS_OF_WHOM
from engine.resolve.types import bind_type, described, meet, told
from engine.resolve.vocabulary import identity, is_first, place_of, words_of
from engine.syntax.nodes import Clause, Name, Node, Op, Path, Truth

TABLE_SHAPE = Code("R312", "table-shape", "a table's rows and headings do not fit together")
TABLES_DIFFER = Code("R313", "tables-differ", "two tables of one name are not one amount")


def declare_table_heads(placed: Iterable[Placed], draft: Draft) -> list[Placed]:
    """What each table gives and of whom: as written, or whose its headings are. Gives the tables that fit together."""
    return [each for each in placed if _fits_its_name(each, draft)]


def _fits_its_name(placed: Placed, draft: Draft) -> bool:
    scope = place(draft, placed)
    type, entity = bind_type(placed.item.get("type"), scope), _entity(placed, scope)
    if type is None or entity is None:
        return False
    id, name, _ = identity(placed)
    head = Head(id, name, "amount", entity, type)
    if draft.heads.setdefault(id, head) == head:
        return True
    message = f"another table `{name}` is of something else, or counted in something else"
    scope.say(TABLES_DIFFER, place_of(placed), message)
    return False


def _entity(placed: Placed, scope: Scope) -> str | None:
    of = placed.item.get("of")
    if of is not None:
        entry = scope.find(of, ENTITIES, "entity")
        return entry.id if entry is not None else None
    rows = placed.item.all("table_row")
    headings = [cell for cell in rows[0].parts[:-1] if isinstance(cell, Name)]
    entries = [scope.find(cell, TERMS, "fact or term") for cell in headings]
    entities = [scope.draft.heads[entry.id].entity for entry in entries if entry and entry.id in scope.draft.heads]
    if entities:
        members = [entity for entity in entities if scope.draft.entities[entity].is_member]
        return (members or entities)[0]
    if not headings:
        assert placed.item.name is not None
        name = placed.item.name
        scope.say(
            SAYS_OF_WHOM, name.span, f"`{name.text}` does not say of whom it is", f"write `table {name.text} of …`"
        )
    return None


def declare_tables(placed: Iterable[Placed], draft: Draft) -> list[Rule]:
    """The amount of each table, and the rules of its rows."""
    rules: list[Rule] = []
    begun: dict[tuple[str, str], Placed] = {}
    for each in placed:
        id, name, source = identity(each)
        head = draft.heads[id]
        scope = place(draft, each).about(head.entity)
        basis = needs_basis(scope, place_of(each), name)
        if id not in draft.terms or is_first(each, draft):
            draft.terms[id] = Term(
                id,
                name,
                source,
                "amount",
                head.entity,
                head.type,
                basis,
                is_table=True,
                span=place_of(each),
                labels=words_of(each, draft),
            )
        rules += _rows(each, head, basis, begun, scope)
    return rules


def _rows(placed: Placed, head: Head, basis: Bases, begun: dict[tuple[str, str], Placed], scope: Scope) -> list[Rule]:
    days, once_commenced = validity(scope)
    since = days.first.isoformat().replace("-", "_") if days.first else "always"
    name = placed.item.name
    assert name is not None
    other = begun.setdefault((head.id, since), placed)
    if other is not placed:
        notes = [Note(other.item.span, "the other is here")]
        scope.say(TABLES_DIFFER, name.span, f"another table `{name.text}` is in force from the same day", notes=notes)
        return []
    headings, *rows = placed.item.all("table_row")
    if not rows:
        scope.say(TABLE_SHAPE, headings.span, "the table has headings and no row below them")
    made = []
    for number, row in enumerate(rows, start=1):
        rule = _row(row, headings, head, scope)
        called = f"{name.text}_{since}_row_{number}"
        if (taken := scope.draft.names.own[placed.source].get(called)) is not None:
            message = f"row {number} of `{name.text}` is the rule `{called}`, and something else is called so"
            scope.say(DUPLICATE_NAME, row.span, message, notes=[Note(taken.span, "it is declared here")])
        elif rule is not None and basis:
            made.append(
                evolve(
                    rule,
                    id=f"{placed.source}.{called}",
                    name=called,
                    basis=basis,
                    validity=days,
                    once_commenced=once_commenced,
                )
            )
    return made


def _row(row: Clause, headings: Clause, head: Head, scope: Scope) -> Rule | None:
    """One row as a rule that has yet to be named."""
    if len(row.parts) != len(headings.parts):
        message = f"the row has {len(row.parts)} cells, and the table {len(headings.parts)} headings"
        scope.say(TABLE_SHAPE, row.span, message)
        return None
    conditions = []
    for cell, heading in zip(row.parts[:-1], headings.parts[:-1], strict=True):
        met = _cell(cell, heading, scope)
        if met is None:
            return None
        conditions.append(met)
    value = _value(row.parts[-1], head.type, head.name, scope)
    if value is None:
        return None
    asked = [part for part in conditions if part is not YES]
    condition = YES if not asked else asked[0] if len(asked) == 1 else x.And(tuple(asked), span=row.span)
    conclusion = Conclusion("is", head.id, value)
    return Rule("", "", scope.source, "rule", head.entity, (), conclusion, condition, span=row.span)


def _value(cell: Node, type: Type, name: str, scope: Scope) -> Expression | None:
    if isinstance(cell, Op) and cell.kind != "negative" or isinstance(cell, Name | Truth):
        scope.say(
            TABLE_SHAPE, cell.span, f"`{scope.written(cell.span)}` is no value, and `{name}` is {described(type)}"
        )
        return None
    return value_for(cell, type, scope, name)


def _cell(cell: Node, heading: Node, scope: Scope) -> Expression | None:
    """What a cell asks of what its heading names: a word, yes or no, a value, a range, or nothing."""
    if not isinstance(heading, Name):
        scope.say(
            TABLE_SHAPE, heading.span, f"`{scope.written(heading.span)}` stands where a heading names a fact or term"
        )
        return None
    asked = read(Path((heading,), span=heading.span), scope)
    if asked is None or isinstance(cell, Op) and cell.kind == "cell_any":
        return asked and YES
    if isinstance(cell, Op) and cell.kind == "cell_range":
        return _range(cell, asked, scope)
    if isinstance(cell, Truth) and asked.type.kind == "yes_no":
        return asked if cell.value else x.Not(asked, span=cell.span)
    node = Path((cell,), span=cell.span) if isinstance(cell, Name) else cell
    value = value_for(node, asked.type, scope, heading.text)
    return None if value is None else x.Compare("=", asked, value, span=cell.span)


def _range(cell: Op, asked: Expression, scope: Scope) -> Expression | None:
    low, high = (bind(part, scope) for part in cell.parts)
    met = meet([asked, low, high], scope) if low is not None and high is not None else None
    if met is None:
        return None
    if asked.type.kind not in ("number", "date"):
        scope.say(TABLE_SHAPE, cell.span, f"{told(asked, scope)}, and lies between nothing")
        return None
    return x.Between(met[0][0], met[0][1], met[0][2], span=cell.span)
