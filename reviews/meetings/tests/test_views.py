"""The pages of meetings."""

import datetime as dt
import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from cspr.jobs import actions as jobs
from cspr.jobs.models import Job
from cspr.outbox.models import Message
from cspr.pdf import pages_of, to_pdf
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.actions import involve
from reviews.documents.actions import add_document, withdraw
from reviews.identities.actions import add_person
from reviews.meetings import actions
from reviews.meetings.models import Attendance, FollowUp, Meeting
from reviews.meetings.rules import Guest
from reviews.referral.tests import steps as referral

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
STARTS = AT + dt.timedelta(days=7)
OVER = STARTS + dt.timedelta(hours=2)


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
@kept
def planned(cast, review):
    kind = Meeting.Kind.RAPID_REVIEW
    meeting = actions.plan_meeting(review, kind=kind, starts_at=STARTS, agenda="1. Returns", by=cast.priya, at=AT)
    actions.invite(meeting, [guest(cast.hugo), guest(cast.cora)], by=cast.priya, at=AT)
    return meeting


def guest(person):
    return Guest(person.name, person.email, person, person.agency)


@pytest.fixture
def as_(client, cast, monkeypatch):
    def sign_in(key, now=AT):
        monkeypatch.setattr("cspr.clock.now", lambda: now)
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def text(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


PLAN = {"kind": "rapid_review", "date": "2026-04-20", "time": "2.30pm", "minutes_long": "90", "place": "Room 2"}


def test_a_meeting_is_planned_changed_and_cancelled(as_, review):
    client = as_("priya")
    assert "No meeting is planned." in text(client.get(at("meetings", review)))
    done = client.post(at("meetings-plan", review), PLAN)
    meeting = Meeting.objects.get()
    assert (done.status_code, done.url) == (302, at("meetings-meeting", review, meeting.pk))
    assert meeting.starts_at == dt.datetime(2026, 4, 20, 13, 30, tzinfo=dt.UTC)
    change = at("meetings-change", review, meeting.pk)
    assert 'value="14:30"' in client.get(change).content.decode()
    form = {**PLAN, "time": "3pm", "revision": meeting.revision}
    assert client.post(change, form).status_code == 302
    cancel = at("meetings-cancel", review, meeting.pk)
    meeting.refresh_from_db()
    assert client.post(cancel, {"why": "", "revision": meeting.revision}).status_code == 422
    assert client.post(cancel, {"why": "Too few returns", "revision": meeting.revision}).status_code == 302
    page = text(client.get(at("meetings-meeting", review, meeting.pk)))
    assert "cancelled on 13 April 2026" in page and "Too few returns" in page


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(as_, review):
    refused = as_("priya").post(at("meetings-plan", review), {**PLAN, "time": "teatime", "minutes_long": "2"})
    assert refused.status_code == 422
    page = text(refused)
    assert "must be a time, like 14:30" in page and "must be 5 or more" in page
    assert 'value="Room 2"' in refused.content.decode()


def test_people_are_invited_from_those_who_may_come_and_one_more(as_, review, cast, planned):
    client, url = as_("priya"), at("meetings-invite", review, planned.pk)
    page = text(client.get(url))
    assert "Hana Brzezicki" in page and "Hugo Marsh" not in page and "Sam Doorley" not in page
    form = {"users": [cast.hana.pk], "name": "Gwen Tarrant", "email": "gwen@reedbed.example"}
    assert client.post(url, form).status_code == 302
    assert planned.attendance.count() == 4
    assert Message.objects.filter(to="gwen@reedbed.example").exists()
    nobody = client.post(url, {})
    assert nobody.status_code == 422 and "Choose at least one person" in text(nobody)


def test_after_it_began_people_are_added_and_nobody_is_written_to(as_, review, cast, planned):
    before = Message.objects.count()
    client = as_("priya", now=OVER)
    url = at("meetings-attended", review, planned.pk)
    assert client.get(at("meetings-invite", review, planned.pk)).url == url
    page = text(client.get(url))
    assert "Add people who attended" in page and "E-mail address" not in page
    assert client.post(url, {"name": "Gwen Tarrant"}).status_code == 302
    assert planned.attendance.get(name="Gwen Tarrant").came == "came"
    assert Message.objects.count() == before


def test_an_invitation_that_comes_after_the_meeting_began_keeps_what_was_chosen(as_, review, cast, planned):
    client = as_("priya", now=OVER)
    form = {"users": [cast.hana.pk], "name": "Gwen Tarrant", "email": "gwen@reedbed.example"}
    late = client.post(at("meetings-invite", review, planned.pk), form)
    assert late.status_code == 422
    assert "This meeting has begun already" in text(late) and "Add people who attended instead" in text(late)
    assert 'value="Gwen Tarrant"' in late.content.decode() and f'value="{cast.hana.pk}"' in late.content.decode()
    assert planned.attendance.count() == 2


def test_a_date_that_has_gone_by_is_answered_beside_it_and_nothing_else_is_lost(as_, review, planned):
    client, url = as_("priya"), at("meetings-change", review, planned.pk)
    form = {**PLAN, "date": "2025-04-20", "place": "The long room", "revision": planned.revision}
    refused = client.post(url, form)
    assert refused.status_code == 422 and "This moment has gone by" in text(refused)
    assert 'value="The long room"' in refused.content.decode() and 'href="#id_date' in refused.content.decode()
    assert client.post(url, {**form, "held_already": "on"}).status_code == 302
    assert Meeting.objects.get().place == "The long room"


def test_of_two_who_change_a_meeting_the_second_sees_what_the_first_saved(as_, review, planned):
    client, url = as_("priya"), at("meetings-change", review, planned.pk)
    form = {**PLAN, "revision": planned.revision}
    assert client.post(url, {**form, "place": "Room 3"}).status_code == 302
    second = client.post(url, {**form, "place": "Room 4"})
    assert second.status_code == 422
    assert "Room 3" in text(second) and 'value="Room 4"' in second.content.decode()
    assert client.post(url, {**form, "place": "Room 4", "revision": planned.revision + 1}).status_code == 302


def test_two_who_invite_the_same_person_lose_nobody(as_, review, cast, planned):
    client, url = as_("priya"), at("meetings-invite", review, planned.pk)
    actions.invite(planned, [guest(cast.hana)], by=cast.cora, at=AT)
    assert client.post(url, {"users": [cast.hana.pk, cast.sid.pk]}).status_code == 302
    assert planned.attendance.count() == 4


@pytest.mark.parametrize("address", ["gwen", "gwen@", "gwen@reedbed", "a b@reedbed.example", "gwen@@reedbed.example"])
def test_a_malformed_address_is_answered_beside_the_field(as_, review, cast, planned, address):
    form = {"users": [cast.hana.pk], "name": "Gwen Tarrant", "email": address}
    refused = as_("priya").post(at("meetings-invite", review, planned.pk), form)
    assert refused.status_code == 422 and "Enter an e-mail address in the right format" in text(refused)
    assert 'value="Gwen Tarrant"' in refused.content.decode()


def test_a_refused_address_is_seen_and_put_right(as_, review, cast, planned):
    row = planned.attendance.get(user=cast.hugo)
    Message.objects.filter(key__startswith=f"meetings.invitation:{row.pk}:").update(refused_at=AT, attempts=1)
    client = as_("priya")
    page = text(client.get(at("meetings-meeting", review, planned.pk)))
    assert "The mail server does not know this address" in page
    assert "does not know" not in text(as_("cora").get(at("meetings-meeting", review, planned.pk)))
    client, url = as_("priya"), at("meetings-address", review, row.pk)
    same = client.post(url, {"email": row.email, "revision": row.revision})
    assert same.status_code == 422 and "goes to already" in text(same)
    assert client.post(url, {"email": "hugo.marsh@fenmarsh.example", "revision": row.revision}).status_code == 302
    message = Message.objects.get(to="hugo.marsh@fenmarsh.example")
    assert (message.refused_at, message.attempts) == (None, 0)
    assert "On its way" in text(client.get(at("meetings-meeting", review, planned.pk)))
    assert as_("cora").get(url).status_code == 403 and as_("sam").get(url).status_code == 404


def test_a_paper_withdrawn_after_it_was_chosen_is_said_so(as_, review, cast, planned):
    client, url = as_("priya"), at("meetings-papers", review, planned.pk)
    kept, gone = (
        add_document(review, referral.paper(f"{name}.pdf"), title=name, by=cast.priya, at=AT)
        for name in ("Kept", "Gone")
    )
    withdraw(gone, revision=1, why="It named somebody.", by=cast.priya, at=AT)
    refused = client.post(url, {"papers": [kept.pk, gone.pk]})
    assert refused.status_code == 422 and "withdrawn meanwhile" in text(refused)
    assert re.search(rf'value="{kept.pk}"[^>]*checked', refused.content.decode())
    planned.papers.set([kept, gone])
    page = text(client.get(at("meetings-meeting", review, planned.pk)))
    assert "1 paper that lay before this meeting was withdrawn since" in page and "It named somebody." in page


def test_anybody_invited_takes_the_meeting_into_their_calendar(as_, review, planned):
    answer = as_("hugo").get(at("meetings-calendar", review, planned.pk))
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:Rapid review meeting\\, {review.code}" in answer.content.decode()
    assert as_("hana").get(at("meetings-calendar", review, planned.pk)).status_code == 404


def test_attendance_notes_papers_and_follow_ups(as_, review, cast, planned):
    client = as_("priya", now=OVER)
    rows = list(planned.attendance.all())
    form = {f"came_{rows[0].pk}": "deputy", f"deputy_{rows[0].pk}": "Ida Lowe", f"came_{rows[1].pk}": "came"}
    assert client.post(at("meetings-attendance", review, planned.pk), form).status_code == 302
    notes = at("meetings-notes", review, planned.pk)
    assert client.post(notes, {"notes": "All returns read.", "revision": planned.revision}).status_code == 302
    late = client.post(notes, {"notes": "Other words", "revision": 1})
    assert late.status_code == 422 and "All returns read." in text(late) and "Other words" in text(late)
    paper = add_document(review, referral.paper("minutes.pdf"), title="Minutes of the ward", by=cast.priya, at=AT)
    assert client.post(at("meetings-papers", review, planned.pk), {"papers": [paper.pk]}).status_code == 302
    form = {"what": "Ring the aunt", "who": f"agency:{cast.agencies.health.pk}", "due_on": "2026-04-27"}
    assert client.post(at("meetings-add-follow-up", review, planned.pk), form).status_code == 302
    page = text(client.get(at("meetings-meeting", review, planned.pk)))
    for words in ("Ida Lowe", "All returns read.", "Minutes of the ward", "Ring the aunt", "27 April 2026"):
        assert words in page, words


def test_the_agency_that_owes_a_follow_up_finishes_it(as_, review, cast, planned):
    mine, other = (
        actions.add_follow_up(planned, what=what, due_on=None, **who, by=cast.priya, at=AT)
        for what, who in (("Ring", {"agency": cast.agencies.health}), ("Write", {"user": cast.cora}))
    )
    client, url = as_("hana", now=OVER), at("meetings-follow-up", review, mine.pk)
    assert client.get(at("meetings-follow-up", review, other.pk)).status_code == 404
    assert "no longer needed" not in text(client.get(url))
    future = client.post(url, {"done_on": "2026-05-20", "revision": 1})
    assert future.status_code == 422 and "cannot be in the future" in text(future)
    assert client.post(url, {"done_on": "2026-04-20", "outcome": "Rung.", "revision": 1}).status_code == 302
    assert "Done on 20 April 2026" in text(client.get(url))
    drop = at("meetings-follow-up", review, other.pk)
    assert as_("priya").post(drop, {"ended": "dropped", "revision": 1}).status_code == 422
    form = {"ended": "dropped", "outcome": "Not needed now", "revision": 1}
    assert as_("priya").post(drop, form).status_code == 302
    assert FollowUp.objects.get(pk=other.pk).dropped_at


def test_those_invited_see_the_meeting_and_not_its_notes(as_, review, cast, planned):
    actions.write_notes(planned, revision=planned.revision, notes="All returns read.", by=cast.priya, at=OVER)
    page = text(as_("hugo").get(at("meetings-meeting", review, planned.pk)))
    assert "1. Returns" in page and "All returns read." not in page
    assert as_("hana").get(at("meetings-meeting", review, planned.pk)).status_code == 404
    assert "No meeting is planned." in text(as_("hana").get(at("meetings", review)))
    assert "All returns read." in text(as_("sid").get(at("meetings-meeting", review, planned.pk)))


@pytest.mark.pure
@pytest.mark.parametrize(
    "name", ["change", "invite", "attended", "attendance", "papers", "notes", "add-follow-up", "cancel"]
)
def test_only_the_office_changes_a_meeting(as_, review, planned, name):
    url = at(f"meetings-{name}", review, planned.pk)
    for who, status in (("priya", 200), ("cora", 403), ("hugo", 403), ("hana", 403), ("sam", 404)):
        assert as_(who).get(url).status_code == status, who
    assert as_("priya").get(at(f"meetings-{name}", review, planned.pk + 99)).status_code == 404


def test_the_list_takes_the_same_queries_for_one_and_twenty_meetings(as_, review, cast, planned):
    client = as_("priya")

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(at("meetings", review))
            client.get(at("meetings-meeting", review, planned.pk))
        return len(found)

    queries()
    one = queries()
    for number in range(20):
        other = Meeting.objects.create(
            review=review,
            partnership=review.partnership,
            kind="other",
            starts_at=STARTS + dt.timedelta(days=number),
            entered_by=cast.priya,
            entered_at=AT,
        )
        Attendance.objects.create(meeting=other, name="A guest", agency=cast.agencies.health)
        Attendance.objects.create(meeting=planned, name=f"Guest {number}", agency=cast.agencies.health)
        actions.add_follow_up(planned, what="x", due_on=None, user=cast.cora, by=cast.priya, at=AT)
    assert queries() == one


# The pack, and the minutes as a paper ---------------------------------------------------------------------


def a_pdf(text="A paper"):
    from_pages = to_pdf(f'<html lang="en"><head><title>{text}</title></head><body><p>{text}</p></body></html>')
    return SimpleUploadedFile("paper.pdf", from_pages, content_type="application/pdf")


def test_the_papers_of_a_meeting_become_one_pack_with_contents_and_page_numbers(as_, cast, review, planned):
    client = as_("priya")
    pack = at("meetings-pack", review, planned.pk)
    assert client.post(pack).status_code == 409
    papers = [
        add_document(review, a_pdf(f"Text {n}"), title=f"Paper {n}", by=cast.priya, at=AT)
        for n in ("one", "two", "three")
    ]
    actions.choose_papers(planned, papers, by=cast.priya, at=AT)
    withdraw(papers[1], revision=1, why="Wrong case", by=cast.priya, at=AT)
    type(papers[2]).objects.filter(pk=papers[2].pk).update(sensitivity="office")
    page = client.post(pack).url
    jobs.run(Job.objects.get().pk, at=AT, clock=lambda: AT)
    assert "2 papers could not be bound in" in text(client.get(page))
    made = pages_of(client.get(f"{page}file/").content)
    front = " ".join(" ".join(made[:-1]).split())
    assert all(words in front for words in ("1. Returns", "Paper one", "withdrawn since", "fewer readers"))
    assert "Text one" in made[-1] and not [one for one in made if "Text two" in one or "Text three" in one]
    assert "Pack of" in text(client.get(at("meetings-meeting", review, planned.pk)))
    for who, status in (("cora", 200), ("hugo", 403), ("sam", 404)):
        assert as_(who).get(f"{page}file/").status_code == status, who


def test_the_pack_of_another_case_is_not_found(as_, cast, review, planned):
    other = referral.referred(cast, at=AT)
    paper = add_document(review, a_pdf(), title="Paper", by=cast.priya, at=AT)
    actions.choose_papers(planned, [paper], by=cast.priya, at=AT)
    job = actions.ask_for_pack(planned, by=cast.priya, at=AT)
    assert as_("priya").get(at("meetings-job", other, job.pk)).status_code == 404


def test_the_minutes_are_a_paper_of_who_came_what_was_said_and_what_is_to_be_done(as_, cast, review, planned):
    row = planned.attendance.get(user=cast.hugo)
    actions.record_attendance(planned, {row.pk: ("deputy", "Dr Vane")}, by=cast.priya, at=OVER)
    actions.write_notes(planned, revision=planned.revision, notes="The returns were read.", by=cast.priya, at=OVER)
    actions.add_follow_up(
        planned, what="Ask the school again", due_on=None, agency=cast.agencies.health, by=cast.priya, at=OVER
    )
    client = as_("priya", now=OVER)
    assert "Minutes in Word" in text(client.get(at("meetings-meeting", review, planned.pk)))
    made = " ".join(pages_of(client.get(at("meetings-minutes-pdf", review, planned.pk)).content))
    said = ("Hugo Marsh", "Sent a deputy: Dr Vane", "The returns were read.", "Ask the school again", "1. Returns")
    assert all(words in " ".join(made.split()) for words in said)
    word = client.get(at("meetings-minutes-word", review, planned.pk))
    assert "The returns were read." in "".join(p.text for p in Document(io.BytesIO(word.content)).paragraphs)
    assert as_("hugo", now=OVER).get(at("meetings-minutes-pdf", review, planned.pk)).status_code == 403


# The place stands in e-mails ------------------------------------------------------------------------------


def test_a_place_that_names_somebody_is_refused_beside_it_and_nothing_typed_is_lost(as_, cast, review, planned):
    add_person(
        review, kind="family", label="mother", given_names="Saskia", family_name="Thornbury", by=cast.priya, at=AT
    )
    client = as_("priya")
    refused = client.post(at("meetings-plan", review), {**PLAN, "kind": "other", "place": "Saskia Thornbury’s flat"})
    assert (
        refused.status_code == 422
        and "identity register" in text(refused)
        and "Thornbury’s flat" in refused.content.decode()
    )
    form = {**PLAN, "place": "at Thornburys", "revision": planned.revision}
    assert client.post(at("meetings-change", review, planned.pk), {**form, "place": "Thornbury"}).status_code == 422
    assert client.post(at("meetings-change", review, planned.pk), {**form, "place": "Room 2"}).status_code == 302


def test_a_name_that_came_into_the_register_later_goes_into_no_e_mail_and_no_calendar(as_, cast, review):
    meeting = actions.plan_meeting(review, kind="panel", starts_at=STARTS, place="Thornbury Hall", by=cast.priya, at=AT)
    add_person(
        review, kind="family", label="mother", given_names="Saskia", family_name="Thornbury", by=cast.priya, at=AT
    )
    Message.objects.all().delete()
    actions.invite(meeting, [guest(cast.cora)], by=cast.priya, at=AT)
    (message,) = Message.objects.all()
    assert "Thornbury" not in message.subject + message.body + message.calendar
    assert "page of the meeting" in message.body
    feed = as_("priya").get(at("meetings-calendar", review, meeting.pk))
    assert "Thornbury" not in feed.content.decode()
