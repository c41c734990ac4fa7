"""Taking entries from a file: given, read, checked, put right, confirmed, undone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from chronology import forms, queries, rules
from chronology.access import files_before, import_at, request_at
from chronology.actions import imports
from chronology.models import ChronologyRequest, ImportRun
from chronology.rules import per_child
from chronology.rules.columns import Means
from chronology.rules.rows import Trouble
from chronology.workbook import kept, template, trouble
from cspr.files.http import made
from cspr.jobs.models import Job
from cspr.pages import form_page
from cspr.tables import XLSX
from reviews.case.access import Visit, for_review

State = ImportRun.State
WORKING = (State.READING, State.TAKING)
AT_PRESENT = ((90, "The entries are written."), (60, "The rows are being checked."), (0, "The file is being read."))


def _is_office(visit: Visit, found: ChronologyRequest) -> bool:
    return found.agency_id not in visit.agencies


def _page(visit: Visit, run: ImportRun, name: str = "import-run") -> str:
    return reverse(f"chronology-{name}", args=[visit.review.code, run.submission.request_id, run.pk])


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def give(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Choose a file whose rows are entries."""
    office = _is_office(visit, found)
    back = reverse("chronology-draft", args=[visit.review.code, found.pk])
    if request.method == "GET" and (
        found.submission.submitted_at or (rules.is_waiting(found.submission) and not office)
    ):
        return redirect(back)
    return form_page(
        request,
        forms.ImportForm,
        template="chronology/import_give.html",
        act=lambda form: imports.begin_import(found.submission, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda run: _page(visit, run),
        context={
            "title": "Take entries from a file",
            "asked": found,
            "before": files_before(visit, found)[:20],
        },
        office=office,
        cancel=back,
    )


@for_review(Permission.RUN_CASE, thing=request_at)
@require_POST
def from_document(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Take the entries from the document the agency gave, without sending it once more."""
    run = imports.begin_from_document(found.submission, by=visit.user, at=visit.now)
    return redirect(_page(visit, run))


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=import_at)
@require_safe
def look(request: HttpRequest, visit: Visit, run: ImportRun) -> HttpResponse:
    """How far the work is; then what the file comes to, and what can be done with it."""
    job = queries.job_of(run)
    failed = run.state == State.FAILED or bool(job and job.state == Job.State.FAILED and run.state in WORKING)
    working = run.state in WORKING and not failed
    progress = job.progress if job else 0
    context = {
        "title": f"Entries from {run.original.file.name}" if run.original else "Entries from a file",
        "run": run,
        "working": working,
        "failed": failed,
        "job": {"finished": False, "failed": False, "done": progress, "total": 100},
        "label": next(words for least, words in AT_PRESENT if progress >= least),
        "problem": run.problem or (job.problem if job and failed else ""),
        "sums": run.checked,
        "columns": _columns(run),
        "troubles": [(trouble, _title(run, trouble), trouble.text) for trouble in _troubles(run)[: forms.AT_A_TIME]],
        "open": not run.submission.submitted_at,
    }
    return render(request, "chronology/import_run.html", context)


def _columns(run: ImportRun) -> list[tuple[str, str]]:
    """Each heading, and what it is taken for in words."""
    words = dict(Means.choices) | dict(per_child.choices(kept.children_of(run)))
    return [
        (heading, str(words.get(means, "Of a child who is on the list no more")))
        for heading, means in run.columns.items()
    ]


def _title(run: ImportRun, trouble: Trouble) -> str:
    """The table in which a row stands, where there are several."""
    titles = run.checked.get("titles", ())
    return titles[trouble.sheet] if len(titles) > 1 else ""


def _troubles(run: ImportRun) -> list[Trouble]:
    return [Trouble(**one) for one in run.checked.get("troubled", ())]


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=import_at)
def columns(request: HttpRequest, visit: Visit, run: ImportRun) -> HttpResponse:
    """Say what the columns hold."""
    initial: dict[str, Any] = {
        "revision": run.revision,
        "tables": run.taken,
        "source_for_all": run.source_for_all,
        "dates_from_above": run.dates_from_above,
    }
    return form_page(
        request,
        forms.ColumnsForm,
        template="chronology/form.html",
        initial=initial,
        act=lambda form: imports.choose_columns(run, **form.chosen, by=visit.user, at=visit.now),
        then=_page(visit, run),
        done="Saved. The next file of this agency is read the same way.",
        context={"title": "What the columns hold"},
        run=run,
        sheets=kept.sheets_of(run),
        children=kept.children_of(run),
        cancel=_page(visit, run),
    )


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=import_at)
def fix(request: HttpRequest, visit: Visit, run: ImportRun) -> HttpResponse:
    """Put rows with trouble right on the page."""
    troubles = _troubles(run)[: forms.AT_A_TIME]
    if not troubles:
        return redirect(_page(visit, run))

    def act(form: forms.FixForm) -> str:
        imports.fix_rows(run, revision=form.cleaned_data["revision"], fixes=form.fixes, by=visit.user, at=visit.now)
        return _page(visit, run, "import-fix" if run.checked.get("trouble") and form.fixes else "import-run")

    return form_page(
        request,
        forms.FixForm,
        template="chronology/form.html",
        initial={"revision": run.revision},
        act=act,
        then=str,
        done="Saved.",
        context={"title": "Put rows right", "lead": _how_many(run)},
        troubles=troubles,
        titles=run.checked.get("titles", ()),
        cancel=_page(visit, run),
        keep=f"import:{run.pk}",
    )


def _how_many(run: ImportRun) -> str:
    count = run.checked.get("trouble", 0)
    words = rules.count(count, "row has trouble", "rows have trouble")
    return f"{words}. The first {forms.AT_A_TIME} are here." if count > forms.AT_A_TIME else f"{words}."


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=import_at)
@require_safe
def trouble_file(request: HttpRequest, visit: Visit, run: ImportRun) -> HttpResponse:
    """The rows with trouble as a spreadsheet, to be put right there and given as a file again."""
    known = queries.known_dates(run.submission.request, visit.today)
    content = trouble.workbook(run, known=known, owner=visit.review.partnership.name, at=visit.now)
    return made(content, XLSX, f"{visit.review.code} rows to put right.xlsx")


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=import_at)
@require_POST
def confirm(request: HttpRequest, visit: Visit, run: ImportRun) -> HttpResponse:
    """Have the rows written into the draft."""
    imports.confirm_import(run, revision=_revision(request), by=visit.user, at=visit.now)
    return redirect(_page(visit, run))


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=import_at)
def undo(request: HttpRequest, visit: Visit, run: ImportRun) -> HttpResponse:
    """Record everything that came from a file as made in error."""
    draft = reverse("chronology-draft", args=[visit.review.code, run.submission.request_id])
    return form_page(
        request,
        forms.UndoForm,
        template="chronology/form.html",
        initial={"revision": run.revision},
        act=lambda form: imports.undo_import(run, **form.cleaned_data, by=visit.user, at=visit.now),
        then=draft,
        done="The entries that came from the file are recorded as made in error.",
        context={
            "title": "Undo what was taken from the file",
            "lead": f"{rules.count(run.added, 'entry', 'entries')} came from it.",
        },
        cancel=_page(visit, run),
    )


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
@require_safe
def template_file(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """A workbook with the columns of this request, to be filled in and given as a file."""
    imports.note_template(found, by=visit.user, at=visit.now)
    content = template.workbook(found, at=visit.now)
    return made(content, XLSX, f"{visit.review.code} chronology template.xlsx")
