"""The sub-group's meeting over all cases: agenda, pack, minutes filed back."""

import datetime as dt
import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from agencies.models import Agency, Partnership, Post
from cspr.audit.models import TrailEntry
from cspr.files.actions import read
from cspr.jobs.actions import run
from cspr.jobs.models import Job
from cspr.outbox.models import Message
from cspr.pdf import to_pdf
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.actions import involve, open_duty
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Incident, Review
from reviews.case.phases import Phase
from reviews.documents.actions import add_document, withdraw
from reviews.documents.models import Document
from reviews.meetings import actions, queries
from reviews.meetings.duties import Heading
from reviews.meetings.models import AgendaItem, Meeting
from reviews.meetings.rules import Guest, in_order
from reviews.panel.duties import AGREE_TERMS
from reviews.proceedings.duties import LOOK_AT_HOLD
from reviews.proceedings.tests.steps import on_hold
from reviews.referral.tests import steps as referral

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
STARTS = AT + dt.timedelta(days=7)
OVER = STARTS + dt.timedelta(hours=3)
LATE = DutyKind("test.late", "answer the request", "case")


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    found = referral.referred(cast, at=AT)
    involve(found, cast.agencies.health, by=cast.priya, at=AT)
    return found


@pytest.fixture
def planned(cast, review):
    return plan(cast)


def plan(cast, starts_at=STARTS):
    return actions.plan_subgroup(cast.partnership, starts_at=starts_at, place="Room 2", by=cast.priya, at=AT)


def a_case(cast, number, phase=Phase.IN_REVIEW):
    return Review.objects.create(
        code=f"FM-2025-{number:03}", partnership=cast.partnership, incident=Incident.objects.create(), kind="statutory",
        phase=phase, opened_on=AT.date(), opened_at=AT, opened_by=cast.priya,
    )  # fmt: skip


def late_in(review, days=3, **who):
    due_on = AT.date() - dt.timedelta(days=days)
    return open_duty(review, LATE, at=AT, due_on=due_on, **(who or {"role": "business_support"}))


@pytest.fixture
def as_(client, cast, monkeypatch):
    def sign_in(key, now=AT):
        monkeypatch.setattr("cspr.clock.now", lambda: now)
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def guest(person):
    return Guest(person.name, person.email, person, person.agency)


def of(meeting, review):
    return meeting.items.get(review=review)


# The agenda ----------------------------------------------------------------------------------------


def test_the_agenda_is_made_of_every_case_that_has_something_for_it(cast, review):
    late, quiet, closed = a_case(cast, 1), a_case(cast, 2), a_case(cast, 3, Phase.CLOSED)
    rapid = a_case(cast, 4, Phase.RAPID_REVIEW)
    for case in (late, closed):
        late_in(case)
    late_in(late, 9, agency=cast.agencies.health)
    open_duty(late, LATE, at=AT, due_on=dt.date(2026, 4, 30), user=cast.cora)
    open_duty(quiet, LATE, at=AT, due_on=STARTS.date(), role="business_support")
    meeting = plan(cast)
    found = [(item.heading, item.review) for item in meeting.items.select_related("review")]
    assert found == [(Heading.SCREEN, review), (Heading.RAPID, rapid), (Heading.LATE, late)]
    item = of(meeting, late)
    assert item.why == [{"what": "answer the request", "due_on": "2026-04-04", "times": 2}]
    assert item.next_on == dt.date(2026, 4, 30)
    assert quiet not in [case for _, case in found]


def test_a_decision_that_is_far_off_waits_for_a_later_meeting(cast):
    near, far = a_case(cast, 1), a_case(cast, 2)
    for case, days in ((near, 30), (far, 100)):
        open_duty(case, AGREE_TERMS, at=AT, due_on=AT.date() + dt.timedelta(days=days), user=cast.cora)
    meeting = plan(cast)
    assert [(item.heading, item.review) for item in meeting.items.all()] == [(Heading.DECIDE, near)]


def test_a_case_on_hold_comes_when_its_hold_is_to_be_looked_at_and_its_rest_is_not_late(cast):
    held = a_case(cast, 1)
    late_in(held)
    on_hold(cast, held, at=AT)
    item = of(plan(cast), held)
    assert item.heading == Heading.HOLDS
    assert [line["what"] for line in item.why] == [LOOK_AT_HOLD.what]


