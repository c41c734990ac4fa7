"""The pages on which an agency answers."""

import datetime as dt

import pytest

from agencies.models import Post
from agencies.roles import Role
from cspr.drafts.models import Draft
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import AgencyReturn
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, text
from reviews.rapid_review.tests.world import AT, lead_over_the_surgery

pytestmark = [pytest.mark.django_db, pytest.mark.page]
OWN = ("rapid-review-return", "rapid-review-nothing-held")


@pytest.fixture
def request_(review, cast):
    return steps.request_to(review, cast.agencies.health)


def typed(review, *, held="no", events=(), **more):
    """A return as the browser sends it."""
    people = queries.search_list(queries.rapid_review_of(review))
    form = {f"held_{row.pk}": held for row in people}
    form |= {"events-TOTAL_FORMS": str(len(events)), "events-INITIAL_FORMS": "0", "revision": 0}
    for number, event in enumerate(events):
        form |= {f"events-{number}-{name}": value for name, value in event.items()}
    return form | {"author_name": "Hana Brzezicki", "author_job": "Named nurse"} | more


EVENT = {"happened_on": "2026-02-03", "source": "Record", "what": "A home visit."}


def test_an_agency_sees_only_its_own_request(as_, review, cast, request_):
    police = steps.request_to(review, cast.agencies.police)
    page = as_("hana").get(at("rapid-review", review))
    assert cast.agencies.health.name in text(page)
    assert cast.agencies.police.name not in text(page)
    assert as_("hana").get(at("rapid-review-return", review, request_.pk)).status_code == 200
    for name in (
        "rapid-review-return",
        "rapid-review-sign",
        "rapid-review-nothing-held",
        "rapid-review-answer",
        "rapid-review-original",
    ):
        assert as_("hana").get(at(name, review, police.pk)).status_code == 404, name
    for name in ("rapid-review-pack", "rapid-review-search", "rapid-review-write"):
        assert as_("hana").get(at(name, review)).status_code == 403, name


def test_another_agencys_signed_return_is_not_found_either(as_, review, cast):
    steps.returns_in(cast, review, at=NOW)
    police = steps.request_to(review, cast.agencies.police)
    assert as_("hana").get(at("rapid-review-return", review, police.pk)).status_code == 404
    assert as_("pete").get(at("rapid-review-return", review, police.pk)).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_nobody_else_writes_an_agencys_return(as_, review, request_, name):
    for who, status in (("sam", 404), ("rhea", 404), ("pete", 404)):
        assert as_(who).get(at(name, review, request_.pk)).status_code == status, who


def test_a_post_at_one_agency_does_not_open_the_request_to_another(as_, review, cast):
    council = steps.request_to(review, cast.agencies.council)
    Post.objects.create(
        user=cast.nell, role=Role.CONTRIBUTOR, agency=cast.agencies.health, starts_on=dt.date(2020, 1, 6)
    )
    assert as_("nell").get(at("rapid-review-return", review, council.pk)).status_code == 404


def test_the_first_page_says_whom_to_look_for_and_how_to_check(as_, review, request_):
    page = text(as_("hana").get(at("rapid-review-return", review, request_.pk)))
    for words in ("Carys Marlowe-Reed", "2020 to now", "24 April 2026", "Priya Raman", "01632 960 100",
                  f"{review.code}/R{request_.pk}", "Secure your records now", "Children Act 2004", "courts"):  # fmt: skip
        assert words in page, words


def test_the_first_opening_is_noted_and_only_for_the_agency(as_, review, request_):
    as_("priya").get(at("rapid-review-return", review, request_.pk))
    request_.refresh_from_db()
    assert request_.first_opened_at is None
    as_("hana").get(at("rapid-review-return", review, request_.pk))
    request_.refresh_from_db()
    assert request_.first_opened_at == NOW


def test_saved_for_later_it_is_kept_and_shown_again(as_, review, request_):
    url, client = at("rapid-review-return", review, request_.pk), as_("hana")
    later = client.post(url, typed(review, events=[EVENT], learning="Ask who lives there.", action="later"))
    assert (later.status_code, later.url) == (302, at("rapid-review", review))
    page = client.get(url).content.decode()
    for words in ("Ask who lives there.", "A home visit.", 'value="Record"'):
        assert words in page, words


def test_an_unfinished_key_event_says_what_is_missing_and_loses_nothing(as_, review, request_):
    url = at("rapid-review-return", review, request_.pk)
    refused = as_("hana").post(url, typed(review, events=[{**EVENT, "source": ""}], involvement="Seen often."))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Enter the source" in page and "A home visit." in page and "Seen often." in page
    assert not AgencyReturn.objects.exists()


def test_what_was_typed_before_is_put_back_with_its_key_events(as_, review, request_, cast):
    data = {name: [str(value)] for name, value in typed(review, events=[EVENT], learning="Half a thought").items()}
    data |= {
        "events-0-happened_on_day": ["3"],
        "events-0-happened_on_month": ["2"],
        "events-0-happened_on_year": ["2026"],
    }
    data.pop("events-0-happened_on")
    Draft.objects.create(user_id=cast.hana.pk, key=f"rapid_review.ReturnForm:{request_.pk}", data=data, saved_at=NOW)
    page = as_("hana").get(at("rapid-review-return", review, request_.pk)).content.decode()
    for words in ("We kept what you typed", "Half a thought", "A home visit."):
        assert words in page, words
    as_("hana").post(at("rapid-review-return", review, request_.pk), typed(review))
    assert not Draft.objects.exists()


