"""What keeps a child safe at once: recorded, owed while it is open, confirmed by the agency that does it."""

import datetime as dt

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from reviews.identities.queries import known_forms
from reviews.rapid_review import actions, queries
from reviews.rapid_review.actions import papers
from reviews.rapid_review.models import SafetyAction
from reviews.rapid_review.narrative import Made
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, queries_of, text

pytestmark = pytest.mark.django_db
SOON = NOW.date() + dt.timedelta(days=3)
FORM = {"what": "See the sibling at school.", "for_whom": "sibling 1", "who": "", "confirmed_by": ""}


def added(cast, review, **said):
    values = {
        "what": "See the sibling.",
        "for_whom": "sibling 1",
        "agency": cast.agencies.health,
        "due_on": SOON,
    } | said
    return actions.add_safety_action(queries.rapid_review_of(review), **values, by=cast.priya, at=NOW)


def owed(review):
    return review.duties.open().filter(kind="rapid_review.safety")


def test_an_open_one_is_owed_by_its_agency_which_says_when_it_is_done(as_, review, cast):
    action = added(cast, review)
    duty = owed(review).get()
    assert (duty.agency, duty.due_on) == (cast.agencies.health, SOON)
    way = at("rapid-review-safety-action", review, action.pk)
    assert way in as_("hana").get(at("rapid-review", review)).content.decode()
    assert "See the sibling." in text(as_("hana").get(way))
    assert as_("pete").get(way).status_code == 404 and as_("sid").get(way).status_code == 403
    bare = as_("hana").post(way, {"revision": "1", "done_on": str(NOW.date()), "confirmed_by": ""})
    assert bare.status_code == 422
    done = {"revision": "1", "done_on": str(NOW.date()), "confirmed_by": "Hana Brzezicki, named nurse"}
    assert as_("hana").post(way, done).status_code == 302
    assert not owed(review)
    assert TrailEntry.objects.filter(kind="rapid_review.safety_changed", review_code=review.code).count() == 1


def test_the_office_records_changes_and_takes_back_on_its_pages(as_, review, cast):
    url = at("rapid-review-safety-add", review)
    refused = as_("priya").post(url, {**FORM, "due_on": str(SOON)})
    assert refused.status_code == 422 and "Choose the agency, or say who does it" in text(refused)
    assert "See the sibling at school." in text(refused)
    assert as_("priya").post(url, {**FORM, "who": "Emergency duty team", "due_on": str(SOON)}).status_code == 302
    action = SafetyAction.objects.get()
    assert owed(review).get().role == "business_support"
    page = text(as_("priya").get(at("rapid-review-write", review)))
    assert "Emergency duty team" in page and "Still open" in page
    way = at("rapid-review-safety-action", review, action.pk)
    void = {**FORM, "who": "Emergency duty team", "due_on": str(SOON), "revision": "1", "why_void": "Twice."}
    assert as_("priya").post(way, void).status_code == 302
    assert not owed(review) and as_("priya").get(way).status_code == 404


def test_done_needs_its_day_and_whoever_confirmed_it(review, cast):
    for said, field in (
        ({"due_on": None}, "due_on"), ({"done_on": SOON, "confirmed_by": "Ann"}, "done_on"),
        ({"done_on": NOW.date()}, "confirmed_by"), ({"agency": None}, "agency"),
    ):  # fmt: skip
        with pytest.raises(NotYet) as refusal:
            added(cast, review, **said)
        assert refusal.value.field == field


def test_it_is_not_done_before_the_incident(review, cast):
    before = review.incident.happened_on - dt.timedelta(days=1)
    with pytest.raises(NotYet, match="before the incident") as refusal:
        added(cast, review, done_on=before, confirmed_by="Ann")
    assert refusal.value.field == "done_on"
    action = added(cast, review)
    done = {"confirmed_by": "Ann", "by": cast.hana, "at": NOW}
    with pytest.raises(NotYet, match="before the incident"):
        actions.confirm_safety_action(action, revision=1, done_on=before, **done)
    actions.confirm_safety_action(action, revision=1, done_on=review.incident.happened_on, **done)


def test_a_wrong_day_is_put_right_by_its_agency_and_by_the_office(as_, review, cast):
    action, days = added(cast, review), [NOW.date() - dt.timedelta(days=days) for days in (0, 1)]
    way = at("rapid-review-safety-action", review, action.pk)

    def met():
        return review.duties.get(kind="rapid_review.safety", thing_id=action.pk).met_on

    for number, day in enumerate(days, start=1):
        said = {"revision": str(number), "done_on": str(day), "confirmed_by": "Hana Brzezicki, named nurse"}
        assert as_("hana").post(way, said).status_code == 302
        assert met() == day
    assert "put it right here" in text(as_("hana").get(way))
    said = {**FORM, "agency": cast.agencies.health.pk, "due_on": str(SOON), "done_on": str(days[0]), "revision": "3"}
    assert as_("priya").post(way, said | {"confirmed_by": "Hana Brzezicki"}).status_code == 302
    assert met() == days[0]


def test_they_stand_in_the_document_and_nothing_of_them_is_missing(review, cast):
    added(cast, review)
    added(cast, review, done_on=NOW.date(), confirmed_by="Imogen Vale", what="Carys moved to her aunt.")
    rapid_review = queries.rapid_review_of(review)
    paper = str(papers.document(rapid_review, Made(cast.priya, NOW, known_forms(review))))
    assert "Still open, by" in paper and "confirmed by Imogen Vale" in paper and "Carys" not in paper
    missing = {item.what for item in queries.missing_from_document(rapid_review)}
    assert not any("keep children safe" in what for what in missing)


def test_nothing_changes_without_the_trail(review, cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", broken)
    with pytest.raises(RuntimeError):
        added(cast, review)
    assert not SafetyAction.objects.exists() and not owed(review)


def test_many_cost_no_more_queries_than_one(as_, review, cast):
    client, url = as_("priya"), at("rapid-review-write", review)
    added(cast, review)
    client.get(url)
    one = queries_of(client, url)
    for _ in range(4):
        added(cast, review)
    assert queries_of(client, url) == one
