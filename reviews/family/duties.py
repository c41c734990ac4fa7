"""What is owed to the family?"""

from reviews.case.duties import DutyKind, known

SUPPORT = known(
    DutyKind(
        "family.support",
        "see that the family is supported on the day of publication",
        "family-support-done",
        of_thing=True,
        despite_hold=True,
    )
)
