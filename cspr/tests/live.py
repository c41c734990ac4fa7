"""The whole system running for the tests: web and worker in real processes, on a database that is thrown away."""

import atexit
import datetime as dt
import os
import re
import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings

from cspr import processes
from cspr.tests.commands import Commands

# A task rings its worker; the sweep that looks for what rang in vain is asked for by the test that needs it.
SWEEP_SECONDS = 60
OTHER_DAY = "cspr.tests.other_day"


@dataclass
class Live:
    """A running system: where it is, and how to reach what stands behind its pages."""

    url: str
    folder: Path
    environment: dict[str, str]
    web: processes.Child
    worker: processes.Child
    commands: Commands

    @property
    def mail_folder(self) -> Path:
        return self.folder / "mail"

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py`` on the running system's database; returns what it printed."""
        return self.commands.run(*arguments)

    def stands_at(self, moment: dt.datetime) -> None:
        """Set the clock of a system that runs ``at_another_day``; pages and commands follow at once."""
        ahead = moment - dt.datetime.now(dt.UTC)
        (self.folder / "seconds-ahead").write_text(str(ahead.total_seconds()))

    def kill_worker(self) -> None:
        """End worker and clock at once, as a power cut would."""
        self.worker.kill()

    def start_worker(self, *, sweep_seconds: float = SWEEP_SECONDS) -> None:
        if not self.worker.is_alive():
            self.worker.environment = {**self.environment, "CSPR_SWEEP_SECONDS": str(sweep_seconds)}
            self.worker.start()

    @classmethod
    @contextmanager
    def running(cls, *, at_another_day: bool = False, working: bool = True) -> Iterator["Live"]:
        """Started and stopped.

        Without a worker where nothing waits for one. So is one whose clock can be set: what sweeps would do is no part of its story.
        """
        with (
            tempfile.TemporaryDirectory(prefix="cspr-live-") as folder,
            a_database(Path(folder), with_tables=True) as database,
        ):
            port = free_port()
            environment = {
                **os.environ,
                "CSPR_VAR": folder,
                "DATABASE_URL": database,
                "PORT": str(port),
                "CSPR_SWEEP_SECONDS": str(SWEEP_SECONDS),
            }
            if settings.REDIS_URL:
                environment["REDIS_URL"] = another_redis_database(settings.REDIS_URL)
            if at_another_day:
                environment["DJANGO_SETTINGS_MODULE"] = OTHER_DAY
            web = processes.Child("web server", processes.web_command("127.0.0.1", port), environment)
            worker = processes.Child("worker", processes.worker_command(), environment)
            system = cls(f"http://localhost:{port}", Path(folder), environment, web, worker, Commands(environment))
            try:
                system.manage("start", "--prepare-only")
                keep_as_pattern(database)
                web.start()
                if working and not at_another_day:
                    worker.start()
                problem = processes.first_page(processes.request(port), web)
                assert problem is None, problem
                yield system
            finally:
                for child in (web, worker):  # that they stop in good order when told to is shown by ``test_start``
                    child.kill()
                system.commands.end()


# The database whose tables are copied rather than made again; none before the first system has run.
_patterns: list[str] = []


@contextmanager
def a_database(folder: Path, *, with_tables: bool = False) -> Iterator[str]:
    """The address of a database of the same kind as the tests', without rows, removed afterwards.

    Where a system has run before, the one ``with_tables`` has them already.
    """
    if settings.SQLITE:
        yield f"sqlite:///{folder / 'cspr.sqlite3'}"
        return
    name = f"live_{secrets.token_hex(6)}"
    pattern = f' TEMPLATE "{_patterns[0]}"' if with_tables and _patterns else ""
    on_server(f'CREATE DATABASE "{name}"{pattern}')
    try:
        yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    finally:
        on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def keep_as_pattern(address: str) -> None:
    """Let the next databases be copied from this one as it is now, when nobody is connected to it."""
    if settings.SQLITE or _patterns:
        return
    name = f"pattern_{secrets.token_hex(6)}"
    on_server(f'CREATE DATABASE "{name}" TEMPLATE "{urlsplit(address).path[1:]}"')
    _patterns.append(name)
    atexit.register(on_server, f'DROP DATABASE "{name}" WITH (FORCE)')


def on_server(statement: str) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def another_redis_database(url: str, further: int = 1) -> str:
    """A database of the same Redis that the tests' own tasks do not go to."""
    number = int(re.sub(r"\D", "", urlsplit(url).path) or 0)
    return urlunsplit(urlsplit(url)._replace(path=f"/{number + further}"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
