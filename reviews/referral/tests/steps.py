"""Takes a case through its first days, by the actions the pages use."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.queries import safeguarding_partners
from cspr import clock
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.case.phases import Kind
from reviews.referral import actions, queries
from reviews.referral.models import OtherNotification, Outcome, Question, Referral
from reviews.referral.rules import CRITERIA, ChildGiven, Conclusion, SiblingSaid

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"

CHILDREN = (
    ("Tobias Finn", "Marlowe-Reed", dt.date(2019, 4, 11)),
    ("Ottilie Grace", "Marlowe-Reed", dt.date(2021, 9, 2)),
    ("Casper", "Marlowe-Reed", dt.date(2016, 1, 27)),
    ("Wren", "Marlowe-Reed", dt.date(2023, 6, 15)),
)


def paper(name: str = "referral.pdf") -> SimpleUploadedFile:
    """A small file that may be kept."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def children_given(number: int = 1) -> list[ChildGiven]:
    """The first few of the invented children."""
    return [
        ChildGiven(given_names=given, family_name=family, born_on=born_on, row=row)
        for row, (given, family, born_on) in enumerate(CHILDREN[:number], start=1)
    ]


# What the school wrote; the demonstration tells other stories in its place.
REFERRAL: dict[str, str] = {
    "referrer_name": "Rhea Tolland",
    "referrer_job": "Designated safeguarding lead",
    "referrer_contact": "01632 960 155",
    "what_happened": "The child came to school with burns to both hands that had not been treated for some days. "
    "Three earlier injuries this term had each been explained as play.",
    "concerns": "Nobody had put the four injuries together.",
    "working_together": "The school nurse, the surgery and the minor injuries unit each saw one injury.",
    "siblings_safe": "The younger child stays with an aunt; a social worker saw both today.",
    "place": "At home",
    "known_note": "The hospital told the duty desk that the burns were not accidental.",
}
SCREENING: dict[str, str] = {
    "yes": "The hospital's and the school's accounts agree.",
    "no": "The injury healed within days.",
    "recommend": "The sub-group met by telephone and was of one mind.",
    "decide": "The criteria were considered one by one.",
    "comment": "Each criterion was tested, and the decision came in time.",
}


def referred(
    cast: Cast,
    *,
    at: dt.datetime,
    children: int | list[ChildGiven] = 1,
    second_case: bool = True,
    agency: str = "school",
    **told: Any,
) -> Review:
    """The school's e-mailed referral, logged by the office; the council has known since the day before.

    ``told`` takes the place of what the school told: fields of ``refer``.
    """
    today = clock.date_of(at)
    children = children_given(children) if isinstance(children, int) else children
    dates = {"happened_on": today - dt.timedelta(days=2), "known_on": today - dt.timedelta(days=1)}
    what = {"how": Referral.How.EMAIL, "harm": Referral.Harm.HARMED, "children": children}
    return actions.refer(
        cast.partnership,
        **{**what, **REFERRAL, **dates, **told},
        received_on=today,
        agency=getattr(cast.agencies, agency),
        original=paper(),
        second_case=second_case,
        by=cast.priya,
        at=at,
    )


def screened(
    cast: Cast, review: Review, *, at: dt.datetime, outcome: str = Outcome.NOTIFY, said: dict[str, str] | None = None
) -> Review:
    """Criteria answered, the sub-group's recommendation, all three decisions and the scrutineer's comment.

    ``said`` takes the place of words of ``SCREENING``, or gives the reasons for one criterion by its code.
    """
    today, words = clock.date_of(at), SCREENING | (said or {})
    question = Question.NOTIFY
    yes = outcome == Outcome.NOTIFY
    for criterion in CRITERIA[question]:
        unharmed = not yes and criterion.code == "death_or_serious_harm"
        actions.answer_criterion(
            review,
            criterion=criterion.code,
            answer="no" if unharmed else "yes",
            reasons=words.get(criterion.code, words["no" if unharmed else "yes"]),
            by=cast.priya,
            at=at,
        )
    actions.recommend(
        review,
        question=question,
        outcome=outcome,
        reasons=words["recommend"],
        recommended_on=today,
        by=cast.cora,
        at=at,
    )
    deciders = {cast.agencies.council: cast.dev, cast.agencies.icb: cast.dina, cast.agencies.police: cast.dan}
    for partner in safeguarding_partners(review.partnership):
        actions.decide(
            review,
            question=question,
            partner=partner,
            outcome=outcome,
            reasons=words["decide"],
            decided_on=today,
            by=deciders[partner],
            at=at,
        )
    actions.comment_on_decisions(
        review,
        question=question,
        comment=words["comment"],
        commented_on=today,
        by=cast.sid,
        at=at,
    )
    return review


def notified(
    cast: Cast, review: Review, *, at: dt.datetime, late: str = "The office was told only after the date."
) -> Review:
    """The council's notification, recorded as sent with its receipt; screened first where it was not."""
    if not review.decisions.filter(question=Question.NOTIFY).exists():
        screened(cast, review, at=at)
    today = clock.date_of(at)
    known_on = review.incident.known_on or today
    standing = queries.notification_of(review)
    actions.record_notification(
        review,
        authority=cast.agencies.council,
        known_on=known_on,
        known_note=review.incident.known_note,
        sent_on=today,
        receipt=f"CSIN-{review.pk:06d}",
        late_reason=late if _is_late(review, known_on, today) else "",
        file=paper("receipt.pdf"),
        revision=standing.revision if standing else None,
        by=cast.nell,
        at=at,
    )
    return review


