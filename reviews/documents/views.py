"""The papers of a case: list, add, download, withdraw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies.roles import Permission
from cspr.files.http import download as as_download
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.documents import actions, forms, queries
from reviews.documents.models import Document

# Contributors, signatories and leads reach the papers their own agency gave.
READERS = (Permission.SEE_DOCUMENTS, Permission.RUN_CASE, Permission.ANSWER)


def within_reach(visit: Visit):
    """The papers this person may open here."""
    return queries.reachable(
        visit.review,
        team=visit.may(Permission.SEE_DOCUMENTS),
        office=visit.may(Permission.RUN_CASE),
        agencies=visit.agencies if visit.may(Permission.ANSWER) else (),
    )


@for_review(*READERS)
def documents(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The papers this person may open; for the office also those withdrawn."""
    papers = list(within_reach(visit))
    context = {
        "title": "Papers",
        "review": visit.review,
        "papers": [paper for paper in papers if not paper.withdrawn_at],
        "withdrawn": [paper for paper in papers if paper.withdrawn_at],
    }
    return render(request, "reviews/documents/documents.html", context)


@for_review(Permission.RUN_CASE)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.AddForm,
        template="reviews/documents/form.html",
        act=lambda form: _add(visit, dict(form.cleaned_data)),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is kept.",
        context={"title": "Add a paper"},
        keep=f"document:{visit.review.code}",
        review=visit.review,
        cancel=reverse("documents", args=[visit.review.code]),
    )


def _add(visit: Visit, typed: dict) -> Document:
    return actions.add_document(visit.review, typed.pop("file"), **typed, by=visit.user, at=visit.now)


@require_GET
@for_review(*READERS, thing=lambda visit, pk: within_reach(visit).filter(pk=pk).first())
def download(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    """The file, as a download; who took a copy stands in the trail."""
    try:
        response = as_download(paper.file)
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("documents", visit.review.code)
    actions.note_download(paper, by=visit.user, at=visit.now)
    return response


@for_review(Permission.RUN_CASE, thing=lambda visit, pk: visit.review.documents.filter(pk=pk).first())
def withdraw(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    return form_page(
        request,
        forms.WithdrawForm,
        template="reviews/documents/form.html",
        initial={"revision": paper.revision},
        act=lambda form: actions.withdraw(paper, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is withdrawn.",
        context={"title": "Withdraw a paper", "lead": paper.title},
        cancel=reverse("documents", args=[visit.review.code]),
    )


@for_review(
    Permission.RUN_CASE, thing=lambda visit, pk: visit.review.documents.filter(pk=pk, withdrawn_at=None).first()
)
def change(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    """Put right what a paper is called and who may read it."""
    return form_page(
        request,
        forms.ChangeForm,
        template="reviews/documents/form.html",
        initial={name: getattr(paper, name) for name in ("title", "sensitivity", "agency", "revision")},
        act=lambda form: actions.change(paper, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is saved.",
        context={"title": "Change a paper", "lead": "The file itself stays as it is."},
        review=visit.review,
        cancel=reverse("documents", args=[visit.review.code]),
    )


@for_review(
    Permission.RUN_CASE, thing=lambda visit, pk: visit.review.documents.exclude(withdrawn_at=None).filter(pk=pk).first()
)
def restore(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    """Put a paper back that was withdrawn in error."""
    return form_page(
        request,
        forms.RestoreForm,
        template="reviews/documents/form.html",
        initial={"revision": paper.revision},
        act=lambda form: actions.restore(paper, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is back in the list.",
        context={"title": "Put a paper back", "lead": paper.title},
        cancel=reverse("documents", args=[visit.review.code]),
    )
