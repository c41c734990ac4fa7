"""Another area joins a rapid review: its agencies are asked, its partners decide for themselves, and then it leaves."""

import datetime as dt

import pytest

from agencies.models import Agency, Partnership, Post, User
from agencies.roles import Role
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.case.models import Involvement
from reviews.identities.queries import known_forms
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.narrative import Made, rapid_review_document
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, text
from reviews.referral.models import JoinedPartnership, Outcome, Question
from reviews.referral.queries import joined_areas

pytestmark = [pytest.mark.django_db, pytest.mark.page]
TODAY = NOW.date()


@pytest.fixture
@kept
def beyond(cast):
    """Saltholme: another partnership of this office, with its council, its police, a school, and people of its own."""
    there = Partnership.objects.create(
        name="Saltholme Safeguarding Partnership", short_name="Saltholme", code_prefix="SH"
    )
    for name, sector in (
        ("Saltholme Council", "local_authority"), ("Saltholme Police", "police"), ("Saltholme Primary", "education")
    ):  # fmt: skip
        made = Agency.objects.create(name=name, sector=sector)
        made.partnerships.add(there)
        if sector in Agency.STATUTORY:
            made.partner_in.add(there)
    people = {"edith": Role.DELEGATED_PARTNER, "omar": Role.BUSINESS_SUPPORT, "ines": Role.CONTRIBUTOR}
    for name, role in people.items():
        agency = Agency.objects.get(name="Saltholme Primary" if name == "ines" else "Saltholme Council")
        user = User.objects.create(email=f"{name}@saltholme.example", name=name.title(), agency=agency)
        office = None if role == Role.CONTRIBUTOR else there
        Post.objects.create(
            user=user, role=role, partnership=office, agency=None if role == Role.BUSINESS_SUPPORT else agency,
            starts_on=dt.date(2020, 1, 6),
        )  # fmt: skip
    return there


@pytest.fixture
@kept
def joined(cast, review, beyond):
    return steps.another_area_joined(cast, review, partnership=beyond, at=NOW)


def who(name):
    return User.objects.get(email=f"{name}@saltholme.example")


def agency(name):
    return Agency.objects.get(name=f"Saltholme {name}")


def day(name):
    return {f"{name}_day": TODAY.day, f"{name}_month": TODAY.month, f"{name}_year": TODAY.year}


def found(review):
    return RapidReview.objects.select_related("review__partnership").get(review=review)


def given(cast, review, joined, name="Council", outcome=Outcome.NO_REVIEW, **more):
    return actions.decide_for_area(
        found(review), joined, partner=agency(name), outcome=outcome, reasons="We knew nothing of the child.",
        decided_on=TODAY, on_behalf_of="Edith Marr, director", original=steps.a_paper("decision.pdf"), by=cast.priya, at=NOW,
        **more,
    )  # fmt: skip


def test_only_the_agencies_of_an_area_that_has_joined_can_be_asked(cast, review, beyond):
    assert agency("Primary") not in queries.agencies_to_ask(review)
    joined = steps.another_area_joined(cast, review, partnership=beyond, at=NOW)
    assert agency("Primary") in queries.agencies_to_ask(review)
    actions.ask(found(review), [agency("Primary")], due_on=TODAY + dt.timedelta(days=3), by=cast.priya, at=NOW)
    assert review.duties.open().filter(agency=agency("Primary"), kind="rapid_review.return").exists()
    actions.end_joining(
        found(review), joined, revision=joined.revision, ended_on=TODAY, why_ended="The family never lived there.",
        by=cast.priya, at=NOW,
    )  # fmt: skip
    assert agency("Police") not in queries.agencies_to_ask(review)
    assert not review.duties.open().filter(agency=agency("Primary")).exists()
    assert not Involvement.objects.current().filter(review=review, agency=agency("Primary")).exists()


