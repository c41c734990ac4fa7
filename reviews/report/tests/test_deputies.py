"""A deputy of a review panel member gets what the member gets, for the days of it, and stands in the trail as deputy."""

import datetime as dt
import html
import re

import pytest
from django.urls import reverse

from agencies.queries import visitor
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.case import actions as case
from reviews.case.models import Duty, TeamMember
from reviews.report import actions
from reviews.report.models import ReportComment
from reviews.report.tests.conftest import AT
from reviews.report.tests.steps import out

TODAY = AT.date()
WEEK = dt.timedelta(days=7)


@pytest.fixture
@kept
def round_(report, section, cast):
    """A draft with the review panel, which is Pam alone."""
    actions.save_section(section, html="<p>The school saw it.</p>", revisions={}, by=cast.luca, at=AT)
    return out(cast, report, at=AT, days=7)


@pytest.fixture
def pam(review, cast):
    return review.team.get(user=cast.pam)


def named(pam, cast, *, starts_on=TODAY, ends_on=TODAY + WEEK, user=None):
    return case.name_deputy(pam, user=user or cast.nell, starts_on=starts_on, ends_on=ends_on, by=cast.priya, at=AT)


def owed_by(person, day=TODAY):
    at = AT + (day - TODAY)
    return Duty.objects.open().owed_by(visitor(person, today=day, now=at))


def as_(client, person, monkeypatch, day=TODAY):
    monkeypatch.setattr("cspr.clock.now", lambda: AT + (day - TODAY))
    client.force_login(person)
    return client


def text(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_a_deputy_owes_what_the_member_owes_for_the_days_of_it(round_, pam, cast):
    named(pam, cast, starts_on=TODAY + dt.timedelta(1))
    assert [duty.kind for duty in owed_by(cast.pam)] == ["report.comment"]
    assert not owed_by(cast.nell).exists()
    assert [duty.kind for duty in owed_by(cast.nell, TODAY + WEEK)] == ["report.comment"]
    assert not owed_by(cast.nell, TODAY + WEEK + dt.timedelta(1)).exists()


def test_what_a_deputy_reads_and_says_is_done_for_the_member_and_the_trail_says_so(
    client, monkeypatch, round_, pam, cast, review
):
    reader = round_.readers.get()
    page = reverse("report-copy", args=[review.code, reader.pk])
    assert as_(client, cast.nell, monkeypatch).get(page).status_code in (403, 404)
    named(pam, cast)
    assert "I have read it and have no comments" in text(client.get(page))
    assert client.get(reverse("documents", args=[review.code])).status_code == 200
    said = client.post(reverse("report-copy-comment", args=[review.code, reader.pk]), {"text": "The date is wrong."})
    assert said.status_code == 302 and ReportComment.objects.get().by == cast.nell
    assert client.post(reverse("report-finish", args=[review.code, reader.pk])).status_code == 302
    assert not owed_by(cast.pam).exists() and not owed_by(cast.nell).exists()
    entry = TrailEntry.objects.get(kind="report.commented")
    assert (entry.actor, entry.on_behalf_of) == (cast.nell.name, f"{cast.pam.name} (as deputy)")
    look = TrailEntry.objects.filter(kind="look", actor_id=cast.nell.pk).last()
    assert look.on_behalf_of == f"{cast.pam.name} (as deputy)"


def test_reminders_go_to_the_deputy_too_and_a_round_asks_each_member_once(report, round_, pam, cast):
    named(pam, cast)
    case.remind(at=AT + WEEK)
    assert {cast.pam.email, cast.nell.email} <= set(Message.objects.values_list("to", flat=True))
    assert Duty.objects.open().filter(kind="report.comment").count() == 1
    actions.close_round(round_, by=cast.luca, at=AT)
    out(cast, report, at=AT, name="Two", days=7)
    assert Duty.objects.open().filter(kind="report.comment").count() == 1


@pytest.mark.parametrize(
    ("days", "who", "field"),
    [((3, 1), "nell", "ends_on"), ((-9, -2), "nell", "ends_on"), ((0, 3), "pam", "user"), ((0, 3), "luca", "user")],
)
def test_what_cannot_be_is_refused_beside_the_field(pam, cast, days, who, field):
    first, last = (TODAY + dt.timedelta(days=number) for number in days)
    with pytest.raises(NotYet) as refused:
        named(pam, cast, starts_on=first, ends_on=last, user=getattr(cast, who))
    assert refused.value.field == field


def test_one_deputy_at_a_time_and_none_after_the_members_place_is_over(pam, cast):
    deputy = named(pam, cast)
    with pytest.raises(NotYet, match="stands in for this member"):
        named(pam, cast, user=cast.hana)
    with pytest.raises(NotYet, match="Only a member"):
        named(deputy, cast, user=cast.hana)
    case.leave_team(pam, revision=pam.revision, ends_on=TODAY, by=cast.priya, at=AT)
    deputy.refresh_from_db()
    assert deputy.ends_on == TODAY


def test_a_deputys_place_that_is_handed_over_stays_a_deputys(pam, cast):
    deputy = named(pam, cast)
    case.hand_over(cast.nell, to=cast.hana, keys=[f"place {deputy.pk}"], from_on=TODAY, by=cast.adam, at=AT)
    assert TeamMember.objects.get(user=cast.hana).deputy_for == pam


def test_the_office_names_a_deputy_on_the_page_of_the_review_panel(client, monkeypatch, pam, cast, review):
    url = reverse("panel-deputy", args=[review.code, pam.pk])
    client = as_(client, cast.priya, monkeypatch)
    assert url in client.get(reverse("panel", args=[review.code])).content.decode()
    typed = {"user": cast.nell.pk, "starts_on": str(TODAY), "ends_on": str(TODAY + WEEK)}
    assert client.post(url, {**typed, "ends_on": ""}).status_code == 422
    assert client.post(url, typed).status_code == 302
    shown = text(client.get(reverse("panel", args=[review.code])))
    assert "Deputy: review panel member for Pam Njoroge" in shown
    deputy = TeamMember.objects.get(user=cast.nell)
    end = reverse("panel-member-end", args=[review.code, deputy.pk])
    assert client.post(end, {"revision": deputy.revision, "ends_on": str(TODAY)}).status_code == 302
    for person, status in ((cast.luca, 403), (cast.sam, 404)):
        assert as_(client, person, monkeypatch).get(url).status_code == status
    assert TrailEntry.objects.get(kind="case.deputy_named").changes["deputy for"] == f"person {cast.pam.pk}"
