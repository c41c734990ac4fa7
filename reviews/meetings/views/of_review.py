"""The pages of the meetings of a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from cspr import ics
from cspr.pages import form_page
from cspr.templatetags.page import workdate
from reviews.case.access import Visit, for_review
from reviews.identities.rules import KnownForms
from reviews.meetings import actions, forms, queries, rules
from reviews.meetings.models import Attendance, FollowUp, Meeting
from reviews.meetings.narrative import entry_of, in_labels, page_of
from reviews.meetings.views import pages
from reviews.meetings.views.pages import about


def meetings_known_to(visit: Visit) -> Any:
    """All meetings for those who read the case's papers; their own for the others."""
    reads = visit.may(Permission.SEE_DOCUMENTS)
    return queries.meetings_of(visit.review, invited=None if reads else visit.user)


def a_meeting(visit: Visit, pk: int) -> Meeting | None:
    return meetings_known_to(visit).filter(pk=pk).first()


def a_guest(visit: Visit, pk: int) -> Attendance | None:
    found = Attendance.objects.filter(pk=pk, meeting__review=visit.review)
    return found.select_related("meeting__review", "meeting__partnership").first()


def a_follow_up(visit: Visit, pk: int) -> FollowUp | None:
    found = FollowUp.objects.filter(pk=pk, review=visit.review)
    if not visit.may(Permission.RUN_CASE):
        found = queries.follow_ups_for(visit.review, user=visit.user, agencies=visit.agencies, on=visit.today).filter(
            pk=pk
        )
    return found.select_related("meeting__review", "meeting__partnership", "review", "user", "agency").first()


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
    kinds = [value for value, _ in Meeting.Kind.choices]
    asked = request.GET.get("kind", "")
    return form_page(
        request, forms.MeetingForm, template=pages.FORM, cancel=reverse("meetings", args=[code]),
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
    reads, office = visit.may(Permission.SEE_DOCUMENTS), visit.may(Permission.RUN_CASE)
    own = queries.follow_ups_for(visit.review, user=visit.user, agencies=visit.agencies, on=visit.today).values_list(
        "pk", flat=True
    )
    papers = list(thing.papers.select_related("file")) if reads else []
    context = {
        "title": thing.get_kind_display(),
        "meeting": thing,
        "people": pages.with_messages(thing) if office else thing.attendance.all(),
        "ends_at": rules.ends_at(thing),
        "begun": rules.has_begun(thing, visit.now),
        "reads": reads,
        "office": office,
        "papers": [paper for paper in papers if not paper.withdrawn_at],
        "withdrawn": [paper for paper in papers if paper.withdrawn_at],
        "pack": pages.last_pack(thing) if reads else None,
        "own_follow_ups": set(own),
    }
    return render(request, "reviews/meetings/meeting.html", context)


@require_safe
@for_review(Permission.SEE_CASE, thing=a_meeting)
def to_calendar(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return calendar_file(thing, visit.now)


def calendar_file(meeting: Meeting, at: Any) -> HttpResponse:
    """One meeting as a file that a calendar opens."""
    text = ics.calendar([entry_of(meeting)], name=meeting.reference, at=at)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{meeting.reference}.ics"'
    return response


@for_review(Permission.RUN_CASE, thing=a_meeting)
def change(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return pages.change(request, visit, thing, forms.ChangeMeetingForm)


def _people(visit: Visit) -> dict[str, Any]:
    return {
        "users": queries.people_to_invite(visit.review, on=visit.today),
        "contacts": queries.contacts_to_invite(visit.review),
        "agencies": queries.agencies_involved(visit.review),
    }


@for_review(Permission.RUN_CASE, thing=a_meeting)
def invite(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    if request.method != "POST" and rules.has_begun(thing, visit.now):
        return redirect("meetings-attended", visit.review.code, thing.pk)
    return pages.invite(request, visit, thing, **_people(visit))


@for_review(Permission.RUN_CASE, thing=a_meeting)
def attended(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return pages.add_attended(request, visit, thing, **_people(visit))


@for_review(Permission.RUN_CASE, thing=a_guest)
def address(request: HttpRequest, visit: Visit, thing: Attendance) -> HttpResponse:
    return pages.address(request, visit, thing)


@for_review(Permission.RUN_CASE, thing=a_meeting)
def attendance(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return pages.attendance(request, visit, thing)


@for_review(Permission.RUN_CASE, thing=a_meeting)
def papers(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return form_page(
        request, forms.PapersForm, template="reviews/meetings/papers.html", cancel=page_of(thing),
        papers=queries.papers_to_choose(visit.review), initial={"papers": list(thing.papers.all())},
        act=lambda form: actions.choose_papers(thing, form.cleaned_data["papers"], by=visit.user, at=visit.now),
        then=page_of(thing), done="The papers are chosen.", context=about(thing, "Papers for the meeting"),
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def notes(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return form_page(
        request, forms.NotesForm, template=pages.FORM, cancel=page_of(thing),
        initial={"notes": thing.notes, "revision": thing.revision},
        act=lambda form: actions.write_notes(thing, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(thing), done="The notes are saved.",
        context=about(thing, "Notes of the meeting"), keep=f"meetings.notes:{thing.pk}",
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=a_meeting)
def add_follow_up(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    def act(form: forms.FollowUpForm) -> FollowUp:
        typed = form.cleaned_data
        return actions.add_follow_up(
            thing, what=typed["what"], due_on=typed["due_on"], **form.debtor, by=visit.user, at=visit.now
        )

    return form_page(
        request, forms.FollowUpForm, template=pages.FORM, cancel=page_of(thing),
        users=queries.people_to_invite(visit.review, on=visit.today),
        agencies=queries.agencies_involved(visit.review), act=act,
        then=page_of(thing), done="The follow-up is added.", context=about(thing, "Add a follow-up"),
    )  # fmt: skip


@for_review(Permission.SEE_CASE, thing=a_follow_up)
def follow_up(request: HttpRequest, visit: Visit, thing: FollowUp) -> HttpResponse:
    context = {"title": "Follow-up", "follow_up": thing, "rows": facts_of(thing, pages.hidden_at(visit))}
    if thing.done_on or thing.dropped_at:
        return render(request, "reviews/meetings/follow_up.html", context)
    here = reverse("meetings-follow-up", args=[visit.review.code, thing.pk])
    return pages.finish(
        request, visit, thing, office=visit.may(Permission.RUN_CASE), then=here, context=context
    )  # fmt: skip


def facts_of(follow_up: FollowUp, hidden: KnownForms | None) -> list[tuple[str, Any]]:
    """What a follow-up is, who does it, by when, and where it was agreed."""
    meeting = follow_up.meeting
    return [
        ("What", in_labels(follow_up.what, hidden)),
        ("Who", follow_up.user or follow_up.agency),
        ("By when", workdate(follow_up.due_on)),
        ("Agreed at", f"{meeting.get_kind_display()}, {workdate(meeting.starts_at)}"),
    ]


@for_review(Permission.RUN_CASE, thing=a_meeting)
def restore(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return pages.restore(request, visit, thing)


@for_review(Permission.RUN_CASE, thing=a_meeting)
def cancel(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return pages.cancel(request, visit, thing)


# The pack, and the minutes as a paper --------------------------------------------------------------


def a_job(visit: Visit, pk: int) -> pages.MeetingJob | None:
    return pages.a_job(Meeting.objects.filter(review=visit.review).select_related("review", "partnership"), pk)


@for_review(Permission.SEE_DOCUMENTS, thing=a_meeting)
@require_POST
def pack(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    """Have the papers bound into one PDF."""
    made = actions.ask_for_pack(thing, by=visit.user, at=visit.now)
    return redirect("meetings-job", visit.review.code, made.pk)


@require_safe
@for_review(Permission.SEE_DOCUMENTS, thing=a_job)
def job(request: HttpRequest, visit: Visit, thing: pages.MeetingJob) -> HttpResponse:
    return pages.job_page(request, thing, file_url=reverse("meetings-job-file", args=[visit.review.code, thing.job.pk]))


@require_safe
@for_review(Permission.SEE_DOCUMENTS, thing=a_job)
def job_file(request: HttpRequest, visit: Visit, thing: pages.MeetingJob) -> HttpResponse:
    """The pack that was made."""
    return pages.job_file(visit, thing)


@require_safe
@for_review(Permission.SEE_DOCUMENTS, thing=a_meeting)
def minutes_pdf(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return pages.minutes_file(visit, thing, "pdf")


@require_safe
@for_review(Permission.SEE_DOCUMENTS, thing=a_meeting)
def minutes_word(request: HttpRequest, visit: Visit, thing: Meeting) -> HttpResponse:
    return pages.minutes_file(visit, thing, "docx")