def test_its_decision_stands_in_a_group_of_its_own_and_the_other_does_not_wait_for_it(cast, review, joined):
    steps.partners_decided(cast, review, at=NOW)
    assert queries.decisions_of(review).settled == Outcome.LOCAL_REVIEW
    said = given(cast, review, joined)
    assert queries.decisions_of(review).settled == Outcome.LOCAL_REVIEW and not queries.decisions_of(review).disagree
    assert (said.original.title, said.on_behalf_of) == ("Decision: Saltholme Council", "Edith Marr, director")
    [area] = joined_areas(review, Question.REVIEW)
    assert [(view.partner.name, view.outcome) for view in area.decisions.partners] == [
        ("Saltholme Council", "no_review"), ("Saltholme Police", ""),
    ]  # fmt: skip


def test_it_may_come_after_the_rapid_review_is_concluded_and_not_after_the_area_has_left(cast, review, joined):
    steps.rapid_review_decided(cast, review, at=NOW)
    assert given(cast, review, joined).pk
    actions.end_joining(
        found(review), joined, revision=joined.revision, ended_on=TODAY, why_ended="Done.", by=cast.priya, at=NOW
    )
    with pytest.raises(NotYet, match="has left this review"):
        given(cast, review, joined, "Police")


@pytest.mark.parametrize(
    "said, field", [({}, "partnership"), ({"name": "Fenmarsh Safeguarding Children Partnership"}, "name")]
)
def test_it_is_another_area_and_it_is_named(cast, review, said, field):
    with pytest.raises(NotYet) as refused:
        actions.join_area(found(review), **said, lead="Somebody", since_on=TODAY, by=cast.priya, at=NOW)
    assert refused.value.field == field


def test_an_area_joins_once_and_only_its_statutory_partners_decide(cast, review, beyond, joined):
    with pytest.raises(NotYet, match="has joined already"):
        steps.another_area_joined(cast, review, partnership=beyond, at=NOW)
    with pytest.raises(NotYet, match="Only the statutory"):
        given(cast, review, joined, "Primary")


def test_an_area_outside_this_office_joins_by_name_with_the_agencies_named(cast, review, beyond):
    council = agency("Council")
    joined = actions.join_area(
        found(review), name="Norbrook Partnership", lead="Norbrook Council, 01632 960 555", agencies=[council],
        since_on=TODAY, by=cast.priya, at=NOW,
    )  # fmt: skip
    assert council in queries.agencies_to_ask(review) and agency("Primary") not in queries.agencies_to_ask(review)
    assert given(cast, review, joined).joined == joined


def refuse(*args, **kwargs):
    raise RuntimeError("no trail")


def test_nothing_is_kept_when_the_trail_cannot_be_written(cast, review, beyond, monkeypatch):
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", refuse)
    with pytest.raises(RuntimeError, match="no trail"):
        steps.another_area_joined(cast, review, partnership=beyond, at=NOW)
    assert not JoinedPartnership.objects.exists()


def test_the_document_shows_it_apart(cast, review, joined):
    steps.partners_decided(cast, review, at=NOW)
    given(cast, review, joined)
    rapid_review = found(review)
    paper = rapid_review_document(
        rapid_review, queries.standing_of(rapid_review), made=Made(cast.priya, NOW, known_forms(review))
    )
    [part] = [part for part in paper.parts if part.title == f"Decision of {joined}, which has joined"]
    assert "Saltholme Council: No review" in str(part) and "We knew nothing" in str(part)


def test_a_delegate_with_a_place_sees_that_review_alone_and_decides_for_their_partner(
    cast, review, joined, client, now
):
    edith = who("edith")
    client.force_login(edith)
    assert client.get(at("rapid-review", review)).status_code == 404
    actions.seat_delegate(found(review), joined, user=edith, partner=agency("Council"), by=cast.priya, at=NOW)
    assert review.duties.open().filter(kind="rapid_review.joined", user=edith).exists()
    assert client.get(at("rapid-review", review)).status_code == 200
    page = at("rapid-review-joined-decide", review, joined.pk, agency("Council").pk)
    assert page in client.get(at("rapid-review-joined", review)).content.decode()
    police = at("rapid-review-joined-decide", review, joined.pk, agency("Police").pk)
    assert client.get(police).status_code == 404
    for closed in ("documents", "identities", "rapid-review-ask", "rapid-review-joined-new", "chronology", "family"):
        assert client.get(at(closed, review)).status_code == 403, closed
    own = at("rapid-review-decide", review, cast.agencies.council.pk)
    assert client.get(own).status_code == 403
    sent = {
        "outcome": "no_review", "reasons": "We knew nothing of the child.", "revision": "",
        **day("decided_on"),
    }  # fmt: skip
    refused = client.post(page, sent | {"reasons": ""})
    assert refused.status_code == 422
    assert client.post(page, sent).status_code == 302
    assert joined.decisions.get().entered_by == edith
    assert not review.duties.open().filter(kind="rapid_review.joined").exists()


