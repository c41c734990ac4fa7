"""What do meetings leave for somebody to do?"""

from reviews.case.duties import DutyKind, known

HOLD = known(DutyKind("meetings.hold", "hold the meeting and record who attended", "meetings-meeting", of_thing=True))
FOLLOW_UP = known(
    DutyKind("meetings.follow_up", "do what was agreed at a meeting", "meetings-follow-up", of_thing=True)
)
