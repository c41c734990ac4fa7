"""Which processes make up the running system, and how are they started, watched and stopped?"""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping

from django.conf import settings

WORKERS_IN_PRODUCTION = 3
STOP_SECONDS = 8.0
FIRST_PAGE_SECONDS = 60.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
# A proxy that the environment names for the way out is not asked for our own pages.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PR_SET_PDEATHSIG = 1


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
            cwd=settings.BASE_DIR,
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


def first_page(port: int, child: Child, bind: str = "127.0.0.1") -> str | None:
    """Wait until the first page answers; return None when it has, else a sentence saying what came instead."""
    said = "it did not answer"
    until = time.monotonic() + FIRST_PAGE_SECONDS
    while time.monotonic() < until:
        if not child.is_alive():
            return "it ended at once; what it said stands above"
        try:
            with DIRECT.open(request(port, bind), timeout=10):
                return None
        except urllib.error.HTTPError as answer:
            return f"its first page answers with an error ({answer.code}); what it said stands above"
        except OSError as problem:
            said = f"it did not answer ({problem})"
        time.sleep(0.05)
    return said


def request(port: int, bind: str) -> urllib.request.Request:
    """A request for the first page as it would come through the proxy in front."""
    hosts = [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    headers = {"Host": hosts[0] if hosts else "localhost"}
    if settings.PRODUCTION:
        headers["X-Forwarded-Proto"] = "https"
    return urllib.request.Request(f"http://{in_url(answering(bind))}:{port}/", headers=headers)
