"""What stands in the way of a start is told in one sentence."""

import socket
from pathlib import Path

import pytest
import redis
from django.db import connection
from django.db.utils import OperationalError

from cspr import preflight, processes
from cspr.tests.live import free_port


def test_a_port_in_use_is_named_with_another_one_to_try():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(preflight.CannotStart, match=f"Port {port} is in use: .* PORT={port + 1}"):
            preflight.check_port("127.0.0.1", port)


def test_a_free_port_is_fine():
    port = free_port()
    preflight.check_port("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", port)) as ours:  # the check has let go of it
        assert ours.getsockname()[1] == port


def test_an_address_that_is_not_ours_is_refused():
    with pytest.raises(preflight.CannotStart, match="must be an address of this machine"):
        preflight.check_port("192.0.2.1", 8000)


@pytest.mark.skipif(not Path("/proc/net/if_inet6").exists(), reason="This machine has no IPv6.")
@pytest.mark.parametrize("bind", ["::1", "::"])
def test_an_address_of_ipv6_may_be_named(bind):
    assert preflight.check_port(bind, free_port()) is None


@pytest.mark.parametrize(
    ("bind", "asked"),
    [
        ("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("127.0.0.2", "127.0.0.2"), ("::1", "[::1]"),
        ("::", "[::1]"), ("localhost", "localhost"),
    ],
)  # fmt: skip
def test_the_first_page_is_asked_for_where_the_web_server_listens(bind, asked):
    assert processes.request(8000, bind).full_url == f"http://{asked}:8000/"
    assert f"{processes.in_url(bind)}:8000" in processes.web_command(bind, 8000)


@pytest.mark.parametrize("text", ["", "eighty", "0", "65536", "-1", "80.0"])
def test_a_port_is_a_number(text):
    with pytest.raises(preflight.CannotStart, match="must be a number from 1 to 65535"):
        preflight.port_from(text)


def test_the_folders_are_made_private(settings, tmp_path):
    settings.VAR = tmp_path / "new"
    settings.MAIL_FOLDER = settings.VAR / "mail"
    preflight.check_folders()
    assert oct(settings.MAIL_FOLDER.stat().st_mode & 0o777) == "0o700"


def test_a_folder_that_cannot_be_written_is_named(settings, tmp_path):
    settings.VAR = tmp_path / "file"
    settings.VAR.touch()
    with pytest.raises(preflight.CannotStart, match=f"The folder {settings.VAR} cannot be written"):
        preflight.check_folders()


@pytest.mark.django_db
def test_a_database_that_answers_is_asked_and_fine(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        preflight.check_database()
    assert asked.captured_queries[0]["sql"] == "SELECT 1"


def test_a_database_that_does_not_answer_is_named_without_the_password(settings, monkeypatch, django_db_blocker):
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "secret")
    monkeypatch.setattr(connection, "ensure_connection", refuse)
    with pytest.raises(preflight.CannotStart, match="does not answer: connection refused. See DATABASE_URL.") as told:
        preflight.check_database()
    assert "secret" not in str(told.value)


def refuse():
    raise OperationalError("connection refused\nIs the server running?")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("redis://:secret@127.0.0.1:{port}/0", "Redis on 127.0.0.1:{port} does not answer"),
        ("nonsense", "REDIS_URL cannot be read"),
    ],
)
def test_a_redis_that_does_not_answer_is_named_without_the_password(settings, url, says):
    port = free_port()
    settings.REDIS_URL = url.format(port=port)
    with pytest.raises(preflight.CannotStart, match=says.format(port=port)) as told:
        preflight.check_redis()
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (
            redis.AuthenticationError("secret"),
            "Redis on host:6379 does not accept the user or the password in REDIS_URL.",
        ),
        (
            redis.ResponseError("DB index is out of range"),
            "Redis on host:6379 answers, but has no database of the number",
        ),
    ],
)
def test_a_redis_that_refuses_is_told_apart(settings, monkeypatch, problem, says):
    def refuse(server):
        raise problem

    settings.REDIS_URL = "redis://:secret@host:6379/99"
    monkeypatch.setattr(redis.Redis, "ping", refuse)
    with pytest.raises(preflight.CannotStart) as told:
        preflight.check_redis()
    assert str(told.value).startswith(says) and "secret" not in str(told.value)


def test_without_redis_nothing_is_asked(settings):
    settings.REDIS_URL = ""
    assert preflight.check_redis() is None
