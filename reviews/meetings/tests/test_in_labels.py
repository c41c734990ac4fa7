"""Does whoever may see no names read labels in all that is written of a meeting, on its pages and in its papers?"""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse
from docx import Document as WordFile

from cspr.files.actions import read
from cspr.files.models import StoredFile
from cspr.jobs import actions as jobs
from cspr.pdf import pages_of, to_pdf
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.actions import involve, join_team
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.identities.actions import add_person
from reviews.meetings import actions
from reviews.meetings.models import AgendaItem, Attendance, FollowUp, Meeting
from reviews.meetings.rules import Guest
from reviews.meetings.urls import in_case, of_subgroup
from reviews.referral.tests import steps as referral

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
STARTS = AT + dt.timedelta(days=7)
OVER = STARTS + dt.timedelta(days=1)
PLANTED = "of Thornbury"
SEE_NAMES = ("priya", "cora", "luca")
SEE_NO_NAMES = ("sid", "dev", "dina", "pam", "hugo")


@pytest.fixture
@kept
def cast():
    return people.assemble()


def free_texts(model):
    """What somebody writes as they please: no choice of a list, no address of mail."""
    texts = [field for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]
    return [one for one in texts if not one.choices and not isinstance(one, models.EmailField)]


def plant(rows):
    """A registered name in every free text of these rows; what was chosen of the people who sign in is no such text."""
    for row in rows:
        for field in free_texts(type(row)):
            if not (isinstance(row, Attendance) and field.name == "name" and row.user_id):
                setattr(row, field.name, f"{field.name} {PLANTED}")
        row.save()


def a_meeting(cast, review, meeting):
    guests = [Guest(one.name, one.email, one, one.agency) for one in (cast.hugo, cast.pam, cast.dev)]
    actions.invite(meeting, [*guests, Guest("Somebody", "")], by=cast.priya, at=AT)
    content = to_pdf('<html lang="en"><head><title>A</title></head><body><p>A paper</p></body></html>')
    paper = add_document(review, SimpleUploadedFile("paper.pdf", content), title="Paper", by=cast.priya, at=AT)
    Document.objects.filter(pk=paper.pk).update(title=f"Paper {PLANTED}", version=f"2 {PLANTED}")
    actions.choose_papers(meeting, [paper], review=review, by=cast.priya, at=AT)
    for user in (cast.hugo, cast.dev):
        for ended in (None, STARTS.date()):
            made = actions.add_follow_up(
                meeting, what="Ask", due_on=None, user=user, review=review, by=cast.priya, at=OVER
            )
            FollowUp.objects.filter(pk=made.pk).update(done_on=ended)
    return meeting


@pytest.fixture
@kept
def world(cast):
    """A meeting of a case and one of the sub-group; in every text of both stands a name that was registered later."""
    review = referral.referred(cast, at=AT)
    involve(review, cast.agencies.health, by=cast.priya, at=AT)
    for user, role in ((cast.luca, "lead_reviewer"), (cast.pam, "panel_member")):
        join_team(review, user, role, by=cast.priya, at=AT)
    own = a_meeting(cast, review, actions.plan_meeting(review, kind="panel", starts_at=STARTS, by=cast.priya, at=AT))
    of_all = actions.plan_subgroup(cast.partnership, starts_at=STARTS, by=cast.priya, at=AT)
    a_meeting(cast, review, of_all)
    actions.add_item(of_all, title="A title", by=cast.priya, at=AT)
    actions.add_follow_up(of_all, what="Ask", due_on=None, user=cast.dev, by=cast.priya, at=AT)
    for model in (Meeting, Attendance, AgendaItem, FollowUp):
        plant(model.objects.all())
    AgendaItem.objects.exclude(review=None).update(to_file=True)
    add_person(
        review, kind="family", label="mother", given_names="Saskia", family_name="Thornbury", by=cast.priya, at=AT
    )
    packs = [actions.ask_for_pack(meeting, by=cast.priya, at=OVER) for meeting in (own, of_all)]
    filing = actions.ask_to_file(of_all, by=cast.priya, at=OVER)
    for job in (*packs, filing):
        assert jobs.run(job.pk, at=OVER, clock=lambda: OVER)
        job.refresh_from_db()
        assert job.state == "done", job.problem
    return review, own, of_all, packs


