"""The stage's own page, and the pages that put a referral right, record the notification and end the screening."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.templatetags.page import Task
from reviews.case.access import Visit, for_review
from reviews.case.models import SubjectChild
from reviews.case.phases import Phase
from reviews.referral import actions, forms, queries, rules
from reviews.referral.models import Notification, Outcome, Question, Referral

FORM = "reviews/referral/form.html"
READERS = (
    Permission.LOG_REFERRAL,
    Permission.SCREEN,
    Permission.DECIDE,
    Permission.SCRUTINISE,
    Permission.NOTIFY,
)
# The authority's notifier sees the notification and its dates alone.
READS_REFERRAL = READERS[:-1]


def to_stage(visit: Visit) -> str:
    return reverse("referral", args=[visit.review.code])


@for_review(*READERS)
def referral(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The referral, what is next, the screening and the notification."""
    review = visit.review
    notification = queries.notification_of(review)
    known_on = notification.known_on if notification else review.incident.known_on
    context: dict[str, Any] = {
        "title": "Referral and notification",
        "review": review,
        "incident": review.incident,
        "notification": notification,
        "deadline": queries.notify_by(review, known_on) if known_on else None,
        "is_open": review.phase == Phase.REFERRED,
        "others": queries.others_of(review),
        "about_a_child": review.children.exists(),
        "may_withdraw": visit.may(Permission.RUN_CASE) and review.phase in rules.WITHDRAWN_IN,
    }
    if notification and known_on and notification.sent_on:
        late = notification.sent_on > context["deadline"].due_on
        context["reason_label"] = "Why it was late" if late else "Note"
    if visit.permissions & set(READS_REFERRAL):
        context |= _screening(visit, notification)
    if visit.may(Permission.LOG_REFERRAL):
        context["similar"] = queries.similar_to(review)
    return render(request, "reviews/referral/referral.html", context)


def _screening(visit: Visit, notification: Notification | None) -> dict[str, Any]:
    screening = queries.screening(visit.review)
    names = visit.may(Permission.SEE_NAMES)
    referral = queries.referral_of(visit.review)
    return {
        "referral": referral,
        "told": queries.rows_told(referral) if referral else None,
        "children": queries.children_named(visit.review) if names else list(visit.review.children.all()),
        "screening": screening,
        "was_screened": bool(screening.criteria.answered or screening.recommended or screening.decisions.given),
        "tasks": tasks(visit, screening, notification) if visit.review.phase == Phase.REFERRED else [],
        "may_decide": [
            view.partner.pk
            for view in screening.decisions.partners
            if visit.may(Permission.RUN_CASE) or view.partner.pk in visit.partners
        ],
    }


def tasks(visit: Visit, screening: queries.Screening, notification: Notification | None) -> list[Task]:
    """What there is to do until the screening ends; linked where this person may do it."""
    criteria, decisions = screening.criteria, screening.decisions
    some = f"{criteria.answered} of {len(criteria.rows)} answered" if criteria.answered else "Not started"
    recommended = bool(screening.recommended)
    found = [
        _task(
            visit, "Answer the criteria for notifying", "referral-criteria", Permission.SCREEN,
            status="Done" if criteria.complete else some,
        ),
        _task(
            visit, "Recommend whether to notify", "referral-recommend", Permission.SCREEN,
            status="Done" if recommended else "Not started",
        ),
    ]  # fmt: skip
    for view in decisions.partners:
        may = visit.may(Permission.RUN_CASE) or view.partner.pk in visit.partners
        url = reverse("referral-decide", args=[visit.review.code, view.partner.pk]) if may else ""
        found.append(Task(f"Decision of {view.partner}", url, "Done" if view.decision else "Waiting"))
    found.append(
        _task(
            visit, "Comment of the independent scrutineer", "referral-comment", Permission.SCRUTINISE,
            Permission.RUN_CASE, status="Done" if screening.comment else "Waiting",
        )
    )  # fmt: skip
    return [*found, _last_task(visit, decisions.settled, notification)]


def _task(visit: Visit, title: str, page: str, *permissions: Permission, status: str, hint: str = "") -> Task:
    may = any(visit.may(permission) for permission in permissions)
    return Task(title, reverse(page, args=[visit.review.code]) if may else "", status, hint)


def _last_task(visit: Visit, outcome: str | None, notification: Notification | None) -> Task:
    if outcome in (Outcome.NOT_NOTIFY, Outcome.OTHER_LEARNING):
        return _task(
            visit, "End the screening", "referral-conclude", Permission.RUN_CASE, status="Not started",
            hint="The decision is not to notify.",
        )  # fmt: skip
    return _task(
        visit, "Record the notification", "referral-notification", Permission.NOTIFY,
        status="Draft" if notification else "Not started",
        hint="The case moves on when it is recorded as sent.",
    )  # fmt: skip


