import datetime as dt

import pytest
from django.urls import reverse

from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case.actions import add_child, join_team, open_case
from reviews.case.models import Incident
from reviews.identities import actions
from reviews.identities.models import Person
from reviews.identities.tests.steps import family_registered

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = open_case(
        cast.partnership,
        incident=Incident.objects.create(),
        kind="statutory",
        opened_on=AT.date(),
        by=cast.priya,
        at=AT,
    )
    add_child(found, by=cast.priya, at=AT)
    join_team(found, cast.pam, "panel_member", by=cast.priya, at=AT, starts_on=dt.date(2026, 1, 1))
    return found


@pytest.fixture
def office(client, cast):
    client.force_login(cast.priya)
    return client


def page(name, review, *args):
    return reverse(name, args=[review.code, *args])


def test_the_register_says_who_is_missing(office, review):
    answer = office.get(page("identities", review))
    assert answer.status_code == 200
    assert "Child A is not in the register yet" in answer.content.decode()


def test_a_person_is_added_with_everything_at_once(office, review):
    child = review.children.get()
    answer = office.post(
        page("identities-add", review),
        {
            "kind": "child", "child": child.pk, "given_names": "Tobias", "family_name": "Reed", "born_on": "2019-04-11",
            "aliases": "Tobes\nToby", "address": "14 Willow Row", "postcode": "PE15 8ZZ", "nhs_number": "943 476 5919",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.child, person.label) == (child, "Child A")
    assert [alias.name for alias in person.aliases.all()] == ["Tobes", "Toby"]
    assert "Tobes" in office.get(page("identities", review)).content.decode()


def test_a_refused_label_is_said_beside_its_field(office, review, cast):
    people = family_registered(cast, review, at=AT)
    form = office.get(page("identities-edit", review, people["mother"].pk)).context["form"]
    data = {**{k: v or "" for k, v in form.initial.items()}, "label": "Tobias"}
    answer = office.post(page("identities-edit", review, people["mother"].pk), data)
    assert answer.status_code == 422
    assert "label" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("alias", {"name": "Caz"}),
        ("address", {"lines": "1 Mill Lane"}),
        ("number", {"kind": "nhs", "value": "4505577104"}),
    ],
)
def test_more_is_added_to_a_person(office, review, cast, name, data):
    mother = family_registered(cast, review, at=AT)["mother"]
    assert office.get(page(f"identities-{name}", review, mother.pk)).status_code == 200
    assert office.post(page(f"identities-{name}", review, mother.pk), data).status_code == 302
    assert next(iter(data.values())) in office.get(page("identities", review)).content.decode() or name == "number"


def test_an_entry_is_recorded_as_made_in_error(office, review, cast):
    alias = family_registered(cast, review, at=AT)["child"].aliases.get()
    address = page("identities-void", review, "alias", alias.pk)
    assert office.post(address, {"why": "", "revision": 1}).status_code == 422
    assert office.post(address, {"why": "Somebody else's.", "revision": 1}).status_code == 302
    assert office.get(address).status_code == 404
    assert office.get(page("identities-void", review, "nonsense", 1)).status_code == 404


def test_that_a_real_name_may_be_shown_is_recorded_by_the_office_alone(client, office, cast, review):
    """The lead reviewer keeps the register too, and may not open the way for a name into their own report."""
    mother = family_registered(cast, review, at=AT)["mother"]
    join_team(review, cast.luca, "lead_reviewer", by=cast.priya, at=AT, starts_on=dt.date(2026, 1, 1))
    address = page("identities-edit", review, mother.pk)
    form = office.get(address).context["form"]
    data = {name: value or "" for name, value in form.initial.items()}
    data |= {"relationship": "Mother", "shown_name": mother.given_names, "shown_name_decision": "I decided."}
    client.force_login(cast.luca)
    assert "shown_name" not in client.get(address).context["form"].fields
    assert client.post(address, data).status_code == 302
    mother.refresh_from_db()
    assert (mother.relationship, mother.shown_name, mother.shown_name_decision) == ("Mother", "", "")
    client.force_login(cast.priya)
    assert client.post(address, data | {"revision": mother.revision}).status_code == 302
    mother.refresh_from_db()
    assert mother.shown_name


def test_names_are_closed_to_those_who_may_not_see_them(client, cast, review):
    family_registered(cast, review, at=AT)
    client.force_login(cast.pam)
    assert client.get(page("identities", review)).status_code == 403
    client.force_login(cast.sam)
    assert client.get(page("identities", review)).status_code == 404


def test_the_chair_of_the_sub_group_reads_the_register_and_does_not_change_it(client, cast, review):
    family_registered(cast, review, at=AT)
    client.force_login(cast.cora)
    assert client.get(page("identities", review)).status_code == 200
    assert client.get(page("identities-add", review)).status_code == 403


def test_a_person_of_another_review_is_not_found(office, cast, review):
    other = open_case(
        cast.partnership,
        incident=Incident.objects.create(),
        kind="statutory",
        opened_on=AT.date(),
        by=cast.priya,
        at=AT,
    )
    stranger = actions.add_person(other, kind="family", label="mother", by=cast.priya, at=AT)
    assert office.get(page("identities-edit", review, stranger.pk)).status_code == 404


def test_labels_cannot_carry_markup(office, cast, review):
    actions.add_person(review, kind="family", label="<script>alert(1)</script>", by=cast.priya, at=AT)
    assert "<script>alert(1)" not in office.get(page("identities", review)).content.decode()


def test_the_page_asks_as_much_for_one_as_for_twenty(office, cast, review, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office.get(page("identities", review))
    with CaptureQueriesContext(
        connection,
    ) as few:
        office.get(page("identities", review))
    for number in range(20):
        actions.enter_person(
            review, kind="other", label=f"witness {number}", aliases=[f"Qq{number}z"], by=cast.priya, at=AT
        )
    with CaptureQueriesContext(connection) as many:
        office.get(page("identities", review))
    assert len(few) + 3 >= len(many)  # names, addresses and numbers are fetched where there is anybody at all
