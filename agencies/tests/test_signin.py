"""Does asking for a new password tell a stranger nothing, and does the link lead to us alone?"""

import re

import pytest
from django.core import mail
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
