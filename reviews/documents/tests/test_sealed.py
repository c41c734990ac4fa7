"""Sealed legal advice: for everybody but its readers it is nowhere."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Post
from agencies.roles import ROLES, Role, Scope
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.actions import involve, join_team
from reviews.case.models import TeamMember
from reviews.documents import actions, queries
from reviews.documents.models import Document
from reviews.meetings import actions as meetings
from reviews.meetings.models import Meeting
from reviews.meetings.queries import papers_by_case, papers_to_choose
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
KINDS = Document.Sensitivity
TITLE = "Counsel on the order of silence"


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    review = steps.partnership_review(cast, at=AT)
    involve(review, cast.agencies.school, by=cast.priya, at=AT)
    return review


@pytest.fixture
def no_trail(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    return lambda: monkeypatch.setattr("reviews.documents.actions.record", broken)


@pytest.fixture
@kept
def advice(cast, review):
    """Read by the council's delegate alone."""
    return actions.add_document(
        review, steps.paper("counsel.pdf"), title=TITLE, sensitivity=KINDS.SEALED, readers=[cast.dev],
        author="Counsel", by=cast.priya, at=AT,
    )  # fmt: skip


def given_role(cast, review, role):
    """Sam, who has nothing to do with any case, holds one role and no other."""
    scope = ROLES[role].scope
    if scope == Scope.REVIEW:
        join_team(review, cast.sam, role=role, by=cast.priya, at=AT)
    else:
        office = scope == Scope.OFFICE
        agency = cast.agencies.council if role == Role.DELEGATED_PARTNER else None if office else cast.agencies.school
        Post.objects.create(
            user=cast.sam, role=role, partnership=cast.partnership if office else None, agency=agency,
            starts_on=dt.date(2020, 1, 6),
        )  # fmt: skip


def pages_of(review, paper):
    verbs = ("download", "withdraw", "readers", "release", "seal")
    return [reverse(f"documents-{verb}", args=[review.code, paper.pk]) for verb in verbs]


@pytest.mark.pure
@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE_LEAD])
def test_no_role_by_itself_comes_to_it(client, cast, review, advice, role):
    given_role(cast, review, role)
    client.force_login(cast.sam)
    assert {client.get(url).status_code for url in pages_of(review, advice)} <= {403, 404}
    for name in ("case", "documents", "chronicle", "meetings"):
        shown = client.get(reverse(name, args=[review.code]))
        assert TITLE not in shown.content.decode() and "ealed legal advice" not in shown.content.decode()


def test_the_one_who_put_it_in_does_not_see_it_unless_named(client, cast, review, advice):
    client.force_login(cast.priya)
    assert [client.get(url).status_code for url in pages_of(review, advice)] == [404] * 5
    assert TITLE not in client.get(reverse("documents", args=[review.code])).content.decode()
    shown = client.get(reverse("chronicle", args=[review.code])).content.decode()
    assert f"document {advice.pk}" not in shown


def test_its_reader_lists_and_opens_it_and_the_look_is_in_the_trail(client, cast, review, advice):
    client.force_login(cast.dev)
    assert TITLE in client.get(reverse("documents", args=[review.code])).content.decode()
    assert client.get(pages_of(review, advice)[0]).content == steps.PDF
    taken = TrailEntry.objects.get(kind="documents.downloaded")
    assert (taken.actor, taken.audience) == ("Dev Marchetti", "sealed")


def test_a_reader_who_no_longer_instructs_sees_it_no_more(client, cast, review, advice):
    Post.objects.filter(user=cast.dev).update(ends_on=dt.date(2026, 1, 1))
    join_team(review, cast.dev, role=Role.PANEL_MEMBER, by=cast.priya, at=AT)
    client.force_login(cast.dev)
    assert client.get(pages_of(review, advice)[0]).status_code == 404
    assert TITLE not in client.get(reverse("documents", args=[review.code])).content.decode()


