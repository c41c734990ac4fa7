"""How are people told of a meeting, and what do the sub-group's papers say? An e-mail or a calendar says codes only."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agencies.models import User
from cspr import ics
from cspr.letters.actions import word
from cspr.letters.shipped import GENUINE, Letter, register
from cspr.papers import Paper, Part, Table, Text
from cspr.templatetags.page import workdate, workmoment
from reviews.identities.rules import KnownForms, masked, names_somebody
from reviews.meetings.models import AgendaItem, Attendance, FollowUp, Meeting
from reviews.meetings.queries import known_in
from reviews.meetings.rules import ends_at

FIELDS = ("code", "kind", "date", "time", "minutes", "place", "sender", "office", "phone", "link")

_FOOT = """

What such a review is, and what becomes of what is said: {about}
Questions, or to check that this message is genuine: ring {office} on the number you know for them, or on {phone}, and quote {code}.

{sender}
{office}
"""  # noqa: E501

INVITATION = Letter(
    "meetings.invitation",
    "Invitation: {kind}, {date} ({code})",
    """You are invited to a {kind} on {date} at {time}. It is planned to last {minutes} minutes.

Where: {place}

The agenda is here, for people who may sign in: {link}

The invitation for your calendar is attached. It says the kind of meeting, the code and the time, and nothing else."""
    + _FOOT,
    FIELDS,
    title="Invitation to a meeting",
    must=GENUINE,
)
MOVED = Letter(
    "meetings.moved",
    "Changed: {kind}, now {date} ({code})",
    """The {kind} you are invited to has changed. It is now on {date} at {time} and is planned to last {minutes} minutes.

Where: {place}

The agenda is here, for people who may sign in: {link}

The attached invitation moves it in your calendar."""
    + _FOOT,
    FIELDS,
    title="A meeting has moved",
    must=GENUINE,
)
CANCELLED = Letter(
    "meetings.cancelled",
    "Cancelled: {kind}, {date} ({code})",
    """The {kind} on {date} at {time} will not take place. The attached message takes it out of your calendar."""
    + _FOOT,
    FIELDS,
    title="A meeting is cancelled",
    must=GENUINE,
)

RESTORED = Letter(
    "meetings.restored",
    "Takes place after all: {kind}, {date} ({code})",
    """The {kind} on {date} at {time} was cancelled in error and takes place after all. It is planned to last {minutes} minutes.

Where: {place}

The agenda is here, for people who may sign in: {link}

The attached invitation puts it back into your calendar."""
    + _FOOT,
    FIELDS,
    title="A cancelled meeting takes place after all",
    must=GENUINE,
)

for letter in (INVITATION, MOVED, CANCELLED, RESTORED):
    register(letter)


def tell_of(letter: Letter, meeting: Meeting, sender: User) -> tuple[str, str]:
    """Subject and body of a message about a meeting; a place that names somebody by now stands on its page alone."""
    place = meeting.place or "to be confirmed"
    if meeting.place and names_somebody(meeting.place, known_in(meeting.partnership, meeting.review)):
        place = "you find it on the page of the meeting, or ring the office"
    office, starts = meeting.partnership, timezone.localtime(meeting.starts_at)
    return word(
        letter.code,
        code=meeting.reference,
        kind=meeting.get_kind_display().lower(),
        date=f"{starts:%A} {starts.day} {starts:%B %Y}",
        time=f"{starts:%H:%M}",
        minutes=str(meeting.minutes_long),
        place=place,
        sender=f"{sender.name}, {sender.job}" if sender.job else sender.name,
        office=office.name,
        phone=office.phone or settings.OFFICE_PHONE or "its published number",
        link=link_to(meeting),
    )


def link_to(meeting: Meeting) -> str:
    """The whole address of the meeting's page."""
    return settings.SITE_URL + page_of(meeting)


