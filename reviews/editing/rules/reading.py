"""What does a report say, sentence by sentence, for those who read it as an editor does?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from reviews.report.rules.document import Document, Kind, PrintedBlock, PrintedSection, place_of
from reviews.report.rules.html import footnotes

_EDGE = re.compile(r"</?(?:p|li|td|th|tr|h[34]|blockquote|ul|ol|table|div)\b[^<>]*>|<br[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_END = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[“‘\"'(\[]*[A-Z0-9])|\n+")
_SPACES = re.compile(r"[^\S\n]+")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|(?<!\w)‘[^‘\n]*?’(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# Words that two texts may share without being about the same.
_COMMON_WORDS = """
add all and any are ask bad but can day did far few for get got had has her him his how its let lot may new nor not now
off old one our out own put ran saw say see set she six ten the too try two use via was way who why yes yet you about
above after again against almost already also although always among another around because been before began being below
between both came come could does doing done down during each either else even ever every first from gave given goes
going have having hers herself himself however into itself just know known less like made make many might more most much
must need never next none nothing only onto other others over part perhaps rather said same says section seen shall
should since some such take taken than that their them then there these they thing things this those though through time
times told took under until upon very want well went were what when where whether which while whom whose will with within
without would years year your paragraph paragraphs report review reviews child children family mother father agencies
agency
"""
_COMMON = frozenset(_COMMON_WORDS.split())
GOVERNANCE, SUMMARY, CHRONOLOGY, REFERENCES, APPENDIX = (
    "governance", "summary", "chronology", "references", "appendix",
)  # fmt: skip
BOXES = (Kind.RECOMMENDATION, Kind.FINDING)


@dataclass(frozen=True)
class Passage:
    """The words of a block, or of one of its footnotes, with line breaks between its paragraphs and items."""

    section: PrintedSection
    block: PrintedBlock
    place: str
    html: str
    note: bool = False

    @cached_property
    def text(self) -> str:
        return words_of(self.html)

    @cached_property
    def own(self) -> str:
        """What the author says: quotations are blank, and everything else stands where it did."""
        if self.block.kind == Kind.QUOTE:
            return ""
        return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), self.text)

    @property
    def written(self) -> bool:
        """Typed by the author, so that it can be changed here; what a record filed follows the record."""
        return not self.block.origin

    @property
    def number(self) -> int:
        """The number of a recommendation or finding, 0 where it has none."""
        number = self.block.facts.get("number")
        return number if isinstance(number, int) else 0

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence begins and ends in ``text``."""
        found, at = [], 0
        for end in _END.finditer(self.text):
            found.append((at, end.start()))
            at = end.end()
        return [(start, end) for start, end in (*found, (at, len(self.text))) if end > start]

    def sentence_at(self, place: int) -> str:
        """The sentence in which a place of ``text`` stands."""
        return next((self.text[start:end] for start, end in self.sentences if start <= place <= end), self.text)


def words_of(html: str) -> str:
    """The words of a piece of cleaned HTML, a line break at each edge of a paragraph, item or cell."""
    text = _SPACES.sub(" ", unescape(_TAG.sub("", _EDGE.sub("\n", html))))
    return re.sub(r" ?\n[\n ]*", "\n", text).strip()


def passages(document: Document) -> Iterator[Passage]:
    """Everything an author wrote or filed, in the order of the pages; footnotes follow the text they are called in."""
    for section in document.sections:
        for index, block in enumerate(section.blocks, 1):
            place, html = place_of(section, block, index), block.html
            notes = footnotes(html) if "data-fn" in html else []
            for start, end in reversed(notes):
                html = html[:start] + html[end:]
            yield Passage(section, block, place, html)
            for start, end in notes:
                yield Passage(section, block, f"{place}, footnote", block.html[start:end], note=True)


@dataclass(frozen=True)
class Reading:
    """A document taken apart once, for every check."""

    document: Document
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, document: Document) -> "Reading":
        return cls(document, tuple(passages(document)))

    @cached_property
    def boxes(self) -> list[Passage]:
        """Each recommendation and finding once, however often it is printed."""
        found: dict[str, Passage] = {}
        for passage in self.passages:
            if passage.block.kind in BOXES and not passage.note:
                found.setdefault(passage.block.origin or passage.block.uid, passage)
        return list(found.values())


def stems(text: str) -> set[str]:
    """The words of a text that say what it is about, without their endings."""
    return set(stems_of(text))


def stems_of(text: str) -> dict[str, str]:
    """The same, each with the word as it stands."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        low = word.lower().replace("’", "'").removesuffix("'s")
        if len(low) > 2 and low not in _COMMON:
            found.setdefault(low[:6] if len(low) > 6 else low.rstrip("s"), word)
    return found


def plain_words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, to compare two texts by."""
    return re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", ""))


def shortened(text: str, most: int = 160) -> str:
    """So much of a text that one recognises it."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def within(place: str) -> str:
    """A place inside a sentence: "paragraph 2.3"."""
    return place[:1].lower() + place[1:]
