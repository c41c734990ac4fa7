"""What was notified, when, what the partners and the national Panel said, and what came of it? For inspection and the yearly report."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce

from agencies.roles import Permission
from agencies.rules import Visitor
from reviews.case.models import Duty
from reviews.case.queries import partners_asked_in
from reviews.guidance.queries import guidance_for
from reviews.guidance.regimes import Clock
from reviews.guidance.rules import Guidance
from reviews.rapid_review import duties, rules
from reviews.rapid_review.models import NationalPanelReply, RapidReview
from reviews.referral.duties import DECIDE, NOTIFY
from reviews.referral.models import Notification, PartnerDecision, Question
from reviews.referral.rules import Decisions, PartnerView

FOLLOWS = (Permission.TRACK, Permission.READ_TRAIL)


@dataclass(frozen=True)
class Told:
    """One notification with all that became of it, as far as this person may read it."""

    notification: Notification
    sent: rules.Timeliness
    rapid: rules.Timeliness | None
    decisions: tuple[Decisions, ...]
    joined: tuple[PartnerDecision, ...]
    replies: tuple[NationalPanelReply, ...]
    outcome: str
    opens: bool


def notifications_followed(visitor: Visitor) -> QuerySet[Notification]:
    """The serious incident notifications of the partnerships whose cases this person follows, the newest first."""
    partnerships = set().union(*(visitor.partnerships_with(permission) for permission in FOLLOWS))
    found = Notification.objects.filter(review__partnership__in=partnerships)
    found = found.annotate(counts_on=Coalesce("sent_on", "known_on")).select_related("review__partnership", "authority")
    return found.order_by("-counts_on", "-pk")


def years_of(notifications: QuerySet[Notification]) -> list[rules.Year]:
    """The calendar years and the years from April in which there was a notification, the newest first."""
    return rules.years_with(day for day in notifications.values_list("counts_on", flat=True))


def notified_in(notifications: QuerySet[Notification], year: rules.Year | None) -> QuerySet[Notification]:
    return notifications.filter(counts_on__gte=year.first, counts_on__lt=year.after) if year else notifications


def timeliness(found: Iterable[Notification], today: dt.date) -> dict[int, rules.Timeliness]:
    """By notification, when it was due and whether it went in time; in a fixed number of queries."""
    found = list(found)
    due = _due(found, NOTIFY.code)
    guidance: dict[int, Guidance] = {}
    told = {}
    for one in found:
        day = due.get(one.review_id)
        if day is None:  # nothing was owed any more when the case was opened: from the copy of a notification
            place = one.review.partnership
            known = guidance[place.pk] = guidance.get(place.pk) or guidance_for(place)
            day = known.applied(Clock.NOTIFY, one.known_on).due(one.known_on)
        told[one.pk] = rules.Timeliness(
            one.known_on, day, one.sent_on, one.late_reason, today, withdrawn=one.withdrawn_on is not None
        )
    return told


def told_of(found: Sequence[Notification], visitor: Visitor) -> list[Told]:
    """The same notifications with everything the list shows; in a fixed number of queries however many they are."""
    cases = [one.review_id for one in found]
    sent, due = timeliness(found, visitor.today), _due(found, duties.SEND.code)
    replies = Prefetch("replies", NationalPanelReply.objects.order_by("received_on", "pk"))
    rapid = {r.review_id: r for r in RapidReview.objects.filter(review__in=cases).prefetch_related(replies)}
    decided, joined = _decided(found), _joined(cases)
    reads = visitor.partnerships_with(Permission.SEE_DOCUMENTS)
    opens = visitor.partnerships_with(Permission.SEE_CASE)
    return [
        _told(
            one, sent[one.pk], rapid.get(one.review_id), due.get(one.review_id), decided[one.pk],
            tuple(joined[one.review_id]), visitor.today,
            reads=one.review.partnership_id in reads, opens=one.review.partnership_id in opens,
        )
        for one in found
    ]  # fmt: skip


def _told(
    one: Notification, sent: rules.Timeliness, rapid: RapidReview | None, due: dt.date | None,
    decided: tuple[Decisions, ...], joined: tuple[PartnerDecision, ...], today: dt.date, *, reads: bool, opens: bool,
) -> Told:  # fmt: skip
    """Reasons are text of the case: they are left out for whoever does not read its papers."""
    in_rapid = None
    if rapid and one.sent_on:
        in_rapid = rules.Timeliness(
            one.sent_on, due, rapid.sent_on, rapid.late_reason, today, withdrawn=one.withdrawn_on is not None
        )
    return Told(
        one,
        sent if reads else sent.without_reason(),
        in_rapid if reads or in_rapid is None else in_rapid.without_reason(),
        decided,
        joined,
        tuple(rapid.replies.all()) if rapid else (),
        str(rapid.get_outcome_display()) if rapid and rapid.outcome else "",
        opens,
    )


def _due(found: Iterable[Notification], kind: str) -> dict[int, dt.date]:
    """By case, the day a statutory duty of a kind was due: of the row that counts."""
    owed = Duty.objects.filter(kind=kind, review__in=[one.review_id for one in found], withdrawn_at=None)
    owed = owed.filter(replaced_by=None).exclude(due_on=None).order_by("pk")
    return dict(owed.values_list("review", "due_on"))


def _decided(found: Sequence[Notification]) -> dict[int, tuple[Decisions, ...]]:
    """By notification, what each statutory partner said to both questions; questions nobody answered are left out."""
    given: dict[str, dict[int, list[PartnerDecision]]] = {question: defaultdict(list) for question in Question.values}
    said = PartnerDecision.objects.filter(joined=None, review__in=[one.review_id for one in found])
    for decision in said.select_related("partner"):
        given[decision.question][decision.review_id].append(decision)
    reviews = [one.review for one in found]
    told: dict[int, list[Decisions]] = defaultdict(list)
    for question, by_case in given.items():
        gave = {pk: [decision.partner for decision in those] for pk, those in by_case.items()}
        partners = partners_asked_in(reviews, DECIDE[question], gave)
        for one in found:
            if answers := {decision.partner_id: decision for decision in by_case.get(one.review_id, ())}:
                views = tuple(PartnerView(p, answers.get(p.pk)) for p in partners[one.review_id])
                told[one.pk].append(Decisions(question, views))
    return {one.pk: tuple(told[one.pk]) for one in found}


def _joined(cases: Iterable[int]) -> dict[int, list[PartnerDecision]]:
    """By case, what partners of areas that have joined decided for themselves."""
    found: dict[int, list[PartnerDecision]] = defaultdict(list)
    given = PartnerDecision.objects.filter(review__in=cases).exclude(joined=None)
    for decision in given.select_related("joined__partnership", "partner").order_by("joined", "partner__name"):
        found[decision.review_id].append(decision)
    return found
