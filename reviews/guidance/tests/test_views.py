"""Do the pages of guidance show what holds, let administrators correct it, and keep everybody else from that?"""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.models import Partnership, Post
from agencies.roles import Role
from cspr.tests.cast import assemble
from reviews.case import actions as case
from reviews.case.tests.steps import opened
from reviews.guidance import actions
from reviews.guidance.actions import Place
from reviews.guidance.models import LOCAL, ExtraHoliday, RuleChange, RuleCheck
from reviews.guidance.regimes import Clock, Rule, Trigger, Unit
from reviews.referral.duties import NOTIFY

pytestmark = pytest.mark.page

AT = dt.datetime(2026, 6, 1, 9, 30, tzinfo=dt.UTC)
TODAY = AT.date()
WORDS = {
    "length": "10", "unit": "working days", "direction": "after", "trigger": "aware", "first_day": "0",
    "source": "Working Together 2026, page 90", "from_on": TODAY.isoformat(), "why": "It was read.", "revision": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", lambda: TODAY)


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def as_(cast, client):
    def sign_in(who):
        client.force_login(getattr(cast, who))
        return client

    return sign_in


def text(answer):
    return answer.content.decode()


def of(name, edition="wt2026", clock="notify"):
    return reverse(name, args=[edition, clock])


def test_every_edition_is_shown_with_its_days_and_what_is_not_verified(as_):
    page = text(as_("adam").get(reverse("guidance")))
    for words in ("Working Together 2015", "26 March 2015", "5 working days after the authority became aware", "Not verified",
                  "7 days before publication", "There is no local rule."):  # fmt: skip
        assert words in page, words
    assert page.index("Working Together 2026") < page.index("Working Together 2015")


def test_the_office_reads_it_and_changes_nothing(as_):
    client = as_("priya")
    page = text(client.get(reverse("guidance")))
    assert "Enter a bank holiday" not in page and "Add a local rule" not in page
    assert "Correct this rule" not in text(client.get(of("guidance-rule")))
    for name in ("guidance-correct", "guidance-check"):
        assert client.get(of(name)).status_code == 403
        assert client.post(of(name), WORDS).status_code == 403
    assert client.get(reverse("guidance-holiday-add")).status_code == 403
    assert not RuleChange.objects.exists()


@pytest.mark.parametrize("who", ["hana", "dev", "bea", "luca"])
def test_nobody_else_comes_to_it(as_, who):
    assert as_(who).get(reverse("guidance")).status_code == 403
    assert as_(who).get(of("guidance-rule")).status_code == 403


def test_it_stands_in_the_navigation_of_administrators(as_):
    assert reverse("guidance") in text(as_("adam").get("/"))
    assert f'href="{reverse("guidance")}"' not in text(as_("priya").get("/"))


def test_a_rule_is_seen_before_it_is_saved(as_):
    client = as_("adam")
    page = text(client.post(of("guidance-correct"), {**WORDS, "preview": "1"}))
    assert "due on <strong>15 June 2026</strong>" in page and "Before: 8 June 2026" in page
    assert "It was read." in page and not RuleChange.objects.exists()
    assert client.post(of("guidance-correct"), WORDS).status_code == 302
    page = text(client.get(of("guidance-rule")))
    assert "10 working days after the authority became aware" in page and "It was read." in page
    page = text(client.get(reverse("guidance")))
    assert "Corrected, from 1 June 2026" in page


def test_what_cannot_be_is_told_beside_its_field_and_nothing_typed_is_lost(as_):
    client = as_("adam")
    for more in ({}, {"preview": "1"}):
        answer = client.post(of("guidance-correct"), {**WORDS, **more, "from_on": "2026-03-01"})
        assert answer.status_code == 422
        assert "This edition holds from 18 March 2026" in text(answer) and "It was read." in text(answer)
    answer = client.post(of("guidance-correct"), {**WORDS, "length": "0"})
    assert answer.status_code == 422 and not RuleChange.objects.exists()


def test_somebody_who_was_first_is_shown_beside_what_was_typed(as_, cast):
    rule = Rule(8, Unit.WORKING_DAYS, Trigger.AWARE, "Page 91")
    actions.correct_rule(Place("wt2026", Clock.NOTIFY), rule, from_on=TODAY, why="x", revision=0, by=cast.adam, at=AT)
    answer = as_("adam").post(of("guidance-correct"), WORDS)
    assert answer.status_code == 422 and "Somebody else changed this" in text(answer) and "It was read." in text(answer)


def test_a_rule_is_marked_as_verified_and_it_is_said_by_whom(as_):
    client = as_("adam")
    words = {"verified": "yes", "against": "The PDF, page 90", "checked_on": TODAY.isoformat(), "revision": "0"}
    assert "5 working days after" in text(client.get(of("guidance-check")))
    assert client.post(of("guidance-check"), words).status_code == 302
    assert RuleCheck.objects.get().verified
    assert "Adam Quill, 1 June 2026: The PDF, page 90" in text(client.get(reverse("guidance")))


def test_a_local_rule_is_entered_shown_and_ended(as_, cast):
    client, edition = as_("adam"), f"local-{cast.partnership.pk}"
    assert client.post(of("guidance-correct", edition), {**WORDS, "first_day": "1"}).status_code == 302
    page = text(client.get(reverse("guidance")))
    assert "Local rules of Fenmarsh" in page and "10 working days after" in page
    assert client.get(of("guidance-check", edition)).status_code == 200
    end = {"from_on": TODAY.isoformat(), "why": "Agreed no longer.", "revision": "1"}
    assert client.get(of("guidance-end", edition)).status_code == 200
    assert client.post(of("guidance-end", edition), end).status_code == 302
    assert "There is no local rule." in text(client.get(reverse("guidance")))
    assert client.get(of("guidance-end", edition)).status_code == 404


@pytest.mark.parametrize("edition", ["wt1999", "local-", "local-x", "local-999999", "local-9999999999999999", "local"])
def test_a_rule_that_there_is_not_is_not_found(as_, edition):
    client = as_("adam")
    for name in ("guidance-rule", "guidance-correct", "guidance-check", "guidance-end"):
        assert client.get(of(name, edition)).status_code == 404
    assert client.get(of("guidance-rule", clock="unknown")).status_code == 404


def test_the_local_rules_of_another_partnership_are_not_found(as_, cast):
    other = Partnership.objects.create(name="Elsewhere", short_name="Elsewhere", code_prefix="EL")
    client = as_("adam")
    for name in ("guidance-rule", "guidance-correct"):
        assert client.get(of(name, f"local-{other.pk}")).status_code == 404
    assert "Elsewhere" not in text(client.get(reverse("guidance")))
    Post.objects.create(user=cast.adam, role=Role.BUSINESS_SUPPORT, partnership=other, starts_on=TODAY)
    assert client.get(of("guidance-rule", f"local-{other.pk}")).status_code == 200
    assert client.get(of("guidance-correct", f"local-{other.pk}")).status_code == 404


def test_a_bank_holiday_is_entered_and_taken_back(as_):
    client = as_("adam")
    words = {"day": "2026-07-15", "name": "A day of thanks", "source": "Proclamation"}
    assert client.post(reverse("guidance-holiday-add"), {**words, "day": "2026-07-18"}).status_code == 422
    assert client.post(reverse("guidance-holiday-add"), words).status_code == 302
    entered = ExtraHoliday.objects.get()
    assert "A day of thanks" in text(client.get(reverse("guidance")))
    url = reverse("guidance-holiday-withdraw", args=[entered.pk])
    assert client.post(url, {"why": "Another year.", "revision": "1"}).status_code == 302
    page = text(client.get(reverse("guidance")))
    assert "Taken back" in page and "Another year." in page
    assert client.get(url).status_code == 404


def test_what_is_only_read_takes_no_post(as_):
    client = as_("adam")
    assert [client.post(url).status_code for url in (reverse("guidance"), of("guidance-rule"))] == [405, 405]


def test_the_page_takes_as_many_queries_with_many_rules_as_with_none(as_, cast, django_assert_max_num_queries):
    client = as_("adam")
    client.get(reverse("guidance"))
    with django_assert_max_num_queries(20) as first:
        client.get(reverse("guidance"))
    for number, clock in enumerate(Clock):
        for place in (Place("wt2026", clock), Place(LOCAL, clock, cast.partnership)):
            rule = Rule(20 + number, Unit.DAYS, Trigger.AWARE, "A test")
            actions.correct_rule(place, rule, from_on=TODAY, why="x", revision=0, by=cast.adam, at=AT)
    with django_assert_max_num_queries(len(first)):
        client.get(reverse("guidance"))


# How a date is counted ------------------------------------------------------------------------------------


@pytest.fixture
def duty(cast):
    review = opened(cast, at=AT)
    return case.open_clock(
        review, NOTIFY, Clock.NOTIFY, started_on=TODAY - dt.timedelta(days=13), role=Role.BUSINESS_SUPPORT, at=AT,
        readings={Trigger.AWARE: TODAY},
    )  # fmt: skip


def counted(duty):
    return reverse("duty-counted", args=[duty.review.code, duty.pk])


def test_a_date_explains_itself_day_by_day_and_says_that_its_rule_is_not_verified(as_, duty):
    page = text(as_("priya").get(counted(duty)))
    for words in ("19 May 2026, which is day 0", "Working Together 2026 was in force on that day", "Not verified",
                  "Not counted: Spring Bank Holiday", "Not counted: Saturday", "5, the last day"):  # fmt: skip
        assert words in page, words


def test_the_case_leads_to_it(as_, duty):
    page = text(as_("priya").get(reverse("case", args=[duty.review.code])))
    assert counted(duty) in page and "Not verified" in page


def test_it_is_shown_to_those_who_may_know_of_the_duty_alone(as_, cast, duty):
    case.involve(duty.review, cast.agencies.health, by=cast.priya, at=AT)
    assert as_("sid").get(counted(duty)).status_code == 200
    assert as_("hana").get(counted(duty)).status_code == 404
    assert as_("adam").get(counted(duty)).status_code == 404
    other = opened(cast, at=AT)
    assert as_("priya").get(reverse("duty-counted", args=[other.code, duty.pk])).status_code == 404
    agreed = case.open_duty(duty.review, LATER, at=AT, due_on=TODAY, role=Role.BUSINESS_SUPPORT)
    assert as_("priya").get(counted(agreed)).status_code == 404
    assert as_("priya").post(counted(duty)).status_code == 405


def test_only_whoever_does_it_and_the_office_are_led_to_where_it_is_done(as_, duty):
    for who, led in (("priya", True), ("sid", False)):
        assert ("Where this is done" in text(as_(who).get(counted(duty)))) is led, who


LATER = type(NOTIFY)("test.agreed", "do it", "case")


def test_many_clocks_on_a_page_ask_once_what_is_verified(as_, duty, django_assert_max_num_queries):
    client, url = as_("priya"), reverse("case", args=[duty.review.code])
    client.get(url)
    with django_assert_max_num_queries(60) as first:
        client.get(url)
    for number in range(5):
        kind = type(NOTIFY)(f"test.{number}", "do it", "case", statutory=True)
        case.open_clock(
            duty.review, kind, Clock.NOTIFY, started_on=TODAY, role=Role.BUSINESS_SUPPORT, at=AT, readings={}
        )
    with django_assert_max_num_queries(len(first)):
        client.get(url)
