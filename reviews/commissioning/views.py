"""The office's page of a commission: one small table of days, money, checkpoints, and the interests people have."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr import govuk
from cspr.pages import Revised, form_page
from reviews.case.access import Visit, for_review
from reviews.commissioning import actions, forms, queries
from reviews.commissioning.models import Agreement, Checkpoint, DaysUsed, Interest, Invoice, Row, Share
from reviews.panel.models import Commission

FORM = "reviews/commissioning/form.html"
AGREED = ("skills", "days_agreed", "day_rate", "papers", "papers_on")


def at_page(visit: Visit) -> str:
    """The address of the stage's page."""
    return reverse("commissioning", args=[visit.review.code])


def commission_of(visit: Visit, pk: int) -> Commission | None:
    """A commission of this review."""
    return visit.review.commissions.filter(pk=pk).select_related("review", "reviewer").first()


@for_review(Permission.RUN_CASE)
@require_safe
def commissioning(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is agreed, used, billed and paid, and who has an interest in an agency."""
    involved = queries.involved(visit.review)
    context = {
        "title": "Days, money and interests",
        "accounts": queries.accounts(visit.review),
        "shares": queries.shares(visit.review),
        "checkpoints": queries.checkpoints(visit.review),
        "interests": [(one, one.agency_id in involved) for one in queries.interests(visit.review)],
    }
    return render(request, "reviews/commissioning/commissioning.html", context)


@for_review(Permission.RUN_CASE, thing=commission_of)
def agreement(request: HttpRequest, visit: Visit, made: Commission) -> HttpResponse:
    standing = Agreement.objects.filter(commission=made).first()
    return form_page(
        request,
        forms.AgreementForm,
        template=FORM,
        initial={name: getattr(standing, name) for name in (*AGREED, "revision")} if standing else None,
        act=lambda form: actions.agree(made, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_page(visit),
        done="What is agreed is saved.",
        context={"title": f"What is agreed with {made.reviewer}"},
        cancel=at_page(visit),
    )


@for_review(Permission.RUN_CASE, thing=commission_of)
def appoint(request: HttpRequest, visit: Visit, made: Commission) -> HttpResponse:
    return form_page(
        request,
        forms.AppointForm,
        template=FORM,
        act=lambda form: actions.appoint(made, by=visit.user, at=visit.now),
        then=at_page(visit),
        done="The letter of appointment is on its way.",
        context={
            "title": f"Letter of appointment to {made.reviewer}",
            "lead": "It says who chose them and when the report is due, and leads to the declaration of independence.",
        },
        cancel=at_page(visit),
    )


def _adds(form: type[forms.RowForm], model: type[Row], owner: str, title: str) -> Callable[..., HttpResponse]:
    """The page that adds a row to a commission or to the review."""

    def add(request: HttpRequest, visit: Visit, thing: Any = None) -> HttpResponse:
        return form_page(
            request,
            form,
            template=FORM,
            act=lambda typed: actions.add(
                model(**{owner: thing or visit.review}, **typed.cleaned_data), by=visit.user, at=visit.now
            ),
            then=at_page(visit),
            done="It is recorded.",
            context={"title": title},
            review=visit.review,
            cancel=at_page(visit),
        )

    if owner == "commission":
        return for_review(Permission.RUN_CASE, thing=commission_of)(add)
    return for_review(Permission.RUN_CASE)(add)


def _changes(
    form: type[forms.RowForm], model: type[Row], owner: str, title: str
) -> tuple[Callable[..., HttpResponse], Callable[..., HttpResponse]]:
    """The pages that change a row, and that record it as entered in error."""
    revised = type(f"Change{form.__name__}", (form, Revised), {"__doc__": form.__doc__})
    names = [name for name, field in form.base_fields.items() if not isinstance(field, govuk.FileField)]

    def row_of(visit: Visit, pk: int) -> Row | None:
        where = {f"{owner}__review" if owner == "commission" else "review": visit.review}
        found = model._default_manager.filter(pk=pk, void_at=None, **where)
        return found.select_related(f"{owner}__review" if owner == "commission" else owner).first()

    def change(request: HttpRequest, visit: Visit, row: Row) -> HttpResponse:
        return form_page(
            request,
            revised,
            template=FORM,
            initial={name: getattr(row, name) for name in (*names, "revision")},
            act=lambda typed: actions.change(row, **typed.cleaned_data, by=visit.user, at=visit.now),
            then=at_page(visit),
            done="It is saved.",
            context={"title": title},
            review=visit.review,
            cancel=at_page(visit),
        )

    def void(request: HttpRequest, visit: Visit, row: Row) -> HttpResponse:
        return form_page(
            request,
            forms.VoidForm,
            template=FORM,
            initial={"revision": row.revision},
            act=lambda typed: actions.void(row, **typed.cleaned_data, by=visit.user, at=visit.now),
            then=at_page(visit),
            done="It no longer counts.",
            context={"title": f"{title}: entered in error"},
            cancel=at_page(visit),
        )

    door = for_review(Permission.RUN_CASE, thing=row_of)
    return door(change), door(void)


DAYS = (forms.DaysForm, DaysUsed, "commission", "Days used")
INVOICE = (forms.InvoiceForm, Invoice, "commission", "Invoice")
SHARE = (forms.ShareForm, Share, "review", "Share of the cost")
CHECKPOINT = (forms.CheckpointForm, Checkpoint, "review", "Checkpoint on time and quality")
INTEREST = (forms.InterestForm, Interest, "review", "Interest in an agency")
add_days, add_invoice, add_share = _adds(*DAYS), _adds(*INVOICE), _adds(*SHARE)
add_checkpoint, add_interest = _adds(*CHECKPOINT), _adds(*INTEREST)
change_days, void_days = _changes(*DAYS)
change_invoice, void_invoice = _changes(*INVOICE)
change_share, void_share = _changes(*SHARE)
change_checkpoint, void_checkpoint = _changes(*CHECKPOINT)
change_interest, void_interest = _changes(*INTEREST)
