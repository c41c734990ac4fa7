"""Ways in: refer, log a referral, open from a notification or otherwise; and what became of one's referrals."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.access import requires
from agencies.queries import partnerships_with
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.pages import form_page
from reviews.case.models import Review
from reviews.referral import actions, forms, queries
from reviews.referral.models import Referral
from reviews.referral.rules import FORM_VERSION, became

WINDOW = 100


def to_stage(review: Review) -> str:
    """Where the office goes on with a case that was just opened."""
    return reverse("referral", args=[review.code])


def to_case(review: Review) -> str:
    return reverse("case", args=[review.code])


@requires(Permission.LOG_REFERRAL)
def log(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    return form_page(
        request,
        forms.LogForm,
        template="reviews/referral/log.html",
        initial={"received_on": visitor.today},
        act=lambda form: _refer(form.cleaned_data, by=visitor.user, at=visitor.now),
        then=to_stage,
        done="The case is open.",
        context={"title": "Log a referral"},
        keep="referral-log",
        partnerships=partnerships_with(visitor, Permission.LOG_REFERRAL),
        cancel=reverse("home"),
    )


def _refer(typed: dict[str, Any], **more: Any) -> Review:
    told = {**typed, **more}
    return actions.refer(told.pop("partnership"), **told)


@requires(Permission.REFER)
def refer(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A professional's own referral. They are not told of other cases about the same child; the office is."""
    me = visitor.user
    own = {
        "how": Referral.How.FORM,
        "received_on": visitor.today,
        "referrer": me,
        "referrer_name": me.name,
        "second_case": True,
        "form_version": FORM_VERSION,
        "by": me,
        "at": visitor.now,
    }
    return form_page(
        request,
        forms.ReferForm,
        template="reviews/referral/refer.html",
        initial={
            "referrer_job": me.job,
            "referrer_contact": ", ".join(filter(None, (me.phone, me.email))),
            "signed_by": me.name,
            "signed_on": visitor.today,
        },
        act=lambda form: _refer(form.cleaned_data, **form.told, **own),
        then=lambda review: reverse("referral-receipt", args=[review.code]),
        context={"title": "Refer a case", "form_version": FORM_VERSION},
        keep="refer",
        partnerships=queries.partnerships_to_refer_to(visitor),
        agencies=queries.agencies_of(visitor),
        cancel=reverse("my-referrals"),
    )


@requires(Permission.REFER)
def mine(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """One's own referrals: code, date, and what became of each."""
    page = Paginator(queries.referrals_of(visitor.user), WINDOW).get_page(request.GET.get("page"))
    rows = [(referral, became(referral.review)) for referral in page.object_list]
    return render(request, "reviews/referral/mine.html", {"title": "Your referrals", "rows": rows, "page": page})


@requires(Permission.REFER)
def receipt(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """What the referrer keeps; nothing else of the case."""
    referral = queries.referrals_of(visitor.user).filter(review__code=code).first()
    if referral is None:
        raise Http404
    context = {"title": "Referral received", "referral": referral, "became": became(referral.review)}
    return render(request, "reviews/referral/receipt.html", context)


@requires(Permission.LOG_REFERRAL)
def from_notification(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    return form_page(
        request,
        forms.FromNotificationForm,
        template="reviews/referral/from_notification.html",
        initial={"received_on": visitor.today},
        act=lambda form: _open_from_notification(form.cleaned_data, by=visitor.user, at=visitor.now),
        then=to_stage,
        done="The case is open, and the notification is recorded.",
        context={"title": "Open a case from a notification"},
        keep="referral-from-notification",
        partnerships=partnerships_with(visitor, Permission.LOG_REFERRAL),
        cancel=reverse("home"),
    )


def _open_from_notification(typed: dict[str, Any], **more: Any) -> Review:
    told = {**typed, **more}
    return actions.open_from_notification(told.pop("partnership"), **told)


@requires(Permission.LOG_REFERRAL)
def open_other(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    return form_page(
        request,
        forms.OpenOtherForm,
        template="reviews/referral/open_other.html",
        act=lambda form: _open_other(form.cleaned_data, by=visitor.user, at=visitor.now),
        then=to_case,
        done="The case is open.",
        context={"title": "Open a partnership review or take in an older report"},
        keep="open-other",
        partnerships=partnerships_with(visitor, Permission.LOG_REFERRAL),
        cancel=reverse("home"),
    )


def _open_other(typed: dict[str, Any], **more: Any) -> Review:
    told = {**typed, **more}
    return actions.open_other(told.pop("partnership"), **told)
