"""Signing the finished report, for oneself or entered by the office, and taking a signature back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission as P
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.publication import actions, forms, queries, rules
from reviews.publication.models import Edition, Signature
from reviews.publication.views.stage import an_edition, may_withdraw, own_signers

SIGNED = "Your signature is recorded."


def a_signature(visit: Visit, pk: int) -> Signature | None:
    """One that stands under the case's own file, and that this person may take back."""
    found = Signature.objects.standing().filter(pk=pk, edition__review=visit.review, edition__replaced_at=None)
    signature = found.select_related("edition", "partner").first()
    return signature if signature and may_withdraw(visit, signature) else None


@for_review(P.DECIDE, P.READ_FINALLY, thing=an_edition)
def sign(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """Sign for oneself."""
    missing = rules.still_to_sign(queries.signers_of(edition), queries.signatures_under(edition))
    return form_page(
        request,
        forms.SignForm,
        template="reviews/publication/sign.html",
        initial={"sha256": edition.sha256},
        act=lambda form: actions.sign(
            edition,
            sha256=form.cleaned_data["sha256"],
            partner=form.partner,
            signed_by=form.cleaned_data["signed_by"],
            signed_on=visit.today,
            by=visit.user,
            at=visit.now,
        ),
        then=reverse("publication", args=[visit.review.code]),
        done=SIGNED,
        context={
            "title": "Sign the finished report",
            "edition": edition,
            "nothing": not own_signers(visit, missing),
            "told": queries.told_by_file(visit.review, edition),
        },  # fmt: skip
        signers=own_signers(visit, missing),
    )


@for_review(P.RUN_CASE, thing=an_edition)
def sign_for(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """Enter a signature that was given on paper or by e-mail."""
    missing = rules.still_to_sign(queries.signers_of(edition), queries.signatures_under(edition))
    return form_page(
        request,
        forms.SignForSomebodyForm,
        template="reviews/publication/sign.html",
        initial={"sha256": edition.sha256},
        act=lambda form: actions.sign(
            edition,
            sha256=form.cleaned_data["sha256"],
            partner=form.partner,
            signed_by=form.cleaned_data["signed_by"],
            signed_on=form.cleaned_data["signed_on"],
            on_behalf_of=form.cleaned_data["signed_by"],
            original=form.cleaned_data["original"],
            by=visit.user,
            at=visit.now,
        ),
        then=reverse("publication", args=[visit.review.code]),
        done="The signature is recorded.",
        context={
            "title": "Enter a signature",
            "edition": edition,
            "for_somebody": True,
            "nothing": not missing,
            "told": queries.told_by_file(visit.review, edition),
        },  # fmt: skip
        signers=missing,
    )


@for_review(P.DECIDE, P.READ_FINALLY, P.RUN_CASE, thing=a_signature)
def withdraw(request: HttpRequest, visit: Visit, signature: Signature) -> HttpResponse:
    whose = str(signature.partner) if signature.partner else "the human reader"
    return form_page(
        request,
        forms.WithdrawSignatureForm,
        template="reviews/publication/form.html",
        act=lambda form: actions.withdraw_signature(signature, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("publication", args=[visit.review.code]),
        done="The signature is withdrawn.",
        context={"title": "Withdraw a signature", "lead": f"Signature for {whose}, {signature.signed_on:%-d %B %Y}."},
    )


@for_review(P.PUBLISH, thing=an_edition)
@require_POST
def sign_off(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """Move a case on that was moved back although all have signed."""
    try:
        actions.sign_off(edition, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    return redirect("publication", visit.review.code)
