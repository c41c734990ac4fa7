"""A practitioner without an account reads what will be talked about: the link of the letter, and its address."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cspr import clock
from cspr.doors import public
from reviews.conversations import actions, forms, queries, rules
from reviews.conversations.models import PointsSent
from reviews.referral.actions import digest_of
from reviews.referral.rules import goes_on

OPENED = "points_opened"


@public
@never_cache
@sensitive_post_parameters()
def read(request: HttpRequest, secret: str) -> HttpResponse:
    """The link asks for the address it was sent to, and shows nothing without it. Programs that read mail open links."""
    sent = _opened(request, secret)
    if sent:
        return _kept_by_nobody(_show(request, sent))
    typed = forms.ReadForm(request.POST if request.method == "POST" else None)
    if typed.is_valid():
        found = actions.open_points(secret, typed.cleaned_data["email"], at=clock.now())
        if found:
            if not request.user.is_authenticated:
                request.session.cycle_key()
            request.session[OPENED] = {"sent": found.pk, "since": clock.now().isoformat()}
            return _kept_by_nobody(redirect("points-read", secret))
        typed.add_error("email", rules.NOT_THIS)
    context = {"title": "Confirm your e-mail address", "form": typed}
    status = 422 if request.method == "POST" else 200
    return _kept_by_nobody(render(request, "reviews/conversations/read_confirm.html", context, status=status))


def _opened(request: HttpRequest, secret: str) -> PointsSent | None:
    """The sending this browser opened lately with this very link, while the link works."""
    opened = request.session.get(OPENED, {})
    sent = queries.sending_of(digest_of(secret)) if opened else None
    if sent is None or sent.pk != opened["sent"] or not rules.link_works(sent, clock.date_of(clock.now())):
        return None
    return sent if goes_on(dt.datetime.fromisoformat(opened["since"]), clock.now()) else None


def _show(request: HttpRequest, sent: PointsSent) -> HttpResponse:
    session, newest = sent.participant.session, queries.newest_of(sent.participant) or sent
    office = session.review.partnership
    context = {
        "title": "What will be talked about",
        "session": session,
        "points": newest.points,
        "office": office,
        "phone": office.phone or settings.OFFICE_PHONE,
        "reference": f"{session.review.code}/C{session.number}",
    }
    return render(request, "reviews/conversations/read.html", context)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
