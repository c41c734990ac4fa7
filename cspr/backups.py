"""How do database and stored files go into one archive, and come back out of it whole or not at all?

The archive is a tar: the database first, then the files, then a manifest with the SHA-256 of each. In that order every
file that a row of the copy names is in the archive too, for a file is stored before its row and is never taken away.
"""

import hashlib
import io
import json
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from django.db.backends.base.base import BaseDatabaseWrapper

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
CHUNK = 1024 * 1024

# Everything of ours in the schema goes, the schema itself stays: it may belong to somebody else.
EMPTY_THE_SCHEMA = """
DO $$ DECLARE thing record; BEGIN
  FOR thing IN SELECT viewname AS name FROM pg_views WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP VIEW IF EXISTS public.%I CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
END $$;
"""


class CannotDo(Exception):
    """Why there is no backup, or nothing was restored, as a sentence."""


# Out -------------------------------------------------------------------------------------------


def write(archive: Path, connection: BaseDatabaseWrapper, files: Path, at: datetime) -> None:
    """Write the archive, readable by this user only; nothing stands under its name before it is whole."""
    half = archive.with_name(f".{archive.name}.{secrets.token_hex(4)}")
    try:
        handle = os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except OSError as problem:
        raise CannotDo(f"The backup cannot be written to {archive.parent} ({problem.strerror}).") from None
    try:
        with handle:
            fill(handle, connection, files, at, beside=archive.parent)
            handle.flush()
            os.fsync(handle.fileno())
        half.replace(archive)
    except OSError as problem:
        raise CannotDo(f"The backup could not be written ({problem.strerror}).") from None
    finally:
        half.unlink(missing_ok=True)


def fill(handle: IO[bytes], connection: BaseDatabaseWrapper, files: Path, at: datetime, *, beside: Path) -> None:
    """Fill the archive. The copy of the database is made ``beside`` it, where there is room for case material to be kept."""
    members: dict[str, str] = {}
    with tarfile.open(fileobj=handle, mode="w") as tar:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=beside) as folder:
            copy = Path(folder) / DATABASES[connection.vendor]
            DUMP[connection.vendor](connection, copy)
            members[copy.name] = add(tar, copy, copy.name)
        for path in sorted(path for path in files.rglob("*") if path.is_file()):
            name = f"files/{path.relative_to(files).as_posix()}"
            members[name] = add(tar, path, name)
        about = {"format": FORMAT, "database": connection.vendor, "made_at": at.isoformat(), "members": members}
        text = json.dumps(about, indent=1).encode()
        tar.addfile(entry(MANIFEST, len(text)), io.BytesIO(text))


def add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file; returns the SHA-256 of the bytes that went in."""
    with path.open("rb") as file:
        reader = HashingReader(file)
        tar.addfile(entry(name, os.fstat(file.fileno()).st_size), cast(IO[bytes], reader))
    return reader.digest.hexdigest()


def entry(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


class HashingReader:
    """Reads a file and hashes what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.file.read(size)
        self.digest.update(chunk)
        return chunk


