"""Private servers for one test run: how are they started on free ports, and removed afterwards?

Runs on a bare Python: the standard library only.
"""

import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from debian import postgres_program

START_SECONDS = 30.0
PORT = 5432  # names the socket of a PostgreSQL; whatever PGPORT says
PR_SET_PDEATHSIG = 1
NEW_CLUSTER = ("-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "-N")
# Nothing in a throw-away database needs to survive a power cut.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=64MB")


class CannotServe(Exception):
    """Why a private server could not be started, as a sentence."""


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own; yields its address. It refuses to run as root, so root hands it to another user.

    It listens on a socket in its folder: by way of the network a question and its answer take a tenth of a run longer.
    """
    initdb, server = postgres_program("initdb"), postgres_program("postgres")
    if not initdb or not server:
        raise CannotServe("PostgreSQL is not installed (Debian package postgresql)")
    user = unprivileged_user()
    with temporary_folder(user) as folder:
        password = secrets.token_hex(12)
        secret = folder / "password"
        secret.write_text(password)
        shutil.chown(secret, user) if user else None
        data = folder / "data"
        made = subprocess.run(
            [initdb, "-D", data, "-U", "cspr", "--pwfile", secret, *NEW_CLUSTER],
            user=user,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if made.returncode:
            raise CannotServe(f"PostgreSQL could not make a database: {last_line(made.stdout)}")
        command = [server, "-D", str(data), "-p", str(PORT), "-h", "", "-k", str(folder)]
        for setting in HASTY:
            command += ["-c", setting]
        with process(command, folder, user, lambda: (folder / f".s.PGSQL.{PORT}").exists(), stop=signal.SIGINT):
            yield f"postgres://cspr:{password}@/postgres?host={folder}&port={PORT}"


@contextmanager
def redis() -> Iterator[str]:
    """A Redis of our own; yields its address."""
    server = shutil.which("redis-server")
    if not server:
        raise CannotServe("Redis is not installed (Debian package redis-server)")
    with temporary_folder(None) as folder:
        port = free_port()
        command = [server, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
        command += ["--save", "", "--appendonly", "no"]
        with process(command, folder, None, lambda: answers(port), stop=signal.SIGTERM):
            yield f"redis://127.0.0.1:{port}/0"


def another_redis_database(url: str, further: int) -> str:
    """A database of the same Redis, so many further on."""
    number = int(re.sub(r"\D", "", urlsplit(url).path) or 0)
    return urlunsplit(urlsplit(url)._replace(path=f"/{number + further}"))


@contextmanager
def process(
    command: list[str], folder: Path, user: str | None, ready: Callable[[], bool], stop: signal.Signals
) -> Iterator[None]:
    with (folder / "log").open("w+") as log:
        running = subprocess.Popen(
            command,
            user=user,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent(stop),
        )
        try:
            until = time.monotonic() + START_SECONDS
            while not ready():
                if running.poll() is not None or time.monotonic() > until:
                    said = last_line((folder / "log").read_text())
                    raise CannotServe(f"{Path(command[0]).name} did not start: {said}")
                time.sleep(0.05)
            yield
        finally:
            running.send_signal(stop)
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def end_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Have the kernel stop the server when this program dies, even if it was killed."""
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, number)


@contextmanager
def temporary_folder(user: str | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="cspr-server-"))
    try:
        if user:
            shutil.chown(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user() -> str | None:
    """Whom root hands a server to; None when we are nobody special ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it said nothing"
