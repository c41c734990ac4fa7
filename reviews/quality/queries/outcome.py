"""What do the records say to what comes of a review: its report, the signatures under it, its publication?"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q

from cspr.templatetags.page import workdate
from reviews.case.models import Review
from reviews.publication.models import Edition, Signature
from reviews.quality import rules
from reviews.quality.rules import Fact, counted, fact
from reviews.report.models import Report, Version


def report(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.REPORT, "report"
    begun = Report.objects.filter(review=review).first()
    if begun is None:
        yield Fact(of, "The report is not begun.", page, missing=True)
        return
    standing = Q(comments__withdrawn_at=None)
    versions = Version.objects.filter(report__review=review).aggregate(
        made=Count("pk", distinct=True),
        said=Count("comments", filter=standing),
        open=Count("comments", filter=standing & Q(comments__response="")),
    )
    yield fact(
        of, page, versions["made"], f"{counted(versions['made'], 'version')} made and read by others.",
        "No version has gone out to be read and checked.",
    )  # fmt: skip
    if versions["said"]:
        says = f"{counted(versions['said'], 'comment')}, {versions['open'] or 'none'} of them not answered."
        yield Fact(of, says, page, missing=bool(versions["open"]))
    readings = review.draft_readings.filter(void_at=None).values("person").distinct().count()
    yield fact(
        of, "family", readings, f"{counted(readings, 'family member')} read the draft, or has it.",
        "Nobody of the family has read the draft.",
    )  # fmt: skip


def signed(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.ANSWER, "publication"
    under = Signature.objects.standing().filter(edition__review=review, edition__replaced_at=None)
    partners = under.exclude(partner=None).count()
    if review.phase in rules.ONCE_REVIEWED or partners:
        yield fact(
            of, page, partners, f"Signed for {counted(partners, 'partner')}.", "No partner has signed the report."
        )


def publication(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.PUBLICATION, "publication"
    edition = Edition.objects.standing().filter(review=review).first()
    if edition is None:
        yield Fact(of, "No edition is prepared.", page, missing=True)
        return
    if edition.published_at:
        yield Fact(of, f"Published on {workdate(edition.published_at)}, on a named person’s go of that day.", page)
    elif edition.withheld:
        yield Fact(
            of, f"Decided on {workdate(edition.withheld_on)}, with reasons: {edition.get_withheld_display()}.", page
        )
    else:
        yield Fact(of, "Not published, and not decided to withhold it.", page, missing=True)
    yield fact(
        of, page, edition.shared_on, f"Sent to the national Panel on {workdate(edition.shared_on)}.",
        "It is not on record that the national Panel has it.",
    )  # fmt: skip
    support = review.people.filter(void_at=None, day_supports__void_at=None).exclude(day_supports=None).count()
    yield fact(
        of, "family", support, "Support on the day is arranged for the family.",
        "No support for the family is arranged for the day.",
    )  # fmt: skip


SOURCES = (report, signed, publication)
