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
__all__ = ["EMPTY", "KINDS", "READERS", "Row", "Table", "read"]


def read(name: str, content: bytes, *, most_bytes: int) -> list[Table]:
    """The tables of a file that hold any row, in their order; raises ``NotYet`` with a plain reason where none do."""
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        again = " Open it and save it in the newer form." if ending in OLD else ""
        raise NotYet(f"Entries can be read from {KINDS}.{again} Any other document can be uploaded as it is.")
    content_type(name, content, most_bytes=most_bytes)
    tables = [table for table in READERS[ending](content) if table.rows]
    if not tables:
        raise NotYet(EMPTY)
    return tables
