"""Who may read an entry that is kept for some, and who may release it?"""

from chronology.models import Entry
from cspr.records import NotYet

KeptFor = Entry.KeptFor


def check_kept(kept_for: str, why_kept: str) -> None:
    """What is kept for some is kept for a reason."""
    if kept_for and not why_kept.strip():
        raise NotYet("Say why it is kept for some.", field="why_kept")


def check_is_kept(kept_for: str) -> None:
    """Only what is kept can be released."""
    if not kept_for:
        raise NotYet("This entry is not kept for anybody. Everybody who reads the combined chronology sees it.")


def check_not_kept(kept_for: str) -> None:
    """What is kept for some does not reach the report."""
    if kept_for:
        raise NotYet("This entry is kept for some. Release it first: the report is read by everybody.")


def check_stays_kept(before: str, after: str, *, was_submitted: bool) -> None:
    """What others have been kept from is released by a named person, on a page of its own, and not in passing."""
    if before and not after and was_submitted:
        raise NotYet("To let everybody read it, choose Release beside the entry.", field="kept_for")


def may_release(entry: Entry, *, signs: bool, analyses: bool, office: bool) -> bool:
    """Whoever signs for its agency; the reviewer what is kept for them; the office what it typed for an agency."""
    return signs or (analyses and entry.kept_for == KeptFor.REVIEWER) or (office and bool(entry.on_behalf_of))
