"""How does a meeting or a day get into somebody's own calendar? As iCalendar (RFC 5545), or by e-mail (RFC 5546).

A calendar is open to colleagues, deputies and whoever runs the calendar server. So an entry holds what it is given here
and nothing else: a short summary, a moment or a day, and a link to a page that asks for a sign-in.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Practice reviews//EN"
ONE_DAY = dt.timedelta(days=1)
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True)
class Entry:
    """What stands in a calendar: a meeting with its start and end, or a whole day.

    ``key`` tells it from all others of this installation, for ever; ``sequence`` goes up with each change of it.
    """

    key: str
    summary: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | None = None
    link: str = ""
    sequence: int = 0
    cancelled: bool = False


@dataclass(frozen=True)
class Party:
    """Who invites, or who is invited."""

    name: str
    email: str


def invitation(entry: Entry, *, organiser: Party, guest: Party, at: dt.datetime) -> str:
    """The entry as an invitation of one guest, a later form of it, or its cancellation."""
    event = _event(entry, at)
    event.add("organizer", _address(organiser))
    attendee = _address(guest)
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    event.add("attendee", attendee)
    return _written(CANCEL if entry.cancelled else REQUEST, [event])


def calendar(entries: Iterable[Entry], *, name: str, at: dt.datetime) -> str:
    """Many entries under one name, to be downloaded once or subscribed to."""
    return _written(PUBLISH, [_event(entry, at) for entry in entries], name=name)


def readdressed(text: str, *, to: str) -> str:
    """An invitation for another address of the same guest."""
    found = Calendar.from_ical(text)
    for event in found.walk("VEVENT"):
        event["attendee"] = vCalAddress(f"mailto:{to}", params=event["attendee"].params)
    return found.to_ical().decode()


def method_of(text: str) -> str:
    """Whether what was written invites, cancels or tells."""
    return next(line.partition(":")[2] for line in text.splitlines() if line.startswith("METHOD:"))


def _event(entry: Entry, at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("summary", entry.summary)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    # Shown as private by calendars that know the word; those that do not show nothing that could identify anybody.
    event.add("class", "PRIVATE")
    _add_when(event, entry)
    if entry.link:
        event.add("url", entry.link)
        event.add("description", f"For people who may sign in: {entry.link}")
    return event


def _add_when(event: Event, entry: Entry) -> None:
    if isinstance(entry.starts, dt.datetime):
        event.add("dtstart", entry.starts.astimezone(dt.UTC))
        event.add("dtend", (entry.ends or entry.starts).astimezone(dt.UTC))
        return
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.starts + ONE_DAY)
    # A day on which something is due leaves the person free for meetings.
    event.add("transp", "TRANSPARENT")


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    address.params["CN"] = vText(party.name)
    return address


def _written(method: str, events: list[Event], *, name: str = "") -> str:
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", method)
    if name:
        found.add("x-wr-calname", name)
        found.add("x-published-ttl", "PT4H")
    for event in events:
        found.add_component(event)
    return found.to_ical().decode()
