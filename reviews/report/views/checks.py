"""The page that lists what still tells, or seems to tell, who somebody is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.access import Visit, for_review
from reviews.identities.rules import same_words
from reviews.report import actions, forms, queries
from reviews.report.models import ClearedHit, Report
from reviews.report.views.things import a_clearing, the_report

# Both roles that come here see the real names anyway.
SEES = (Permission.WRITE_REPORT, Permission.PUBLISH)


@for_review(*SEES, thing=the_report)
def checks(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    checked = queries.checked(report)
    grouped: dict[str, list] = {}
    for one in checked.near:
        grouped.setdefault(same_words(one.hit.words), []).append(one)
    context = {
        "title": "Checks",
        "report": report,
        "exact": checked.exact,
        "near": list(grouped.values()),
        "cleared": checked.cleared,
        "quotes": checked.quotes,
        "lost": checked.lost,
        "registered": visit.review.people.filter(void_at=None).count(),
    }
    return render(request, "reviews/report/checks.html", context)


@for_review(Permission.WRITE_REPORT, thing=the_report)
@require_POST
def replace(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    """Put a person's label in the place of one name, or of all their names that are certain."""
    form = forms.ReplaceForm(request.POST)
    back = redirect("report-checks", visit.review.code)
    if not form.is_valid():
        messages.error(request, "Nothing was changed: the button did not say which name. Try again.")
        return back
    typed = form.cleaned_data
    try:
        if typed["person"]:
            actions.replace_person(
                report, person=typed["person"], revisions=typed["revisions"], by=visit.user, at=visit.now
            )
        else:
            ((uid, revision),) = typed["revisions"].items()
            actions.replace_name(
                report, uid=uid, revision=revision, words=typed["words"], number=typed["number"], by=visit.user,
                at=visit.now,
            )  # fmt: skip
    except ChangedMeanwhile:
        messages.error(request, "Somebody changed this paragraph meanwhile, so nothing was replaced. Look again.")
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The label stands there now. The earlier text of the paragraph is kept.")
    return back


@for_review(*SEES, thing=the_report)
def clear(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    """Give the one reason for words that only look like a name. They arrive in the form, never in an address."""
    words = request.POST.get("words", "")
    back = reverse("report-checks", args=[visit.review.code])
    if request.method != "POST":
        return redirect(back)
    if "reason" not in request.POST:
        form = forms.ClearForm(initial={"words": words}, cancel=back)
        return render(
            request, "reviews/report/clear.html", {"title": "Words that may stand", "form": form, "words": words}
        )
    return form_page(
        request, forms.ClearForm, template="reviews/report/clear.html", cancel=back,
        act=lambda form: actions.clear_hit(report, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, done="The reason is recorded. These words are no longer listed.",
        context={"title": "Words that may stand", "words": words},
    )  # fmt: skip


@for_review(*SEES, thing=a_clearing)
@require_POST
def ask_again(request: HttpRequest, visit: Visit, cleared: ClearedHit) -> HttpResponse:
    try:
        actions.withdraw_clearing(cleared, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The words are listed again.")
    return redirect("report-checks", visit.review.code)
