"""Planning, sending ahead, the go, publishing, withholding, and what comes after."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from agencies.roles import Permission as P
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.publication import actions, forms
from reviews.publication.models import Edition
from reviews.publication.views.stage import an_edition

FORM = "reviews/publication/form.html"


def _page(
    request: HttpRequest,
    visit: Visit,
    edition: Edition,
    form_class: type,
    act: Callable[[Any], Any],
    *,
    title: str,
    lead: str = "",
    done: str,
    template: str = FORM,
    **initial: Any,
) -> HttpResponse:
    return form_page(
        request,
        form_class,
        template=template,
        initial={"revision": edition.revision, **initial},
        act=act,
        then=reverse("publication", args=[visit.review.code]),
        done=done,
        context={"title": title, "lead": lead, "edition": edition},
    )


@for_review(P.PUBLISH, thing=an_edition)
def plan(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.PlanForm,
        lambda form: actions.plan(
            edition,
            revision=form.cleaned_data["revision"],
            planned_at=form.planned_at,
            by=visit.user,
            at=visit.now,
        ),
        title="Date of publication",
        done="The date of publication is saved.",
        template="reviews/publication/plan.html",
        planned_on=edition.planned_at and localtime(edition.planned_at).date(),
        planned_time=edition.planned_at and localtime(edition.planned_at).time(),
    )


@for_review(P.PUBLISH, thing=an_edition)
def shared(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.SharedForm,
        lambda form: actions.record_shared(edition, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Sent to the national Panel, the Department for Education and Ofsted",
        lead="The date on which all three had the report counts, not the day you record it.",
        done="The day is recorded.",
        shared_on=edition.shared_on,
    )


@for_review(P.PUBLISH, thing=an_edition)
def go(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """The word of a named person, on the day."""
    return _page(
        request,
        visit,
        edition,
        forms.GoForm,
        lambda form: actions.give_go(edition, revision=form.cleaned_data["revision"], by=visit.user, at=visit.now),
        title="Give the go for publication today",
        done="The go is given. The report is published at the planned time.",
        template="reviews/publication/go.html",
    )


@for_review(P.PUBLISH, thing=an_edition)
def go_back(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.TakeGoBackForm,
        lambda form: actions.take_go_back(edition, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Take the go back",
        lead="The report is then not published at the planned time. You can choose another day.",
        done="The go is taken back. Nothing is published.",
    )


@for_review(P.PUBLISH, thing=an_edition)
def now(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """The go and publication in one."""
    return _page(
        request,
        visit,
        edition,
        forms.PublishNowForm,
        lambda form: actions.publish_now(edition, revision=form.cleaned_data["revision"], by=visit.user, at=visit.now),
        title="Publish now",
        done="The report is published.",
        template="reviews/publication/go.html",
    )


@for_review(P.PUBLISH, thing=an_edition)
def withhold(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.WithholdForm,
        lambda form: actions.withhold(edition, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Not to publish the report in full",
        lead="A report is published unless the partners consider that inappropriate. "
        "Information on the improvements is published even then.",
        done="The decision is recorded. The case is closed as soon as nothing is open in it any more.",
        decided_on=visit.today,
    )


@for_review(P.PUBLISH, thing=an_edition)
def publish_after_all(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.PublishAfterAllForm,
        lambda form: actions.publish_after_all(edition, **form.cleaned_data, by=visit.user, at=visit.now),
        title="To publish the report after all",
        lead="The partners’ decision not to publish it in full is taken back. Nothing goes out by that: set a date next.",
        done="The decision is taken back. Set the date of publication.",
    )


@for_review(P.PUBLISH, thing=an_edition)
def after(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.AfterForm,
        lambda form: actions.decide_after(edition, **form.cleaned_data, by=visit.user, at=visit.now),
        title="After the twelve months",
        done="The decision is recorded.",
        after=edition.after,
    )


@for_review(P.PUBLISH, thing=an_edition)
def take_down(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.TakeDownForm,
        lambda form: actions.take_down(edition, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Take the report down",
        lead="It disappears from the public page at once. A second person confirms it within a working day.",
        done="The report is off the public page. A second person is asked to confirm it.",
    )


@for_review(P.PUBLISH, P.DECIDE, thing=an_edition)
def confirm(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """A second person's word."""
    return _page(
        request,
        visit,
        edition,
        forms.ConfirmForm,
        lambda form: actions.confirm_take_down(edition, by=visit.user, at=visit.now),
        title="Confirm that the report was taken down",
        done="It is confirmed.",
        template="reviews/publication/confirm.html",
    )


@for_review(P.PUBLISH, thing=an_edition)
def put_back(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    return _page(
        request,
        visit,
        edition,
        forms.PutBackForm,
        lambda form: actions.put_back(edition, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Put the report back",
        lead="It stands on the public page again at once.",
        done="The report is on the public page again.",
    )
