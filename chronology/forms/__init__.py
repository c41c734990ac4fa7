"""What do people type about chronologies and episodes? By subject."""

from chronology.forms.combined import FilterForm, SearchForm
from chronology.forms.entries import ChangeEntryForm, EntryForm, VoidForm, WordForm
from chronology.forms.episodes import ChangeEpisodeForm, EpisodeForm
from chronology.forms.requests import AgenciesField, AskForm, MoveForm, PeopleField, WithdrawForm
from chronology.forms.submissions import PassOnForm, SendBackForm, SignForm, SignForSomebodyForm, UploadForm
from chronology.forms.when import Dated

__all__ = [
    "AgenciesField",
    "AskForm",
    "ChangeEntryForm",
    "ChangeEpisodeForm",
    "Dated",
    "EntryForm",
    "EpisodeForm",
    "FilterForm",
    "MoveForm",
    "PassOnForm",
    "PeopleField",
    "SearchForm",
    "SendBackForm",
    "SignForSomebodyForm",
    "SignForm",
    "UploadForm",
    "VoidForm",
    "WithdrawForm",
    "WordForm",
]