def page_of(meeting: Meeting) -> str:
    """The meeting's page: in its case, or the sub-group's."""
    if meeting.review:
        return reverse("meetings-meeting", args=[meeting.review.code, meeting.pk])
    return reverse("subgroup-meeting", args=[meeting.pk])


def entry_of(meeting: Meeting) -> ics.Entry:
    """The meeting as it stands in somebody's own calendar: its kind, its code and its time, nothing else."""
    return ics.Entry(
        key=f"meeting-{meeting.pk}",
        summary=f"{meeting.get_kind_display()}, {meeting.reference}",
        starts=meeting.starts_at,
        ends=ends_at(meeting),
        link=link_to(meeting),
        sequence=meeting.revision,
        cancelled=bool(meeting.cancelled_at),
    )


def invitation_of(meeting: Meeting, guest: Attendance, *, at: dt.datetime) -> str:
    """The meeting for the calendar of one guest: an invitation, a change, or the cancellation."""
    office = meeting.partnership
    organiser = ics.Party(office.name, office.email or settings.DEFAULT_FROM_EMAIL)
    return ics.invitation(entry_of(meeting), organiser=organiser, guest=ics.Party(guest.name, guest.email), at=at)


# On paper ------------------------------------------------------------------------------------------


def in_labels(text: str, hidden: KnownForms | None) -> str:
    """The text with labels in the place of the names that are hidden from whoever reads it."""
    return masked(text, hidden) if text and hidden else text


@dataclass(frozen=True)
class PackPaper:
    """A paper in the pack: where it begins, or why it is not bound in."""

    name: str
    page: int = 0
    note: str = ""


@dataclass(frozen=True)
class PackItem:
    """One thing on the agenda, as it is printed."""

    number: int
    name: str
    heading: str
    about: str
    of_case: bool
    lines: tuple[str, ...]
    next: str
    papers: tuple[PackPaper, ...]

    @property
    def anchor(self) -> str:
        return f"item-{self.number}"


@dataclass(frozen=True)
class Pack:
    """What stands before the papers of a sub-group meeting: its contents, and its agenda."""

    title: str
    partnership: str
    when: str
    place: str
    reference: str
    items: tuple[PackItem, ...]


def name_of(item: AgendaItem) -> str:
    """What a thing on the agenda is called: the code of its case, or its own title."""
    return ", ".join(part for part in (item.review.code if item.review else "", item.title) if part)


def lines_of(item: AgendaItem) -> list[tuple[str, dt.date | None]]:
    """What is open in the case, each with its day: "answer the request (3 times)"."""
    return [
        (
            f"{line['what']} ({line['times']} times)" if line["times"] > 1 else line["what"],
            dt.date.fromisoformat(line["due_on"]) if line["due_on"] else None,
        )
        for line in item.why
    ]


def pack_item(number: int, item: AgendaItem, papers: Iterable[PackPaper], hidden: KnownForms) -> PackItem:
    """One thing on the agenda with its papers, with labels for names: a pack is made for many."""
    lines = tuple(f"{what}, due {workdate(due_on)}" if due_on else what for what, due_on in lines_of(item))
    lines = tuple(in_labels(line, hidden) for line in lines)
    return PackItem(
        number=number,
        name=in_labels(name_of(item), hidden),
        heading=item.get_heading_display(),
        about=f"{item.review.get_kind_display()}, {item.review.get_phase_display().lower()}" if item.review else "",
        of_case=item.review is not None,
        lines=tuple(line[:1].upper() + line[1:] for line in lines),
        next=workdate(item.next_on),
        papers=tuple(papers),
    )


def pack(meeting: Meeting, items: Iterable[PackItem], hidden: KnownForms) -> str:
    """Contents and agenda of a sub-group meeting, to be printed before its papers."""
    made = Pack(
        title=f"{meeting.get_kind_display()}, {workdate(meeting.starts_at)}: papers",
        partnership=meeting.partnership.name,
        when=workmoment(meeting.starts_at),
        place=in_labels(meeting.place, hidden),
        reference=meeting.reference,
        items=tuple(items),
    )
    return render_to_string("pdf/pack.html", {"pack": made})


