"""What is owed once recommendations are agreed?"""

from reviews.case.duties import DutyKind, known
from reviews.meetings.duties import Heading, on_agenda

PLAN = known(
    DutyKind("recommendations.plan", "answer a recommendation and plan actions", "recommendation", of_thing=True)
)
ACT = known(DutyKind("recommendations.act", "carry out an action and show what it changed", "action", of_thing=True))
CLOSE = known(DutyKind("recommendations.close", "look at an action that is said to be done", "action", of_thing=True))
LOOK_AGAIN = known(
    DutyKind("recommendations.look_again", "look again at a recommendation", "board-recommendation", of_thing=True)
)
UNNAME = known(
    DutyKind(
        "recommendations.unname", "take what tells who somebody is out of an agreed recommendation", "recommendation",
        of_thing=True, despite_hold=True,
    )
)  # fmt: skip

on_agenda(Heading.DECIDE, CLOSE, LOOK_AGAIN)
