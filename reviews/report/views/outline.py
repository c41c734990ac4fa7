"""The pages of the report's title and sections."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from cspr.pages import button_on, form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import Report, Section
from reviews.report.rules import section_numbers
from reviews.report.views.things import a_section, the_report


@for_review(Permission.WRITE_REPORT, thing=the_report)
def outline(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    sections = list(queries.sections(report))
    numbers = section_numbers(section.numbered for section in sections)
    context = {
        "title": "Title and sections",
        "report": report,
        "report_title": queries.title_of(report),
        "rows": list(zip(numbers, sections, strict=True)),
        "removed": report.sections.exclude(removed_at=None),
    }
    return render(request, "reviews/report/outline.html", context)


@for_review(Permission.WRITE_REPORT, thing=the_report)
def title(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    back = reverse("report-outline", args=[visit.review.code])
    return form_page(
        request, forms.TitleForm, template="reviews/report/form.html", cancel=back,
        initial={"title": report.title, "revision": report.revision},
        act=lambda form: actions.change_title(report, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, done="The title is changed.", context={"title": "Title of the report"},
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=the_report)
def add(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    back = reverse("report-outline", args=[visit.review.code])
    return form_page(
        request, forms.AddSectionForm, template="reviews/report/form.html", cancel=back,
        sections=queries.sections(report),
        act=lambda form: actions.add_section(report, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, done="The section is added.", context={"title": "Add a section"},
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=a_section)
def change(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    back = reverse("report-outline", args=[visit.review.code])
    return form_page(
        request, forms.SectionForm, template="reviews/report/form.html", cancel=back,
        initial={"title": section.title, "numbered": section.numbered, "revision": section.revision},
        act=lambda form: actions.change_section(section, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, done="The section is changed.", context={"title": "Change a section"},
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=a_section)
@button_on("report-outline")
@require_POST
def move(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    up = request.POST.get("up") == "1"
    actions.move_section(section, up=up, by=visit.user, at=visit.now)
    messages.success(request, f"“{section.title}” is moved {'up' if up else 'down'}.")
    return redirect("report-outline", visit.review.code)


@for_review(Permission.WRITE_REPORT, thing=a_section)
@button_on("report-outline")
@require_POST
def remove(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    try:
        actions.remove_section(section, revision=section.revision, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{section.title}” is taken out. You can bring it back below.")
    return redirect("report-outline", visit.review.code)


@for_review(Permission.WRITE_REPORT, thing=a_section)
@button_on("report-outline")
@require_POST
def bring_back(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    actions.bring_back_section(section, by=visit.user, at=visit.now)
    messages.success(request, f"“{section.title}” is back.")
    return redirect("report-outline", visit.review.code)
