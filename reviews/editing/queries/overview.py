"""How far is the report: its outline with words and pages, and what waits in each section?"""

import math
from collections import Counter
from dataclasses import dataclass

from reviews.editing.queries.checks import Edited
from reviews.report.models import Report, ReportComment, Round
from reviews.report.queries import rounds

# A page of the printed report holds about so many words, headings and spaces between paragraphs included.
WORDS_ON_A_PAGE = 340


@dataclass(frozen=True)
class Row:
    """A section of the outline."""

    pk: int
    number: str
    title: str
    words: int
    comments: int
    noted: int

    @property
    def pages(self) -> str:
        return pages_of(self.words)


@dataclass(frozen=True)
class Overview:
    """The outline, and its sums; ``loose`` are comments on the whole, or on what is no longer there. ``rounds`` are open."""

    rows: tuple[Row, ...]
    loose: int
    noted: int
    asked: int
    answered: int
    rounds: tuple[Round, ...] = ()

    @property
    def words(self) -> int:
        return sum(row.words for row in self.rows)

    @property
    def pages(self) -> str:
        return pages_of(self.words)

    @property
    def comments(self) -> int:
        return self.loose + sum(row.comments for row in self.rows)


def pages_of(words: int) -> str:
    """ "none", "½", "3": about so many printed pages."""
    if not words:
        return "none"
    halves = math.ceil(2 * words / WORDS_ON_A_PAGE)
    return "½" if halves == 1 else f"{halves // 2}½" if halves % 2 and halves < 6 else str(math.ceil(halves / 2))


def overview(report: Report, edited: Edited) -> Overview:
    """How far a draft is that was read as an editor does. Two queries."""
    words: Counter[int] = Counter()
    home: dict[str, int] = {}
    for passage in edited.reading.passages:
        words[passage.section.pk] += len(passage.text.split())
        home[passage.block.uid] = passage.section.pk
    waiting = ReportComment.objects.standing().filter(version__report=report, response="")
    uids = waiting.values_list("block_uid", flat=True)
    comments = Counter(home.get(str(uid), 0) for uid in uids)
    noted = Counter(edited.places())
    rows = tuple(
        Row(part.pk, part.number, part.title, words[part.pk], comments[part.pk], noted[part.pk])
        for part in edited.content.sections
        if part.pk
    )
    answered = sum(bool(one.places) for one in edited.asked)
    out = tuple(rounds(report).filter(closed_at=None))
    return Overview(rows, comments[0], len(edited.outstanding), len(edited.asked), answered, out)
