"""Does a hostile or a forgetful person get nowhere but where they belong?"""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from agencies.models import Agency, Partnership, Post, User
from agencies.queries import visitor
from agencies.roles import Permission, Role
from cspr.audit.models import TrailEntry
from cspr.audit.queries import looks_at
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case import actions
from reviews.case.access import for_review, visit_to
from reviews.case.models import Review, TeamMember
from reviews.case.tests.steps import opened

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY = D(2026, 3, 10)
P = Permission


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = opened(cast, at=AT)
    actions.involve(found, cast.agencies.health, by=cast.priya, at=AT)
    return found


@pytest.fixture
@kept
def elsewhere(cast):
    """A second partnership in the same installation, with its own office and the same police."""
    place = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EL")
    cast.agencies.police.partnerships.add(place)
    return place


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


def post(user, role, *, agency=None, partnership=None, **dates):
    dates = {"starts_on": D(2020, 1, 1), **dates}
    return Post.objects.create(user=user, role=role, agency=agency, partnership=partnership, **dates)


def sees(user, review, today=TODAY):
    return Review.objects.visible_to(visitor(user, today=today, now=AT)).filter(pk=review.pk).exists()


def visit(user, review, today=TODAY):
    return visit_to(review, visitor(user, today=today, now=AT))


# Who may know of a case ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "knows"),
    [
        ("priya", True), ("cora", True), ("sid", True), ("dev", True), ("ira", True), ("hana", True), ("hugo", True),
        ("bea", False), ("adam", False), ("pete", False), ("nell", False), ("rhea", False), ("luca", False),
        ("pam", False), ("harriet", False), ("sam", False),
    ],
)  # fmt: skip
def test_a_case_is_known_to_the_office_and_to_the_agencies_involved(cast, review, who, knows):
    assert sees(getattr(cast, who), review) is knows


def test_who_only_refers_does_not_learn_of_a_case_because_their_agency_is_involved(cast, review):
    actions.involve(review, cast.agencies.school, by=cast.priya, at=AT)
    assert not sees(cast.rhea, review)


def test_the_lead_over_an_involved_agency_knows_of_it_and_others_of_the_lead_do_not(cast, review):
    actions.involve(review, cast.agencies.gp, by=cast.priya, at=AT)
    post(cast.sam, Role.CONTRIBUTOR, agency=cast.agencies.icb)
    assert not sees(cast.sam, review)
    post(cast.rhea, Role.AGENCY_LEAD, agency=cast.agencies.icb)
    assert sees(cast.rhea, review)
    assert visit(cast.rhea, review).agencies == {cast.agencies.gp.pk}


def test_a_team_member_knows_of_it_from_the_first_day_to_the_last(cast, review):
    actions.join_team(
        review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=AT, starts_on=D(2026, 3, 12), ends_on=D(2026, 3, 20)
    )  # fmt: skip
    days = [D(2026, 3, 11), D(2026, 3, 12), D(2026, 3, 20), D(2026, 3, 21)]
    assert [sees(cast.pam, review, day) for day in days] == [False, True, True, False]
    assert not visit(cast.pam, review, D(2026, 3, 21)).permissions


def test_an_office_post_counts_from_its_first_day_to_its_last(cast, review):
    post(cast.sam, Role.SCRUTINEER, partnership=cast.partnership, starts_on=D(2026, 3, 12), ends_on=D(2026, 3, 20))
    days = [D(2026, 3, 11), D(2026, 3, 12), D(2026, 3, 20), D(2026, 3, 21)]
    assert [sees(cast.sam, review, day) for day in days] == [False, True, True, False]


def test_an_agency_taken_out_loses_sight_at_once(cast, review):
    actions.end_involvement(review.involvements.get(), why="Another trust.", by=cast.priya, at=AT)
    assert not sees(cast.hana, review)
    assert not visit(cast.hana, review).permissions


# Two partnerships in one installation -------------------------------------------------------------------


def test_two_partnerships_do_not_see_each_others_cases(cast, review, elsewhere):
    post(cast.sam, Role.BUSINESS_SUPPORT, partnership=elsewhere)
    theirs = actions.open_case(
        elsewhere, incident=review.incident, kind="statutory", opened_on=TODAY, by=cast.sam, at=AT
    )  # fmt: skip
    assert theirs.code == "EL-2026-001"
    assert (sees(cast.sam, review), sees(cast.sam, theirs)) == (False, True)
    assert (sees(cast.priya, review), sees(cast.priya, theirs)) == (True, False)