def test_another_partnerships_cases_are_not_on_it(cast, planned):
    other = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EW")
    meeting = actions.plan_subgroup(other, starts_at=STARTS, by=cast.priya, at=AT)
    assert not meeting.items.exists()
    assert meeting.reference == f"EW-SG{meeting.pk}"


def test_bringing_it_up_to_date_keeps_order_words_and_what_was_taken_off(cast, review, planned):
    first, second = a_case(cast, 1), a_case(cast, 2)
    duty = late_in(first)
    actions.build_agenda(planned, by=cast.priya, at=AT)
    own = actions.add_item(planned, title="Dates of next year", by=cast.priya, at=AT)
    actions.remove_item(of(planned, review), revision=1, by=cast.priya, at=AT)
    actions.reorder(planned, {own.pk: 1}, by=cast.priya, at=AT)
    Duty.objects.filter(pk=duty.pk).update(met_on=AT.date(), met_at=AT)
    late_in(second)
    assert actions.build_agenda(planned, by=cast.priya, at=AT) == 1
    items = planned.items.filter(removed_at=None)
    assert [item.review or item.title for item in items] == ["Dates of next year", first, second]
    assert of(planned, first).why == [] and of(planned, first).next_on is None
    assert of(planned, review).removed_at


def test_a_case_is_added_by_hand_once(cast, planned):
    quiet = a_case(cast, 5)
    item = actions.add_item(planned, review=quiet, title="Change of reviewer", by=cast.priya, at=AT)
    assert item.heading == Heading.RUNNING
    with pytest.raises(NotYet, match="on the agenda already"):
        actions.add_item(planned, review=quiet, by=cast.priya, at=AT)
    actions.remove_item(item, revision=item.revision, by=cast.priya, at=AT)
    actions.add_item(planned, review=quiet, by=cast.priya, at=AT)
    assert planned.items.filter(review=quiet, removed_at=None).count() == 1
    with pytest.raises(NotYet, match="say what it is about"):
        actions.add_item(planned, title=" ", by=cast.priya, at=AT)


@pytest.mark.parametrize(
    "places, order",
    [({}, [1, 2, 3, 4]), ({4: 1}, [4, 1, 2, 3]), ({1: 4}, [2, 3, 4, 1]), ({3: 2}, [1, 3, 2, 4]), ({2: 3}, [1, 3, 2, 4]),
     ({1: 99}, [2, 3, 4, 1]), ({2: 2, 1: 1}, [1, 2, 3, 4])],
)  # fmt: skip
def test_what_is_moved_stands_where_it_was_put(places, order):
    assert in_order([1, 2, 3, 4], places) == order


def test_two_hundred_cases_take_no_more_queries(as_, cast, planned):
    client, url = as_("priya"), reverse("subgroup-meeting", args=[planned.pk])

    def queries_of():
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
            actions.build_agenda(planned, by=cast.priya, at=AT)
        return len(found)

    late_in(a_case(cast, 1))
    actions.build_agenda(planned, by=cast.priya, at=AT)
    queries_of()
    few = queries_of()
    for number in range(2, 201):
        late_in(a_case(cast, number))
    actions.build_agenda(planned, by=cast.priya, at=AT)
    assert planned.items.count() == 201
    # Changed rows are written a hundred at a time.
    assert queries_of() <= few + 4


# The meeting ---------------------------------------------------------------------------------------


def test_it_is_the_planners_duty_to_hold_and_theirs_alone(cast, planned):
    duty = Duty.objects.open().get(kind="meetings.hold_subgroup")
    assert (duty.user, duty.review, duty.due_on) == (cast.priya, None, STARTS.date())
    actions.change_meeting(planned, revision=1, starts_at=STARTS + dt.timedelta(days=1), by=cast.priya, at=AT)
    assert Duty.objects.open().get(kind="meetings.hold_subgroup").due_on == dt.date(2026, 4, 21)
    actions.cancel(planned, revision=2, why="Snow.", by=cast.priya, at=AT)
    assert not Duty.objects.open().filter(kind="meetings.hold_subgroup").exists()


