"""Conditions and formulae in words: `75 % av inntekten, men høyst 124 028 kr per år`.

The same sentence is built twice: with the names of what it reads, and with the values these had. A negation never
puts a "not" in front of the author's words: the answer that is asked for is named instead (`deler rom: nei`).
Recursion follows one expression only, and its nesting is limited. Start reading at `in_words` and `in_figures`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from engine.evaluate.decision import ConditionStep
from engine.model import expressions as model
from engine.model.expressions import Expression, Value, children
from engine.model.units import Type
from explain.names import Voice, clause, name_of, quoted, statement, term_name
from explain.values import Shown, is_decimal
from explain.vocabulary import joined

_SIGNS = {"plus": "+", "minus": "−", "times": "×", "divided": "/"}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}

_SIMPLE = (model.Literal, model.Read, model.ReadParameter, model.Otherwise, model.TheDay, model.Used)
_COMPOUND = (model.Sum, model.Lesser, model.Greater, model.Rounded, model.If)


def in_words(voice: Voice, node: Expression, day: date | None = None) -> str:
    """An expression with the names of what it reads; with a `day`, the day in question is named."""
    return _Speaker(voice, day=day).say(node, None)


def in_clause(voice: Voice, node: Expression) -> str:
    """A condition as a clause that says what is asked for."""
    return _Speaker(voice).clause(node)


def in_figures(voice: Voice, step: ConditionStep) -> str:
    """An expression with the values it read and the signs of arithmetic; what was open keeps its name."""
    return _Speaker(voice, figures=True).say(step.expression, step)


def in_steps(voice: Voice, step: ConditionStep) -> tuple[str, list[tuple[Shown, str]]]:
    """An expression in words without parentheses: what would stand in them is named by its value and told after.

    `75 % av 114 028 kr` and then `114 028 kr er inntekten minus fribeløpet`, so that it can be read aloud.
    """
    speaker = _Speaker(voice, apart=[])
    first = speaker.say(step.expression, step)
    after: list[tuple[Shown, str]] = []
    for part in speaker.apart or ():  # grows while its own parts are said
        assert part.value is not None
        after.append((voice.show(part.value, part.expression.type), speaker.say(part.expression, part)))
    return first, after


def of_list(voice: Voice, concept: str, list_id: str, **blanks: str) -> str:
    """What is said of a list: to a person in the list's own words, to the office by its name."""
    name = name_of(voice, voice.policy.lists.get(list_id), list_id)
    if voice.reader == "person":
        return voice.word(f"{concept}_person", list=name, **blanks)
    return voice.word(concept, list=quoted(name, voice.language), **blanks)


def used(voice: Voice, power: str) -> str:
    """The use of a power, as a noun phrase."""
    return voice.word("used", power=term_name(voice, power))


def requirement(voice: Voice, node: model.Compare, as_is: bool = True) -> str:
    """What a comparison asks of its left side, `under 25 år`; with `as_is` false, the opposite of it."""
    op = node.op if as_is else OPPOSITE[node.op]
    right = _Speaker(voice).say(node.right, None)
    return _compared(voice, op, node.left.type, right)


def _compared(voice: Voice, op: str, type_: Type, right: str) -> str:
    if op in ("=", "!=") and type_.kind not in ("number", "date"):
        return right if op == "=" else f"{voice.word('!=')} {right}"
    return f"{voice.word('date' + op if type_.kind == 'date' else op)} {right}"


