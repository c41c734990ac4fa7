"""Entries kept for some and released to all; the reviewer's notes beside them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.models import User
from agencies.roles import Permission
from chronology import actions, forms
from chronology.access import entry_to_release_at, kept_entry_at, note_at, released_entry_at
from chronology.models import Entry, Note
from cspr.pages import form_page
from reviews.case.access import Visit, for_review

READ_OR_WRITE = (Permission.ANSWER, Permission.RUN_CASE, Permission.ANALYSE)


def _back(visit: Visit, entry: Entry) -> str:
    """The draft for whoever writes in it, else the entry in the combined chronology."""
    found = entry.submission.request
    if found.agency_id in visit.agencies or not visit.may(Permission.ANALYSE):
        return reverse("chronology-draft", args=[visit.review.code, found.pk])
    return reverse("chronology-entry", args=[visit.review.code, entry.pk])


@for_review(*READ_OR_WRITE, thing=kept_entry_at)
def keep(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    """Keep an entry for some, until it is released."""
    team = User.objects.filter(is_active=True, pk__in=visit.review.team.held_on(visit.today).values("user"))
    return form_page(
        request,
        forms.KeepForm,
        template="chronology/form.html",
        initial={
            "revision": entry.revision, "kept_for": entry.kept_for, "why_kept": entry.why_kept,
            "kept_to": list(entry.kept_to.values_list("pk", flat=True)),
        },
        act=lambda form: actions.keep(entry, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_back(visit, entry),
        done="The entry is kept for them. It is in no list, search or export of anybody else until it is released.",
        context={"title": "Keep an entry for some", "entry": entry},
        team=team.order_by("name"),
        cancel=_back(visit, entry),
    )  # fmt: skip


@for_review(*READ_OR_WRITE, thing=entry_to_release_at)
def release(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    """Release an entry to everybody who reads the combined chronology."""
    return form_page(
        request,
        forms.ReleaseForm,
        template="chronology/form.html",
        initial={"revision": entry.revision, "word_of": visit.user.name},
        act=lambda form: actions.release(entry, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_back(visit, entry),
        done="The entry is released. Once it is submitted, everybody reads it who reads the combined chronology.",
        context={"title": "Release an entry", "entry": entry, "lead": f"It is kept so far: {entry.why_kept}"},
        cancel=_back(visit, entry),
    )


@for_review(Permission.ANALYSE, thing=released_entry_at)
def note(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    """The reviewer's own note beside an entry."""
    back = reverse("chronology-entry", args=[visit.review.code, entry.pk])
    return form_page(
        request,
        forms.NoteForm,
        template="chronology/form.html",
        act=lambda form: actions.add_note(entry, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done="The note stands beside the entry.",
        context={"title": "Write a note beside an entry", "entry": entry},
        cancel=back,
    )


@for_review(Permission.ANALYSE, thing=note_at)
@require_POST
def void_note(request: HttpRequest, visit: Visit, found: Note) -> HttpResponse:
    actions.void_note(found, by=visit.user, at=visit.now)
    messages.success(request, "The note is recorded as made in error.")
    return redirect("chronology-entry", visit.review.code, found.entry_id)
