"""What does the schedule of everything held say of the chronology?"""

from collections.abc import Iterator

from django.db.models import Count, Max, Q

from chronology.models import AgencyReport, Question, Submission
from cspr import clock
from reviews.case.models import Review
from reviews.disclosure.queries import HERE, TEAM, Held


def held(review: Review) -> Iterator[Held]:
    """The submissions with the count of their entries, what was asked, the agency reports, and the practice episodes."""
    where = f"{HERE}chronology"
    entries = Count("entries", filter=Q(entries__void_at=None))
    rows = Submission.objects.filter(request__review=review).annotate(standing=entries).order_by("pk")
    for row in rows.select_related("request__agency"):
        state = "nothing held" if row.nothing_held else f"{row.standing} entr{'y' if row.standing == 1 else 'ies'}"
        readers = TEAM if row.submitted_at else "The agency alone until it is submitted"
        yield Held(
            "Chronology", f"Chronology: {state}", row.given_on or clock.date_of(row.entered_at), row.request.agency.name,
            row.author_name, readers, "" if row.submitted_at else "draft", where,
        )  # fmt: skip
    asked = Question.objects.standing().filter(entry__submission__request__review=review)
    for agency, number, last in (
        asked.order_by("entry__submission__request")
        .values("entry__submission__request")
        .annotate(number=Count("pk"), last=Max("sent_at"))
        .values_list("entry__submission__request__agency__name", "number", "last")
    ):
        title = f"Questions on the chronology, with the answers: {number}"
        yield Held("Chronology", title, clock.date_of(last), agency, "", TEAM, "", where)
    for report in AgencyReport.objects.filter(request__review=review).select_related("request__agency").order_by("pk"):
        given = report.submitted_at is not None
        yield Held(
            "Agency report", "Agency report (individual management review)",
            report.given_on or clock.date_of(report.entered_at), report.request.agency.name, report.author_name,
            TEAM if given else "The agency alone until it is submitted", "" if given else "draft", f"{where}/reports",
        )  # fmt: skip
    for episode in review.episodes.filter(void_at=None).select_related("entered_by"):
        yield Held(
            "Practice episode", f"Practice episode {episode.number}", clock.date_of(episode.entered_at), "The review",
            episode.entered_by.name, TEAM, "", where,
        )  # fmt: skip
