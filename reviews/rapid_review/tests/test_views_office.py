"""The pages on which the office runs a rapid review, and what readers see of it."""

import datetime as dt

import pytest

from agencies.models import Agency
from reviews.case.phases import Kind, Phase
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import RapidReview, ReturnRequest
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, queries_of, text
from reviews.rapid_review.tests.world import AT, a_notified_case
from reviews.referral.models import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.page]

OFFICE_ONLY = (
    "rapid-review-open", "rapid-review-search-new", "rapid-review-ask", "rapid-review-send", "rapid-review-take-back",
    "rapid-review-reply-new", "rapid-review-conclude", "rapid-review-enter", "rapid-review-safety-add",
)  # fmt: skip
OF_REQUEST = ("rapid-review-move", "rapid-review-withdraw", "rapid-review-send-back", "rapid-review-behalf")
READERS = ("rapid-review", "rapid-review-search", "rapid-review-pack", "rapid-review-write")


def test_before_it_is_opened_the_page_says_until_when_and_offers_to_open_it(as_, cast):
    review = a_notified_case(cast)
    page = text(as_("priya").get(at("rapid-review", review)))
    for words in ("7 May 2026", "Open the rapid review", "15 working days after the notification was sent", "day 0"):
        assert words in page, words
    assert "The office opens it." in text(as_("sid").get(at("rapid-review", review)))


def test_a_kind_without_a_rapid_review_says_so(as_, cast):
    review = a_notified_case(cast)
    type(review).objects.filter(pk=review.pk).update(kind=Kind.PARTNERSHIP, phase=Phase.IN_REVIEW)
    assert "This kind of case has no rapid review." in text(as_("priya").get(at("rapid-review", review)))


def test_the_office_opens_it_with_the_proposed_dates(as_, cast):
    review = a_notified_case(cast)
    url = at("rapid-review-open", review)
    page = as_("priya").get(url)
    assert page.context["form"].initial["returns_due_on"] == dt.date(2026, 4, 27)
    assert page.context["form"].initial["slot"] == "2026-04-30T10:00"
    form = {"returns_due_on": "2026-04-27", "meeting_on": "2026-04-30", "meeting_time": "10am", "place": "Room 2"}
    done = as_("priya").post(url, form)
    assert (done.status_code, done.url) == (302, at("rapid-review-search", review))
    assert review.meetings.get().starts_at == dt.datetime(2026, 4, 30, 9, 0, tzinfo=dt.UTC)


def test_a_meeting_needs_its_time_and_what_was_typed_stays(as_, cast):
    review = a_notified_case(cast)
    form = {"returns_due_on": "2026-04-27", "meeting_on": "2026-04-30", "place": "Room 2"}
    refused = as_("priya").post(at("rapid-review-open", review), form)
    assert refused.status_code == 422
    assert "Enter the time the meeting starts" in text(refused)
    assert 'value="Room 2"' in refused.content.decode()
    assert not RapidReview.objects.exists()


def test_the_office_sees_where_it_stands(as_, review, cast):
    steps.returns_in(cast, review, at=NOW)
    page = text(as_("priya").get(at("rapid-review", review)))
    for words in (
        "7 May 2026",
        "Step by step",
        "8 of 8 back",
        "Nothing held",
        "Signed off",
        "Decision of Fenmarsh Police",
    ):
        assert words in page, words


def test_a_reader_sees_the_returns_table_and_no_page_of_the_office(as_, review, cast):
    steps.returns_in(cast, review, at=NOW)
    page = as_("cora").get(at("rapid-review", review)).content.decode()
    assert at("rapid-review-return", review, steps.request_to(review, cast.agencies.police).pk) in page
    for name in ("rapid-review-ask", "rapid-review-send", "rapid-review-conclude"):
        assert at(name, review) not in page


def statuses(as_, urls, doors):
    """Which of these addresses answered otherwise than the table says."""
    wrong = []
    for who, status in doors.items():
        client = as_(who)
        wrong += [(who, url) for url in urls if client.get(url).status_code != status]
    return wrong


def test_who_may_read(as_, review):
    doors = {"priya": 200, "cora": 200, "sid": 200, "dev": 200, "ira": 403, "nell": 403, "sam": 404}
    assert statuses(as_, [at(name, review) for name in READERS], doors) == []


def test_only_the_office_comes_to_its_pages(as_, review, cast):
    request = steps.request_to(review, cast.agencies.health)
    urls = [at(name, review) for name in OFFICE_ONLY] + [at(name, review, request.pk) for name in OF_REQUEST]
    assert statuses(as_, urls, {"priya": 200, "cora": 403, "hana": 403, "sam": 404}) == []
    assert as_("priya").get(at(OF_REQUEST[0], review, request.pk + 999)).status_code == 404


