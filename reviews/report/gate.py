"""Does anything that is to leave the review still tell who somebody is? Empty lists where nothing is left."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.html import escape

from cspr import pdf
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import labelled, plain, with_labels
from reviews.report import queries
from reviews.report.models import Report, Version
from reviews.report.rules import Document, Hit, Spot, hits_in, hits_of, places, refusal

_STYLE = re.compile(r"<style\b[^<>]*>", re.I)
_STYLE_END = re.compile(r"</style>", re.I)


def listed(report: Report) -> list[Hit]:
    """Every hit in the draft as it would be printed: exact ones, common words and near misses not cleared."""
    return queries.listed(report)


def check_file(review_id: int, content: bytes) -> list[Hit]:
    """Every exact hit in a finished PDF or HTML file, read back from its bytes, metadata and bookmarks included.

    Common words and near misses are settled in the report itself, where each has its place and its reason; a file that
    was read back has neither. Raises ``NotYet`` where the file cannot be read.
    """
    review = Review.objects.get(pk=review_id)
    forms, known = known_forms(review), queries.cleared(review)
    spots = _pdf(content) if content.startswith(b"%PDF") else _html(content)
    hits = [hit for spot in spots for hit in hits_in(spot, forms, known, unspaced=True)]
    return [hit for hit in hits if not hit.may_be_cleared]


def may_leave(review: Review, document: Document) -> Document:
    """The document as it may be read outside this system: registered names that are certain as labels.

    Raises ``NotYet`` with the places where an exact name, date or number is left in it.
    """
    forms, names = known_forms(review), labels(review)
    kept = replace(
        document,
        sections=tuple(
            replace(
                section,
                blocks=tuple(
                    replace(block, html=with_labels(labelled(block.html, forms, names), names, printed=True))
                    for block in section.blocks
                ),
            )
            for section in document.sections
        ),
    )
    left = [hit for hit in hits_of(kept, forms, queries.cleared(review)) if not hit.may_be_cleared]
    if left:
        raise NotYet(f"The report still tells who somebody is: {places(left)}. See the page “Checks”.")
    return kept


def said_of(version: Version) -> list[tuple[str, str, dt.datetime, str]]:
    """The open comments on a version as they may leave: the paragraph, whose, when, and the words with labels for names.

    Raises ``NotYet`` where an exact name, date or number is left in one.
    """
    review = version.report.review
    forms, names = known_forms(review), labels(review)
    told = []
    for comment in version.comments.standing().filter(response="").select_related("by").order_by("at", "pk"):
        html = with_labels(labelled(escape(comment.text), forms, names), names, printed=True)
        spot = Spot(f"Comment {comment.pk}", html)
        if any(not hit.may_be_cleared for hit in hits_in(spot, forms, queries.cleared(review))):
            raise NotYet(
                "A comment on this version tells who somebody is. Answer it, or have its words changed, first."
            )
        told.append((str(comment.block_uid or ""), comment.on_behalf_of or comment.by.name, comment.at, plain(html)))
    return told


def words_to_go_out(review: Review, texts: Iterable[str]) -> list[str]:
    """Texts beside the report as they may leave, with labels for names. Raises ``NotYet`` where one still tells who it is."""
    forms, names, known = known_forms(review), labels(review), queries.cleared(review)
    told = []
    for text in texts:
        html = with_labels(labelled(escape(text), forms, names), names, printed=True)
        if any(not hit.may_be_cleared for hit in hits_in(Spot("Remark", html), forms, known)):
            raise NotYet("What the checks noted still tells who somebody is. See the page “Checks”.")
        told.append(plain(html))
    return told


def check_said(review: Review, groups: Iterable[queries.Group]) -> None:
    """Raises ``NotYet`` where comments that are to go out, with labels for names already, still tell who somebody is."""
    forms, known = known_forms(review), queries.cleared(review)
    for group in groups:
        for said in group.said:
            spot = Spot(group.title, escape(" ".join((said.text, said.quoted, said.why))))
            if any(not hit.may_be_cleared for hit in hits_in(spot, forms, known)):
                raise NotYet(
                    f"A comment or an answer ({group.title}) tells who somebody is. Have its words changed first, or take "
                    "the table with names, for the review team alone."
                )


def check_quotes(version: Version) -> None:
    """Raises ``NotYet`` where a version quotes a practitioner who has not cleared the words, or does so no longer."""
    found = queries.uncleared_in(version.report.review, Document.from_json(version.content))
    if found:
        raise NotYet(f"{refusal(found)} Then agree a new version.")


def _html(content: bytes) -> list[Spot]:
    try:
        return [Spot("The web page", _without_styles(content.decode()))]
    except UnicodeDecodeError:
        raise NotYet("The file is neither a PDF nor text, so nobody can say whom it names.") from None


def _without_styles(html: str) -> str:
    parts, at = [], 0
    while (begin := _STYLE.search(html, at)) and (end := _STYLE_END.search(html, begin.end())):
        parts += [html[at : begin.start()], " "]
        at = end.end()
    return "".join([*parts, html[at:]])


def _pdf(content: bytes) -> list[Spot]:
    try:
        said = pdf.read_back(content)
    except pdf.Unreadable:
        raise NotYet("The PDF could not be read back, so nobody can say whom it names.") from None
    spots = [Spot(f"Page {number}", _as_text(text)) for number, text in enumerate(said.pages, 1)]
    spots += [Spot(f"Pages {number} and {number + 1}", _as_text(text)) for number, text in _turns(said.pages)]
    told_in = (
        ("Metadata", said.properties),
        ("Bookmark", said.bookmarks),
        ("Note on a page", said.notes),
        ("Link", said.links),
    )
    return spots + [Spot(place, text) for place, texts in told_in for text in texts if text]


def _as_text(text: str) -> str:
    """Read back text has no tags; what looks like one is text."""
    return text.replace("<", " ‹ ").replace(">", " › ").replace("&", " + ")


def _turns(pages: Sequence[str]) -> list[tuple[int, str]]:
    """The end of each page with the beginning of the next, where a name may be parted; running lines left out."""
    seen = Counter(line for page in pages for line in {_shape(line) for line in page.splitlines()})
    bodies = []
    for page in pages:
        own = (line for line in page.splitlines() if seen[_shape(line)] < 2)
        bodies.append("\n".join(own))
    return [(number, f"{bodies[number - 1][-200:]}\n{bodies[number][:200]}") for number in range(1, len(pages))]


def _shape(line: str) -> str:
    """A line without its numbers: "Page # of #" stands on every page."""
    return re.sub(r"\d+", "#", line.strip())
