"""What is held about a case? Every thing with its date, origin, author and where it is; nothing of what stands in it.

What stands further right lists its own: ``use_source(source)`` in ``apps.ready()``, where ``source(review)`` gives its
``Held`` in a fixed number of queries.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from cspr import clock
from cspr.outbox.models import Message
from reviews.case.models import Review
from reviews.conversations.models import Session
from reviews.disclosure.models import Supplied
from reviews.identities.queries import known_forms
from reviews.identities.rules import masked
from reviews.meetings.models import AgendaItem, Meeting
from reviews.publication.models import Edition
from reviews.rapid_review.models import AgencyReturn, NationalPanelReply
from reviews.report.models import Version

OFFICE, TEAM, REVIEWER = "Office only", "Office and review team", "The reviewer alone until released"
HERE = "In this system: "
THE_OFFICE = "The office"


@dataclass(frozen=True)
class Held:
    """One thing that is held, as a schedule names it."""

    kind: str
    title: str
    on: dt.date | None
    origin: str
    author: str
    sensitivity: str
    version: str
    where: str


Source = Callable[[Review], Iterable[Held]]
_further_right: list[Source] = []


def use_source(source: Source) -> None:
    """List what a package further right holds."""
    if source not in _further_right:
        _further_right.append(source)


def everything(review: Review) -> list[Held]:
    """All that is held about a case but sealed legal advice, in the order of its dates; what has none comes last."""
    found = [held for source in (*_HERE, *_further_right) for held in source(review)]
    return sorted(found, key=lambda held: (held.on is None, held.on or dt.date.min, held.kind, held.title))


def by_label(held: Iterable[Held], review: Review) -> list[Held]:
    """The same with labels in the place of registered names, for who may not see them: titles may hold names."""
    forms = known_forms(review)
    return [
        replace(one, **{name: masked(getattr(one, name), forms) for name in ("title", "origin", "author")})
        for one in held
    ]


def _documents(review: Review) -> Iterator[Held]:
    for paper in review.documents.select_related("agency"):
        state = " (withdrawn)" if paper.withdrawn_at else " (draft)" if paper.draft else ""
        readers = f"Office and {paper.agency}" if paper.agency else paper.get_sensitivity_display()
        where = f"{HERE}papers" + (f". Original: {paper.custody}" if paper.custody else "")
        day = paper.dated_on or clock.date_of(paper.entered_at)
        yield Held("Paper", paper.title + state, day, paper.origin, paper.author, readers, paper.version, where)


def _beginnings(review: Review) -> Iterator[Held]:
    """Referral and notification, decisions and what the sub-group recommended."""
    where = f"{HERE}referral and notification"
    if referral := getattr(review, "referral", None):
        origin = referral.agency.name if referral.agency else ""
        yield Held("Referral", "Referral", referral.received_on, origin, referral.referrer_name, TEAM, "", where)
    if told := getattr(review, "notification", None):
        origin, day = told.authority.name, told.sent_on or told.known_on
        yield Held("Notification", "Serious incident notification", day, origin, "", TEAM, told.receipt, where)
    for made in review.recommended.all():
        title = f"Recommendation of the sub-group: {made.get_outcome_display()}"
        yield Held("Recommendation", title, made.recommended_on, "The sub-group", _giver(made), TEAM, "", where)
    for made in review.decisions.select_related("partner"):
        title = f"Decision: {made.get_outcome_display()}"
        yield Held("Decision", title, made.decided_on, made.partner.name, _giver(made), TEAM, "", where)


def _giver(made: object) -> str:
    return getattr(made, "on_behalf_of", "")


def _returns(review: Review) -> Iterator[Held]:
    where = f"{HERE}rapid review"
    rows = AgencyReturn.objects.filter(request__rapid_review__review=review).select_related("request__agency")
    for row in rows:
        state = "signed off" if row.signed_off_at else "draft"
        agency, day = row.request.agency.name, row.given_on or clock.date_of(row.entered_at)
        yield Held("Agency return", f"Agency return, {state}", day, agency, row.author_name, TEAM, "", where)
    for reply in NationalPanelReply.objects.filter(rapid_review__review=review):
        yield Held("Letter", "Reply of the national Panel", reply.received_on, "National Panel", "", TEAM, "", where)


def _terms(review: Review) -> Iterator[Held]:
    where = f"{HERE}reviewer, review panel and terms"
    for terms in review.terms.select_related("entered_by"):
        day = terms.agreed_on or clock.date_of(terms.entered_at)
        yield Held(
            "Terms of reference", "Terms of reference", day, THE_OFFICE, terms.entered_by.name, TEAM,
            str(terms.version), where,
        )  # fmt: skip
    for made in review.commissions.all():
        yield Held("Commission", "Commission of the reviewer", made.decided_on, THE_OFFICE, "", TEAM, "", where)


def _minutes(review: Review) -> Iterator[Held]:
    where = f"{HERE}meetings"
    for meeting in Meeting.objects.filter(review=review).exclude(notes="").select_related("entered_by"):
        day = clock.date_of(meeting.starts_at)
        title = f"{meeting.get_kind_display()}: notes"
        yield Held("Minutes", title, day, THE_OFFICE, meeting.entered_by.name, TEAM, "", where)
    for item in AgendaItem.objects.filter(review=review).exclude(minutes="").select_related("meeting"):
        day = clock.date_of(item.meeting.starts_at)
        yield Held("Minutes", "Sub-group meeting: minute on this case", day, THE_OFFICE, "", OFFICE, "", where)


def _conversations(review: Review) -> Iterator[Held]:
    """That notes exist, and how many; what was said and who said it is no part of a schedule."""
    where = f"{HERE}conversations"
    standing = Count("notes", filter=Q(notes__void_at=None))
    for session in Session.objects.filter(review=review).annotate(standing=standing).exclude(standing=0).order_by("pk"):
        title = f"Conversation {session.number}: {_counted(session.standing, 'note')}"
        yield Held("Conversation notes", title, session.held_on, "The reviewer", "", REVIEWER, "", where)
    for points in review.guided_points.all():
        day = points.sent_on or clock.date_of(points.entered_at)
        version = str(points.version)
        yield Held("Discussion points", "Points sent ahead", day, "The reviewer", "", TEAM, version, where)


def _family(review: Review) -> Iterator[Held]:
    for contact in review.family_contacts.filter(void_at=None).select_related("entered_by"):
        yield Held(
            "Family contact", "Record of a contact with the family", contact.contacted_on, THE_OFFICE,
            contact.on_behalf_of or contact.entered_by.name, "Those who keep the family log", "",
            f"{HERE}family contact",
        )  # fmt: skip
    for reading in review.draft_readings.filter(void_at=None).select_related("entered_by", "version"):
        yield Held(
            "Reading of the draft", f"Copy {reading.number}, as it was read", reading.given_on, THE_OFFICE,
            reading.entered_by.name, "Those who keep the family log", str(reading.version.number),
            f"{HERE}family contact",
        )  # fmt: skip
    people = review.people.count()
    if people:
        yield Held(
            "Identity register", f"Identity register: {people} people", None, THE_OFFICE, "", "Those who may see names",
            "", f"{HERE}identity register",
        )  # fmt: skip


def _letters(review: Review) -> Iterator[Held]:
    for letter in Message.objects.filter(review_code=review.code).exclude(sent_at=None):
        day = clock.date_of(letter.sent_at)
        yield Held("Letter sent", letter.subject, day, THE_OFFICE, "", OFFICE, "", f"{HERE}letters")
    for draft in review.written_letters.filter(sent_on=None).select_related("entered_by"):
        state, day = "put aside" if draft.void_at else "draft", clock.date_of(draft.entered_at)
        title, author = f"Letter {draft.number}, {state}", draft.entered_by.name
        yield Held("Letter not sent", title, day, THE_OFFICE, author, OFFICE, "", f"{HERE}letters written by hand")


def _report(review: Review) -> Iterator[Held]:
    where = f"{HERE}report"
    said = Count("comments", filter=Q(comments__withdrawn_at=None))
    versions = Version.objects.filter(report__review=review).annotate(said=said).order_by("pk")
    for version in versions.select_related("made_by"):
        title = version.name + (f", with {_counted(version.said, 'comment')}" if version.said else "")
        day = clock.date_of(version.made_at)
        yield Held(
            "Report version", title, day, "The review", version.made_by.name if version.made_by else "", TEAM,
            str(version.number), where,
        )  # fmt: skip
    for edition in Edition.objects.filter(review=review).select_related("prepared_by"):
        title = "Edition, published" if edition.published_at else "Edition, prepared"
        day = clock.date_of(edition.published_at or edition.prepared_at)
        who = "The public" if edition.published_at else TEAM
        yield Held(
            "Edition", title, day, "The review", edition.reviewer, who, edition.fingerprint, f"{HERE}publication"
        )


def _supplied(review: Review) -> Iterator[Held]:
    """What was supplied and is not kept as a file; a copy that is kept stands among the papers."""
    for given in Supplied.objects.filter(review=review, void_at=None, copy=None):
        where = f"Original: {given.original_held_by}"
        origin = f"{given.get_giver_display()}: {given.given_by}"
        yield Held("Supplied material", given.what, given.supplied_on, origin, "", OFFICE, "", where)


def _asked(review: Review) -> Iterator[Held]:
    for asked in review.papers_requests.standing():
        yield Held(
            "Request for papers", f"Request: {asked.get_asker_display()}", asked.asked_on, asked.asked_by, "", OFFICE, "",
            f"{HERE}requests for papers",
        )  # fmt: skip


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


_HERE: tuple[Source, ...] = (
    _documents, _beginnings, _returns, _terms, _minutes, _conversations, _family, _letters, _report, _supplied, _asked,
)  # fmt: skip
