"""Which forms have a meeting of a case and one of the sub-group in common? Each stands behind two doors."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from agencies.models import Agency, Contact, User
from cspr import papers
from cspr.files.http import download
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.pages import form_page
from cspr.templatetags.page import workdate
from reviews.case.access import Visit
from reviews.identities.queries import hidden_from
from reviews.identities.rules import KnownForms
from reviews.meetings import actions, forms, queries, rules
from reviews.meetings.access import SubgroupVisit
from reviews.meetings.models import Attendance, FollowUp, Meeting
from reviews.meetings.narrative import minutes, page_of

Comer = Visit | SubgroupVisit
FORM = "reviews/meetings/form.html"
BASES = {True: "reviews/case_base.html", False: "reviews/meetings/subgroup_base.html"}


def about(meeting: Meeting, title: str, lead: str = "", **more: Any) -> dict[str, Any]:
    """What every form about a meeting shows."""
    return {"base": BASES[meeting.review_id is not None], "meeting": meeting, "title": title, "lead": lead, **more}


def hidden_at(visit: Comer) -> KnownForms | None:
    """The names hidden from this person in what the office wrote of a meeting; None where they may see them."""
    return visit.hidden_names if isinstance(visit, SubgroupVisit) else hidden_from(visit, agencies=True)


def change(request: HttpRequest, visit: Comer, meeting: Meeting, form: type[forms.MeetingForm]) -> HttpResponse:
    """When and where it is."""
    return form_page(
        request, form, template=FORM, cancel=page_of(meeting), initial=forms.MeetingForm.initial_of(meeting),
        act=lambda form: actions.change_meeting(
            meeting, revision=form.cleaned_data["revision"], **form.details, by=visit.user, at=visit.now
        ),
        then=page_of(meeting), done="The meeting is changed.",
        context=about(meeting, "Change the meeting", "People invited are told if the time, the length or the place changes."),
    )  # fmt: skip


def invite(
    request: HttpRequest,
    visit: Comer,
    meeting: Meeting,
    *,
    users: list[User],
    contacts: list[Contact],
    agencies: Iterable[Agency],
) -> HttpResponse:
    """Who is to come. Once the meeting has begun, what was chosen stays on the page with the reason why it is too late."""
    lead = (
        "Each gets an e-mail with an entry for their calendar, which says the kind of meeting, the code and the time."
    )
    return form_page(
        request, forms.GuestsForm, template=FORM, cancel=page_of(meeting),
        users=_still_to_choose(request, meeting, users), contacts=contacts, agencies=agencies,
        act=lambda form: actions.invite(meeting, form.guests, by=visit.user, at=visit.now),
        then=page_of(meeting), done="The invitations are on their way.",
        context=about(meeting, "Invite people", lead, too_late=rules.has_begun(meeting, visit.now)),
    )  # fmt: skip


def add_attended(
    request: HttpRequest,
    visit: Comer,
    meeting: Meeting,
    *,
    users: list[User],
    contacts: list[Contact],
    agencies: Iterable[Agency],
) -> HttpResponse:
    """Who came without an invitation."""
    return form_page(
        request, forms.GuestsForm, template=FORM, cancel=page_of(meeting),
        users=_still_to_choose(request, meeting, users), contacts=contacts, agencies=agencies, ahead=False,
        act=lambda form: actions.add_attended(meeting, form.guests, by=visit.user, at=visit.now),
        then=page_of(meeting), done="They are on the list.",
        context=about(meeting, "Add people who attended", "Nobody is written to."),
    )  # fmt: skip


def _still_to_choose(request: HttpRequest, meeting: Meeting, users: list[User]) -> list[User]:
    """Those not on the list. A form that was sent is read with all, as a colleague may have added some meanwhile."""
    if request.method == "POST":
        return users
    there = {row.user_id for row in meeting.attendance.all()}
    return [user for user in users if user.pk not in there]


def address(request: HttpRequest, visit: Comer, row: Attendance) -> HttpResponse:
    """Another address for an invitation that did not arrive."""
    return form_page(
        request, forms.AddressForm, template=FORM, cancel=page_of(row.meeting),
        initial={"email": row.email, "revision": row.revision},
        act=lambda form: actions.correct_address(row, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(row.meeting), done="The invitation is on its way to that address.",
        context=about(row.meeting, f"Send the invitation of {row.name} again", WAYS_BACK, named=True),
    )  # fmt: skip


WAYS_BACK = (
    "For an invitation that came back, that the mail server refused, or that went to an old address. This changes the "
    "address for this meeting alone: correct it under People or Agencies too, where it is wrong there."
)


def attendance(request: HttpRequest, visit: Comer, meeting: Meeting) -> HttpResponse:
    """Who came."""
    return form_page(
        request, forms.AttendanceForm, template=FORM, cancel=page_of(meeting), rows=list(meeting.attendance.all()),
        act=lambda form: actions.record_attendance(meeting, form.came, by=visit.user, at=visit.now),
        then=page_of(meeting), done="The attendance is saved.", context=about(meeting, "Who attended?"),
    )  # fmt: skip


def cancel(request: HttpRequest, visit: Comer, meeting: Meeting) -> HttpResponse:
    """Call it off."""
    return form_page(
        request, forms.CancelForm, template=FORM, cancel=page_of(meeting), initial={"revision": meeting.revision},
        act=lambda form: actions.cancel(meeting, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(meeting), done="The meeting is cancelled. Everybody invited by e-mail is told.",
        context=about(meeting, "Cancel the meeting"),
    )  # fmt: skip


def restore(request: HttpRequest, visit: Comer, meeting: Meeting) -> HttpResponse:
    """Let it take place after all."""
    return form_page(
        request, forms.RestoreForm, template=FORM, cancel=page_of(meeting), initial={"revision": meeting.revision},
        act=lambda form: actions.restore(meeting, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(meeting), done="The meeting takes place. Everybody invited by e-mail is told.",
        context=about(
            meeting, "The meeting was cancelled in error", "It keeps its day, its papers and those invited."
        ),
    )  # fmt: skip


def finish(
    request: HttpRequest, visit: Comer, follow_up: FollowUp, *, office: bool, then: str, context: dict[str, Any]
) -> HttpResponse:
    """How a follow-up ended."""

    def act(form: forms.FinishForm) -> None:
        typed = form.cleaned_data
        revision, outcome = typed["revision"], typed["outcome"]
        if typed["ended"] == "dropped" and office:
            actions.drop_follow_up(follow_up, revision=revision, why=outcome, by=visit.user, at=visit.now)
        else:
            actions.finish_follow_up(
                follow_up, revision=revision, done_on=typed["done_on"], outcome=outcome, by=visit.user, at=visit.now
            )

    return form_page(
        request, forms.FinishForm if office else forms.DoneForm, template="reviews/meetings/follow_up.html", act=act,
        context=context, initial={"revision": follow_up.revision, "done_on": visit.today},
        then=then, done="The follow-up is recorded.",
    )  # fmt: skip


def with_messages(meeting: Meeting) -> list[Attendance]:
    """Those on the list, each with the newest message to them, whose way the office can see."""
    messages = queries.last_messages(meeting)
    rows = list(meeting.attendance.all())
    for row in rows:
        row.message = messages.get(row.pk)
    return rows


# The pack, and the minutes as a paper --------------------------------------------------------------


class MeetingJob:
    """Long work for a meeting."""

    def __init__(self, job: Job, meeting: Meeting) -> None:
        self.job, self.meeting = job, meeting


JOB_WORDS = {
    queries.PACK: ("Papers of the meeting in one pack", "Making the pack", "Download the pack"),
    queries.FILE_MINUTES: ("Filing the minutes", "Filing what was said with each case", "Back to the meeting"),
}


def a_job(known: QuerySet[Meeting], pk: int) -> MeetingJob | None:
    """Work of these meetings."""
    job = Job.objects.filter(pk=pk, kind__in=JOB_WORDS).first()
    meeting = known.filter(pk=job.arguments.get("meeting")).first() if job else None
    return MeetingJob(job, meeting) if job and meeting else None


def job_page(request: HttpRequest, thing: MeetingJob, *, file_url: str) -> HttpResponse:
    """How far the work has come, and what it made."""
    title, label, next_label = JOB_WORDS[thing.job.kind]
    done, failed = thing.job.state == Job.State.DONE, thing.job.state == Job.State.FAILED
    is_pack = thing.job.kind == queries.PACK
    context = {
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
        "next_url": (file_url if is_pack else page_of(thing.meeting)) if done else "",
        "next_label": next_label,
    }
    return render(request, "reviews/meetings/job.html", about(thing.meeting, title, **context))


def _made(job: Job) -> str:
    if job.kind == queries.FILE_MINUTES:
        return f"Done: the minutes stand among the papers of {_counted(job.result['cases'], 'case')}."
    left_out = job.result["left_out"]
    more = f" {_counted(left_out, 'paper')} could not be bound in; the contents say why." if left_out else ""
    return f"It is ready: {_counted(job.result['pages'], 'page')}.{more}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def job_file(visit: Comer, thing: MeetingJob) -> HttpResponse:
    """The pack that was made."""
    stored = StoredFile.objects.filter(pk=thing.job.result.get("file")).first()
    if stored is None:
        raise Http404
    answer = download(stored)
    actions.note_taken(thing.meeting, by=visit.user, at=visit.now)
    return answer


def last_pack(meeting: Meeting) -> Job | None:
    return queries.jobs_for(meeting, queries.PACK).filter(state=Job.State.DONE).first()


def minutes_file(visit: Comer, meeting: Meeting, kind: str) -> HttpResponse:
    """The minutes from the record, as PDF or in Word, as this person may read them."""
    follow_ups = meeting.follow_ups.select_related("user", "agency").all()
    items = meeting.items.filter(removed_at=None).select_related("review")
    made = f"Made on {workdate(visit.today)} by {visit.user.name}."
    paper = minutes(meeting, items, follow_ups, hidden=hidden_at(visit), made=made)
    content = papers.as_pdf(paper) if kind == "pdf" else papers.as_word(paper, at=visit.now)
    response = HttpResponse(content, content_type=papers.PDF if kind == "pdf" else papers.WORD)
    name = f"{meeting.reference} minutes.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
