"""Writing an agency report: its author, its sections one by one, a document instead, the entries it speaks of, the signature."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from chronology import actions, forms, queries, rules
from chronology.access import (
    own_report_request,
    point_to_write_at,
    reader_of,
    report_request_at,
    report_section_at,
)
from chronology.models import ReportPoint, ReportRequest, ReportSection
from chronology.views.reports import list_url, page_of
from chronology.views.requests import entry_row
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review

WINDOW = 200
FORM = "chronology/report_form.html"
WRITES = (Permission.ANSWER, Permission.RUN_CASE)
AUTHOR = ("author_name", "author_job", "independence", "concerned_how", "records_secured_on")


def _office(visit: Visit, found: ReportRequest) -> bool:
    return found.agency_id not in visit.agencies


def _for_whom(visit: Visit, found: ReportRequest) -> str:
    """The agency's name where the office writes for it."""
    return found.agency.name if _office(visit, found) else ""


def _closed(visit: Visit, found: ReportRequest) -> bool:
    """Can it not be written in now?"""
    report = found.report
    waits = rules.is_waiting(report) and not _office(visit, found)
    return bool(report.submitted_at or found.withdrawn_at or waits)


@for_review(*WRITES, thing=report_request_at)
def report(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """What is asked, what is written so far, and what comes next."""
    office, written = _office(visit, found), found.report
    if request.method == "GET" and not office:
        actions.note_report_opened(found, by=visit.user, at=visit.now)
    signing = queries.signatories(found.agency, on=visit.today)
    said = queries.kinds_written(written)
    context = {
        "title": f"Agency report of {found.agency}" if office else "Your agency’s report",
        "row": queries.as_asked(found, visit.today),
        "asked": found,
        "report": written,
        "office": office,
        "open": not written.submitted_at and not found.withdrawn_at,
        "locked": _closed(visit, found),
        "tasks": _tasks(visit, found, said),
        "still": _still(visit, found, said),
        "signing": signing,
        "may_sign": office or not signing or rules.signs_for(visit.visitor, found.agency),
        "terms": queries.agreed_terms(visit.review),
        "entries": written.entries.standing().count(),
    }
    return render(request, "chronology/report.html", context)


def _still(visit: Visit, found: ReportRequest, said: set[str]) -> list[tuple[str, str]]:
    """What is to be done before it can be signed: title and address."""
    author = [] if found.report.declared_on else [("The author", page_of(visit, found, "agency-report-author"))]
    lacking = [] if found.report.original_id else rules.lacking_in(said)
    return author + [(part.title, page_of(visit, found, "agency-report-section", part.kind)) for part in lacking]


def _tasks(visit: Visit, found: ReportRequest, said: set[str]) -> list[dict[str, str]]:
    """The author and each section, with where it stands."""
    report = found.report
    done, empty = ("Written", "green"), ("Not written yet", "grey")

    def task(title: str, url: str, state: tuple[str, str], hint: str = "") -> dict[str, str]:
        return {"title": title, "url": url, "status": state[0], "colour": state[1], "hint": hint}

    author = ("Declared", "green") if report.declared_on else ("Not declared yet", "yellow")
    rows = [task("The author", page_of(visit, found, "agency-report-author"), author, report.author_name)]
    for part in rules.PARTS:
        state = done if part.kind in said else ("Not written yet", "yellow") if part.needed else empty
        rows.append(task(part.title, page_of(visit, found, "agency-report-section", part.kind), state))
    return rows


@for_review(*WRITES, thing=report_request_at)
def author(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Who writes it, and how they stand to the case."""
    report = found.report
    if request.method == "GET" and _closed(visit, found):
        return redirect(page_of(visit, found))
    initial = {name: getattr(report, name) for name in AUTHOR} | {"revision": report.revision}
    if not report.author_name and not _office(visit, found):
        initial |= {"author_name": visit.user.name, "author_job": visit.user.job}

    def act(form: Any) -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "agreed"}
        actions.declare_author(
            report, **given, by=visit.user, at=visit.now, on_behalf_of=_for_whom(visit, found)
        )  # fmt: skip

    return form_page(
        request, forms.AuthorForm, template=FORM, initial=initial, act=act, then=page_of(visit, found),
        done="The author and the declaration are saved.",
        context={"title": "The author of the report", "asked": found, "for_whom": _for_whom(visit, found)},
        cancel=page_of(visit, found),
    )  # fmt: skip


@for_review(*WRITES, thing=report_section_at)
def section(request: HttpRequest, visit: Visit, one: ReportSection) -> HttpResponse:
    """One section: a text, or points one under another."""
    found, part = one.report.request, rules.BY_KIND[one.kind]
    back, after = page_of(visit, found), rules.part_after(one.kind)
    if request.method == "GET" and _closed(visit, found):
        return redirect(back)
    on = page_of(visit, found, "agency-report-section", after.kind) if after else back
    for_whom = _for_whom(visit, found)
    by = {"by": visit.user, "at": visit.now, "on_behalf_of": for_whom}
    terms = queries.agreed_terms(visit.review)
    context = {
        "title": part.title, "asked": found, "for_whom": for_whom, "part": part,
        "questions": terms.questions.filter(void_at=None) if terms and one.kind == ReportSection.Kind.ANALYSIS else (),
    }  # fmt: skip
    then = back if request.POST.get("action") == "back" else on
    if not part.points:
        return form_page(
            request, forms.TextForm, template=FORM, initial={"text": one.text, "revision": one.revision}, part=part,
            act=lambda form: actions.write_text(one, **form.cleaned_data, **by), then=then, done="The section is saved.",
            context=context, cancel=back,
        )  # fmt: skip
    ours = one.kind == ReportSection.Kind.RECOMMENDATIONS
    names = ("pk", "text", "action", "lead", "by_when") if ours else ("pk", "text")
    rows = list(one.points.filter(void_at=None).values(*names))
    context["points"] = _points(visit, one)
    return form_page(
        request, forms.RecommendationsForm if ours else forms.PointsForm, template=FORM,
        initial={"revision": one.revision}, rows=rows,
        act=lambda form: actions.write_points(one, form.points, revision=form.cleaned_data["revision"], **by),
        then=then, done="The section is saved.", context=context, cancel=back,
    )  # fmt: skip


def _points(visit: Visit, one: ReportSection) -> list[dict[str, Any]]:
    """The saved points of a section, each with how many entries it rests on and where they are chosen."""
    found, resting = one.report.request, queries.entries_by_point(one.report)
    return [
        {
            "text": point.text,
            "entries": len(resting.get(point.pk, ())),
            "url": page_of(visit, found, "agency-report-point", point.pk),
        }
        for point in one.points.filter(void_at=None)
    ]


@for_review(*WRITES, thing=report_request_at)
def entries(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Of which entries of the agency's own chronology the report speaks."""
    return _choose(request, visit, found, back=page_of(visit, found), said="The report speaks of")


@for_review(*WRITES, thing=point_to_write_at)
def of_point(request: HttpRequest, visit: Visit, point: ReportPoint) -> HttpResponse:
    """On which entries one point of the report rests."""
    found = point.section.report.request
    back = page_of(visit, found, "agency-report-section", point.section.kind)
    return _choose(request, visit, found, back=back, said="The point rests on", point=point)


def _choose(
    request: HttpRequest, visit: Visit, found: ReportRequest, *, back: str, said: str, point: ReportPoint | None = None
) -> HttpResponse:
    own = queries.entries_to_speak_of(found, reader_of(visit) if _office(visit, found) else None)
    page = Paginator(queries.with_more(own), WINDOW).get_page(request.GET.get("page"))
    if request.method == "POST":
        chosen = {int(pk) for pk in request.POST.getlist("entry") if pk.isdecimal() and len(pk) < 12}
        among = [entry.pk for entry in page.object_list]
        number = actions.choose_entries(
            found.report, chosen, among=among, by=visit.user, at=visit.now, on_behalf_of=_for_whom(visit, found),
            point=point,
        )  # fmt: skip
        messages.success(request, f"Saved. {said} {rules.count(number, 'entry', 'entries')}.")
        return redirect(f"{request.path}?page={page.next_page_number()}" if page.has_next() else back)
    births, terms = queries.ages_shown(visit.review), queries.agreed_terms(visit.review)
    ticked = set((point or found.report).entries.values_list("pk", flat=True))
    fixed = set() if point else queries.rested_on(found.report)
    context = {
        "title": "Entries a point rests on" if point else "Entries the report speaks of",
        "asked": found,
        "point": point,
        "back": back,
        "page": page,
        "rows": [
            entry_row(entry, births, terms) | {"ticked": entry.pk in ticked, "fixed": entry.pk in fixed}
            for entry in page.object_list
        ],
        "closed": _closed(visit, found),
    }
    return render(request, "chronology/report_entries.html", context)


@for_review(*WRITES, thing=report_request_at)
def upload(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """A document that was written elsewhere, in place of the sections."""
    report, back = found.report, page_of(visit, found)
    if request.method == "GET" and _closed(visit, found):
        return redirect(back)
    if request.method == "GET" and not _office(visit, found):
        actions.note_report_opened(found, by=visit.user, at=visit.now)
    return form_page(
        request, forms.UploadReportForm, template=FORM, initial={"revision": report.revision},
        act=lambda form: actions.upload_report(
            report, **form.cleaned_data, by=visit.user, at=visit.now, on_behalf_of=_for_whom(visit, found)
        ),
        then=back if report.declared_on else page_of(visit, found, "agency-report-author"),
        done="The document is uploaded." if report.declared_on else "The document is uploaded. Now say who wrote it.",
        context={"title": "Upload the agency report", "asked": found, "for_whom": _for_whom(visit, found)},
        cancel=back,
    )  # fmt: skip


def _revision(request: HttpRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


@for_review(*WRITES, thing=report_request_at)
@require_POST
def set_aside(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Write it here after all."""
    actions.set_document_aside(
        found.report, revision=_revision(request), by=visit.user, at=visit.now, on_behalf_of=_for_whom(visit, found)
    )  # fmt: skip
    messages.success(request, "The document is set aside. Write the report here, or upload another.")
    return redirect(page_of(visit, found))


@for_review(*WRITES, thing=report_request_at)
def submit(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Sign off and submit, or submit what a named person signed."""
    report, office, back = found.report, _office(visit, found), page_of(visit, found)
    signing = queries.signatories(found.agency, on=visit.today)
    if not office and signing and not rules.signs_for(visit.visitor, found.agency):
        raise PermissionDenied("Somebody else signs for your agency. Tell them that it is ready.")
    if request.method == "GET" and (report.submitted_at or found.withdrawn_at):
        return redirect(back)

    def act(form: Any) -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "agreed"}
        if office:
            given["on_behalf_of"] = given["signed_off_by"]
        else:
            given |= {"signed_off_by": visit.user.name, "given_on": visit.today}
        actions.submit_report(report, **given, by=visit.user, at=visit.now)

    said = queries.kinds_written(report)
    context = {
        "title": "Submit for the agency" if office else "Sign off and submit the agency report",
        "office": office, "asked": found, "report": report, "signs": True,
        "alone": not office and not signing, "empty": [part for part in rules.PARTS if part.kind not in said],
    }  # fmt: skip
    return form_page(
        request, forms.SignReportForSomebodyForm if office else forms.SignReportForm, template=FORM,
        initial={"revision": report.revision}, act=act, then=back, done="The agency report is submitted.",
        context=context, cancel=back,
        **({} if office else {"agreement": f"I have read this report and sign it off for {found.agency}"}),
    )  # fmt: skip


@for_review(Permission.ANSWER, thing=own_report_request)
@require_POST
def ready(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Tell those who sign that it is ready."""
    try:
        people = actions.say_report_ready(found.report, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        names = " and ".join(person.name for person in people)
        messages.success(request, f"We are telling {names} that it is ready to sign off.")
    return redirect(page_of(visit, found))


@for_review(Permission.ANSWER, thing=own_report_request)
@require_POST
def take_back(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Open again what was handed in."""
    actions.take_report_back(found.report, revision=_revision(request), by=visit.user, at=visit.now)
    messages.success(request, "It is open again. Hand it in once more when you are done.")
    return redirect(page_of(visit, found))


@for_review(Permission.RUN_CASE, thing=report_request_at)
def send_back(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Open a submitted report again, with a word."""
    return form_page(
        request, forms.SendBackForm, template=FORM, initial={"revision": found.report.revision},
        act=lambda form: actions.send_report_back(found.report, **form.cleaned_data, by=visit.user, at=visit.now),
        then=list_url(visit), done="The agency report is sent back, and the agency is told.",
        context={
            "title": "Send the agency report back", "asked": found,
            "lead": f"{found.agency} can change it again. Until it is submitted once more, the review team does not see it.",
        },
        cancel=page_of(visit, found),
    )  # fmt: skip
