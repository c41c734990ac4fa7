"""Start the whole system: check, migrate, load the demonstration, then web and worker until told to stop."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cspr import preflight, processes
from cspr.audit.queries import holds_demonstration

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
RESTART_PAUSE = 1.0
# A child that lived for less than this has not worked at all; starting it over and over would hide why.
SHORT_LIFE = 10.0
SHORT_LIVES_ALLOWED = 2


class Stop(BaseException):
    """Somebody asked us to stop; not an error."""


class Command(BaseCommand):
    """Says what it does while it does it."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help="Prepare folders and database only.")
        parser.add_argument("--without-demo", action="store_true", help="Load no demonstration data.")

    def handle(self, *args: object, prepare_only: bool = False, without_demo: bool = False, **options: object) -> None:
        for number in SIGNALS:
            signal.signal(number, stop)
        self.with_demo = settings.DEMO and "demo" in get_commands() and not (without_demo or prepare_only)
        try:
            if prepare_only:
                preflight.check_folders()
                preflight.check_database()
                self.prepare()
            else:
                self.run()
        except preflight.CannotStart as problem:
            sys.exit(str(problem))
        except Stop:
            self.say("Stopped.")

    def run(self) -> None:
        bind = os.environ.get("CSPR_BIND", "").strip("[] ") or "127.0.0.1"
        port = preflight.port_from(os.environ.get("PORT", "8000"))
        self.say("Checking settings, port, folders and servers")
        preflight.check_port(bind, port)
        apart(self.check_and_prepare)
        web = processes.Child("web server", processes.web_command(bind, port))
        worker = processes.Child("worker", processes.worker_command())
        try:
            self.say("Starting web server and worker")
            web.start()
            worker.start()
            if problem := processes.first_page(port, web, bind):
                raise preflight.CannotStart(f"The web server has not started: {problem}.")
            self.welcome(bind, port)
            self.watch([web, worker])
        finally:
            be_deaf()
            processes.stop([web, worker])

    def check_and_prepare(self) -> None:
        preflight.check_folders()
        preflight.check_database()
        preflight.check_redis()
        self.prepare()

    def prepare(self) -> None:
        """Bring the database up to date; cheap when there is nothing to do."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database")
            call_command("migrate", interactive=False, verbosity=0)
        if settings.PRODUCTION:
            if holds_demonstration():
                raise preflight.CannotStart(preflight.HOLDS_DEMONSTRATION)
            self.say("Checking for production and collecting static files")
            try:
                call_command("check", deploy=True, stdout=self.stdout, stderr=self.stderr)
            except SystemCheckError as problem:
                raise preflight.CannotStart(str(problem)) from None
            call_command("collectstatic", interactive=False, verbosity=0)
        elif self.with_demo:
            call_command("demo", once=True, stdout=self.stdout)

    def welcome(self, bind: str, port: int) -> None:
        if settings.DEMO:
            host = "localhost" if bind in preflight.LOCAL else processes.in_url(bind)
            self.say(f"\nReady: http://{host}:{port}/\n")
            if self.with_demo:
                apart(lambda: call_command("demo", sign_ins=True, stdout=self.stdout))
        else:
            self.say(f"\nReady on port {port}, to be reached through the proxy in front as {settings.SITE_URL}/\n")
        self.say("Press Ctrl-C to stop.")

    def watch(self, children: list[processes.Child]) -> NoReturn:
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
                    raise preflight.CannotStart(f"The {child.name} keeps ending; what it said stands above. Stopping.")
                self.say(f"The {child.name} has ended; starting it again.")
                child.start()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def apart(work: Callable[[], object]) -> None:
    """Do it in a process of its own, which gives back the memory: the one that watches stays small for good."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # until each of the two knows what to do with one
    child = os.fork()
    if child == 0:
        os._exit(exit_code_of(end_when_told_to, work))
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        _, status = os.waitpid(child, 0)
    except Stop:
        with suppress(ProcessLookupError, ChildProcessError):  # it may have ended at the same moment
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
        raise
    if status:
        sys.exit(1)


def exit_code_of(*steps: Callable[[], object]) -> int:
    code = 1
    try:
        for step in steps:
            step()
        code = 0
    except (preflight.CannotStart, CommandError) as problem:
        print(problem, file=sys.stderr)
    except SystemExit as ended:
        print(ended.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def end_when_told_to() -> None:
    """A signal ends this process as it would any other, whatever it is in the middle of, and so does the end of its parent."""
    processes.end_with_parent()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def stop(number: int, frame: FrameType | None) -> NoReturn:
    be_deaf()
    raise Stop


def be_deaf() -> None:
    """A second Ctrl-C must not interrupt the stopping: that would leave orphans."""
    for number in SIGNALS:
        signal.signal(number, lambda *_: None)
