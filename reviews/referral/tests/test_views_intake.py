"""The ways in, as pages."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.documents.models import Document
from reviews.referral.models import Referral
from reviews.referral.tests import steps

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)

CHILD = {
    "child1_given_names": "Tobias Finn",
    "child1_family_name": "Marlowe-Reed",
    "child1_born_on": "2019-04-11",
}
LOGGED = {
    **CHILD,
    "how": "phone",
    "received_on": "2026-03-11",
    "referrer_name": "Rhea Tolland",
    "purpose": "statutory",
    "harm": "harmed",
    "what_happened": "Burns to both hands.",
    "happened_on": "2026-03-09",
    "known_on": "2026-03-10",
}
REFERRED = {
    **CHILD,
    "referrer_job": "Designated safeguarding lead",
    "referrer_contact": "01632 960 155",
    "purpose": "statutory",
    "harm": "harmed",
    "what_happened": "Burns to both hands.",
    "happened_note": "Several days this term",
}
COPIED = {
    **CHILD,
    "received_on": "2026-03-11",
    "known_on": "2026-03-09",
    "sent_on": "2026-03-10",
    "receipt": "CSIN-5",
    "harm": "died",
    "happened_on": "2026-03-08",
}
OTHER = {"kind": "archive", "opened_on": "2025-01-10", "about": "An older report.", "labels": "Child R\nChild S\n"}


@pytest.fixture(autouse=True)
def _at(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
def as_(client, cast):
    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_office_logs_a_telephoned_referral(as_):
    client = as_("priya")
    assert client.get(reverse("referral-log")).status_code == 200
    response = client.post(reverse("referral-log"), {**LOGGED, "original": steps.paper("note.pdf")})
    review = Review.objects.get()
    assert response.status_code == 302 and response.url == reverse("referral", args=[review.code])
    assert review.referral.how == Referral.How.PHONE
    assert review.people.get().family_name == "Marlowe-Reed"
    assert Document.objects.get() == review.referral.original


def test_a_page_with_an_error_asks_for_the_original_again(as_):
    told = {**LOGGED, "happened_on": "", "original": steps.paper("note.pdf")}
    shown = text(as_("priya").post(reverse("referral-log"), told))
    assert "Choose “note.pdf” again." in shown and not Review.objects.exists()


def test_the_summary_says_of_which_child_a_mistake_is(as_):
    wrong = {f"child{row}_born_on_{part}": "99" for row in (1, 2) for part in ("day", "month", "year")}
    told = {name: value for name, value in LOGGED.items() if name != "child1_born_on"} | wrong
    summary, fields = (
        text(as_("priya").post(reverse("referral-log"), told)).split("There is a problem")[1].split("</ul>", 1)
    )
    assert "First child: Date of birth must" in summary and "Second child: Date of birth must" in summary
    assert "child: Date of birth" not in fields and "Date of birth must" in fields


def test_a_referral_by_e_mail_without_the_e_mail_says_so(as_):
    client = as_("priya")
    client.post(reverse("referral-log"), {**LOGGED, "how": "email"})
    code = Review.objects.get().code
    shown = text(client.get(reverse("referral", args=[code])))
    assert "The e-mail itself is not kept here." in shown and reverse("documents-add", args=[code]) in shown


def test_of_the_date_of_the_incident_and_the_reason_for_none_neither_is_called_optional(as_):
    shown = text(as_("priya").get(reverse("referral-log")))
    assert re.search(r"Date of the incident(?! <span)", shown)
    assert "say why <span" not in shown


def test_several_children_are_logged_at_once(as_):
    more = {"child2_given_names": "Ottilie", "child4_unborn": "on"}
    as_("priya").post(reverse("referral-log"), {**LOGGED, **more})
    labels = Review.objects.get().children.values_list("label", "unborn")
    assert list(labels) == [("Child A", False), ("Child B", False), ("Child C", True)]


@pytest.mark.parametrize(
    ("wrong", "target", "words"),
    [
        ({"received_on": "2026-03-12"}, "id_received_on_day", "cannot be in the future"),
        ({"happened_on": ""}, "id_happened_on_day", "no one date"),
        ({"child1_born_on": "2026-03-12"}, "id_child1_born_on_day", "cannot be in the future"),
        ({"child3_born_on": "2020-01-01"}, "id_child3_family_name", "Enter the child"),
        ({"child1_given_names": "", "child1_family_name": "", "child1_born_on": ""}, "id_child1_family_name", "at least one"),
        ({"what_happened": ""}, "id_what_happened", "Enter what happened"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_opened(as_, wrong, target, words):
    response = as_("priya").post(reverse("referral-log"), {**LOGGED, **wrong})
    assert response.status_code == 422
    assert f'href="#{target}"' in text(response) and words in text(response)
    assert "Burns to both hands." in text(response) or "what_happened" in wrong
    assert not Review.objects.exists()


def test_a_second_case_about_the_same_child_is_opened_only_on_purpose(as_):
    client = as_("priya")
    assert 'type="checkbox" name="second_case"' not in text(client.get(reverse("referral-log")))
    client.post(reverse("referral-log"), LOGGED)
    again = client.post(reverse("referral-log"), LOGGED)
    assert again.status_code == 422
    assert "FM-2026-001 already" in text(again) and 'type="checkbox" name="second_case"' in text(again)
    assert Review.objects.count() == 1
    assert client.post(reverse("referral-log"), {**LOGGED, "second_case": "on"}).status_code == 302
    page = client.get(reverse("referral", args=["FM-2026-002"]))
    assert "A child with the same family name" in text(page)


def test_a_professional_refers_and_gets_a_receipt(as_, cast):
    client = as_("rhea")
    page = client.get(reverse("refer"))
    assert "not a referral to children&#x27;s social care" in text(page) or "not a referral to children's" in text(page)
    assert 'data-autosave="refer"' in text(page)
    response = client.post(reverse("refer"), REFERRED)
    review = Review.objects.get()
    assert response.url == reverse("referral-receipt", args=[review.code])
    assert (review.referral.referrer, review.referral.agency) == (cast.rhea, cast.agencies.school)
    assert (review.referral.how, review.referral.on_behalf_of) == (Referral.How.FORM, "")
    receipt = client.get(response.url)
    assert review.code in text(receipt)
    mine = text(client.get(reverse("my-referrals")))
    assert review.code in mine and "being considered" in mine
    assert "Marlowe" not in mine + text(receipt)


def test_a_referrer_is_not_told_of_another_case_about_the_child(as_, cast):
    steps.referred(cast, at=AT)
    response = as_("rhea").post(reverse("refer"), REFERRED)
    assert response.status_code == 302
    assert Review.objects.count() == 2


def test_a_referrer_reaches_nothing_else_of_the_case(as_):
    client = as_("rhea")
    client.post(reverse("refer"), REFERRED)
    code = Review.objects.get().code
    for name in ("referral", "referral-edit", "referral-criteria", "documents", "case"):
        assert client.get(reverse(name, args=[code])).status_code == 404, name
    assert code not in text(client.get(reverse("reviews")))
    home = text(client.get(reverse("home")))
    assert reverse("referral-receipt", args=[code]) in home and reverse("case", args=[code]) not in home


def test_a_receipt_is_the_referrers_alone(as_):
    as_("rhea").post(reverse("refer"), REFERRED)
    code = Review.objects.get().code
    for key in ("hana", "priya", "nell"):
        assert as_(key).get(reverse("referral-receipt", args=[code])).status_code == 404
    assert as_("sam").get(reverse("referral-receipt", args=[code])).status_code == 403


def test_a_case_opens_from_the_copy_of_a_notification(as_, cast):
    client = as_("priya")
    page = client.get(reverse("referral-from-notification"))
    assert page.status_code == 200
    without = client.post(reverse("referral-from-notification"), {**COPIED, "authority": cast.agencies.council.pk})
    assert without.status_code == 422 and "Choose the copy of the notification" in text(without)
    told = {**COPIED, "authority": cast.agencies.council.pk, "original": steps.paper()}
    assert client.post(reverse("referral-from-notification"), told).status_code == 302
    review = Review.objects.get()
    assert (review.phase, review.notification.receipt) == (Phase.NOTIFIED, "CSIN-5")
    assert client.get(reverse("referral", args=[review.code])).status_code == 200


def test_a_late_copy_asks_for_the_reason(as_, cast):
    told = {**COPIED, "authority": cast.agencies.council.pk, "known_on": "2026-03-02", "happened_on": "2026-03-01"}
    response = as_("priya").post(reverse("referral-from-notification"), {**told, "original": steps.paper()})
    assert response.status_code == 422 and 'href="#id_late_reason"' in text(response)
    assert not Review.objects.exists()


def test_an_older_report_is_taken_in(as_):
    client = as_("priya")
    assert client.get(reverse("open-other")).status_code == 200
    assert client.post(reverse("open-other"), OTHER).status_code == 302
    review = Review.objects.get()
    assert (review.kind, review.phase) == (Kind.ARCHIVE, Phase.IN_REVIEW)
    assert [child.label for child in review.children.all()] == ["Child R", "Child S"]
    page = client.get(reverse("referral", args=[review.code]))
    assert "opened without a referral" in text(page)


def test_labels_are_entered_once_each(as_):
    response = as_("priya").post(reverse("open-other"), {**OTHER, "labels": "Child A\nChild A"})
    assert response.status_code == 422 and 'href="#id_labels"' in text(response)


@pytest.mark.pure
@pytest.mark.parametrize("name", ["referral-log", "referral-from-notification", "open-other"])
@pytest.mark.parametrize("key", ["rhea", "hana", "dev", "nell", "ira", "sam"])
def test_only_the_office_opens_cases(as_, name, key):
    assert as_(key).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("key", ["ira", "adam", "sam", "luca"])
def test_some_may_not_refer(as_, key):
    assert as_(key).get(reverse("refer")).status_code == 403


def test_ones_referrals_take_as_many_queries_for_one_as_for_many(as_):
    client = as_("rhea")

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("my-referrals")).status_code == 200
        return len(found)

    client.post(reverse("refer"), REFERRED)
    queries()
    few = queries()
    for _ in range(4):
        client.post(reverse("refer"), REFERRED)
    assert queries() == few
