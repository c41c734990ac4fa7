"""Do the pages of contact with the family work, by label alone, and only for those who keep the log?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr import clock
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.family import actions
from reviews.family.models import FamilyContact
from reviews.family.tests import steps
from reviews.identities.actions import add_number, add_person
from reviews.panel.tests import steps as panel

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
def review(cast):
    review = panel.a_review_under_way(cast, at=clock.now())
    panel.commissioned(cast, review, at=clock.now())
    return steps.family_contacted(cast, review, at=clock.now())


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def typed(review, **more):
    mother = review.people.get(label="mother").pk
    return {"person": mother, "contacted_on": clock.today().isoformat(), "route": "phone", "outcome": "reached"} | more


def test_the_log_is_kept_by_the_office_and_the_reviewer_alone(cast, review):
    contact = review.family_contacts.first()
    pages = [
        at("family", review), at("family-add", review), at("family-change", review, contact.pk),
        at("family-void", review, contact.pk),
    ]  # fmt: skip
    for page in pages:
        for user, status in ((cast.priya, 200), (cast.luca, 200), (cast.pam, 403), (cast.hana, 403), (cast.sam, 404)):
            assert as_(user).get(page).status_code == status, (user, page)


def test_people_stand_there_by_label_and_never_by_name(cast, review):
    html = as_(cast.priya).get(at("family", review)).content.decode()
    form = as_(cast.priya).get(at("family-add", review)).content.decode()
    for label, given, name, _ in steps.FAMILY:
        assert label in html and label in form
        assert given not in html + form and name not in html + form
    assert "2 of 3 attempts without an answer" in html


def test_a_contact_is_recorded_put_right_and_recorded_as_an_error(cast, review):
    priya = as_(cast.priya)
    page = priya.post(at("family-add", review), typed(review, note="Rang."), follow=True)
    assert page.redirect_chain == [(at("family", review), 302)]
    contact = FamilyContact.objects.latest("pk")
    priya.post(at("family-change", review, contact.pk), typed(review, note="Rang twice.", revision=1))
    contact.refresh_from_db()
    assert contact.note == "Rang twice."
    priya.post(at("family-void", review, contact.pk), {"revision": 2, "why_void": "Another case"})
    assert priya.get(at("family-change", review, contact.pk)).status_code == 404
    assert "Another case" in priya.get(at("family", review)).content.decode()


def test_only_the_office_enters_a_contact_for_somebody(cast, review):
    paper = SimpleUploadedFile("letter.pdf", PDF, content_type="application/pdf")
    values = typed(review, on_behalf_of="Key worker", original=paper)
    as_(cast.priya).post(at("family-add", review), values)
    contact = FamilyContact.objects.latest("pk")
    assert (contact.on_behalf_of, contact.original.belongs_to) == ("Key worker", f"contact:{contact.pk}")
    assert "on_behalf_of" not in as_(cast.luca).get(at("family-add", review)).context["form"].fields


@pytest.mark.parametrize(
    ("change", "field"), [({"outcome": "declined"}, "why_not"), ({"route": ""}, "route"), ({"person": ""}, "person")]
)
def test_what_is_missing_is_said_beside_its_field(cast, review, change, field):
    page = as_(cast.priya).post(at("family-add", review), typed(review, **change))
    assert page.status_code == 422 and field in page.context["form"].errors


def test_nobody_of_another_review_can_be_chosen(cast, review):
    other = panel.a_review_under_way(cast, at=clock.now())
    stranger = add_person(other, kind="family", label="aunt", given_names="A", by=cast.priya, at=clock.now())
    page = as_(cast.priya).post(at("family-add", review), typed(review, person=stranger.pk))
    assert page.status_code == 422 and "person" in page.context["form"].errors


def test_an_empty_register_says_where_to_begin(cast):
    review = panel.a_review_under_way(cast, at=clock.now())
    assert at("identities", review) in as_(cast.priya).get(at("family", review)).content.decode()


def test_the_page_asks_the_same_number_of_questions_however_large_the_family_is(cast, review):
    priya = as_(cast.priya)
    priya.get(at("family", review))
    with CaptureQueriesContext(connection) as few:
        priya.get(at("family", review))
    for number in range(20):
        add_person(review, kind="family", label=f"cousin {number}", given_names="A", by=cast.priya, at=clock.now())
        steps.family_contacted(cast, review, at=clock.now())
    with CaptureQueriesContext(connection) as many:
        priya.get(at("family", review))
    assert len(many) == len(few)


def test_standing_safe_route_and_support_are_recorded_on_their_pages_by_those_who_keep_the_log(cast, review):
    mother = review.people.get(label="mother")
    number = add_number(mother, kind="phone", value="07700 900417", by=cast.priya, at=clock.now())
    day = clock.today().isoformat()
    sent = {
        "family-standing": {"kind": "witness", "source": "Officer"},
        "family-route": {"routes": ["letter"], "number": number.pk, "key_worker": "School nurse"},
        "family-support": {"day": day, "who": "Key worker"},
    }
    priya = as_(cast.priya)
    for name, values in sent.items():
        page = at(name, review, mother.pk)
        assert as_(cast.pam).get(page).status_code == 403 and as_(cast.sam).get(page).status_code == 404
        assert priya.post(page, values).status_code == 302, name
    html = priya.get(at("family", review)).content.decode()
    assert "Witness" in html and "School nurse" in html and "07700" not in html
    form = priya.get(at("family-route", review, mother.pk)).content.decode()
    assert "Telephone ending in 417" in form and "07700" not in form
    made = mother.day_supports.get()
    done = at("family-support-done", review, made.pk)
    assert priya.post(done, {"revision": 1, "done_on": day, "outcome": "Well"}).status_code == 302
    assert priya.get(at("family-support-change", review, made.pk)).status_code == 200
    standing = mother.standings.get()
    assert priya.get(at("family-standing-change", review, standing.pk)).status_code == 200
    voided = priya.post(at("family-standing-void", review, standing.pk), {"revision": 1, "why_void": "x"})
    assert voided.status_code == 302 and priya.get(at("family-standing-change", review, standing.pk)).status_code == 404


def test_a_contact_by_the_wrong_route_is_refused_beside_its_field_and_nothing_typed_is_lost(cast, review):
    mother = review.people.get(label="mother")
    actions.agree_route(mother, follows=None, routes=["letter"], by=cast.priya, at=clock.now())
    page = as_(cast.priya).post(at("family-add", review), typed(review, route="phone", note="She was calm."))
    assert (
        page.status_code == 422 and "route" in page.context["form"].errors and "She was calm." in page.content.decode()
    )


def test_people_of_another_review_have_no_page_here(cast, review):
    other = panel.a_review_under_way(cast, at=clock.now())
    stranger = add_person(other, kind="family", label="aunt", given_names="A", by=cast.priya, at=clock.now())
    for name in ("family-standing", "family-route", "family-support"):
        assert as_(cast.priya).get(at(name, review, stranger.pk)).status_code == 404


def test_anybody_reads_the_leaflet_for_families_and_prints_it(client):
    page = client.get(reverse("for-families")).content.decode()
    assert "It is your choice" in page and reverse("for-families-pdf") in page
    assert reverse("for-families") in client.get(reverse("published")).content.decode()
    assert client.get(reverse("for-families-pdf")).content.startswith(b"%PDF")
