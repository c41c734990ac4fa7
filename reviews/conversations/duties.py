"""What is owed to practitioners after a conversation? Neither rests while the case is on hold: both look after people."""

from reviews.case.duties import DutyKind, known

SUPPORT = known(
    DutyKind(
        "conversations.support",
        "see that support is offered to those who took part in a conversation",
        "conversations-support",
        of_thing=True,
        despite_hold=True,
    )
)
FEEDBACK = known(
    DutyKind(
        "conversations.feedback",
        "tell the practitioners who took part what became of their conversations",
        "conversations-feedback",
        despite_hold=True,
    )
)
