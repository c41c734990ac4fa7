"""Does each copy of the draft have its number, and is one on paper owed back?"""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr import clock, pdf
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.identities.actions import add_person
from reviews.panel.tests import steps as panel
from reviews.readings import actions, narrative
from reviews.readings.models import DraftReading
from reviews.report import actions as reports
from reviews.report.models import Version
from reviews.report.rules import FiledBlock, Kind

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    review = panel.a_review_under_way(cast, at=clock.now())
    panel.commissioned(cast, review, at=clock.now())
    add_person(review, kind="family", label="mother", given_names="Saskia", by=cast.priya, at=clock.now())
    return review


@pytest.fixture
@kept
def version(cast, review):
    report = reports.start_report(review, by=cast.luca, at=clock.now())
    block = FiledBlock("note:1", Kind.PARAGRAPH, "<p>What happened.</p>")
    reports.file_blocks(review, "introduction", [block], by=cast.luca, at=clock.now())
    return reports.make_version(report, purpose=Version.Purpose.FINAL, by=cast.luca, at=clock.now())


def given(cast, review, version, **more):
    today = clock.today()
    values = {
        "person": review.people.get(label="mother"), "version": version, "medium": "paper", "with_whom": "Key worker",
        "given_on": today, "back_by": today + dt.timedelta(days=3), "by": cast.priya, "at": clock.now(),
    }  # fmt: skip
    return actions.give_copy(review, **values | more)


def told(cast, reading, **more):
    values = {"returned_on": None, "why_not_returned": "", "reaction": "", "changes_asked": ""}
    actions.record_reading(reading, revision=reading.revision, **values | more, by=cast.priya, at=clock.now())


def owed(review):
    return list(review.duties.open().filter(kind="readings.back").values_list("thing_id", flat=True))


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def test_a_paper_copy_is_owed_until_it_is_back(cast, review, version):
    first, second = given(cast, review, version), given(cast, review, version)
    assert [first.number, second.number] == [1, 2] and sorted(owed(review)) == [first.pk, second.pk]
    told(cast, first, reaction="She read it twice.")
    assert first.pk in owed(review)
    told(cast, first, reaction="She read it twice.", returned_on=clock.today())
    told(cast, second, why_not_returned="Burnt in her stove.")
    assert owed(review) == []
    told(cast, second)
    assert owed(review) == [second.pk]
    assert "twice" not in str(
        list(TrailEntry.objects.filter(kind="readings.changed").values_list("changes", flat=True))
    )


def test_on_a_screen_somebody_is_there_and_nothing_is_owed(cast, review, version):
    with pytest.raises(NotYet) as refusal:
        given(cast, review, version, medium="screen", with_whom="")
    assert refusal.value.field == "with_whom"
    given(cast, review, version, medium="screen", back_by=None)
    assert owed(review) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"back_by": None}, "back_by"),
        ({"back_by": dt.date(2020, 1, 1)}, "back_by"),
        ({"given_on": dt.date(2999, 1, 1)}, "given_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(cast, review, version, change, field):
    with pytest.raises(NotYet) as refusal:
        given(cast, review, version, **change)
    assert refusal.value.field == field and not DraftReading.objects.exists()


def test_a_version_that_was_not_searched_for_names_is_not_given(cast, review, version):
    kept = reports.make_version(
        version.report, purpose=Version.Purpose.KEPT, name="Before the holidays", by=cast.luca, at=clock.now()
    )
    with pytest.raises(NotYet) as refusal:
        given(cast, review, kept)
    assert refusal.value.field == "version"


def test_a_copy_cannot_be_back_and_not_back_and_one_in_error_counts_no_more(cast, review, version):
    reading = given(cast, review, version)
    with pytest.raises(NotYet) as refusal:
        told(cast, reading, returned_on=clock.today(), why_not_returned="Lost")
    assert refusal.value.field == "why_not_returned"
    stale = DraftReading.objects.get()
    told(cast, reading, reaction="Quiet.")
    with pytest.raises(ChangedMeanwhile):
        told(cast, stale, reaction="Loud.")
    actions.void_reading(reading, revision=reading.revision, why_void="Twice", by=cast.priya, at=clock.now())
    assert owed(review) == [] and given(cast, review, version).number == 2
    with pytest.raises(NotYet):
        told(cast, reading)


def test_the_number_of_the_copy_stands_on_every_page(cast, review, version):
    content = narrative.copy_pdf(given(cast, review, version))
    pages = pdf.read_back(content).pages
    assert pages and all("Copy 1, to be handed back" in " ".join(page.split()) for page in pages)
    assert content == narrative.copy_pdf(DraftReading.objects.get())


def test_the_pages_are_for_those_who_keep_the_family_log(cast, review, version):
    reading = given(cast, review, version)
    for page in (
        at("readings", review), at("readings-give", review), at("readings-change", review, reading.pk),
        at("readings-void", review, reading.pk),
    ):  # fmt: skip
        for user, status in ((cast.priya, 200), (cast.luca, 200), (cast.pam, 403), (cast.hana, 403), (cast.sam, 404)):
            assert as_(user).get(page).status_code == status, (user, page)
    assert as_(cast.pam).get(at("readings-copy", review, reading.pk)).status_code == 403
    other = panel.a_review_under_way(cast, at=clock.now())
    assert as_(cast.priya).get(at("readings-copy", other, reading.pk)).status_code == 404


def test_the_office_gives_a_copy_and_records_how_it_was_read(cast, review, version):
    priya, day = as_(cast.priya), clock.today().isoformat()
    typed = {
        "person": review.people.get(label="mother").pk, "version": version.pk, "medium": "paper", "given_on": day,
    }  # fmt: skip
    refused = priya.post(at("readings-give", review), typed)
    assert refused.status_code == 422 and "back_by" in refused.context["form"].errors
    assert priya.post(at("readings-give", review), typed | {"back_by": day}).status_code == 302
    reading = DraftReading.objects.get()
    sent = {"revision": 1, "reaction": "It is fair.", "returned_on": day}
    assert priya.post(at("readings-change", review, reading.pk), sent).status_code == 302
    html = priya.get(at("readings", review)).content.decode()
    assert "It is fair." in html and "Saskia" not in html
    gone = priya.post(at("readings-void", review, reading.pk), {"revision": 2, "why_void": "Twice"})
    assert gone.status_code == 302 and priya.get(at("readings-change", review, reading.pk)).status_code == 404


def test_without_a_version_the_page_says_what_comes_first(cast, review):
    assert "There is no version to give yet" in as_(cast.priya).get(at("readings", review)).content.decode()


def test_the_page_asks_the_same_number_of_questions_however_many_copies_there_are(cast, review, version):
    priya = as_(cast.priya)
    given(cast, review, version)
    priya.get(at("readings", review))
    with CaptureQueriesContext(connection) as few:
        priya.get(at("readings", review))
    for _ in range(10):
        given(cast, review, version)
    with CaptureQueriesContext(connection) as many:
        priya.get(at("readings", review))
    assert len(many) == len(few)


CHANGES = {
    "give": lambda c, one: given(c, one.review, one.version),
    "record": lambda c, one: told(c, one, returned_on=clock.today()),
    "void": lambda c, one: actions.void_reading(one, revision=1, why_void="x", by=c.priya, at=clock.now()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_where_the_trail_cannot_be_written(cast, review, version, monkeypatch, name):
    reading = given(cast, review, version)

    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(actions, "record", fails)
    before = (list(DraftReading.objects.values()), owed(review))
    with pytest.raises(RuntimeError):
        CHANGES[name](cast, reading)
    assert (list(DraftReading.objects.values()), owed(review)) == before
