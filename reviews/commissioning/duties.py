"""What is owed under a commission?"""

from reviews.case.duties import DutyKind, known

CHECKPOINT = known(
    DutyKind(
        "commissioning.checkpoint", "look with the lead reviewer at time and quality", "commissioning-checkpoint",
        of_thing=True,
    )
)  # fmt: skip
LOOK = known(
    DutyKind(
        "commissioning.look", "look at an interest: the agency it names has come into the case",
        "commissioning-interest", of_thing=True,
    )
)  # fmt: skip
