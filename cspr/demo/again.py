"""How does the demonstration start again? A new one is made aside and takes the place of the old in one step.

The trail cannot be emptied, so it is the database that is made anew. Whoever is at work meanwhile sees the old
demonstration to the last moment and then the new one, in which nobody is signed in.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction

from cspr import backups
from cspr.demo import loading
from cspr.demo.loading import Say
from cspr.files.models import StoredFile


class Refused(Exception):
    """Why the demonstration does not start again here, as a sentence."""


def check_may_start() -> None:
    """Raises ``Refused`` wherever there is, or may be, anything real."""
    if not settings.DEMO:
        raise Refused("The demonstration is not loaded in production.")
    if not loading.is_loaded() and loading.somebody_is_here():
        raise Refused("There are people in this database who are no demonstration. It is not loaded beside them.")
    if loading.real_cases():
        raise Refused(
            "Somebody who is not of the demonstration has opened a case here. It is not removed; to start again, begin "
            "with an empty folder (CSPR_VAR)."
        )


def start_again(say: Say) -> None:
    """Make everything anew: database, files, and the messages in the folder."""
    check_may_start()
    before = set(StoredFile.objects.values_list("key", flat=True))
    REPLACE[connection.vendor](say)
    ContentType.objects.clear_cache()
    for key in before - set(StoredFile.objects.values_list("key", flat=True)):
        default_storage.delete(key)
    for message in Path(settings.MAIL_FOLDER).glob("*.eml"):
        message.unlink(missing_ok=True)


def _replace_file(say: Say) -> None:
    """SQLite: loaded in a folder of its own; then all pages are copied over the old ones in one transaction."""
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=settings.VAR) as name:
        folder = Path(name)
        load_aside(folder, say)
        for path in (folder / "files").iterdir():
            with path.open("rb") as file:
                default_storage.save(path.name, File(file))
        backups.load_sqlite(connection, folder / "cspr.sqlite3")


def load_aside(folder: Path, say: Say) -> None:
    """Load into a folder, in a process that knows no other."""
    for queue in ("tasks", "control"):
        (folder / "queue" / queue).mkdir(parents=True)
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    loader = subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "demo", "--new"],
        env={**environment, "CSPR_VAR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert loader.stdout
    with loader.stdout as lines:
        for line in lines:
            say(line.rstrip("\n"))
    if loader.wait():
        raise Refused("The new demonstration could not be loaded. The one that was there stays as it was.")


def _replace_tables(say: Say) -> None:
    """PostgreSQL: the tables are dropped, made and filled in one transaction; whoever asks meanwhile waits."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(backups.EMPTY_THE_SCHEMA)
        call_command("migrate", interactive=False, verbosity=0)
        ContentType.objects.clear_cache()
        loading.load(say)


REPLACE: dict[str, Callable[[Say], None]] = {"sqlite": _replace_file, "postgresql": _replace_tables}
