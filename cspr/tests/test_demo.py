"""Does the demonstration begin, begin again, and stay apart from what is real?"""

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings as used
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies.models import Partnership, User
from cspr import clock, preflight
from cspr.demo import again, days, loading, work
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.management.commands import start
from cspr.tests.cast import working_day
from cspr.workdays import is_working_day
from reviews.case.actions import open_case
from reviews.case.models import Incident, Review
from reviews.case.phases import Kind


@pytest.mark.django_db
def test_it_is_not_loaded_beside_real_people(settings):
    settings.DEMO = True
    User.objects.create_user("ada@marram.example", name="Ada Wren")
    for options in ({"once": True}, {"again": True}):
        with pytest.raises(CommandError, match="beside them"):
            call_command("demo", **options)
    assert not Review.objects.exists()


@pytest.mark.django_db
def test_a_start_beside_real_people_ends_with_a_sentence_that_names_the_way(settings, capsys):
    settings.DEMO = True
    User.objects.create_user("ada@marram.example", name="Ada Wren")
    assert start.exit_code_of(lambda: call_command("demo", once=True)) == 1
    said = capsys.readouterr().err
    assert said.startswith("There are people in this database")
    assert said.endswith("start with CSPR_MODE=production.\n")


@pytest.mark.django_db
@pytest.mark.parametrize("options", [{}, {"again": True}])
def test_it_is_not_loaded_in_production(settings, options):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not loaded in production"):
        call_command("demo", **options)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_production_does_not_start_on_it(settings):
    call_command("demo", cast_only=True)
    settings.DEMO, settings.PRODUCTION = False, True
    with pytest.raises(preflight.CannotStart, match="holds the demonstration, whose passwords are public"):
        start.Command().prepare()


@pytest.mark.django_db
def test_a_visitor_starts_it_again_by_a_button_and_sees_how_far_it_is(client):
    call_command("demo", cast_only=True)
    assert "Everything that was done" in client.get(reverse("demo-again")).content.decode()
    assert not Job.objects.exists()
    answer = client.post(reverse("demo-again"))
    assert client.post(reverse("demo-again")).url == answer.url
    job = Job.objects.get(kind=work.AGAIN)
    assert f"0 of {len(loading.stories())} done" in client.get(answer.url).content.decode()
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, problem="It could not be loaded.")
    assert "It could not be loaded." in client.get(answer.url).content.decode()
    assert "has started again" in client.get(reverse("demo-again-progress", args=[1])).content.decode()


@pytest.mark.django_db
def test_a_demonstration_in_which_somebody_real_works_does_not_start_again(client):
    call_command("demo", cast_only=True)
    somebody = User.objects.create_user("ada@marram.example", name="Ada Wren")
    open_case(
        Partnership.objects.get(), incident=Incident.objects.create(), kind=Kind.STATUTORY, opened_on=clock.today(),
        by=somebody, at=clock.now(),
    )  # fmt: skip
    with pytest.raises(CommandError, match="is not removed"):
        call_command("demo", again=True)
    assert client.post(reverse("demo-again")).status_code == 409
    assert not Job.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_such_button_in_production(client, settings, method):
    settings.DEMO = False
    assert getattr(client, method)(reverse("demo-again")).status_code == 404
    assert client.get(reverse("demo-again-progress", args=[1])).status_code == 404


@pytest.mark.skipif(not used.SQLITE, reason="PostgreSQL does it inside one transaction")
def test_what_was_done_is_gone_and_nothing_is_half_there(spare, tmp_path, monkeypatch):
    """The new demonstration, here without cases, takes the place of the old one while others hold connections."""

    def aside(folder, say):
        (folder / "files").mkdir()
        (folder / "files" / "new-key").write_bytes(b"new")
        with closing(sqlite3.connect(before)) as source, closing(sqlite3.connect(folder / "cspr.sqlite3")) as copy:
            source.backup(copy)

    def visit():
        StoredFile.objects.create(key="old-key", name="x", content_type="x", size=1, sha256="x", stored_at=clock.now())
        User.objects.create_user("visitor@fenmarsh.example", name="A visitor")

    before = tmp_path / "before.sqlite3"
    with closing(sqlite3.connect(spare.name)) as source, closing(sqlite3.connect(before)) as copy:
        source.backup(copy)
    spare.do(visit)
    monkeypatch.setattr(again, "check_may_start", lambda: None)
    monkeypatch.setattr(again, "load_aside", aside)
    default_storage.save("old-key", ContentFile(b"old"))
    spare.do(lambda: again.start_again(print))
    names = spare.do(lambda: set(User.objects.values_list("name", flat=True)))
    assert "A visitor" not in names
    assert default_storage.exists("new-key") and not default_storage.exists("old-key")


@pytest.mark.pure
def test_the_long_story_begins_in_term_whatever_the_day():
    for offset in range(0, 800, 3):
        today = dt.date(2026, 11, 22) + offset * days.ONE_DAY
        began = days.latest_in_term(before=today)
        assert began.weekday() == days.SATURDAY
        assert 0 <= (today - began).days <= 170
        assert is_working_day(working_day(began))
