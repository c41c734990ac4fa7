"""The pages of the report's versions: kept, sent round, agreed; read and compared."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import Report, Version
from reviews.report.views.things import a_version, eyes_of, number, the_report
from reviews.templatetags.identities import as_read_by

MAKES = (Permission.WRITE_REPORT, Permission.RUN_CASE)


def may_make(visit: Visit) -> bool:
    return any(visit.may(permission) for permission in MAKES)


@for_review(Permission.READ_REPORT, thing=the_report)
def versions(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    context = {
        "title": "Versions and comments",
        "report": report,
        "versions": queries.versions(report),
        "rounds": queries.rounds(report),
        "asked": queries.asked(report, visit.user, on=visit.today),
        "may_make": may_make(visit),
    }
    return render(request, "reviews/report/versions.html", context)


def _making(form_class: type, purpose: str, title: str, lead: str, done: str) -> Any:
    @for_review(*MAKES, thing=the_report)
    def page(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
        back = reverse("report-versions", args=[visit.review.code])
        context = {"title": title, "lead": lead, "report": report, "checks": purpose != Version.Purpose.KEPT}
        if purpose == Version.Purpose.FINAL:
            context["empty"] = queries.empty_sections(report)
        return form_page(
            request, form_class, template="reviews/report/make.html", cancel=back,
            act=lambda form: actions.make_version(
                report, purpose=purpose, **form.cleaned_data, by=visit.user, at=visit.now
            ),
            then=back, done=done, context=context,
        )  # fmt: skip

    return page


keep = _making(
    forms.KeepForm, Version.Purpose.KEPT, "Keep a version",
    "The whole report as it stands now, to come back to and to compare with. Nobody is told.", "The version is kept.",
)  # fmt: skip
agree = _making(
    forms.AgreeForm, Version.Purpose.FINAL, "Agree the report for publication",
    "This version is what will be signed and published. Nothing in it may tell who somebody is, and every comment has "
    "to be answered.", "The report is agreed. It can now be prepared for publication.",
)  # fmt: skip


@for_review(Permission.READ_REPORT, thing=a_version)
def version(request: HttpRequest, visit: Visit, version: Version) -> HttpResponse:
    document, sections, comments = queries.reading(version, eyes_of(visit))
    mine, name = queries.reader_of(version, visit.user, on=visit.today), as_read_by(version.name, request)
    context = {
        "title": f"Version {version.number}: {name}" if name else f"Version {version.number}",
        "version": version,
        "document": document,
        "sections": sections,
        "comments": comments,
        "open_round": queries.open_round(version),
        "mine": mine,
        "may_make": may_make(visit),
    }
    return render(request, "reviews/report/version.html", context)


@for_review(Permission.READ_REPORT, thing=a_version)
def compare(request: HttpRequest, visit: Visit, version: Version) -> HttpResponse:
    """What changed from a version to another one, or to the draft."""
    asked = request.GET.get("with", "")
    other = version.report.versions.filter(pk=number(asked)).first()
    if asked and other is None:
        raise Http404
    context = {
        "title": f"Version {version.number} compared with {f'version {other.number}' if other else 'the draft'}",
        "version": version,
        "other": other,
        "differences": queries.differences(version, other, seen=lambda text: str(as_read_by(text, request))),
        "others": version.report.versions.defer("content").exclude(pk=version.pk),
    }
    return render(request, "reviews/report/compare.html", context)
