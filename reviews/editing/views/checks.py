"""What the checks noted is set aside with a word, and put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.editing import actions, forms, queries
from reviews.editing.access import a_standing, reads_of, the_report
from reviews.editing.models import LetStand
from reviews.report.models import Report


@for_review(Permission.WRITE_REPORT, thing=the_report)
def let_stand(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    """Ticked on the page of checks; where a reason or a tick is missing it is asked for here, with what was ticked."""
    reads, back = reads_of(visit), reverse("report-checks", args=[visit.review.code])
    if request.method != "POST":
        return redirect(back)
    ticked = set(request.POST.getlist("noted"))
    outstanding = queries.edited(report, reads).outstanding
    of = {one.check for one in outstanding if one.digest in ticked} or {request.POST.get("check")}
    found = [one for one in outstanding if one.check in of]
    if not found:
        messages.warning(request, "This is no longer noted: the paragraph has changed, or it may stand already.")
        return redirect(back)
    return form_page(
        request, forms.LetStandForm, template="reviews/report/form.html", cancel=back, found=found,
        act=lambda form: actions.let_stand(
            report, form.cleaned_data["noted"], reason=form.cleaned_data["reason"], reads=reads, by=visit.user,
            at=visit.now,
        ),
        then=f"{back}#as-an-editor", done="It may stand. If its paragraph changes, it is noted again.",
        context={"title": "What may stand"},
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=a_standing)
@require_POST
def note_again(request: HttpRequest, visit: Visit, standing: LetStand) -> HttpResponse:
    try:
        actions.note_again(standing, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is noted again.")
    return redirect(reverse("report-checks", args=[visit.review.code]) + "#as-an-editor")
