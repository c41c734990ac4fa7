"""One document of several agencies, given to the office: read, shared out among their requests, confirmed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from chronology import forms, queries, rules
from chronology.access import combined_file_at
from chronology.actions import sharing
from chronology.models import ChronologyRequest, CombinedFile, ImportRun
from chronology.rules import per_child
from chronology.rules.columns import Means
from chronology.rules.sharing import Name
from chronology.workbook import kept
from cspr.jobs.models import Job
from cspr.pages import form_page
from reviews.case.access import Visit, for_review

WORKING = (ImportRun.State.READING, ImportRun.State.TAKING)


def _page(visit: Visit, found: CombinedFile) -> str:
    return reverse("chronology-combined-file-run", args=[visit.review.code, found.pk])


def _closed(asked: list[ChronologyRequest]) -> list[tuple[str, str]]:
    """The agencies that can take no entries now, each with why."""
    return [(one.agency.name, one.closed) for one in asked if one.closed]


@for_review(Permission.RUN_CASE)
def give(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose a document that holds the entries of several agencies."""
    back = reverse("chronology", args=[visit.review.code])
    asked = queries.standing_requests(visit.review)
    return form_page(
        request,
        forms.ImportForm,
        template="chronology/combined_file_give.html",
        act=lambda form: sharing.begin_combined(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda found: _page(visit, found),
        context={
            "title": "Take in a combined document",
            "before": queries.combined_files(visit.review)[:20],
            "open_now": [one for one in asked if not one.closed],
            "closed": _closed(asked),
        },
        office=True,
        cancel=back,
    )


@for_review(Permission.RUN_CASE, thing=combined_file_at)
@require_safe
def look(request: HttpRequest, visit: Visit, found: CombinedFile) -> HttpResponse:
    """How far the work is; then whom the names mean, what each agency's rows come to, and what is missing."""
    job = queries.job_of(found)
    failed = found.state == CombinedFile.State.FAILED or bool(job and job.state == Job.State.FAILED)
    shares = found.shares
    working = not failed and (found.state == CombinedFile.State.READING or any(run.state in WORKING for run in shares))
    fresh = [run for run in shares if run.state == ImportRun.State.READ and run.checked.get("ready")]
    names = _whom_names_mean(visit, found)
    context = {
        "title": f"Entries from {found.original.file.name}" if found.original else "A combined document",
        "combined": found,
        "failed": failed,
        "working": working,
        "job": {"finished": False, "failed": False, "done": job.progress if job else 0, "total": 100},
        "names": names,
        "left_out": sum(row["name"].rows for row in names if not row["agency"]),
        "to_say": [row for row in names if row["proposed"] and not row["proposed"].closed],
        "shares": shares,
        "fresh": fresh,
        "ready": sum(run.checked["ready"] for run in fresh),
        "taken": any(run.state == ImportRun.State.TAKEN for run in shares),
        "columns": _columns(found),
    }
    return render(request, "chronology/combined_file.html", context)


def _columns(found: CombinedFile) -> list[tuple[str, str]]:
    """Each heading, and what it is taken for in words, also of one child where the first agency asked about it."""
    children = kept.children_of(found.shares[0]) if found.shares else []
    words = dict(Means.choices) | dict(per_child.choices(children))
    return [(heading, str(words[means])) for heading, means in per_child.told_apart(found.columns, children).items()]


def _names(found: CombinedFile) -> list[Name]:
    return [Name(**name) for name in found.names]


def _whom_names_mean(visit: Visit, found: CombinedFile) -> list[dict[str, Any]]:
    """Each name with its rows and the agency it is taken for, or that it may mean."""
    called = {one.agency_id: one.agency.name for one in queries.requests_with_due(visit.review)}
    agencies = found.agencies
    offered = queries.proposals(found)
    return [
        {
            "name": name,
            "agency": called.get(agencies.get(name.plain, 0), ""),
            "proposed": offered[name.plain][1] if name.plain in offered else None,
        }
        for name in _names(found)
    ]


@for_review(Permission.RUN_CASE, thing=combined_file_at)
def columns(request: HttpRequest, visit: Visit, found: CombinedFile) -> HttpResponse:
    """Say what the columns hold, and which of them names the agency."""
    return form_page(
        request,
        forms.ColumnsForm,
        template="chronology/form.html",
        initial={
            "revision": found.revision, "tables": found.taken, "source_for_all": found.source_for_all,
            "dates_from_above": found.dates_from_above,
        },
        act=lambda form: sharing.choose_columns(found, **form.chosen, by=visit.user, at=visit.now),
        then=_page(visit, found),
        context={
            "title": "What the columns hold",
            "lead": f"Of one column say “{Means.AGENCY.label}”: by it the rows are shared out.",
        },
        run=found,
        sheets=kept.sheets_of(found),
        cancel=_page(visit, found),
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=combined_file_at)
def agencies(request: HttpRequest, visit: Visit, found: CombinedFile) -> HttpResponse:
    """Say which agency each name means; what one may mean is chosen beforehand, and said."""
    asked = queries.standing_requests(visit.review)
    return form_page(
        request,
        forms.AgenciesForm,
        template="chronology/form.html",
        initial={"revision": found.revision},
        act=lambda form: sharing.choose_agencies(
            found, revision=form.cleaned_data["revision"], agencies=form.chosen, by=visit.user, at=visit.now
        ),
        then=_page(visit, found),
        done="Saved, and remembered for the next document.",
        context={
            "title": "Whom the names mean",
            "lead": "Only agencies whose chronology is open can be chosen. One that was not asked is asked first.",
            "closed": _closed(asked),
        },
        names=_names(found),
        agencies=found.agencies,
        proposed=queries.proposals(found),
        offered=[one.agency for one in asked if not one.closed],
        cancel=_page(visit, found),
    )


@for_review(Permission.RUN_CASE, thing=combined_file_at)
@require_POST
def confirm(request: HttpRequest, visit: Visit, found: CombinedFile) -> HttpResponse:
    """Have the rows of every agency written into its draft."""
    sent = request.POST.get("revision", "")
    revision = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    number = sharing.confirm_combined(found, revision=revision, by=visit.user, at=visit.now)
    messages.success(request, f"The entries of {rules.count(number, 'agency', 'agencies')} are being added.")
    return redirect(_page(visit, found))
