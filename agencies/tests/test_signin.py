"""Is signing in, and asking for a new password, of no use to a stranger?"""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from agencies.models import User
from cspr import clock
from cspr.outbox.actions import send_waiting
from cspr.outbox.models import Message

pytestmark = pytest.mark.django_db


def ask(client, email, **more):
    return client.post(reverse("account_reset_password"), {"email": email}, **more)


@pytest.fixture
def priya():
    return User.objects.create_user("priya@fenmarsh.example", "a-calm-demonstration", name="Priya Raman")


def test_whether_somebody_works_here_is_not_told(client, priya):
    known, stranger = ask(client, priya.email), ask(client, "nobody@fenmarsh.example")
    assert (known.status_code, known.url) == (stranger.status_code, stranger.url)
    assert known.status_code == 302
    assert list(Message.objects.values_list("to", flat=True).order_by("pk")) == [priya.email, "nobody@fenmarsh.example"]
    assert "no account" in Message.objects.get(to="nobody@fenmarsh.example").body


def test_somebody_who_left_is_written_to_like_a_stranger(client, priya):
    User.objects.filter(pk=priya.pk).update(is_active=False)
    assert ask(client, priya.email).status_code == 302
    assert "no account" in Message.objects.get().body


def test_the_link_leads_to_the_address_people_know(client, priya, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://reviews.example", ["*"]
    ask(client, priya.email, headers={"host": "evil.example"})
    message = Message.objects.get()
    assert "evil" not in message.body + message.subject
    page = re.search(r"https://reviews\.example(/\S+)", message.body)[1]
    assert client.get(page, follow=True).status_code == 200
    send_waiting(clock=clock.now)
    assert [sent.to for sent in mail.outbox] == [[priya.email]]


def sign_in(client, password):
    return client.post(reverse("account_login"), {"login": "priya@fenmarsh.example", "password": password})


def test_passwords_cannot_be_tried_one_after_another(client, priya):
    cache.clear()
    for number in range(6):
        assert sign_in(client, f"not-this-one-{number}").status_code == 200
    assert "too often" in sign_in(client, "a-calm-demonstration").content.decode()
    assert SESSION_KEY not in client.session
    cache.clear()
    assert sign_in(client, "a-calm-demonstration").status_code == 302


def test_who_has_left_is_out_at_once_also_where_they_are_signed_in(client, priya):
    client.force_login(priya)
    assert client.get(reverse("home")).status_code == 200
    User.objects.filter(pk=priya.pk).update(is_active=False)
    assert client.get(reverse("home")).status_code == 302


def test_signing_in_takes_a_new_session(client, priya):
    cache.clear()
    client.get(reverse("account_login"))
    session = client.session
    session["mark"] = 1
    session.save()
    before = session.session_key
    sign_in(client, "a-calm-demonstration")
    assert client.session.session_key != before
    assert sign_in(client, "x").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(client, priya, elsewhere):
    cache.clear()
    post = {"login": priya.email, "password": "a-calm-demonstration", "next": elsewhere}
    assert client.post(reverse("account_login"), post).url == reverse("home")
