"""Taking times: one thing against another in the same run, and whole processes from the outside."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
Work = Callable[[], object]


def seconds_each(works: Mapping[str, Work], rounds: int = 9, spent: float = 0.15) -> dict[str, float]:
    """The time of one call of each, in seconds: the median of some rounds, in which all take turns.

    Taking turns spreads what else the machine does over all of them alike, so that ratios can be trusted.
    """
    counts = {name: _calls_in(work, spent) for name, work in works.items()}
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(_time(work, counts[name]))
    return {name: statistics.median(times) for name, times in taken.items()}


def _calls_in(work: Work, spent: float) -> int:
    work()
    count, took = 1, _time(work, 1)
    while took * count < spent / 4:
        count *= 4
        took = _time(work, count)
    return max(1, round(spent / took))


def _time(work: Work, count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        work()
    return (time.perf_counter() - began) / count


def once(work: Work) -> float:
    """The time of a single call, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def process(arguments: Sequence[str], runs: int = 9, environment: Mapping[str, str] | None = None) -> float:
    """A command from start to end: the median time in seconds."""
    return statistics.median(once(lambda: _run(arguments, environment)) for _ in range(runs))


def peak_memory(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> float:
    """The most memory a command of ours held, in MiB, as it tells itself when it ends.

    What the system tells of a child counts what its parent held when it was born.
    """
    told = _run((sys.executable, "-c", _TELLING, *arguments[1:]), environment)
    return int(told.rsplit("peak KiB: ", 1)[1]) / 1024


_TELLING = """
import atexit, os, resource, sys
def tell():
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if os.path.exists("/proc/self/status"):
        kib = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
    print("peak KiB:", kib)
atexit.register(tell)
from engine.cli import main
main()
"""


def _run(arguments: Sequence[str], environment: Mapping[str, str] | None) -> str:
    # An installed program has compiled modules beside it; a shell that forbids writing them would measure compiling.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env={**inherited, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)} exited {done.returncode}: {done.stdout}")
    return done.stdout


def hjemmel(*arguments: str) -> tuple[str, ...]:
    """The installed command beside the Python this runs in."""
    return (str(Path(sys.executable).with_name("hjemmel")), *arguments)
