"""The pages of a death notified besides, and of a notification that is withdrawn."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.referral import actions, forms, queries, rules
from reviews.referral.models import Notification, OtherNotification
from reviews.referral.views.stage import FORM, to_stage


def _office(visit: Visit) -> bool:
    return visit.may(Permission.RUN_CASE)


@for_review(Permission.NOTIFY)
def owe(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A looked-after child or a care leaver died: that is owed, whether or not abuse is suspected."""
    review, own = visit.review, visit.agencies_with(Permission.NOTIFY)
    return form_page(
        request, forms.OweOtherForm, template="reviews/referral/other_owe.html",
        act=lambda form: actions.owe_other(review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit), done="It is recorded, and stands among what is owed.",
        context={"title": "Death of a looked-after child or care leaver", "back": to_stage(visit)},
        review=review, authorities=forms.authorities_for(review, own, office=_office(visit)), office=_office(visit),
        cancel=to_stage(visit),
    )  # fmt: skip


def _told(visit: Visit, pk: int) -> OtherNotification | None:
    found = OtherNotification.objects.filter(pk=pk, review=visit.review, void_at=None).select_related(
        "review__partnership", "child", "authority"
    )
    if not _office(visit):
        found = found.filter(authority__in=visit.agencies_with(Permission.NOTIFY))
    return found.first()


@for_review(Permission.NOTIFY, thing=_told)
def sent(request: HttpRequest, visit: Visit, told: OtherNotification) -> HttpResponse:
    fields = ("sent_on", "receipt", "late_reason", "on_behalf_of", "revision")
    return form_page(
        request, forms.OtherSentForm, template="reviews/referral/other_sent.html",
        initial={name: getattr(told, name) for name in fields},
        act=lambda form: actions.record_other(told, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit), done="It is recorded as sent.", keep=f"other:{visit.review.code}:{told.pk}",
        context={
            "title": f"Notify {told.get_to_display()}", "back": to_stage(visit), "told": told,
            "duty": queries.duty_of_other(told),
        },
        office=_office(visit), cancel=to_stage(visit),
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=_told)
def void(request: HttpRequest, visit: Visit, told: OtherNotification) -> HttpResponse:
    return form_page(
        request, forms.VoidOtherForm, template=FORM, initial={"revision": told.revision},
        act=lambda form: actions.void_other(told, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit), done="It is taken back.",
        context={
            "title": f"Take back: notify {told.get_to_display()}", "back": to_stage(visit),
            "lead": "For one that was recorded in error. What was recorded stays in the trail.",
        },
        cancel=to_stage(visit),
    )  # fmt: skip


def _sent(visit: Visit) -> Notification | None:
    found = queries.notification_of(visit.review)
    return found if found and found.sent_on else None


@for_review(Permission.RUN_CASE, thing=_sent)
def withdraw(request: HttpRequest, visit: Visit, standing: Notification) -> HttpResponse:
    review = visit.review
    return form_page(
        request, forms.WithdrawForm, template="reviews/referral/withdraw.html",
        initial={"withdrawn_on": visit.today, "revision": standing.revision},
        act=lambda form: actions.withdraw_notification(review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit), done="The notification is withdrawn.", keep=f"withdraw:{review.code}",
        context={
            "title": "Withdraw the notification", "back": to_stage(visit), "standing": standing,
            "may": review.phase in rules.WITHDRAWN_IN,
        },
        cancel=to_stage(visit),
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=_sent)
def reinstate(request: HttpRequest, visit: Visit, standing: Notification) -> HttpResponse:
    context: dict[str, Any] = {
        "title": "The notification stands after all", "back": to_stage(visit),
        "lead": "The case goes back to where it was, and what was owed for the rapid review is owed again, on its days.",
    }  # fmt: skip
    return form_page(
        request, forms.ReinstateForm, template=FORM, initial={"revision": standing.revision},
        act=lambda form: actions.reinstate_notification(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit), done="The notification stands again.", context=context, cancel=to_stage(visit),
    )  # fmt: skip