def everything(world):
    """Every address of the meetings that opens without being changed, whatever it is about."""
    review, own, of_all, packs = world
    for path in (*in_case, *of_subgroup):
        lead = [review.code] if path in in_case else []
        numbers = [()]
        if "<int:pk>" in str(path.pattern):
            things = [row.pk for model in (Meeting, Attendance, AgendaItem, FollowUp) for row in model.objects.all()]
            numbers = [(pk,) for pk in sorted({*things, *(job.pk for job in packs)})]
        for more in numbers:
            yield reverse(path.name, args=[*lead, *more])


def words_of(response):
    """What an answer says: of a page, a PDF or a Word file."""
    content, kind = response.getvalue(), response["Content-Type"]
    if kind == "application/pdf":
        return " ".join(pages_of(content))
    if "wordprocessing" in kind:
        made = WordFile(io.BytesIO(content))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        heads = [
            paragraph.text for part in made.sections for paragraph in (*part.header.paragraphs, *part.footer.paragraphs)
        ]
        return " ".join([*(paragraph.text for paragraph in made.paragraphs), *cells, *heads])
    return content.decode()


@pytest.fixture
def opened(client, cast, world, monkeypatch):
    """All that somebody reads of meetings, by its address."""
    monkeypatch.setattr("cspr.clock.now", lambda: OVER)

    def look(key):
        client.force_login(getattr(cast, key))
        answers = {url: client.get(url) for url in everything(world)}
        return {url: words_of(answer) for url, answer in answers.items() if answer.status_code == 200}

    return look


@pytest.mark.parametrize("key", SEE_NO_NAMES)
def test_no_page_and_no_paper_of_a_meeting_tells_a_name_to_who_may_see_none(opened, key):
    found = opened(key)
    assert any("of mother" in text for text in found.values())
    assert {url: re.findall(r".{40}Thornbury.{20}", text) for url, text in found.items() if "Thornbury" in text} == {}


def test_pages_and_minutes_are_among_what_was_read(opened, world):
    review, own, of_all, packs = world
    for meeting in (own, of_all):
        found = opened("sid")
        name, lead = ("meetings", [review.code]) if meeting.review_id else ("subgroup", [])
        for page in ("meeting", "minutes-pdf", "minutes-word"):
            assert "of mother" in found[reverse(f"{name}-{page}", args=[*lead, meeting.pk])], page
    assert "of mother" in found[reverse("subgroup-item", args=[of_all.items.first().pk])]
    for job, name, lead in zip(packs, ("meetings", "subgroup"), ([review.code], []), strict=True):
        assert "of mother" in found[reverse(f"{name}-job-file", args=[*lead, job.pk])]
    finished = own.follow_ups.exclude(done_on=None).get(user__email__startswith="hugo")
    assert "outcome of mother" in opened("hugo")[reverse("meetings-follow-up", args=[review.code, finished.pk])]


@pytest.mark.parametrize("key", SEE_NAMES)
def test_who_may_see_names_reads_what_was_written(opened, world, key):
    review, own, *_ = world
    found = opened(key)
    for page in ("meeting", "minutes-pdf", "minutes-word"):
        assert PLANTED in found[reverse(f"meetings-{page}", args=[review.code, own.pk])]


def test_what_was_said_is_filed_among_the_papers_with_labels(world):
    """Whoever reads the papers of the case opens it, and a paper goes further than a page."""
    review, *_ = world
    filed = review.documents.get(belongs_to__startswith="meeting:")
    said = " ".join(" ".join(pages_of(read(StoredFile.objects.get(pk=filed.file_id)))).split())
    assert "minutes of mother" in said and "what of mother" in said and "Thornbury" not in said
