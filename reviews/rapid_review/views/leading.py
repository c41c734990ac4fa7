"""A lead over smaller providers passes a request on, reads their answers together, and takes them into one return."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.rapid_review import actions, forms, queries, rules
from reviews.rapid_review.models import ReturnRequest
from reviews.rapid_review.views import reach
from reviews.rapid_review.views.office import FORM


@for_review(Permission.ANSWER, thing=reach.lead_request)
def led(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """The answers of those the person leads, together, and the choice which of them go into the lead's return."""
    rows = queries.led_requests(asked, reach.led_from(visit))
    ready = [row for row in rows if row.given and not row.unanswered and row.state is not rules.State.COMBINED]
    back = reverse("rapid-review-return", args=[visit.review.code, asked.pk])
    given = queries.return_of(asked)
    chosen = {str(row.request.pk): row.request for row in ready}
    context = {
        "title": "Those that answer through your agency",
        "asked": asked,
        "rows": rows,
        "ready": bool(ready) and not (given and given.signed_off_at),
        "others": queries.led_to_pass_on(asked, reach.led_from(visit)),
        "locked": bool(given and given.signed_off_at),
    }
    return form_page(
        request, forms.CombineForm, template="reviews/rapid_review/led.html", context=context, cancel=back, then=back,
        led=[(pk, str(one.agency)) for pk, one in chosen.items()], initial={"led": list(chosen)},
        act=lambda form: actions.combine(
            asked, [chosen[pk] for pk in form.cleaned_data["led"]], by=visit.user, at=visit.now
        ),
        done="Their answers stand in your return, each under its name. Read it, and sign it off.",
    )  # fmt: skip


@for_review(Permission.ANSWER, thing=reach.lead_request)
def pass_on(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    then = reverse("rapid-review-led", args=[visit.review.code, asked.pk])
    return form_page(
        request, forms.PassToForm, template=FORM, cancel=then, then=then,
        agencies=queries.led_to_pass_on(asked, reach.led_from(visit)),
        initial={"due_on": max(asked.due_now or asked.due_on, visit.today)},  # type: ignore[attr-defined]
        act=lambda form: actions.pass_on(asked, **form.cleaned_data, by=visit.user, at=visit.now),
        done="The request is passed on. Each sees its own alone.",
        context={
            "title": "Pass the request on",
            "lead": f"They answer through {asked.agency}. Each is written to, and sees its own request alone.",
        },
    )  # fmt: skip


@for_review(Permission.ANSWER, thing=reach.a_led_request)
@require_POST
def take_out(request: HttpRequest, visit: Visit, one: ReturnRequest) -> HttpResponse:
    lead = one.combined_in_id
    actions.take_out(one, by=visit.user, at=visit.now)
    messages.success(request, f"{one.agency} answers for itself again. Take its words out of your return too.")
    return redirect("rapid-review-led", visit.review.code, lead)
