"""Does a command say in one sentence why the database gives no answer, and is what it writes for this user alone?"""

import shutil
import stat

import pytest

from cspr.tests.live import free_port
from cspr.tests.test_settings import manage

pytestmark = pytest.mark.pure
BEGIN = ("begin", "--partnership", "Marram", "--prefix", "MR", "--name", "Ada Wren", "--email", "ada@marram.example")


def said(*command, **variables):
    """The one sentence with which the command ended."""
    answer = manage(*command, **variables)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr and answer.stderr.count("\n") == 1
    return answer.stderr.strip()


def test_a_database_that_is_away():
    told = said(
        "restore", "none.tar", "--into-empty", DATABASE_URL=f"postgres://user:secret@127.0.0.1:{free_port()}/name"
    )
    assert told.startswith("The database name on 127.0.0.1") and told.endswith("See DATABASE_URL.")
    assert "secret" not in told


def test_a_folder_that_is_not_there(tmp_path):
    folder = tmp_path / "none"
    assert said("verify_trail", CSPR_VAR=str(folder)).startswith(f"There is no folder {folder}: ")


def test_tables_that_are_not_made_yet(tmp_path):
    assert said(*BEGIN, CSPR_VAR=str(tmp_path)).endswith("start script/server once first.")


def test_a_restore_makes_the_folder_and_what_comes_back_is_for_this_user_alone(tmp_path):
    old, new, archive = tmp_path / "old", tmp_path / "new", tmp_path / "backup.tar"
    old.mkdir()
    assert manage("backup", str(archive), CSPR_VAR=str(old)).returncode == 0
    shutil.rmtree(old)
    answer = manage("restore", str(archive), "--into-empty", CSPR_VAR=str(new))
    assert answer.stdout.startswith("Restored from"), answer.stderr
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (new, *new.iterdir())}
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
    assert modes["cspr.sqlite3"] == 0o600
