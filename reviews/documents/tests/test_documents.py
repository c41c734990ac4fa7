"""Papers: who may reach which, and what the trail tells of them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.files.models import StoredFile
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case import actions as case
from reviews.documents import actions
from reviews.documents.models import Document
from reviews.identities.actions import add_person
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
KINDS = Document.Sensitivity


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    review = steps.partnership_review(cast, at=AT)
    for key in ("health", "police"):
        case.involve(review, getattr(cast.agencies, key), by=cast.priya, at=AT)
    return review


@pytest.fixture
@kept
def papers(cast, review):
    def add(title, **more):
        return actions.add_document(review, steps.paper(), title=title, by=cast.priya, at=AT, **more)

    return {
        "team": add("For the team"),
        "office": add("For the office", sensitivity=KINDS.OFFICE),
        "health": add("From health", sensitivity=KINDS.AGENCY, agency=cast.agencies.health),
        "police": add("From the police", sensitivity=KINDS.AGENCY, agency=cast.agencies.police),
    }


@pytest.fixture
def as_(client, cast):
    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def broken(*args, **kwargs):
    raise RuntimeError("no trail")


def reach(client, review, papers):
    """Which of the papers answer to this person."""
    urls = {key: reverse("documents-download", args=[review.code, paper.pk]) for key, paper in papers.items()}
    return {key for key, url in urls.items() if client.get(url).status_code == 200}


@pytest.mark.pure
@pytest.mark.parametrize(
    ("key", "reaches"),
    [
        ("priya", {"team", "office", "health", "police"}),
        ("cora", {"team"}),
        ("sid", {"team"}),
        ("dev", {"team"}),
        ("hana", {"health"}),
        ("hugo", {"health"}),
        ("pete", {"police"}),
        ("ira", set()),
        ("bea", set()),
        ("nell", set()),
        ("sam", set()),
    ],
)
def test_each_reaches_the_papers_meant_for_them(as_, review, papers, key, reaches):
    client = as_(key)
    assert reach(client, review, papers) == reaches
    listed = client.get(reverse("documents", args=[review.code]))
    if listed.status_code == 200:
        assert {k for k, paper in papers.items() if paper.title in listed.content.decode()} == reaches
    else:
        assert not reaches


def test_a_title_that_names_somebody_is_read_with_labels_by_who_may_not_see_names(as_, cast, review):
    add_person(review, kind="family", label="mother", given_names="Imogen", family_name="Marlowe", by=cast.priya, at=AT)
    about = {"title": "Letter to Imogen Marlowe", "author": "Imogen Marlowe"}
    paper = actions.add_document(review, steps.paper(), **about, by=cast.priya, at=AT)
    listed, history = (reverse(name, args=[review.code]) for name in ("documents", "chronicle"))
    for key, title, told in (("priya", about["title"], True), ("sid", "Letter to mother", False)):
        shown, happened = (as_(key).get(url).content.decode() for url in (listed, history))
        assert title in shown and ("Imogen" in shown) is told
        assert (about["title"] in happened) is told and ("A paper of the case" in happened) is not told
        assert "Imogen" in happened or not told
    assert paper.title not in str(list(TrailEntry.objects.values_list("sentence", "subject", "changes")))


def test_a_paper_is_not_reached_through_another_case(as_, cast, review, papers):
    other = steps.archive_review(cast, at=AT)
    url = reverse("documents-download", args=[other.code, papers["team"].pk])
    assert as_("priya").get(url).status_code == 404
    assert as_("priya").get(reverse("documents-withdraw", args=[other.code, papers["team"].pk])).status_code == 404


def test_a_download_is_whole_is_not_shown_in_the_page_and_is_in_the_trail(as_, cast, review, papers):
    response = as_("cora").get(reverse("documents-download", args=[review.code, papers["team"].pk]))
    assert response.content == steps.PDF
    assert response["Content-Disposition"].startswith("attachment")
    entry = TrailEntry.objects.get(kind="documents.downloaded")
    assert (entry.actor, entry.subject) == ("Cora Whitlock", f"document {papers['team'].pk}")
    assert as_("cora").post(reverse("documents-download", args=[review.code, papers["team"].pk])).status_code == 405


def test_nothing_leaves_when_the_trail_cannot_be_written(as_, review, papers, monkeypatch):
    monkeypatch.setattr("reviews.documents.actions.record", broken)
    client = as_("cora")
    client.raise_request_exception = False
    response = client.get(reverse("documents-download", args=[review.code, papers["team"].pk]))
    assert response.status_code == 500 and steps.PDF not in response.content


def test_a_file_missing_from_the_store_is_said_in_words(as_, review, papers):
    StoredFile.objects.filter(pk=papers["team"].file_id).update(key="gone")
    url = reverse("documents-download", args=[review.code, papers["team"].pk])
    response = as_("priya").get(url, follow=True)
    assert "missing from the store" in response.content.decode()
    assert not TrailEntry.objects.filter(kind="documents.downloaded").exists()


def test_the_office_adds_a_paper(as_, cast, review):
    url = reverse("documents-add", args=[review.code])
    client = as_("priya")
    assert client.get(url).status_code == 200
    told = {"title": "Minutes", "sensitivity": "agency", "file": steps.paper("minutes.pdf")}
    nobody = client.post(url, told)
    assert nobody.status_code == 422 and 'href="#id_agency"' in nobody.content.decode()
    told |= {"agency": cast.agencies.health.pk, "file": steps.paper("minutes.pdf"), "version": "2", "draft": "on"}
    assert client.post(url, told).status_code == 302
    paper = review.documents.get()
    assert (paper.agency, paper.version, paper.draft) == (cast.agencies.health, "2", True)
    assert TrailEntry.objects.get(kind="documents.added").audience == f"agency:{cast.agencies.health.pk}"
    assert as_("cora").get(url).status_code == 403


def test_a_file_that_is_not_what_it_says_is_refused(as_, review):
    fake = steps.SimpleUploadedFile("minutes.pdf", b"MZ this is a program")
    url = reverse("documents-add", args=[review.code])
    response = as_("priya").post(url, {"title": "Minutes", "sensitivity": "team", "file": fake})
    assert response.status_code == 422 and 'href="#id_file"' in response.content.decode()
    assert not review.documents.exists() and not StoredFile.objects.exists()


def test_a_withdrawn_paper_leaves_every_list_but_the_offices(as_, review, papers):
    paper = papers["team"]
    url = reverse("documents-withdraw", args=[review.code, paper.pk])
    client = as_("priya")
    assert client.post(url, {"revision": 1}).status_code == 422
    assert client.post(url, {"revision": 1, "why": "Belongs to another case"}).status_code == 302
    assert "Belongs to another case" in client.get(reverse("documents", args=[review.code])).content.decode()
    assert "team" in reach(client, review, papers)
    assert reach(as_("cora"), review, papers) == set()
    again = as_("priya").post(url, {"revision": 2, "why": "Twice"})
    assert again.status_code == 422
    assert TrailEntry.objects.get(kind="documents.withdrawn").changes["why_withdrawn"] == "changed"
    assert as_("cora").get(url).status_code == 403


def test_what_was_changed_meanwhile_is_not_withdrawn(cast, papers):
    with pytest.raises(ChangedMeanwhile):
        actions.withdraw(papers["team"], revision=7, why="…", by=cast.priya, at=AT)


def test_adding_and_withdrawing_need_the_trail(cast, review, papers, monkeypatch):
    monkeypatch.setattr("reviews.documents.actions.record", broken)
    with pytest.raises(RuntimeError):
        actions.add_document(review, steps.paper(), title="Late", by=cast.priya, at=AT)
    with pytest.raises(RuntimeError):
        actions.withdraw(papers["team"], revision=1, why="…", by=cast.priya, at=AT)
    assert not review.documents.filter(title="Late").exists()
    assert not review.documents.exclude(withdrawn_at=None).exists()


def test_a_paper_for_one_agency_names_it(cast, review):
    with pytest.raises(NotYet) as refusal:
        actions.add_document(review, steps.paper(), title="…", sensitivity=KINDS.AGENCY, by=cast.priya, at=AT)
    assert refusal.value.field == "agency"


def test_the_list_takes_as_many_queries_for_one_as_for_twenty(as_, cast, review):
    client = as_("priya")

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("documents", args=[review.code])).status_code == 200
        return len(found)

    actions.add_document(review, steps.paper(), title="One", by=cast.priya, at=AT)
    queries()
    few = queries()
    for number in range(19):
        actions.add_document(review, steps.paper(), title=f"Paper {number}", by=cast.priya, at=AT)
    assert queries() == few


# Put right ----------------------------------------------------------------------------------------------


def test_the_office_changes_what_a_paper_is_called_and_who_may_read_it(cast, review, papers, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    paper = papers["team"]
    page = reverse("documents-change", args=[review.code, paper.pk])
    for person, status in ((cast.cora, 403), (cast.sam, 404), (cast.priya, 200)):
        client.force_login(person)
        assert client.get(page).status_code == status
    wrong = {"title": "Minutes", "sensitivity": "agency", "revision": paper.revision}
    refused = client.post(page, wrong)
    assert refused.status_code == 422 and "Say which agency it came from" in refused.content.decode()
    assert client.post(page, wrong | {"agency": cast.agencies.police.pk}).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.sensitivity, paper.agency) == ("Minutes", KINDS.AGENCY, cast.agencies.police)
    assert client.post(page, wrong | {"sensitivity": "sealed"}).status_code == 422
    with pytest.raises(NotYet, match="steps of its own"):
        actions.change(paper, revision=2, title="x", sensitivity=KINDS.SEALED, agency=None, by=cast.priya, at=AT)
    told = TrailEntry.objects.get(kind="documents.changed")
    assert told.audience == "office" and "Minutes" not in str(told.changes)
    with pytest.raises(ChangedMeanwhile):
        actions.change(paper, revision=1, title="x", sensitivity="team", agency=None, by=cast.priya, at=AT)


def test_a_paper_withdrawn_in_error_is_put_back(cast, review, papers, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    paper = papers["team"]
    page = reverse("documents-restore", args=[review.code, paper.pk])
    client.force_login(cast.priya)
    assert client.get(page).status_code == 404
    actions.withdraw(paper, revision=paper.revision, why="Twice.", by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="Put it back first"):
        actions.change(paper, revision=paper.revision, title="x", sensitivity="team", agency=None, by=cast.priya, at=AT)
    assert page in client.get(reverse("documents", args=[review.code])).content.decode()
    client.force_login(cast.cora)
    assert client.get(page).status_code == 403
    client.force_login(cast.priya)
    assert client.get(page).status_code == 200
    assert client.post(page, {"revision": paper.revision}).status_code == 302
    paper.refresh_from_db()
    assert paper.withdrawn_at is None and TrailEntry.objects.filter(kind="documents.restored").exists()
    with pytest.raises(NotYet):
        actions.restore(paper, revision=paper.revision, by=cast.priya, at=AT)
