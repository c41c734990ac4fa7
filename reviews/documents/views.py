"""The papers of a case: list, add, download, withdraw."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies.roles import Permission
from cspr import govuk
from cspr.files.http import download as as_download
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.documents import actions, forms, queries
from reviews.documents.models import Document

# Contributors, signatories and leads reach the papers their own agency gave.
READERS = (Permission.SEE_DOCUMENTS, Permission.RUN_CASE, Permission.ANSWER, Permission.SEAL)
# Those who may be named readers of legal advice; without being named they find none.
INSTRUCT = (Permission.RUN_CASE, Permission.DECIDE, Permission.SEAL)
FORM = "reviews/documents/form.html"


def within_reach(visit: Visit):
    """The papers this person may open here."""
    return queries.reachable(
        visit.review,
        team=visit.may(Permission.SEE_DOCUMENTS),
        office=visit.may(Permission.RUN_CASE),
        agencies=visit.agencies if visit.may(Permission.ANSWER) else (),
    )


def sealed_paper(visit: Visit, pk: int) -> Document | None:
    """Sealed legal advice this person may read."""
    return queries.sealed_for(visit.review, visit.user, visit.permissions).filter(pk=pk).first()


def paper_to_open(visit: Visit, pk: int) -> Document | None:
    return within_reach(visit).filter(pk=pk).first() or sealed_paper(visit, pk)


@for_review(*READERS)
def documents(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The papers this person may open; for the office also those withdrawn."""
    papers = list(within_reach(visit))
    context = {
        "title": "Papers",
        "review": visit.review,
        "papers": [paper for paper in papers if not paper.withdrawn_at],
        "withdrawn": [paper for paper in papers if paper.withdrawn_at],
        "sealed": list(queries.sealed_for(visit.review, visit.user, visit.permissions)),
    }
    return render(request, "reviews/documents/documents.html", context)


@for_review(Permission.RUN_CASE)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.AddForm,
        template=FORM,
        act=lambda form: _add(visit, dict(form.cleaned_data)),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is kept.",
        context={"title": "Add a paper"},
        keep=f"document:{visit.review.code}",
        review=visit.review,
        instruct=queries.who_instruct(visit.review, on=visit.today),
        cancel=reverse("documents", args=[visit.review.code]),
    )


def _add(visit: Visit, typed: dict) -> Document:
    return actions.add_document(visit.review, typed.pop("file"), **typed, by=visit.user, at=visit.now)


@require_GET
@for_review(*READERS, thing=paper_to_open)
def download(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    """The file, as a download; who took a copy stands in the trail."""
    try:
        response = as_download(paper.file)
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("documents", visit.review.code)
    actions.note_download(paper, by=visit.user, at=visit.now)
    return response


@for_review(Permission.RUN_CASE, thing=paper_to_open)
def withdraw(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    return form_page(
        request,
        forms.WithdrawForm,
        template=FORM,
        initial={"revision": paper.revision},
        act=lambda form: actions.withdraw(paper, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is withdrawn.",
        context={"title": "Withdraw a paper", "lead": paper.title},
        cancel=reverse("documents", args=[visit.review.code]),
    )


def standing_paper(visit: Visit, pk: int) -> Document | None:
    """A paper of the list. Sealed legal advice is changed by its own steps."""
    return within_reach(visit).filter(pk=pk, withdrawn_at=None).first()


def withdrawn_paper(visit: Visit, pk: int) -> Document | None:
    return within_reach(visit).exclude(withdrawn_at=None).filter(pk=pk).first()


@for_review(Permission.RUN_CASE, thing=standing_paper)
def change(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    """Put right what a paper is called and who may read it."""
    return form_page(
        request,
        forms.ChangeForm,
        template=FORM,
        initial={name: getattr(paper, name) for name in ("title", "sensitivity", "agency", "revision")},
        act=lambda form: actions.change(paper, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is saved.",
        context={"title": "Change a paper", "lead": "The file itself stays as it is."},
        review=visit.review,
        cancel=reverse("documents", args=[visit.review.code]),
    )


@for_review(Permission.RUN_CASE, thing=withdrawn_paper)
def restore(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    """Put a paper back that was withdrawn in error."""
    return form_page(
        request,
        forms.RestoreForm,
        template=FORM,
        initial={"revision": paper.revision},
        act=lambda form: actions.restore(paper, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("documents", args=[visit.review.code]),
        done="The paper is back in the list.",
        context={"title": "Put a paper back", "lead": paper.title},
        cancel=reverse("documents", args=[visit.review.code]),
    )


@for_review(Permission.RUN_CASE, thing=lambda visit, pk: visit.review.documents.filter(pk=pk).first())
def seal(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    return _about_sealed(
        request, visit, paper, forms.SealForm, actions.seal, title="Seal a paper as legal advice",
        done="The paper is sealed. Packs and copies made before still hold it.", initial={"revision": paper.revision},
        instruct=queries.who_instruct(visit.review, on=visit.today),
    )  # fmt: skip


@for_review(*INSTRUCT, thing=sealed_paper)
def readers(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    return _about_sealed(
        request, visit, paper, forms.ReadersForm, actions.change_readers, title="Who may read this legal advice",
        done="Who may read it is saved.", initial={"revision": paper.revision, "readers": list(paper.readers.all())},
        instruct=queries.who_instruct(visit.review, on=visit.today),
    )  # fmt: skip


@for_review(*INSTRUCT, thing=sealed_paper)
def release(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    return _about_sealed(
        request, visit, paper, forms.ReleaseForm, actions.release, title="Release legal advice",
        done="The advice is released.", initial={"revision": paper.revision},
    )  # fmt: skip


def _about_sealed(
    request: HttpRequest, visit: Visit, paper: Document, form_class: type[govuk.Form], act: Callable[..., None], *,
    title: str, **more: Any,
) -> HttpResponse:  # fmt: skip
    """One form about the sealing of one paper."""
    back = reverse("documents", args=[visit.review.code])
    return form_page(
        request,
        form_class,
        template=FORM,
        act=lambda form: act(paper, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        context={"title": title, "lead": paper.title},
        cancel=back,
        **more,
    )
