"""How do findings, good practice and recommendations stand in the report, and in the schedule of what is held?"""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chronology.narrative import ROLE_WORDS, paragraphs
from cspr import clock
from recommendations.models import Action, Finding, GoodPractice, Recommendation
from reviews.case.models import Review
from reviews.disclosure.queries import HERE, TEAM, Held
from reviews.report.rules import FiledBlock


def _html(text: str) -> SafeString:
    return format_html_join("", "<p>{}</p>", [(part,) for part in paragraphs(text)])


def finding_block(finding: Finding, code: str) -> FiledBlock:
    """A finding, numbered by itself."""
    facts = {"number": finding.number, "door": reverse("finding-edit", args=[code, finding.pk])}
    return FiledBlock(f"finding:{finding.pk}", "finding", _html(finding.text), facts)


def practice_block(practice: GoodPractice, code: str) -> FiledBlock:
    """Good practice, told of a kind of agency and not of one by name."""
    facts = {"door": reverse("good-practice-edit", args=[code, practice.pk])}
    if practice.agency:
        who = ROLE_WORDS[practice.agency.sector]
        html = format_html("<p>Good practice of {}: {}</p>", who, " ".join(practice.text.split()))
    else:
        html = _html(practice.text)
    return FiledBlock(f"good_practice:{practice.pk}", "paragraph", html, facts)


def recommendation_block(recommendation: Recommendation, code: str) -> FiledBlock:
    """The one text of a recommendation, with its number, its agencies and its date as facts."""
    facts = {
        "number": recommendation.number,
        "by_when": recommendation.by_when.isoformat() if recommendation.by_when else "",
        "addressees": [agency.name for agency in recommendation.addressees.all()],
        "door": reverse("recommendation", args=[code, recommendation.pk]),
    }
    return FiledBlock(f"recommendation:{recommendation.pk}", "recommendation", _html(recommendation.text), facts)


# The schedule of everything held -------------------------------------------------------------------


def held(review: Review) -> Iterator[Held]:
    """Findings, recommendations and what agencies say and show for them, as a schedule names them."""
    where = f"{HERE}findings and recommendations"
    for finding in review.findings.filter(void_at=None).select_related("entered_by"):
        day, author = clock.date_of(finding.entered_at), finding.entered_by.name
        yield Held("Finding", f"Finding {finding.number}", day, "The review", author, TEAM, "", where)
    for made in review.recommendations.filter(void_at=None).select_related("entered_by"):
        day, author = made.agreed_on or clock.date_of(made.entered_at), made.entered_by.name
        title = f"Recommendation {made.number}"
        yield Held("Recommendation", title, day, "The review", author, TEAM, "", where)
    for action in _planned(review):
        title = f"Action on recommendation {action.recommendation.number}: reports {action.reports}, evidence {action.shown}"
        day, author = clock.date_of(action.entered_at), action.lead_person
        yield Held("Action", title, day, action.agency.name, author, f"Office and {action.agency}", "", where)


def _planned(review: Review) -> QuerySet[Action]:
    counts = {
        "reports": Count("progress", filter=Q(progress__void_at=None), distinct=True),
        "shown": Count("evidence", filter=Q(evidence__void_at=None), distinct=True),
    }
    found = Action.objects.filter(recommendation__review=review, void_at=None).annotate(**counts)
    return found.select_related("agency", "recommendation")
