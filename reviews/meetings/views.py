"""The pages of meetings."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.templatetags.page import workdate
from reviews.case.access import Visit, for_review
from reviews.meetings import actions, forms, queries, rules
from reviews.meetings.models import FollowUp, Meeting


def meetings_known_to(visit: Visit) -> Any:
    """All meetings for those who read the case's papers; their own for the others."""
    reads = visit.may(Permission.SEE_DOCUMENTS)
    return queries.meetings_of(visit.review, invited=None if reads else visit.user)


def a_meeting(visit: Visit, pk: int) -> Meeting | None:
    return meetings_known_to(visit).filter(pk=pk).first()


def a_follow_up(visit: Visit, pk: int) -> FollowUp | None:
    found = FollowUp.objects.filter(pk=pk, meeting__review=visit.review)
    if not visit.may(Permission.RUN_CASE):
        found = queries.follow_ups_for(visit.review, user=visit.user, agencies=visit.agencies).filter(pk=pk)
    return found.select_related("meeting__review", "user", "agency").first()


def page_of(meeting: Meeting) -> str:
    return reverse("meetings-meeting", args=[meeting.review.code, meeting.pk])


@for_review(Permission.SEE_CASE)
def meetings(request: HttpRequest, visit: Visit) -> HttpResponse:
    rows = list(meetings_known_to(visit))
    to_come = [row for row in rows if not row.cancelled_at and rules.ends_at(row) > visit.now]
    held = [row for row in rows if not row.cancelled_at and rules.ends_at(row) <= visit.now]
    context = {
        "title": "Meetings",
        "to_come": to_come,
        "held": held[::-1],
        "cancelled": [row for row in rows if row.cancelled_at],
    }
    return render(request, "reviews/meetings/meetings.html", context)


@for_review(Permission.RUN_CASE)
def plan(request: HttpRequest, visit: Visit) -> HttpResponse:
    code = visit.review.code
    kinds = [value for value, _ in forms.Meeting.Kind.choices]
    asked = request.GET.get("kind", "")
    return form_page(
        request, forms.MeetingForm, template="reviews/meetings/form.html", cancel=reverse("meetings", args=[code]),
        initial={"kind": asked} if asked in kinds else {},
        act=lambda form: actions.plan_meeting(
            visit.review, kind=form.cleaned_data["kind"], **form.details, by=visit.user, at=visit.now
        ),
        then=page_of, done="The meeting is saved. Invite people to it below.",
        context={
            "title": "Plan or record a meeting",
            "lead": "A date in the past records a meeting that was held already.",
        },
    )  # fmt: skip