def test_before_it_is_opened_its_pages_are_not_found(as_, cast):
    review = a_notified_case(cast)
    for name in (*READERS[1:], *OFFICE_ONLY[1:]):
        assert as_("priya").get(at(name, review)).status_code == 404, name


def test_names_on_the_search_list_are_for_those_who_may_see_them(as_, review):
    office, reader = (text(as_(who).get(at("rapid-review-search", review))) for who in ("priya", "dev"))
    assert "Carys Marlowe-Reed" in office
    assert "mother" in reader and "Carys" not in reader


def test_the_office_puts_people_on_the_list(as_, review, cast):
    rapid_review = queries.rapid_review_of(review)
    client = as_("priya")
    url = at("rapid-review-search-new", review)
    form = {"kind": "family", "label": "father", "given_names": "Owen", "years": "2019 to now"}
    assert client.post(url, form).status_code == 302
    assert rapid_review.searched.get(person__label="father").version == 2
    again = client.post(url, form)
    assert again.status_code == 422 and "stands for somebody else" in text(again)
    row = rapid_review.searched.get(person__label="father")
    off = at("rapid-review-search-off", review, row.pk)
    assert client.post(off, {"why": "Entered twice", "revision": row.revision}).status_code == 302
    url = at("rapid-review-search", review)
    assert client.post(url, {"people": [row.person_id], "years": "2020"}).status_code == 302
    assert client.post(url, {"people": []}).status_code == 422


def test_agencies_are_asked_by_sector_several_at_once(as_, review, cast):
    ReturnRequest.objects.all().update(withdrawn_at=NOW)
    client = as_("priya")
    page = text(client.get(at("rapid-review-ask", review)))
    assert "Health provider" in page and "Willow Bank Surgery (answers through NHS Fenmarsh" in page
    form = {
        "sector_health": [cast.agencies.health.pk, cast.agencies.gp.pk], "sector_voluntary": [cast.agencies.refuge.pk],
        "due_on": "2026-04-27",
    }  # fmt: skip
    assert client.post(at("rapid-review-ask", review), form).status_code == 302
    assert ReturnRequest.objects.filter(withdrawn_at=None).count() == 3
    nobody = client.post(at("rapid-review-ask", review), {"due_on": "2026-04-27"})
    assert nobody.status_code == 422 and "Choose at least one agency" in text(nobody)
    past = client.post(
        at("rapid-review-ask", review),
        {
            **form,
            "sector_health": [],
            "sector_voluntary": [],
            "sector_police": [cast.agencies.police.pk],
            "due_on": "2026-04-01",
        },
    )
    assert past.status_code == 422 and "cannot be in the past" in text(past)


def test_the_office_moves_and_withdraws_a_request(as_, review, cast):
    client, request = as_("priya"), steps.request_to(review, cast.agencies.health)
    form = {"due_on": "2026-05-01", "why": "Leave"}
    assert client.post(at("rapid-review-move", review, request.pk), form).status_code == 302
    request.refresh_from_db()
    assert request.due_on == dt.date(2026, 5, 1)
    form = {"why": "Asked by mistake", "revision": request.revision}
    assert client.post(at("rapid-review-withdraw", review, request.pk), form).status_code == 302
    assert "Withdrawn" in text(client.get(at("rapid-review", review)))


def test_the_office_sees_that_a_draft_exists_and_not_what_it_says(as_, review, cast):
    request = steps.request_to(review, cast.agencies.health)
    said = steps.said_of_all(request, involvement="Seen eleven times.")
    actions.save_return(request, revision=0, said=said, by=cast.hana, at=NOW)
    page = text(as_("priya").get(at("rapid-review-return", review, request.pk)))
    assert "has begun its return" in page and "Seen eleven times" not in page
    assert "Seen eleven times" not in as_("priya").get(at("rapid-review-behalf", review, request.pk)).content.decode()
    assert as_("cora").get(at("rapid-review-return", review, request.pk)).status_code == 404


def behalf(review, request, **more):
    people = queries.search_list(queries.rapid_review_of(review))
    answers = {f"held_{row.pk}": "no" for row in people}
    rows = {"events-TOTAL_FORMS": "0", "events-INITIAL_FORMS": "0"}
    form = {"revision": 0, "on_behalf_of": "Rhea Tolland", "given_on": "2026-04-20"}
    return {**rows, **answers, **form, **more}