def test_the_invitation_names_the_meeting_and_no_case(cast, review, planned):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    message = Message.objects.get()
    event = Calendar.from_ical(message.calendar).walk("VEVENT")[0]
    assert event["summary"] == f"Sub-group meeting, FM-SG{planned.pk}"
    assert review.code not in message.subject + message.body + message.calendar


def test_those_of_last_time_are_invited_with_one_click(as_, cast, planned):
    actions.invite(planned, [guest(cast.hugo), Guest("Gwen Tarrant", "gwen@reedbed.example")], by=cast.priya, at=AT)
    following = plan(cast, STARTS + dt.timedelta(days=28))
    client = as_("priya")
    assert "Invite the people of 20 April 2026" in text(client.get(reverse("subgroup-meeting", args=[following.pk])))
    client.post(reverse("subgroup-invite-same", args=[following.pk]))
    assert {row.name for row in following.attendance.all()} == {"Hugo Marsh", "Gwen Tarrant"}


def test_attendance_meets_the_duty(cast, planned):
    actions.add_attended(planned, [guest(cast.hugo)], by=cast.priya, at=OVER)
    actions.record_attendance(planned, {}, by=cast.priya, at=OVER)
    assert Duty.objects.get(kind="meetings.hold_subgroup").met_on == STARTS.date()


# Minutes -------------------------------------------------------------------------------------------


def file_all(cast, meeting):
    job = actions.ask_to_file(meeting, by=cast.priya, at=OVER)
    assert run(job.pk, at=OVER, clock=lambda: OVER)
    return Job.objects.get(pk=job.pk)


def words_of(paper):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(read(paper.file))).pages))


def test_what_was_said_of_each_case_is_filed_with_that_case_alone(cast, review, planned):
    other = a_case(cast, 1)
    actions.add_item(planned, review=other, by=cast.priya, at=AT)
    actions.write_minutes(of(planned, review), revision=1, minutes="Screened with care.", by=cast.priya, at=OVER)
    actions.write_minutes(of(planned, other), revision=1, minutes="A new reviewer.", by=cast.priya, at=OVER)
    actions.add_follow_up(
        planned, what="Ring the aunt", due_on=dt.date(2026, 4, 27), agency=cast.agencies.health, review=review,
        by=cast.priya, at=OVER,
    )  # fmt: skip
    job = file_all(cast, planned)
    assert (job.state, job.result) == ("done", {"cases": 2})
    paper = review.documents.get(belongs_to=f"meeting:{planned.pk}")
    said = words_of(paper)
    assert paper.title == "Minutes of the sub-group, 20 April 2026"
    assert "Screened with care." in said and "Ring the aunt" in said and review.code in said
    assert "new reviewer" not in said and other.code not in said
    assert TrailEntry.objects.filter(kind="meetings.filed", review_code=review.code).count() == 1
    with pytest.raises(NotYet, match="not filed yet"):
        actions.ask_to_file(planned, by=cast.priya, at=OVER)


def test_minutes_changed_afterwards_are_filed_as_the_next_version(cast, review, planned):
    actions.write_minutes(of(planned, review), revision=1, minutes="First words.", by=cast.priya, at=OVER)
    file_all(cast, planned)
    item = of(planned, review)
    actions.write_minutes(item, revision=item.revision, minutes="Better words.", by=cast.priya, at=OVER)
    file_all(cast, planned)
    first, second = review.documents.filter(belongs_to=f"meeting:{planned.pk}").order_by("pk")
    assert (first.version, bool(first.withdrawn_at), second.version, second.withdrawn_at) == ("", True, "2", None)


def test_filing_that_breaks_off_goes_on_and_files_nothing_twice(cast, review, planned, monkeypatch):
    other = a_case(cast, 1)
    actions.add_item(planned, review=other, by=cast.priya, at=AT)
    for case in (review, other):
        actions.write_minutes(of(planned, case), revision=1, minutes="Said.", by=cast.priya, at=OVER)
    real, calls = to_pdf, []

    def once(html, **more):
        calls.append(html)
        if len(calls) == 2:
            raise OSError("the disk is full")
        return real(html, **more)

    monkeypatch.setattr("reviews.meetings.actions.minutes.to_pdf", once)
    job = actions.ask_to_file(planned, by=cast.priya, at=OVER)
    run(job.pk, at=OVER, clock=lambda: OVER)
    assert Document.objects.filter(belongs_to=f"meeting:{planned.pk}").count() == 1
    run(job.pk, at=OVER, clock=lambda: OVER)
    assert Document.objects.filter(belongs_to=f"meeting:{planned.pk}").count() == 2


