"""Is a form that is sent twice done once, and a form sent anew done again?"""

import datetime as dt

import pytest
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import reverse

from agencies.models import User
from cspr.audit.models import TrailEntry
from cspr.sendings import actions
from cspr.sendings.models import Sending
from cspr.tests import cast as people
from reviews.case.models import Review
from reviews.referral.tests.steps import referred

AT = dt.datetime(2026, 3, 12, 14, 3, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_the_same_sending_is_done_once():
    done = []
    work = lambda: done.append(1) or "/there/"  # noqa: E731
    assert actions.once("a", work, at=AT) == ("/there/", True)
    assert actions.once("a", work, at=AT) == ("/there/", False)
    assert actions.once("b", work, at=AT) == ("/there/", True)
    assert len(done) == 2


@pytest.mark.django_db
def test_what_was_refused_may_be_sent_again():
    def refuse():
        raise ValueError

    with pytest.raises(ValueError):
        actions.once("a", refuse, at=AT)
    assert actions.once("a", lambda: "/", at=AT) == ("/", True)


def test_of_eight_at_once_one_is_done(spare):
    def count():
        return TrailEntry.objects.count() and "/x/"

    told = spare.at_once([lambda: actions.once("eight", lambda: str(count()), at=AT) for _ in range(8)])
    assert sum(new for _, new in told) == 1


@pytest.mark.django_db
def test_it_is_forgotten_after_days():
    actions.once("a", lambda: "/", at=AT)
    assert actions.forget(at=AT + dt.timedelta(days=1)) == 0
    assert actions.forget(at=AT + dt.timedelta(days=3)) == 1
    assert not Sending.objects.exists()


@pytest.fixture
def at_the_desk(db):
    cast = people.assemble()
    review = referred(cast, at=AT)
    client = Client()
    client.force_login(cast.priya)
    url = reverse("identities-add", args=[review.code])

    def send(token, *, follow=False, **more):
        typed = {"kind": "family", "label": "aunt", "relationship": "Aunt", "csrfmiddlewaretoken": token}
        return client.post(url, typed | more, follow=follow)

    return send


def test_a_button_pressed_twice_adds_one_person(at_the_desk):
    before = Review.objects.get().people.count()
    first, second = at_the_desk("t" * 64), at_the_desk("t" * 64)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    assert Review.objects.get().people.count() == before + 1


def test_what_was_recognised_as_sent_before_says_so_on_the_same_next_page(at_the_desk):
    page = at_the_desk("t" * 64, follow=True).content.decode()
    again = at_the_desk("t" * 64, follow=True).content.decode()
    assert actions.AGAIN not in page and "You sent this page twice." in again and "nothing was recorded again" in again
    anew = at_the_desk("u" * 64, follow=True)
    assert "twice" not in anew.content.decode()


def test_other_words_from_the_same_page_are_done_too(at_the_desk):
    before = Review.objects.get().people.count()
    at_the_desk("t" * 64), at_the_desk("t" * 64, label="uncle")
    assert Review.objects.get().people.count() == before + 2


def test_the_same_words_from_a_page_opened_again_are_another_sending(rf):
    def key(**typed):
        request = rf.post("/there/?child=1", {"what": ["x", "y"]} | typed)
        request.user = User(pk=1)
        return actions.key_of(request)

    assert key(csrfmiddlewaretoken="t") == key(csrfmiddlewaretoken="t") != key(csrfmiddlewaretoken="u")
    assert key() == ""


def test_a_page_sent_again_after_a_new_sign_in_is_the_same_sending(rf):
    """What belongs to the page is the mask of its token; the secret under it changes with a sign-in."""
    page, other = "p" * actions.OF_THE_PAGE, "o" * actions.OF_THE_PAGE

    def key(token):
        request = rf.post("/there/", {"what": "x", "csrfmiddlewaretoken": token})
        request.user = User(pk=1)
        return actions.key_of(request)

    assert key(page + "before") == key(page + "after") != key(other + "before")


def test_the_head_of_a_token_is_made_anew_for_each_page(rf):
    request = rf.get("/")
    pages = [get_token(request)[: actions.OF_THE_PAGE] for _ in range(2)]
    assert pages[0] != pages[1]