def test_the_office_lead_sees_all_of_it_and_no_other_paper(client, cast, review, advice):
    other = actions.add_document(review, steps.paper(), title="Ward notes", by=cast.priya, at=AT)
    given_role(cast, review, Role.OFFICE_LEAD)
    client.force_login(cast.sam)
    shown = client.get(reverse("documents", args=[review.code])).content.decode()
    assert TITLE in shown and "Ward notes" not in shown
    assert client.get(pages_of(review, advice)[0]).status_code == 200
    assert client.get(pages_of(review, other)[0]).status_code == 404


def test_no_list_of_the_code_knows_of_it(cast, review, advice):
    assert not review.documents.exists() and not Document.objects.exists()
    everywhere = queries.reachable(review, team=True, office=True, agencies=[])
    assert not everywhere.exists() and not papers_to_choose(review).exists()


def test_it_cannot_lie_before_a_meeting_and_leaves_one_when_it_is_sealed(cast, review, advice):
    meeting = meetings.plan_meeting(
        review, kind=Meeting.Kind.PANEL, starts_at=AT + dt.timedelta(days=7), by=cast.priya, at=AT
    )
    with pytest.raises(NotYet, match="sealed"):
        meetings.choose_papers(meeting, [advice], by=cast.priya, at=AT)
    paper = actions.add_document(review, steps.paper(), title="A letter", by=cast.priya, at=AT)
    meetings.choose_papers(meeting, [paper], by=cast.priya, at=AT)
    actions.seal(paper, revision=1, readers=[cast.dina], by=cast.priya, at=AT)
    assert not meeting.papers.exists() and papers_by_case(meeting) == {}


def test_it_is_added_on_the_page_with_named_readers(client, cast, review):
    client.force_login(cast.priya)
    url = reverse("documents-add", args=[review.code])
    told = {"title": "Advice", "sensitivity": "sealed", "file": steps.paper("advice.pdf")}
    nobody = client.post(url, told)
    assert nobody.status_code == 422 and 'href="#id_readers' in nobody.content.decode()
    reviewer = client.post(url, {**told, "file": steps.paper("advice.pdf"), "readers": [cast.luca.pk]})
    assert reviewer.status_code == 422
    told |= {"file": steps.paper("advice.pdf"), "readers": [cast.dina.pk, cast.priya.pk], "author": "Counsel"}
    assert client.post(url, told).status_code == 302
    made = Document.with_sealed.get()
    assert set(made.readers.all()) == {cast.dina, cast.priya} and made.author == "Counsel"
    assert TrailEntry.objects.get(kind="documents.added").audience == "sealed"


@pytest.mark.pure
@pytest.mark.parametrize("key", ["luca", "sid", "ira", "bea", "hana", "adam", "cora"])
def test_only_those_who_instruct_can_be_named(cast, review, key):
    with pytest.raises(NotYet) as refusal:
        actions.add_document(
            review, steps.paper(), title="…", sensitivity=KINDS.SEALED, readers=[cast.dev, getattr(cast, key)],
            by=cast.priya, at=AT,
        )  # fmt: skip
    assert refusal.value.field == "readers" and not Document.with_sealed.exists()


def test_a_reader_says_anew_who_reads_it(client, cast, review, advice):
    client.force_login(cast.dev)
    url = reverse("documents-readers", args=[review.code, advice.pk])
    assert "Dina Holloway" in client.get(url).content.decode()
    assert client.post(url, {"revision": 1, "readers": [cast.dina.pk]}).status_code == 302
    assert list(advice.readers.all()) == [cast.dina]
    entry = TrailEntry.objects.get(kind="documents.readers")
    assert entry.changes == {"readers": [[cast.dev.pk], [cast.dina.pk]]}
    assert client.get(url).status_code == 404
    with pytest.raises(ChangedMeanwhile):
        actions.change_readers(advice, revision=1, readers=[cast.dev], by=cast.dina, at=AT)


