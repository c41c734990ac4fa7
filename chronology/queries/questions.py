"""What is asked about single entries, and what came back?"""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from agencies.models import User
from chronology.models import Answer, ChronologyRequest, Entry, Question, Sight, readable
from chronology.queries.entries import Reader, draft_for
from reviews.case.models import Review


def _whole(questions: QuerySet[Question]) -> QuerySet[Question]:
    """With the entry, its agency, and what was answered. Three queries."""
    answers = Prefetch("answers", Answer.objects.select_related("entered_by"))
    sights = Prefetch("entry__sights", Sight.objects.select_related("child"))
    entry = "entry__submission__request"
    return questions.select_related(f"{entry}__agency", f"{entry}__review", "entered_by").prefetch_related(
        answers, sights
    )


def beside(entries: Iterable[Entry]) -> dict[int, list[Question]]:
    """What was asked about each of these entries, and has gone to the agency. Two queries."""
    answers = Prefetch("answers", Answer.objects.select_related("entered_by"))
    found: dict[int, list[Question]] = {}
    asked = Question.objects.standing().filter(entry__in=[entry.pk for entry in entries])
    for question in asked.select_related("entered_by").prefetch_related(answers):
        found.setdefault(question.entry_id, []).append(question)
    return found


def answered(review: Review) -> dict[int, list[Question]]:
    """What the review asked and agencies answered, by entry, whoever may read that. Two queries."""
    asked = Question.objects.standing().filter(
        kind=Question.Kind.ASKED, answers__isnull=False, entry__submission__request__review=review
    )
    found: dict[int, list[Question]] = {}
    for question in asked.distinct().prefetch_related("answers"):
        found.setdefault(question.entry_id, []).append(question)
    return found


def asked_of(found: ChronologyRequest, reader: User | None) -> list[Question]:
    """What its agency has still to deal with; first what is needed of it. For the office what is open to it."""
    waiting = Question.objects.waiting().filter(entry__in=draft_for(found, reader).values("pk"))
    return list(_whole(waiting).order_by("-kind", "due_on", "entry__happened_on", "pk"))


def needed_of(entry: Entry) -> str:
    """What is needed of an entry that was sent back; nothing where it was not, or has returned."""
    needed = Question.objects.waiting().filter(entry=entry, kind=Question.Kind.NEEDED)
    return needed.values_list("text", flat=True).first() or ""


def marked_in(found: ChronologyRequest, reader: User) -> list[Question]:
    """What the office has noted to send back, of the entries open to it."""
    marked = Question.objects.marked().filter(entry__in=draft_for(found, reader).values("pk"))
    return list(_whole(marked).order_by("entry__happened_on", "pk"))


def returned(found: ChronologyRequest, reader: User) -> list[Question]:
    """What was needed when it was last sent back, and has come back since."""
    back = found.submission.sent_back_at
    needed = Question.objects.standing().filter(
        kind=Question.Kind.NEEDED, sent_at=back, settled_at__isnull=False,
        entry__in=found.submission.entries.open_to(reader).values("pk"),
    )  # fmt: skip
    return list(_whole(needed).order_by("entry__happened_on", "pk"))


def questions_of(review: Review, *, reader: Reader) -> QuerySet[Question]:
    """Everything asked about the entries this person may read; what waits for an answer first, then the newest."""
    entries = Entry.objects.filter(submission__request__review=review)
    open_to = entries.open_to(reader.user, analyses=reader.analyses)
    return _whole(Question.objects.standing().filter(entry__in=open_to.order_by().values("pk")))


def open_questions(review: Review, *, reader: Reader) -> int:
    """How many questions about entries this person may read wait for an answer."""
    asked = Question.objects.waiting().filter(kind=Question.Kind.ASKED, entry__submission__request__review=review)
    return asked.filter(readable(reader.user, analyses=reader.analyses, at="entry__")).count()


def question_at(review: Review, pk: int) -> Question | None:
    """A question of the review, whoever may read it."""
    asked = Question.objects.filter(entry__submission__request__review=review, withdrawn_at=None, pk=pk)
    return _whole(asked).first()
