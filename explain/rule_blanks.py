"""Words for what the rules came to: outcomes, rules with their formulae, conditions, presumptions.

One function per kind of entry; each says which template it wants and fills every name that template may use.
"""

from __future__ import annotations

from engine.model import expressions as model
from engine.model.expressions import YES, Expression
from engine.model.policy import Term
from engine.model.units import Type
from explain import selection as told
from explain.blanks import Blanks, Words
from explain.formulae import in_clause, in_figures, in_steps, in_words, of_list, requirement, used
from explain.names import Voice, body_name, clause, of_member, statement, term_name, words_in
from explain.norms import asked_whether, duty, norm
from explain.selection import Entry
from explain.values import Shown
from explain.vocabulary import joined


def outcome_blanks(voice: Voice, entry: Entry, what: told.Outcome) -> Blanks:
    term = voice.policy.terms.get(what.term)
    words = {
        "name": term_name(voice, what.term, what.member),
        "statement": statement(voice, what.term, what.value, what.member) if what.value is not None else "",
        "norm": norm(voice, term, what.member, str(what.value))
        if term and term.is_action and what.value is not None
        else "",
        "whether": asked_whether(voice, what.term, what.member) if what.value is None else "",
        "waiting": str(what.waiting),
        "faults": str(what.faults),
        "value": "",
    }
    values: tuple[Shown, ...] = ()
    if what.value is not None and term is not None:
        values = (voice.show(what.value, term.type),)
        words["value"] = values[0].text
    dated = voice.reader == "person" and not words["statement"]
    return Blanks(entry.kind, words, values, what.term, dated)


def not_ready_blanks(voice: Voice, entry: Entry, what: told.NotReady) -> Blanks:
    duties = [duty(voice, *it) for it in what.duties]
    return Blanks(entry.kind, {"waiting": str(len(duties)), "duties": joined(duties, voice.language)})


def not_reckoned_blanks(voice: Voice, entry: Entry, what: told.NotReckoned) -> Blanks:
    return Blanks(entry.kind, {"names": joined([term_name(voice, *it) for it in what.terms], voice.language)})


def concluded_blanks(voice: Voice, entry: Entry, what: told.Concluded) -> Blanks:
    term = voice.policy.terms[what.term]
    rule = voice.policy.rules.get(what.rule)
    amount_type = term.amount_type or term.type
    said = entry.kind.endswith(("_value", "_binds")) or entry.kind in ("ceiling_stands", "floor_stands")
    shown = (what.value, what.otherwise) if said else ()
    values = [voice.show(it, amount_type) for it in shown if it is not None]
    plain = isinstance(what.formula, model.Literal)
    formula, parts = _formula(voice, what)
    label = _label(voice, term, what)
    said_norm = norm(voice, term, what.member, what.effect) if what.effect else ""
    term_value = {"stands": True, "falls": False}.get(entry.kind.rsplit("_", 1)[-1])
    words = {
        "name": term_name(voice, what.term, what.member),
        "root": "yes" if what.is_root else "",
        "label": label,
        "statement": statement(voice, what.term, term_value, what.member) if term_value is not None else "",
        "conditions": "yes" if rule is not None and rule.condition != YES else "",
        "formula": formula,
        "figures": _figures(voice, what, formula),
        "value": values[0].text if values and what.value is not None else "",
        "plain": "yes" if plain else "",
        "otherwise": values[-1].text if values and what.otherwise is not None else "",
        "norm": said_norm,
        "same": _yes(bool(said_norm) and said_norm == clause(label)),
        "without": norm(voice, term, what.member, what.replaces) if what.replaces else "",
        "against": voice.cite(() if _same_place(voice, entry, what) else what.set_aside_by),
        "first": voice.day(what.first) if what.first else "",
        "last": voice.day(what.last) if what.last else "",
        "alone": _alone(what.alone),
    }
    note = _in_force(voice, what) if entry.kind not in ("validity", "rule_not_in_force") else ""
    return Blanks(entry.kind, words, tuple(values), what.rule, note=note, parts=tuple(parts) if said else ())


def _same_place(voice: Voice, entry: Entry, what: told.Concluded) -> bool:
    """Whether a person is given the exception's address at the end of the sentence, as the rule's own."""
    return voice.reader == "person" and entry.basis == what.set_aside_by


def _label(voice: Voice, term: Term, what: told.Concluded) -> str:
    """The rule's own words, and whose it is where it is told of a member."""
    rule = voice.policy.rules.get(what.rule)
    label = words_in(rule.labels, voice.language) if rule is not None else ""
    return of_member(voice, label, what.member, term) if label else ""


def _in_force(voice: Voice, what: told.Concluded) -> str:
    """When a rule is in force; empty for one that always is."""
    first, last = (voice.day(it) if it else "" for it in (what.first, what.last))
    concept = "_".join(it for it in ("in_force", "from" if first else "", "to" if last else "") if it)
    return voice.word(concept, first=first, last=last) if first or last else ""


def _formula(voice: Voice, what: told.Concluded) -> tuple[str, list[tuple[Shown, str]]]:
    """The formula in words; for a person in short steps, each value said before what it was made from."""
    if what.formula is None:
        return "", []
    if voice.reader == "person" and what.figures is not None and what.value is not None:
        return in_steps(voice, what.figures)
    return in_words(voice, what.formula), []


