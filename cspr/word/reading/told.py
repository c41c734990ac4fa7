"""In which shape does a text come out of a file, whatever wrote it?"""

from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from django.utils.html import strip_tags

MOST_PIECES = 20_000
LISTED = 60  # texts that are shown of what has no place here
TOO_LONG = "The file holds more than 20,000 paragraphs. Split it, and take each part in on its own."


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, item of a list, quotation or table.

    ``html`` is what stands inside it, with ``<span data-fn="KEY">`` for a footnote and ``<span data-ref="#NAME">`` for a
    reference to a bookmark (``#!NAME`` to a footnote); a table is whole. ``number`` is what the reader saw before it ("2.3"), ``level`` the depth of
    a heading or item. ``marks`` are the bookmarks that begin in it. ``guessed``: a heading by its look alone.
    """

    kind: str
    html: str
    level: int = 0
    number: str = ""
    ordered: bool = False
    style: str = ""
    boxed: bool = False
    guessed: bool = False
    marks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(unescape(strip_tags(self.html)).split())


@dataclass
class Told:
    """A whole text. ``absent`` counts what was in the file and has no place here, ``shown`` are words of it to keep.

    ``changes``: who inserted or deleted what while changes were tracked. ``notes``: bookmarks of footnotes by their keys.
    """

    pieces: list[Piece] = field(default_factory=list)
    title: str = ""
    absent: Counter[str] = field(default_factory=Counter)
    shown: list[tuple[str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def leave(self, what: str, words: str = "") -> None:
        """Say that something has no place here, with its words where it has any."""
        self.absent[what] += 1
        said = " ".join(words.split())
        if said and len(self.shown) < LISTED:
            self.shown.append((what, said[:500]))
