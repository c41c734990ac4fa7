"""May this file be taken in? By what its bytes are, not by what its name says."""

import io
import unicodedata
import zipfile
import zlib
from pathlib import PurePath

import puremagic

from cspr.records import NotYet

ALLOWED = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".msg": "application/vnd.ms-outlook",
    ".eml": "message/rfc822",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
TEXT = {".txt", ".csv", ".eml"}
# In which folder of its archive an Office document keeps its text.
OFFICE_PARTS = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
OPEN_DOCUMENT = {".odt", ".ods"}
SIXTEEN = (b"\xff\xfe", b"\xfe\xff")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = {
    **dict.fromkeys((*OFFICE_PARTS, *OPEN_DOCUMENT), ZIP),
    **dict.fromkeys((".doc", ".xls", ".msg"), OLE),
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
}
LONGEST_NAME = 200


def content_type(name: str, content: bytes, *, most_bytes: int) -> str:
    """The content type of a file that may be taken in; raises ``NotYet`` with a plain reason where it may not."""
    ending = PurePath(name).suffix.lower()
    if ending not in ALLOWED:
        raise NotYet(
            f"This kind of file ({ending or 'no ending'}) cannot be kept here. Use PDF, Word, Excel, PowerPoint, an "
            "e-mail, plain text or a picture."
        )
    if not content:
        raise NotYet("The file is empty. Check that it opens on your computer, then choose it again.")
    if len(content) > most_bytes:
        raise NotYet(f"The file is larger than {most_bytes // 1024 // 1024} MB. Send it in parts, or make it smaller.")
    if ending in TEXT:
        _check_text(ending, content)
    else:
        _check_bytes(ending, content)
    return ALLOWED[ending]


def shown_name(name: str) -> str:
    """The name as people gave it, without folders and without signs that are not seen or turn the line around."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs"))
    stem, dot, ending = seen.strip().rpartition(".")
    kept = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot else seen.strip()
    return kept[:LONGEST_NAME] or "file"


def _check_text(ending: str, content: bytes) -> None:
    if _is_program(content) or ("\x00" in _sixteen(content) if content.startswith(SIXTEEN) else b"\x00" in content):
        raise NotYet(f"The file is not what its name says: its content is not {ending[1:].upper()}.")


def _sixteen(content: bytes) -> str:
    """Text as Excel saves it under the name of Unicode text, two bytes a sign."""
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        return "\x00"


def _check_bytes(ending: str, content: bytes) -> None:
    wanted = SIGNATURES[ending]
    if wanted is ZIP and content.startswith(OLE):
        raise NotYet("The file is protected with a password. Take the password off, then choose it again.")
    if ending == ".pdf":
        content = content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")  # as some scanners write it
    if not content.startswith(wanted) or (wanted is ZIP and not _holds_document(ending, content)):
        raise NotYet(f"The file is not what its name says: its content is not {ending[1:].upper()}.")


def _holds_document(ending: str, content: bytes) -> bool:
    """Is the archive a document of this kind? Only its list of contents is read, and one line of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if ending in OPEN_DOCUMENT:
                with archive.open("mimetype") as line:
                    return line.read(100).decode("ascii", "replace").strip() == ALLOWED[ending]
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError, ValueError):
        return False
    return "[Content_Types].xml" in names and any(name.startswith(OFFICE_PARTS[ending]) for name in names)


def _is_program(content: bytes) -> bool:
    try:
        return any(match.extension in {".exe", ".elf", ".dll"} for match in puremagic.magic_string(content[:4096]))
    except (puremagic.PureError, ValueError):
        return False
