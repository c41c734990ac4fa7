"""Do the pages of the case show each what concerns them, and refuse the rest?"""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Partnership, Post
from agencies.roles import Role
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.audit.queries import looks_at
from cspr.outbox.models import Message
from cspr.tests.cast import PASSWORD, assemble
from cspr.tests.memory import kept
from reviews.case import actions
from reviews.case.duties import KINDS, DutyKind
from reviews.case.models import Duty, Review, TeamMember
from reviews.case.phases import Phase
from reviews.case.tests.steps import opened

pytestmark = pytest.mark.page

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY = D(2026, 3, 10)
ASK = DutyKind("test.ask", "answer the question", "case")


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", lambda: TODAY)
    monkeypatch.setitem(KINDS, ASK.code, ASK)


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
def as_(cast, client):
    def sign_in(who):
        client.force_login(getattr(cast, who))
        return client

    return sign_in


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def text(answer):
    return answer.content.decode()


SOON = D(2026, 3, 20)


def file(review, what="answer the question", due_on=SOON, kind=ASK, **debtor):
    return actions.open_duty(review, kind, at=AT, due_on=due_on, what=what, **debtor)


# Home ---------------------------------------------------------------------------------------------------


def test_home_says_what_waits_worst_first_and_offers_the_first_step(as_, cast, review):
    file(review, "sign the return", D(2026, 3, 30), agency=cast.agencies.health)
    file(review, "answer the question", D(2026, 3, 8), user=cast.hana)
    file(review, "read the draft", None, kind=DutyKind("test.read", "x", "case"), user=cast.hana)
    html = text(as_("hana").get("/"))
    assert "3 things wait for you, 1 of them late" in html
    assert html.index("Answer the question") < html.index("Sign the return") < html.index("Read the draft")
    assert "Do this now" in html and "2 days late" in html.lower()


def test_what_the_law_sets_a_date_for_comes_first_once_it_is_late(as_, cast, review):
    late, coming = (DutyKind(code, "x", "case", statutory=True) for code in ("test.late", "test.coming"))
    file(review, "plan the actions", D(2025, 6, 1), user=cast.hana)
    file(review, "send the rapid review", D(2026, 3, 8), kind=late, user=cast.hana)
    file(review, "read the letter", D(2026, 3, 30), kind=coming, user=cast.hana)
    html = text(as_("hana").get("/"))
    assert html.index("Send the rapid review") < html.index("Plan the actions") < html.index("Read the letter")


def test_home_tells_of_one_thing(as_, cast, review):
    file(review, due_on=D(2026, 3, 8), user=cast.hana)
    html = text(as_("hana").get("/"))
    assert "One thing waits for you, and it is late." in html and '<h2 class="govuk-heading-m">Then' not in html


def test_home_shows_a_duty_of_no_case(as_, cast):
    file(None, user=cast.hana)
    answer = as_("hana").get("/")
    assert answer.status_code == 200 and "Answer the question" in text(answer)


def test_a_duty_of_a_kind_nobody_knows_any_more_leads_to_its_case(as_, cast, review):
    file(review, kind=DutyKind("gone.kind", "x", "nowhere"), user=cast.hana)
    assert f'href="{at("case", review)}"' in text(as_("hana").get("/"))


@pytest.mark.parametrize("who", ["priya", "hana", "rhea", "bea", "ira", "adam", "dev", "luca", "sam"])
def test_an_empty_home_says_so_and_what_one_may_begin(as_, cast, who):
    html = text(as_(who).get("/"))
    assert "Nothing waits for you." in html
    offered = {
        "priya": "Log a referral", "hana": "Refer a case", "rhea": "Your referrals", "ira": "Read the trail of the office",
        "adam": "See people and their roles", "dev": "See the recommendations", "bea": "See the recommendations",
        "sam": "You have no role at present",
    }  # fmt: skip
    assert offered.get(who, "Nothing waits") in html
    assert ("Log a referral" in html) is (who == "priya")
    assert not ("Log a referral" in html and "Refer a case" in html), "one way to do one thing"


