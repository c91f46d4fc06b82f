"""Running a compiled program on the days of a case. A frame is one program on one day, with all its values.

Start reading at `Compiled` and `Run.frame`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from types import CodeType
from typing import Any

from engine.evaluate.inputs import Inputs
from engine.evaluate.slots import FACTS_BELOW, Layout, Program, Ref, Slot
from engine.model.policy import Policy
from engine.model.serialise import also, from_data, to_data

Function = Callable[..., tuple[Any, ...]]
_DAY = timedelta(days=1)


class Compiled:
    """A program with its generated code, made when first needed: facts in hundredths, and the exact version."""

    def __init__(self, policy: Policy, program: Program) -> None:
        self.policy, self.program = policy, program
        self._codes: dict[int | None, tuple[CodeType, Layout]] = {}
        self._functions: dict[int | None, tuple[Function, Layout]] = {}

    def function(self, below: int | None) -> tuple[Function, Layout]:
        """The function for facts over a denominator, and how to read what it gives."""
        found = self._functions.get(below)
        if found is None:
            code, layout = self._code(below)
            space: dict[str, Any] = {"__name__": "hjemmel_generated"}
            exec(code, space)  # our own code, generated from the policy's slots
            found = self._functions[below] = (space["RUN"], layout)
        return found

    def _code(self, below: int | None) -> tuple[CodeType, Layout]:
        if below not in self._codes:
            text, layout = self.source(below)
            self._codes[below] = (compile(text, "<policy>", "exec"), layout)
        return self._codes[below]

    def pack(self) -> list[Any]:
        """The program and its usual code as plain data."""
        code, layout = self._code(FACTS_BELOW)
        return [to_data(self.program), to_data(layout), code]

    @classmethod
    def unpack(cls, policy: Policy, packed: list[Any]) -> Compiled:
        """What `pack` made this from."""
        also(Program, Slot, Ref, Layout)
        program, layout, code = packed
        made = cls(policy, from_data(program))
        made._codes[FACTS_BELOW] = (code, from_data(layout))
        return made

    def source(self, below: int | None = FACTS_BELOW) -> tuple[str, Layout]:
        """The generated source."""
        from engine.evaluate.code import generate

        return generate(self.program, self.policy, below)


class Frame:
    """The values of one program on one day.

    `grounds` are the nodes found decisive, `marks` also what they rest on, and `decisive` those of each answer.
    """

    __slots__ = ("day", "decisive", "function", "grounds", "layout", "marks", "program", "run", "values")

    def __init__(self, run: Run, program: Program, layout: Layout, function: Function, day: date | None) -> None:
        self.run, self.program, self.layout, self.function, self.day = run, program, layout, function, day
        facts, given, uses, unknown = run.inputs.on(day)
        there = _Elsewhere(self) if program.subs else None
        inputs = run.inputs
        self.values = function(day, facts.get, given.get, uses.get, unknown, inputs.ids, inputs.lists, there)
        self.marks: set[Any] = set()
        self.grounds: set[Any] = set()
        self.decisive: dict[tuple[int, tuple[str, ...]], Any] = {}

    @property
    def shown_day(self) -> date:
        """The day a reader is told: the case's own where the day read is not known yet."""
        return self.run.inputs.case.day if self.day is None else self.day

    def sub(self, index: int, day: date | None) -> Frame:
        """The frame of a program for another day; `None` where that day is not known yet."""
        function: Function = self.function.subs[index]  # type: ignore[attr-defined]
        frames = self.run.frames
        found = frames.get((function, day))
        if found is None:
            found = Frame(self.run, self.program.subs[index], self.layout.subs[index], function, day)
            frames[function, day] = found
        return found

    def raw(self, slot: int, key: tuple[str, ...] = ()) -> Any:
        """A value as the code holds it: a number over the slot's denominator."""
        value = self.values[slot]
        if not self.program.slots[slot].dims:
            return value
        return value.get(key[0] if len(key) == 1 else key)

    def value(self, slot: int, key: tuple[str, ...] = ()) -> Any:
        """A value as everybody else reads it: numbers as fractions."""
        value, below = self.raw(slot, key), self.layout.below[slot]
        if value is None or below == 0:
            return value
        return Fraction(value) if below is None else Fraction(value, below)

    def at(self, ref: Ref, names: dict[str, str]) -> tuple[int, tuple[str, ...]]:
        """The slot and members a reference points at, given the members around it."""
        return ref.slot, tuple(names[name] for name in ref.at)

    def names(self, slot: int, key: tuple[str, ...]) -> dict[str, str]:
        """The members around a slot, by variable."""
        return {name: member for (name, _), member in zip(self.program.slots[slot].dims, key, strict=True)}


class _Elsewhere:
    """What generated code asks of other days."""

    __slots__ = ("frame",)

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def __call__(self, index: int, day: date | None) -> tuple[Any, ...]:
        return self.frame.sub(index, day).values

    def stretch(self, index: int, day: date) -> tuple[date, date]:
        """The days around one on which a program for other days has the same values."""
        return self.frame.run.stretch(self.frame.program.subs[index], day)


class Run:
    """One case on one compiled program: frames are made once per day and kept."""

    def __init__(self, compiled: Compiled, inputs: Inputs, known_on: date | None = None) -> None:
        self.compiled, self.inputs, self.known_on = compiled, inputs, known_on
        self.frames: dict[Any, Frame] = {}
        self._edges: dict[int, list[date]] = {}

    def frame(self, day: date) -> Frame:
        """The program on a day."""
        function, layout = self.compiled.function(self.inputs.below)
        found = self.frames.get((function, day))
        if found is None:
            found = Frame(self, self.compiled.program, layout, function, day)
            self.frames[function, day] = found
        return found

    def stretch(self, program: Program, day: date) -> tuple[date, date]:
        """The days around one on which nothing a program reads changes; that day alone where it reads the day."""
        if program.reads_day:
            return day, day
        edges = self._edges.get(id(program))
        if edges is None:
            edges = self._edges[id(program)] = sorted({*program.breaks, *self.inputs.breaks()})
        at = bisect_right(edges, day)
        return edges[at - 1] if at else date.min, edges[at] - _DAY if at < len(edges) else date.max
