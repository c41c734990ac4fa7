"""What was backed up comes back, whole or not at all."""

import errno
import io
import json
import os
import sqlite3
import stat
import tarfile
import tempfile
from datetime import UTC, datetime

import environ
import pytest
from django.conf import settings
from django.db.utils import ConnectionHandler

from cspr import backups
from cspr.tests.live import a_database

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path, django_db_blocker):
    """Makes an empty installation: a database of its own and a folder for files."""
    opened = []

    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        database = a_database(folder)
        url = database.__enter__()
        like = {key: value for key, value in settings.DATABASES["default"].items() if key != "TEST"}
        connection = ConnectionHandler({"default": {**like, **environ.Env.db_url_config(url)}})["default"]
        opened.append((connection, database))
        return connection, folder / "files"

    with django_db_blocker.unblock():
        yield make
        for connection, database in opened:
            connection.close()
            database.__exit__(None, None, None)


@pytest.fixture
def filled(place):
    connection, files = place("old")
    run(connection, "CREATE TABLE note (text varchar(50))", "INSERT INTO note VALUES ('kept')")
    (files / "ab").mkdir(parents=True)
    (files / "ab" / "cd12").write_bytes(b"a paper of the case")
    return connection, files


def run(connection, *statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def notes(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM note")
        return [text for (text,) in cursor.fetchall()]


@pytest.fixture
def archive(filled, tmp_path):
    path = tmp_path / "backup.tar"
    backups.write(path, *filled, at=AT)
    return path


def altered(archive, name, change):
    """The archive with one member changed, or left out when ``change`` gives None."""
    to = archive.with_name("altered.tar")
    with tarfile.open(archive) as old, tarfile.open(to, "w") as new:
        for member in old.getmembers():
            data = old.extractfile(member).read()
            data = change(data) if member.name == name else data
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return to


def test_database_and_files_come_back(archive, place):
    connection, files = place("new")
    backups.restore(archive, connection, files, replace=False)
    assert notes(connection) == ["kept"]
    assert (files / "ab" / "cd12").read_bytes() == b"a paper of the case"


@pytest.mark.pure
def test_the_tools_reach_the_database_as_the_system_does():
    address = "postgres://a:b@/c?host=/run/postgresql&sslmode=verify-full&sslrootcert=/etc/root.crt"
    connection = ConnectionHandler({"default": environ.Env.db_url_config(address)})["default"]
    assert backups.for_tools(connection.get_connection_params()).items() >= {
        "PGHOST": "/run/postgresql", "PGUSER": "a", "PGPASSWORD": "b", "PGDATABASE": "c", "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": "/etc/root.crt",
    }.items()  # fmt: skip


def test_only_this_user_can_read_the_archive(archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert [path.name for path in archive.parent.glob(".backup*")] == []


def test_the_manifest_says_what_is_inside(archive):
    with tarfile.open(archive) as tar:
        about = json.load(tar.extractfile("manifest.json"))
        assert {*about["members"], "manifest.json"} == set(tar.getnames())
    assert about["made_at"] == "2026-03-02T09:00:00+00:00"


def test_it_refuses_to_overwrite_a_database(archive, filled, tmp_path):
    connection, _ = filled
    with pytest.raises(backups.CannotDo, match="The database is not empty"):
        backups.restore(archive, connection, tmp_path / "elsewhere", replace=False)


def test_it_refuses_to_overwrite_files(archive, place):
    connection, files = place("new")
    files.mkdir()
    (files / "x").touch()
    with pytest.raises(backups.CannotDo, match="is not empty"):
        backups.restore(archive, connection, files, replace=False)


def test_it_replaces_all_of_it_when_told_to(archive, filled):
    connection, files = filled
    run(connection, "INSERT INTO note VALUES ('later')", "CREATE TABLE later (id integer)")
    (files / "later").touch()
    backups.restore(archive, connection, files, replace=True)
    assert notes(connection) == ["kept"]
    assert connection.introspection.table_names() == ["note"]
    assert not (files / "later").exists()


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("files/ab/cd12", lambda data: data[:-1] + b"!", "was changed or damaged"),
        ("files/ab/cd12", lambda data: None, "is not a whole backup"),
        ("manifest.json", lambda data: None, "is not a whole backup"),
        ("manifest.json", lambda data: data.replace(b"files/ab", b"files/../../ab"), "is not a whole backup"),
        ("manifest.json", lambda data: data.replace(b'"format": 1', b'"format": 9'), "another version"),
        ("manifest.json", lambda data: b"[]", "is not a whole backup"),
    ],
)
def test_a_damaged_archive_changes_nothing(archive, filled, name, change, says):
    connection, files = filled
    run(connection, "INSERT INTO note VALUES ('later')")
    with pytest.raises(backups.CannotDo, match=says):
        backups.restore(altered(archive, name, change), connection, files, replace=True)
    assert notes(connection) == ["kept", "later"]
    assert (files / "ab" / "cd12").exists()


def test_an_archive_that_was_cut_off_changes_nothing(archive, filled):
    connection, files = filled
    archive.write_bytes(archive.read_bytes()[:2000])
    with pytest.raises(backups.CannotDo, match="is not a whole backup"):
        backups.restore(archive, connection, files, replace=True)
    assert notes(connection) == ["kept"]


def test_a_missing_archive_is_said_in_a_sentence(filled, tmp_path):
    with pytest.raises(backups.CannotDo, match="There is no file"):
        backups.restore(tmp_path / "none.tar", *filled, replace=True)


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(filled, tmp_path):
    with pytest.raises(backups.CannotDo, match="cannot be written"):
        backups.write(tmp_path / "nowhere" / "backup.tar", *filled, at=AT)


@pytest.mark.skipif(not settings.SQLITE, reason="The server's own tools say it.")
def test_a_disk_that_is_full_is_said_in_a_sentence(archive, filled, place):
    connection, files = place("new")
    run(connection, "PRAGMA journal_mode=DELETE", "PRAGMA max_page_count=1")
    with pytest.raises(backups.CannotDo, match="There is no room on the disk for the database"):
        backups.restore(archive, connection, files, replace=False)


def test_a_disk_that_is_full_of_files_is_said_without_more(archive, place, monkeypatch):
    monkeypatch.setattr(backups, "copy_out", full)
    with pytest.raises(backups.CannotDo, match=r"could not be restored \(No space left on device\)\."):
        backups.restore(archive, *place("new"), replace=False)


def full(*args):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_the_copy_is_made_beside_the_archive(filled, tmp_path, monkeypatch):
    """Not in the folder for temporary files, which is small, and nobody's place for case material."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    backups.write(tmp_path / "backup.tar", *filled, at=AT)
    assert {path.name for path in tmp_path.iterdir()} == {"old", "backup.tar"}


@pytest.mark.skipif(not settings.SQLITE, reason="The server's own tools say it.")
def test_a_copy_that_cannot_be_made_is_said_in_a_sentence(filled, tmp_path, monkeypatch):
    def connect(to):
        copy = sqlite3.Connection(to)
        copy.execute("PRAGMA max_page_count=1")
        return copy

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(backups.CannotDo, match=r"could not be written \(database or disk is full\)"):
        backups.write(tmp_path / "backup.tar", *filled, at=AT)
    assert {path.name for path in tmp_path.iterdir()} == {"old"}