def test_home_never_tells_one_agency_what_another_owes(as_, cast, review):
    actions.involve(review, cast.agencies.police, by=cast.priya, at=AT)
    file(review, "hand over the custody record", agency=cast.agencies.police)
    for page in ("/", "/reviews/", at("case", review)):
        html = text(as_("hana").get(page))
        assert review.code in html
        assert "custody record" not in html.lower() and "Calloway" not in html
    assert "Hand over the custody record" in text(as_("pete").get("/"))


def many(cast, number):
    for count in range(number):
        review = opened(cast, at=AT, children=2)
        for agency in (cast.agencies.health, cast.agencies.police):
            actions.involve(review, agency, by=cast.priya, at=AT)
            file(review, f"answer {count}", agency=agency)
        file(review, "chase", role=Role.BUSINESS_SUPPORT, kind=DutyKind("test.chase", "x", "case"))
        actions.join_team(review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=AT, agency=cast.agencies.council)


def cost(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("who", ["priya", "hana", "pam"])
def test_home_list_and_case_cost_the_same_with_one_row_and_with_fifty(as_, cast, who):
    many(cast, 1)
    first = Review.objects.get()
    client = as_(who)
    urls = ["/", "/reviews/", at("case", first), at("chronicle", first)]
    client.get("/")
    before = [cost(client, url) for url in urls]
    many(cast, 49)
    for number in range(20):
        file(first, f"more {number}", kind=DutyKind(f"test.more{number}", "x", "case"), agency=cast.agencies.health)
    assert [cost(client, url) for url in urls] == before
    assert max(before) <= 30


def test_the_team_and_the_trail_cost_the_same_with_many_rows(as_, cast, review):
    pages = [("priya", at("team", review)), ("ira", at("trail", review)), ("ira", "/trail/"), ("priya", "/unsent/")]
    stuck_message("first", review.code)
    actions.involve(review, cast.agencies.health, by=cast.priya, at=AT)
    actions.join_team(review, cast.cora, Role.PANEL_MEMBER, by=cast.priya, at=AT)
    before = [cost(as_(who), url) for who, url in pages]
    for number, who in enumerate(("pam", "luca", "harriet", "sam", "bea")):
        actions.join_team(review, getattr(cast, who), Role.PANEL_MEMBER, by=cast.priya, at=AT)
        stuck_message(f"m{number}", review.code)
    for agency in vars(cast.agencies).values():
        actions.involve(review, agency, by=cast.priya, at=AT)
    assert [cost(as_(who), url) for who, url in pages] == before


# Lists and finding --------------------------------------------------------------------------------------


def test_a_case_is_found_by_its_code_by_those_who_may_know_of_it(as_, cast, review):
    assert as_("hana").post("/find/", {"code": f" {review.code.lower()} "}).url == at("case", review)
    answer = as_("sam").post("/find/", {"code": review.code})
    assert answer.status_code == 404 and "that you may see" in text(answer)
    assert as_("hana").post("/find/").status_code == 404
    assert "box at the top" in text(as_("hana").get("/find/", {"code": review.code})), "never by an address"


@pytest.mark.parametrize("name", ["home", "reviews", "office-trail", "unsent"])
def test_pages_that_only_show_take_no_form(as_, cast, name):
    for who in ("priya", "ira"):
        assert as_(who).post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", ["case", "team", "chronicle"])
def test_pages_of_a_case_that_only_show_take_no_form(as_, cast, review, name):
    assert as_("priya").post(at(name, review)).status_code == 405


# The case -----------------------------------------------------------------------------------------------


def test_the_case_shows_where_it_stands_and_who_owes_what(as_, cast, review):
    file(review, agency=cast.agencies.health)
    actions.join_team(review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=AT)
    html = text(as_("priya").get(at("case", review)))
    for said in (
        "Child A",
        "Referred",
        "Answer the question",
        cast.agencies.health.name,
        "Pam Njoroge, review panel member",
    ):
        assert said in html
    assert at("duty-move", review, Duty.objects.get().pk) in html


def test_those_outside_see_the_case_but_neither_team_nor_what_others_owe(as_, cast, review):
    actions.join_team(review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=AT)
    html = text(as_("hana").get(at("case", review)))
    assert "Child A" in html and "Nothing is asked of you" in html
    assert "Njoroge" not in html and "incident" not in html


def test_a_case_that_ended_early_does_not_look_as_if_it_had_been_published(as_, cast, review):
    for then in (Phase.NOT_NOTIFIED, Phase.CLOSED):
        actions.advance(review, then, by=cast.priya, at=AT)
    html = text(as_("priya").get(at("case", review)))
    assert "Not notified" in html and "Closed" in html
    assert "Published</span>" not in html and "In review" not in html


def test_looking_at_a_case_is_noted(as_, cast, review):
    as_("hana").get(at("case", review))
    look = looks_at(review.code).first()
    assert (look.actor, look.sentence) == ("Hana Brzezicki", "opened case")


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        (name, who, status)
        for name in ("team", "case-incident", "case-step-back", "team-add", "team-agency-add")
        for who, status in (("priya", 200), ("cora", 403), ("hana", 403), ("luca", 404), ("sam", 404))
    ]
    + [("trail", "ira", 200), ("trail", "priya", 403), ("trail", "hana", 403), ("trail", "sam", 404)]
    + [("chronicle", "hana", 200), ("chronicle", "sam", 404)],
)
def test_each_page_opens_for_whom_it_concerns(as_, cast, review, name, who, status):
    assert as_(who).get(at(name, review)).status_code == status


