"""What does a missed date leave for somebody to do?"""

from reviews.case.duties import DutyKind, known

TELL = known(
    DutyKind(
        "delays.tell",
        "tell the national Panel and the Secretary of State about a delay",
        "delay-letter",
        statutory=True,
        of_thing=True,
    )
)
