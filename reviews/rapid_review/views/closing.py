"""What the rapid review found, when it was sent, and what follows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.case.phases import Phase
from reviews.rapid_review import actions, forms, queries
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.views import reach
from reviews.rapid_review.views.joined import may_decide_for
from reviews.rapid_review.views.office import FORM, home_of
from reviews.referral.models import Outcome, Question
from reviews.referral.queries import joined_areas

# What the conclusion means for the case, said to whoever concludes.
AFTER = {
    Outcome.LOCAL_REVIEW: "The review begins.",
    Outcome.OTHER_LEARNING: "The case goes on as a partnership review, with everything that is in it.",
    Outcome.NO_REVIEW: "The case ends here. Recommendations and actions can still be made in it.",
}
TEXTS = tuple(name for name in forms.WriteUpForm.base_fields if name != "revision")


def found_texts(rapid_review: RapidReview) -> list[tuple[str, str]]:
    """The texts of the rapid review under their headings."""
    fields = forms.WriteUpForm.base_fields
    return [(str(fields[name].label), getattr(rapid_review, name)) for name in TEXTS]


@for_review(Permission.READ_RETURNS, thing=reach.the_rapid_review)
def write_up(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    context = {
        "title": "What the rapid review found",
        "texts": found_texts(rapid_review),
        "rapid_review": rapid_review,
        "safety": queries.safety_of(visit.review),
    }
    if rapid_review.sent_on or not visit.may(Permission.RUN_CASE):
        return render(request, "reviews/rapid_review/found.html", context)
    return form_page(
        request, forms.WriteUpForm, template="reviews/rapid_review/write_up.html", cancel=home_of(visit),
        keep=f"rapid_review.found:{rapid_review.pk}", context=context,
        initial={name: getattr(rapid_review, name) for name in (*TEXTS, "revision")},
        act=lambda form: actions.write_up(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=home_of(visit), done="Saved.",
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def send(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    waiting = queries.decisions_of(visit.review).waiting
    fields = ("sent_on", "late_reason", "revision")
    return form_page(
        request, forms.SentForm, template="reviews/rapid_review/send.html", cancel=home_of(visit),
        initial={name: getattr(rapid_review, name) for name in fields},
        act=lambda form: actions.record_sent(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=home_of(visit), done="The sending is recorded.",
        context={
            "title": "Sent to the national Panel", "rapid_review": rapid_review,
            "clock": queries.clock_duty(visit.review), "undecided": [view.partner for view in waiting],
            "empty": [title for title, text in found_texts(rapid_review) if not text],
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def take_back(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    return form_page(
        request, forms.TakeBackForm, template=FORM, initial={"revision": rapid_review.revision},
        cancel=reverse("rapid-review-send", args=[visit.review.code]),
        act=lambda form: actions.take_back_sent(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=home_of(visit), done="It counts as not sent. The clock is open again.",
        context={
            "title": "It was not sent",
            "lead": "The date is taken out, the text can be changed again, and the last day stands as before.",
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def conclude(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    decisions = queries.decisions_of(visit.review)
    reply = queries.replies_of(rapid_review).last()
    here = visit.review.phase == Phase.RAPID_REVIEW
    context = {
        "title": "Conclude the rapid review",
        "rapid_review": rapid_review,
        "decisions": decisions,
        "may_decide": [view.partner.pk for view in decisions.partners],
        "areas": joined_areas(visit.review, Question.REVIEW),
        "may_for_areas": may_decide_for(visit),
        "reply": reply,
        "here": here,
        "ready": decisions.settled and (reply or decisions.settled != Outcome.NATIONAL_REVIEW),
    }
    if not here:
        return render(request, "reviews/rapid_review/conclude.html", context)
    return form_page(
        request, forms.ConcludeForm, template="reviews/rapid_review/conclude.html", cancel=home_of(visit),
        settled=decisions.settled or "", initial={"revision": rapid_review.revision},
        act=lambda form: actions.conclude(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]), context=context,
        done=f"The rapid review is concluded. {AFTER.get(decisions.settled or '', '')}".strip(),
    )  # fmt: skip