class _Speaker:
    """One way of saying an expression: with names, or with figures.

    With `apart`, operands in need of parentheses are said by their value and kept there to be told of afterwards.
    """

    def __init__(
        self, voice: Voice, figures: bool = False, day: date | None = None, apart: list[ConditionStep] | None = None
    ) -> None:
        self.voice = voice
        self.figures = figures
        self.day = day
        self.apart = apart

    def sign(self, concept: str) -> str:
        """An operator: a sign among figures, a word among words."""
        return _SIGNS[concept] if self.figures else self.voice.word(concept)

    def say(self, node: Expression, step: ConditionStep | None) -> str:
        if self.figures and isinstance(node, _READS) and step is not None and step.value is not None:
            return self.value(step.value, node.type)
        if isinstance(node, _SIMPLE):
            return self.simple(node)
        parts = self.parts(node, step)
        if isinstance(node, (model.And, model.Or, model.Not, model.Compare, model.Between)):
            return self.condition(node, parts)
        if isinstance(node, (model.Quantified, model.DaysWhere, model.SumOverDays, model.DayBegan)):
            return self.gathered(node)
        if node.type.kind == "date" or isinstance(node, (model.FullPeriods, model.YearOf, model.OnDay)):
            return self.dated(node, parts)
        return self.arithmetic(node, parts)

    def value(self, value: Value, type_: Type) -> str:
        return self.voice.show(value, type_).text

    def simple(self, node: Expression) -> str:
        voice = self.voice
        match node:
            case model.Literal(value=value):
                return self.value(value, node.type)
            case model.Read(term=term):
                return self.read(term, node.type)
            case model.ReadParameter(parameter=parameter):
                return name_of(voice, voice.policy.parameters.get(parameter), parameter)
            case model.Used(term=term):
                return used(voice, term)
            case model.Otherwise():
                return voice.word("otherwise")
            case _:
                return voice.word("the_day") if self.day is None else voice.day(self.day)

    def read(self, term: str, type_: Type) -> str:
        """A term by its name; what was set by using a power, by what the power is for."""
        name, declared = term_name(self.voice, term), self.voice.policy.terms.get(term)
        set_by_use = declared is not None and declared.is_action and type_.kind != "effect"
        return self.voice.word("set_by_use", power=name) if set_by_use else name

    def parts(self, node: Expression, step: ConditionStep | None) -> list[str]:
        """The operands in words, in parentheses where the phrase would otherwise be ambiguous."""
        inside = children(node)
        steps: list[ConditionStep | None] = [None] * len(inside)
        if step is not None and [it.expression for it in step.parts] == list(inside):
            steps = list(step.parts)
        return [self.part(node, n, part, at) for n, (part, at) in enumerate(zip(inside, steps, strict=True))]

    def part(self, node: Expression, place: int, part: Expression, step: ConditionStep | None) -> str:
        if not _needs_parentheses(node, place, part):
            return self.say(part, step)
        if self.apart is None or step is None or not isinstance(step.value, Fraction):
            return f"({self.say(part, step)})"
        if all(it.expression != part for it in self.apart):
            self.apart.append(step)
        return self.value(step.value, part.type)

    def condition(self, node: Expression, parts: list[str]) -> str:
        voice = self.voice
        match node:
            case model.And():
                return joined(
                    [self.answered(it, text) for it, text in zip(node.parts, parts, strict=True)], voice.language
                )
            case model.Or():
                said = [self.answered(it, text) for it, text in zip(node.parts, parts, strict=True)]
                return joined(said, voice.language, "or")
            case model.Not(part=part):
                return self.denied(part, parts[0])
            case model.Between():
                return voice.word("is", part=parts[0], what=voice.word("between", low=parts[1], high=parts[2]))
            case model.Compare(op=op, left=left):
                return voice.word("is", part=parts[0], what=_compared(voice, op, left.type, parts[1]))
            case _:
                raise TypeError(f"{type(node).__name__} is no condition")

    def answered(self, part: Expression, text: str) -> str:
        """A part of a joined condition: the author's sentence for yes, else the name and the answer asked for."""
        if not isinstance(part, (model.Read, model.Used)):
            return text
        return self.sentence_for(part, True) or f"{text}: {self.voice.word('yes')}"

    def denied(self, part: Expression, text: str) -> str:
        if isinstance(part, model.Compare):
            left = self.say(part.left, None)
            return self.voice.word("is", part=left, what=requirement(self.voice, part, as_is=False))
        if isinstance(part, model.Not):
            return text.removeprefix("(").removesuffix(")")
        return self.sentence_for(part, False) or f"{text}: {self.voice.word('no')}"

    def sentence_for(self, part: Expression, answer: bool) -> str:
        """The author's sentence for an answer, as a part of another sentence; empty when there is none."""
        return clause(statement(self.voice, part.term, answer)) if isinstance(part, model.Read) else ""

    def gathered(self, node: Expression) -> str:
        voice = self.voice
        match node:
            case model.Quantified(kind=kind, list=list_id, body=body):
                said = self.say(body, None) if body is not None else ""
                where = self.where(node.where)
                if voice.reader == "person" and kind not in ("any", "every") and _is_empty(voice, list_id):
                    where = voice.word("where_nobody")
                return of_list(voice, kind, list_id, where=where, body=said)
            case model.DaysWhere(first=first, last=last, where=where):
                condition = self.clause(where)
                return voice.word(
                    "days_where", first=self.say(first, None), last=self.say(last, None), condition=condition
                )
            case model.SumOverDays(body=body, first=first, last=last, where=where):
                ends = {"first": self.say(first, None), "last": self.say(last, None)}
                return voice.word("sum_days", body=self.say(body, None), where=self.where(where), **ends)
            case model.DayBegan(where=where):
                return voice.word("began", condition=self.clause(where))
            case _:
                raise TypeError(f"{type(node).__name__} gathers nothing")

    def where(self, node: Expression) -> str:
        if node == model.YES:
            return ""
        return self.voice.word(
            "where_person" if self.voice.reader == "person" else "where", condition=self.clause(node)
        )

    def clause(self, node: Expression) -> str:
        return self.answered(node, self.say(node, None))

    def dated(self, node: Expression, parts: list[str]) -> str:
        voice = self.voice
        match node:
            case model.OnDay(day=day):
                return voice.word(
                    "on_date" if isinstance(day, model.Literal) else "on_day", part=parts[0], day=parts[1]
                )
            case model.Shifted(count=count, unit=unit):
                span = f"{abs(count)} {voice.word(f'unit_{unit}' if abs(count) == 1 else f'unit_{unit}s')}"
                return voice.word("before" if count < 0 else "after", count=span, day=parts[0])
            case model.FullPeriods(unit=unit):
                return voice.word(f"full_{unit}", first=parts[0], last=parts[1])
            case model.YearOf():
                return voice.word("year_of", day=parts[0])
            case model.FirstOfYear(day=model.TheDay()):
                return voice.word("first_of_this_year")
            case model.FirstOfYear():
                return voice.word("first_of_year", day=parts[0])
            case model.Moved(calendar=calendar):
                of = name_of(voice, voice.policy.calendars.get(calendar), calendar)
                return voice.word("moved", day=parts[0], calendar=of)
            case _:
                return self.arithmetic(node, parts)

    def arithmetic(self, node: Expression, parts: list[str]) -> str:
        voice = self.voice
        match node:
            case model.Sum(signs=signs):
                said = [self.signed(sign, text, n) for n, (sign, text) in enumerate(zip(signs, parts, strict=True))]
                return " ".join(said)
            case model.Product():
                return self.product(node, parts)
            case model.Quotient():
                return f"{parts[0]} {self.sign('divided')} {parts[1]}"
            case model.Lesser(limit=limit) | model.Greater(limit=limit):
                return self.limited(isinstance(node, model.Lesser), limit, parts)
            case model.Rounded():
                return self.rounded(node, parts[0])
            case model.If():
                plain = isinstance(node.condition, (model.Compare, model.Between))
                asked = self.clause(node.condition) if not plain else parts[0]
                return voice.word("if" if plain else "if_this", condition=asked, then=parts[1], otherwise=parts[2])
            case _:
                raise TypeError(f"no words for {type(node).__name__}")

    def signed(self, sign: int, text: str, place: int) -> str:
        if place == 0:
            return text if sign > 0 else f"{self.sign('minus')} {text}"
        return f"{self.sign('plus' if sign > 0 else 'minus')} {text}"

    def product(self, node: model.Product, parts: list[str]) -> str:
        first = node.parts[0]
        if isinstance(first, model.Literal) and _is_share(first) and len(parts) > 1 and not self.figures:
            whole = f" {self.sign('times')} ".join(parts[1:])
            return self.voice.word("share", share=parts[0], whole=whole)
        return f" {self.sign('times')} ".join(parts)

    def limited(self, lesser: bool, limit: bool, parts: list[str]) -> str:
        if limit:
            inner = parts[0] if len(parts) == 2 else joined(parts[:-1], self.voice.language)
            return self.voice.word("at_most" if lesser else "at_least", part=inner, limit=parts[-1])
        return self.voice.word("lesser" if lesser else "greater", parts=joined(parts, self.voice.language))

    def rounded(self, node: model.Rounded, part: str) -> str:
        step = self.value(node.step, node.part.type) if node.step != 1 or node.part.type.unit.powers else "1"
        said = self.voice.word(f"round_{node.direction}", part=part, step=step)
        return self.voice.word(node.tie, part=said) if node.tie else said


