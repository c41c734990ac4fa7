"""What was agreed with the reviewer, what is used and paid, and who has an interest in which agency?"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from agencies.models import Agency, User
from agencies.queries import safeguarding_partners
from reviews.case.models import Review, TeamMember
from reviews.commissioning.models import Agreement, Checkpoint, DaysUsed, Interest, Invoice, Share
from reviews.panel.models import Commission


@dataclass(frozen=True)
class Account:
    """One reviewer's commission: what is agreed, used, billed and paid."""

    commission: Commission
    agreement: Agreement | None
    days: tuple[DaysUsed, ...]
    invoices: tuple[Invoice, ...]

    @property
    def used(self) -> Decimal:
        return sum((row.days for row in self.days), Decimal(0))

    @property
    def billed(self) -> Decimal:
        return sum((row.amount for row in self.invoices), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return sum((row.amount for row in self.invoices if row.paid_on), Decimal(0))

    @property
    def too_many(self) -> bool:
        """Are more days used than agreed?"""
        agreed = self.agreement.days_agreed if self.agreement else None
        return agreed is not None and self.used > agreed


def accounts(review: Review) -> list[Account]:
    """The account of each reviewer, the newest first; four questions however many rows there are."""
    made = list(review.commissions.select_related("reviewer").order_by("-decided_on", "-pk"))
    agreed = {one.commission_id: one for one in Agreement.objects.filter(commission__in=made)}
    days = list(DaysUsed.objects.filter(commission__in=made, void_at=None))
    bills = list(Invoice.objects.filter(commission__in=made, void_at=None))
    return [
        Account(
            one,
            agreed.get(one.pk),
            tuple(row for row in days if row.commission_id == one.pk),
            tuple(row for row in bills if row.commission_id == one.pk),
        )
        for one in made
    ]


def shares(review: Review) -> QuerySet[Share]:
    """What each partner carries."""
    return review.cost_shares.filter(void_at=None).select_related("partner")


def checkpoints(review: Review) -> QuerySet[Checkpoint]:
    """The days on which time and quality are looked at."""
    return review.checkpoints.filter(void_at=None)


def interests(review: Review) -> QuerySet[Interest]:
    """The interests that people have named."""
    return review.interests.filter(void_at=None).select_related("person", "agency").order_by("person__name", "pk")


def involved(review: Review) -> set[int]:
    """The agencies that the case is about now."""
    return set(review.involvements.filter(ended_on=None).values_list("agency_id", flat=True))


def people_with_interests(review: Review) -> QuerySet[User]:
    """Whose interests matter: those who lead the review, sit on its panel, or are to."""
    team = TeamMember.objects.filter(review=review).values("user")
    chosen = Commission.objects.filter(review=review).values("reviewer")
    return User.objects.filter(Q(pk__in=team) | Q(pk__in=chosen)).order_by("name")


def partners(review: Review) -> QuerySet[Agency]:
    """The statutory partners who share the cost, and those that carry a share already."""
    now = Q(pk__in=[partner.pk for partner in safeguarding_partners(review.partnership)])
    return Agency.objects.filter(now | Q(pk__in=shares(review).values("partner"))).order_by("name")