def referred_online(cast: Cast, *, at: dt.datetime, email: str = "g.holm@willowbank.example", **told: Any) -> Review:
    """A professional without an account confirmed an address, and referred."""
    today = clock.date_of(at)
    own = {"harm": Referral.Harm.HARMED, "children": children_given(), "happened_on": today, **REFERRAL}
    return actions.refer_online(
        cast.partnership, email=email, sending=f"{email[:12]} {at:%y%m%d%H%M}", received_on=today, signed_on=today,
        at=at, **{**own, **told},
    )  # fmt: skip


def sheet_written(
    cast: Cast, review: Review, *, at: dt.datetime, fields: dict[str, str], child: dict[str, str],
    sibling: tuple[str, str, str],
) -> None:  # fmt: skip
    """What the national form asks is made ready; a sibling is confirmed to be safe."""
    who, confirmed_by, how = sibling
    said = SiblingSaid(who, "yes", confirmed_by, clock.date_of(at), how)
    actions.write_sheet(
        review, revision=0, fields=fields, children={one.pk: child for one in review.children.all()}, siblings=[said],
        by=cast.nell, at=at,
    )  # fmt: skip


def death_in_care(
    cast: Cast, review: Review, *, at: dt.datetime, because: str = "care_leaver"
) -> list[OtherNotification]:
    """The council owes two bodies the word of a death; the Secretary of State has been told."""
    owed = actions.owe_other(
        review, child=review.children.get(), because=because, authority=cast.agencies.council, known_on=clock.date_of(at),
        by=cast.nell, at=at,
    )  # fmt: skip
    actions.record_other(
        owed[0],
        sent_on=clock.date_of(at),
        receipt="S-20417",
        file=paper("receipt.pdf"),
        revision=1,
        by=cast.nell,
        at=at,
    )
    return owed


def _is_late(review: Review, known_on: dt.date, sent_on: dt.date) -> bool:
    return sent_on > queries.notify_by(review, known_on).due_on


def not_notified(cast: Cast, review: Review, *, at: dt.datetime, said: dict[str, str] | None = None) -> Review:
    """Screened, and decided not to notify; the case ends there."""
    screened(cast, review, at=at, outcome=Outcome.NOT_NOTIFY, said=said)
    actions.conclude_screening(review, then=Conclusion.NOT_NOTIFIED, by=cast.priya, at=at)
    return review


def other_learning(cast: Cast, review: Review, *, at: dt.datetime) -> Review:
    """Screened, and carried on as a partnership review."""
    screened(cast, review, at=at, outcome=Outcome.OTHER_LEARNING)
    actions.conclude_screening(review, then=Conclusion.PARTNERSHIP, by=cast.priya, at=at)
    return review


def from_notification(cast: Cast, *, at: dt.datetime, children: int = 2) -> Review:
    """A case opened from the copy of the council's notification."""
    today = clock.date_of(at)
    return actions.open_from_notification(
        cast.partnership,
        original=paper("notification.pdf"),
        authority=cast.agencies.council,
        referrer_name="Nell Abara",
        received_on=today,
        harm=Referral.Harm.DIED,
        happened_on=today - dt.timedelta(days=4),
        known_on=today - dt.timedelta(days=3),
        known_note="The coroner's officer reported injuries of different ages.",
        sent_on=today,
        receipt="CSIN-204471",
        children=children_given(children),
        second_case=True,
        by=cast.priya,
        at=at,
    )


def partnership_review(
    cast: Cast, *, at: dt.datetime, about: str = "How agencies share what they know of adults who join a household.",
    label: str = "Child A", happened_note: str = "Concerns over two years",
) -> Review:  # fmt: skip
    """A partnership review opened directly."""
    return actions.open_other(
        cast.partnership,
        kind=Kind.PARTNERSHIP,
        about=about,
        labels=[label],
        opened_on=clock.date_of(at),
        happened_note=happened_note,
        by=cast.priya,
        at=at,
    )


def archive_review(
    cast: Cast, *, at: dt.datetime, about: str = "A review completed before this system was in use.",
    label: str = "Child R", happened_note: str = "Several years ago",
) -> Review:  # fmt: skip
    """An older report, taken in."""
    return actions.open_other(
        cast.partnership,
        kind=Kind.ARCHIVE,
        about=about,
        labels=[label],
        opened_on=clock.date_of(at),
        happened_note=happened_note,
        original=paper("older-report.pdf"),
        by=cast.priya,
        at=at,
    )


def learned_elsewhere(cast: Cast, *, at: dt.datetime) -> Review:
    """Recommendations of an audit, to be followed here."""
    return actions.open_other(
        cast.partnership, kind=Kind.ELSEWHERE, about="How quickly strategy meetings were held.", labels=(),
        opened_on=clock.date_of(at), source="audit", source_name="Audit of strategy meetings, Fenmarsh, spring",
        original=paper("audit.pdf"), by=cast.priya, at=at,
    )  # fmt: skip
