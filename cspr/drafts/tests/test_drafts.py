"""Is what people type kept for them alone, and never over newer words?"""

import datetime as dt

import pytest
from django import forms
from django.urls import reverse

from agencies.models import User
from cspr import govuk
from cspr.drafts import actions, queries, rules
from cspr.drafts.forms import keeping
from cspr.drafts.models import Draft

AT = dt.datetime(2026, 3, 12, 14, 3, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


class Entry(govuk.Form):
    what = forms.CharField(label="What happened")
    on = govuk.DateField(label="Date")
    sure = forms.BooleanField(label="Sure", required=False)
    paper = govuk.FileField(label="Paper", required=False)


@pytest.fixture
def priya():
    return User.objects.create(email="priya@fenmarsh.example", name="Priya Raman")


def test_it_keeps_and_gives_back_what_was_typed():
    assert actions.save(1, "entry:CP-2026-014", {"what": ["Visit"]}, revision=0, at=AT) == 1
    assert actions.save(1, "entry:CP-2026-014", {"what": ["Visit at home"]}, revision=1, at=AT) == 2
    kept = queries.typed(1, "entry:CP-2026-014")
    assert (kept.data, kept.revision, kept.saved_at) == ({"what": ["Visit at home"]}, 2, AT)


def test_nobody_else_sees_it():
    actions.save(1, "k", {"what": ["Visit"]}, revision=0, at=AT)
    assert queries.typed(2, "k") is None


@pytest.mark.parametrize("revision", [0, 1, 7])
def test_a_second_window_does_not_overwrite_newer_words(revision):
    actions.save(1, "k", {"what": ["one"]}, revision=0, at=AT)
    actions.save(1, "k", {"what": ["two"]}, revision=1, at=AT)
    with pytest.raises(actions.SavedElsewhere):
        actions.save(1, "k", {"what": ["old"]}, revision=revision, at=AT)
    assert queries.typed(1, "k").data == {"what": ["two"]}


def test_passwords_and_tokens_are_not_kept():
    typed = {"what": ["x"], "password": ["y"], "new_Password2": ["z"], "csrfmiddlewaretoken": ["t"]}
    assert rules.fit_to_keep(typed) == {"what": ["x"]}


def test_the_sign_no_database_keeps_is_left_out():
    assert rules.fit_to_keep({"wh\x00at": ["a\x00b"]}) == {"what": ["ab"]}


def test_discarded_is_gone():
    actions.save(1, "k", {"what": ["x"]}, revision=0, at=AT)
    actions.discard(1, "k")
    assert queries.typed(1, "k") is None


def test_a_form_shows_again_what_was_typed_even_if_it_is_wrong():
    data = {"what": ["Visit"], "on_day": ["31"], "on_month": ["2"], "on_year": [""], "sure": ["on"]}
    actions.save(1, "k", data, revision=0, at=AT)
    form = keeping(Entry(), user_id=1, key="k")
    assert form["what"].value() == "Visit"
    assert form["on"].value() == ["31", "2", ""]
    assert form["sure"].value() is True


def test_a_form_that_was_sent_shows_what_was_sent():
    actions.save(1, "k", {"what": ["old"]}, revision=0, at=AT)
    assert keeping(Entry({"what": "new"}), user_id=1, key="k")["what"].value() == "new"


def test_the_page_saves_as_one_types(client, priya):
    client.force_login(priya)
    post = {"autosave_key": "k", "autosave_revision": "0", "what": "Visit", "revision": "4"}
    answer = client.post(reverse("drafts:save"), post)
    assert answer.status_code == 200 and answer.json()["revision"] == 1
    assert queries.typed(priya.pk, "k").data == {"what": ["Visit"], "revision": ["4"]}
    assert client.post(reverse("drafts:save"), post).status_code == 409


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ({"autosave_key": ""}, 400),
        ({"autosave_key": "k" * 201}, 400),
        ({"autosave_key": "k", "autosave_revision": "-1"}, 400),
        ({"autosave_key": "k", "autosave_revision": "9" * 30}, 400),
        ({"autosave_key": "k\x00"}, 400),
        ({"autosave_key": "k", "what": "x" * (rules.MOST_CHARACTERS + 1)}, 413),
    ],
)
def test_it_refuses_what_it_cannot_keep(client, priya, post, status):
    client.force_login(priya)
    assert client.post(reverse("drafts:save"), post).status_code == status


def test_the_signed_out_keep_nothing(client):
    assert client.post(reverse("drafts:save"), {"autosave_key": "k", "what": "x"}).status_code == 403
    assert client.get(reverse("drafts:save")).status_code in (302, 405)


def test_discarding_goes_back_to_the_page_and_nowhere_else(client, priya):
    client.force_login(priya)
    assert client.post(reverse("drafts:discard"), {"key": "k", "back": "/here/"}).url == "/here/"
    assert client.post(reverse("drafts:discard"), {"key": "k", "back": "//evil.example/"}).url == "/"


class Family(govuk.FormWithRows):
    rows_class = govuk.formset(Entry, row="Entry", extra=1, spare=0)


