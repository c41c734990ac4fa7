"""Is nothing lost that was typed into a form, whatever stood in its way?"""

import datetime as dt

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import OperationalError
from django.test import RequestFactory

from agencies.models import Agency, User
from cspr import govuk
from cspr.drafts.models import Draft
from cspr.pages import BUSY, Revised, form_page
from cspr.records import ChangedMeanwhile, NotYet

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


class NameForm(govuk.Form, Revised):
    name = forms.CharField(label="Name", max_length=20)


@pytest.fixture
def priya(db):
    return User.objects.create(email="priya@fenmarsh.example", name="Priya Raman")


@pytest.fixture
def sent(priya):
    """Send the form: ``sent(act, name=…)`` gives the answer and the request."""

    def send(act, keep=None, form=NameForm, **typed):
        data = {"name": "Reedbed", "revision": "1", **typed}
        request = RequestFactory().post("/page/", data)
        request.user, request.session = priya, SessionStore()
        request._messages = SessionStorage(request)
        answer = form_page(
            request, form, template="form.html", act=act, then=lambda made: f"/made/{made}/", done="It is saved.", keep=keep
        )  # fmt: skip
        return answer, request

    return send


def refuse(error):
    def act(form):
        raise error

    return act


def test_what_was_done_leads_on_and_says_so(sent):
    answer, request = sent(lambda form: form.cleaned_data["name"].lower())
    assert (answer.status_code, answer.url) == (302, "/made/reedbed/")
    assert [str(message) for message in get_messages(request)] == ["It is saved."]


def test_a_form_with_a_mistake_comes_back_with_all_that_was_typed(sent):
    answer, _ = sent(refuse(AssertionError("must not be called")), name="R" * 30)
    assert answer.status_code == 422
    assert "R" * 30 in answer.content.decode()


@pytest.mark.parametrize("field", ["name", None, "a field the form has not"])
def test_a_refusal_stands_in_the_form(sent, field):
    answer, _ = sent(refuse(NotYet("An agency has this name.", field=field)))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "An agency has this name." in html and "Reedbed" in html
    assert ('href="#id_name"' in html) is (field == "name")


def test_what_somebody_else_saved_meanwhile_is_told_and_the_next_try_replaces_it(sent):
    theirs = Agency(name="Theirs", revision=7)
    answer, _ = sent(refuse(ChangedMeanwhile(theirs)))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else changed this" in html and "Reedbed" in html
    assert 'name="revision" value="7"' in html


def test_a_transaction_in_anothers_way_asks_to_send_once_more(sent):
    error = OperationalError("deadlock detected")
    error.__cause__ = Exception()
    error.__cause__.pgcode = "40P01"
    answer, _ = sent(refuse(error))
    assert answer.status_code == 422
    assert BUSY in answer.content.decode() and "Reedbed" in answer.content.decode()


def test_a_database_that_is_away_is_not_glossed_over(sent):
    with pytest.raises(OperationalError):
        sent(refuse(OperationalError("the server closed the connection")))


def test_a_draft_is_kept_until_it_was_done(sent, priya):
    Draft.objects.create(user_id=priya.pk, key="agency:1@1", data={"name": ["Ree"]}, saved_at=AT)
    sent(refuse(NotYet("Not now.")), keep="agency:1")
    assert Draft.objects.filter(key="agency:1@1").exists()
    answer, _ = sent(lambda form: 1, keep="agency:1")
    assert answer.status_code == 302
    assert not Draft.objects.filter(key="agency:1@1").exists()


class LongForm(NameForm):
    why = forms.CharField(label="Why", widget=govuk.Textarea(), required=False)


def test_a_long_text_is_kept_without_being_asked_for(sent):
    answer, _ = sent(refuse(NotYet("Not now.")), form=LongForm)
    assert 'data-autosave="/page/#LongForm@1"' in answer.content.decode()


def test_what_was_refused_is_kept_for_whoever_leaves_it_there(sent, priya):
    for why in ("First.", "Second."):
        answer, _ = sent(refuse(NotYet("Not now.")), form=LongForm, why=why)
        draft = Draft.objects.get(user_id=priya.pk)
        assert (draft.data["why"], draft.page) == ([why], "/page/")
        assert f'data-autosave-revision="{draft.revision}"' in answer.content.decode(), (
            "what is typed next is saved after it"
        )
    sent(lambda form: 1, form=LongForm)
    assert not Draft.objects.exists()


def test_an_empty_form_that_was_refused_leaves_nothing_behind(sent):
    sent(refuse(NotYet("Not now.")), form=LongForm, name="", why=" ")
    assert not Draft.objects.exists()


def test_what_is_too_long_to_be_kept_is_refused_all_the_same(sent):
    answer, _ = sent(refuse(NotYet("Not now.")), form=LongForm, why="x" * 300_001)
    assert answer.status_code == 422 and not Draft.objects.exists()


def test_a_short_form_and_one_that_says_so_keep_nothing(sent):
    for form, keep in ((NameForm, None), (LongForm, "")):
        answer, _ = sent(refuse(NotYet("Not now.")), form=form, keep=keep)
        assert "data-autosave" not in answer.content.decode() and not Draft.objects.exists()


def test_what_was_refused_after_a_clash_is_shown_beside_the_newer_save_and_never_put_over_it(sent, priya):
    other = Agency.objects.create(name="Reed", sector="health")
    Agency.objects.filter(pk=other.pk).update(revision=7)
    other.refresh_from_db()
    answer, _ = sent(refuse(ChangedMeanwhile(other)), form=LongForm, why="Because.")
    html = answer.content.decode()
    assert 'name="revision" value="7"' in html and "Because." in html
    kept = Draft.objects.get()
    assert (kept.key, kept.data["revision"], kept.data["why"]) == ("/page/#LongForm@1", ["1"], ["Because."])
    assert f'data-autosave="{kept.key}"' in html and f'data-autosave-revision="{kept.revision}"' in html
    later = opened(priya, LongForm, revision=7)
    assert "What is saved has changed since" in later and "Because." in later
    assert ">Because.</textarea>" not in later.replace("\n", "")
    sent(lambda form: 1, form=LongForm, revision="7", why="Because.")
    assert not Draft.objects.exists()


def opened(user, form, **initial):
    request = RequestFactory().get("/page/")
    request.user, request.session = user, SessionStore()
    request._messages = SessionStorage(request)
    answer = form_page(request, form, template="form.html", act=refuse(AssertionError()), then="/", initial=initial)
    return answer.content.decode()
