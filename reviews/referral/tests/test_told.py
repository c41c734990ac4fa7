"""The rows of a referral: family into the identity register, other agencies, key dates."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.drafts import actions as drafts
from cspr.tests import cast as people
from reviews.case.models import Review
from reviews.identities.models import Address, IdentityNumber, Person
from reviews.identities.queries import known_forms
from reviews.identities.rules import find_leaks
from reviews.referral import rules
from reviews.referral.models import AgencyTold, KeyDate, Referral, RelativeTold
from reviews.referral.rules import AgencyGiven, DateGiven, RelativeGiven
from reviews.referral.tests import steps
from reviews.referral.tests.test_views_intake import REFERRED

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
MOTHER = RelativeGiven(
    "mother", "Isolde", "Marlowe-Reed", dt.date(1994, 2, 3), "4 Sluice Row", "FE1 4QX", "White British",
    "parental responsibility", "none", row=0,
)  # fmt: skip
NURSE = AgencyGiven("Saltmere Hospitals", "yes", "Bridie", "Kettleworth", "01632 960 177", row=0)
SEEN = DateGiven(dt.date(2026, 1, 7), "Seen with a bruise.", "14:30", row=0)


def sets(**rows):
    """The rows as a browser sends them."""
    data = {}
    for name in ("family", "agencies", "dates"):
        given = rows.get(name, [])
        data |= {f"{name}-TOTAL_FORMS": max(len(given), 3), f"{name}-INITIAL_FORMS": 0}
        for place, row in enumerate(given):
            data |= {f"{name}-{place}-{field}": value for field, value in row.items()}
    return data


@pytest.fixture(autouse=True)
def _at(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


@pytest.fixture
def cast():
    return people.assemble()


@pytest.fixture
def as_(client, cast):
    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_family_goes_into_the_identity_register_and_nowhere_else(cast):
    review = steps.referred(cast, at=AT, family=[MOTHER], agencies=[NURSE], dates=[SEEN])
    person = review.people.get(kind=Person.Kind.FAMILY)
    assert (person.label, person.given_names, person.born_on) == ("mother", "Isolde", MOTHER.born_on)
    assert Address.objects.get(person=person).postcode == "FE1 4QX"
    assert RelativeTold.objects.get().legal_status == "parental responsibility"
    assert IdentityNumber.objects.get().person.family_name == "Kettleworth"
    kept = " ".join(
        str(value) for model in (Referral, RelativeTold, AgencyTold, KeyDate) for row in model.objects.values() for value in row.values()
    )  # fmt: skip
    assert not any(name in kept for name in ("Isolde", "Sluice", "Kettleworth", "960 177"))
    forms = known_forms(review)
    for name in ("Isolde", "Kettleworth"):
        assert find_leaks(f"{name} rang.", forms), name


@pytest.mark.parametrize(
    ("word", "taken", "label"),
    [
        ("Mother", (), "mother"), ("mother", ("mother",), "mother 2"), ("Dave’s brother", (), "relative 1"),
        ("the man Col", ("relative 1",), "relative 2"), ("professional", (), "professional 1"), ("mother's partner", (), "mother’s partner"),
    ],
)  # fmt: skip
def test_a_label_never_holds_what_was_typed_freely(word, taken, label):
    assert rules.label_for(word, taken) == label


def test_the_childs_address_and_ethnicity_stand_in_the_register(cast):
    child = rules.ChildGiven("Tobias", "Marlowe-Reed", address="4 Sluice Row", postcode="FE1 4QX", ethnicity="Irish")
    review = steps.referred(cast, at=AT, children=[child])
    person = review.people.get()
    assert (person.ethnicity, person.addresses.get().lines) == ("Irish", "4 Sluice Row")


def test_a_referrer_tells_everything_on_one_page(as_, cast):
    client, url = as_("rhea"), reverse("refer")
    page = text(client.get(url))
    assert "This form: version" in page and "may be left out" in page
    assert page.index("Send the referral") > page.index("Key dates")
    assert page.index("What happened to the child") < page.index("may be left out") < page.index("Family and others")
    form = REFERRED | sets(
        family=[{"relationship": "mother", "given_names": "Isolde"}, {"relationship": "uncle", "family_name": "Vane"}],
        agencies=[{"agency": "Saltmere Hospitals", "still": "yes"}],
        dates=[{"on": "2026-01-07", "time": "14:30", "event": "Seen with a bruise."}],
    ) | {
        "child1_address": "4 Sluice Row", "trigger": "injury", "whereabouts": "At home", "carer": "mother",
        "open_to_care": "before", "lead_worker": "Imogen Vale", "plan_category": "neglect", "plan_from": "2025-02-01",
        "plan_until": "2025-06-01", "plan_length": "4 months", "signed_by": "Rhea Tolland", "signed_on": "2026-03-11",
    }  # fmt: skip
    assert client.post(url, form).status_code == 302
    referral = Referral.objects.get()
    assert (referral.form_version, referral.signed_on, referral.plan_length) == (
        rules.FORM_VERSION,
        AT.date(),
        "4 months",
    )
    page = text(as_("priya").get(reverse("referral", args=[referral.review.code])))
    for words in ("Isolde", "uncle", "Saltmere Hospitals", "Seen with a bruise.", "4 months", "Imogen Vale", "At home"):
        assert words in page, words
    others = text(as_("sid").get(reverse("referral", args=[referral.review.code])))
    assert "Isolde" not in others and "Imogen Vale" not in others and "mother" in others
    assert rules.FORM_VERSION in text(as_("rhea").get(reverse("referral-receipt", args=[referral.review.code])))


@pytest.mark.parametrize(
    ("name", "rows", "beside"),
    [
        ("family", [{"relationship": "mother"}, {"relationship": "aunt"}, {"relationship": "uncle", "born_on": "2027-01-01"}], "family-2-born_on"),
        ("family", [{}, {}, {"given_names": "Isolde"}], "family-2-relationship"),
        ("dates", [{"on": "2026-01-07", "event": "a"}, {"on": "2026-01-08", "event": "b"}, {"on": "2026-03-12", "event": "c"}], "dates-2-on"),
        ("agencies", [{"agency": "a"}, {"agency": "b"}, {"agency": "c", "given_names": "Bridie", "contact": "12"}], "agencies-2-contact"),
        ("agencies", [{}, {}, {"agency": "c", "contact": "01632 960 177"}], "agencies-2-given_names"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_row_three_is_said_beside_row_three_and_nothing_is_lost(as_, name, rows, beside):
    refused = as_("rhea").post(reverse("refer"), REFERRED | sets(**{name: rows}))
    page = text(refused)
    assert refused.status_code == 422 and f'href="#id_{beside}' in page
    assert "Burns to both hands." in page and not Review.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"plan_from": "2026-03-12"}, "plan_from"), ({"plan_from": "2025-03-12", "plan_until": "2025-03-11"}, "plan_until"),
        ({"signed_on": "2026-03-12"}, "signed_on"),
    ],
)  # fmt: skip
def test_a_plan_and_a_signature_have_days_that_can_be(as_, wrong, field):
    refused = as_("rhea").post(reverse("refer"), REFERRED | sets() | wrong)
    assert refused.status_code == 422 and f'href="#id_{field}_day"' in text(refused)


def test_each_row_is_put_back_as_it_was_typed(as_, cast):
    typed = sets(family=[{}, {"relationship": "aunt"}], dates=[{"event": "half a sen"}])
    drafts.save(cast.rhea.pk, "refer", {name: [str(value)] for name, value in typed.items()}, revision=0, at=AT)
    page = text(as_("rhea").get(reverse("refer")))
    assert 'value="aunt"' in page and "half a sen" in page


def test_a_row_that_was_put_back_may_be_left_blank(as_):
    form = REFERRED | sets(family=[{}, {"relationship": "aunt"}]) | {"family-INITIAL_FORMS": 2}
    assert as_("rhea").post(reverse("refer"), form).status_code == 302
    assert [row.person.label for row in RelativeTold.objects.all()] == ["aunt"]


def test_the_office_adds_to_the_rows_and_puts_them_right(as_, cast):
    review = steps.referred(cast, at=AT, agencies=[NURSE], dates=[SEEN])
    url = reverse("referral-rows", args=[review.code])
    agency, day = AgencyTold.objects.get(), KeyDate.objects.get()
    assert "Seen with a bruise." in text(as_("priya").get(url))
    form = sets(
        family=[{"relationship": "aunt", "given_names": "Wilma"}],
        agencies=[{"pk": agency.pk, "agency": "Saltmere", "still": "no"}],
        dates=[{"pk": day.pk, "on": "2026-01-07", "event": "x", "DELETE": "on"}],
    ) | {"agencies-INITIAL_FORMS": 1, "dates-INITIAL_FORMS": 1}
    assert as_("priya").post(url, form).status_code == 302
    agency.refresh_from_db()
    day.refresh_from_db()
    assert (agency.still, agency.person.family_name, day.void_at) == ("no", "Kettleworth", AT)
    assert review.people.get(given_names="Wilma").label == "aunt"
    for key, status in (("cora", 403), ("rhea", 403), ("sam", 404)):
        assert as_(key).get(url).status_code in (status, 404), key


def test_the_page_asks_as_often_for_one_row_as_for_ten(as_, cast):
    counts = []
    for number in (1, 10):
        family = [RelativeGiven("aunt", f"Name{place}", row=place) for place in range(number)]
        several = [AgencyGiven(f"Agency {place}", family_name=f"Nurse{place}", row=place) for place in range(number)]
        review = steps.referred(cast, at=AT, family=family, agencies=several, dates=[SEEN] * number)
        client = as_("priya")
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("referral", args=[review.code])).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_nothing_is_kept_of_a_referral_whose_third_row_is_refused(cast):
    wrong = RelativeGiven("uncle", born_on=dt.date(2027, 1, 1), row=2)
    with pytest.raises(Exception, match="future"):
        steps.referred(cast, at=AT, family=[MOTHER, wrong])
    assert not Review.objects.exists() and not Person.objects.exists()
