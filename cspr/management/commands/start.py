"""Start the whole system: check, migrate, load the demonstration, then web and worker until told to stop."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from io import StringIO

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cspr import preflight, processes
from cspr.audit.queries import holds_demonstration
from cspr.processes import SIGNALS, Stop, raise_stop


class Command(BaseCommand):
    """Says what it does while it does it."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help="Prepare folders and database only.")
        parser.add_argument("--without-demo", action="store_true", help="Load no demonstration data.")

    def handle(self, *args: object, prepare_only: bool = False, without_demo: bool = False, **options: object) -> None:
        for number in SIGNALS:
            signal.signal(number, raise_stop)
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
        processes.watch_instead(
            processes.web_command(bind, port),
            processes.worker_command(),
            processes.request(port, bind),
            self.welcome(bind, port),
        )

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

    def welcome(self, bind: str, port: int) -> str:
        """What is said when all of it runs."""
        lines = StringIO()
        if settings.DEMO:
            host = "localhost" if bind in preflight.LOCAL else processes.in_url(bind)
            lines.write(f"\nReady: http://{host}:{port}/\n")
            if self.with_demo:
                call_command("demo", sign_ins=True, stdout=lines)
        else:
            lines.write(f"\nReady on port {port}, to be reached through the proxy in front as {settings.SITE_URL}/\n")
        return f"{lines.getvalue()}Press Ctrl-C to stop."

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def apart(work: Callable[[], object]) -> None:
    """Do it in a process of its own, which ends at once when it is told to, whatever it is in the middle of."""
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
    """A signal ends this process without a word, and so does the end of its parent."""
    processes.end_with_parent()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