def test_what_a_post_allows_in_one_partnership_it_does_not_allow_in_another(cast, review, elsewhere):
    post(cast.sam, Role.BUSINESS_SUPPORT, partnership=elsewhere)
    post(cast.sam, Role.GOVERNANCE, partnership=cast.partnership)
    here = visit(cast.sam, review)
    assert here.permissions == {P.SEE_CASE, P.READ_TRAIL, P.DISCLOSE}
    assert not here.may(P.RUN_CASE) and not here.may(P.SEE_NAMES)


def test_an_agency_in_both_sees_only_the_cases_it_is_involved_in(cast, review, elsewhere):
    theirs = actions.open_case(
        elsewhere, incident=review.incident, kind="statutory", opened_on=TODAY, by=cast.priya, at=AT
    )  # fmt: skip
    actions.involve(theirs, cast.agencies.police, by=cast.priya, at=AT)
    assert (sees(cast.pete, review), sees(cast.pete, theirs)) == (False, True)


def test_a_delegate_decides_for_their_own_partner_in_their_own_partnership(cast, review, elsewhere):
    assert visit(cast.dan, review).partners == {cast.agencies.police.pk}
    assert visit(cast.dev, review).partners == {cast.agencies.council.pk}
    post(cast.sam, Role.DELEGATED_PARTNER, partnership=elsewhere, agency=cast.agencies.police)
    assert visit(cast.sam, review).partners == set()
    assert not visit(cast.sam, review).may(P.DECIDE)


# What the roles of one agency do not do for another -----------------------------------------------------


def test_who_signs_for_one_agency_does_not_sign_for_another_they_write_for(cast, review):
    actions.involve(review, cast.agencies.police, by=cast.priya, at=AT)
    post(cast.pete, Role.CONTRIBUTOR, agency=cast.agencies.health)
    here = visit(cast.pete, review)
    assert here.agencies == {cast.agencies.police.pk, cast.agencies.health.pk}
    assert here.agencies_with(P.SIGN_FOR_AGENCY) == {cast.agencies.police.pk}


def test_who_refers_for_one_agency_does_not_answer_for_it(cast, review):
    actions.involve(review, cast.agencies.school, by=cast.priya, at=AT)
    post(cast.hana, Role.REFERRER, agency=cast.agencies.school)
    assert visit(cast.hana, review).agencies == {cast.agencies.health.pk}


def test_a_lead_of_an_agency_not_involved_brings_nothing_to_one_that_is(cast, review):
    post(cast.hana, Role.AGENCY_LEAD, agency=cast.agencies.housing)
    here = visit(cast.hana, review)
    assert not here.may(P.SIGN_FOR_AGENCY)
    assert here.agencies == {cast.agencies.health.pk}


def test_a_notifier_of_another_council_notifies_nothing_here(cast, review):
    council = Agency.objects.create(name="Council elsewhere", sector="local_authority")
    post(cast.hana, Role.NOTIFIER, agency=council)
    assert not visit(cast.hana, review).may(P.NOTIFY)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.CONTRIBUTOR, "partnership"),  # an agency's role, given in the office
        (Role.BUSINESS_SUPPORT, "agency"),  # an office role, given for an agency
        (Role.LEAD_REVIEWER, "partnership"),  # a role of one review, given for all
        (Role.LEAD_REVIEWER, "agency"),
    ],
)
def test_a_post_in_the_wrong_place_counts_nowhere(cast, review, role, place):
    where = {"partnership": cast.partnership} if place == "partnership" else {"agency": cast.agencies.health}
    post(cast.sam, role, **where)
    assert not sees(cast.sam, review)
    assert not visit(cast.sam, review).permissions
    assert not visitor(cast.sam, today=TODAY, now=AT).permissions


def test_an_agency_role_with_a_partnership_beside_it_does_not_open_that_partnerships_cases(cast, review):
    other = opened(cast, at=AT)
    post(cast.sam, Role.CONTRIBUTOR, partnership=cast.partnership, agency=cast.agencies.health)
    assert (sees(cast.sam, review), sees(cast.sam, other)) == (True, False)


def test_an_office_role_in_the_table_of_the_team_is_none(cast, review):
    TeamMember.objects.create(review=review, user=cast.sam, role=Role.BUSINESS_SUPPORT, starts_on=TODAY)
    assert not visit(cast.sam, review).permissions