def test_released_advice_is_a_paper_like_others_and_says_who_released_it_and_why(client, cast, review, advice):
    client.force_login(cast.dev)
    url = reverse("documents-release", args=[review.code, advice.pk])
    unsaid = client.post(url, {"revision": 1, "to": "team"})
    assert unsaid.status_code == 422 and 'href="#id_why"' in unsaid.content.decode()
    assert client.post(url, {"revision": 1, "to": "agency", "why": "…"}).status_code == 422
    assert client.post(url, {"revision": 1, "to": "team", "why": "The court asked for it"}).status_code == 302
    client.force_login(cast.cora)
    shown = client.get(reverse("documents", args=[review.code])).content.decode()
    assert TITLE in shown and "by Dev Marchetti: The court asked for it" in shown
    entry = TrailEntry.objects.get(kind="documents.released")
    assert (entry.actor, entry.audience, entry.changes["sensitivity"]) == ("Dev Marchetti", "team", ["sealed", "team"])


def test_a_paper_that_came_in_open_is_sealed_afterwards(client, cast, review):
    paper = actions.add_document(review, steps.paper(), title="A letter", by=cast.priya, at=AT)
    client.force_login(cast.priya)
    url = reverse("documents-seal", args=[review.code, paper.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"revision": 1}).status_code == 422
    assert client.post(url, {"revision": 1, "readers": [cast.dev.pk]}).status_code == 302
    assert not review.documents.exists() and queries.sealed(review).get() == paper
    client.force_login(cast.cora)
    assert client.get(url).status_code == 403


def test_what_something_else_leads_to_is_not_sealed(cast, review):
    paper = actions.original_of(review, steps.paper(), title="…", belongs_to="return:1", by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="leads to it"):
        actions.seal(paper, revision=1, readers=[cast.dev], by=cast.priya, at=AT)


def sealed():
    return Document.with_sealed.get()


def test_nothing_changes_without_the_trail(cast, review, advice, no_trail):
    no_trail()
    for act in (
        lambda: actions.release(sealed(), revision=1, to="team", why="…", by=cast.dev, at=AT),
        lambda: actions.change_readers(sealed(), revision=1, readers=[cast.dina], by=cast.dev, at=AT),
        lambda: actions.add_document(
            review, steps.paper(), title="…", sensitivity=KINDS.SEALED, readers=[cast.dev], by=cast.priya, at=AT
        ),
    ):
        with pytest.raises(RuntimeError):
            act()
    assert queries.sealed(review).get() == advice and list(advice.readers.all()) == [cast.dev]


def test_the_list_of_a_reader_takes_as_many_queries_for_one_as_for_five(client, cast, review, advice):
    client.force_login(cast.dev)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("documents", args=[review.code])).status_code == 200
        return len(found)

    asked()
    few = asked()
    for number in range(4):
        actions.add_document(
            review, steps.paper(), title=f"Advice {number}", sensitivity=KINDS.SEALED, readers=[cast.dev, cast.dina],
            by=cast.priya, at=AT,
        )  # fmt: skip
    assert asked() == few


def test_a_paper_says_where_it_comes_from_as_far_as_that_is_known(cast, review):
    police = cast.agencies.police
    given = actions.add_document(
        review, steps.paper(), title="…", sensitivity=KINDS.AGENCY, agency=police, by=cast.priya, at=AT
    )
    told = actions.add_document(review, steps.paper(), title="…", on_behalf_of="Ada Finch, ward", by=cast.priya, at=AT)
    made = actions.add_made(review, "minutes.pdf", steps.PDF, title="Minutes", by=cast.priya, at=AT)
    assert (given.origin, told.origin, made.author) == (police.name, "Ada Finch, ward", "Priya Raman")


def test_the_team_of_a_review_holds_no_role_that_instructs():
    assert not {role for role, _ in TeamMember.ROLES} & set(queries.INSTRUCTING)
