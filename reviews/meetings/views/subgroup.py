"""The pages of the sub-group: its meetings over all cases, who comes, the pack."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.access import requires, visitor_of
from agencies.models import Partnership
from agencies.queries import partnerships_with
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.doors import signed_in
from cspr.pages import form_page
from reviews.meetings import actions, forms, queries, rules
from reviews.meetings.access import SubgroupVisit, for_subgroup
from reviews.meetings.models import Attendance, FollowUp, Meeting
from reviews.meetings.narrative import lines_of, page_of
from reviews.meetings.views import pages
from reviews.meetings.views.of_review import calendar_file, facts_of
from reviews.templatetags.identities import read_under

MOST_LISTED = 60


def a_guest(known: QuerySet[Meeting], pk: int) -> Attendance | None:
    found = Attendance.objects.filter(pk=pk, meeting__in=known)
    return found.select_related("meeting__partnership", "meeting__review").first()


def a_follow_up(known: QuerySet[Meeting], pk: int) -> FollowUp | None:
    found = FollowUp.objects.filter(pk=pk, meeting__in=known, review=None)
    return found.select_related("meeting__partnership", "meeting__review", "user", "agency", "review").first()


@require_safe
@signed_in
def meetings(request: HttpRequest) -> HttpResponse:
    """The sub-group's meetings that this person reads or is invited to."""
    visitor = visitor_of(request)
    rows = list(queries.subgroup_meetings(visitor).order_by("-starts_at")[:MOST_LISTED])
    standing = [row for row in rows if not row.cancelled_at]
    context = {
        "title": "Sub-group meetings",
        "to_come": [row for row in standing if rules.ends_at(row) > visitor.now][::-1],
        "held": [row for row in standing if rules.ends_at(row) <= visitor.now],
        "cancelled": [row for row in rows if row.cancelled_at],
        "plans": bool(visitor.partnerships_with(Permission.RUN_CASE)),
    }
    return render(request, "reviews/meetings/subgroup.html", context)


