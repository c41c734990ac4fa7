"""Adding, changing and voiding the entries of a draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.roles import Permission
from chronology import actions, forms, rules
from chronology.access import draft_entry_at, request_at
from chronology.models import ChronologyRequest, Entry
from cspr.pages import form_page
from reviews.case.access import Visit, for_review

FIELDS = tuple(forms.EntryForm.base_fields)


def _draft_url(visit: Visit, found: ChronologyRequest) -> str:
    return reverse("chronology-draft", args=[visit.review.code, found.pk])


def _for_whom(visit: Visit, found: ChronologyRequest) -> str:
    """The agency's name where the office writes for it."""
    return "" if found.agency_id in visit.agencies else found.agency.name


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def add(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    another = request.POST.get("action") == "another"
    here = reverse("chronology-entry-add", args=[visit.review.code, found.pk])
    if request.method == "GET" and rules.is_waiting(found.submission) and not _for_whom(visit, found):
        return redirect(_draft_url(visit, found))

    def act(form: forms.EntryForm) -> Entry:
        for_whom = _for_whom(visit, found)
        return actions.add_entry(
            found.submission, **form.cleaned_data, by=visit.user, at=visit.now, on_behalf_of=for_whom
        )

    return form_page(
        request,
        forms.EntryForm,
        template="chronology/form.html",
        act=act,
        then=here if another else _draft_url(visit, found),
        done="The entry is saved. You can add the next." if another else "The entry is saved.",
        context={"title": "Add an entry", "lead": _lead(visit, found)},
        keep=f"entry:{visit.review.code}:{found.pk}",
        cancel=_draft_url(visit, found),
    )


def _lead(visit: Visit, found: ChronologyRequest) -> str:
    for_whom = _for_whom(visit, found)
    return f"You write for {for_whom}." if for_whom else ""


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=draft_entry_at)
def edit(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    found = entry.submission.request
    values: dict[str, Any] = {name: getattr(entry, name) for name in FIELDS}
    return form_page(
        request,
        forms.ChangeEntryForm,
        template="chronology/form.html",
        initial={**values, "revision": entry.revision},
        act=lambda form: actions.change_entry(
            entry, **form.cleaned_data, by=visit.user, at=visit.now, on_behalf_of=_for_whom(visit, found)
        ),
        then=_draft_url(visit, found),
        done="The entry is saved.",
        context={
            "title": "Change an entry",
            "lead": _lead(visit, found),
            "void_url": reverse("chronology-entry-void", args=[visit.review.code, found.pk, entry.pk]),
        },
        cancel=_draft_url(visit, found),
    )


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=draft_entry_at)
def void(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    found = entry.submission.request
    return form_page(
        request,
        forms.VoidForm,
        template="chronology/form.html",
        initial={"revision": entry.revision},
        act=lambda form: actions.void_entry(
            entry, **form.cleaned_data, by=visit.user, at=visit.now, on_behalf_of=_for_whom(visit, found)
        ),
        then=_draft_url(visit, found),
        done="The entry is recorded as made in error.",
        context={"title": "Record an entry as made in error", "entry": entry},
        cancel=_draft_url(visit, found),
    )
