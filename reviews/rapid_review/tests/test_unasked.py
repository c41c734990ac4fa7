"""The office enters a return of an agency nobody asked: it is offered to ask it at once, and nothing typed is lost."""

import pytest

from cspr.outbox.models import Message
from reviews.rapid_review import queries
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, text
from reviews.rapid_review.tests.world import answered

pytestmark = pytest.mark.django_db
ROWS = {"events-TOTAL_FORMS": "1", "events-INITIAL_FORMS": "0"}


def form(review, agency, **more):
    searched = queries.search_list(queries.rapid_review_of(review))
    said = {f"held_{row.pk}": "no" for row in searched}
    return {
        **said, **ROWS, "agency": agency.pk, "on_behalf_of": "Ann Lee, manager", "given_on": str(NOW.date()),
        "how_it_came": "By telephone", "involvement": "", "learning": "We should have rung.", "revision": "0", **more,
    }  # fmt: skip


def test_an_agency_not_asked_is_refused_beside_the_field_and_asked_on_a_tick(as_, review, cast):
    url, other = at("rapid-review-enter", review), cast.agencies.refuge
    assert f"{other.name} (not asked)" in text(as_("priya").get(url))
    refused = as_("priya").post(url, form(review, other))
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"agency"}
    assert "has not been asked for a return" in text(refused) and "We should have rung." in text(refused)
    before = Message.objects.count()
    assert as_("priya").post(url, form(review, other, ask_now="on")).status_code == 302
    row = next(row for row in queries.rows_of(review) if row.request.agency == other)
    assert row.is_signed and row.given.on_behalf_of == "Ann Lee, manager"
    assert review.involvements.current().filter(agency=other).exists()
    assert Message.objects.count() == before
    assert not review.duties.open().filter(agency=other).exists()


def test_one_that_was_asked_is_entered_and_one_that_is_signed_is_refused(as_, review, cast):
    url = at("rapid-review-enter", review)
    assert as_("priya").post(url, form(review, cast.agencies.housing)).status_code == 302
    answered(cast, review, "police", at=NOW)
    again = as_("priya").post(url, form(review, cast.agencies.police))
    assert again.status_code == 422 and "signed off already" in text(again)


def test_nobody_but_the_office_enters_one(as_, review):
    url = at("rapid-review-enter", review)
    assert as_("hana").get(url).status_code == 403 and as_("cora").get(url).status_code == 403


def test_an_agency_elsewhere_is_not_offered(as_, review, cast):
    stranger = type(cast.agencies.housing).objects.create(name="Elsewhere Trust", sector="health")
    refused = as_("priya").post(at("rapid-review-enter", review), form(review, stranger, ask_now="on"))
    assert refused.status_code == 422
    assert not steps.queries.requests_of(review).filter(agency=stranger).exists()
