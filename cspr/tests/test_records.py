"""Can two people overwrite one another without knowing?"""

import datetime as dt

import pytest
from django.db import IntegrityError, OperationalError

from agencies.models import Agency, User
from cspr.records import ChangedMeanwhile, NotYet, both_or_neither, change, is_clash


@pytest.fixture
def agency(db):
    return Agency.objects.create(name="Fenmarsh Police", sector="police")


def test_a_change_raises_the_revision_and_says_what_was_and_is(agency):
    changes = change(agency, name="Fenmarsh Constabulary", ended_on=dt.date(2026, 3, 1))
    assert changes == {"name": ["Fenmarsh Police", "Fenmarsh Constabulary"], "ended_on": [None, "2026-03-01"]}
    saved = Agency.objects.get()
    assert (saved.name, saved.revision) == ("Fenmarsh Constabulary", 2) == (agency.name, agency.revision)


def test_nothing_is_written_where_nothing_differs(agency):
    assert change(agency, name=agency.name) == {}
    assert Agency.objects.get().revision == 1


def test_the_second_of_two_who_opened_the_same_record_is_told_and_shown_what_is_there_now(agency):
    seen_by_both = agency.revision
    change(agency, revision=seen_by_both, name="First")
    later = Agency.objects.get()
    with pytest.raises(ChangedMeanwhile) as told:
        change(later, revision=seen_by_both, name="Second")
    assert told.value.current.name == "First"
    assert Agency.objects.get().name == "First"


def test_one_who_holds_an_old_copy_cannot_write_over_a_newer_one(agency):
    old = Agency.objects.get()
    change(agency, name="First")
    with pytest.raises(ChangedMeanwhile):
        change(old, name="Second")


def test_of_eight_at_once_one_wins(spare):
    def make():
        return Agency.objects.create(name=f"Eight at once {Agency.objects.count()}", sector="police").pk

    pk = spare.do(make)

    def rename(number):
        try:
            return change(Agency.objects.get(pk=pk), revision=1, name=f"Agency {number} of {pk}")
        except ChangedMeanwhile:
            return None

    won = [said for said in spare.at_once([lambda n=n: rename(n) for n in range(8)]) if said]
    assert len(won) == 1
    assert spare.do(lambda: Agency.objects.get(pk=pk).name) == won[0]["name"][1]
    assert spare.do(lambda: Agency.objects.get(pk=pk).revision) == 2


def test_identifying_fields_are_only_said_to_have_changed(db):
    user = User.objects.create(email="hana@fenmarsh.example", name="Hana")
    assert change(user, name="Hana Married", job="Nurse") == {"name": "changed", "job": ["", "Nurse"]}


def test_a_refusal_can_name_its_field():
    assert NotYet("No.", field="due_on").field == "due_on"
    assert NotYet("No.").field is None


def test_names_of_paired_constraints_fit_every_database():
    name = both_or_neither("withdrawn_at", "why_withdrawn").name % {"app_label": "reviews", "class": "identitynumber"}
    assert len(name) <= 63


@pytest.mark.parametrize(("code", "clash"), [("40P01", True), ("40001", True), ("08006", False), (None, False)])
def test_two_transactions_in_each_others_way_are_told_from_a_database_that_is_away(code, clash):
    error = OperationalError("no words of the case")
    error.__cause__ = Exception()
    error.__cause__.pgcode = code
    assert is_clash(error) is clash
    assert is_clash(OperationalError("database is locked"))
    assert is_clash(IntegrityError("UNIQUE constraint failed: reviews_termsofreference.review_id"))
