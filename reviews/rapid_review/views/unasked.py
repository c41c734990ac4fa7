"""The office enters a return of whichever agency sent one."""

from django.http import HttpRequest, HttpResponse

from agencies.roles import Permission
from reviews.case.access import Visit, for_review
from reviews.rapid_review import actions, forms, queries
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.views import reach
from reviews.rapid_review.views.office import home_of
from reviews.rapid_review.views.returns import take_rows


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def enter(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    """The agency is chosen on the form; one that was not asked is offered to be asked now."""
    form = forms.AnyBehalfForm(
        request.POST or None, request.FILES or None, given=None, searched=list(queries.search_list(rapid_review)),
        answers={}, key_events=[], agencies=queries.agencies_that_may_answer(visit.review),
        asked=queries.asked_of(visit.review),
    )  # fmt: skip

    def act(form: forms.AnyBehalfForm) -> None:
        typed = form.cleaned_data
        names = ("on_behalf_of", "given_on", "original", "how_it_came", "ask_now")
        actions.enter_for_any(
            rapid_review, typed["agency"], said=form.said, **{name: typed[name] for name in names}, by=visit.user,
            at=visit.now,
        )  # fmt: skip

    return take_rows(
        request, visit, form, keep=f"rapid_review.any_return:{rapid_review.pk}",
        template="reviews/rapid_review/enter.html", context={"title": "Enter a return"}, act=act, then=home_of(visit),
        done="The return is entered, and counts from the day it was given.",
    )  # fmt: skip
