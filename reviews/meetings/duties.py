"""What do meetings leave for somebody to do, and under which heading does the sub-group talk about what is open?"""

from django.db.models import TextChoices

from agencies.roles import Permission
from reviews.case.duties import DutyKind, known
from reviews.proceedings.duties import CONFIRM, LOOK_AT_HOLD, ORDER_ENDS

HOLD = known(DutyKind("meetings.hold", "hold the meeting and record who attended", "meetings-meeting", of_thing=True))
HOLD_SUBGROUP = known(
    DutyKind(
        "meetings.hold_subgroup",
        "hold the sub-group meeting and record who attended",
        "subgroup-meeting",
        of_thing=True,
        asks=Permission.RUN_CASE,
    )
)
FOLLOW_UP = known(
    DutyKind(
        "meetings.follow_up", "do what was agreed at a meeting", "meetings-follow-up", of_thing=True, by_deputy=True
    )
)
FOLLOW_UP_OF_NO_CASE = known(
    DutyKind("meetings.follow_up_of_no_case", "do what was agreed at a meeting", "subgroup-follow-up", of_thing=True)
)


class Heading(TextChoices):
    """The parts of the sub-group's agenda, in their order."""

    SCREEN = "screen", "Referrals to screen"
    RAPID = "rapid", "Rapid reviews open"
    DECIDE = "decide", "Decisions due"
    READ = "read", "Drafts to be read"
    HOLDS = "holds", "Holds to be looked at again"
    LATE = "late", "Late actions and returns"
    RUNNING = "running", "Other cases"
    OTHER = "other", "Other business"


# The kinds of duty that bring a case before the sub-group as long as they are open. Any other does once it is late.
ON_AGENDA: dict[str, Heading] = {}


def on_agenda(heading: Heading, *kinds: DutyKind) -> None:
    """Have the sub-group talk about what is open of these kinds. Stages say so of their own, beside them."""
    for kind in kinds:
        ON_AGENDA[kind.code] = heading


on_agenda(Heading.HOLDS, LOOK_AT_HOLD, CONFIRM, ORDER_ENDS)


def hold_of(review_id: int | None) -> DutyKind:
    """The duty to hold a meeting: of a case, or of the sub-group."""
    return HOLD if review_id else HOLD_SUBGROUP


def follow_up_of(review_id: int | None) -> DutyKind:
    """The duty to do what was agreed: in a case, or in none."""
    return FOLLOW_UP if review_id else FOLLOW_UP_OF_NO_CASE
