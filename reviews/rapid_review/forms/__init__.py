"""What is typed in a rapid review? By the office, by an agency, and about the national Panel."""

from reviews.rapid_review.forms.closing import (
    ConcludeForm,
    PanelAnswerForm,
    ReplyForm,
    SentForm,
    TakeBackForm,
    WriteUpForm,
)
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
from reviews.rapid_review.forms.returns import (
    BehalfForm,
    MoreBehalfForm,
    MoreForm,
    NothingHeldForm,
    PassOnForm,
    ReturnForm,
    SignForm,
    UploadForm,
)

__all__ = [
    "AskForm", "BehalfForm", "ConcludeForm", "MoreBehalfForm", "MoreForm", "MoveForm", "NewPersonForm",
    "NothingHeldForm", "OpenForm", "PanelAnswerForm", "PassOnForm", "ReplyForm", "ReturnForm", "SearchForm", "SendBackForm",
    "SentForm", "SignForm", "TakeBackForm", "TakeOffForm", "UploadForm", "WithdrawForm", "WriteUpForm",
]  # fmt: skip
