"""Which forms have a meeting of a case and one of the sub-group in common? Each stands behind two doors."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.models import Agency, Contact, User
from cspr.pages import form_page
from reviews.case.access import Visit
from reviews.meetings import actions, forms, queries, rules
from reviews.meetings.access import SubgroupVisit
from reviews.meetings.models import Attendance, FollowUp, Meeting
from reviews.meetings.narrative import page_of

Comer = Visit | SubgroupVisit
FORM = "reviews/meetings/form.html"
BASES = {True: "reviews/case_base.html", False: "reviews/meetings/subgroup_base.html"}


def about(meeting: Meeting, title: str, lead: str = "", **more: Any) -> dict[str, Any]:
    """What every form about a meeting shows."""
    return {"base": BASES[meeting.review_id is not None], "meeting": meeting, "title": title, "lead": lead, **more}


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
