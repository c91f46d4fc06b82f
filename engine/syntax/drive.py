"""The parser's loop: the same tables, the same words, nothing else, so that a long file is read in half the time.

Lark's own loop keeps lines, columns and histories for every token, which only an error needs. Here a text is read
with the tables Lark built; what does not parse is given to Lark, which says what stands where it cannot.
"""

from __future__ import annotations

import re
from typing import Any

from lark import Lark, Token
from lark.parsers.lalr_analysis import Shift

from engine.syntax.nodes import Item

Step = int | tuple[int, Any, str]
"""Where a word leads: the next state; or how many parts to take back, what makes one of them, and what it is."""


class Reader:
    """Reads one item at a time with the tables and callbacks of a parser, or with callbacks of one's own by rule."""

    def __init__(self, lark: Lark, callbacks: Any = None) -> None:
        self.lark = lark
        machine: Any = lark.parser
        table, callbacks = machine.parser._parse_table, callbacks or machine.parser.parser.callbacks
        self._steps = {state: _steps(actions, callbacks) for state, actions in table.states.items()}
        self._start, self._end = table.start_states["start"], table.end_states["start"]
        self._lexers: dict[int, Any] = machine.lexer.lexers
        self._words: dict[int, tuple[Any, dict[str, dict[str, str]]]] = {}
        ignored = [term for term in machine.lexer_conf.terminals if term.name in machine.lexer_conf.ignore]
        self._skip = re.compile(f"(?:{'|'.join(term.pattern.to_regexp() for term in ignored)})*").match

    def read(self, text: str) -> Item:
        """The item a text is.

        Raises:
            lark.exceptions.UnexpectedInput: it is none; the exception says where and what could stand there.
        """
        item = self._read(text)
        if item is None:
            return self.lark.parse(text)  # type: ignore[return-value]
        return item

    def _read(self, text: str) -> Item | None:
        steps, words, skip, new = self._steps, self._words, self._skip, str.__new__
        states: list[int] = [self._start]
        values: list[Any] = []
        state, at, end = self._start, 0, len(text)
        while True:
            at = skip(text, at).end()  # type: ignore[union-attr]
            if at == end:
                return self._ended(states, values)
            match, renamed = words.get(state) or self._words_of(state)
            found = match(text, at)
            if found is None:
                return None
            word = found.group()
            kind = found.lastgroup
            if kind in renamed:
                kind = renamed[kind].get(word, kind)
            token = new(Token, word)
            token.type, token.start_pos = kind, at
            at = token.end_pos = found.end()
            while True:
                step = steps[state].get(kind)
                if step.__class__ is int:
                    state = step
                    states.append(state)
                    values.append(token)
                    break
                if step is None:
                    return None
                state = _reduce(step, states, values, steps)

    def _ended(self, states: list[int], values: list[Any]) -> Item | None:
        """What is left to be made of a text when its words have come to an end."""
        state = states[-1]
        while state != self._end:
            step = self._steps[state].get("$END")
            if step is None or step.__class__ is int:
                return None
            state = _reduce(step, states, values, self._steps)
        item: Item = values[-1]
        return item

    def _words_of(self, state: int) -> tuple[Any, dict[str, dict[str, str]]]:
        """How the words that can stand in a state are read, and which names are keywords there."""
        lexer = self._lexers[state]
        scanner = lexer.scanner
        (pattern,) = scanner._mres
        renamed = {
            name: {term.pattern.value: term.name for term in unless.scanner.terminals}
            for name, unless in lexer.callback.items()
        }
        self._words[state] = pattern.match, renamed
        return self._words[state]


def _steps(actions: dict[str, tuple[Any, Any]], callbacks: Any) -> dict[str, Any]:
    """A state's actions, ready to be taken."""
    return {
        name: arg if action is Shift else (len(arg.expansion), callbacks[arg], arg.origin.name)
        for name, (action, arg) in actions.items()
    }


def _reduce(step: Any, states: list[int], values: list[Any], steps: dict[int, dict[str, Any]]) -> int:
    """Takes the parts of a rule back and puts in what they make; gives the state that leads to."""
    size, make, kind = step
    if size:
        parts = values[-size:]
        del states[-size:], values[-size:]
    else:
        parts = []
    values.append(make(parts))
    state: int = steps[states[-1]][kind]
    states.append(state)
    return state