def test_no_original_is_offered_to_a_delegate_who_may_not_open_it(cast, review, joined, client, now):
    given(cast, review, joined)
    paper = joined.decisions.get().original
    actions.seat_delegate(found(review), joined, user=who("edith"), partner=agency("Council"), by=cast.priya, at=NOW)
    link = at("documents-download", review, paper.pk)
    for page in ("rapid-review", "rapid-review-joined"):
        client.force_login(who("edith"))
        assert link not in client.get(at(page, review)).content.decode(), page
        client.force_login(cast.priya)
        assert link in client.get(at(page, review)).content.decode(), page


def test_what_its_partners_decided_stands_apart_in_the_list_of_notifications(cast, review, joined, client, now):
    given(cast, review, joined)
    client.force_login(cast.bea)
    assert f"{joined}, which has joined: Saltholme Council: No review" in text(client.get("/notifications/"))
    taken = client.get("/notifications/file/csv/").content.decode()
    assert f"{joined}, which has joined: Saltholme Council: No review (" in taken


def test_the_office_of_the_other_area_sees_nothing_and_its_agency_its_own_request_alone(
    cast, review, joined, client, now
):
    client.force_login(who("omar"))
    assert client.get(at("rapid-review", review)).status_code == 404
    client.force_login(who("ines"))
    assert client.get(at("rapid-review", review)).status_code == 404
    actions.ask(found(review), [agency("Primary")], due_on=TODAY + dt.timedelta(days=3), by=cast.priya, at=NOW)
    own, other = steps.request_to(review, agency("Primary")), steps.request_to(review, cast.agencies.police)
    assert client.get(at("rapid-review-return", review, own.pk)).status_code == 200
    assert client.get(at("rapid-review-return", review, other.pk)).status_code == 404
    assert client.get(at("rapid-review-joined", review)).status_code == 403
    assert client.post(at("rapid-review-joined-new", review)).status_code == 403


def test_the_office_lets_an_area_join_names_its_agencies_and_lets_it_leave(cast, review, beyond, as_):
    office = as_("priya")
    empty = text(office.get(at("rapid-review-joined", review)))
    assert "No other area has joined." in empty
    since = day("since_on")
    new = at("rapid-review-joined-new", review)
    refused = office.post(new, {"lead": "Saltholme Council, 01632 960 777", **since})
    assert refused.status_code == 422 and "Choose the partnership, or write its name." in text(refused)
    assert office.post(new, {"partnership": beyond.pk, "lead": "Saltholme Council", **since}).status_code == 302
    joined = JoinedPartnership.objects.get()
    page = text(office.get(at("rapid-review-joined", review)))
    assert "Lead authority: Saltholme Council" in page and "No decision recorded" in page
    change = {"lead": "Saltholme Council, duty desk", "revision": 1, **since, "agencies": [agency("Primary").pk]}
    assert office.post(at("rapid-review-joined-change", review, joined.pk), change).status_code == 302
    seat = at("rapid-review-joined-seat", review, joined.pk)
    assert office.get(seat).status_code == 200
    assert office.post(seat, {"user": who("edith").pk, "partner": agency("Police").pk}).status_code == 302
    assert "Edith, for Saltholme Police" in text(office.get(at("rapid-review-joined", review)))
    ended = day("ended_on") | {"revision": 2}
    end = at("rapid-review-joined-end", review, joined.pk)
    assert office.post(end, ended).status_code == 422
    assert office.post(end, ended | {"why_ended": "The family never lived there."}).status_code == 302
    assert "The family never lived there." in text(office.get(at("rapid-review-joined", review)))
    assert office.get(end).status_code == 404
    assert review.team.get(role=Role.JOINED_PARTNER).ends_on == TODAY
