"""What somebody looks for in the combined chronology: posted, kept under a number, under a name where they wish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from chronology import actions, forms
from chronology.access import search_at
from chronology.models import Search
from chronology.views.combined import address, said_of, search_form, timeline
from cspr.pages import form_page
from reviews.case.access import Visit, for_review


@for_review(Permission.READ_CHRONOLOGY)
@require_POST
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look for something; where nothing is asked for, everything is shown."""
    form = search_form(request, visit, data=request.POST)
    if not form.is_valid():
        return timeline(request, visit, None, form=form)
    sought = {name: value for name, value in form.cleaned_data.items() if value}
    if not sought:
        return redirect(address(visit, None))
    in_labels = not visit.may(Permission.SEE_NAMES)
    asked = actions.search(visit.review, in_labels=in_labels, **sought, by=visit.user, at=visit.now)
    return redirect(address(visit, asked))


@for_review(Permission.READ_CHRONOLOGY, thing=search_at)
def keep(request: HttpRequest, visit: Visit, asked: Search) -> HttpResponse:
    """Keep a filter under a name of one's own."""
    return form_page(
        request,
        forms.KeepSearchForm,
        template="chronology/form.html",
        initial={"name": asked.name},
        act=lambda form: actions.keep_search(asked, **form.cleaned_data, by=visit.user, at=visit.now),
        then=address(visit, asked),
        done="Kept. It stands above the combined chronology whenever you open it.",
        context={"title": "Keep this filter", "sought": said_of(request, asked)},
        keep="",
        cancel=address(visit, asked),
    )


@for_review(Permission.READ_CHRONOLOGY, thing=search_at)
@require_POST
def withdraw(request: HttpRequest, visit: Visit, asked: Search) -> HttpResponse:
    actions.withdraw_search(asked, by=visit.user, at=visit.now)
    messages.success(request, "The filter is no longer kept.")
    return redirect(address(visit, asked))