def dump_sqlite(connection: BaseDatabaseWrapper, to: Path) -> None:
    """A consistent copy, also while others write."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(to)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as problem:
        raise CannotDo(f"The backup could not be written ({problem}).") from None


def dump_postgres(connection: BaseDatabaseWrapper, to: Path) -> None:
    tool("pg_dump", connection, "--format=custom", "--no-owner", "--no-privileges", f"--file={to}")


# Back in ---------------------------------------------------------------------------------------


def restore(archive: Path, connection: BaseDatabaseWrapper, files: Path, replace: bool) -> None:
    """Put database and files back, after every byte was checked; content that is there stays unless ``replace``."""
    try:
        make_room(connection, files)
    except OSError as problem:
        raise CannotDo(f"The folder {problem.filename} cannot be made ({problem.strerror}).") from None
    if not replace:
        if connection.introspection.table_names():
            raise CannotDo("The database is not empty: name an empty one with DATABASE_URL, or say --replace.")
        if files.is_dir() and any(files.iterdir()):
            raise CannotDo(f"The folder {files} is not empty: name another one with CSPR_VAR, or say --replace.")
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=files.parent) as folder:
            unpacked = Path(folder)
            unpack(archive, unpacked, connection.vendor)
            LOAD[connection.vendor](connection, unpacked / DATABASES[connection.vendor])
            put_in_place(unpacked, files)
    except OSError as problem:
        where = f": {problem.filename}" if problem.filename else ""
        raise CannotDo(f"The backup could not be restored ({problem.strerror}{where}).") from None


def make_room(connection: BaseDatabaseWrapper, files: Path) -> None:
    """Make the folders in which database and files are to stand, where they are not there yet."""
    folders = [files.parent]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    for folder in folders:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def unpack(archive: Path, into: Path, vendor: str) -> None:
    """Unpack what the manifest lists, and nothing else; refuse an archive that is not whole."""
    broken = CannotDo(f"{archive.name} is not a whole backup: it was cut off, or it is not one at all.")
    try:
        tar = tarfile.open(archive, "r:")
    except FileNotFoundError:
        raise CannotDo(f"There is no file {archive}.") from None
    except tarfile.TarError:
        raise broken from None
    (into / "files").mkdir(mode=0o700)
    with tar:
        try:
            about = json.load(cast(IO[bytes], tar.extractfile(MANIFEST)))
            check_manifest(about, archive.name, vendor)
            for name, digest in about["members"].items():
                if copy_out(tar, name, into / name) != digest:
                    raise CannotDo(f"{archive.name} was changed or damaged: {name} is not what the manifest says.")
        except (KeyError, ValueError, TypeError, AttributeError, tarfile.TarError):
            raise broken from None


def check_manifest(about: dict[str, Any], archive: str, vendor: str) -> None:
    if about["format"] != FORMAT:
        raise CannotDo(f"{archive} was made by another version of this system.")
    if about["database"] != vendor:
        raise CannotDo(f"{archive} holds a {about['database']} database; DATABASE_URL names a {vendor} one.")
    if DATABASES[vendor] not in about["members"]:
        raise ValueError("no database")
    for name in about["members"]:
        parts = PurePosixPath(name).parts
        if name != DATABASES[vendor] and (parts[0] != "files" or len(parts) < 2 or ".." in parts or "\\" in name):
            raise ValueError("a name that leads elsewhere")


def copy_out(tar: tarfile.TarFile, name: str, to: Path) -> str:
    member = tar.getmember(name)
    if not member.isfile():
        raise ValueError("not a plain file")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        source = cast(IO[bytes], tar.extractfile(member))
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def put_in_place(unpacked: Path, files: Path) -> None:
    if files.exists():
        files.rename(unpacked / "before")  # goes with the temporary folder
    (unpacked / "files").rename(files)


def load_sqlite(connection: BaseDatabaseWrapper, copy: Path) -> None:
    """Replace all pages in one transaction, so that a reader sees the old or the new database."""
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as source:
        if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CannotDo("The database in the backup is damaged.")
        try:
            source.backup(connection.connection)
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode == sqlite3.SQLITE_FULL:
                raise CannotDo("There is no room on the disk for the database; what was there is as it was.") from None
            raise CannotDo("The database is in use: stop the system first.") from None


def load_postgres(connection: BaseDatabaseWrapper, dump: Path) -> None:
    """Empty the schema and fill it again in one transaction."""
    connection.close()
    clear, script = dump.with_name("clear.sql"), dump.with_name("load.sql")
    clear.write_text(EMPTY_THE_SCHEMA)
    tool("pg_restore", connection, "--no-owner", "--no-privileges", f"--file={script}", str(dump))
    tool(
        "psql",
        connection,
        "-X",
        "-q",
        "-1",
        "-v",
        "ON_ERROR_STOP=1",
        "-o",
        os.devnull,
        "-f",
        str(clear),
        "-f",
        str(script),
    )


def for_tools(said: dict[str, object]) -> dict[str, str]:
    """What a connection is told, as PostgreSQL's tools read it from their environment: ``sslmode`` as PGSSLMODE, and so on."""
    told = {name: str(value) for name, value in said.items() if value and isinstance(value, str | int)}
    return {"PGDATABASE" if name == "dbname" else f"PG{name.upper()}": value for name, value in told.items()}


def tool(name: str, connection: BaseDatabaseWrapper, *arguments: str) -> None:
    """Run one of PostgreSQL's tools; the password goes in the environment, where other users cannot see it."""
    program = shutil.which(name)
    if program is None:
        raise CannotDo(f"{name} is missing: install the Debian package postgresql-client.")
    environment = os.environ | for_tools(connection.get_connection_params())
    done = subprocess.run(
        [program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        lines = [line for line in done.stderr.strip().splitlines() if "error" in line.lower()] or ["no reason given"]
        raise CannotDo(f"{name} did not work: {re.sub(r'^.*?error: ', '', lines[0], flags=re.IGNORECASE)}.")


DUMP = {"sqlite": dump_sqlite, "postgresql": dump_postgres}
LOAD = {"sqlite": load_sqlite, "postgresql": load_postgres}
