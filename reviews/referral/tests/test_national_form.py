"""What the national form asks: kept as typed, complete or not, shown in its order to be copied."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.referral import actions, queries, rules
from reviews.referral.models import NotificationSheet, NotifiedChild, SiblingSafety
from reviews.referral.rules import SiblingSaid
from reviews.referral.tests import steps

pytestmark = [pytest.mark.django_db, pytest.mark.page]

AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
TODAY = AT.date()
FIELDS = {asked.name: f"Said of {asked.name}." for asked in (*rules.NOTIFIER, *rules.INCIDENT, *rules.DOCUMENTS)}
OF_CHILD = {
    "health": "Burns.",
    "lives_in": "Fenmarsh",
    "whereabouts": "At home.",
    "legal_status": "none",
    "plan_status": "None.",
}
SAFE = SiblingSaid("younger sibling", "yes", "Imogen Vale, social worker", TODAY, "Seen at the aunt’s.")


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.referred(cast, at=AT, children=2)


@pytest.fixture
def as_(client, cast, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)

    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def write(review, cast, *, at=AT, revision=0, siblings=(SAFE,), fields=None, of_child=None):
    children = {child.pk: of_child or OF_CHILD for child in review.children.all()}
    return actions.write_sheet(
        review, revision=revision, fields=FIELDS if fields is None else fields, children=children, siblings=siblings,
        by=cast.nell, at=at,
    )  # fmt: skip


def url(review, *, edit=False):
    return reverse(f"referral-national-form{'-edit' if edit else ''}", args=[review.code])


def typed(review, **more):
    found = {"revision": "0", "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-MAX_NUM_FORMS": "1000"}
    return found | dict.fromkeys(FIELDS, "") | more


def test_it_is_kept_incomplete_and_says_what_is_missing(review, cast):
    write(review, cast, fields={"location": "At home"}, siblings=(), of_child={"health": "Burns."})
    missing = queries.prepared_for(review).missing
    assert "Telephone" in missing and "Place of the incident" not in missing
    assert "Child A: legal status" in missing and "Child B: ethnicity (identity register)" in missing
    assert "Siblings and other children: say that there are none, or who they are" in missing


def test_a_complete_one_misses_nothing(review, cast):
    review.people.update(sex="female", ethnicity="White British")
    write(review, cast)
    assert queries.prepared_for(review).missing == []


def test_a_sibling_who_is_not_confirmed_safe_is_missing(review, cast):
    write(review, cast, siblings=(SiblingSaid("older sibling", "unknown"),))
    assert "older sibling: confirmation that they are safe" in queries.prepared_for(review).missing


@pytest.mark.parametrize(
    "said",
    [
        SiblingSaid("x", "yes", "", TODAY), SiblingSaid("x", "yes", "Imogen"),
        SiblingSaid("x", "no", "", TODAY + dt.timedelta(days=1)),
    ],
)  # fmt: skip
def test_safe_needs_who_and_when_and_nothing_is_kept_otherwise(review, cast, said):
    with pytest.raises(NotYet):
        write(review, cast, siblings=(said,))
    assert not NotificationSheet.objects.exists() and not SiblingSafety.objects.exists()


def test_a_sibling_is_changed_or_taken_off_and_the_trail_tells(review, cast):
    sheet = write(review, cast, siblings=(SiblingSaid("younger sibling", "unknown"), SiblingSaid("cousin", "no")))
    younger, cousin = sheet.siblings.all()
    write(
        review, cast, revision=sheet.revision,
        siblings=(SiblingSaid(**{**vars(SAFE), "pk": younger.pk}), SiblingSaid("cousin", "no", pk=cousin.pk, removed=True)),
    )  # fmt: skip
    assert [row.safe for row in queries.siblings_of(review)] == ["yes"]
    kinds = set(TrailEntry.objects.filter(review_code=review.code).values_list("kind", flat=True))
    assert {"referral.sheet_written", "referral.sibling_changed", "referral.sibling_removed"} <= kinds
    said = str(list(TrailEntry.objects.filter(kind__startswith="referral.s").values_list("changes", flat=True)))
    assert "Imogen" not in said and "Said of details" not in said


def test_two_people_do_not_overwrite_one_another(review, cast):
    sheet = write(review, cast)
    write(review, cast, at=AT + dt.timedelta(minutes=1), revision=sheet.revision, siblings=())
    with pytest.raises(ChangedMeanwhile):
        write(review, cast, revision=1, siblings=())
    with pytest.raises(ChangedMeanwhile):
        write(review, cast, revision=0, siblings=())


def test_a_child_of_another_case_is_not_written_to(review, cast):
    other = steps.referred(cast, at=AT).children.get()
    actions.write_sheet(
        review, revision=0, fields=FIELDS, children={other.pk: OF_CHILD}, siblings=(), by=cast.nell, at=AT
    )
    assert not NotifiedChild.objects.exists()


def test_the_death_of_a_looked_after_child_or_care_leaver_is_owed_besides(review, cast):
    review.people.update(died_on=TODAY)
    write(review, cast, of_child=OF_CHILD | {"legal_status": "care"})
    assert "within 5 working days" in queries.prepared_for(review).owed_besides[0]
    NotifiedChild.objects.update(legal_status="leaver")
    assert "not verified" in queries.prepared_for(review).owed_besides[0]
    NotifiedChild.objects.update(legal_status="none")
    assert queries.prepared_for(review).owed_besides == []


def test_more_than_four_children_do_not_go_into_one_notification():
    assert rules.too_many(4) == "" and "up to 4 children" in rules.too_many(5)


def test_the_notifier_fills_it_in_and_copies_it_in_the_forms_order(as_, review, cast):
    page = as_("nell").get(url(review, edit=True))
    assert page.context["form"].initial["notifier_name"] == cast.nell.name
    assert "The child came to school" in page.context["form"].initial["details"]
    child = review.children.first()
    form = typed(
        review, location="At home", notifier_phone="01632 960 100", details="What was seen.",
        **{f"child{child.pk}_health": "Burns to both hands.", "rows-0-who": "younger sibling", "rows-0-safe": "yes",
           "rows-0-confirmed_by": "Imogen Vale", "rows-0-confirmed_on": "2026-04-13"},
    )  # fmt: skip
    done = as_("nell").post(url(review, edit=True), form)
    assert (done.status_code, done.url) == (302, url(review))
    page = as_("nell").get(done.url).content.decode()
    places = [page.index(words) for words in ("1. Who notifies", "01632 960 100", "2. The children", "Tobias Finn", "Burns to both", "3. The incident", "At home", "younger sibling", "5. Family and household", "6. Documents")]  # fmt: skip
    assert places == sorted(places)
    assert "Still missing" in page and page.count("data-copies=") > 8


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(as_, review):
    form = typed(review, details="Long text", **{"rows-0-who": "younger sibling", "rows-0-safe": "yes"})
    refused = as_("nell").post(url(review, edit=True), form)
    page = refused.content.decode()
    assert refused.status_code == 422 and "Long text" in page
    assert "Enter who confirmed that this child is safe" in page and "Enter the day it was confirmed" in page
    refused = as_("nell").post(url(review, edit=True), form | {"no_siblings": "on", "rows-0-safe": "no"})
    assert "Remove the children below" in refused.content.decode()


def test_only_those_who_notify_open_it(as_, review):
    for key, status in (("priya", 200), ("nell", 200), ("cora", 403), ("pete", 404), ("sam", 404)):
        assert as_(key).get(url(review)).status_code == status, key
        assert as_(key).get(url(review, edit=True)).status_code == status, key
    assert as_("nell").post(url(review)).status_code == 405


def test_it_asks_as_often_for_one_child_as_for_four(as_, cast):
    counts = []
    for number in (1, 4):
        review = steps.referred(cast, at=AT, children=number)
        client = as_("priya")
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(review)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]