def test_minutes_are_not_filed_before_the_meeting(cast, review, planned):
    actions.write_minutes(of(planned, review), revision=1, minutes="Prepared.", by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="still to come"):
        actions.ask_to_file(planned, by=cast.priya, at=AT)


def test_two_who_write_minutes_at_once_both_keep_their_words(cast, review, planned):
    mine, theirs = of(planned, review), of(planned, review)
    actions.write_minutes(mine, revision=1, minutes="Mine.", by=cast.priya, at=OVER)
    with pytest.raises(ChangedMeanwhile):
        actions.write_minutes(theirs, revision=1, minutes="Theirs.", by=cast.priya, at=OVER)
    # Bringing the agenda up to date meanwhile throws nobody out.
    late_in(review)
    actions.build_agenda(planned, by=cast.priya, at=OVER)
    actions.write_minutes(of(planned, review), revision=2, minutes="Both.", by=cast.priya, at=OVER)


def test_nothing_is_written_when_the_trail_cannot_be(cast, review, planned, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.meetings.actions.telling.record", broken)
    for act in (
        lambda: plan(cast, STARTS + dt.timedelta(days=1)),
        lambda: actions.write_minutes(of(planned, review), revision=1, minutes="Said.", by=cast.priya, at=OVER),
        lambda: actions.add_item(planned, title="More", by=cast.priya, at=AT),
    ):
        with pytest.raises(RuntimeError):
            act()
    assert (Meeting.objects.count(), AgendaItem.objects.count(), of(planned, review).minutes) == (1, 1, "")


# Follow-ups ----------------------------------------------------------------------------------------


def test_a_follow_up_is_a_duty_in_the_case_it_belongs_to(as_, cast, review, planned):
    url = reverse("subgroup-item-follow-up", args=[of(planned, review).pk])
    form = {"what": "Ring the aunt", "who": f"agency:{cast.agencies.health.pk}", "due_on": "2026-04-27"}
    assert as_("priya", now=OVER).post(url, form).status_code == 302
    duty = review.duties.open().get(kind="meetings.follow_up")
    assert (duty.agency, duty.due_on) == (cast.agencies.health, dt.date(2026, 4, 27))
    page = reverse("meetings-follow-up", args=[review.code, duty.thing_id])
    assert "Sub-group meeting, 20 April 2026" in text(as_("hana", now=OVER).get(page))
    assert as_("hana", now=OVER).post(page, {"done_on": "2026-04-20", "revision": 1}).status_code == 302
    assert Duty.objects.get(pk=duty.pk).met_on == dt.date(2026, 4, 20)


def test_a_follow_up_of_no_case_is_done_on_a_page_of_its_own(as_, cast, planned):
    own = actions.add_item(planned, title="Dates of next year", by=cast.priya, at=AT)
    url = reverse("subgroup-item-follow-up", args=[own.pk])
    assert as_("priya", now=OVER).post(url, {"what": "Send dates", "who": f"user:{cast.cora.pk}"}).status_code == 302
    duty = Duty.objects.open().get(kind="meetings.follow_up_of_no_case")
    page = reverse("subgroup-follow-up", args=[duty.thing_id])
    assert page in as_("cora", now=OVER).get(reverse("home")).content.decode()
    assert as_("sid", now=OVER).get(page).status_code == 404
    assert as_("cora", now=OVER).post(page, {"done_on": "2026-04-20", "revision": 1}).status_code == 302
    assert Duty.objects.get(pk=duty.pk).met_on


# The pack ------------------------------------------------------------------------------------------


def a_pdf(*words):
    body = "".join(f'<p style="break-after: page">{word}</p>' for word in words)
    return to_pdf(f'<html lang="en-GB"><head><title>T</title></head><body>{body}</body></html>')


def put(cast, meeting, review, **files):
    for name, content in files.items():
        title, ending = name.rsplit("_", 1)
        upload = SimpleUploadedFile(f"{title}.{ending}", content)
        meeting.papers.add(add_document(review, upload, title=title.replace("_", " "), by=cast.priya, at=AT))


def pack_of(cast, meeting):
    job = actions.ask_for_pack(meeting, by=cast.priya, at=AT)
    assert run(job.pk, at=AT, clock=lambda: AT)
    job.refresh_from_db()
    assert job.state == "done", job.problem
    return job


def pages_of(job):
    from cspr.files.models import StoredFile

    reader = PdfReader(io.BytesIO(read(StoredFile.objects.get(pk=job.result["file"]))))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages], reader


