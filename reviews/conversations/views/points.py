"""The guided points: written, sent to participants, and sent again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.conversations import actions, forms, queries, rules
from reviews.conversations.models import GuidedPoints, PointsSent, Session
from reviews.conversations.rules import Recipient
from reviews.conversations.views.things import (
    FORM,
    P,
    at_conversations,
    at_session,
    draft_of,
    points_of,
    sending_of,
    standing_session,
)


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS)
def add_points(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Begin the first version from a proposal, or the next one from the one that was sent."""
    latest = queries.all_points(visit.review).first()
    version = latest.version + 1 if latest else 1
    introduction = latest.introduction if latest else rules.PROPOSED_INTRODUCTION
    lines = latest.points if latest else rules.PROPOSED_POINTS
    return form_page(
        request,
        forms.PointsForm,
        template=FORM,
        initial={"version": version, "introduction": introduction, "points": "\n".join(lines)},
        act=lambda form: actions.start_points(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_conversations(visit),
        done="The points are saved. Send them from the page of a session.",
        context={"title": "Guided points" if version == 1 else f"Guided points, version {version}"},
        keep=f"points:{visit.review.code}:{version}",
        cancel=at_conversations(visit),
    )


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=draft_of)
def change_points(request: HttpRequest, visit: Visit, points: GuidedPoints) -> HttpResponse:
    def act(form: forms.ChangePointsForm) -> None:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.change_points(points, **typed, by=visit.user, at=visit.now)

    initial = {name: getattr(points, name) for name in ("version", "introduction", "revision")}
    return form_page(
        request,
        forms.ChangePointsForm,
        template=FORM,
        initial={**initial, "points": "\n".join(points.points)},
        act=act,
        then=at_conversations(visit),
        done="The points are saved.",
        context={"title": "Guided points"},
        keep=f"points:{visit.review.code}:{points.version}:change",
        cancel=at_conversations(visit),
    )


@for_review(P.SEE_CONVERSATIONS, thing=points_of)
@require_safe
def print_points(request: HttpRequest, visit: Visit, points: GuidedPoints) -> HttpResponse:
    """One version by itself, to be printed for those it goes to by post or by hand."""
    context = {"title": "What will be talked about", "points": points}
    return render(request, "reviews/conversations/print.html", context)


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=standing_session)
def send(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    """Send a version to participants, or record that it went another way; those who lack it are chosen already."""
    versions = queries.all_points(visit.review)
    in_force = queries.points_in_force(visit.review)
    if in_force is None:
        messages.warning(request, "There are no guided points yet. Write them first.")
        return redirect(reverse("conversations-points", args=[visit.review.code]))
    asked = [one for one in found.expected if one.came is not False]
    how = PointsSent.How.EMAIL if found.held_on >= visit.today else PointsSent.How.POST
    return form_page(
        request,
        forms.SendForm,
        template=FORM,
        initial={
            "to": [str(one.pk) for one in rules.without(asked, in_force)], "points": in_force.pk, "how": how,
            "sent_on": visit.today,
        },
        act=lambda form: _send(visit, found, form),
        then=at_session(visit, found),
        done="It is recorded who was sent the points. What goes by e-mail leaves within minutes.",
        context={
            "title": f"Send the guided points, session {found.number}",
            "lead": "By e-mail each gets an invitation with the office’s telephone number, a reference, a page that "
            "explains it, and a link to the points. The points themselves are not in the e-mail.",
        },
        participants=asked,
        versions=versions,
        behalf=visit.may(P.RUN_CASE),
        cancel=at_session(visit, found),
    )  # fmt: skip


def _send(visit: Visit, found: Session, form: forms.SendForm) -> None:
    names = ("points", "how", "sent_on", "on_behalf_of", "original")
    typed = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
    points: GuidedPoints = typed.pop("points")
    actions.send_points(points, found, to=form.recipients, **typed, by=visit.user, at=visit.now)


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=standing_session)
@require_POST
def send_again(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    """Send the version in force, in one step, to one participant or to all who have only an older one."""
    in_force, chosen = queries.points_in_force(visit.review), request.POST.get("participant", "")
    older = [one for one in rules.without(found.expected, in_force) if rules.version_had(one)]
    to = [one for one in found.expected if str(one.pk) == chosen] if chosen else older
    try:
        made = actions.send_again(found, [Recipient(one, one.email) for one in to], by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.warning(request, str(refusal))
        return redirect("conversations-send", visit.review.code, found.pk)
    messages.success(request, f"Version {made[0].points.version} goes to {rules.people(len(made))}.")
    return redirect(at_session(visit, found))


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=sending_of)
def unsent(request: HttpRequest, visit: Visit, sent: PointsSent) -> HttpResponse:
    back = at_session(visit, sent.participant.session)
    return form_page(
        request,
        forms.UnsentForm,
        template=FORM,
        initial={"revision": sent.revision},
        act=lambda form: actions.void_sending(sent, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done="It counts no more as sent. A link in a letter that went out opens nothing now.",
        context=_about(sent),
        cancel=back,
    )


def _about(sent: PointsSent) -> dict[str, Any]:
    return {
        "title": "The points were not sent",
        "lead": f"{sent.participant.called}: version {sent.points.version}, recorded in error.",
    }
