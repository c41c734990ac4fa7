"""What do the pages of the first days need?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from agencies.models import Agency, Partnership, User
from agencies.queries import safeguarding_partners
from agencies.rules import Visitor
from reviews.case.models import Duty, Review, SubjectChild
from reviews.case.queries import counted, partners_asked
from reviews.guidance.regimes import Clock
from reviews.guidance.rules import Explanation
from reviews.identities.models import IdentityNumber, Person
from reviews.referral import rules
from reviews.referral.duties import DECIDE, NOTIFY, OTHER_NOTIFY
from reviews.referral.models import (
    AgencyTold,
    CriterionAnswer,
    KeyDate,
    Notification,
    OtherNotification,
    Question,
    Recommended,
    Referral,
    RelativeTold,
    ScrutineerComment,
)
from reviews.referral.rules import ChildGiven, Criterion, Decisions, PartnerView


def authorities(partnership: Partnership) -> QuerySet[Agency]:
    """The local authorities that may hold the duty to notify."""
    return partnership.agencies.filter(sector=Agency.Sector.LOCAL_AUTHORITY, ended_on=None).order_by("name")


def only_authority(partnership: Partnership) -> Agency | None:
    """The one local authority that is a safeguarding partner, where there is but one."""
    partners = safeguarding_partners(partnership)
    found = [partner for partner in partners if partner.sector == Agency.Sector.LOCAL_AUTHORITY]
    return found[0] if len(found) == 1 else None


def decisions_on(review: Review, question: str) -> Decisions:
    """Every statutory partner that was asked, with or without its decision on the question."""
    given = {
        decision.partner_id: decision
        for decision in review.decisions.filter(question=question, joined=None).select_related(
            "partner", "entered_by", "original__file"
        )
    }
    partners = partners_asked(review, DECIDE[question], gave=[decision.partner for decision in given.values()])
    return Decisions(question, tuple(PartnerView(partner, given.get(partner.pk)) for partner in partners))


@dataclass(frozen=True)
class CriterionRow:
    """One criterion with its answer, if there is one."""

    criterion: Criterion
    answer: CriterionAnswer | None


@dataclass(frozen=True)
class Criteria:
    """One set of criteria as answered so far; its revision grows with every change of any answer."""

    question: str
    rows: tuple[CriterionRow, ...]

    @property
    def answered(self) -> int:
        return sum(row.answer is not None for row in self.rows)

    @property
    def open(self) -> int:
        """How many have no answer yet."""
        return len(self.rows) - self.answered

    @property
    def complete(self) -> bool:
        return self.answered == len(self.rows)

    @property
    def revision(self) -> int:
        return sum(row.answer.revision for row in self.rows if row.answer)


def criteria_of(review: Review, question: str) -> Criteria:
    """The question's criteria in their order, with the answers."""
    codes = [criterion.code for criterion in rules.CRITERIA[question]]
    found = review.criteria.filter(criterion__in=codes).select_related("entered_by")
    answers = {answer.criterion: answer for answer in found}
    rows = tuple(CriterionRow(item, answers.get(item.code)) for item in rules.CRITERIA[question])
    return Criteria(question, rows)


def recommendation_on(review: Review, question: str) -> Recommended | None:
    """What the sub-group recommends, if it has."""
    return review.recommended.filter(question=question).select_related("entered_by", "original__file").first()


def comment_on(review: Review, question: str) -> ScrutineerComment | None:
    """The scrutineer's comment on the decisions, if there is one."""
    found = review.scrutineer_comments.filter(question=question)
    return found.select_related("entered_by", "original__file").first()


def notification_of(review: Review) -> Notification | None:
    """The notification as prepared or sent, if there is one."""
    found = Notification.objects.filter(review=review)
    return found.select_related("authority", "entered_by").prefetch_related("receipts").first()


def others_of(review: Review) -> list[OtherNotification]:
    """The deaths of looked-after children and care leavers that are notified besides, each with its duty."""
    standing = review.other_notifications.filter(void_at=None).select_related("child", "authority", "entered_by")
    found = list(standing.prefetch_related("receipts"))
    owed = review.duties.filter(kind=OTHER_NOTIFY.code, withdrawn_at=None) if found else ()
    of_thing = {duty.thing_id: duty for duty in owed}
    for told in found:
        told.duty = of_thing.get(told.pk)  # type: ignore[attr-defined]
    return found


