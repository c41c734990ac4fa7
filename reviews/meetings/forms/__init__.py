"""What is typed about meetings, and about the agenda of the sub-group?"""

from reviews.meetings.forms.meeting import (
    AddressForm,
    AttendanceForm,
    CancelForm,
    ChangeMeetingForm,
    DoneForm,
    FinishForm,
    FollowUpForm,
    GuestsForm,
    MeetingForm,
    NotesForm,
    PapersForm,
    RestoreForm,
)
from reviews.meetings.forms.subgroup import (
    AddItemForm,
    ChangeSubgroupForm,
    MinutesForm,
    OrderForm,
    PlanSubgroupForm,
)

__all__ = [
    "AddItemForm", "AddressForm", "AttendanceForm", "CancelForm", "ChangeMeetingForm", "ChangeSubgroupForm", "DoneForm",
    "FinishForm", "FollowUpForm", "GuestsForm", "MeetingForm", "MinutesForm", "NotesForm", "OrderForm", "PapersForm",
    "PlanSubgroupForm", "RestoreForm",
]  # fmt: skip
