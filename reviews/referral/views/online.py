"""The on-line form for a professional who has no account: address, link, form, receipt. Nothing of any case is shown.

What is typed is kept under the confirmed address, so that it survives a confirmation that ran out in the middle.
"""

import datetime as dt
import secrets
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Agency, Partnership
from cspr import clock
from cspr.doors import View, public
from cspr.drafts import actions as draft_actions
from cspr.drafts.forms import Outside
from cspr.drafts.rules import DAYS_UNSENT, NOBODY, TooMuch
from cspr.pages import form_page
from cspr.templatetags.page import worktime
from cspr.typed import typed_into
from reviews.case.models import Review
from reviews.referral import actions, forms, queries, rules

ADDRESS, SINCE, SENT, NUMBER = "referral_address", "referral_confirmed_at", "referral_sent", "referral_number"


def by_address(view: View) -> View:
    """A page for everyone, kept by no browser."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return public(guarded)


@by_address
def start(request: HttpRequest) -> HttpResponse:
    """First the warning, then the address. The answer is the same whatever the address."""
    place = get_adapter().get_client_ip(request)
    return form_page(
        request, forms.AskLinkForm, template="reviews/referral/online_start.html",
        act=lambda form: actions.send_link(form.cleaned_data["email"], asked_from=place, at=clock.now()),
        then=reverse("refer-online-asked"), context={"title": "Refer a case without an account"},
    )  # fmt: skip


@by_address
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "reviews/referral/online_asked.html", {"title": "Look into your e-mail"})


@by_address
@sensitive_post_parameters()
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link asks for the address it was sent to. Opening it uses nothing up: programs that read mail open links."""
    typed = forms.ConfirmForm(request.POST if request.method == "POST" else None)
    if typed.is_valid():
        # Outside the one transaction of ``form_page``: a wrong address is counted although it is refused.
        address = actions.confirm(secret, typed.cleaned_data["email"], at=clock.now())
        if address:
            _come_in(request, address)
            return HttpResponseRedirect(reverse("refer-online-form"))
        typed.add_error("email", rules.NOT_THIS)
    context = {"title": "Confirm your e-mail address", "form": typed}
    status = 422 if request.method == "POST" else 200
    return render(request, "reviews/referral/online_link.html", context, status=status)


def _come_in(request: HttpRequest, address: str) -> None:
    request.session.cycle_key()
    request.session[ADDRESS], request.session[SINCE] = address, clock.now().isoformat()


def _draft_of(address: str) -> Outside:
    return Outside(f"refer:{actions.digest_of(address)}", reverse("refer-online-save"))


def _address(request: HttpRequest) -> str:
    """The address this browser confirmed, be it long ago."""
    return request.session.get(ADDRESS, "")


def _may_go_on(request: HttpRequest) -> bool:
    since = request.session.get(SINCE)
    return rules.goes_on(dt.datetime.fromisoformat(since) if since else None, clock.now())


@by_address
@sensitive_post_parameters()
def form(request: HttpRequest) -> HttpResponse:
    """The form, for as long as the confirmation holds."""
    address = _address(request)
    if not address or not _may_go_on(request):
        return _ran_out(request, address)
    today = clock.date_of(clock.now())
    return form_page(
        request, forms.OnlineForm, template="reviews/referral/online_form.html",
        initial={"sending": _number_of(request), "referrer_contact": address, "signed_on": today},
        act=lambda form: _send(request, form, address, today), then=reverse("refer-online-sent"),
        keep=_draft_of(address), partnerships=Partnership.objects.order_by("name"), agencies=Agency.objects.none(),
        context={"title": "Refer a case", "form_version": rules.FORM_VERSION, "address": address, "days_kept": DAYS_UNSENT},
        cancel=reverse("refer-online"),
    )  # fmt: skip


def _number_of(request: HttpRequest) -> str:
    """The same in all windows of this browser, until it is sent."""
    return request.session.setdefault(NUMBER, secrets.token_hex(16))


def _send(request: HttpRequest, form: forms.OnlineForm, address: str, today: dt.date) -> None:
    told = {**form.cleaned_data, **form.told, "received_on": today}
    review = actions.refer_online(told.pop("partnership"), email=address, at=clock.now(), **told)
    request.session[SENT] = review.code
    request.session.pop(NUMBER, None)


def _ran_out(request: HttpRequest, address: str) -> HttpResponse:
    """The confirmation does not hold. What was just typed is kept under the address, or shown to be copied."""
    kept = False
    if request.method == "POST" and address:
        kept = _keep(request, address) is not None
    context = {
        "title": "Confirm your e-mail address again", "kept": kept, "address": address,
        "typed": [] if kept else typed_into(request),
    }  # fmt: skip
    return render(request, "reviews/referral/online_ran_out.html", context, status=403 if address else 401)


def _keep(request: HttpRequest, address: str) -> int | None:
    """Keep what was posted, in place of what was kept before; None where it is too much."""
    key = _draft_of(address).key
    standing = draft_actions.load(NOBODY, key)
    try:
        return draft_actions.save(
            NOBODY, key, dict(request.POST.lists()), revision=standing.revision if standing else 0, at=clock.now()
        )
    except (draft_actions.SavedElsewhere, TooMuch):
        return None


@by_address
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the form as it is typed, also after the confirmation ran out: it is written, and nothing is shown."""
    address, revision, at = _address(request), request.POST.get("autosave_revision", "0"), clock.now()
    if not address:
        return JsonResponse({"problem": "signed out"}, status=401)
    if not (revision.isdecimal() and len(revision) < 10):
        return JsonResponse({"problem": "bad"}, status=400)
    fields = dict(request.POST.lists())
    try:
        now = draft_actions.save(NOBODY, _draft_of(address).key, fields, revision=int(revision), at=at)
    except draft_actions.SavedElsewhere:
        return JsonResponse({"problem": "elsewhere"}, status=409)
    except TooMuch:
        return JsonResponse({"problem": "too much"}, status=413)
    return JsonResponse({"revision": now, "saved": worktime(at)})


@by_address
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The receipt, for the browser that sent it: the code and whom to ring."""
    code = request.session.get(SENT)
    review = Review.objects.filter(code=code).select_related("partnership").first() if code else None
    if review is None:
        return HttpResponseRedirect(reverse("refer-online"))
    referral = queries.referral_of(review)
    context = {"title": "Referral received", "review": review, "referral": referral}
    return render(request, "reviews/referral/online_sent.html", context)
