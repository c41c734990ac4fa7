"""Do the pages of conversations work, and does nobody but the reviewer read what was not released?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.conversations import actions, queries
from reviews.conversations.models import ConversationNote, Participant
from reviews.conversations.rules import Expected
from reviews.conversations.tests import steps
from reviews.documents.models import Document
from reviews.panel.tests import steps as panel
from reviews.referral.tests.steps import paper

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
def review(cast):
    review = panel.a_review_under_way(cast, at=clock.now())
    return panel.commissioned(cast, review, at=clock.now())


@pytest.fixture
def held(cast, review):
    """The first session, with a released note and two that are not."""
    return steps.conversations_held(cast, review, at=clock.now()).sessions.get(number=1)


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def typed_session(*rows, **more):
    data = {
        "form": "group", "mode": "video", "held_on": clock.today().isoformat(), "minutes_long": 60,
        "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0,
    }  # fmt: skip
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data | more


@pytest.mark.pure
def test_who_may_open_what(cast, review, held):
    note = held.notes.first()
    reading = [at("conversations", review), at("conversations-session", review, held.pk)]
    arranging = [
        at("conversations-plan", review), at("conversations-points", review),
        at("conversations-change", review, held.pk), at("conversations-cancel", review, held.pk),
    ]  # fmt: skip
    arranging.append(at("conversations-notes", review, held.pk))
    noting = [at("conversations-note-change", review, note.pk), at("conversations-note-void", review, note.pk)]
    for user, opened in ((cast.luca, 3), (cast.priya, 2), (cast.pam, 1)):
        for number, pages in enumerate((reading, arranging, noting)):
            for page in pages:
                assert as_(user).get(page).status_code == (200 if number < opened else 403), (user, page)
    for page in [*reading, *arranging, *noting]:
        assert as_(cast.sam).get(page).status_code == 404
        assert as_(cast.hana).get(page).status_code == 403


def test_only_released_notes_are_read_by_others_and_names_by_those_who_arrange(cast, review, held):
    Participant.objects.filter(session=held).update(name="Wilhelmina Sparrow")
    page = at("conversations-session", review, held.pk)
    seen = {user: as_(user).get(page).content.decode() for user in (cast.luca, cast.priya, cast.pam)}
    assert all(steps.SAID[0] in html for html in seen.values())
    assert [steps.SAID[1] in html for html in seen.values()] == [True, False, False]
    assert ["Wilhelmina" in html for html in seen.values()] == [True, True, False]
    everybody = as_(cast.pam).get(at("conversations", review)).content.decode()
    assert "Health visitor" in everybody and "Wilhelmina" not in everybody and steps.SAID[1] not in everybody


def test_notes_are_released_and_taken_back_by_posting_alone(cast, review, held):
    note = held.notes.get(text=steps.SAID[1])
    luca, release = as_(cast.luca), at("conversations-note-release", review, note.pk)
    assert luca.get(release).status_code == 405
    assert as_(cast.priya).post(release, {"revision": 1}).status_code == 403
    for other in (7, "x", "9" * 5000):
        assert "changed meanwhile" in luca.post(release, {"revision": other}, follow=True).content.decode()
    luca.post(release, {"revision": 1})
    assert ConversationNote.objects.get(pk=note.pk).released_at
    luca.post(at("conversations-note-take-back", review, note.pk), {"revision": 2})
    assert not ConversationNote.objects.get(pk=note.pk).released_at


def test_each_line_becomes_a_note(cast, review, held):
    values = {"point_1": "One line\n\nAnother", "other": "Something else"}
    luca, page = as_(cast.luca), at("conversations-notes", review, held.pk)
    luca.post(page, values)
    assert list(held.notes.order_by("pk").values_list("point", "text"))[-3:] == [
        (held.points.points[0], "One line"), (held.points.points[0], "Another"), ("Something else", "Something else"),
    ]  # fmt: skip
    assert "Write at least one note." in luca.post(page, {}).content.decode()


def test_a_session_is_planned_changed_and_cancelled(cast, review):
    priya = as_(cast.priya)
    health, police = cast.agencies.health.pk, cast.agencies.police.pk
    page = priya.post(
        at("conversations-plan", review),
        typed_session({"role": "Nurse", "agency": health}, {}, {"role": "Officer", "agency": police}),
        follow=True,
    )
    session = review.sessions.get()
    assert page.redirect_chain == [(at("conversations-session", review, session.pk), 302)]
    form = priya.get(at("conversations-change", review, session.pk)).context["form"]
    first, second = form.rows.initial
    values = typed_session(first | {"came": "yes"}, second | {"DELETE": "on"}, revision=1) | {"rows-INITIAL_FORMS": 2}
    priya.post(at("conversations-change", review, session.pk), values)
    assert queries.figures(review).participants == 1
    page = priya.post(at("conversations-cancel", review, session.pk), {"why_cancelled": "x", "revision": 2})
    assert page.status_code == 422 and "took place" in page.content.decode()


def test_the_office_plans_and_sends_for_the_reviewer_with_the_original(cast, review):
    steps.points_written(cast, review, at=clock.now())
    client, asked = as_(cast.priya), "Whom you enter it for"
    assert asked not in as_(cast.luca).get(at("conversations-plan", review)).content.decode()
    assert asked in client.get(at("conversations-plan", review)).content.decode()
    row = {"role": "Health visitor", "agency": cast.agencies.health.pk}
    said = {"on_behalf_of": "Luca Ferrand, lead reviewer"}
    typed = typed_session(row, original=paper(), points=queries.points_in_force(review).pk, **said)
    assert client.post(at("conversations-plan", review), typed).status_code == 302
    session = review.sessions.get()
    assert session.original.sensitivity == Document.Sensitivity.OFFICE, "it may name who takes part"
    page = at("conversations-session", review, session.pk)
    shown = client.get(page).content.decode()
    assert "Luca Ferrand, lead reviewer" in shown and at("documents-download", review, session.original_id) in shown
    sending = at("conversations-send", review, session.pk)
    assert asked not in as_(cast.luca).get(sending).content.decode()
    one = session.participants.get()
    sent = {"to": [one.pk], "points": session.points_id, "how": "post", "sent_on": clock.today().isoformat(), **said}
    assert client.post(sending, {**sent, "original": paper()}).status_code == 302
    made = one.sendings.get()
    assert (
        made.original and f"given by {made.on_behalf_of}, entered by Priya Raman" in client.get(page).content.decode()
    )
    session.refresh_from_db()
    row |= {"pk": one.pk, "came": "yes"}
    own = typed_session(row, revision=session.revision, points=session.points_id, **{"rows-INITIAL_FORMS": 1})
    assert client.post(at("conversations-change", review, session.pk), {**own, **said}).status_code == 302
    session.refresh_from_db()
    assert session.original, "it stays while the same person is meant"
    own["revision"] = session.revision
    assert as_(cast.luca).post(at("conversations-change", review, session.pk), own).status_code == 302
    session.refresh_from_db()
    assert (session.on_behalf_of, session.original) == ("", None), "what the reviewer changed is the reviewer's own"
    kinds = ("conversations.planned", "conversations.points_sent", "conversations.changed")
    told = TrailEntry.objects.filter(kind__in=kinds, on_behalf_of="Luca Ferrand, lead reviewer")
    assert {entry.kind for entry in told} == set(kinds)


def test_a_row_that_is_not_complete_is_shown_again(cast, review):
    page = as_(cast.priya).post(at("conversations-plan", review), typed_session({"role": "Nurse"}))
    assert page.status_code == 422 and 'href="#id_rows-0-agency"' in page.content.decode()


def test_points_are_proposed_changed_and_sent(cast, review):
    luca = as_(cast.luca)
    form = luca.get(at("conversations-points", review)).context["form"]
    luca.post(at("conversations-points", review), form.initial)
    points = queries.points_in_force(review)
    assert len(points.points) == len(form.initial["points"].splitlines())
    values = {"version": 1, "revision": 1, "points": "One\n\n Two ", "introduction": ""}
    luca.post(at("conversations-points-change", review, points.pk), values)
    assert queries.points_in_force(review).points == ["One", "Two"]
    long = luca.post(at("conversations-points-change", review, points.pk), values | {"points": "x" * 301})
    assert "points" in long.context["form"].errors
    session = actions.plan_session(
        review, form="one", mode="phone", minutes_long=30, points=points, held_on=clock.today(),
        expected=[Expected("Nurse", cast.agencies.health)], by=cast.priya, at=clock.now(),
    )  # fmt: skip
    steps.sent_ahead(cast, session, queries.points_in_force(review), at=clock.now())
    assert luca.get(at("conversations-points-change", review, points.pk)).status_code == 404


def test_the_page_asks_the_same_number_of_questions_however_many_sessions_there_are(cast, review, held):
    priya = as_(cast.priya)
    priya.get(at("conversations", review))
    with CaptureQueriesContext(connection) as few:
        priya.get(at("conversations", review))
    for _ in range(20):
        actions.plan_session(
            review, form="one", mode="phone", minutes_long=30, points=None, held_on=clock.today(),
            expected=[Expected("Nurse", cast.agencies.health)], by=cast.priya, at=clock.now(),
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        priya.get(at("conversations", review))
    assert len(many) == len(few)


def test_the_office_types_in_notes_it_was_given_and_cannot_read_them(cast, review, held):
    page = at("conversations-notes", review, held.pk)
    priya = as_(cast.priya)
    assert "Enter notes for somebody" in priya.get(at("conversations-session", review, held.pk)).content.decode()
    typed = {"point_1": "She kept a diary of it.", "other": ""}
    assert priya.post(page, typed).status_code == 422
    typed |= {"on_behalf_of": "Luca, lead reviewer", "given_on": held.held_on.isoformat()}
    typed["original"] = SimpleUploadedFile("notes.txt", b"She kept a diary of it.")
    assert priya.post(page, typed).status_code == 302
    note = held.notes.get(on_behalf_of="Luca, lead reviewer")
    assert (note.text, note.given_on, note.released_at) == ("She kept a diary of it.", held.held_on, None)
    assert note.original.sensitivity == Document.Sensitivity.OFFICE, "the team must not read there what is not released"
    session = at("conversations-session", review, held.pk)
    assert "kept a diary" not in priya.get(session).content.decode()
    shown = as_(cast.luca).get(session).content.decode()
    assert "kept a diary" in shown and "for Luca, lead reviewer" in shown
    assert TrailEntry.objects.get(kind="conversations.noted", on_behalf_of="Luca, lead reviewer")
    assert as_(cast.pam).get(page).status_code == 403
