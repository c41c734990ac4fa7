"""What can be said to have happened beside the report, while it is edited?"""

from cspr.audit.events import Event

LET_STAND = Event("editing.let_stand", "let stand what the checks of the report noted")
NOTED_AGAIN = Event("editing.noted_again", "asked again about what the checks of the report noted")
ANSWERED = Event("editing.answered", "said where the report answers a question of the terms of reference")
NOT_ANSWERED = Event("editing.not_answered", "took back where the report answers a question of the terms of reference")
