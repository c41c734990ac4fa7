"""The stage's pages inside a case."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.referral.models import Notification, Outcome, PartnerDecision, Recommended
from reviews.referral.tests import steps

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)

ANSWERS = {
    f"{code}_{part}": value
    for code in ("abuse_or_neglect", "death_or_serious_harm", "area")
    for part, value in (("answer", "yes"), ("reasons", "It is so."))
}
RECOMMENDATION = {"outcome": "notify", "reasons": "All are met.", "recommended_on": "2026-03-11"}
DECISION = {"outcome": "notify", "reasons": "All are met.", "decided_on": "2026-03-11"}
COMMENT = {"comment": "In time.", "commented_on": "2026-03-11"}


@pytest.fixture(autouse=True)
def _at(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.referred(cast, at=AT)


@pytest.fixture
def as_(client, cast):
    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def test_the_office_reads_the_referral_with_names_and_what_is_next(as_, review):
    page = text(as_("priya").get(at("referral", review)))
    for words in (
        "Tobias Finn Marlowe-Reed",
        "Rhea Tolland",
        "What is next",
        "Record the notification",
        "17 March 2026",
    ):
        assert words in page


@pytest.mark.parametrize(("key", "sees"), [("cora", True), ("dev", False), ("sid", False), ("nell", False)])
def test_names_are_shown_to_those_who_may_see_them(as_, review, key, sees):
    page = text(as_(key).get(at("referral", review)))
    assert ("Marlowe-Reed" in page) is sees
    assert ("Rhea Tolland" in page) is sees
    assert "Child A" in page or key == "nell"


def test_the_notifier_sees_the_notification_and_no_more(as_, review):
    page = text(as_("nell").get(at("referral", review)))
    assert "Serious incident notification" in page and "17 March 2026" in page
    assert "burns" not in page and "Decisions" not in page


def test_the_notifier_reads_what_happened_to_the_notification_and_no_more(as_, cast, review):
    steps.screened(cast, review, at=AT)
    steps.notified(cast, review, at=AT)
    home = text(as_("nell").get(at("case", review)))
    assert "What changed" in home and at("chronicle", review) in home
    page = text(as_("nell").get(at("chronicle", review)))
    for words in (
        "opened the case",
        "moved the case to another phase",
        "recorded the serious incident notification as sent",
    ):
        assert words in page, words
    for words in ("answered a criterion", "recorded a partner", "recorded the scrutineer", "added a paper"):
        assert words not in page, words


@pytest.mark.parametrize(("key", "status"), [("hana", 404), ("pete", 404), ("sam", 404), ("ira", 403), ("bea", 404)])
def test_others_do_not_reach_it(as_, review, key, status):
    assert as_(key).get(at("referral", review)).status_code == status


def test_another_partnerships_office_does_not_reach_it(as_, cast, review):
    from agencies.models import Partnership

    other = Partnership.objects.create(name="Elsewhere", short_name="Elsewhere", code_prefix="EW")
    cast.priya.posts.update(partnership=other)
    assert as_("priya").get(at("referral", review)).status_code == 404


def test_the_page_takes_as_many_queries_however_much_was_said(as_, cast, review):
    client = as_("priya")

    def queries(review):
        with CaptureQueriesContext(connection) as found:
            assert client.get(at("referral", review)).status_code == 200
        return len(found)

    queries(review)
    few = queries(review)
    full = steps.screened(cast, steps.referred(cast, at=AT, children=4), at=AT)
    assert queries(full) == few


def test_the_referral_is_put_right(as_, cast, review):
    client = as_("priya")
    page = client.get(at("referral-edit", review))
    fields = page.context["form"].initial
    posted = {name: value for name, value in fields.items() if value is not None}
    posted |= {"agency": cast.agencies.school.pk, "referrer_job": "Head teacher", "received_on": "2026-03-11"}
    assert client.post(at("referral-edit", review), posted).status_code == 302
    review.referral.refresh_from_db()
    assert review.referral.referrer_job == "Head teacher"
    stale = client.post(at("referral-edit", review), {**posted, "referrer_job": "Teacher"})
    assert stale.status_code == 422 and "Somebody else changed this" in text(stale) and "Teacher" in text(stale)
    assert as_("cora").get(at("referral-edit", review)).status_code == 403


def test_a_child_is_added(as_, review):
    client = as_("priya")
    assert client.post(at("referral-add-child", review), {"child1_given_names": "Wren"}).status_code == 302
    assert review.children.count() == 2
    wrong = client.post(at("referral-add-child", review), {"label": "Child Z"})
    assert wrong.status_code == 422 and 'href="#id_child1_family_name"' in text(wrong)


def test_the_criteria_are_answered_on_one_page_and_may_be_answered_in_part(as_, review):
    client = as_("cora")
    url = at("referral-criteria", review)
    page = text(client.get(url))
    assert "16C(1)" in page and "regulation 11" not in page
    part = {"revision": 0, "area_answer": "yes", "area_reasons": "At home."}
    assert client.post(url, part).status_code == 302
    assert client.post(url, {"revision": 1, **ANSWERS}).status_code == 302
    assert review.criteria.count() == 3
    stale = client.post(url, {"revision": 1, **ANSWERS, "area_reasons": "Elsewhere."})
    assert stale.status_code == 422 and "Saved now by somebody else" in text(stale) and "Elsewhere." in text(stale)
    again = {name: stale.context["form"].data[name] for name in ("revision",)}
    assert client.post(url, {**ANSWERS, **again, "area_reasons": "Elsewhere."}).status_code == 302


def test_answers_refused_as_too_old_are_shown_later_beside_the_newer_ones_and_say_of_which_criterion(as_, review):
    client = as_("cora")
    url = at("referral-criteria", review)
    assert client.post(url, {"revision": 0, **ANSWERS, "area_reasons": "In our area."}).status_code == 302
    stale = {"revision": 0, "area_answer": "no", "area_reasons": "Elsewhere."}
    assert client.post(url, stale).status_code == 422
    later = client.get(url)
    assert later.context["form"]["area_reasons"].value() == "In our area."
    (beside,) = later.context["form"].older
    assert beside.said == [("Answer to criterion 3", "No"), ("Reasons for answer 3", "Elsewhere.")]
    assert "What is saved has changed since" in text(later)


def test_the_office_answers_the_criteria_as_somebody_gave_them(as_, review):
    url = at("referral-criteria", review)
    assert "Whom you enter it for" not in text(as_("cora").get(url))
    client = as_("priya")
    assert "Whom you enter it for" in text(client.get(url))
    own = {"revision": 0, "area_answer": "yes", "area_reasons": "At home."}
    assert client.post(url, own).status_code == 302
    told = {**ANSWERS, **own, "revision": 1, "on_behalf_of": "Cora Whitlock, chair"}
    told |= {"given_on": "2026-03-09", "original": steps.paper()}
    undated = client.post(url, {**told, "given_on": "", "original": steps.paper()})
    assert undated.status_code == 422 and 'href="#id_given_on' in text(undated)
    nobodys = client.post(url, {**told, "on_behalf_of": "", "original": steps.paper()})
    assert nobodys.status_code == 422 and 'href="#id_on_behalf_of"' in text(nobodys)
    assert client.post(url, {**told, "original": steps.paper()}).status_code == 302
    given = {answer.criterion: answer for answer in review.criteria.all()}
    assert given["area"].on_behalf_of == "" and given["area"].original is None, "it was the office's own already"
    harm = given["death_or_serious_harm"]
    assert (harm.on_behalf_of, harm.given_on) == ("Cora Whitlock, chair", dt.date(2026, 3, 9))
    assert harm.original == given["abuse_or_neglect"].original and harm.original.title == "Answers to the criteria"
    entry = TrailEntry.objects.get(kind="referral.criterion_answered", subject="criterion death_or_serious_harm")
    assert entry.on_behalf_of == "Cora Whitlock, chair"
    assert review.duties.get(kind="referral.criteria").met_on == dt.date(2026, 3, 9), "it counts from its date"
    page = text(client.get(at("referral", review)))
    assert "Given by Cora Whitlock, chair on 9 March 2026; entered by Priya Raman" in page
    assert at("documents-download", review, harm.original_id) in page


def test_the_original_of_answers_may_come_after_them(as_, review):
    client, url = as_("priya"), at("referral-criteria", review)
    given = {"on_behalf_of": "Cora Whitlock, chair", "given_on": "2026-03-09"}
    assert client.post(url, {"revision": 0, **ANSWERS, **given}).status_code == 302
    assert client.post(url, {"revision": 3, **ANSWERS, **given, "original": steps.paper()}).status_code == 302
    assert all(answer.original for answer in review.criteria.all())


def test_an_answer_without_reasons_is_refused_beside_it(as_, review):
    url = at("referral-criteria", review)
    response = as_("cora").post(url, {"revision": 0, "area_answer": "yes"})
    assert response.status_code == 422 and 'href="#id_area_reasons"' in text(response)
    response = as_("cora").post(url, {"revision": 0, "area_reasons": "At home."})
    assert response.status_code == 422 and 'href="#id_area_answer_0"' in text(response)


def test_the_chair_recommends_and_the_office_does_so_for_her(as_, review):
    url = at("referral-recommend", review)
    assert "Who gave it" not in text(as_("cora").get(url))
    assert as_("cora").post(url, RECOMMENDATION).status_code == 302
    client = as_("priya")
    assert "Who gave it" in text(client.get(url))
    told = {**RECOMMENDATION, "revision": 1, "on_behalf_of": "Cora Whitlock", "original": steps.paper()}
    assert client.post(url, told).status_code == 302
    standing = Recommended.objects.get()
    assert standing.on_behalf_of == "Cora Whitlock" and standing.original
    assert as_("dev").get(url).status_code == 403


def test_whoever_recommends_is_led_to_what_they_decide_by(as_, review):
    url, criteria = at("referral-recommend", review), at("referral-criteria", review)
    page = text(as_("cora").get(url))
    assert f'href="{at("referral", review)}">Read the referral' in page and "in one pack" not in page
    assert f'href="{criteria}">Criteria for notifying' in page and "The criteria are not answered yet" in page
    assert as_("priya").post(criteria, {**ANSWERS, "revision": 0}).status_code == 302
    page = text(as_("cora").get(url))
    assert "all answered" in page and "The criteria are not answered yet" not in page
    page = text(as_("cora").get(at("rapid-review-recommend", review)))
    for name in ("rapid-review-pack", "rapid-review-criteria", "rapid-review-national-criteria"):
        assert f'href="{at(name, review)}"' in page


def test_each_partner_decides_for_itself_alone(as_, cast, review):
    police, icb = cast.agencies.police.pk, cast.agencies.icb.pk
    client = as_("dan")
    assert client.get(at("referral-decide", review, police)).status_code == 200
    assert client.get(at("referral-decide", review, icb)).status_code == 404
    assert client.post(at("referral-decide", review, icb), DECISION).status_code == 404
    assert client.post(at("referral-decide", review, police), DECISION).status_code == 302
    decision = PartnerDecision.objects.get()
    assert (decision.partner_id, decision.entered_by) == (police, cast.dan)
    assert as_("cora").get(at("referral-decide", review, police)).status_code == 403
    assert as_("priya").get(at("referral-decide", review, cast.agencies.school.pk)).status_code == 404


def test_the_office_decides_only_for_a_named_person(as_, cast, review):
    url = at("referral-decide", review, cast.agencies.police.pk)
    client = as_("priya")
    nobody = client.post(url, DECISION)
    assert nobody.status_code == 422 and 'href="#id_on_behalf_of"' in text(nobody)
    assert client.post(url, {**DECISION, "on_behalf_of": "Dan Eversley"}).status_code == 302
    assert PartnerDecision.objects.get().on_behalf_of == "Dan Eversley"


def test_a_decision_is_changed_with_a_reason(as_, cast, review):
    url = at("referral-decide", review, cast.agencies.police.pk)
    client = as_("dan")
    assert 'name="why"' not in text(client.get(url)).replace('type="hidden" name="why"', "")
    client.post(url, DECISION)
    change = {**DECISION, "outcome": "not_notify", "revision": 1}
    without = client.post(url, change)
    assert without.status_code == 422 and 'href="#id_why"' in text(without)
    assert client.post(url, {**change, "why": "A slip."}).status_code == 302
    assert PartnerDecision.objects.get().outcome == Outcome.NOT_NOTIFY


def test_disagreement_stands_plainly_on_the_page(as_, cast, review):
    as_("dan").post(at("referral-decide", review, cast.agencies.police.pk), {**DECISION, "outcome": "not_notify"})
    as_("dev").post(at("referral-decide", review, cast.agencies.council.pk), DECISION)
    page = text(as_("priya").get(at("referral", review)))
    assert "The partners differ" in page and "Decided: Notify the national Panel." in page


def test_the_scrutineer_comments_and_the_office_may_enter_it(as_, review):
    url = at("referral-comment", review)
    assert as_("sid").post(url, COMMENT).status_code == 302
    client = as_("priya")
    assert client.post(url, {**COMMENT, "revision": 1}).status_code == 422
    assert client.post(url, {**COMMENT, "revision": 1, "on_behalf_of": "Sid Okafor"}).status_code == 302
    assert as_("dev").get(url).status_code == 403


def test_the_notifier_prepares_and_records_the_notification(as_, cast, review):
    url = at("referral-notification", review)
    client = as_("nell")
    assert client.get(url).status_code == 200
    told = {"authority": cast.agencies.council.pk, "known_on": "2026-03-10", "known_note": "Told by the hospital."}
    assert client.post(url, told).status_code == 302
    sent = {**told, "sent_on": "2026-03-11", "receipt": "CSIN-9", "revision": 1, "file": steps.paper()}
    assert client.post(url, sent).status_code == 302
    review.refresh_from_db()
    assert review.phase == Phase.NOTIFIED
    notification = Notification.objects.get()
    assert notification.entered_by == cast.nell and notification.receipts.count() == 1


@pytest.mark.parametrize(
    ("wrong", "target"),
    [
        ({"sent_on": "2026-03-09"}, "id_sent_on_day"),
        ({"sent_on": "2026-03-12"}, "id_sent_on_day"),
        ({"known_on": "2026-03-12"}, "id_known_on_day"),
        ({"receipt": "CSIN-1"}, "id_sent_on_day"),
        ({"known_note": ""}, "id_known_note"),
        ({"file": steps.SimpleUploadedFile("x.exe", b"MZ")}, "id_file"),
    ],
)
def test_a_notification_that_cannot_be_is_refused_beside_its_field(as_, cast, review, wrong, target):
    told = {"authority": cast.agencies.council.pk, "known_on": "2026-03-10", "known_note": "Told.", **wrong}
    response = as_("priya").post(at("referral-notification", review), told)
    assert response.status_code == 422 and f'href="#{target}"' in text(response)
    assert not Notification.objects.exists()


def test_only_notifiers_of_an_involved_authority_and_the_office_record_it(as_, cast, review):
    assert as_("dev").get(at("referral-notification", review)).status_code == 403
    assert as_("rhea").get(at("referral-notification", review)).status_code in (403, 404)


def test_the_screening_ends_as_decided(as_, cast, review):
    client = as_("priya")
    early = client.post(at("referral-conclude", review), {"then": "not_notified"})
    assert early.status_code == 422
    steps.screened(cast, review, at=AT, outcome=Outcome.OTHER_LEARNING)
    assert "Go on as a partnership review" in text(client.get(at("referral-conclude", review)))
    assert client.post(at("referral-conclude", review), {"then": "not_notified"}).status_code == 422
    assert client.post(at("referral-conclude", review), {"then": "partnership_review"}).status_code == 302
    assert (Review.objects.get().kind, Review.objects.get().phase) == (Kind.PARTNERSHIP, Phase.IN_REVIEW)
    assert client.get(at("referral", review)).status_code == 200
    assert as_("cora").get(at("referral-conclude", review)).status_code == 403


def test_after_it_ended_a_change_is_refused_in_words(as_, cast, review):
    steps.not_notified(cast, review, at=AT)
    url = at("referral-recommend", review)
    response = as_("cora").post(url, {**RECOMMENDATION, "revision": 1})
    assert response.status_code == 422 and "belongs to the phase" in text(response)


def test_what_is_typed_is_kept_while_it_is_typed(as_, review):
    page = text(as_("cora").get(at("referral-recommend", review)))
    assert f'data-autosave="recommendation:{review.code}:notify"' in page


def test_it_refuses_other_methods_quietly(as_, review):
    assert as_("priya").delete(at("referral-criteria", review)).status_code in (200, 405)


def test_nothing_is_shown_as_late_where_they_decided_not_to_notify(as_, cast, review, monkeypatch):
    steps.screened(cast, review, at=AT, outcome=Outcome.NOT_NOTIFY)
    monkeypatch.setattr("cspr.clock.now", lambda: AT + dt.timedelta(days=30))
    page = text(as_("priya").get(at("referral", review)))
    assert "The decision is not to notify." in page and "days late" not in page
