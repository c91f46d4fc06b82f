"""`make bench`: what a decision costs, beside the same provisions written by hand, in one run on one machine.

Ratios are what to compare; seconds are this machine's. Start reading at `main`.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path

from tests.bench.made import chain, side_by_side
from tests.bench.measure import ROOT, hjemmel, once, peak_memory, process, seconds_each

MATTERS = 60
SIZES = (50, 500, 5_000)
CHAIN = 10_000


def main() -> None:
    """Whole commands, single calls, growth, and a long chain."""
    print(f"hjemmel bench, Python {platform.python_version()} on {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        cold_starts(Path(folder))
        calls()
        growth()
        long_chain(Path(folder))
        in_the_editor(Path(folder))


def cold_starts(folder: Path) -> None:
    large = folder / "large.policy"
    large.write_text(side_by_side(5_000), encoding="utf-8")
    cached, off = {"HJEMMEL_CACHE": str(folder / "cache")}, {"HJEMMEL_CACHE": "off"}
    decide = hjemmel("decide", "docs/examples/nursing-home.json", "--policies", "policies")
    process(decide, 1, cached)
    print("A command from start to end (median), and the most memory it held")
    row("python -c pass", process((sys.executable, "-c", "pass")))
    row("--version", process(hjemmel("--version")), peak_memory(hjemmel("--version")))
    row("decide, policies cached", process(decide, environment=cached), peak_memory(decide, cached))
    row("decide, nothing cached", process(decide, 3, off), peak_memory(decide, off))
    row("check policies", process(hjemmel("check", "policies"), 3, off), peak_memory(hjemmel("check", "policies"), off))
    row("check 5 000 rules in 60 000 lines", process(hjemmel("check", str(large)), 1, off))
    print()


def row(name: str, seconds: float, mebibytes: float | None = None) -> None:
    print(f"  {name:<38}{seconds * 1000:>9.0f} ms" + (f"{mebibytes:>8.0f} MiB" if mebibytes else ""))


def in_the_editor(folder: Path) -> None:
    """Every feature of the editor server. Needs the extra `editor`."""
    try:
        import pygls  # noqa: F401
    except ModuleNotFoundError:
        print("In the editor: not measured, pygls is not installed\n")
        return
    from tests.bench.editor import largest, made, show

    for path, root in ((largest(), ROOT), (made(folder), folder)):
        show(path, root)


def calls() -> None:
    """Each call beside the function written by hand for the same provisions, on the same matters."""
    from engine.workspace import open_workspace
    from tests.bench import cases, plain

    policy = open_workspace([str(ROOT / "policies")]).policy
    compare(policy, "payment for a long stay", cases.residents(MATTERS), plain.long_stay_payment)
    compare(policy, "qualification benefit", cases.participants(MATTERS), plain.qualification_benefit)


def compare(policy, title: str, matters: Iterable, by_hand: Callable) -> None:
    from engine.evaluate import decide, settle
    from engine.records.json import to_json
    from tests.bench.cases import DAY, read

    told = list(matters)
    read_in = [read(case, policy) for case, _ in told]
    for (case, options), (_, person) in zip(read_in, told, strict=True):
        values = tuple(settle(policy, case, options).values())
        wanted = by_hand(person, DAY)
        assert values == (wanted if isinstance(wanted, tuple) else (wanted,)), (values, wanted)
    people, cases = cycle(person for _, person in told), cycle(read_in)

    def with_derivation() -> object:
        decision = decide(policy, *next(cases))
        return [segment.derivation() for answer in decision.answers for segment in answer.segments]

    taken = seconds_each(
        {
            "by hand": lambda: by_hand(next(people), DAY),
            "values alone": lambda: settle(policy, *next(cases)),
            "decision, with grounds and duties": lambda: decide(policy, *next(cases)),
            "decision, as JSON": lambda: to_json(policy, decide(policy, *next(cases))),
            "decision, with every step as objects": with_derivation,
        }
    )
    print(f"A call: {title}, {MATTERS} matters in turn, same sums as by hand")
    for name, seconds in taken.items():
        print(f"  {name:<38}{seconds * 1e6:>9.1f} µs {seconds / taken['by hand']:>7.1f} ×")
    print()


def growth() -> None:
    """Reading, checking and deciding as rules grow tenfold and a hundredfold; × is beside the line above."""
    print("Growth: rules side by side; one of them, and all of them, decided for the first time")
    head = ("rules", "lines", "parse", "lines/s", "resolve", "check", "decide one", "decide all")
    print("  " + "".join(f"{word:>13}" for word in head))
    before: list[float] = []
    for rules in SIZES:
        text = side_by_side(rules)
        times, lines = sized(text, [f"testloven.benefit_{number}" for number in range(rules // 2)]), text.count("\n")
        shown = [f"{seconds:.3f} s" for seconds in times]
        shown.insert(1, f"{lines / times[0]:.0f}")
        print(f"  {rules:>13}{lines:>13}" + "".join(f"{cell:>13}" for cell in shown))
        if before:
            ratios = [f"{now / then:.1f} ×" for now, then in zip(times, before, strict=True)]
            ratios.insert(1, "")
            print("  " + " " * 26 + "".join(f"{cell:>13}" for cell in ratios))
        before = times
    print()


def sized(text: str, terms: list[str]) -> list[float]:
    """Seconds to parse, resolve, check, decide one term and decide all of them."""
    from datetime import date
    from fractions import Fraction

    from engine.analysis import check
    from engine.evaluate import decide
    from engine.model.case import Case, Statement
    from engine.resolve import resolve
    from engine.source import SourceText
    from engine.syntax import parse

    parse(SourceText("warm", "language en\n"))
    kept: list = []
    times = [once(lambda: kept.append(parse(SourceText("made.policy", text))))]
    times.append(once(lambda: kept.append(resolve([kept[0][0]]))))
    policy = kept[1][0]
    times.append(once(lambda: check(policy, None)))
    facts = {
        ("testloven.income", None): (Statement("known", Fraction(248_056)),),
        ("testloven.birth_date", None): (Statement("known", date(2001, 2, 3)),),
    }
    for requested in (terms[:1], terms):
        case = Case(date(2024, 8, 1), facts=facts, requested=tuple(requested))
        times.append(once(lambda case=case: kept.append(decide(policy, case))))
        assert not any(segment.is_open for answer in kept[-1].answers for segment in answer.segments)
    return times


def long_chain(folder: Path) -> None:
    """Ten thousand rules, each resting on the one before."""
    text = chain(CHAIN)
    last = f"testloven.step_{CHAIN - 1}"
    names = ("parse", "resolve", "check", "decide its end")
    times = sized(text, [last])
    print(f"A chain of {CHAIN} rules: " + ", ".join(f"{n} {t:.2f} s" for n, t in zip(names, times, strict=False)))


if __name__ == "__main__":
    main()