_READS = (
    model.Read,
    model.ReadParameter,
    model.Otherwise,
    model.TheDay,
    model.OnDay,
    model.Quantified,
    model.DaysWhere,
    model.SumOverDays,
    model.DayBegan,
    model.FullPeriods,
    model.Used,
)


def _is_empty(voice: Voice, list_id: str) -> bool:
    """Whether the case says that there is nobody on a list."""
    known = [it for key, it in voice.case.lists.items() if key[0] == list_id]
    return bool(known) and not any(it.ids for it in known) and all(it.complete for it in known)


def _is_share(node: model.Literal) -> bool:
    """Whether a number is said as a share of something: a percentage, or a fraction such as 2/3."""
    if node.type.percent:
        return True
    value = node.value
    return isinstance(value, Fraction) and not node.type.unit.powers and 0 < value < 1 and not is_decimal(value)


def _needs_parentheses(node: Expression, place: int, part: Expression) -> bool:
    if isinstance(part, (model.And, model.Or)):
        return isinstance(node, (model.And, model.Or, model.Not))
    if isinstance(node, (model.Product, model.Quotient)):
        return isinstance(part, _COMPOUND) or (isinstance(node, model.Quotient) and place == 1 and _is_product(part))
    if isinstance(node, model.Sum):
        return isinstance(part, (model.Lesser, model.Greater, model.Rounded, model.If)) or (
            isinstance(part, model.Sum) and place > 0
        )
    if isinstance(node, (model.Lesser, model.Greater)):
        return isinstance(part, (model.Lesser, model.Greater, model.Rounded, model.If)) or (
            isinstance(part, model.Sum) and not node.limit
        )
    return isinstance(node, (model.Rounded, model.OnDay, model.Compare)) and isinstance(part, _COMPOUND[1:])


def _is_product(part: Expression) -> bool:
    return isinstance(part, (model.Product, model.Quotient))
