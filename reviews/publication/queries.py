"""What do the pages of signing and publication need, and what may the public read?"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from agencies.models import Partnership, User
from agencies.queries import holders
from agencies.roles import Role
from cspr import clock
from cspr.jobs.models import Job
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.case.queries import partners_asked
from reviews.case.rules import OpenEnd
from reviews.proceedings.models import What
from reviews.proceedings.queries import held
from reviews.publication import duties, rules
from reviews.publication.models import Edition, Signature
from reviews.report.gate import check_file
from reviews.report.models import Version
from reviews.report.queries import latest_agreed, report_of
from reviews.report.rules import Hit

DRAFT_PDF = "report.draft_pdf"
DRAFT_WORD = "report.draft_word"
DRAFT_LARGE = "report.draft_large"
DRAFT_CHECKED = "report.draft_checked"
DRAFTS = (DRAFT_PDF, DRAFT_WORD, DRAFT_LARGE, DRAFT_CHECKED)
PREPARE = "publication.prepare"


def agreed_version(review: Review) -> Version | None:
    """The version of the report agreed for publication last."""
    report = report_of(review)
    return latest_agreed(report) if report else None


def standing_edition(review: Review) -> Edition | None:
    """The file that is signed and published, if one is prepared."""
    found = Edition.objects.standing().filter(review=review)
    return found.select_related("pdf", "version", "review", "taken_down_by", "go_by").first()


def named_on_page(edition: Edition) -> list[Hit]:
    """Where the web page of a file tells who somebody is; quicker than reading the PDF back, which says the same."""
    return check_file(edition.review_id, edition.html.encode())


def told_by_file(review: Review, edition: Edition) -> list[str]:
    """What it tells of whom, where the office is to see to that: "name of Child A"."""
    if not review.duties.open().filter(kind=duties.UNNAME.code).exists():
        return []
    return list(dict.fromkeys(f"{hit.kind} of {hit.label}" for hit in named_on_page(edition)))


def places_telling(review: Review) -> list[tuple[str, str]]:
    """The same for the page of the register: what it is, and where."""
    if not review.duties.open().filter(kind=duties.UNNAME.code).exists():
        return []
    return [("the finished report", reverse("publication", args=[review.code]))]


def is_to_be_read(edition: Edition) -> bool:
    """Is it, or may it yet come, before somebody's eyes? Not what was taken down, or is not published."""
    return not edition.withheld and may_be_read(edition)


def held_back(review: Review) -> str:
    """For what publication has to wait, in a sentence; empty where it can go ahead."""
    return held(review, What.PUBLICATION)


def earlier_editions(review: Review) -> QuerySet[Edition]:
    """The files that were set aside, newest first."""
    return Edition.objects.filter(review=review).exclude(replaced_at=None)


def signers_of(edition: Edition) -> list[rules.Signer]:
    """Everybody whose signature is needed under this file: the partners that were asked for it, and the human reader."""
    signed = [one.partner for one in signatures_under(edition) if one.partner]
    return rules.signers(partners_asked(edition.review, duties.SIGN, gave=signed, since=edition.prepared_at))


def signatures_under(edition: Edition) -> list[Signature]:
    """The signatures that stand under a file."""
    return list(edition.signatures.standing().select_related("partner", "original", "entered_by"))


def reader_is_named(review: Review, today: dt.date) -> bool:
    """Is anybody the human reader of this review?"""
    return review.team.held_on(today).filter(role=Role.HUMAN_READER).exists()


def jobs_of(review: Review, user: User) -> QuerySet[Job]:
    """The person's own work under way or done here: drafts and preparations, newest first."""
    found = Job.objects.filter(review_code=review.code, kind__in=(*DRAFTS, PREPARE), asked_by_id=user.pk)
    return found.order_by("-pk")


def signed_edition(version: Version) -> Edition | None:
    """The file of a version under which every signature stands."""
    edition = Edition.objects.standing().filter(version=version).select_related("pdf", "review").first()
    if edition and rules.all_signed(signers_of(edition), signatures_under(edition)):
        return edition
    return None


