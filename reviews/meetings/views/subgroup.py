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
from cspr.files.http import download
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.pages import form_page
from reviews.meetings import actions, forms, queries, rules
from reviews.meetings.access import SubgroupVisit, for_subgroup
from reviews.meetings.models import Attendance, FollowUp, Meeting
from reviews.meetings.narrative import lines_of, page_of
from reviews.meetings.views import pages
from reviews.meetings.views.of_review import calendar_file, facts_of

MOST_LISTED = 60
JOB_WORDS = {
    queries.PACK: ("Papers of the meeting in one pack", "Making the pack", "Download the pack"),
    queries.FILE_MINUTES: ("Filing the minutes", "Filing what was said with each case", "Back to the meeting"),
}


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
        "pack": _last_pack(thing) if visit.reads else None,
        "to_file": sum(item.to_file for item in items),
        "before": queries.meeting_before(thing) if visit.runs and not thing.attendance.all() else None,
    }
    return render(request, "reviews/meetings/subgroup_meeting.html", context)


def _last_pack(meeting: Meeting) -> Job | None:
    return queries.jobs_for(meeting, queries.PACK).filter(state=Job.State.DONE).first()


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
    context = pages.about(thing.meeting, "Follow-up", follow_up=thing, rows=facts_of(thing))
    if thing.done_on or thing.dropped_at:
        return render(request, "reviews/meetings/follow_up.html", context)
    here = reverse("subgroup-follow-up", args=[thing.pk])
    return pages.finish(request, visit, thing, office=visit.runs, then=here, context=context)


# The pack, and filing the minutes ------------------------------------------------------------------


def a_job(known: QuerySet[Meeting], pk: int) -> "MeetingJob | None":
    job = Job.objects.filter(pk=pk, kind__in=JOB_WORDS).first()
    meeting = known.filter(pk=job.arguments.get("meeting")).first() if job else None
    return MeetingJob(job, meeting) if job and meeting else None


class MeetingJob:
    """Long work for a meeting."""

    def __init__(self, job: Job, meeting: Meeting) -> None:
        self.job, self.meeting = job, meeting


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
@for_subgroup(Permission.SEE_DOCUMENTS, thing=a_job)
def job(request: HttpRequest, visit: SubgroupVisit, thing: MeetingJob) -> HttpResponse:
    """How far the work has come, and what it made."""
    title, label, next_label = JOB_WORDS[thing.job.kind]
    done, failed = thing.job.state == Job.State.DONE, thing.job.state == Job.State.FAILED
    is_pack = thing.job.kind == queries.PACK
    then = reverse("subgroup-job-file", args=[thing.job.pk]) if is_pack else page_of(thing.meeting)
    context = {
        "title": title,
        "meeting": thing.meeting,
        "job": {
            "finished": done,
            "failed": failed,
            "done": thing.job.progress,
            "total": 100,
            "message": _made(thing.job) if done else thing.job.problem,
        },
        "label": label,
        "failed": failed,
        "is_pack": is_pack,
        "next_url": then if done else "",
        "next_label": next_label,
    }
    return render(request, "reviews/meetings/subgroup_job.html", context)


def _made(job: Job) -> str:
    if job.kind == queries.FILE_MINUTES:
        return f"Done: the minutes stand among the papers of {_counted(job.result['cases'], 'case')}."
    left_out = job.result["left_out"]
    more = f" {_counted(left_out, 'paper')} could not be bound in; the contents say why." if left_out else ""
    return f"It is ready: {_counted(job.result['pages'], 'page')}.{more}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


@require_safe
@for_subgroup(Permission.SEE_DOCUMENTS, thing=a_job)
def job_file(request: HttpRequest, visit: SubgroupVisit, thing: MeetingJob) -> HttpResponse:
    """The pack that was made."""
    stored = StoredFile.objects.filter(pk=thing.job.result.get("file")).first()
    if stored is None:
        raise Http404
    answer = download(stored)
    actions.note_taken(thing.meeting, by=visit.user, at=visit.now)
    return answer
