"""The table of contents of the chassis' models."""

from cspr.audit.models import TrailEntry
from cspr.drafts.models import Draft
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.letters.models import LetterTemplate
from cspr.outbox.models import Message
from cspr.sendings.models import Sending

__all__ = ["Draft", "Job", "LetterTemplate", "Message", "Sending", "StoredFile", "TrailEntry"]
