"""How long do things take? Runs every ``bench_…`` function beside this file on a throw-away database; fails on no figure.

A benchmark prepares what it needs and returns the call to be timed; the first line of its docstring says what that is.
A ``figure_…`` function beside them returns what it measured in words; it is asked first, while this process is small.
BENCH_DATABASE_URL names an empty PostgreSQL database to be used instead of SQLite; it is filled and not cleaned.
"""

import importlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SECONDS_EACH = 2.0
LEAST_RUNS = 3
LONG = 10.0  # seconds: what takes longer is run once

Benchmark = Callable[[], Callable[[], object]]


def main(words: Sequence[str]) -> None:
    sys.path.insert(0, str(HERE.parent.parent))
    with tempfile.TemporaryDirectory(prefix="cspr-bench-") as folder:
        prepare(folder)
        for name, figure in things("figure_"):
            if not words or any(word in name for word in words):
                print(f"{name:32}{figure():>12}\n    {told(figure)}", flush=True)
        print(f"{'benchmark':32}{'median':>12}{'best':>12}{'computing':>12}{'runs':>7}")
        medians = {}
        for name, benchmark in things("bench_"):
            if not words or any(word in name for word in words):
                medians[name] = measure(name, benchmark)
        grow(medians)


def prepare(folder: str) -> None:
    for name in [name for name in os.environ if name.startswith("CSPR_")]:
        del os.environ[name]
    os.environ |= {"CSPR_VAR": folder, "DJANGO_SETTINGS_MODULE": "cspr.settings"}
    os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("start", prepare_only=True)


def things(prefix: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The functions beside this file whose names begin so, by the rest of their names."""
    for path in sorted(HERE.glob("*.py")):
        if path.name != Path(__file__).name:
            module = importlib.import_module(path.stem)
            for name, thing in list(vars(module).items()):
                if name.startswith(prefix):
                    yield name.removeprefix(prefix), thing


def told(thing: Callable[[], Any]) -> str:
    """What its docstring says first."""
    return (thing.__doc__ or "").strip().splitlines()[0]


def measure(name: str, benchmark: Benchmark) -> float:
    """Prints one benchmark, and returns its median in seconds; "computing" does not count what others do on the machine."""
    call = benchmark()
    know_the_rows()
    first = timed(call)  # the first time pays for imports and caches
    taken = [first] if first[0] > LONG else []
    while first[0] <= LONG and (len(taken) < LEAST_RUNS or sum(wall for wall, _ in taken) < SECONDS_EACH):
        taken.append(timed(call))
    median = statistics.median(wall for wall, _ in taken)
    best, computing = (min(times) for times in zip(*taken, strict=True))
    print(f"{name:32}{in_words(median):>12}{in_words(best):>12}{in_words(computing):>12}{len(taken):>7}")
    print(f"    {told(benchmark)}", flush=True)
    return median


def know_the_rows() -> None:
    """Have PostgreSQL count what was just filled in, as it does by itself a minute later; until then it guesses."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """How long it takes by the clock on the wall, and how long it computes."""
    began, computed = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - began, time.process_time() - computed


def grow(medians: dict[str, float]) -> None:
    """Says of what was measured at several sizes (names that end in a number) how its time grows with the size."""
    sizes: dict[str, dict[int, float]] = {}
    for name, median in medians.items():
        stem, _, size = name.rpartition("_")
        if size.isdecimal():
            sizes.setdefault(stem, {})[int(size)] = median
    for stem, found in sizes.items():
        least, most = min(found), max(found)
        if least < most:
            print(f"{stem}: {most / least:.0f} times as much takes {found[most] / found[least]:.1f} times as long")


def in_words(seconds: float) -> str:
    return (
        f"{seconds:.2f} s"
        if seconds >= 1
        else f"{seconds * 1000:.2f} ms"
        if seconds >= 1e-3
        else f"{seconds * 1e6:.0f} µs"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
