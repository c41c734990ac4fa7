"""What do people type about conversations with practitioners?"""

from reviews.conversations.forms.after import AfterwardsForm, AgreementForm, FeedbackForm, SupportForm
from reviews.conversations.forms.notes import (
    AnswerForm,
    NoteForm,
    NotesForm,
    NotesForSomebodyForm,
    QuoteForm,
    VoidForm,
)
from reviews.conversations.forms.points import ChangePointsForm, PointsForm, ReadForm, SendForm, UnsentForm
from reviews.conversations.forms.sessions import CancelForm, ChangeSessionForm, RestoreForm, SessionForm

__all__ = [
    "AfterwardsForm", "AgreementForm", "AnswerForm", "CancelForm", "ChangePointsForm", "ChangeSessionForm",
    "FeedbackForm", "NoteForm", "NotesForm", "NotesForSomebodyForm", "PointsForm", "QuoteForm", "ReadForm", "RestoreForm",
    "SendForm", "SessionForm", "SupportForm", "UnsentForm", "VoidForm",
]  # fmt: skip
