"""Which processes make up the running system, and how are they started, watched and stopped?

Run by itself, as ``manage.py start`` does when all is prepared, it watches them and holds nothing else: of the project it
imports no module, for to watch is all it does for months.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings

WORKERS_IN_PRODUCTION = 3
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
RESTART_PAUSE = 1.0
# A child that lived for less than this has not worked at all; starting it over and over would hide why.
SHORT_LIFE = 10.0
SHORT_LIVES_ALLOWED = 2
STOP_SECONDS = 8.0
FIRST_PAGE_SECONDS = 60.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
# A proxy that the environment names for the way out is not asked for our own pages.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PR_SET_PDEATHSIG = 1
ROOT = Path(__file__).resolve().parent.parent


class Stop(BaseException):
    """Somebody asked us to stop; not an error."""


class CannotGoOn(Exception):
    """Why the system ends, as a sentence for the person who started it."""


def web_command(bind: str, port: int) -> list[str]:
    """The web server: one process with threads for a demonstration, several processes in production."""
    workers = WORKERS_IN_PRODUCTION if settings.PRODUCTION else 1
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "cspr.wsgi",
        "--bind",
        f"{in_url(bind)}:{port}",
        "--log-level",
        "warning",
    ]
    command += ["--workers", str(workers), "--threads", "8", "--timeout", "120", "--graceful-timeout", "5"]
    if settings.PRODUCTION:
        command += ["--preload"]  # what all of them hold is held once
    return [*command, "--no-control-socket"]


def worker_command() -> list[str]:
    """Worker and clock in one go; there may be one clock only, so a second worker is started without ``-B``."""
    quiet = ["-W", "ignore:You're running the worker with superuser"]
    command = [sys.executable, *quiet, "-m", "celery", "--quiet", "-A", "cspr", "worker", "-B", "-P", "solo"]
    return [*command, "-l", "warning", "--without-gossip", "--without-mingle", "--without-heartbeat"]


class Child:
    """A process with a group of its own, so that whatever it started ends with it."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.is_alive():
            self._signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Give it until this moment (of ``time.monotonic``) to end by itself, then end its whole group."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def kill(self) -> None:
        """End it and all that it started, at once."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                pass


def end_with_parent() -> None:
    """Ask the kernel for a SIGTERM when the parent dies, even if it was killed; elsewhere than on Linux, do nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait(until)


def in_url(address: str) -> str:
    """An address as it stands before a port: one of IPv6 in brackets."""
    return f"[{address}]" if ":" in address else address


def answering(bind: str) -> str:
    """Where to ask a web server that listens on ``bind``: on all addresses it listens on this machine's own too."""
    return EVERYWHERE.get(bind, bind)


def first_page(page: urllib.request.Request, child: Child) -> str | None:
    """Wait until the first page answers; return None when it has, else a sentence saying what came instead."""
    said = "it did not answer"
    until = time.monotonic() + FIRST_PAGE_SECONDS
    while time.monotonic() < until:
        if not child.is_alive():
            return "it ended at once; what it said stands above"
        try:
            with DIRECT.open(page, timeout=10):
                return None
        except urllib.error.HTTPError as answer:
            return f"its first page answers with an error ({answer.code}); what it said stands above"
        except OSError as problem:
            said = f"it did not answer ({problem})"
        time.sleep(0.05)
    return said


def request(port: int, bind: str = "127.0.0.1") -> urllib.request.Request:
    """A request for the first page as it would come through the proxy in front."""
    hosts = [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    headers = {"Host": hosts[0] if hosts else "localhost"}
    if settings.PRODUCTION:
        headers["X-Forwarded-Proto"] = "https"
    return urllib.request.Request(f"http://{in_url(answering(bind))}:{port}/", headers=headers)


# Watching --------------------------------------------------------------------------------------


def watch_instead(web: list[str], worker: list[str], page: urllib.request.Request, welcome: str) -> NoReturn:
    """Let this process become the one that watches, which gives back the memory of all that was read to prepare."""
    told = {"web": web, "worker": worker, "page": page.full_url, "headers": page.headers, "welcome": welcome}
    reads, writes = os.pipe()
    os.write(writes, json.dumps(told).encode())
    os.close(writes)
    os.dup2(reads, 0)
    sys.stdout.flush()
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # until it knows what to do with one
    os.execv(sys.executable, [sys.executable, "-P", __file__])


def main(told: dict[str, Any]) -> None:
    """Start web server and worker, and see that they run until somebody asks to stop."""
    for number in SIGNALS:
        signal.signal(number, raise_stop)
    web, worker = Child("web server", told["web"]), Child("worker", told["worker"])
    try:
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            say("Starting web server and worker")
            web.start()
            worker.start()
            if problem := first_page(urllib.request.Request(told["page"], headers=told["headers"]), web):
                raise CannotGoOn(f"The web server has not started: {problem}.")
            say(told["welcome"])
            watch([web, worker])
        finally:
            be_deaf()
            stop([web, worker])
    except CannotGoOn as problem:
        sys.exit(str(problem))
    except Stop:
        say("Stopped.")


def watch(children: list[Child]) -> NoReturn:
    """Start again what has ended, and say so; give up on what does not last."""
    short_lives = dict.fromkeys(children, 0)
    while True:
        time.sleep(RESTART_PAUSE)
        for child in children:
            if child.is_alive():
                continue
            lasted = time.monotonic() - child.started
            short_lives[child] = short_lives[child] + 1 if lasted < SHORT_LIFE else 0
            child.kill()
            if short_lives[child] > SHORT_LIVES_ALLOWED:
                raise CannotGoOn(f"The {child.name} keeps ending; what it said stands above. Stopping.")
            say(f"The {child.name} has ended; starting it again.")
            child.start()


def say(text: str) -> None:
    print(text, flush=True)


def raise_stop(number: int, frame: FrameType | None) -> NoReturn:
    be_deaf()
    raise Stop


def be_deaf() -> None:
    """A second Ctrl-C must not interrupt the stopping: that would leave orphans."""
    for number in SIGNALS:
        signal.signal(number, lambda *_: None)


if __name__ == "__main__":
    main(json.load(sys.stdin))
