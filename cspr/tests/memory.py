"""How is the same world not built anew for every test? It is built once by real actions, and its rows are remembered.

``remembered(step, cast, …)`` calls the step the first time, and writes the rows it left the next time the same step
follows on the same steps. Anything else that a test writes in between ends that for the rest of the test: from then on
each step is called.
"""

import copy
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models

WRITES = ("INSERT", "UPDATE", "DELETE")
Row = tuple[Any, ...]
Rows = dict[str, dict[Any, Row]]


@dataclass
class Left:
    """What a step left: the rows that are new or other, by table, and what it returned."""

    rows: Rows
    returned: Any


@dataclass
class Memory:
    """What was left by steps, for a whole run; and how far the test of the moment has come."""

    left: dict[tuple[str, ...], Left] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    astray: bool = False
    calling: bool = False

    def begin(self, stack: ExitStack) -> None:
        """A new test begins, with nothing done."""
        self.steps, self.astray, self.calling = (), False, False
        stack.enter_context(connection.execute_wrapper(self._watch))

    def _watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.calling and sql.lstrip()[:6].upper() in WRITES:
            self.astray = True
        return execute(sql, params, many, context)

    def __call__(self, step: Callable[..., Any], *given: Any, **said: Any) -> Any:
        if self.astray or self.calling:
            return step(*given, **said)
        self.steps += (f"{step.__module__}.{step.__qualname__}{sorted(said.items())}",)
        self.calling = True
        try:
            if self.steps in self.left:
                write(self.left[self.steps].rows)
            else:
                before = everything()
                returned = step(*given, **said)
                self.left[self.steps] = Left(difference(before, everything()), copy.deepcopy(returned))
                return returned
        finally:
            self.calling = False
        return copy.deepcopy(self.left[self.steps].returned)


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


def difference(before: Rows, after: Rows) -> Rows:
    """The rows that are new or other. Nothing is ever deleted here."""
    found = {
        table: {key: row for key, row in rows.items() if before[table].get(key) != row} for table, rows in after.items()
    }
    assert all(before[table].keys() <= rows.keys() for table, rows in after.items()), "A step deleted rows."
    return {table: rows for table, rows in found.items() if rows}


def write(left: Rows) -> None:
    """Write rows as they were; those that stood there otherwise are changed."""
    with connection.cursor() as cursor:
        for model in tables():
            rows = left.get(model._meta.db_table)
            if not rows:
                continue
            names, key = [field.column for field in model._meta.local_fields], model._meta.pk.column
            others = ", ".join(f"{quoted([name])} = excluded.{quoted([name])}" for name in names if name != key)
            cursor.executemany(
                f"INSERT INTO {quoted([model._meta.db_table])} ({quoted(names)}) VALUES ({', '.join(['%s'] * len(names))})"
                f" ON CONFLICT ({quoted([key])}) DO UPDATE SET {others}",
                list(rows.values()),
            )


def quoted(names: list[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)
