"""Which question of the terms of reference is answered where in the report?"""

from dataclasses import dataclass

from reviews.editing.models import AnsweredAt
from reviews.panel.models import ReferenceQuestion, TermsOfReference
from reviews.report.models import Report
from reviews.report.rules import Document, name_of, place_of


@dataclass(frozen=True)
class Place:
    """A place of the report: what it is called, the section in which it is edited, and the paragraph."""

    name: str
    section: int
    uid: str = ""
    mark: int = 0  # the number of the AnsweredAt that names it


@dataclass(frozen=True)
class Asked:
    """A question of the terms of reference last agreed, and the places that answer it as their author says."""

    pk: int
    number: int
    text: str
    places: tuple[Place, ...] = ()


def asked(report: Report, content: Document) -> list[Asked]:
    """The questions in their order. A mark lasts through new terms as long as the question keeps its words. Three queries."""
    terms = TermsOfReference.objects.filter(review=report.review, agreed_on__isnull=False).order_by("-version").first()
    if terms is None:
        return []
    known, marks = places(content), _marks(report)
    found = []
    for question in terms.questions.filter(void_at=None).order_by("number"):
        own = [(mark, known[key]) for mark, key in marks.get(_same(question), []) if key in known]
        told = tuple(Place(place.name, place.section, place.uid, mark) for mark, place in own)
        found.append(Asked(question.pk, question.number, question.text, told))
    return found


def question_of(report: Report, pk: int) -> ReferenceQuestion:
    """A question of the terms of reference of this report's review."""
    return ReferenceQuestion.objects.get(pk=pk, terms__review=report.review)


def _marks(report: Report) -> dict[str, list[tuple[int, str]]]:
    """By the words of a question: each mark, and the key of its place."""
    found: dict[str, list[tuple[int, str]]] = {}
    marks = AnsweredAt.objects.filter(report=report, withdrawn_at=None).select_related("question", "block")
    for mark in marks:
        key = str(mark.block.uid) if mark.block else f"section-{mark.section_id}"
        found.setdefault(_same(mark.question), []).append((mark.pk, key))
    return found


def _same(question: ReferenceQuestion) -> str:
    return " ".join(question.text.lower().split())


def places(content: Document) -> dict[str, Place]:
    """Every place of a document that may answer something, by its key, in the order of the pages."""
    found: dict[str, Place] = {}
    for section in content.sections:
        if not section.pk:
            continue
        found[f"section-{section.pk}"] = Place(f"{name_of(section)}, the whole", section.pk)
        for index, block in enumerate(section.blocks, 1):
            found[block.uid] = Place(place_of(section, block, index), section.pk, block.uid)
    return found
