"""What does a text that somebody wrote elsewhere hold: headings, paragraphs, notes, tables, and what has no place here?"""

from pathlib import PurePath

from cspr.files.rules import content_type
from cspr.records import NotYet
from cspr.word.reading import plain_text, word
from cspr.word.reading.remarks import Change, Note, Passage, Returned, read_remarks
from cspr.word.reading.told import Piece, Told

READERS = {".docx": word.read, ".txt": plain_text.read}
KINDS = "a Word document (.docx) or plain text (.txt)"
EMPTY = "There is nothing in the file: no text was found. Check that you chose the right one."
__all__ = ["KINDS", "READERS", "Change", "Note", "Passage", "Piece", "Returned", "Told", "read", "read_remarks"]


def read(name: str, content: bytes, *, most_bytes: int) -> Told:
    """The text of a file in its order; raises ``NotYet`` at ``original`` with a plain reason where it cannot be read."""
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        again = " Open it in Word and save it as a Word document (.docx)." if ending in (".doc", ".odt", ".rtf") else ""
        raise NotYet(f"A report can be read from {KINDS}.{again}", field="original")
    try:
        content_type(name, content, most_bytes=most_bytes)
        told = READERS[ending](content)
    except NotYet as refusal:
        raise NotYet(str(refusal), field="original") from None
    if not told.pieces:
        raise NotYet(EMPTY, field="original")
    return told
