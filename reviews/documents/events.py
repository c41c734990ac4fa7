"""What can be said to have happened to the papers of a case?"""

from cspr.audit.events import Event

ADDED = Event("documents.added", "added a paper")
WITHDRAWN = Event("documents.withdrawn", "withdrew a paper")
CHANGED = Event("documents.changed", "changed what a paper is called or who may read it")
RESTORED = Event("documents.restored", "put a withdrawn paper back")
SEALED = Event("documents.sealed", "sealed a paper as legal advice")
READERS = Event("documents.readers", "changed who may read sealed legal advice")
RELEASED = Event("documents.released", "released sealed legal advice")
DOWNLOADED = Event("documents.downloaded", "downloaded a paper")
