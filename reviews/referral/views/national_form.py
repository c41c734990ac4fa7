"""What the national form asks: filled in here where nothing is lost, shown in its order to be copied field by field.

This is the one page on which the authority's notifier sees names: the national Panel needs them, and nobody else can
tell it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.referral import actions, forms, queries
from reviews.referral.rules.national_form import CHILD, OF_SHEET


@for_review(Permission.NOTIFY)
@require_safe
def national_form(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every answer in the order of the national form, with what is missing."""
    prepared = queries.prepared_for(visit.review)
    context = {
        "title": "For the national form",
        "back": reverse("referral-notification", args=[visit.review.code]),
        "back_label": "Serious incident notification",
        "prepared": prepared,
    }
    return render(request, "reviews/referral/national_form.html", context)


@for_review(Permission.NOTIFY)
def fill_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    review = visit.review
    prepared = queries.prepared_for(review)
    show = reverse("referral-national-form", args=[review.code])
    return form_page(
        request, forms.NationalForm, template="reviews/referral/national_form_edit.html", cancel=show,
        keep=f"referral.sheet:{review.code}", children=[told.child for told in prepared.children],
        initial=_so_far(visit, prepared), rows=[_row(sibling) for sibling in prepared.siblings],
        act=lambda form: actions.write_sheet(review, **form.said, by=visit.user, at=visit.now),
        then=show, done="Saved. What is missing stands at the top.",
        context={"title": "Fill in for the national form", "back": show, "back_label": "For the national form"},
    )  # fmt: skip


def _so_far(visit: Visit, prepared: queries.Prepared) -> dict[str, Any]:
    """What stands already; at first, what the case and the person who notifies tell."""
    sheet = prepared.sheet
    found: dict[str, Any] = {"revision": sheet.revision if sheet else 0}
    if sheet:
        found |= {asked.name: getattr(sheet, asked.name) for asked in OF_SHEET}
        found["no_siblings"] = sheet.no_siblings
    else:
        found |= {"location": visit.review.incident.place, "details": prepared.what_happened}
    if sheet is None and not visit.may(Permission.RUN_CASE):
        user = visit.user
        found |= {
            "notifier_name": user.name, "notifier_job": user.job, "notifier_phone": user.phone,
            "notifier_email": user.email,
        }  # fmt: skip
    for told in prepared.children:
        for asked in CHILD if told.said else ():
            found[f"child{told.child.pk}_{asked.name}"] = getattr(told.said, asked.name)
    return found


def _row(sibling: Any) -> dict[str, Any]:
    return {name: getattr(sibling, name) for name in ("pk", "who", "safe", "confirmed_by", "confirmed_on", "how")}
