"""What is stored of a case, and of what is to be done in it? By subject."""

from reviews.case.models.cases import HandedOn, Incident, Involvement, PhaseChange, Review, SubjectChild, TeamMember
from reviews.case.models.duties import Duty, ReminderSchedule, Rest
from reviews.case.models.lists import SavedView

__all__ = [
    "Duty",
    "HandedOn",
    "Incident",
    "Involvement",
    "PhaseChange",
    "ReminderSchedule",
    "Rest",
    "Review",
    "SavedView",
    "SubjectChild",
    "TeamMember",
]