# Changing it --------------------------------------------------------------------------------------------


def date(name, day):
    return {name: day.isoformat()}


def test_the_incident_is_changed_and_a_mistake_said_beside_its_field(as_, cast, review):
    client, url = as_("priya"), at("case-incident", review)
    assert client.get(url).status_code == 200
    answer = client.post(url, {"revision": 1, **date("happened_on", D(2026, 3, 11)), "summary": "Long text"})
    assert answer.status_code == 422
    assert "The incident cannot be in the future." in text(answer) and "Long text" in text(answer)
    assert client.post(url, {"revision": 1, **date("happened_on", D(2026, 3, 9)), "summary": "Text"}).status_code == 302
    answer = client.post(url, {"revision": 1, **date("happened_on", D(2026, 3, 9)), "summary": "Other"})
    assert answer.status_code == 422 and "Somebody else changed this" in text(answer) and "Other" in text(answer)


def test_a_case_is_moved_back_with_a_reason(as_, cast, review):
    actions.advance(review, Phase.NOTIFIED, by=cast.priya, at=AT)
    client, url = as_("priya"), at("case-step-back", review)
    assert "Published" not in text(client.get(url)).split("<form")[-1]
    assert client.post(url, {"to": "published", "why": "x"}).status_code == 422
    assert client.post(url, {"to": "referred", "why": ""}).status_code == 422
    assert client.post(url, {"to": "referred", "why": "Wrong child."}).status_code == 302
    assert Review.objects.get().phase == "referred"


def test_a_person_is_added_to_the_team_and_their_role_ended(as_, cast, review):
    client = as_("priya")
    typed = {
        "user": cast.pam.pk,
        "role": "panel_member",
        "agency": cast.agencies.council.pk,
        **date("starts_on", TODAY),
    }
    assert client.post(at("team-add", review), typed).status_code == 302
    assert client.post(at("team-add", review), typed).status_code == 422
    member = TeamMember.objects.get()
    url = at("team-end", review, member.pk)
    assert client.post(url, {"revision": 1, **date("ends_on", D(2026, 3, 1))}).status_code == 422
    assert client.post(url, {"revision": 1, **date("ends_on", D(2026, 3, 31))}).status_code == 302
    assert "31 March 2026" in text(client.get(at("team", review)))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", ["lead_reviewer", "business_support", "administrator"])
