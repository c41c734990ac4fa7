"""What is stored of what happened: requests, submissions, entries, practice episodes? By subject."""

from chronology.models.ages import AgesShown
from chronology.models.combined import AgencyMemory, CombinedFile
from chronology.models.entries import Entry, EntryQuerySet, Note, Sight, readable
from chronology.models.episodes import Episode, Placement, Theme
from chronology.models.exports import CombinedExport
from chronology.models.extensions import Extension, MoreTime, ReportExtension
from chronology.models.imports import ColumnMemory, ImportRun
from chronology.models.questions import Answer, Question
from chronology.models.reading import Indexed, Link, Meaning, Search, Tag, Tagging, Vocabulary
from chronology.models.reports import AgencyReport, ReportPoint, ReportRequest, ReportSection
from chronology.models.requests import ChronologyRequest, Submission
from chronology.models.tables import TablesRead

__all__ = [
    "AgencyMemory",
    "AgencyReport",
    "AgesShown",
    "Answer",
    "ChronologyRequest",
    "ColumnMemory",
    "CombinedExport",
    "CombinedFile",
    "Entry",
    "EntryQuerySet",
    "Episode",
    "Extension",
    "ImportRun",
    "TablesRead",
    "Indexed",
    "Link",
    "Meaning",
    "MoreTime",
    "Note",
    "Placement",
    "Question",
    "ReportExtension",
    "ReportPoint",
    "ReportRequest",
    "ReportSection",
    "Search",
    "Sight",
    "Submission",
    "Tag",
    "Tagging",
    "Theme",
    "Vocabulary",
    "readable",
]