def duty_of_other(told: OtherNotification) -> Duty | None:
    """The duty to notify this one, met or not."""
    return told.review.duties.filter(kind=OTHER_NOTIFY.code, thing_id=told.pk, withdrawn_at=None).first()


def notify_by(review: Review, known_on: dt.date) -> Explanation:
    """Until when the authority is to notify, and how that day is counted."""
    return counted(review, NOTIFY, Clock.NOTIFY, known_on)


def referral_of(review: Review) -> Referral | None:
    """The referral, where the case did not begin otherwise."""
    found = Referral.objects.filter(review=review)
    return found.select_related("agency", "referrer", "entered_by", "original__file").first()


@dataclass(frozen=True)
class Screening:
    """One question with everything given on it."""

    question: str
    criteria: Criteria
    recommended: Recommended | None
    decisions: Decisions
    comment: ScrutineerComment | None
    national: Criteria | None = None  # beside the second question, for one of its outcomes


def screening(review: Review, question: str = Question.NOTIFY) -> Screening:
    """Criteria, recommendation, decisions and comment on a question."""
    return Screening(
        question,
        criteria_of(review, question),
        recommendation_on(review, question),
        decisions_on(review, question),
        comment_on(review, question),
        national_criteria(review, question),
    )


def national_criteria(review: Review, question: str) -> Criteria | None:
    """The criteria for suggesting a national review, where that is one of the question's outcomes."""
    return criteria_of(review, rules.NATIONAL) if question == Question.REVIEW else None


def children_named(review: Review) -> list[SubjectChild]:
    """The subject children with their entries in the identity register, for people who may see names."""
    return list(review.children.select_related("person"))


@dataclass(frozen=True)
class RowsTold:
    """What a referral tells in rows."""

    relatives: list[RelativeTold]
    agencies: list[AgencyTold]
    dates: list[KeyDate]


def rows_told(referral: Referral) -> RowsTold:
    """Family, other agencies and key dates, as they stand. A fixed number of queries."""
    agencies = referral.agencies_told.filter(void_at=None).select_related("person")
    numbers = Prefetch("person__numbers", IdentityNumber.objects.filter(void_at=None))
    return RowsTold(
        list(referral.relatives.filter(person__void_at=None).select_related("person")),
        list(agencies.prefetch_related(numbers)),
        list(referral.key_dates.filter(void_at=None)),
    )


def similar_cases(partnership: Partnership, children: Iterable[ChildGiven], *, but: Review | None = None) -> list[str]:
    """The codes of the partnership's cases about a child with the same family name and date of birth."""
    wanted = {
        (child.family_name.strip().casefold(), child.born_on)
        for child in children
        if child.family_name.strip() and child.born_on
    }
    if not wanted:
        return []
    # Names are compared here and not in the database, which would not fold the case of every letter.
    people = Person.objects.filter(
        kind=Person.Kind.CHILD, review__partnership=partnership, born_on__in={born_on for _, born_on in wanted}
    ).select_related("review")
    codes = {
        person.review.code
        for person in people
        if (person.family_name.strip().casefold(), person.born_on) in wanted and person.review != but
    }
    return sorted(codes)


def similar_to(review: Review) -> list[str]:
    """The codes of other cases that may be about the same child."""
    people = Person.objects.filter(review=review, kind=Person.Kind.CHILD)
    given = [ChildGiven(family_name=person.family_name, born_on=person.born_on) for person in people]
    return similar_cases(review.partnership, given, but=review)


def referrals_of(user: User) -> QuerySet[Referral]:
    """A person's own referrals, newest first."""
    found = Referral.objects.filter(referrer=user)
    return found.select_related("review__partnership").order_by("-received_on", "-pk")


def partnerships_to_refer_to(visitor: Visitor) -> QuerySet[Partnership]:
    """The partnerships this person works in, through a post in one or through their agency."""
    in_office = {post.partnership_id for post in visitor.posts if post.partnership_id}
    by_agency = Partnership.objects.filter(agencies__in=visitor.agencies).values_list("pk", flat=True)
    return Partnership.objects.filter(pk__in=in_office | set(by_agency)).order_by("name")


def agencies_of(visitor: Visitor) -> QuerySet[Agency]:
    """The agencies a person may refer for."""
    mine = set(visitor.agencies) | {visitor.user.agency_id}
    return Agency.objects.filter(pk__in=mine - {None}, ended_on=None).order_by("name")