def test_the_pack_has_contents_that_are_true_and_numbered_pages(cast, review, planned):
    put(cast, planned, review, Ward_notes_pdf=a_pdf("one", "two"), School_log_pdf=a_pdf("three"))
    put(cast, planned, review, Letter_txt=b"Some words in a plain file.")
    job = pack_of(cast, planned)
    pages, reader = pages_of(job)
    assert job.result == {"file": job.result["file"], "pages": len(pages), "left_out": 1}
    front = " ".join(pages[:-3])
    for number, page in enumerate(pages, start=1):
        assert f"Pack page {number} of {len(pages)}" in page
    school, ward = (next(n for n, page in enumerate(pages, 1) if word in page) for word in ("three", "one"))
    assert re.search(rf"School log[ .]* {school}\b", front) and re.search(rf"Ward notes[ .]* {ward}\b", front)
    assert "Letter (not a PDF: open it from the page of the meeting)" in front
    assert f"Item 1, {review.code}: Ward notes" in pages[ward - 1]
    assert reader.outline


def test_a_paper_withdrawn_after_it_was_chosen_is_not_in_the_pack_and_the_agenda_says_so(as_, cast, review, planned):
    put(cast, planned, review, Ward_notes_pdf=a_pdf("secret words"))
    withdraw(planned.papers.get(), revision=1, why="It named somebody.", by=cast.priya, at=AT)
    pages, _ = pages_of(pack_of(cast, planned))
    said = " ".join(pages)
    assert "secret words" not in said and "Ward notes" not in said
    assert "A paper (withdrawn since it was put on the agenda)" in said
    assert "Paper withdrawn" in text(as_("priya").get(reverse("subgroup-meeting", args=[planned.pk])))


