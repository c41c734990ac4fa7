"""What becomes of a case after its rapid review: actions without a review, and a review with nothing typed again."""

import datetime as dt

import pytest

from chronology.actions import ask as ask_for_chronologies
from chronology.models import Entry
from recommendations import actions as recommending
from recommendations.models import Action
from reviews.case.models import Duty
from reviews.case.phases import Kind, Phase
from reviews.rapid_review.models import NationalPanelReply
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, text
from reviews.referral.models import Outcome

pytestmark = pytest.mark.django_db
ROWS = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0"}
WANTED = ("rapid_review.answer_panel", "rapid_review.reconsider")
SOON = NOW.date() + dt.timedelta(days=60)


def test_a_case_that_ends_here_still_has_its_recommendation_and_three_actions(as_, review, cast):
    steps.returns_in(cast, review, at=NOW)
    steps.ended_at_rapid_review(cast, review, at=NOW)
    review.refresh_from_db()
    assert review.phase == Phase.NO_REVIEW
    page = as_("priya").get(at("rapid-review", review))
    assert at("recommendations", review) in page.content.decode() and "still leads somewhere" in text(page)
    told = [cast.agencies.health, cast.agencies.police, cast.agencies.council]
    made = recommending.add_recommendation(
        review, text="Ask who lives in the household.", addressees=told, by_when=SOON, by=cast.priya, at=NOW
    )
    recommending.agree(review, [made], agreed_on=NOW.date(), by=cast.priya, at=NOW)
    for agency in told:
        recommending.plan_action(
            made, agency, text="Change the form.", due_on=SOON, by=cast.priya, at=NOW, on_behalf_of="x"
        )
    assert Action.objects.filter(recommendation__review=review).count() == 3
    assert Duty.objects.open().filter(review=review, agency__in=told, due_on=SOON).count() == 3
    assert as_("pete").get(at("recommendations", review)).status_code == 200
    assert as_("priya").get(at("rapid-review-document", review)).status_code == 200


def test_other_learning_goes_on_as_a_partnership_review_and_nothing_is_typed_again(as_, review, cast):
    steps.returns_in(cast, review, at=NOW)
    before = {
        "people": review.people.count(), "papers": review.documents.count(), "agencies": review.involvements.count(),
        "children": review.children.count(), "meetings": review.meetings.count(),
    }  # fmt: skip
    steps.rapid_review_decided(cast, review, at=NOW, outcome=Outcome.OTHER_LEARNING)
    review.refresh_from_db()
    assert (review.kind, review.phase) == (Kind.PARTNERSHIP, Phase.IN_REVIEW)
    after = {
        "people": review.people.count(), "papers": review.documents.count(), "agencies": review.involvements.count(),
        "children": review.children.count(), "meetings": review.meetings.count(),
    }  # fmt: skip
    assert after == before
    for page, words in (
        ("rapid-review", "The rapid review is concluded"), ("rapid-review-pack", "The health visitor saw Child A"),
        ("rapid-review-write", "Two moments mattered most"), ("rapid-review-document", "Make a PDF"),
        ("referral", "The child came to school"), ("panel", "erms of reference"),
    ):  # fmt: skip
        assert words in text(as_("priya").get(at(page, review))), page
    asked = ask_for_chronologies(review, [cast.agencies.health], due_on=SOON, by=cast.priya, at=NOW)
    assert Entry.objects.filter(submission__request__in=asked).count() == 3


@pytest.mark.parametrize(("view", "owed"), [("agrees", ""), ("disagrees", "reconsider"), ("asks", "answer_panel")])
def test_what_a_letter_of_the_national_panel_wants_waits_on_the_pages(as_, review, cast, view, owed):
    steps.sent_to_national_panel(cast, review, at=NOW)
    form = {"received_on": str(NOW.date()), "view": view, "what_it_says": "It says so.", **ROWS}
    if view == "asks":
        form |= {"rows-0-what": "Please say who was asked.", "rows-0-due_on": str(SOON)}
    assert as_("priya").post(at("rapid-review-reply-new", review), form).status_code == 302
    open_now = Duty.objects.open().filter(review=review, kind__in=WANTED).values_list("kind", flat=True)
    assert list(open_now) == ([f"rapid_review.{owed}"] if owed else [])
    shown = text(as_("priya").get(at("rapid-review-reply", review)))
    assert NationalPanelReply.View(view).label.lower() in shown and "It says so." in shown
    assert "It says so." in text(as_("sid").get(at("rapid-review-reply", review)))
    letter = NationalPanelReply.objects.get()
    if view == "asks":
        way = at("rapid-review-ask-answer", review, letter.asks.get().pk)
        assert "Please say who was asked." in text(as_("priya").get(way))
        form = {"revision": "1", "answered_on": str(NOW.date()), "answer": "All eight agencies were asked."}
    else:
        way = at("rapid-review-reconsider", review, letter.pk)
        form = {"revision": "1", "reconsidered_on": str(NOW.date()), "reconsidered": "confirmed", "why": "As before."}
    assert as_("sid").post(way, form).status_code == 403
    assert as_("priya").post(way, form).status_code == 302
    assert not Duty.objects.open().filter(review=review, kind__in=WANTED).exists()


def test_a_letter_that_asks_for_more_without_saying_what_keeps_what_was_typed(as_, review, cast):
    steps.sent_to_national_panel(cast, review, at=NOW)
    form = {"received_on": str(NOW.date()), "view": "asks", "what_it_says": "Say more, please.", **ROWS}
    page = as_("priya").post(at("rapid-review-reply-new", review), form)
    assert page.status_code == 422 and "Say below what it asks for" in text(page) and "Say more, please." in text(page)
