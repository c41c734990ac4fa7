"""How is the same world not built anew for every test? It is built once by real actions, and its rows are remembered.

A fixture that is ``kept`` is called the first time, and its rows are written the next time it follows on the same
fixtures. Anything else that a test writes in between ends that for the rest of the test: from then on each is called.

    @pytest.fixture
    @kept
    def review(cast):
        return opened(cast, at=AT)
"""

import copy
import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models

from cspr.tests.cast import Cast

PLACED = re.compile(r"(\((?:%s, )*%s\))")
WRITES = ("INSERT", "UPDATE", "DELETE")
Row = tuple[Any, ...]
Rows = dict[str, dict[Any, Row]]
Written = tuple[str, list[Row]]  # a statement, and what it is executed with, one row after the other


@dataclass
class Left:
    """What a fixture left: what writes the rows that are new and those that are other again, and what it returned."""

    written: list[Written]
    returned: Any


@dataclass
class Memory:
    """What fixtures left, for a whole run; and how far the test of the moment has come."""

    left: dict[tuple[str, ...], Left] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    astray: bool = False
    calling: bool = False

    def begin(self) -> None:
        """A test begins, with nothing done; whatever is written from now on is seen, also by fixtures that are not kept."""
        self.steps, self.astray, self.calling = (), False, False
        if self._watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._watch)

    def _watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.calling and sql.lstrip()[:6].upper() in WRITES:
            self.astray = True
        return execute(sql, params, many, context)

    def call(self, build: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """What this fixture returns, with its rows in the database."""
        if self.astray or self.calling:
            return build(*given)
        self.steps += (f"{build.__module__}.{build.__qualname__} {named(given)}",)
        self.calling = True
        try:
            if self.steps not in self.left:
                before = everything()
                returned = build(*given)
                new, other = difference(before, everything())
                written = as_one([*statements(new), *statements(other, anew=True)])
                self.left[self.steps] = Left(written, copy.deepcopy(returned))
                return returned
            write(self.left[self.steps].written)
            return copy.deepcopy(self.left[self.steps].returned)
        finally:
            self.calling = False


MEMORY = Memory()


def kept(build: Callable[..., Any]) -> Callable[..., Any]:
    """A fixture that is built once for each way of coming to it."""

    def fixture(*, memory_of_a_test: Memory, **given: Any) -> Any:
        return memory_of_a_test.call(build, tuple(given.values()))

    signature = inspect.signature(build)
    memory = inspect.Parameter("memory_of_a_test", inspect.Parameter.KEYWORD_ONLY)
    fixture.__signature__ = signature.replace(parameters=[*signature.parameters.values(), memory])  # type: ignore
    fixture.__name__, fixture.__doc__, fixture.__module__ = build.__name__, build.__doc__, build.__module__
    return fixture


def named(thing: Any) -> str:
    """What tells one argument from another; people and agencies are the same in every test."""
    if isinstance(thing, dict):
        return named(list(thing.items()))
    if isinstance(thing, (list, tuple)):
        return "(" + ", ".join(named(each) for each in thing) + ")"
    if isinstance(thing, models.Model):
        return f"{thing._meta.label} {thing.pk}"
    return "the cast" if isinstance(thing, Cast) else repr(thing)


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def everything() -> Rows:
    """Every row of every table, as the database has it, by its primary key."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in tables():
            names = [field.column for field in model._meta.local_fields]
            key = names.index(model._meta.pk.column)
            cursor.execute(f"SELECT {quoted(names)} FROM {quoted([model._meta.db_table])}")
            found[model._meta.db_table] = {row[key]: tuple(row) for row in cursor.fetchall()}
    return found


def difference(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """The rows that are new, and those that are other. Nothing is ever deleted here."""
    assert all(before[table].keys() <= rows.keys() for table, rows in after.items()), "A fixture deleted rows."
    new: Rows = {}
    other: Rows = {}
    for table, rows in after.items():
        was = before[table]
        new[table] = {key: row for key, row in rows.items() if key not in was}
        other[table] = {key: row for key, row in rows.items() if key in was and was[key] != row}
    return new, other


def statements(left: Rows, *, anew: bool = False) -> Iterator[Written]:
    """What writes rows as they were; ``anew`` where they stand there already, otherwise."""
    for model in tables():
        rows = left[model._meta.db_table]
        if not rows:
            continue
        names, key = [field.column for field in model._meta.local_fields], model._meta.pk.column
        others = ", ".join(f"{quoted([name])} = excluded.{quoted([name])}" for name in names if name != key)
        yield (
            f"INSERT INTO {quoted([model._meta.db_table])} ({quoted(names)}) VALUES ({', '.join(['%s'] * len(names))})"
            + (f" ON CONFLICT ({quoted([key])}) DO UPDATE SET {others}" if anew else ""),
            [tuple(map(adapted, row)) for row in rows.values()],
        )


def as_one(written: list[Written]) -> list[Written]:
    """The same in one go, where every row would be a way to the server and back."""
    if connection.vendor != "postgresql" or not written:
        return written

    def filled(sql: str, rows: list[Row]) -> str:
        head, places, tail = PLACED.split(sql)
        return head + ", ".join(cursor.mogrify(places, row).decode() for row in rows) + tail

    with connection.cursor() as cursor:
        return [("; ".join(filled(*each) for each in written), [])]


def write(written: list[Written]) -> None:
    with connection.cursor() as cursor:
        for sql, rows in written:
            cursor.executemany(sql, rows) if rows else cursor.execute(sql)


def adapted(value: Any) -> Any:
    """The same, as the database takes it: SQLite is not told how to take a time of the day."""
    return connection.ops.adapt_timefield_value(value) if isinstance(value, dt.time) else value


def quoted(names: list[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)