def test_the_office_enters_a_return_for_somebody_with_the_original(as_, review, cast):
    client, request = as_("priya"), steps.request_to(review, cast.agencies.school)
    url = at("rapid-review-behalf", review, request.pk)
    refused = client.post(url, behalf(review, request))
    assert refused.status_code == 422 and "Attach the original, or say how it came." in text(refused)
    form = behalf(review, request, original=steps.a_paper("mail.pdf"))
    assert client.post(url, form).status_code == 302
    given = steps.request_to(review, cast.agencies.school).agency_return
    assert (given.given_on, given.author_name) == (dt.date(2026, 4, 20), "Rhea Tolland")
    assert client.get(url).status_code == 302
    original = client.get(at("rapid-review-original", review, request.pk))
    assert (original.status_code, original.content) == (200, steps.PDF)
    page = text(client.get(at("rapid-review-return", review, request.pk)))
    assert "Signed off by Rhea Tolland, 20 April 2026." in page and "Entered by the office" in page


def test_a_return_is_sent_back_with_what_is_needed(as_, review, cast):
    steps.returns_in(cast, review, at=NOW)
    client, request = as_("priya"), steps.request_to(review, cast.agencies.health)
    url = at("rapid-review-send-back", review, request.pk)
    form = {"why": "Which visits?", "due_on": "2026-04-28", "revision": request.agency_return.revision}
    assert client.post(url, {**form, "why": ""}).status_code == 422
    assert client.post(url, form).status_code == 302
    assert as_("cora").get(at("rapid-review-return", review, request.pk)).status_code == 404
    assert "Which visits?" in text(as_("hana").get(at("rapid-review-return", review, request.pk)))


def test_the_pack_has_every_signed_return_in_order_and_no_name(as_, review, cast):
    steps.returns_in(cast, review, at=NOW)
    page = text(as_("sid").get(at("rapid-review-pack", review)))
    health = ("Fenmarsh Community Health Trust", "Saltmere Hospitals Trust", "Willow Bank Surgery")
    places = [page.index(f"{name} Signed off by") for name in ("Fenmarsh Police", *health, "Reedbed Homes")]
    assert places == sorted(places)
    for words in (
        "The health visitor saw Child A eleven times",
        "Bruise to the ear",
        "Nothing held",
    ):
        assert words in page
    assert "Carys" not in page and "Ashby" not in page


def test_what_was_found_is_written_read_and_closed_once_sent(as_, review, cast):
    url, client = at("rapid-review-write", review), as_("priya")
    form = {"facts": "Known to four.", "analysis": "", "safety_actions": "", "inequalities": "", "learning": ""}
    assert client.post(url, {**form, "revision": review.rapid_review.revision}).status_code == 302
    late = client.post(url, {**form, "facts": "Other words", "revision": 1})
    assert late.status_code == 422
    assert "Other words" in text(late) and "Known to four." in text(late)
    assert "Known to four." in text(as_("sid").get(url))
    found = RapidReview.objects.get(review=review)
    actions.record_sent(found, revision=found.revision, sent_on=NOW.date(), by=cast.priya, at=NOW)
    assert '<form method="post" novalidate' not in as_("priya").get(url).content.decode()


