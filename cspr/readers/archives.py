"""May this archive be opened, and its parts read? Only what is told to be small enough, and no part unfolds further."""

import io
import zipfile
from collections.abc import Callable
from typing import IO, Any, TypeVar

from defusedxml.common import DefusedXmlException

from cspr.readers.grid import DAMAGED, LOCKED
from cspr.records import NotYet

MOST_PARTS = 5_000
MOST_BYTES = 100 * 1024 * 1024  # of the parts that are read, unpacked
READ = (".xml", ".rels")
ENCRYPTED = 0x1
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TOO_LARGE = (
    "Unpacked, the file is larger than can be read here. Delete what does not belong to the chronology, save a copy, "
    "and choose the copy."
)
Answer = TypeVar("Answer")


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive, once it is known how much comes out of it. No part gives more than it says: Python stops there."""
    if content.startswith(OLE):
        raise NotYet(LOCKED)
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts if part.filename.endswith(READ)) > MOST_BYTES:
        archive.close()
        raise NotYet(TOO_LARGE)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        archive.close()
        raise NotYet(LOCKED)
    return archive


def reading(content: bytes, read: Callable[[zipfile.ZipFile], Answer]) -> Answer:
    """What ``read`` makes of the archive; whatever goes wrong in it is told as damage, in one sentence."""
    try:
        with opened(content) as archive:
            return read(archive)
    except NotYet:
        raise
    except DefusedXmlException:
        raise NotYet(DAMAGED) from None
    except Exception:  # whatever a damaged file makes libraries do, the person is told the same
        raise NotYet(DAMAGED) from None


def part(archive: zipfile.ZipFile, name: str) -> IO[Any]:
    return archive.open(name)
