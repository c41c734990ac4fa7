"""A second database, for what many do at once: each in a thread with a connection of its own, committing for real.

The trail cannot be emptied, so that tests which commit may not use the database of the others.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connections

from cspr.tests.live import a_database


class Spare:
    """Runs functions on the second database."""

    def __init__(self, name: str) -> None:
        self.name = name

    def do(self, work: Callable[[], Any]) -> Any:
        """What ``work`` returns, run on the second database."""
        return self.at_once([work])[0]

    def at_once(self, works: list[Callable[[], Any]]) -> list[Any]:
        """What each returns, in order, all run at the same moment; the first error is raised."""
        told: list[Any] = [None] * len(works)
        ready = threading.Barrier(len(works))

        def run(number: int) -> None:
            try:
                ready.wait(20)
                told[number] = works[number]()
            except BaseException as error:
                told[number] = error
            finally:
                connections["default"].close()

        with self._as_default():
            threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        for answer in told:
            if isinstance(answer, BaseException):
                raise answer
        return told

    @contextmanager
    def _as_default(self) -> Iterator[None]:
        # New threads connect to what stands here; the test's own connection is open already and stays as it is.
        settings = connections.settings["default"]
        before, settings["NAME"] = settings["NAME"], self.name
        try:
            yield
        finally:
            settings["NAME"] = before


@contextmanager
def spare_database(folder: Path) -> Iterator[Spare]:
    """A migrated database of the same kind as the tests', removed afterwards."""
    with a_database(folder) as address:
        spare = Spare(
            address.removeprefix("sqlite:///") if address.startswith("sqlite") else urlsplit(address).path[1:]
        )
        spare.do(lambda: call_command("migrate", verbosity=0))
        yield spare