@dataclass(frozen=True)
class Extract:
    """What was said of one case, as it is filed with it."""

    title: str
    partnership: str
    when: str
    code: str
    number: int
    minutes: str
    follow_ups: tuple[str, ...]


def title_of_extract(meeting: Meeting) -> str:
    """The title of the paper that is filed with a case."""
    return f"Minutes of the sub-group, {workdate(meeting.starts_at)}"


def extract(
    meeting: Meeting, item: AgendaItem, follow_ups: Iterable[FollowUp], *, number: int, hidden: KnownForms
) -> str:
    """What was said of a case and what is to be done, without a word about any other, with labels for names: everybody
    who reads the papers of the case opens it.
    """
    assert item.review is not None
    made = Extract(
        title=title_of_extract(meeting),
        partnership=meeting.partnership.name,
        when=workmoment(meeting.starts_at),
        code=item.review.code,
        number=number,
        minutes=in_labels(item.minutes, hidden),
        follow_ups=tuple(in_labels(_said(row), hidden) for row in follow_ups),
    )
    return render_to_string("pdf/extract.html", {"extract": made})


def _said(row: FollowUp) -> str:
    by_when = f", by {workdate(row.due_on)}" if row.due_on else ""
    return f"{row.what} ({row.user or row.agency}{by_when})"


def minutes(
    meeting: Meeting,
    items: Iterable[AgendaItem],
    follow_ups: Iterable[FollowUp],
    *,
    hidden: KnownForms | None,
    made: str,
) -> Paper:
    """The minutes of a meeting as a paper: who came, the agenda, what was said, and what is to be done; with labels for
    the names that are ``hidden`` from whoever asked for it.
    """
    about, place = "Nothing is written down yet.", in_labels(meeting.place, hidden)
    said = [
        Text(f"{number}. {in_labels(name_of(item), hidden)}", in_labels(item.minutes, hidden) or about)
        for number, item in enumerate(items, start=1)
    ]
    blocks = tuple(said) if meeting.review is None else (Text("", in_labels(meeting.notes, hidden) or about),)
    todo = tuple(
        (
            in_labels(row.what, hidden),
            str(row.user or row.agency),
            workdate(row.due_on) or "No day agreed",
            _how_far(row),
        )
        for row in follow_ups
    )
    head = ("What", "Who", "By when", "How far")
    agenda = (Part("Agenda", (Text("", in_labels(meeting.agenda, hidden)),)),) if meeting.agenda else ()
    who = _who(meeting, hidden)
    return Paper(
        title=f"Minutes: {meeting.get_kind_display().lower()}, {workdate(meeting.starts_at)}",
        subtitle=f"{workmoment(meeting.starts_at)}{', ' + place if place else ''}",
        owner=meeting.partnership.name,
        running=f"{meeting.reference}. Minutes of {workdate(meeting.starts_at)}",
        made=made,
        notes=("Confidential. These minutes are about children. Hand them back or destroy them after use.",),
        parts=(
            Part("Who was there", (Table("", ("Name", "Agency", "Came"), who, "Nobody is on the list."),)),
            *agenda,
            Part("What was said", blocks),
            Part("Follow-ups", (Table("", head, todo, "None were agreed."),)),
        ),
    )


def _who(meeting: Meeting, hidden: KnownForms | None) -> tuple[tuple[str, ...], ...]:
    """Those on the list. Whoever signs in is a colleague under their own name; what was typed may be anybody's."""
    return tuple(
        (
            row.name if row.user_id else in_labels(row.name, hidden),
            str(row.agency or ""),
            row.get_came_display() + (f": {in_labels(row.deputy, hidden)}" if row.deputy else ""),
        )
        for row in meeting.attendance.all()
    )


def _how_far(row: FollowUp) -> str:
    if row.done_on:
        return f"Done on {workdate(row.done_on)}"
    return "No longer needed" if row.dropped_at else "Open"
