"""May this file be taken in? By what its bytes are, not by what its name says."""

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
SAME_BYTES = {
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods"), "zip"),
    **dict.fromkeys((".doc", ".xls", ".msg"), "ole"),
    ".pdf": "pdf",
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
}
SIGNATURES = {
    "zip": b"PK\x03\x04",
    "ole": b"\xd0\xcf\x11\xe0",
    "pdf": b"%PDF-",
    "png": b"\x89PNG",
    "jpeg": b"\xff\xd8\xff",
}


def content_type(name: str, content: bytes, *, most_bytes: int) -> str:
    """The content type of a file that may be taken in; raises ``NotYet`` with a plain reason where it may not."""
    ending = PurePath(name).suffix.lower()
    if ending not in ALLOWED:
        raise NotYet(
            f"This kind of file ({ending or 'no ending'}) cannot be kept here. Use PDF, Word, Excel or a picture."
        )
    if not content:
        raise NotYet("The file is empty.")
    if len(content) > most_bytes:
        raise NotYet(f"The file is larger than {most_bytes // 1024 // 1024} MB.")
    if ending in TEXT:
        if b"\x00" in content[:4096] or _is_program(content):
            raise NotYet("The file is not the plain text its name says it is.")
    elif not content.startswith(SIGNATURES[SAME_BYTES[ending]]):
        raise NotYet(f"The file is not what its name says: its content is not {ending[1:].upper()}.")
    return ALLOWED[ending]


def _is_program(content: bytes) -> bool:
    try:
        return any(match.extension in {".exe", ".elf", ".dll"} for match in puremagic.magic_string(content[:4096]))
    except puremagic.PureError:
        return False
