"""What is owed for a copy that is out?"""

from reviews.case.duties import DutyKind, known

BACK = known(
    DutyKind("readings.back", "have the family’s numbered copy of the draft back", "readings-change", of_thing=True)
)