def preparing(review: Review) -> Job | None:
    """A preparation that is under way."""
    busy = (Job.State.WAITING, Job.State.RUNNING)
    return Job.objects.filter(review_code=review.code, kind=PREPARE, state__in=busy).order_by("-pk").first()


def office_of(review: Review, today: dt.date) -> QuerySet[User]:
    """The people who run the partnership's cases."""
    return holders(Role.BUSINESS_SUPPORT, on=today, partnership=review.partnership)


# For the clock -------------------------------------------------------------------------------------


def waiting_to_go_out(at: dt.datetime) -> QuerySet[Edition]:
    """Those whose planned minute has come."""
    found = Edition.objects.standing().filter(published_at=None, withheld="", planned_at__lte=at)
    return found.select_related("review__partnership", "pdf", "go_by")


def with_window_ended(today: dt.date) -> QuerySet[Edition]:
    """The published reports whose months are over and about which nobody was asked, also those taken down meanwhile."""
    found = Edition.objects.standing().filter(window_ends_on__lte=today, window_asked_at=None, after="")
    return found.select_related("review__partnership")


# For closing a case --------------------------------------------------------------------------------


def open_ends(reviews: Sequence[Review], today: dt.date) -> dict[int, list[OpenEnd]]:
    """What publication still has to do in each published case, in one query."""
    published = {review.pk: review for review in reviews if review.phase == Phase.PUBLISHED}
    standing = {edition.review_id: edition for edition in Edition.objects.standing().filter(review__in=published)}
    return {pk: _ends(review, standing.get(pk), today) for pk, review in published.items()}


def withheld_and_open() -> QuerySet:
    """The numbers of cases whose report is not published in full, and in which something is still done."""
    found = Edition.objects.standing().exclude(withheld="").filter(review__phase=Phase.SIGNED_OFF)
    return found.values("review")


def _ends(review: Review, edition: Edition | None, today: dt.date) -> list[OpenEnd]:
    page = reverse("publication", args=[review.code])
    return [OpenEnd(words, page, door="Signing and publication") for words in rules.still_to_do(edition, today)]


# For the public ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PublishedReport:
    """What the public list shows of a report."""

    slug: str
    title: str
    reviewer: str
    partnership: str
    published_on: dt.date
    size: int


@dataclass(frozen=True)
class PublishedPage:
    """What the public page of a report shows."""

    report: PublishedReport
    html: str
    sha256: str


@dataclass(frozen=True)
class Office:
    """Whom the public may ask."""

    name: str
    email: str
    phone: str


def published(today: dt.date) -> tuple[list[PublishedReport], list[PublishedReport]]:
    """The reports of the past twelve months, and those kept published for longer; newest first. One query."""
    found = Edition.objects.shown().select_related("pdf").defer("html").order_by("-published_at", "-pk")
    recent = [_report(edition) for edition in found if edition.window_ends_on and today < edition.window_ends_on]
    return recent, [_report(edition) for edition in found if edition.window_ends_on and today >= edition.window_ends_on]


def offices() -> list[Office]:
    """The partnerships with how to reach them."""
    return [Office(found.name, found.email, found.phone) for found in Partnership.objects.order_by("name")]


def published_edition(slug: str) -> Edition | None:
    """The edition published last under an address, whether or not it may still be read."""
    found = Edition.objects.exclude(published_at=None).filter(slug=slug).select_related("pdf", "review__partnership")
    return found.order_by("-published_at", "-pk").first()


def may_be_read(edition: Edition) -> bool:
    """Is it on the public page at this moment?"""
    return edition.taken_down_at is None and edition.after in ("", Edition.After.KEEP)


def public_page(edition: Edition) -> PublishedPage:
    """What the edition froze, for its page."""
    return PublishedPage(_report(edition), edition.html, edition.sha256)


def office_for(edition: Edition) -> Office:
    """Whom to ask about a report that is no longer shown."""
    partnership = edition.review.partnership
    return Office(partnership.name, partnership.email, partnership.phone)


def _report(edition: Edition) -> PublishedReport:
    assert edition.published_at is not None
    return PublishedReport(
        slug=edition.slug,
        title=edition.title,
        reviewer=edition.reviewer,
        partnership=edition.partnership,
        published_on=clock.date_of(edition.published_at),
        size=edition.pdf.size,
    )
