"""What is stored of what happened: requests, submissions, entries, practice episodes? By subject."""

from chronology.models.ages import AgesShown
from chronology.models.entries import Entry, EntryQuerySet, Note, Sight
from chronology.models.episodes import Episode, Placement, Theme
from chronology.models.exports import CombinedExport
from chronology.models.imports import ColumnMemory, ImportRun
from chronology.models.reading import Indexed, Link, Search, Tag, Tagging, Vocabulary
from chronology.models.reports import AgencyReport, ReportPoint, ReportRequest, ReportSection
from chronology.models.requests import ChronologyRequest, Submission

__all__ = [
    "AgencyReport",
    "AgesShown",
    "ChronologyRequest",
    "ColumnMemory",
    "CombinedExport",
    "Entry",
    "EntryQuerySet",
    "Episode",
    "ImportRun",
    "Indexed",
    "Link",
    "Note",
    "Placement",
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
]