def test_two_windows_do_not_overwrite_each_other(as_, review, request_):
    url = at("rapid-review-return", review, request_.pk)
    as_("hana").post(url, typed(review, learning="First"))
    refused = as_("hugo").post(url, typed(review, learning="Second"))
    assert refused.status_code == 422
    page = text(refused)
    assert "First" in page and "Second" in refused.content.decode() and "Somebody else changed this" in page


def test_author_writes_signatory_signs(as_, review, request_):
    url, sign = (at(name, review, request_.pk) for name in ("rapid-review-return", "rapid-review-sign"))
    done = as_("hana").post(url, typed(review, held="yes", involvement="Seen often.", events=[EVENT]))
    assert (done.status_code, done.url) == (302, sign)
    page = text(as_("hana").get(sign))
    assert "Hugo Marsh signs for your agency" in page and "Send for sign-off" in page
    assert as_("hana").post(sign).status_code == 302
    refused = as_("hugo").post(sign, {"revision": AgencyReturn.objects.get().revision})
    assert refused.status_code == 422
    given = AgencyReturn.objects.get()
    assert as_("hugo").post(sign, {"revision": given.revision, "agreed": "on"}).status_code == 302
    page = text(as_("hana").get(url))
    assert "Signed off by Hugo Marsh" in page and "The return is locked" in page
    assert as_("hana").get(sign).status_code == 302


def test_what_is_missing_is_said_before_signing(as_, review, request_):
    as_("hana").post(at("rapid-review-return", review, request_.pk), typed(review, held="yes"))
    page = text(as_("hugo").get(at("rapid-review-sign", review, request_.pk)))
    assert "describe the agency’s involvement" in page
    refused = as_("hugo").post(
        at("rapid-review-sign", review, request_.pk), {"revision": AgencyReturn.objects.get().revision, "agreed": "on"}
    )
    assert refused.status_code == 422
    assert AgencyReturn.objects.get().signed_off_at is None


def test_the_author_signs_where_nobody_is_above_and_it_says_so(as_, review, request_, cast):
    Post.objects.filter(user=cast.hugo).update(ends_on=AT.date())
    as_("hana").post(at("rapid-review-return", review, request_.pk), typed(review))
    sign = at("rapid-review-sign", review, request_.pk)
    assert "Nobody is above you" in text(as_("hana").get(sign))
    form = {"revision": AgencyReturn.objects.get().revision, "agreed": "on"}
    assert as_("hana").post(sign, form).status_code == 302
    assert "nobody is above them" in text(as_("priya").get(at("rapid-review-return", review, request_.pk)))


def test_one_click_says_that_nothing_is_held(as_, review, cast):
    police = steps.request_to(review, cast.agencies.police)
    url = at("rapid-review-nothing-held", review, police.pk)
    assert "This signs your agency’s return off" in text(as_("pete").get(url))
    assert as_("pete").post(url).status_code == 302
    assert "Nothing held" in text(as_("pete").get(at("rapid-review", review)))
    assert as_("pete").get(url).status_code == 302


def test_a_lead_answers_for_the_surgery(as_, review, cast):
    lead_over_the_surgery(cast)
    surgery = steps.request_to(review, cast.agencies.gp)
    assert as_("dina").get(at("rapid-review-return", review, surgery.pk)).status_code == 200
    assert cast.agencies.gp.name in text(as_("dina").get(at("rapid-review", review)))
    assert as_("dina").post(at("rapid-review-nothing-held", review, surgery.pk)).status_code == 302
    assert AgencyReturn.objects.get().signed_off_by == "Dina Holloway"


def test_one_more_person_is_answered_on_a_page_of_its_own(as_, review, request_, cast):
    steps.returns_in(cast, review, at=NOW)
    url = at("rapid-review-answer", review, request_.pk)
    assert as_("hana").get(url).status_code == 302
    row = actions.add_new_person(
        queries.rapid_review_of(review), kind="family", label="father", given_names="Owen", by=cast.priya, at=NOW
    )
    page = text(as_("hana").get(url))
    assert "Owen" in page and "Carys" not in page
    refused = as_("hana").post(url, {})
    assert refused.status_code == 422 and "Say whether you hold anything about father" in text(refused)
    assert as_("hana").post(url, {f"held_{row.pk}": "yes", f"note_{row.pk}": "One visit."}).status_code == 302
    assert "One visit." in text(as_("hugo").get(at("rapid-review-return", review, request_.pk)))
    police = at("rapid-review-answer", review, steps.request_to(review, cast.agencies.police).pk)
    form = {f"held_{row.pk}": "no", "on_behalf_of": "Pete Calloway", "given_on": "2026-04-20"}
    assert as_("cora").get(police).status_code == 403
    asked = text(as_("priya").get(police))
    assert "They hold nothing" in asked and "We hold nothing" not in asked
    assert as_("priya").post(police, form).status_code == 302


def test_a_withdrawn_request_says_so(as_, review, request_, cast):
    actions.withdraw_request(request_, revision=request_.revision, why="By mistake", by=cast.priya, at=NOW)
    page = text(as_("hana").get(at("rapid-review-return", review, request_.pk)))
    assert "withdrawn on 21 April 2026" in page and "By mistake" not in page
