"""What is typed in a rapid review? By the office, by an agency, and about the national Panel."""

from reviews.rapid_review.forms.closing import (
    ConcludeForm,
    SentForm,
    TakeBackForm,
    WriteUpForm,
)
from reviews.rapid_review.forms.joined import AreaForm, ChangeAreaForm, EndAreaForm, SeatForm
from reviews.rapid_review.forms.leading import CombineForm, PassToForm
from reviews.rapid_review.forms.notifications import YearForm
from reviews.rapid_review.forms.office import (
    AskForm,
    MoveForm,
    NewPersonForm,
    OpenForm,
    SearchForm,
    SendBackForm,
    TakeOffForm,
    WithdrawForm,
)
from reviews.rapid_review.forms.panel_letters import (
    ChangeAskForm,
    ChangeReplyForm,
    OneMoreAskForm,
    PanelAnswerForm,
    ReconsiderForm,
    ReplyForm,
)
from reviews.rapid_review.forms.returns import (
    AnyBehalfForm,
    BehalfForm,
    MoreBehalfForm,
    MoreForm,
    NothingHeldForm,
    PassOnForm,
    ReturnForm,
    SignForm,
    UploadForm,
)
from reviews.rapid_review.forms.safety import (
    ChangeSafetyActionForm,
    ConfirmSafetyForm,
    CorrectSafetyForm,
    SafetyActionForm,
)

__all__ = [
    "AreaForm", "ChangeAreaForm", "EndAreaForm", "SeatForm",
    "AnyBehalfForm", "AskForm", "BehalfForm", "ChangeAskForm", "ChangeReplyForm", "ChangeSafetyActionForm", "ConfirmSafetyForm", "CorrectSafetyForm", "OneMoreAskForm", "ReconsiderForm", "SafetyActionForm", "CombineForm", "ConcludeForm", "MoreBehalfForm", "MoreForm", "MoveForm", "NewPersonForm",
    "NothingHeldForm", "OpenForm", "PanelAnswerForm", "PassToForm", "PassOnForm", "ReplyForm", "ReturnForm", "SearchForm", "SendBackForm",
    "SentForm", "SignForm", "TakeBackForm", "TakeOffForm", "UploadForm", "WithdrawForm", "WriteUpForm", "YearForm",
]  # fmt: skip
