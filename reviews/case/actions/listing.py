"""How does a person keep a view of the list of cases, and what is noted when the list is taken away as a file?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from reviews.case import events, rules
from reviews.case.models import SavedView


@transaction.atomic
def save_view(name: str, query: str, *, by: User, at: dt.datetime) -> SavedView:
    """Keep filters of the list under a name; raises ``NotYet`` beside a name that this person has used already."""
    standing = list(SavedView.objects.standing().filter(user=by).values_list("name", flat=True))
    rules.check_view(name, query, standing)
    view = SavedView.objects.create(user=by, name=name, query=query, saved_at=at)
    record(events.VIEW_SAVED, by=by, at=at, subject=f"view {view.pk}")
    return view


@transaction.atomic
def rename_view(view: SavedView, *, name: str, revision: int, by: User, at: dt.datetime) -> None:
    others = SavedView.objects.standing().filter(user=view.user_id).exclude(pk=view.pk)
    rules.check_view(name, view.query, list(others.values_list("name", flat=True)))
    changes = records.change(view, revision=revision, name=name)
    record(events.VIEW_RENAMED, by=by, at=at, subject=f"view {view.pk}", changes=changes)


@transaction.atomic
def withdraw_view(view: SavedView, *, by: User, at: dt.datetime) -> None:
    """Take a view out of the person's list; asked again, nothing happens."""
    if view.withdrawn_at is None:
        changes = records.change(view, withdrawn_at=at)
        record(events.VIEW_WITHDRAWN, by=by, at=at, subject=f"view {view.pk}", changes=changes)


@transaction.atomic
def note_list_taken(ending: str, cases: int, filters: list[str], *, by: User, at: dt.datetime) -> None:
    """Tell the trail who took the list of cases away, how many stood in it, and by what it was narrowed."""
    changes = {"file": ending, "cases": cases, "narrowed by": ", ".join(filters)}
    record(events.LIST_TAKEN, by=by, at=at, subject="list of cases", changes=changes)
