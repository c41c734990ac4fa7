"""How do the questions of open cases follow when a partnership has another safeguarding partner, or one less?"""

import datetime as dt

from django.db import transaction

from agencies.models import Agency, Partnership, User
from agencies.roles import Role
from reviews.case.actions import ask_partner, let_partner_go
from reviews.case.models import Review
from reviews.referral import duties, rules
from reviews.referral.models import PartnerDecision


@transaction.atomic
def follow_partners(agency: Agency, partnership: Partnership, *, asked: bool, by: User, at: dt.datetime) -> None:
    """A new one is asked whatever is not concluded and the others were asked; of one that is none any more, nothing is."""
    for question, kind in duties.DECIDE.items():
        put = Review.objects.filter(partnership=partnership, duties__kind=kind.code).distinct().order_by("pk")
        if not asked:
            for review in put.filter(duties__agency=agency):
                let_partner_go(review, kind, agency, by=by, at=at)
            continue
        said = PartnerDecision.objects.filter(partner=agency, question=question, joined=None).values("review")
        for review in put.filter(phase=rules.OPEN_IN[question]).exclude(pk__in=said):
            ask_partner(
                review, kind, agency, role=Role.DELEGATED_PARTNER, thing_id=agency.pk, by=by, at=at
            )  # fmt: skip
