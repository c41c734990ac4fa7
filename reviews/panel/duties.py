"""What is owed while a review is being set up?"""

from agencies.roles import Role
from reviews.case.duties import DutyKind, known
from reviews.case.phases import Phase
from reviews.meetings.duties import Heading, on_agenda

COMMISSION = known(
    DutyKind(
        "panel.commission",
        "appoint the lead reviewer",
        "panel-commission",
        at_phase=Phase.IN_REVIEW,
        role=Role.BUSINESS_SUPPORT,
    )
)
DECLARE = known(
    DutyKind(
        "panel.declare",
        "sign the declaration of independence",
        "panel-declare",
        of_thing=True,
        outside=True,
        seen_at="panel",
        personal="Each reviewer declares for themselves: commission another in the case.",
    )
)
TELL = known(DutyKind("panel.tell", "tell the national Panel who leads the review", "panel-tell", of_thing=True))
AGREE_TERMS = known(DutyKind("panel.agree_terms", "agree the terms of reference", "panel"))

on_agenda(Heading.DECIDE, AGREE_TERMS)
