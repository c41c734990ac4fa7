"""A lead passes a request on, sees those it leads together, and makes one signed return of their answers."""

import datetime as dt

import pytest

from cspr.outbox.models import Message
from cspr.records import NotYet
from reviews.rapid_review import actions, queries, rules
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, text
from reviews.rapid_review.tests.world import lead_over_the_surgery

pytestmark = pytest.mark.django_db
DUE = NOW.date() + dt.timedelta(days=3)


@pytest.fixture
def lead(cast, review):
    """The board is asked too, and Dina leads over the surgery."""
    lead_over_the_surgery(cast)
    rapid_review = queries.rapid_review_of(review)
    actions.ask(rapid_review, [cast.agencies.icb], due_on=DUE, by=cast.priya, at=NOW)
    return steps.request_to(review, cast.agencies.icb)


def surgery(review, cast, *, held=("Child A",), **texts):
    request = steps.request_to(review, cast.agencies.gp)
    said = steps.said_of_all(request, held=held, author_name="Dr Oyelaran", **texts)
    actions.save_return(request, revision=0, said=said, by=cast.dina, at=NOW)
    return steps.request_to(review, cast.agencies.gp)


def test_their_answers_stand_in_one_return_under_their_names(as_, review, cast, lead):
    surgery(review, cast, involvement="One missed review.")
    page = text(as_("dina").get(at("rapid-review-led", review, lead.pk)))
    assert cast.agencies.gp.name in page and "One missed review." in page
    one = steps.request_to(review, cast.agencies.gp)
    form = {"led": [str(one.pk)]}
    assert as_("dina").post(at("rapid-review-led", review, lead.pk), form).status_code == 302
    given = steps.request_to(review, cast.agencies.icb).agency_return
    assert given.involvement == f"{cast.agencies.gp}: One missed review."
    notes = {str(answer.searched.person): answer for answer in given.answers.select_related("searched__person")}
    assert notes["Child A"].held and notes["Child A"].note == f"{cast.agencies.gp}: In our records."
    assert not notes["mother"].held and notes["mother"].note == f"{cast.agencies.gp}: nothing held"
    assert not review.duties.open().filter(kind="rapid_review.return", agency=cast.agencies.gp).exists()
    actions.sign_off(steps.request_to(review, cast.agencies.icb), revision=given.revision, by=cast.dina, at=NOW)
    assert [row.request.agency for row in queries.pack_of(review)] == [cast.agencies.icb]
    state = {row.request.agency: row.state for row in queries.rows_of(review)}
    assert state[cast.agencies.gp] is rules.State.COMBINED


def test_nothing_held_by_a_provider_is_named(review, cast, lead):
    one = surgery(review, cast, held=())
    actions.combine(lead, [one], by=cast.dina, at=NOW)
    given = steps.request_to(review, cast.agencies.icb).agency_return
    assert f"{cast.agencies.gp}: nothing held about anybody" in given.involvement
    assert not any(given.answers.values_list("held", flat=True))


def test_who_has_not_answered_about_everybody_is_not_taken_in(review, cast, lead):
    with pytest.raises(NotYet, match="not answered about everybody"):
        actions.combine(lead, [steps.request_to(review, cast.agencies.gp)], by=cast.dina, at=NOW)
    with pytest.raises(NotYet, match="answer through yours"):
        actions.combine(lead, [steps.request_to(review, cast.agencies.health)], by=cast.dina, at=NOW)


def test_it_is_taken_out_again_and_owed_by_the_provider(as_, review, cast, lead):
    one = surgery(review, cast)
    actions.combine(lead, [one], by=cast.dina, at=NOW)
    with pytest.raises(NotYet, match="in the return of the agency you answer through"):
        surgery(review, cast)
    assert as_("dina").post(at("rapid-review-take-out", review, one.pk)).status_code == 302
    assert review.duties.open().filter(kind="rapid_review.return", agency=cast.agencies.gp).count() == 1
    assert steps.request_to(review, cast.agencies.gp).combined_in is None


def test_a_request_is_passed_on_to_those_led_alone_and_each_is_written_to(as_, review, cast, lead):
    other = type(cast.agencies.gp).objects.create(name="Sluice Road Surgery", sector="health", led_by=cast.agencies.icb)
    url = at("rapid-review-pass-on", review, lead.pk)
    refused = as_("dina").post(url, {"agencies": [str(cast.agencies.police.pk)], "due_on": str(DUE)})
    assert refused.status_code == 422
    assert as_("dina").post(url, {"agencies": [str(other.pk)], "due_on": str(DUE)}).status_code == 302
    assert steps.request_to(review, other).asked_by == cast.dina
    assert Message.objects.filter(
        key__startswith=f"rapid_review.request:{steps.request_to(review, other).pk}:"
    ).exists()


def test_nobody_else_comes_to_it(as_, review, cast, lead):
    health = steps.request_to(review, cast.agencies.health)
    assert as_("hana").get(at("rapid-review-led", review, lead.pk)).status_code == 404
    assert as_("hana").get(at("rapid-review-led", review, health.pk)).status_code == 404
    assert as_("priya").get(at("rapid-review-led", review, lead.pk)).status_code == 403
    assert as_("cora").get(at("rapid-review-led", review, lead.pk)).status_code == 403


def test_nothing_changes_without_the_trail(review, cast, lead, monkeypatch):
    one = surgery(review, cast)

    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", broken)
    with pytest.raises(RuntimeError):
        actions.combine(lead, [one], by=cast.dina, at=NOW)
    assert steps.request_to(review, cast.agencies.gp).combined_in is None
    assert queries.return_of(steps.request_to(review, cast.agencies.icb)) is None