def test_rows_are_put_back_too():
    typed = {"rows-TOTAL_FORMS": ["2"], "rows-0-what": [""], "rows-1-what": ["Visit"], "rows-1-on_day": ["3"]}
    actions.save(1, "k", typed, revision=0, at=AT)
    form = keeping(Family(), user_id=1, key="k")
    assert [row["what"].value() for row in form.rows] == ["Visit", None]
    assert form.rows[0]["on"].value() == ["3", "", ""]


class Change(govuk.Form):
    what = forms.CharField(label="What happened", widget=govuk.Textarea())
    how = forms.ChoiceField(label="How", choices=[("a", "A")])
    revision = forms.IntegerField(widget=forms.HiddenInput)


def change_of(revision, **more):
    return keeping(Change(initial={"what": "as saved", "revision": revision}, **more), user_id=1, key="k")


def test_what_was_typed_is_put_back_into_the_record_it_was_typed_for():
    actions.save(1, "k@3", {"what": ["typed"], "revision": ["3"]}, revision=0, at=AT)
    form = change_of(3)
    assert (form.draft_key, form["what"].value(), form.older) == ("k@3", "typed", [])


def test_what_was_typed_before_somebody_changed_the_record_is_shown_beside():
    actions.save(1, "k@3", {"what": ["typed"], "how": ["a"], "revision": ["3"]}, revision=0, at=AT)
    form = change_of(4)
    assert (form["what"].value(), form.draft) == ("as saved", None)
    assert [(one.draft.key, one.said) for one in form.older] == [("k@3", [("What happened", "typed"), ("How", "A")])]


def test_a_choice_without_any_text_is_quickly_made_again():
    actions.save(1, "k@3", {"what": [""], "how": ["a"], "revision": ["3"]}, revision=0, at=AT)
    assert change_of(4).older == []


def test_sending_forgets_what_was_typed_at_every_revision_and_nothing_else():
    for key in ("k", "k@3", "k@4", "k2@3", "other"):
        actions.save(1, key, {"what": ["typed"]}, revision=0, at=AT)
    actions.discard_all(1, "k")
    assert sorted(queries.Draft.objects.values_list("key", flat=True)) == ["k2@3", "other"]


def test_an_older_row_is_shown_under_its_label():
    class Rows(Family):
        revision = forms.IntegerField(widget=forms.HiddenInput)

    actions.save(1, "k@1", {"rows-1-what": ["Visit"], "rows-1-on_day": ["3"], "rows-9-odd": ["x"]}, revision=0, at=AT)
    form = keeping(Rows(initial={"revision": 2}), user_id=1, key="k")
    assert form.older[0].said == [("What happened (2)", "Visit")]


def test_a_page_is_gone_back_to_with_its_numbers_and_without_words(client, priya):
    client.force_login(priya)
    for query, kept in (("?on=0b7d-12&page=2", "?on=0b7d-12&page=2"), ("?q=Reedbed", "")):
        actions.discard(priya.pk, "k")
        post = {"autosave_key": "k", "autosave_revision": "0", "what": "Visit"}
        client.post(reverse("drafts:save"), post, HTTP_REFERER=f"http://testserver/here/{query}")
        assert queries.Draft.objects.get().page == f"/here/{kept}"


def test_a_page_is_told_by_its_title_which_is_not_taken_for_what_was_typed(client, priya):
    client.force_login(priya)
    post = {"autosave_key": "k", "autosave_revision": "0", "autosave_title": " Report on\nthe action ", "what": "Visit"}
    client.post(reverse("drafts:save"), post, HTTP_REFERER="http://testserver/here/")
    kept = queries.Draft.objects.get()
    assert (kept.title, kept.data) == ("Report on the action", {"what": ["Visit"]})
    actions.save(priya.pk, "k", {"what": ["Visit"]}, revision=1, at=AT, title="x" * 300)
    assert len(queries.typed(priya.pk, "k").title) == 200


def test_where_the_form_is_not_at_hand_all_stands_under_the_names_of_their_fields():
    typed = {"why_closed": ["No need."], "rows-TOTAL_FORMS": ["1"], "rows-1-what": [" A visit "], "closed": ["done"]}
    assert rules.words_of({**typed, "revision": ["3"]}) == [
        ("Why closed", "No need."), ("What (2)", "A visit"), ("Closed", "done"),
    ]  # fmt: skip
    assert rules.words_of({"closed": ["done"], "on_0": [""]}) == [("Closed", "done")]


def test_what_somebody_without_an_account_left_unsent_is_forgotten_after_thirty_days():
    for user_id, key, days in ((rules.NOBODY, "refer:a", 31), (rules.NOBODY, "refer:b", 29), (7, "own", 400)):
        actions.save(user_id, key, {"what": ["A bruise."]}, revision=0, at=AT - dt.timedelta(days=days))
    assert actions.forget_unsent(at=AT) == 1
    assert set(Draft.objects.values_list("key", flat=True)) == {"refer:b", "own"}
