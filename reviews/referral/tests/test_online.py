"""The on-line form of somebody without an account: address, link, form, receipt; and those who mean harm."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.drafts.models import Draft
from cspr.outbox.models import Message
from cspr.tests import cast as people
from reviews.case.models import Review
from reviews.referral import actions, rules
from reviews.referral.models import EmailLink, Referral
from reviews.referral.tests.test_told import sets
from reviews.referral.tests.test_views_intake import REFERRED

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
MAIL = "gita@surgery.example"
FORM, SAVE, SENT = (reverse(f"refer-online-{name}") for name in ("form", "save", "sent"))
TOLD = REFERRED | sets() | {"referrer_name": "Gita Holm", "referrer_job": "Practice nurse, Willow Bank"}


class Time:
    now = AT


@pytest.fixture(autouse=True)
def time(monkeypatch):
    told = Time()
    monkeypatch.setattr("cspr.clock.now", lambda: told.now)
    return told


@pytest.fixture(autouse=True)
def cast():
    return people.assemble()


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def ask(client, email=MAIL, **more):
    return client.post(reverse("refer-online"), {"email": email}, **more)


def newest_link():
    body = Message.objects.filter(key__startswith="referral-link:").latest("pk").body
    return re.search(r"https?://[^/]+(/\S+)", body)[1]


def comes_in(client, email=MAIL):
    ask(client, email)
    return client.post(newest_link(), {"email": email})


def told_on(client, **more):
    """The form as the browser would send it, with what its page hid in it."""
    page = client.get(FORM)
    return TOLD | {"sending": page.context["form"]["sending"].value()} | more


def test_the_warning_comes_first_and_the_way_leads_from_address_to_receipt(client):
    page = text(client.get(reverse("refer-online")))
    assert page.index("not a referral to children") < page.index("Your e-mail address at work")
    assert ask(client).url == reverse("refer-online-asked")
    done = client.post(newest_link(), {"email": MAIL.upper()})
    assert (done.status_code, done.url) == (302, FORM)
    page = text(client.get(FORM))
    assert "not a referral to children" in page and "This form: version" in page
    done = client.post(FORM, told_on(client))
    assert (done.status_code, done.url) == (302, SENT)
    referral = Referral.objects.select_related("review").get()
    assert (referral.verified_email, referral.referrer, referral.referrer_name) == (MAIL, None, "Gita Holm")
    receipt = text(client.get(SENT))
    assert referral.review.code in receipt and "01632 960 100" in receipt and "not a referral to children" in receipt
    assert "Burns" not in receipt and "Marlowe" not in receipt
    letter = Message.objects.get(key=f"referral-receipt:{referral.pk}")
    assert letter.to == MAIL and referral.review.code in letter.body and "01632 960 100" in letter.body
    assert not any(word in letter.subject + letter.body for word in ("Burns", "Marlowe", "Tobias"))
    assert not Draft.objects.exists()


def test_a_signed_in_referrer_gets_the_receipt_by_e_mail_too(client, cast):
    client.force_login(cast.rhea)
    client.post(reverse("refer"), REFERRED | sets())
    letter = Message.objects.get()
    assert letter.to == cast.rhea.email and Review.objects.get().code in letter.body and "Burns" not in letter.body


def test_the_link_alone_shows_and_uses_nothing(client):
    ask(client)
    url = newest_link()
    for _ in range(3):  # a program that looks into mail
        page = client.get(url)
        assert page.status_code == 200 and MAIL not in text(page)
    assert EmailLink.objects.get().used_at is None
    assert client.get(FORM).status_code == 401


def test_a_link_works_once_and_not_on_a_second_device(client):
    comes_in(client)
    other = Client()
    refused = other.post(newest_link(), {"email": MAIL})
    assert refused.status_code == 422 and "works once" in text(refused) and 'href="#id_email"' in text(refused)
    assert other.get(FORM).status_code == 401
    assert client.get(FORM).status_code == 200, "the device that opened it goes on"


def test_a_link_that_was_passed_on_opens_nothing_without_the_address(client):
    ask(client)
    url = newest_link()
    for _ in range(rules.MOST_TRIES):
        assert Client().post(url, {"email": "mallory@else.example"}).status_code == 422
    assert EmailLink.objects.get().tries == rules.MOST_TRIES
    assert client.post(url, {"email": MAIL}).status_code == 422, "after so many tries it is dead"


def test_a_link_runs_out_and_an_invented_one_says_the_same(client, time):
    ask(client)
    url, invented = newest_link(), reverse("refer-online-link", args=["x" * 43])
    time.now = AT + rules.LINK_WORKS
    first, second = client.post(url, {"email": MAIL}), client.post(invented, {"email": MAIL})
    assert first.status_code == second.status_code == 422
    assert re.sub(r"\S*(csrf|nonce)\S* \S+", "", text(first)).count("works once") == text(second).count("works once")


def test_the_answer_is_the_same_whatever_the_address(client, cast):
    answers = [ask(Client(), email) for email in (MAIL, cast.priya.email, "nobody@nowhere.example")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("refer-online-asked"))}
    assert Message.objects.count() == 3


def test_an_address_and_a_place_get_so_many_links_an_hour_and_hear_the_same(time):
    answers = [ask(Client(), MAIL, REMOTE_ADDR=f"10.0.0.{number}") for number in range(5)]
    assert EmailLink.objects.filter(email=MAIL).count() == rules.MOST_AN_ADDRESS
    assert {answer.url for answer in answers} == {reverse("refer-online-asked")}
    for number in range(rules.MOST_A_PLACE + 2):
        actions.send_link(f"a{number}@else.example", asked_from="10.9.9.9", at=AT)
    assert EmailLink.objects.count() == rules.MOST_AN_ADDRESS + rules.MOST_A_PLACE
    time.now = AT + dt.timedelta(hours=1, minutes=1)
    assert actions.send_link(MAIL, asked_from="10.0.0.1", at=time.now)


@pytest.mark.parametrize(
    ("counts", "may"),
    [((0, 0, 0), True), ((2, 19, 299), True), ((3, 0, 0), False), ((0, 20, 0), False), ((0, 0, 300), False)],
)
def test_how_many_links_are_sent(counts, may):
    address, place, everywhere = counts
    assert rules.may_send(to_address=address, from_place=place, in_all=everywhere) is may


def test_typed_text_survives_a_confirmation_that_runs_out(client, time):
    comes_in(client)
    form = told_on(client, concerns="Half a page of worry.")
    time.now = AT + rules.GOES_ON
    refused = client.post(FORM, form)
    assert refused.status_code == 403 and "What you typed is kept" in text(refused) and not Review.objects.exists()
    other = Client()
    comes_in(other)
    page = other.get(FORM)
    assert "Half a page of worry." in text(page) and "Gita Holm" in text(page)
    assert other.post(FORM, form).status_code == 302


def test_it_is_saved_as_it_is_typed_also_after_the_confirmation_ran_out(client, time):
    assert client.post(SAVE, {"concerns": "x"}).status_code == 401
    comes_in(client)
    page = text(client.get(FORM))
    assert f'data-autosave-url="{SAVE}"' in page
    assert client.post(SAVE, {"autosave_revision": "0", "concerns": "Begun."}).json()["revision"] == 1
    time.now = AT + rules.GOES_ON
    assert client.post(SAVE, {"autosave_revision": "1", "concerns": "Begun and more."}).status_code == 200
    assert "Begun" not in text(client.get(FORM)), "nothing is shown until the address is confirmed again"
    assert client.post(SAVE, {"autosave_revision": "1", "concerns": "Old window."}).status_code == 409
    draft = Draft.objects.get()
    assert draft.user_id == 0 and MAIL not in draft.key and draft.data["concerns"] == ["Begun and more."]


def test_another_address_never_sees_what_was_typed(client):
    comes_in(client)
    client.post(SAVE, {"autosave_revision": "0", "concerns": "Begun."})
    other = Client()
    comes_in(other, "hugo@else.example")
    assert "Begun." not in text(other.get(FORM))


def test_two_windows_send_one_referral(client):
    comes_in(client)
    form, other = told_on(client), told_on(client, concerns="From the other window.")
    assert form["sending"] == other["sending"]
    assert client.post(FORM, form).status_code == 302
    refused = client.post(FORM, other)
    assert refused.status_code == 422 and "sent already" in text(refused) and "From the other window." in text(refused)
    assert told_on(client)["sending"] != form["sending"]
    assert Review.objects.count() == 1 and Message.objects.filter(key__startswith="referral-receipt").count() == 1


def test_the_same_number_from_another_address_gives_nothing_away(client):
    comes_in(client)
    form = told_on(client)
    client.post(FORM, form)
    other = Client()
    comes_in(other, "hugo@else.example")
    answer = other.post(FORM, form)
    assert answer.status_code == 422 and Review.objects.get().code not in text(answer)
    assert other.get(SENT).status_code == 302


def test_one_address_sends_so_many_a_day_and_is_told_to_ring(client, cast):
    comes_in(client)
    for number in range(rules.MOST_REFERRALS_A_DAY):
        actions.refer_online(
            cast.partnership, email=MAIL, sending=f"{number}", at=AT, harm="died", received_on=AT.date(),
            referrer_name="Gita", children=[rules.ChildGiven("Tobias")], what_happened="x", happened_note="y",
        )  # fmt: skip
    refused = client.post(FORM, told_on(client))
    assert refused.status_code == 422 and "Ring the office" in text(refused) and "Gita Holm" in text(refused)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client):
    comes_in(client)
    form = told_on(client, referrer_name="", harm="") | sets(family=[{}, {}, {"given_names": "Isolde"}])
    refused = client.post(FORM, form)
    page = text(refused)
    assert refused.status_code == 422 and "Burns to both hands." in page
    for beside in ("id_referrer_name", "id_family-2-relationship"):
        assert f'href="#{beside}"' in page


def test_no_page_of_it_shows_a_case_or_is_kept_by_a_browser(client, cast):
    comes_in(client)
    client.post(FORM, told_on(client))
    code = Review.objects.get().code
    stranger = Client()
    for url in (reverse("refer-online"), reverse("refer-online-asked"), FORM, SENT, newest_link()):
        answer = stranger.get(url)
        assert code not in text(answer) and "no-store" in answer["Cache-Control"], url
    for name in ("case", "referral", "referral-receipt"):
        assert client.get(reverse(name, args=[code])).status_code == 302, "it leads to sign-in"


def test_neither_address_nor_secret_stand_in_the_trail_and_the_secret_not_in_the_table(client):
    comes_in(client)
    client.post(FORM, told_on(client))
    told = " ".join(f"{row.sentence} {row.subject} {row.changes} {row.actor}" for row in TrailEntry.objects.all())
    assert MAIL not in told and "confirmed by its link" in told and "On-line form" in told
    secret = newest_link().rstrip("/").rpartition("/")[2]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT digest FROM {EmailLink._meta.db_table}")
        assert secret not in str(cursor.fetchall())


def test_no_link_goes_when_the_trail_cannot_be_written(monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.referral.actions.online.record", refuse)
    with pytest.raises(RuntimeError):
        actions.send_link(MAIL, asked_from="10.0.0.1", at=AT)
    assert not Message.objects.exists() and not EmailLink.objects.exists()


def test_other_methods_are_refused(client):
    assert client.get(SAVE).status_code == 405
    assert client.post(SENT).status_code == 405
    assert client.post(reverse("refer-online-asked")).status_code == 405


def test_nobody_can_sign_in_as_the_form(client):
    comes_in(client)
    client.post(FORM, told_on(client))
    account = Review.objects.get().opened_by
    assert not account.is_active and not account.has_usable_password() and not account.posts.exists()
