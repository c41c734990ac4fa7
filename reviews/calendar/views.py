"""The page of one's own calendar address, and what a calendar finds at it."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_POST, require_safe

from agencies.access import visitor_of
from cspr import clock, ics
from cspr.doors import public, signed_in
from reviews.calendar import actions, queries


@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """Whether there is an address, what it shows, how to make, renew or end it."""
    return render(request, "reviews/calendar/own.html", _context(request))


@require_POST
@signed_in
def make(request: HttpRequest) -> HttpResponse:
    """Make an address, and show it this once."""
    visitor = visitor_of(request)
    secret = actions.make(visitor.user, at=visitor.now)
    address = settings.SITE_URL + reverse("calendar-feed", args=[secret])
    return render(request, "reviews/calendar/own.html", _context(request) | {"address": address})


@require_POST
@signed_in
def end(request: HttpRequest) -> HttpResponse:
    """End the address."""
    visitor = visitor_of(request)
    if actions.end(visitor.user, at=visitor.now):
        messages.success(request, "The address is ended. Calendars that ask there get nothing any more.")
    return redirect("calendar")


def _context(request: HttpRequest) -> dict[str, object]:
    visitor = visitor_of(request)
    entries = queries.entries_of(visitor.user, now=visitor.now)
    return {"title": "Your calendar", "feed": queries.feed_of(visitor.user), "examples": entries[:3]}


@conditional_page
@public
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar reads: the door is the secret in the address, and behind it are codes, kinds and dates alone."""
    found = queries.feed_at(secret)
    if found is None:
        raise Http404
    now = clock.now()
    # The same until something changes or the day does, so that calendars that ask often are told "as before".
    stamp = dt.datetime.combine(clock.date_of(now), dt.time(), dt.UTC)
    text = ics.calendar(queries.entries_of(found.user, now=now), name=settings.SERVICE_NAME, at=stamp)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return response
