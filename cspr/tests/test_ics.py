"""Does a calendar entry say when, and nothing that could identify anybody?"""

import datetime as dt

import pytest
from icalendar import Calendar

from cspr import ics
from cspr.ics import Entry, Party

pytestmark = pytest.mark.pure

AT = dt.datetime(2026, 3, 2, 9, 30, 12, 345, tzinfo=dt.UTC)
STARTS = dt.datetime(2026, 4, 20, 10, 0, tzinfo=dt.UTC)
MEETING = Entry(
    "meeting-7", "Review panel meeting, FM-2026-001", STARTS, STARTS + dt.timedelta(minutes=90), "https://x/m/7/", 3
)
OFFICE = Party("Fenmarsh, Safeguarding; Partnership", "reviews@fenmarsh.example")
HANA = Party("Hana Brzezicki", "hana.with.a.long.address@community-health.fenmarsh.example")


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://reviews.fenmarsh.example"


def invited(entry=MEETING):
    text = ics.invitation(entry, organiser=OFFICE, guest=HANA, at=AT)
    return text, Calendar.from_ical(text), Calendar.from_ical(text).walk("VEVENT")[0]


def test_an_invitation_is_read_back_as_it_was_meant():
    text, calendar, event = invited()
    assert (calendar["method"], ics.method_of(text)) == ("REQUEST", "REQUEST")
    assert (event["uid"], event["sequence"]) == ("meeting-7@reviews.fenmarsh.example", 3)
    assert (event["dtstart"].dt, event["dtend"].dt) == (STARTS, STARTS + dt.timedelta(minutes=90))
    assert event["organizer"] == f"mailto:{OFFICE.email}" and event["organizer"].params["CN"] == OFFICE.name
    assert event["attendee"] == f"mailto:{HANA.email}"
    assert {line for line in text.split("\r\n") if len(line.encode()) > 75} == set()


def test_it_holds_a_summary_a_link_and_no_place():
    _, _, event = invited()
    assert event["summary"] == "Review panel meeting, FM-2026-001"
    assert event["class"] == "PRIVATE"
    assert set(event) == {
        "UID", "DTSTAMP", "SUMMARY", "SEQUENCE", "STATUS", "CLASS", "DTSTART", "DTEND", "URL", "DESCRIPTION",
        "ORGANIZER", "ATTENDEE",
    }  # fmt: skip


def test_a_cancellation_names_the_same_entry():
    cancelled = Entry(MEETING.key, MEETING.summary, MEETING.starts, MEETING.ends, sequence=4, cancelled=True)
    text, calendar, event = invited(cancelled)
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 4)
    assert event["uid"] == invited()[2]["uid"]


def test_a_day_is_a_whole_day_that_leaves_one_free():
    text = ics.calendar([Entry("duty-1", "FM-2026-001", dt.date(2026, 12, 31))], name="Reviews", at=AT)
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    assert event["transp"] == "TRANSPARENT"
    assert ics.method_of(text) == "PUBLISH"


def test_an_empty_calendar_is_one_too():
    assert Calendar.from_ical(ics.calendar([], name="Reviews", at=AT)).walk("VEVENT") == []


def test_another_address_changes_nothing_but_the_address():
    text = invited()[0]
    again = ics.readdressed(text, to="hana@new.example")
    event = Calendar.from_ical(again).walk("VEVENT")[0]
    assert event["attendee"] == "mailto:hana@new.example"
    assert event["attendee"].params["CN"] == "Hana Brzezicki"
    assert event["uid"] == invited()[2]["uid"] and ics.method_of(again) == "REQUEST"


@pytest.mark.parametrize("odd", ["A\r\nATTENDEE:mailto:x@y.example", "a;b,c\\d", "ä" * 100])
def test_odd_text_stays_in_its_place(odd):
    entry = Entry("meeting-7", odd, STARTS, STARTS)
    _, _, event = invited(entry)
    assert event["attendee"] == f"mailto:{HANA.email}"
    assert event["summary"].replace("\r\n", "\n") == odd.replace("\r\n", "\n")