def test_sending_reply_and_answer_are_recorded_in_their_order(as_, review):
    client, found = as_("priya"), RapidReview.objects.get(review=review)
    assert "not recorded as sent" in text(client.get(at("rapid-review-reply", review)))
    assert client.get(at("rapid-review-ask-answer", review, 7)).status_code == 404
    page = text(client.get(at("rapid-review-send", review)))
    assert "No decision recorded yet" in page and "Not written yet" in page
    future = client.post(at("rapid-review-send", review), {"sent_on": "2026-05-30", "revision": found.revision})
    assert future.status_code == 422 and "cannot be in the future" in text(future)
    form = {"sent_on": "2026-04-20", "revision": found.revision}
    assert client.post(at("rapid-review-send", review), form).status_code == 302
    form = {"received_on": "2026-04-19", "view": "agrees", "what_it_says": "It agrees."}
    form |= {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0"}
    early = client.post(at("rapid-review-reply-new", review), form)
    assert early.status_code == 422 and "cannot come before it was sent" in text(early)
    assert client.post(at("rapid-review-reply-new", review), {**form, "received_on": "2026-04-21"}).status_code == 302
    assert "Agrees with the decision" in text(client.get(at("rapid-review", review)))


def test_a_sending_is_taken_back(as_, review, cast):
    found = RapidReview.objects.get(review=review)
    actions.record_sent(found, revision=found.revision, sent_on=NOW.date(), by=cast.priya, at=NOW)
    form = {"revision": found.revision}
    assert as_("priya").post(at("rapid-review-take-back", review), form).status_code == 302
    found.refresh_from_db()
    assert found.sent_on is None


def test_it_is_concluded_as_decided(as_, review, cast):
    client, found = as_("priya"), RapidReview.objects.get(review=review)
    url, form = at("rapid-review-conclude", review), {"outcome": "local_review", "revision": found.revision}
    refused = client.post(url, form)
    assert refused.status_code == 422 and "not settled" in text(refused)
    steps.partners_decided(cast, review, at=NOW)
    done = client.post(url, form)
    assert (done.status_code, done.url) == (302, at("case", review))
    assert "Concluded: Local child safeguarding practice review" in text(client.get(url))
    page = text(client.get(at("rapid-review", review)))
    assert "The rapid review is concluded: Local child safeguarding practice review" in page


def test_a_suggested_national_review_says_what_it_waits_for(as_, review, cast):
    steps.partners_decided(cast, review, at=NOW, outcome=Outcome.NATIONAL_REVIEW)
    page = text(as_("priya").get(at("rapid-review-conclude", review)))
    assert "stays here until the national Panel has replied" in page


def test_the_question_of_what_follows_has_pages_of_its_own(as_, review):
    for name, who, status in (
        ("criteria", "priya", 200), ("criteria", "hana", 403), ("recommend", "cora", 200), ("recommend", "dev", 403),
        ("comment", "sid", 200), ("comment", "cora", 403), ("national-criteria", "cora", 200),
        ("national-criteria", "hana", 403), ("national-criteria", "dev", 403),
    ):  # fmt: skip
        assert as_(who).get(at(f"rapid-review-{name}", review)).status_code == status, (name, who)


def test_a_national_review_has_criteria_of_its_own_shown_apart(as_, review, cast):
    url = at("rapid-review-national-criteria", review)
    shown = text(as_("priya").get(url))
    assert "Does the case raise issues that are complex?" in shown and "Children Act 2004, section 16B(1)" in shown
    assert "improvements that are needed" not in shown
    decide = at("rapid-review-decide", review, cast.agencies.council.pk)
    typed = {"outcome": "national_review", "reasons": "Other areas see it.", "decided_on": NOW.date().isoformat()}
    refused = as_("dev").post(decide, typed)
    assert refused.status_code == 422 and "The criteria for a national review are not answered yet" in text(refused)
    assert "Other areas see it." in text(refused) and not review.decisions.filter(question="review").exists()
    half = as_("priya").post(url, {"revision": 0, "complex_answer": "yes", "complex_reasons": "Three areas."})
    assert half.status_code == 302
    assert as_("dev").post(decide, typed).status_code == 422
    more = {"revision": 0, "national_importance_answer": "no", "national_importance_reasons": "Guidance is enough."}
    as_("priya").post(url, {**more, "revision": 1, "complex_answer": "yes", "complex_reasons": "Three areas."})
    assert as_("dev").post(decide, typed).status_code == 302
    page = text(as_("priya").get(at("rapid-review", review)))
    assert "Criteria for a national review" in page and "Guidance is enough." in page
    assert page.index("Criteria for a local review") < page.index("Criteria for a national review")


def test_a_partner_comes_to_its_own_decision_alone(as_, review, cast):
    own, other = (at("rapid-review-decide", review, getattr(cast.agencies, key).pk) for key in ("council", "police"))
    assert as_("dev").get(own).status_code == 200
    assert as_("dev").get(other).status_code == 404
    assert own in as_("dev").get(at("rapid-review", review)).content.decode()
    assert other not in as_("dev").get(at("rapid-review", review)).content.decode()


def test_the_pages_take_the_same_queries_however_many_agencies_were_asked(as_, review, cast):
    client = as_("priya")
    steps.returns_in(cast, review, at=NOW)
    ReturnRequest.objects.exclude(agency=cast.agencies.health).update(withdrawn_at=AT)
    pages = [at(name, review) for name in ("rapid-review", "rapid-review-pack", "rapid-review-search")]
    for page in pages:
        client.get(page)
    one = [queries_of(client, page) for page in pages]
    ReturnRequest.objects.all().update(withdrawn_at=None)
    agencies = [Agency.objects.create(name=f"School {n}", sector="education") for n in range(20)]
    for agency in agencies:
        agency.partnerships.add(cast.partnership)
    found = queries.rapid_review_of(review)
    actions.ask(found, agencies, due_on=NOW.date(), by=cast.priya, at=NOW)
    for agency in agencies:
        steps.nothing_by_telephone(cast, review, agency, "Head", at=NOW)
    assert [queries_of(client, page) for page in pages] == one