def test_the_form_of_the_team_gives_no_other_role(as_, cast, review, role):
    answer = as_("priya").post(at("team-add", review), {"user": cast.sam.pk, "role": role, **date("starts_on", TODAY)})
    assert answer.status_code == 422 and not TeamMember.objects.exists()


def test_an_agency_is_added_and_taken_out(as_, cast, review):
    client = as_("priya")
    assert client.post(at("team-agency-add", review), {"agency": cast.agencies.school.pk}).status_code == 302
    involved = review.involvements.get(agency=cast.agencies.school)
    url = at("team-agency-end", review, involved.pk)
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "Another school."}).status_code == 302
    html = text(client.get(at("team", review)))
    assert "Another school." in html
    assert client.get(url).status_code == 404


def test_a_date_that_was_agreed_is_moved_and_a_statutory_one_explained(as_, cast, review):
    client = as_("priya")
    agreed = file(review, agency=cast.agencies.health)
    fixed = file(
        review, kind=DutyKind("test.law", "send it", "case", statutory=True), what="send it", role=Role.BUSINESS_SUPPORT
    )
    assert (
        client.post(
            at("duty-move", review, agreed.pk), {**date("due_on", D(2026, 4, 1)), "why": "Holidays"}
        ).status_code
        == 302
    )
    answer = client.post(at("duty-move", review, fixed.pk), {**date("due_on", D(2026, 4, 1)), "why": "Holidays"})
    assert answer.status_code == 422 and "statutory date cannot be moved" in text(answer)
    assert client.post(at("duty-delay", review, fixed.pk), {"why": "The coroner asked us to wait."}).status_code == 302
    html = text(client.get(at("case", review)))
    assert "Held up: The coroner asked us to wait." in html and "Moved: Holidays" in html


@pytest.mark.parametrize("name", ["duty-move", "duty-delay"])
def test_a_duty_of_another_case_is_not_reached_through_this_one(as_, cast, review, name):
    other = file(opened(cast, at=AT), agency=cast.agencies.health)
    assert as_("priya").get(at(name, review, other.pk)).status_code == 404


# What happened, and the trail ---------------------------------------------------------------------------


def test_each_reads_their_own_part_of_what_happened(as_, cast, review):
    with transaction.atomic():
        for audience in ("team", "office", f"agency:{cast.agencies.health.pk}", f"agency:{cast.agencies.police.pk}"):
            record(Event("t", f"did for {audience}"), by=cast.priya, at=AT, review_code=review.code, audience=audience)
    health, police = (f"did for agency:{agency.pk}" for agency in (cast.agencies.health, cast.agencies.police))
    shown = {who: text(as_(who).get(at("chronicle", review))) for who in ("priya", "cora", "hana", "ira")}
    read = {
        who: [said for said in ("did for team", "did for office", health, police) if f"{said}</p>" in html]
        for who, html in shown.items()
    }
    assert read == {
        "priya": ["did for team", "did for office", health, police],
        "cora": ["did for team", health, police],
        "hana": [health],
        "ira": [],
    }
    assert "Nothing that concerns you" in shown["ira"]


def test_changes_are_told_in_words(as_, cast, review):
    duty = file(review, agency=cast.agencies.health)
    actions.move_duty(duty, due_on=D(2026, 4, 1), why="Holidays", by=cast.priya, at=AT)
    actions.advance(review, Phase.NOTIFIED, by=cast.priya, at=AT)
    html = text(as_("ira").get(at("trail", review)))
    assert "due on: 20 March 2026 → 1 April 2026" in html and "phase: Notified" in html


def test_the_trail_shows_who_looked(as_, cast, review):
    as_("hana").get(at("case", review))
    assert "Hana Brzezicki opened Where it stands" in text(as_("ira").get(at("trail", review) + "?show=looks"))


def test_the_trail_of_the_office_is_for_governance(as_, cast):
    assert as_("ira").get("/trail/").status_code == 200
    assert as_("priya").get("/trail/").status_code == 403


# E-mails that did not arrive -------------------------------------------------------------------------


