"""What can be said to have happened to the papers of a case?"""

from cspr.audit.events import Event

ADDED = Event("documents.added", "added a paper")
WITHDRAWN = Event("documents.withdrawn", "withdrew a paper")
DOWNLOADED = Event("documents.downloaded", "downloaded a paper")