def _figures(voice: Voice, what: told.Concluded, formula: str) -> str:
    """The formula with its numbers; empty where that would only say the formula or the value once more."""
    if (
        what.figures is None
        or what.value is None
        or isinstance(what.formula, (model.Literal, model.Read, model.ReadParameter))
    ):
        return ""
    said = in_figures(voice, what.figures)
    term = voice.policy.terms[what.term]
    value = voice.show(what.value, term.amount_type or term.type).text
    return "" if said in (value, formula) else said


def _yes(holds: bool) -> str:
    return "yes" if holds else ""


def _alone(alone: bool | None) -> str:
    return "" if alone is None else "yes" if alone else "no"


def checked_blanks(voice: Voice, entry: Entry, what: told.Checked) -> Blanks:
    node = what.expression
    state = entry.kind.removeprefix("condition_")
    if state == "not_met" and what.of_exception:
        state = "exception_away"
    words = {
        "status": voice.word(state) if not entry.kind.startswith("any_of") else "",
        "wanted": voice.word("yes" if what.wanted else "no") if what.value is None else "",
        "alone": _alone(what.alone) if voice.reader != "person" or what.alone else "",
    }
    if entry.kind.startswith("any_of"):
        return Blanks(entry.kind, words)
    if isinstance(node, (model.Compare, model.Between)):
        return _comparison(voice, node, what, words)
    if isinstance(node, (model.Read, model.Used)):
        return _answered(voice, node, what, words)
    if isinstance(node, model.Quantified) and node.kind in ("any", "every") and what.value is not None:
        return Blanks("condition_said", {**words, "statement": _of_members(voice, node, what)})
    answer = voice.word("open") if what.value is None else voice.show(what.value, node.type).text
    return Blanks("condition_answered", words | {"name": in_words(voice, node, what.day), "answer": answer})


def _of_members(voice: Voice, node: model.Quantified, what: told.Checked) -> str:
    """What holds of some, none, all or not all of a list."""
    if not what.members and what.value is (node.kind == "every"):
        return of_list(voice, "nobody", node.list)
    concept = {"any": ("none", "some"), "every": ("not_all", "all")}[node.kind][what.value is True]
    return of_list(voice, concept, node.list, condition=in_clause(voice, node.where))


def _answered(voice: Voice, node: model.Read | model.Used, what: told.Checked, words: Words) -> Blanks:
    """A condition that asks for one term: the author's sentence for that answer, or the name and the answer."""
    said = ""
    if isinstance(node, model.Read) and what.value is not None:
        said = statement(voice, node.term, what.value, what.member)
    if isinstance(node, model.Used) and what.value is not None and voice.reader == "person":
        said = voice.word(f"used_{'yes' if what.value else 'no'}", name=term_name(voice, node.term, what.member))
    unmet = voice.reader != "person" and what.value is not None and what.value != what.wanted
    if said and not unmet:
        return Blanks("condition_said", {**words, "statement": said}, name=node.term)
    name = term_name(voice, node.term, what.member)
    if isinstance(node, model.Used):
        name = used(voice, node.term)
    if what.assessed:
        return Blanks("condition_assessed", {**words, "name": name}, name=node.term)
    answer = voice.word("open") if what.value is None else voice.show(what.value, node.type).text
    if unmet and isinstance(what.value, bool):
        wanted = {"wanted": voice.word("yes" if what.wanted else "no"), "exception": _yes(what.of_exception)}
        return Blanks("condition_unmet", {**words, **wanted, "name": name, "answer": answer}, name=node.term)
    return Blanks("condition_answered", {**words, "name": name, "answer": answer}, name=node.term)


def _comparison(voice: Voice, node: model.Compare | model.Between, what: told.Checked, words: Words) -> Blanks:
    """What was found, and where it lies: the opposite comparison is named, never a "not"."""
    left = node.left if isinstance(node, model.Compare) else node.part
    found = voice.show(what.found, left.type) if what.found is not None else Shown("", "")
    if isinstance(node, model.Compare):
        as_is = what.wanted if what.value is None else what.value is True
        limit = requirement(voice, node, as_is=as_is)
        reached = _shown_limit(voice, node.right, what.limit, node.right.type)
    else:
        ends = {"low": in_words(voice, node.low), "high": in_words(voice, node.high)}
        outside = what.value is False or (what.value is None and not what.wanted)
        limit, reached = voice.word("outside" if outside else "between", **ends), None
    if voice.reader == "person" and what.found == 0 and what.limit == 0:
        limit, reached = "", None  # to be nothing says it all: `0 kr`, and not `0 kr, that is at most 0 kr`
    name = in_words(voice, left, None if isinstance(left, model.TheDay) else what.day)
    name = of_member(voice, name, what.member)
    blanks = {**words, "name": name, "found": found.text, "limit": limit, "reached": reached.text if reached else ""}
    kind = "condition_compared" if what.value is not None else "condition_compared_open"
    return Blanks(kind, blanks, (found, *([reached] if reached else [])))


def _shown_limit(voice: Voice, node: Expression, value: model.Value | None, type_: Type) -> Shown | None:
    """The value of the limit, when its words do not already say it."""
    return None if value is None or isinstance(node, model.Literal) else voice.show(value, type_)


def presumed_blanks(voice: Voice, entry: Entry, what: told.Presumed) -> Blanks:
    who = body_name(voice, what.shown_by) if what.shown_by else ""
    return Blanks(entry.kind, {"name": term_name(voice, what.term, what.member), "who": who}, name=what.term)
