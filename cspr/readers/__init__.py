"""Which tables stand in a file that somebody made elsewhere? Text alone comes out; nothing in it is ever run."""

from pathlib import PurePath

from cspr.files.rules import content_type
from cspr.readers import opendocument, text, word, xlsx
from cspr.readers.grid import EMPTY, Row, Table
from cspr.records import NotYet

READERS = {
    ".xlsx": xlsx.read,
    ".csv": text.read,
    ".txt": text.read,
    ".ods": opendocument.read,
    ".odt": opendocument.read,
    ".docx": word.read,
}
KINDS = "an Excel workbook (.xlsx), CSV, an OpenDocument file (.ods, .odt) or a Word document (.docx)"
OLD = (".xls", ".doc")
__all__ = ["EMPTY", "KINDS", "READERS", "Row", "Table", "check_name", "is_readable", "read"]


def is_readable(name: str) -> bool:
    """Can tables be read from a file of this name?"""
    return PurePath(name).suffix.lower() in READERS


def check_name(name: str) -> None:
    """Can tables be read from such a file? Raises ``NotYet`` at ``original`` where they cannot."""
    if not is_readable(name):
        again = " Open it and save it in the newer form." if name.lower().endswith(OLD) else ""
        raise NotYet(f"Entries can be read from {KINDS}.{again}", field="original")


def read(name: str, content: bytes, *, most_bytes: int) -> list[Table]:
    """The tables of a file that hold any row, in their order; raises ``NotYet`` with a plain reason where none do."""
    check_name(name)
    content_type(name, content, most_bytes=most_bytes)
    tables = [table for table in READERS[PurePath(name).suffix.lower()](content) if table.rows]
    if not tables:
        raise NotYet(EMPTY)
    return tables
