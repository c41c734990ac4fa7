"""Can the system start here? Each check returns quietly or raises ``CannotStart`` with one plain sentence."""

import errno
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, InterfaceError, NotSupportedError

CONNECT_SECONDS = 5
# Whoever listens on one of these is reached as localhost.
LOCAL = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::")
HOLDS_DEMONSTRATION = (
    "This database holds the demonstration, whose passwords are public: "
    "name an empty one with DATABASE_URL and CSPR_VAR."
)


class CannotStart(Exception):
    """Why the system cannot start, as a sentence for the person who started it."""


def port_from(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT is '{text}'; it must be a number from 1 to 65535.")
    return int(text)


def check_port(bind: str, port: int) -> None:
    another = f"choose another one, for example PORT={port + 1 if port < 65535 else 8000}"
    try:
        with socket.create_server((bind, port), family=socket.AF_INET6 if ":" in bind else socket.AF_INET):
            return
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise CannotStart(f"Port {port} is in use: {another}.") from None
        if problem.errno in (errno.EACCES, errno.EPERM):
            raise CannotStart(f"Port {port} may only be used by root: {another}.") from None
        raise CannotStart(f"CSPR_BIND is '{bind}'; it must be an address of this machine.") from None


def check_folders() -> None:
    """Make the folders that a run writes, private to this user, and see that they can be written."""
    files = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    folders = [settings.VAR, settings.STATIC_ROOT, settings.MAIL_FOLDER, files]
    if not settings.REDIS_URL:
        folders += [settings.QUEUE / "tasks", settings.QUEUE / "control"]
    for folder in folders:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = folder / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as problem:
            raise CannotStart(
                f"The folder {folder} cannot be written ({problem.strerror}): "
                "make it writable for this user, or name another one with CSPR_VAR."
            ) from None


def check_database() -> None:
    os.environ.setdefault("PGCONNECT_TIMEOUT", str(CONNECT_SECONDS))
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError, NotSupportedError) as problem:
        where = settings.DATABASES["default"]["NAME"] if settings.SQLITE else address_of_database()
        first = str(problem).strip().splitlines()[:1]
        reason = first[0].rstrip(".") if first else "no reason given"
        raise CannotStart(f"The database {where} does not answer: {reason}. See DATABASE_URL.") from None


def why_no_database() -> str:
    """Why did a command get no answer from the database? Nothing where the database is as it should be."""
    connection.close()
    name = settings.DATABASES["default"]["NAME"]
    if settings.SQLITE and not Path(name).parent.is_dir():
        return f"There is no folder {Path(name).parent}: name the right one with CSPR_VAR, or start script/server once first."
    try:
        check_database()
    except CannotStart as problem:
        return str(problem)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "The tables of this database are not made yet, or are older than this version: start script/server once first."
    return ""


def address_of_database() -> str:
    """Host, port and name: never user or password."""
    of = settings.DATABASES["default"]
    return f"{of['NAME']} on {of['HOST'] or 'this machine'}:{of['PORT'] or 5432}"


def check_redis() -> None:
    if not settings.REDIS_URL:
        return
    parts = urlsplit(settings.REDIS_URL)
    host = f"{parts.hostname or 'this machine'}:{parts.port or 6379}"
    try:
        server = redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=CONNECT_SECONDS
        )
        server.ping()
    except ValueError:
        raise CannotStart("REDIS_URL cannot be read; it must look like redis://host:6379/0.") from None
    except redis.AuthenticationError:
        raise CannotStart(f"Redis on {host} does not accept the user or the password in REDIS_URL.") from None
    except redis.ResponseError:
        raise CannotStart(
            f"Redis on {host} answers, but has no database of the number at the end of REDIS_URL."
        ) from None
    except (redis.RedisError, OSError):
        raise CannotStart(f"Redis on {host} does not answer. See REDIS_URL.") from None
