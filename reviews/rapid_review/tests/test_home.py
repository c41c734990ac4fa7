"""What does an agency find at home of a rapid review, and may it upload what it has written elsewhere?"""

import datetime as dt

import pytest

from reviews.case.actions import open_duty
from reviews.case.models import Duty
from reviews.case.queries import cards_of, duties_for
from reviews.meetings.duties import HOLD
from reviews.rapid_review import actions, queries, rules
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(review, cast):
    return steps.request_to(review, cast.agencies.health)


def uploaded(review, **more):
    people = queries.search_list(queries.rapid_review_of(review))
    typed = {f"held_{row.pk}": "yes" for row in people} | {"author_name": "Hana Brzezicki"}
    return typed | {"original": steps.a_paper("return.pdf")} | more


def test_the_card_says_whom_to_look_for_by_label_and_offers_three_ways(as_, review, request_):
    answer = as_("hana").get("/")
    page, html = text(answer), answer.content.decode()
    for words in ("Agency return to the rapid review", "Type it", "Upload a document", "Nothing held", "Asked by"):
        assert words in page
    for person in queries.search_list(request_.rapid_review):
        assert str(person.person) in page.replace("&#x27;", "'")
        assert person.person.family_name not in page
    for name in ("rapid-review-upload", "rapid-review-nothing-held", "rapid-review-return"):
        assert at(name, review, request_.pk) in html


def test_whoever_signs_is_led_to_what_waits_for_signature(as_, cast, review, request_):
    actions.say_nothing_held(request_, sign=False, by=cast.hana, at=NOW)
    assert "Read it and sign it off" in text(as_("hugo").get("/"))
    assert "Read it and sign it off" not in text(as_("hana").get("/"))
    assert "Read it again" in text(as_("hana").get("/")) and "You have nothing more to do" in text(as_("hana").get("/"))


def test_what_waits_for_a_colleague_comes_last_and_is_not_counted(as_, cast, review, request_):
    later = open_duty(review, HOLD, at=NOW, due_on=NOW.date() + dt.timedelta(days=90), user=cast.hana, thing_id=1)
    assert "2 things wait for you" in text(as_("hana").get("/"))
    actions.say_nothing_held(request_, sign=False, by=cast.hana, at=NOW)
    page = text(as_("hana").get("/"))
    assert "One thing waits for you. What waits for a colleague of yours comes last." in page
    assert page.index("Hold the meeting and record") < page.index("Agency return to the rapid review")
    assert "One thing waits for you." in text(as_("hugo").get("/")), "who signs has to do it"
    Duty.objects.filter(pk=later.pk).update(met_on=NOW.date(), met_at=NOW)
    page = text(as_("hana").get("/"))
    assert "Nothing waits for you now." in page and "Read it again" in page
    written = text(as_("hana").get(at("rapid-review-return", review, request_.pk)))
    assert "Read it again" in written and "Read it and sign it off" not in written
    assert "Read it and sign it off" in text(as_("hugo").get(at("rapid-review-return", review, request_.pk)))


def test_a_card_of_another_agency_is_nobody_elses(as_, cast, review, request_):
    police = Duty.objects.get(kind="rapid_review.return", agency=cast.agencies.police)
    assert police not in duties_for(as_("hana").get("/").wsgi_request.visitor)
    assert at("rapid-review-return", review, police.thing_id) not in as_("hana").get("/").content.decode()


def test_an_uploaded_return_is_signed_off_like_a_typed_one(as_, cast, review, request_):
    url = at("rapid-review-upload", review, request_.pk)
    page = text(as_("hana").get(url))
    assert "Whom to look for" in page
    request_.refresh_from_db()
    assert request_.first_opened_at == NOW
    answer = as_("hana").post(url, uploaded(review))
    assert answer.url == at("rapid-review-sign", review, request_.pk)
    assert "return.pdf, uploaded" in text(as_("hana").get(answer.url))
    given = queries.return_of(queries.requests_of(review).get(pk=request_.pk))
    assert given.original.agency == cast.agencies.health and not given.signed_off_at
    answer = as_("hugo").post(answer.url, {"revision": given.revision, "agreed": "on"})
    given.refresh_from_db()
    assert answer.status_code == 302 and given.signed_off_by == "Hugo Marsh"
    assert as_("hana").get(url).status_code == 302


def test_an_upload_without_a_file_or_an_answer_says_what_is_missing(as_, review, request_):
    url = at("rapid-review-upload", review, request_.pk)
    typed = uploaded(review)
    typed.pop("original")
    answer = as_("hana").post(url, {name: value for name, value in typed.items() if not name.startswith("held_")})
    assert answer.status_code == 422
    assert "Choose the document" in text(answer) and "Say whether you hold anything about" in text(answer)


def test_nothing_is_kept_where_the_trail_cannot_be_written(monkeypatch, cast, review, request_):
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", _broken)
    said = actions.upload_return
    with pytest.raises(RuntimeError):
        said(request_, said=rules.Said(), original=steps.a_paper("r.pdf"), by=cast.hana, at=NOW)
    assert queries.return_of(queries.requests_of(review).get(pk=request_.pk)) is None


def _broken(*args, **kwargs):
    raise RuntimeError("no trail")


def test_cards_cost_the_same_for_one_and_for_many(review, cast, as_, django_assert_num_queries):
    visitor = as_("priya").get("/").wsgi_request.visitor
    owed = list(Duty.objects.filter(kind="rapid_review.return"))
    assert len(owed) > 5
    for some in (owed[:1], owed):
        with django_assert_num_queries(2):
            assert len(cards_of(some, visitor)) == len(some)
