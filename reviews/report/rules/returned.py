"""What did a reader say in the Word file of their copy, and on which paragraph of the version is it?

A paragraph is known by the bookmark our file gave it, which Word and LibreOffice keep; else by its words as they were
before tracked changes; else by words that are nearly the same, which is a guess that a person looks at. What has no place
is kept without one. What was changed with tracking off is found by comparing, and told as such.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from cspr.records import NotYet
from cspr.word import bookmark_name
from cspr.word.reading import Passage, Returned
from reviews.identities.rules import plain
from reviews.report.rules.document import Document, PrintedBlock
from reviews.report.rules.html import footnotes
from reviews.report.rules.made import Part, heads_section, is_entry, parts_of, same, where
from reviews.report.rules.shown import label_of

NEARLY, CLEARLY = 82, 6  # how alike, of 100, and by how much more than the next
LONG_ENOUGH = 20
LONGEST_TYPED = 8_000  # characters of a comment that is typed; one that comes in a file is kept whole, however long
MOST_GUESSED = 1_000  # paragraphs that are not in the version and are compared with all that are
OTHER_TEXT = "Most of what this document says is not in the version that was given out. Is it the copy?"
LINE_ENDS = re.compile(r"</(?:p|li|h3|h4|td|th|blockquote)>")


@dataclass(frozen=True)
class FoundRemark:
    """Something a reader did. ``kind``: "comment", "change" (tracked), "untracked", "added" or "gone" (a whole paragraph),
    "made": one added in a part that is made from the record.

    ``uid`` is its paragraph, empty where it has no place or is on the whole; ``sure`` is false for a guess. ``mark`` is
    the same however often the file comes. ``where`` tells of something added at no paragraph of the version.
    """

    kind: str
    mark: str
    uid: str = ""
    sure: bool = True
    author: str = ""
    at: str = ""
    text: str = ""
    quoted: str = ""
    old: str = ""
    new: str = ""
    near: str = ""
    where: str = ""

    @property
    def said(self) -> str:
        """The remark as a comment that can be read by itself."""
        if self.kind == "comment":
            return self.text
        if self.where:
            return f"Add a paragraph (it was typed {self.where}): “{self.new}”"
        if self.kind == "added":
            return f"Add a paragraph here: “{self.new}”"
        if self.kind == "gone" or not self.new:
            return f"Leave out: “{self.old}”"
        lead = "Changed without tracking: instead of" if self.kind == "untracked" else "Instead of"
        return f"{lead} “{self.old}”: “{self.new}”" if self.old else f"Add: “{self.new}”"


@dataclass(frozen=True)
class Return:
    """Everything found in a file that came back; ``absent`` counts what is not taken as a comment; ``key`` names the copy."""

    remarks: tuple[FoundRemark, ...]
    absent: tuple[tuple[str, int], ...] = ()
    key: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Return":
        remarks = tuple(FoundRemark(**one) for one in found["remarks"])
        return cls(remarks, tuple((what, count) for what, count in found["absent"]), found["key"])


def returned(file: Returned, document: Document, given_out: Returned | None = None) -> Return:
    """The remarks of a file on the paragraphs of the version it is a copy of.

    Only beside what was ``given_out``, with all that is made from records, can a paragraph that nobody tracked be told as
    new, and only where the file is plainly a copy: it has our bookmarks still, or most of our words.
    """
    placing = _Placing(document)
    if given_out:
        placing.tell_new = placing.is_copy(file.passages)
        placing.known |= {same(passage.now) for passage in given_out.passages}
    return placing.placed(file)


def lines_of(block: PrintedBlock) -> list[str]:
    """The paragraphs of a block as a reader reads them in Word, its footnotes apart."""
    html, at, parts, notes = block.html, 0, [], []
    for start, end in footnotes(html):
        parts.append(html[at:start])
        notes.append(plain(html[start:end]))
        at = end
    body = LINE_ENDS.split("".join(parts) + html[at:])
    return [text for text in (" ".join(plain(part).split()) for part in (*body, *notes)) if text]


@dataclass
class _Placing:
    """Finds the place of each passage of a file in a version."""

    document: Document
    marks: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    by_line: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    typed: dict[str, str] = field(default_factory=dict)  # each line as it is written, by how it is compared
    guessed: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    used: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    tell_new: bool = False
    parts: list[Part] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # of sections, by the bookmarks of their headings

    def __post_init__(self) -> None:
        for section in self.document.sections:
            self.known.add(same(section.title))
            self.titles[bookmark_name(f"section-{section.pk}")] = section.title
            for block in section.blocks:
                self.marks[bookmark_name(block.uid)] = block.uid
                written = {same(line): line for line in lines_of(block)}
                self.typed |= written
                self.lines[block.uid] = list(written)
                self.known.add(same(label_of(block.kind, block.facts)))
                for line in self.lines[block.uid]:
                    self.by_line[line].append(block.uid)

    def is_copy(self, passages: list[Passage]) -> bool:
        if any(mark in self.marks for passage in passages for mark in passage.marks):
            return True
        there = {same(passage.now) for passage in passages} & set(self.by_line)
        return bool(there) and self._mostly(there, self.by_line)

    def placed(self, file: Returned) -> Return:
        uids = self._exact(file.passages)
        self.parts = parts_of(file.passages)
        remarks = [
            one for at, passage in enumerate(file.passages) for one in self._of(passage, at, uids, file.passages)
        ]
        remarks += self._gone(file.passages, uids)
        remarks += [
            self._made("comment", author=note.author, at=note.at, text=note.text, sure=False) for note in file.nowhere
        ]
        return Return(tuple(remarks), tuple(sorted(file.absent.items())), file.key)

    def _exact(self, passages: list[Passage]) -> list[str]:
        """The paragraph of each passage, by its bookmark or its words; of a footnote, that of the passage it stands in."""
        found: list[str] = []
        for passage in passages:
            uid = next((self.marks[mark] for mark in passage.marks if mark in self.marks), "")
            if not uid:
                alike = self.by_line.get(same(passage.was)) or self.by_line.get(same(passage.now)) or [""]
                uid = alike[0]
            found.append(found[-1] if passage.within and found and found[-1] else uid)
        return found

    def _of(self, passage: Passage, at: int, uids: list[str], passages: list[Passage]) -> Iterator[FoundRemark]:
        uid, sure = uids[at], True
        if not uid and (passage.notes or passage.changes) and passage.was:
            uid, sure = self._nearly(passage.was), False
            self.guessed.add(uid)
        near = "" if uid else passage.was or passage.now
        if not passage.was and passage.now and passage.changes:
            first = passage.changes[0]
            by = {"author": first.author, "at": first.at, "new": passage.now}
            yield self._made("added", uid, **by) if uid else self._added(at, uids, passages, **by)
        else:
            for change in passage.changes:
                gone = not passage.now and change.old == passage.was
                yield self._made(
                    "gone" if gone else "change", uid, sure=sure, author=change.author, at=change.at, old=change.old,
                    new=change.new, near=near,
                )  # fmt: skip
        for note in passage.notes:
            quoted = " ".join(note.quoted.split())
            quoted = "" if same(quoted) in (same(passage.now), same(passage.was)) else quoted[:300]
            yield self._made(
                "comment", uid, sure=sure, author=note.author, at=note.at, text=note.text, quoted=quoted, near=near
            )
        if not is_entry(passage.now, self.parts[at], self.known):
            untracked = list(self._untracked(passage, uid, sure=sure))
            yield from untracked or self._new(passage, at, uids, passages)

    def _new(self, passage: Passage, at: int, uids: list[str], passages: list[Passage]) -> Iterator[FoundRemark]:
        """A paragraph, title or footnote that is not in the version, although nothing was tracked."""
        if not self.tell_new or passage.changes or not passage.now or same(passage.now) in self.known:
            return
        if heads_section(passage):
            title = next((self.titles[mark] for mark in passage.marks if mark in self.titles), "")
            yield self._made("untracked", sure=False, old=title, new=passage.now)
        elif passage.within:
            yield self._made("added", uids[at], sure=False, new=passage.now, where="in a footnote")
        elif not uids[at]:
            yield self._added(at, uids, passages, new=passage.now)

    def _added(self, place: int, uids: list[str], passages: list[Passage], **what: str) -> FoundRemark:
        """A new paragraph: at the one of the version above it, or where it stands in a part that is made from the record.

        Others that are new, empty lines and footnotes may stand between.
        """
        before = place - 1
        while before >= 0 and (passages[before].within or (not uids[before] and self._is_none(passages[before]))):
            before -= 1
        if before >= 0 and uids[before]:
            return self._made("added", uids[before], sure=False, **what)
        above = passages[before] if before >= 0 else Passage()
        kind = "added" if heads_section(above) else "made"
        return self._made(kind, sure=False, where=where(self.parts[place], above.now), **what)

    def _is_new(self, passage: Passage) -> bool:
        return bool(passage.now) and same(passage.now) not in self.known and not heads_section(passage)

    def _is_none(self, passage: Passage) -> bool:
        return not passage.now or self._is_new(passage)

    def _untracked(self, passage: Passage, uid: str, *, sure: bool) -> Iterator[FoundRemark]:
        """A paragraph that says something else than the version, although no change was tracked."""
        was = same(passage.was)
        if (
            not was
            or was in self.by_line
            or was in self.known
            or (uid and not self.tell_new and any(line in was for line in self.lines[uid]))
        ):
            return
        marked = uid and sure and any(self.marks.get(mark) == uid for mark in passage.marks)
        lines = self.lines[uid] if marked else [line for line in self.by_line if len(line) >= LONG_ENOUGH]
        self._count_guess()
        best = process.extractOne(was, lines, scorer=fuzz.ratio, score_cutoff=0 if marked else NEARLY)
        if best:
            place = uid or self.by_line[best[0]][0]
            self.guessed.add(place)
            yield self._made("untracked", place, sure=bool(marked), old=self.typed[best[0]], new=passage.was)

    def _count_guess(self) -> None:
        """Comparing takes long: another text, or one made to keep the system at work, is told as such."""
        self.compared += 1
        if self.compared > MOST_GUESSED:
            raise NotYet(OTHER_TEXT, field="original")

    def _nearly(self, text: str) -> str:
        """The one paragraph whose words are nearly these."""
        if len(text) < LONG_ENOUGH:
            return ""
        self._count_guess()
        best = process.extract(same(text), list(self.by_line), scorer=fuzz.ratio, score_cutoff=NEARLY, limit=2)
        if not best or (len(best) > 1 and best[0][1] - best[1][1] < CLEARLY):
            return ""
        return self.by_line[best[0][0]][0]

    def _gone(self, passages: list[Passage], uids: list[str]) -> Iterator[FoundRemark]:
        """Paragraphs of the version that are not in the file at all, where it is one that was given out."""
        there = set(uids) | self.guessed
        if not self._mostly(there & set(self.lines), self.lines):  # another text altogether, or a part of it
            return
        for uid, lines in self.lines.items():
            if uid not in there and lines:
                yield self._made("gone", uid, sure=False, old=" ".join(self.typed[line] for line in lines))

    @staticmethod
    def _mostly(found: Collection[str], of: Collection[str]) -> bool:
        return len(found) * 2 >= len(of)

    def _made(self, kind: str, uid: str = "", **what: Any) -> FoundRemark:
        """A remark with its mark; the same twice in one file counts twice."""
        told = [kind, *(str(what.get(name, "")) for name in ("author", "text", "quoted", "old", "new", "near"))]
        digest = hashlib.sha256("\x1f".join([*told, uid if what.get("sure", True) else ""]).encode()).hexdigest()[:56]
        self.used[digest] += 1
        count = self.used[digest]
        return FoundRemark(kind=kind, mark=digest if count == 1 else f"{digest}-{count}", uid=uid, **what)


def room_for(comment: str) -> int:
    """So many characters may a comment have where it is changed: what came whole is not cut."""
    return max(LONGEST_TYPED, len(comment))
