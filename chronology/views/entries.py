"""Adding, changing and voiding the entries of a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from chronology import actions, forms, queries, rules
from chronology.access import draft_entry_at, request_at
from chronology.models import ChronologyRequest, Entry
from cspr.pages import form_page
from reviews.case.access import Visit, for_review

FIELDS = tuple(name for name in forms.EntryForm.base_fields if name != "when")


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
        return actions.add_entry(found.submission, **form.values, by=visit.user, at=visit.now, on_behalf_of=for_whom)

    return form_page(
        request,
        forms.EntryForm,
        template="chronology/form.html",
        act=act,
        then=lambda entry: _saved(request, entry, then=here if another else _draft_url(visit, found), another=another),
        context={
            "title": "Add an entry", "lead": _lead(visit, found), "read_url": _read_url(visit, found),
            "grid_url": reverse("chronology-grid", args=[visit.review.code, found.pk]),
        },
        keep=f"entry:{visit.review.code}:{found.pk}",
        known=queries.known_dates(found, visit.today),
        children=queries.children_of(found, visit.today),
        cancel=_draft_url(visit, found),
    )  # fmt: skip


def _saved(request: HttpRequest, entry: Entry, *, then: str, another: bool) -> str:
    """Say how the date was read, so that it can be put right at once."""
    more = " You can add the next." if another else ""
    messages.success(request, f"The entry is saved. We read its date as: {rules.date_words(entry)}.{more}")
    return then


def _read_url(visit: Visit, found: ChronologyRequest) -> str:
    return reverse("chronology-read-date", args=[visit.review.code, found.pk])


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at, looked=False)
@require_POST
def read_date(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """How a date is read while it is typed."""
    read = rules.read_when(request.POST.get("when", ""), queries.known_dates(found, visit.today))
    said = f"We read this as: {rules.written(read.sure)}" if read.sure else read.question or read.problem
    return JsonResponse({"said": said, "sure": bool(read.sure)})


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def grid(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Many entries in a row, typed or pasted as in a table."""
    if request.method == "GET" and rules.is_waiting(found.submission) and not _for_whom(visit, found):
        return redirect(_draft_url(visit, found))

    def act(form: forms.GridForm) -> list[Entry]:
        for_whom = _for_whom(visit, found)
        return actions.add_entries(found.submission, form.entries, by=visit.user, at=visit.now, on_behalf_of=for_whom)

    def then(made: list[Entry]) -> str:
        said = f"{rules.count(len(made), 'entry is', 'entries are')} saved. Look below how each date was read."
        messages.success(request, said)
        return _draft_url(visit, found)

    return form_page(
        request,
        forms.GridForm,
        template="chronology/grid.html",
        act=act,
        then=then,
        context={
            "title": "Type many entries", "lead": _lead(visit, found), "read_url": _read_url(visit, found),
            "sources": queries.sources_of(found),
        },
        keep=f"entries:{visit.review.code}:{found.pk}",
        known=queries.known_dates(found, visit.today),
        cancel=_draft_url(visit, found),
    )  # fmt: skip


def _lead(visit: Visit, found: ChronologyRequest) -> str:
    for_whom = _for_whom(visit, found)
    return f"You write for {for_whom}." if for_whom else ""


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=draft_entry_at)
def edit(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    found = entry.submission.request
    values: dict[str, Any] = {name: getattr(entry, name) for name in FIELDS}
    for sight in entry.sights.all():
        values |= {f"seen_{sight.child_id}": sight.seen, f"said_{sight.child_id}": sight.said}
    return form_page(
        request,
        forms.ChangeEntryForm,
        template="chronology/form.html",
        initial={**values, "revision": entry.revision},
        act=lambda form: actions.change_entry(
            entry,
            revision=form.cleaned_data["revision"],
            **form.values,
            by=visit.user,
            at=visit.now,
            on_behalf_of=_for_whom(visit, found),
        ),
        then=lambda _: _saved(request, entry, then=_draft_url(visit, found), another=False),
        context={
            "title": "Change an entry",
            "lead": _lead(visit, found),
            "needed": queries.needed_of(entry),
            "typed": entry.when_typed,
            "read_url": _read_url(visit, found),
            "void_url": reverse("chronology-entry-void", args=[visit.review.code, found.pk, entry.pk]),
        },
        known=queries.known_dates(found, visit.today),
        children=queries.children_of(found, visit.today),
        was=rules.of_entry(entry),
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
