"""In which part of a Word file does a paragraph stand, and is it a line of the contents that Word made anew?"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cspr.word import bookmark_name
from cspr.word.reading import Passage
from reviews.report.rules.references import POINTS, TERMS

CONTENTS = "Contents"
FIRST_WORDS = 80
SECTION = bookmark_name("section-")  # how the bookmarks of headings of sections begin
_GIVEN = (bookmark_name(TERMS), bookmark_name(POINTS))
_ENTRY = re.compile(r"^(?:[\d.]+\s+)?(?P<title>.+?)(?:[\s.…]+\d+)?$")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": "", "\u2011": "-"})


@dataclass(frozen=True)
class Part:
    """A part of the file by its title; ``section`` leads back to the draft. Above the first of them is the cover.

    Not ``marked`` where a program kept none of our bookmarks: nobody can say where a part ends then.
    """

    title: str = ""
    section: int = 0
    marked: bool = True


def same(text: str) -> str:
    """A text as it is compared: signs that Word changes as one types count as the same."""
    return " ".join(text.translate(_SIGNS).split())


def heads_section(passage: Passage) -> bool:
    """Is it the heading of a section, below which anybody may write?"""
    return any(mark.startswith(SECTION) for mark in passage.marks)


def _is_ours(passage: Passage) -> bool:
    return any(mark.startswith("_R") for mark in passage.marks)


def parts_of(passages: Sequence[Passage]) -> list[Part]:
    """Of each passage the part it stands in."""
    marked = any(map(heads_section, passages))
    found, part = [], Part(marked=marked)
    for passage in passages:
        if heads_section(passage):
            key = next(mark for mark in passage.marks if mark.startswith(SECTION)).removeprefix(SECTION)
            part = Part(passage.now, int(key) if key.isdecimal() else 0)
        elif any(mark in _GIVEN for mark in passage.marks) or (passage.now == CONTENTS and not _is_ours(passage)):
            part = Part(passage.now, marked=marked)
        found.append(part)
    return found


def where(part: Part, after: str) -> str:
    """Where in a part something stands that was typed ``after`` these words, as it reads within a sentence."""
    if after in ("", part.title):
        return f"at the start of “{part.title}”" if part.title else "at the very start"
    told = f"after “{after[:FIRST_WORDS]}…”" if len(after) > FIRST_WORDS else f"after “{after}”"
    place = f"in “{part.title}”" if part.title else "on the cover"
    return f"{place}, {told}" if part.marked else told


def is_entry(text: str, part: Part, known: Collection[str]) -> bool:
    """Is this a line of the contents, with its number and page as Word fills them in? ``known``: headings as compared."""
    found = _ENTRY.match(same(text)) if part.title == CONTENTS else None
    return bool(found) and found["title"] in known