def test_a_place_in_one_team_is_no_place_in_another(cast, review):
    actions.join_team(opened(cast, at=AT), cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    assert not sees(cast.luca, review)
    assert not visit(cast.luca, review).permissions


def test_only_office_and_team_are_inside(cast, review):
    actions.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    inside = [who for who in ("priya", "dev", "ira", "luca", "hana", "bea") if visit(getattr(cast, who), review).inside]
    assert inside == ["priya", "dev", "ira", "luca"]


# The door -----------------------------------------------------------------------------------------------


def knock(user, code, *permissions, method="get", status=200, thing=None, **url):
    called = []

    def view(request, visit, *found, **more):
        called.append((request, visit, found, more))
        return HttpResponse(status=status)

    request = getattr(RequestFactory(), method)("/")
    request.user, request.resolver_match = user, None
    answer = for_review(*permissions, thing=thing)(view)(request, code=code, **url)
    return answer, called


def looks(review):
    return [(look.actor, look.subject) for look in looks_at(review.code)]


def test_the_door_gives_the_visit_and_notes_the_look(cast, review):
    answer, called = knock(cast.hana, review.code, P.SEE_CASE)
    request, here, *_ = called[0]
    assert answer.status_code == 200
    assert (here.user, here.review, here.today, here.now) == (cast.hana, review, TODAY, AT)
    assert here.can["see_case"] and not here.can["run_case"] and request.visit is here
    assert looks(review) == [("Hana Brzezicki", "")]


@pytest.mark.parametrize("code", ["FM-2026-999", "", "fm-2026-001", "FM-2026-001 ", "%"])
def test_a_case_that_is_not_there_is_not_found(cast, review, code):
    with pytest.raises(Http404):
        knock(cast.priya, code, P.SEE_CASE)


def test_a_stranger_is_told_that_there_is_no_such_case(cast, review):
    with pytest.raises(Http404):
        knock(cast.sam, review.code, P.SEE_CASE)
    assert looks(review) == []


def test_a_page_not_for_their_role_is_refused_and_the_view_never_called(cast, review):
    with pytest.raises(PermissionDenied):
        knock(cast.hana, review.code, P.RUN_CASE)
    assert looks(review) == []


def test_one_permission_of_several_is_enough(cast, review):
    assert knock(cast.hana, review.code, P.RUN_CASE, P.ANSWER)[0].status_code == 200


def test_who_lacks_the_permission_does_not_learn_whether_the_thing_exists(cast, review):
    asked = []

    def thing(visit, pk):
        asked.append(pk)

    with pytest.raises(PermissionDenied):
        knock(cast.hana, review.code, P.RUN_CASE, thing=thing, pk=7)
    assert asked == []
    with pytest.raises(Http404):
        knock(cast.priya, review.code, P.RUN_CASE, thing=thing, pk=7)


def test_the_thing_is_handed_on_and_its_number_noted(cast, review):
    _, called = knock(cast.priya, review.code, P.RUN_CASE, thing=lambda visit, pk: f"thing {pk}", pk=7)
    assert called[0][2] == ("thing 7",) and called[0][3] == {}
    assert looks(review) == [("Priya Raman", "7")]


@pytest.mark.parametrize(
    ("method", "status", "noted"),
    [("get", 200, 1), ("head", 200, 1), ("post", 422, 1), ("post", 200, 1), ("post", 302, 0), ("post", 405, 0)],
)
def test_whatever_is_shown_is_noted_as_a_look(cast, review, method, status, noted):
    knock(cast.priya, review.code, P.RUN_CASE, method=method, status=status)
    assert len(looks(review)) == noted


def test_nothing_is_shown_when_the_look_cannot_be_noted(cast, review, monkeypatch):
    def refuse(*arguments, **said):
        raise OSError("the trail is full")

    monkeypatch.setattr("reviews.case.access.record_look", refuse)
    for method, status in (("get", 200), ("post", 422)):
        with pytest.raises(OSError):
            knock(cast.priya, review.code, P.RUN_CASE, method=method, status=status)
    assert not TrailEntry.objects.filter(kind="look").exists()


def test_who_was_deactivated_is_signed_out(cast, review, client):
    client.force_login(cast.priya)
    assert client.get(f"/reviews/{review.code}/").status_code == 200
    User.objects.filter(pk=cast.priya.pk).update(is_active=False)
    assert client.get(f"/reviews/{review.code}/").status_code == 302
