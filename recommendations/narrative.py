"""How do findings, good practice and recommendations stand in the report?"""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chronology.narrative import ROLE_WORDS, paragraphs
from recommendations.models import Finding, GoodPractice, Recommendation
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
