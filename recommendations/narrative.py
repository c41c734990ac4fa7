"""How do findings, good practice and recommendations stand in the report, in the schedule of what is held, and before the quality markers, beside the editor?"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agencies.roles import Permission
from chronology.narrative import ROLE_WORDS, paragraphs
from cspr import clock
from recommendations.models import Action, Finding, GoodPractice, Recommendation
from recommendations.queries import facts_of
from recommendations.rules import Facts
from reviews.case.models import Review
from reviews.disclosure.queries import HERE, TEAM, Held
from reviews.editing.queries import Material, Piece, Reads
from reviews.quality import rules as markers
from reviews.quality.rules import Fact, counted, fact
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
    return found.select_related("agency", "recommendation").order_by("pk")


# The quality markers -------------------------------------------------------------------------------


def quality(review: Review, today: dt.date) -> Iterator[Fact]:
    """What findings and recommendations say to the quality markers; as many queries however many there are."""
    yield from _of_findings(review)
    made = list(review.recommendations.filter(void_at=None).prefetch_related("findings"))
    yield from _of_recommendations(made)
    agreed = [one for one in made if one.agreed_on]
    if not agreed:
        yield Fact(markers.CHANGE, "No recommendation is agreed yet.", "recommendations", missing=True)
    else:
        yield from _of_answers(facts_of(agreed, today).values(), today)


def _of_findings(review: Review) -> Iterator[Fact]:
    of, page = markers.ANALYSIS, "recommendations"
    resting = Count("episodes", filter=Q(episodes__void_at=None))
    found = list(review.findings.filter(void_at=None).annotate(resting=resting).values_list("resting", flat=True))
    yield fact(of, page, found, f"{counted(len(found), 'finding')}.", "No finding is written.")
    if bare := sum(not episodes for episodes in found):
        yield Fact(of, f"{counted(bare, 'finding')} resting on no episode.", page, missing=True)


def _of_recommendations(made: list[Recommendation]) -> Iterator[Fact]:
    of, page = markers.IMPROVEMENT, "recommendations"
    agreed = sum(one.agreed_on is not None for one in made)
    says = f"{agreed} of {counted(len(made), 'recommendation')} agreed."
    yield (
        Fact(of, says, page, missing=agreed < len(made))
        if made
        else Fact(of, "No recommendation is written.", page, missing=True)
    )
    lacking = {
        "that does not say what should be different": sum(not one.outcome_wanted.strip() for one in made),
        "without a day by which": sum(one.by_when is None for one in made),
        "resting on no finding": sum(not any(f.void_at is None for f in one.findings.all()) for one in made),
    }
    for words, count in lacking.items():
        if count:
            yield Fact(of, f"{counted(count, 'recommendation')} {words}.", page, missing=True)


def _of_answers(known: Iterable[Facts], today: dt.date) -> Iterator[Fact]:
    page, told = "recommendations", list(known)
    asked, silent = sum(one.agencies for one in told), sum(one.unplanned for one in told)
    says = f"{asked - silent} of {counted(asked, 'answer')} of agencies given."
    yield Fact(markers.ANSWER, says, page, missing=bool(silent))
    of = markers.CHANGE
    actions, late = sum(one.open + one.closed for one in told), sum(one.late for one in told)
    shown = sum(one.evidence for one in told)
    says = f"{counted(actions, 'action')}, {late or 'none'} of them late."
    yield fact(of, page, actions, says, "No action is planned.") if not late else Fact(of, says, page, missing=True)
    yield fact(of, page, shown, f"{counted(shown, 'piece')} of evidence.", "No evidence of change is on record.")
    judged = sum(bool(one.judgement) for one in told)
    says = f"The board judged {judged} of {counted(len(told), 'recommendation')}."
    yield Fact(of, says, page, missing=judged < len(told))


# Beside the editor ---------------------------------------------------------------------------------


def find_findings(reads: Reads, words: str, most: int) -> Iterator[Piece]:
    """The findings that hold every word."""
    found = reads.review.findings.filter(void_at=None)
    for word in words.split():
        found = found.filter(text__icontains=word)
    yield from (_beside(one, "finding", "finding-edit", reads) for one in found[:most])


def told_findings(reads: Reads, pks: frozenset[int]) -> Iterator[Piece]:
    found = reads.review.findings.filter(void_at=None, pk__in=pks)
    yield from (_beside(one, "finding", "finding-edit", reads) for one in found)


def find_recommendations(reads: Reads, words: str, most: int) -> Iterator[Piece]:
    """The recommendations that hold every word."""
    found = reads.review.recommendations.filter(void_at=None)
    for word in words.split():
        found = found.filter(text__icontains=word)
    yield from (_beside(one, "recommendation", "recommendation", reads) for one in found[:most])


def told_recommendations(reads: Reads, pks: frozenset[int]) -> Iterator[Piece]:
    found = reads.review.recommendations.filter(void_at=None, pk__in=pks)
    yield from (_beside(one, "recommendation", "recommendation", reads) for one in found)


def _beside(one: Finding | Recommendation, kind: str, page: str, reads: Reads) -> Piece:
    """In its own words, which stay the record's: where they are quoted otherwise, the checks say so."""
    words, name = " ".join(one.text.split()), f"{kind.capitalize()} {one.number}"
    quote = format_html("<blockquote><p>“{}” ({})</p></blockquote>", words, name.lower())
    return Piece(f"{kind}:{one.pk}", name, words, quote=quote, url=reverse(page, args=[reads.review.code, one.pk]))


MATERIAL = (
    Material("finding", "Findings", frozenset({Permission.READ_REPORT}), find_findings, told_findings, 5),
    Material(
        "recommendation", "Recommendations", frozenset({Permission.READ_REPORT}), find_recommendations,
        told_recommendations, 6,
    ),
)  # fmt: skip
