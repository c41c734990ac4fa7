"""``manage.py`` of a running system, kept ready: read once, it forks for each command, which then begins at once."""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping

import django
from django.conf import settings
from django.core.management import execute_from_command_line


class Commands:
    """Runs commands in the environment of a running system, each in a process of its own."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=settings.BASE_DIR,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, *arguments: str) -> str:
        """What ``manage.py`` printed; it must not have failed."""
        assert self.process.stdin and self.process.stdout
        print(json.dumps(arguments), file=self.process.stdin, flush=True)
        code, said, complained = json.loads(self.process.stdout.readline())
        assert code == 0, f"manage.py {' '.join(arguments)}\n{said}{complained}"
        return str(said)

    def end(self) -> None:
        self.process.communicate()


def serve() -> None:
    """A list of arguments on each line that comes in; on each that goes out the exit code, and what was said."""
    django.setup()
    for line in sys.stdin:
        with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
            child = os.fork()
            if child == 0:
                os.dup2(said.fileno(), 1)
                os.dup2(complained.fileno(), 2)
                os._exit(exit_code_of(json.loads(line)))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            complained.seek(0)
            print(json.dumps((code, said.read(), complained.read())), flush=True)


def exit_code_of(arguments: list[str]) -> int:
    try:
        execute_from_command_line(["manage.py", *arguments])
        return 0
    except SystemExit as ended:
        print(ended.code or "", file=sys.stderr)
        return int(bool(ended.code))
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    serve()