def stuck_message(key, code=""):
    Message.objects.create(
        key=key, to=f"{key}@fenmarsh.example", subject=code or "Invitation", body="x", review_code=code, written_at=AT,
        attempts=5, problem="SMTPRecipientsRefused",
    )  # fmt: skip


def test_the_office_sees_what_is_stuck_of_its_own_cases(as_, cast, review):
    elsewhere = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EL")
    theirs = actions.open_case(
        elsewhere, incident=review.incident, kind="statutory", opened_on=TODAY, by=cast.priya, at=AT
    )  # fmt: skip
    stuck_message("ours", review.code)
    stuck_message("theirs", theirs.code)
    stuck_message("nobodys")
    client = as_("priya")
    assert "2 e-mails did not arrive" in text(client.get("/"))
    html = text(client.get("/unsent/"))
    assert "ours@" in html and "nobodys@" in html and "theirs@" not in html
    assert as_("hana").get("/unsent/").status_code == 403
    assert "did not arrive" not in text(as_("hana").get("/"))


def test_when_all_has_gone_out_it_says_so(as_, cast):
    assert "Every e-mail has gone out, and none came back." in text(as_("priya").get("/unsent/"))


# The top of every page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("priya", ["Home", "Reviews", "People"], []),
        ("hana", ["Home", "Reviews"], ["People"]),
        ("bea", ["Home"], ["People", "Reviews"]),
        ("adam", ["Home", "People"], ["Reviews"]),
        ("luca", ["Home", "Reviews"], ["People"]),
    ],
)
def test_the_navigation_offers_what_one_may_open(as_, cast, who, shown, hidden):
    nav = text(as_(who).get("/")).split('id="navigation"')[1].split("</ul>")[0]
    assert all(f">{label}<" in nav for label in shown)
    assert not [label for label in hidden if f">{label}<" in nav]


def test_the_top_names_the_partnership_of_the_person_or_of_the_case(as_, cast, review):
    name = '<span class="cspr-header__partnership">Fenmarsh Safeguarding Children Partnership</span>'
    assert name in text(as_("priya").get("/"))
    assert name not in text(as_("hana").get("/"))
    assert name in text(as_("hana").get(at("case", review)))
    elsewhere = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EL")
    Post.objects.create(user=cast.priya, role=Role.SCRUTINEER, partnership=elsewhere, starts_on=D(2020, 1, 1))
    assert "cspr-header__partnership" not in text(as_("priya").get("/"))


def test_the_top_costs_no_query_of_its_own(as_, cast, django_assert_max_num_queries):
    client = as_("priya")
    with django_assert_max_num_queries(4):  # session, user, posts, and one e-mail count or drafts at most
        assert client.get("/help/privacy/").status_code == 200


def test_a_wrong_password_is_told_plainly(cast, client):
    answer = client.post("/account/sign-in/", {"login": "priya@fenmarsh.example", "password": "wrong"})
    assert "The e-mail address or the password is not right." in text(answer)
    assert (
        client.post("/account/sign-in/", {"login": "priya@fenmarsh.example", "password": PASSWORD}).status_code == 302
    )


def test_the_demonstration_offers_its_people(cast, client):
    html = text(client.get("/account/sign-in/"))
    assert "Priya Raman" in html and "Business manager" in html


# People ----------------------------------------------------------------------------------------------


def test_the_list_of_people_says_in_how_many_reviews_somebody_works(as_, cast, review):
    for place in (Role.LEAD_REVIEWER, Role.PANEL_MEMBER):
        actions.join_team(review, user=cast.luca, role=place, starts_on=AT.date(), by=cast.priya, at=AT)
    page = text(as_("adam").get(reverse("people")))
    assert "In 1 review<" in page.split("Luca Fairweather")[1].split("</tr>")[0]
    assert "No role" in page.split("Pam Njoroge")[1].split("</tr>")[0]
    before = cost(as_("adam"), reverse("people"))
    for person in (cast.pam, cast.harriet):
        actions.join_team(review, user=person, role=Role.PANEL_MEMBER, starts_on=AT.date(), by=cast.priya, at=AT)
    assert cost(as_("adam"), reverse("people")) == before
