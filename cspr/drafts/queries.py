"""What has this person typed here before?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from cspr.drafts import rules
from cspr.drafts.models import Draft


@dataclass(frozen=True)
class Kept:
    """A draft as it was last saved."""

    key: str
    data: rules.Typed
    saved_at: dt.datetime
    revision: int
    page: str = ""
    title: str = ""


def typed(user_id: int, key: str) -> Kept | None:
    """What the person typed into the form called ``key``, or nothing."""
    draft = Draft.objects.filter(user_id=user_id, key=key).first()
    return _kept(draft) if draft else None


def typed_at_any_revision(user_id: int, key: str) -> dict[str, Kept]:
    """What the person typed into this form, whichever revision of its record they had before them; the newest first."""
    same = Q(key=key) | Q(key__startswith=key + rules.AT_REVISION)
    drafts = Draft.objects.filter(same, user_id=user_id).order_by("-saved_at", "-pk")
    return {draft.key: _kept(draft) for draft in drafts}


def typed_into(user_id: int, keys: Iterable[str]) -> dict[str, Kept]:
    """What the person typed into any of these forms, where several stand on one page. One query."""
    return {draft.key: _kept(draft) for draft in Draft.objects.filter(user_id=user_id, key__in=list(keys))}


def kept_of(user_id: int, *, most: int, since: dt.datetime | None = None) -> list[Kept]:
    """What the person typed and did not send, the newest first, where it is known on which page."""
    found = Draft.objects.filter(user_id=user_id).exclude(page="").order_by("-saved_at", "-pk")
    return [_kept(draft) for draft in (found.filter(saved_at__gte=since) if since else found)[:most]]


def is_kept_at(user_id: int, page: str) -> bool:
    """Did the person type something on this page that was never sent?"""
    return Draft.objects.filter(user_id=user_id, page=page).exists()


def _kept(draft: Draft) -> Kept:
    return Kept(draft.key, draft.data, draft.saved_at, draft.revision, draft.page, draft.title)
