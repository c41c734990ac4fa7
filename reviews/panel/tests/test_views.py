"""Do the pages of the reviewer, the review panel and the terms work, and only for those they are for?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.actions import people
from agencies.roles import Role
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.case import actions as case
from reviews.panel import actions, queries
from reviews.panel.tests import steps

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
def review(cast):
    return steps.a_review_under_way(cast, at=clock.now())


@pytest.fixture
def made(cast, review):
    return steps.reviewer_chosen(cast, review, at=clock.now())


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def typed_terms(*texts, **more):
    data = {**steps.TERMS, "version": 1, "rows-TOTAL_FORMS": len(texts), "rows-INITIAL_FORMS": 0}
    for number, text in enumerate(texts):
        data[f"rows-{number}-text"] = text
    return data | more


def test_every_page_of_the_office_opens_for_it_alone(cast, review, made):
    steps.declared(cast, made, at=clock.now())
    actions.add_member(
        review,
        user=cast.pam,
        role=Role.PANEL_MEMBER,
        agency=None,
        starts_on=clock.today(),
        by=cast.priya,
        at=clock.now(),
    )
    member = review.team.get(user=cast.pam)
    pages = [
        at("panel-commission", review), at("panel-members", review), at("panel-tell", review, made.pk),
        at("panel-replace", review, made.pk), at("panel-declare-for", review, made.pk),
        at("panel-member-end", review, member.pk),
    ]  # fmt: skip
    for page in [*pages, at("panel", review)]:
        assert as_(cast.priya).get(page).status_code == 200, page
        assert as_(cast.sam).get(page).status_code == 404, page
    for page in pages:
        assert as_(cast.pam).get(page).status_code == 403, page
    assert as_(cast.pam).get(at("panel", review)).status_code == 200
    assert as_(cast.hana).get(at("panel", review)).status_code == 403


def test_things_of_another_review_are_not_found(cast, review, made):
    other = steps.a_review_under_way(cast, at=clock.now())
    for name in ("panel-tell", "panel-replace", "panel-declare-for"):
        assert as_(cast.priya).get(at(name, other, made.pk)).status_code == 404


def test_the_reviewer_finds_the_declaration_from_home_signs_it_and_is_in(cast, review, made):
    luca = as_(cast.luca)
    page = at("panel-declare", review, made.pk)
    assert luca.get(at("panel", review)).status_code == 404
    assert page in luca.get(reverse("home")).content.decode()
    form = luca.get(page).context["form"]
    assert cast.agencies.health.name in form.initial["declaration"]
    values = form.initial | {"has_interests": "no", "signed_as": "Luca Fairweather"}
    done = luca.post(page, values, follow=True)
    assert done.redirect_chain == [(at("panel", review), 302)] and done.status_code == 200
    assert "You signed this declaration" in luca.get(page).content.decode()
    assert TrailEntry.objects.filter(chain=f"looks:{review.code}", subject=str(made.pk)).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"signed_as": "Somebody"}, "signed_as"),
        ({"has_interests": "yes"}, "interests"),
        ({"has_interests": ""}, "has_interests"),
        ({"declaration": ""}, "declaration"),
    ],
)
def test_a_declaration_that_is_not_complete_is_shown_again(cast, review, made, change, field):
    values = {"declaration": "I am.", "has_interests": "no", "signed_as": cast.luca.name, "revision": 1} | change
    page = as_(cast.luca).post(at("panel-declare", review, made.pk), values)
    assert page.status_code == 422 and field in page.context["form"].errors


def test_a_declaration_is_ones_own(cast, review, made):
    for user in (cast.priya, cast.sam):
        assert as_(user).get(at("panel-declare", review, made.pk)).status_code == 404
    assert Client().get(at("panel-declare", review, made.pk)).status_code == 302


def test_a_person_is_commissioned_and_the_paper_declaration_entered(cast, review):
    priya = as_(cast.priya)
    values = {"reviewer": cast.luca.pk, "title": "Lead reviewer", "decided_on": clock.today().isoformat()}
    priya.post(at("panel-commission", review), values)
    made = queries.commissions(review).get()
    values = {
        "declaration": "I am independent.", "has_interests": "no", "signed_as": cast.luca.name, "revision": 1,
        "declared_on": clock.today().isoformat(),
    }  # fmt: skip
    page = at("panel-declare-for", review, made.pk)
    assert "original" in priya.post(page, values).context["form"].errors
    priya.post(page, values | {"original": SimpleUploadedFile("signed.pdf", PDF, content_type="application/pdf")})
    made.refresh_from_db()
    assert made.member and made.original and made.on_behalf_of == cast.luca.name


def test_somebody_of_an_agency_involved_is_refused_beside_the_field(cast, review):
    values = {"reviewer": cast.hana.pk, "title": "Reviewer", "decided_on": clock.today().isoformat()}
    page = as_(cast.priya).post(at("panel-commission", review), values)
    assert page.status_code == 422 and "independent of the agencies" in page.context["form"].errors["reviewer"][0]


def test_a_member_speaks_for_the_agency_they_work_for_unless_said_otherwise(cast, review):
    values = {"user": cast.pam.pk, "role": "panel_member", "starts_on": clock.today().isoformat()}
    as_(cast.priya).post(at("panel-members", review), values)
    assert review.team.get(user=cast.pam).agency == cast.agencies.council


def test_terms_are_written_changed_agreed_and_written_anew(cast, review):
    priya = as_(cast.priya)
    priya.post(at("panel-terms", review), typed_terms("One?", "", "Two?"))
    terms = queries.latest_terms(review)
    assert [(q.number, q.text) for q in terms.questions.all()] == [(1, "One?"), (2, "Two?")]
    form = priya.get(at("panel-terms-change", review, terms.pk)).context["form"]
    rows = {f"rows-{n}-{name}": value for n, row in enumerate(form.rows.initial) for name, value in row.items()}
    values = typed_terms("One?", "Two?", "Three?", revision=1) | rows | {"rows-INITIAL_FORMS": 2, "rows-0-DELETE": "on"}
    priya.post(at("panel-terms-change", review, terms.pk), values)
    assert [q.text for q in queries.latest_terms(review).questions.all()] == ["Two?", "Three?"]
    agreed = {"revision": 2, "agreed_on": clock.today().isoformat(), "on_behalf_of": "Review panel"}
    agreed["original"] = SimpleUploadedFile("minutes.txt", b"Agreed")
    priya.post(at("panel-terms-agree", review, terms.pk), agreed)
    assert priya.get(at("panel-terms-change", review, terms.pk)).status_code == 404
    terms.refresh_from_db()
    assert (terms.agreed_for, bool(terms.agreed_paper)) == ("Review panel", True)
    assert "by Review panel" in priya.get(at("panel", review)).content.decode()
    page = priya.get(at("panel-terms", review))
    assert [row["text"] for row in page.context["form"].rows.initial] == ["Two?", "Three?"]
    page = priya.post(at("panel-terms", review), typed_terms("Two?", version=2))
    assert "why_changed" in page.context["form"].errors
    more = {"timetable": "A first draft by the summer", "why_changed": "A sibling was added"}
    priya.post(at("panel-terms", review), typed_terms("Two?", version=2, **more))
    html = priya.get(at("panel", review)).content.decode()
    assert (
        "Question 2 is left out: Three?" in html
        and "Also changed: Timetable" in html
        and "A first draft by the summer" in html
    )
    assert queries.latest_terms(review).version == 2


def test_a_period_that_ends_before_it_begins_is_refused_beside_its_end(cast, review):
    days = {"period_from_on": "2026-03-02", "period_to_on": "2026-03-01"}
    page = as_(cast.priya).post(at("panel-terms", review), typed_terms("One?", **days))
    assert page.status_code == 422 and "period_to_on" in page.context["form"].errors
    assert queries.latest_terms(review) is None


def test_the_days_of_the_period_may_be_a_day_of_birth_and_are_read_by_those_who_may_see_names(cast, review):
    days = {"period_from_on": dt.date(2019, 8, 14), "period_to_on": dt.date(2026, 2, 3)}
    said = steps.TERMS | {"period_from": "the birth of Child A"} | days
    case.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=clock.now())
    case.join_team(review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=clock.now())
    actions.start_terms(review, version=1, questions=[(None, "One?")], by=cast.priya, at=clock.now(), **said)
    for person, read in ((cast.priya, True), (cast.luca, True), (cast.pam, False), (cast.sid, False)):
        page = as_(person).get(at("panel", review)).content.decode()
        assert "the birth of Child A" in page
        assert ("14 August 2019" in page) is read and ("3 February 2026" in page) is read, person


def test_the_reviewer_writes_terms_and_a_panel_member_does_not(cast, review):
    steps.commissioned(cast, review, at=clock.now())
    assert as_(cast.luca).get(at("panel-terms", review)).status_code == 200
    assert as_(cast.pam).get(at("panel-terms", review)).status_code == 403


def test_the_page_asks_the_same_number_of_questions_however_many_members_there_are(cast, review):
    steps.commissioned(cast, review, at=clock.now())
    priya = as_(cast.priya)
    priya.get(at("panel", review))
    with CaptureQueriesContext(connection) as few:
        priya.get(at("panel", review))
    for number in range(20):
        user = people.add_person(name=f"P {number}", email=f"p{number}@x.example", by=cast.adam, at=clock.now())
        actions.add_member(
            review, user=user, role=Role.PANEL_MEMBER, agency=cast.agencies.gp, starts_on=dt.date(2026, 1, 1),
            by=cast.priya, at=clock.now(),
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        priya.get(at("panel", review))
    assert len(many) == len(few)


def test_the_chosen_reviewer_finds_the_declaration_at_home_though_the_case_is_still_closed_to_them(cast, review, made):
    luca = as_(cast.luca)
    page = luca.get(reverse("home")).content.decode()
    assert "Sign the declaration of independence" in page and at("panel-declare", review, made.pk) in page
    assert at("case", review) not in page
    assert "Sign the declaration" not in as_(cast.pam).get(reverse("home")).content.decode()
    steps.declared(cast, made, at=clock.now())
    assert at("panel-declare", review, made.pk) not in luca.get(reverse("home")).content.decode()


def test_whoever_waits_for_a_declaration_is_led_to_the_case_and_not_to_the_page_of_another(cast, review, made):
    for page in (reverse("due"), f"{reverse('due')}?of=all", at("case", review), reverse("home")):
        assert at("panel-declare", review, made.pk) not in as_(cast.priya).get(page).content.decode()


def test_a_lead_reviewer_who_has_left_stands_nowhere_as_in_place_and_the_office_is_told(cast, review, made):
    steps.declared(cast, made, at=clock.now())
    assert "In place" in as_(cast.priya).get(at("panel", review)).content.decode()
    assert "has left" not in as_(cast.priya).get(at("case", review)).content.decode()
    people.record_leaving(
        cast.luca, revision=cast.luca.revision, left_on=clock.today(), by=cast.adam, at=clock.now()
    )  # fmt: skip
    panel = as_(cast.priya).get(at("panel", review)).content.decode()
    assert "In place" not in panel and "Has left" in panel
    assert "Has left" in as_(cast.priya).get(at("team", review)).content.decode()
    told = "Luca Ferrant, lead reviewer, has left but still has a place in the review team."
    page = as_(cast.priya).get(at("case", review)).content.decode()
    assert told.replace("Luca Ferrant", cast.luca.name) in page and at("panel", review) in page
    assert "still has a place" not in as_(cast.cora).get(at("case", review)).content.decode()