def test_a_file_that_is_no_whole_pdf_does_not_spoil_the_pack(cast, review, planned):
    put(cast, planned, review, Broken_pdf=b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n")
    job = pack_of(cast, planned)
    assert job.result["left_out"] == 1
    assert "Broken (cannot be read or is locked" in " ".join(pages_of(job)[0])


def test_the_office_asks_for_the_pack_and_readers_download_it(as_, cast, review, planned):
    client = as_("priya")
    page = client.post(reverse("subgroup-pack", args=[planned.pk])).url
    job = Job.objects.get()
    assert page == reverse("subgroup-job", args=[job.pk])
    assert run(job.pk, at=AT, clock=lambda: AT)
    assert "Download the pack" in text(client.get(page))
    taken = as_("cora").get(reverse("subgroup-job-file", args=[job.pk]))
    assert taken.content.startswith(b"%PDF-") and TrailEntry.objects.filter(kind="meetings.pack_taken").exists()
    for who, status in (("hugo", 404), ("sam", 404), ("bea", 404)):
        assert as_(who).get(reverse("subgroup-job-file", args=[job.pk])).status_code == status, who


# Pages ---------------------------------------------------------------------------------------------


def test_a_meeting_is_planned_and_its_agenda_worked_on(as_, cast, review):
    client = as_("priya")
    form = {"date": "2026-04-20", "time": "10am", "minutes_long": "120", "partnership": cast.partnership.pk}
    url = client.post(reverse("subgroup-plan"), form).url
    meeting = Meeting.objects.get()
    assert url == reverse("subgroup-meeting", args=[meeting.pk])
    page = text(client.get(url))
    for words in ("Referrals to screen", review.code, "20 April 2026", "Bring up to date with all cases"):
        assert words in page, words
    client.post(reverse("subgroup-add", args=[meeting.pk]), {"title": "Dates of next year"})
    own = meeting.items.get(review=None)
    form = {f"place_{item.pk}": 2 - number for number, item in enumerate(meeting.items.all())}
    assert client.post(reverse("subgroup-order", args=[meeting.pk]), form).status_code == 302
    assert meeting.items.first() == own
    item = of(meeting, review)
    here = reverse("subgroup-item", args=[item.pk])
    assert "Why it is here" in text(client.get(here))
    done = client.post(here, {"minutes": "Screened.", "revision": item.revision})
    assert done.status_code == 302
    assert client.post(reverse("subgroup-item-remove", args=[item.pk])).status_code == 409
    client.post(reverse("subgroup-item-remove", args=[own.pk]))
    assert "Taken off the agenda" in text(client.get(url))
    client.post(reverse("subgroup-item-back", args=[own.pk]))
    assert "Taken off the agenda" not in text(client.get(url))
    assert url in client.get(reverse("subgroup")).content.decode()
    again = client.post(reverse("subgroup-plan"), {**form, "date": "2026-04-20", "time": "10am", "minutes_long": "120",
                                                   "partnership": cast.partnership.pk})  # fmt: skip
    assert again.status_code == 422 and "planned for that time already" in text(again)


def test_whoever_is_invited_sees_their_own_cases_and_no_papers(as_, cast, review, planned):
    other = a_case(cast, 1)
    late_in(other)
    actions.build_agenda(planned, by=cast.priya, at=AT)
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    page = text(as_("hugo").get(reverse("subgroup-meeting", args=[planned.pk])))
    assert f"1. {review.code}" in page and other.code not in page and "Pack" not in page
    for word in ("recommend", "criteria", "Referrals to screen", "Next date"):
        assert word not in page, word  # what others owe is none of an agency's business
    assert as_("hugo").get(reverse("subgroup-item", args=[of(planned, review).pk])).status_code == 403
    assert as_("hana").get(reverse("subgroup-meeting", args=[planned.pk])).status_code == 404
    assert "No meeting of the sub-group" in text(as_("hana").get(reverse("subgroup")))


@pytest.mark.pure
@pytest.mark.parametrize("name", ["change", "invite", "attended", "attendance", "cancel", "order", "add"])
def test_only_the_office_runs_it(as_, planned, name):
    url = reverse(f"subgroup-{name}", args=[planned.pk])
    for who, status in (("priya", 200), ("cora", 403), ("sid", 403), ("hugo", 404), ("sam", 404)):
        assert as_(who).get(url).status_code == status, who


def test_the_office_of_another_partnership_knows_nothing_of_it(as_, cast, review, planned):
    other = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EW")
    Post.objects.filter(user=cast.priya).update(partnership=other)
    client = as_("priya")
    assert client.get(reverse("subgroup-meeting", args=[planned.pk])).status_code == 404
    assert client.get(reverse("subgroup-item", args=[of(planned, review).pk])).status_code == 404
    assert planned.reference not in text(client.get(reverse("subgroup")))


@pytest.mark.parametrize("name", ["refresh", "pack", "file", "invite-same"])
def test_buttons_are_no_pages(as_, planned, name):
    assert as_("priya").get(reverse(f"subgroup-{name}", args=[planned.pk])).status_code == 405


def test_looking_at_an_item_is_a_look_at_its_case(as_, review, planned):
    as_("cora").get(reverse("subgroup-item", args=[of(planned, review).pk]))
    assert TrailEntry.objects.filter(chain=f"looks:{review.code}", sentence="opened subgroup-item").exists()


def test_a_paper_for_a_case_is_chosen_from_that_case(as_, cast, review, planned):
    other = a_case(cast, 1)
    paper = add_document(review, referral.paper("a.pdf"), title="Ward notes", by=cast.priya, at=AT)
    foreign = add_document(other, referral.paper("b.pdf"), title="Of another", by=cast.priya, at=AT)
    url = reverse("subgroup-item-papers", args=[of(planned, review).pk])
    client = as_("priya")
    assert "Of another" not in text(client.get(url))
    assert client.post(url, {"papers": [paper.pk, foreign.pk]}).status_code == 422
    assert client.post(url, {"papers": [paper.pk]}).status_code == 302
    assert list(planned.papers.all()) == [paper]
    with pytest.raises(NotYet):
        actions.choose_papers(planned, [foreign], review=review, by=cast.priya, at=AT)


def test_agencies_that_ended_are_not_offered(cast, planned):
    Agency.objects.filter(pk=cast.agencies.housing.pk).update(ended_on=AT.date())
    assert cast.agencies.housing not in queries.agencies_of(cast.partnership)
