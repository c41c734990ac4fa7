"""How does a draft change? Each save must name the revision it follows, so that no window overwrites another's."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from cspr.drafts import queries, rules
from cspr.drafts.models import Draft


class SavedElsewhere(Exception):
    """The same form was saved meanwhile from another window."""


def save(
    user_id: int, key: str, data: Mapping[str, list[str]], *, revision: int, at: dt.datetime, page: str = "",
    title: str = "",
) -> int:  # fmt: skip
    """Keep what was typed and return the new revision; ``revision`` is the one seen last, 0 for none.

    ``page`` is the address of the form, where the person can go on, and ``title`` what that page is called.
    """
    values = {"data": rules.fit_to_keep(data), "saved_at": at, "page": page, "title": rules.title_to_keep(title)}
    if revision == 0:
        return _begin(user_id, key, values)
    same = Draft.objects.filter(user_id=user_id, key=key, revision=revision)
    if not same.update(**values, revision=F("revision") + 1):
        raise SavedElsewhere
    return revision + 1


def keep_refused(
    user_id: int, key: str, data: Mapping[str, list[str]], *, at: dt.datetime, page: str, title: str = ""
) -> queries.Kept | None:
    """Keep a form as it was refused, over what was saved before: whoever leaves it there finds it so when they return.

    What is too long is not kept. Returns what is kept now.
    """
    before = queries.typed(user_id, key)
    try:
        place = {"page": rules.page_to_keep(page), "title": title}
        save(user_id, key, data, revision=before.revision if before else 0, at=at, **place)
    except (SavedElsewhere, rules.TooMuch):
        return before
    return queries.typed(user_id, key)


def _begin(user_id: int, key: str, values: dict[str, Any]) -> int:
    try:
        with transaction.atomic():
            return Draft.objects.create(user_id=user_id, key=key, **values).revision
    except IntegrityError:
        raise SavedElsewhere from None


def load(user_id: int, key: str) -> queries.Kept | None:
    """What was kept, or nothing."""
    return queries.typed(user_id, key)


def discard(user_id: int, key: str) -> None:
    """Forget what was typed: it was sent, or the person no longer wants it."""
    Draft.objects.filter(user_id=user_id, key=key).delete()


def forget_unsent(*, at: dt.datetime) -> int:
    """Forget what people without an account left unsent for too long; returns how many forms. Nobody could come back to it."""
    long_ago = at - dt.timedelta(days=rules.DAYS_UNSENT)
    return Draft.objects.filter(user_id=rules.NOBODY, saved_at__lt=long_ago).delete()[0]


def discard_all(user_id: int, key: str) -> None:
    """Forget what was typed into this form, whichever revision of its record was open."""
    Draft.objects.filter(user_id=user_id, key__in=list(queries.typed_at_any_revision(user_id, key))).delete()