@requires(Permission.RUN_CASE)
def plan(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """When the sub-group meets next; its agenda is made at once."""

    def act(form: forms.PlanSubgroupForm) -> Meeting:
        details = form.details
        partnership: Partnership = details.pop("partnership")
        return actions.plan_subgroup(partnership, **details, by=visitor.user, at=visitor.now)

    return form_page(
        request, forms.PlanSubgroupForm, template=pages.FORM, cancel=reverse("subgroup"),
        partnerships=partnerships_with(visitor, Permission.RUN_CASE), act=act,
        then=page_of, done="The meeting is planned, and its agenda made from every case. Invite people to it below.",
        context={
            "base": pages.BASES[False],
            "title": "Plan a meeting of the sub-group",
            "lead": "The agenda is made from all cases: what is to be screened or decided, rapid reviews, drafts, and what is late.",
        },
    )  # fmt: skip


@require_safe
@for_subgroup()
def meeting(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    """When and where, who comes, and the agenda as far as this person may know it."""
    items = queries.items_of(thing, visit.visitor, reads=visit.reads)
    papers = queries.papers_by_case(thing) if visit.reads else {}
    read_under(request, visit.hidden_names)
    follow_ups = queries.follow_ups_by_case(thing) if visit.reads else {}
    for item in items:
        item.lines = lines_of(item)
        item.papers = papers.get(item.review_id, []) if item.review_id else []
        item.follow_ups = follow_ups.get(item.review_id, []) if item.review_id else []
    context = {
        "title": f"Sub-group meeting {thing.reference}",
        "meeting": thing,
        "items": items,
        "of_no_case": follow_ups.get(None, []),
        "removed": thing.items.exclude(removed_at=None).select_related("review") if visit.runs else [],
        "people": pages.with_messages(thing) if visit.runs else thing.attendance.all(),
        "ends_at": rules.ends_at(thing),
        "begun": rules.has_begun(thing, visit.now),
        "reads": visit.reads,
        "office": visit.runs,
        "pack": pages.last_pack(thing) if visit.reads else None,
        "to_file": sum(item.to_file for item in items),
        "before": queries.meeting_before(thing) if visit.runs and not thing.attendance.all() else None,
    }
    return render(request, "reviews/meetings/subgroup_meeting.html", context)


@require_safe
@for_subgroup()
def to_calendar(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return calendar_file(thing, visit.now)


@for_subgroup(Permission.RUN_CASE)
def change(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return pages.change(request, visit, thing, forms.ChangeSubgroupForm)


def _people(visit: SubgroupVisit) -> dict[str, Any]:
    partnership = visit.meeting.partnership
    return {
        "users": queries.people_of_subgroup(partnership, on=visit.today),
        "contacts": queries.contacts_of(partnership),
        "agencies": queries.agencies_of(partnership),
    }


@for_subgroup(Permission.RUN_CASE)
def invite(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    if request.method != "POST" and rules.has_begun(thing, visit.now):
        return redirect("subgroup-attended", thing.pk)
    return pages.invite(request, visit, thing, **_people(visit))


@require_POST
@for_subgroup(Permission.RUN_CASE)
def invite_same(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    """Invite those who were on the list of the meeting before."""
    before = queries.meeting_before(thing)
    guests = (
        [rules.Guest(row.name, row.email, row.user, row.agency) for row in queries.guests_of(before)] if before else []
    )
    actions.invite(thing, guests, by=visit.user, at=visit.now)
    messages.success(request, "The invitations are on their way.")
    return redirect(page_of(thing))


@for_subgroup(Permission.RUN_CASE)
def attended(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return pages.add_attended(request, visit, thing, **_people(visit))


@for_subgroup(Permission.RUN_CASE, thing=a_guest)
def address(request: HttpRequest, visit: SubgroupVisit, thing: Attendance) -> HttpResponse:
    return pages.address(request, visit, thing)


@for_subgroup(Permission.RUN_CASE)
def attendance(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return pages.attendance(request, visit, thing)


@for_subgroup(Permission.RUN_CASE)
def restore(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return pages.restore(request, visit, thing)


@for_subgroup(Permission.RUN_CASE)
def cancel(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return pages.cancel(request, visit, thing)


@for_subgroup(thing=a_follow_up)
def follow_up(request: HttpRequest, visit: SubgroupVisit, thing: FollowUp) -> HttpResponse:
    """A follow-up that belongs to no case, for the office and whoever is to do it."""
    own = thing.user_id == visit.user.pk or thing.agency_id in visit.visitor.agencies_with(Permission.ANSWER)
    if not (visit.runs or own):
        raise Http404
    hidden = visit.hidden_names
    read_under(request, hidden)
    context = pages.about(thing.meeting, "Follow-up", follow_up=thing, rows=facts_of(thing, hidden))
    if thing.done_on or thing.dropped_at:
        return render(request, "reviews/meetings/follow_up.html", context)
    here = reverse("subgroup-follow-up", args=[thing.pk])
    return pages.finish(request, visit, thing, office=visit.runs, then=here, context=context)


# The pack, and filing the minutes ------------------------------------------------------------------


@require_POST
@for_subgroup(Permission.SEE_DOCUMENTS)
def pack(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    job = actions.ask_for_pack(thing, by=visit.user, at=visit.now)
    return redirect("subgroup-job", job.pk)


@require_POST
@for_subgroup(Permission.RUN_CASE)
def file_minutes(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    job = actions.ask_to_file(thing, by=visit.user, at=visit.now)
    return redirect("subgroup-job", job.pk)


@require_safe
@for_subgroup(Permission.SEE_DOCUMENTS, thing=pages.a_job)
def job(request: HttpRequest, visit: SubgroupVisit, thing: pages.MeetingJob) -> HttpResponse:
    return pages.job_page(request, thing, file_url=reverse("subgroup-job-file", args=[thing.job.pk]))


@require_safe
@for_subgroup(Permission.SEE_DOCUMENTS, thing=pages.a_job)
def job_file(request: HttpRequest, visit: SubgroupVisit, thing: pages.MeetingJob) -> HttpResponse:
    """The pack that was made."""
    return pages.job_file(visit, thing)


@require_safe
@for_subgroup(Permission.SEE_DOCUMENTS)
def minutes_pdf(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return pages.minutes_file(visit, thing, "pdf")


@require_safe
@for_subgroup(Permission.SEE_DOCUMENTS)
def minutes_word(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    return pages.minutes_file(visit, thing, "docx")