def _its_referral(visit: Visit) -> Referral | None:
    return queries.referral_of(visit.review)


@for_review(Permission.LOG_REFERRAL, thing=_its_referral)
def edit(request: HttpRequest, visit: Visit, standing: Referral) -> HttpResponse:
    names = [name for name in forms.EditReferralForm.base_fields if name != "agency"]
    return form_page(
        request,
        forms.EditReferralForm,
        template=FORM,
        initial={"agency": standing.agency_id, **{name: getattr(standing, name) for name in names}},
        act=lambda form: actions.change_referral(standing, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit),
        done="The referral is saved.",
        context={"title": "Change the referral", "back": to_stage(visit)},
        keep=f"referral:{visit.review.code}",
        partnership=visit.review.partnership,
        cancel=to_stage(visit),
    )


@for_review(Permission.LOG_REFERRAL, thing=_its_referral)
def rows(request: HttpRequest, visit: Visit, standing: Referral) -> HttpResponse:
    """Family is added here and put right in the identity register; agencies and key dates are put right here."""
    told = queries.rows_told(standing)
    return form_page(
        request,
        forms.RowsForm,
        template=FORM,
        rows={
            "agencies": [{"pk": row.pk, "agency": row.agency, "still": row.still} for row in told.agencies],
            "dates": [{"pk": row.pk, "on": row.on, "time": row.time, "event": row.event} for row in told.dates],
        },
        act=lambda form: actions.change_rows(standing, **form.told, by=visit.user, at=visit.now),
        then=to_stage(visit),
        done="Saved.",
        context={
            "title": "Family, agencies and key dates",
            "lead": "Add what the referral says, or put it right. Somebody who stands in the identity register already is put right there.",
            "back": to_stage(visit),
        },
        keep=f"referral-rows:{visit.review.code}",
        cancel=to_stage(visit),
    )


@for_review(Permission.LOG_REFERRAL)
def add_child(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.ChildForm,
        template=FORM,
        act=lambda form: actions.add_child(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit),
        done="The child is added.",
        context={
            "title": "Add a child to the case",
            "lead": "The name goes into the identity register. Everywhere else the child has a label.",
            "back": to_stage(visit),
        },
        cancel=to_stage(visit),
    )


@for_review(Permission.RUN_CASE, thing=lambda visit, pk: visit.review.children.filter(pk=pk).first())
def void_child(request: HttpRequest, visit: Visit, child: SubjectChild) -> HttpResponse:
    child.review = visit.review
    return form_page(
        request,
        forms.VoidChildForm,
        template=FORM,
        initial={"revision": child.revision},
        act=lambda form: actions.void_child(child, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit),
        done="The child is no longer part of the case.",
        context={
            "title": f"{child.label} was entered in error",
            "lead": "The child leaves the case and the identity register. What was entered is kept, and shown to nobody.",
            "back": to_stage(visit),
        },
        cancel=to_stage(visit),
    )


@for_review(Permission.NOTIFY)
def notification(request: HttpRequest, visit: Visit) -> HttpResponse:
    review, standing = visit.review, queries.notification_of(visit.review)
    known_on = standing.known_on if standing else review.incident.known_on
    return form_page(
        request,
        forms.NotificationForm,
        template="reviews/referral/notification.html",
        initial=_notification_so_far(visit, standing),
        act=lambda form: actions.record_notification(review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=to_stage(visit),
        done="The notification is saved.",
        context={
            "title": "Serious incident notification",
            "back": to_stage(visit),
            "deadline": queries.notify_by(review, known_on) if known_on else None,
            "standing": standing,
        },
        keep=f"notification:{review.code}",
        review=review,
        office=visit.may(Permission.RUN_CASE),
        own=visit.agencies_with(Permission.NOTIFY),
        cancel=to_stage(visit),
    )


def _notification_so_far(visit: Visit, standing: Notification | None) -> dict[str, Any]:
    if standing is None:
        incident = visit.review.incident
        return {"known_on": incident.known_on, "known_note": incident.known_note}
    fields = (
        "known_on", "known_note", "sent_on", "receipt", "late_reason", "on_behalf_of", "revision",
        *forms.ACROSS,
    )  # fmt: skip
    return {"authority": standing.authority_id, **{name: getattr(standing, name) for name in fields}}


@for_review(Permission.RUN_CASE)
def conclude(request: HttpRequest, visit: Visit) -> HttpResponse:
    decisions = queries.decisions_on(visit.review, Question.NOTIFY)
    return form_page(
        request,
        forms.ConcludeForm,
        template="reviews/referral/conclude.html",
        act=lambda form: actions.conclude_screening(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="The screening is ended.",
        context={"title": "End the screening", "back": to_stage(visit), "decisions": decisions},
        outcome=decisions.settled,
        cancel=to_stage(visit),
    )