@for_review(Permission.SEE_CASE, thing=a_meeting)
def meeting(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    reads = visit.may(Permission.SEE_DOCUMENTS)
    own = queries.follow_ups_for(visit.review, user=visit.user, agencies=visit.agencies).values_list("pk", flat=True)
    context = {
        "title": thing.get_kind_display(),
        "meeting": thing,
        "ends_at": rules.ends_at(thing),
        "begun": rules.has_begun(thing, visit.now),
        "reads": reads,
        "papers": thing.papers.filter(withdrawn_at=None).select_related("file") if reads else [],
        "own_follow_ups": set(own),
    }
    return render(request, "reviews/meetings/meeting.html", context)


@for_review(Permission.RUN_CASE, thing=a_meeting)
def change(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return form_page(
        request, forms.ChangeMeetingForm, template="reviews/meetings/form.html", cancel=page_of(thing),
        initial=forms.MeetingForm.initial_of(thing),
        act=lambda form: actions.change_meeting(
            thing, revision=form.cleaned_data["revision"], **form.details, by=visit.user, at=visit.now
        ),
        then=page_of(thing), done="The meeting is changed.",
        context={
            "title": "Change the meeting", "meeting": thing,
            "lead": "People invited are told if the time, the length or the place changes.",
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def invite(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    ahead = not rules.has_begun(thing, visit.now)
    act = actions.invite if ahead else actions.add_attended
    there = {row.user_id for row in thing.attendance.all()}
    users = queries.people_to_invite(visit.review, on=visit.today)
    return form_page(
        request, forms.GuestsForm, template="reviews/meetings/form.html", cancel=page_of(thing),
        users=[user for user in users if user.pk not in there],
        contacts=queries.contacts_to_invite(visit.review),
        agencies=queries.agencies_involved(visit.review), ahead=ahead,
        act=lambda form: act(thing, form.guests, by=visit.user, at=visit.now),
        then=page_of(thing), done="The invitations are on their way." if ahead else "They are on the list.",
        context={
            "title": "Invite people" if ahead else "Add people who attended", "meeting": thing,
            "lead": "" if ahead else "This meeting has begun or is over, so nobody is written to.",
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def attendance(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return form_page(
        request, forms.AttendanceForm, template="reviews/meetings/form.html", cancel=page_of(thing),
        rows=list(thing.attendance.all()),
        act=lambda form: actions.record_attendance(thing, form.came, by=visit.user, at=visit.now),
        then=page_of(thing), done="The attendance is saved.",
        context={"title": "Who attended?", "meeting": thing},
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def papers(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return form_page(
        request, forms.PapersForm, template="reviews/meetings/papers.html", cancel=page_of(thing),
        papers=queries.papers_to_choose(visit.review), initial={"papers": list(thing.papers.all())},
        act=lambda form: actions.choose_papers(thing, form.cleaned_data["papers"], by=visit.user, at=visit.now),
        then=page_of(thing), done="The papers are chosen.",
        context={"title": "Papers for the meeting", "meeting": thing},
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def notes(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return form_page(
        request, forms.NotesForm, template="reviews/meetings/form.html", cancel=page_of(thing),
        initial={"notes": thing.notes, "revision": thing.revision},
        act=lambda form: actions.write_notes(thing, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(thing), done="The notes are saved.",
        context={"title": "Notes of the meeting", "meeting": thing}, keep=f"meetings.notes:{thing.pk}",
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def add_follow_up(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    def act(form: forms.FollowUpForm) -> FollowUp:
        typed = form.cleaned_data
        return actions.add_follow_up(
            thing, what=typed["what"], due_on=typed["due_on"], **form.debtor, by=visit.user, at=visit.now
        )

    return form_page(
        request, forms.FollowUpForm, template="reviews/meetings/form.html", cancel=page_of(thing),
        users=queries.people_to_invite(visit.review, on=visit.today),
        agencies=queries.agencies_involved(visit.review), act=act,
        then=page_of(thing), done="The follow-up is added.",
        context={"title": "Add a follow-up", "meeting": thing},
    )  # fmt: skip


@for_review(Permission.SEE_CASE, thing=a_follow_up)
def follow_up(request: HttpRequest, visit: Visit, thing: FollowUp) -> HttpResponse:
    def act(form: forms.FinishForm) -> None:
        typed = form.cleaned_data
        if typed["ended"] == "dropped" and visit.may(Permission.RUN_CASE):
            actions.drop_follow_up(thing, revision=typed["revision"], why=typed["outcome"], by=visit.user, at=visit.now)
        else:
            actions.finish_follow_up(
                thing, revision=typed["revision"], done_on=typed["done_on"], outcome=typed["outcome"], by=visit.user,
                at=visit.now,
            )  # fmt: skip

    facts = [
        ("What", thing.what),
        ("Who", thing.user or thing.agency),
        ("By when", workdate(thing.due_on)),
        ("Agreed at", f"{thing.meeting.get_kind_display()}, {workdate(thing.meeting.starts_at)}"),
    ]
    context = {"title": "Follow-up", "follow_up": thing, "rows": facts}
    if thing.done_on or thing.dropped_at:
        return render(request, "reviews/meetings/follow_up.html", context)
    return form_page(
        request, forms.FinishForm if visit.may(Permission.RUN_CASE) else forms.DoneForm,
        template="reviews/meetings/follow_up.html", act=act, context=context,
        initial={"revision": thing.revision, "done_on": visit.today},
        then=reverse("meetings-follow-up", args=[visit.review.code, thing.pk]), done="The follow-up is recorded.",
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def cancel(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return form_page(
        request, forms.CancelForm, template="reviews/meetings/form.html", cancel=page_of(thing),
        initial={"revision": thing.revision},
        act=lambda form: actions.cancel(thing, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(thing), done="The meeting is cancelled. Everybody invited by e-mail is told.",
        context={"title": "Cancel the meeting", "meeting": thing},
    )  # fmt: skip
