"""What do people type about chronologies and episodes? By subject."""

from chronology.forms.combined import (
    CHOSEN,
    LINK_KINDS,
    TYPED,
    AgesForm,
    Choices,
    KeepSearchForm,
    LinkForm,
    SearchForm,
)
from chronology.forms.entries import ChangeEntryForm, EntryForm, KeepForm, NoteForm, ReleaseForm, VoidForm, WordForm
from chronology.forms.episodes import ChangeEpisodeForm, EpisodeForm
from chronology.forms.exports import ExportForm
from chronology.forms.extensions import AnswerMoreTimeForm, MoreTimeForm, MoreTimeForSomebodyForm
from chronology.forms.grid import GridForm
from chronology.forms.imports import AT_A_TIME, AgenciesForm, ColumnsForm, FixForm, ImportForm, UndoForm
from chronology.forms.questions import AnswerForm, AnswerForSomebodyForm, MarkForm, QuestionForm
from chronology.forms.reports import (
    AskForReportsForm,
    AuthorForm,
    PointsForm,
    RecommendationsForm,
    SignReportForm,
    SignReportForSomebodyForm,
    TextForm,
    UploadReportForm,
)
from chronology.forms.requests import AskForm, MoveForm, PeopleField, WithdrawForm
from chronology.forms.submissions import PassOnForm, SendBackForm, SignForm, SignForSomebodyForm, UploadForm
from chronology.forms.when import Dated

__all__ = [
    "AskForReportsForm",
    "AuthorForm",
    "PointsForm",
    "RecommendationsForm",
    "SignReportForm",
    "SignReportForSomebodyForm",
    "TextForm",
    "UploadReportForm",
    "ExportForm",
    "AT_A_TIME",
    "AgenciesForm",
    "ColumnsForm",
    "FixForm",
    "ImportForm",
    "UndoForm",
    "AgesForm",
    "AnswerForSomebodyForm",
    "AnswerForm",
    "AnswerMoreTimeForm",
    "AskForm",
    "CHOSEN",
    "Choices",
    "ChangeEntryForm",
    "ChangeEpisodeForm",
    "Dated",
    "EntryForm",
    "EpisodeForm",
    "GridForm",
    "KeepForm",
    "KeepSearchForm",
    "LINK_KINDS",
    "LinkForm",
    "MarkForm",
    "MoreTimeForSomebodyForm",
    "MoreTimeForm",
    "MoveForm",
    "NoteForm",
    "PassOnForm",
    "PeopleField",
    "QuestionForm",
    "ReleaseForm",
    "SearchForm",
    "SendBackForm",
    "SignForSomebodyForm",
    "SignForm",
    "TYPED",
    "UploadForm",
    "VoidForm",
    "WithdrawForm",
    "WordForm",
]
