"""Does a wrong setting stop the start with one plain sentence, and is production strict?"""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

pytestmark = pytest.mark.pure
SECRET = "nobody-else-has-this-secret-of-ours-0123456789-abcdefghijklmnop"
PRODUCTION = {"CSPR_MODE": "production", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "reviews.example.org"}
SETTINGS = Path(settings.BASE_DIR, "cspr", "settings.py")


@pytest.fixture
def read(monkeypatch):
    """Read the settings anew from these variables alone."""

    def read(**said):
        for name in ("DATABASE_URL", "REDIS_URL", *PRODUCTION):
            monkeypatch.delenv(name, raising=False)
        for name, value in said.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


def manage(*command, **said):
    """One of the project's commands in a process of its own, with these variables."""
    ours = ("DATABASE_URL", "REDIS_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")  # the last for browsers driven by this run
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=environment | said,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"DEBUG": "on"}, "DEBUG must be off in production: remove DEBUG from the environment."),
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing: set it to a long random text of your own in production."),
        (
            {"SECRET_KEY": settings.DEVELOPMENT_SECRET},
            "SECRET_KEY is missing: set it to a long random text of your own in production.",
        ),
        (
            {"SECRET_KEY": SECRET[:49]},
            "SECRET_KEY is too short: set it to a random text of at least 50 characters.",
        ),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is missing: set it to the host name people will use."),
    ],
)
def test_production_refuses_what_would_be_unsafe(read, said, sentence):
    with pytest.raises(ImproperlyConfigured) as told:
        read(**PRODUCTION | said)
    assert str(told.value) == sentence


WRONG = {
    "CSPR_MODE": ("live", "one of: demo, production"),
    "DEBUG": ("perhaps", "on or off"),
    "DATABASE_URL": ("nonsense", "must look like postgres://"),
    "REDIS_URL": ("nonsense", "must look like redis://"),
    "EMAIL_URL": ("nonsense", "must look like smtp+tls://"),
    "CSPR_SWEEP_SECONDS": ("abc", "a number of seconds, such as 60"),
    "CSPR_PROXIES": ("abc", "a whole number, such as 1"),
    "CSPR_SITE_URL": ("reviews.example.org", "must look like https://"),
    "CSPR_FROM_EMAIL": ("the office", "must look like reviews@example.org"),
    "LOG_LEVEL": ("loud", "one of: DEBUG, INFO"),
}


@pytest.mark.parametrize(("name", "wrong", "hint"), [(name, *told) for name, told in WRONG.items()])
def test_a_setting_that_cannot_be_read_is_named_in_one_sentence(read, name, wrong, hint):
    with pytest.raises(ImproperlyConfigured) as told:
        read(**PRODUCTION | {name: wrong})
    sentence = str(told.value)
    assert sentence.startswith(name) and hint in sentence
    assert "\n" not in sentence and sentence.endswith(".")


@pytest.mark.parametrize("seconds", ["0", "-5", "nan", "inf"])
def test_a_number_that_no_clock_can_keep_is_refused(read, seconds):
    with pytest.raises(ImproperlyConfigured, match="CSPR_SWEEP_SECONDS must be a number of seconds"):
        read(CSPR_SWEEP_SECONDS=seconds)


def test_no_password_of_an_address_is_told(read):
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        with pytest.raises(ImproperlyConfigured) as told:
            read(**{name: "nonsense://office:secret@host"})
        assert "secret" not in str(told.value)


TORN = (
    "postgres://user:12/ss@host:5432/name", "postgres://user:1@2/3@host/name", "postgres://user:12?ss@host:5432/name",
    "postgres://user:12/3?ss@host/name", "postgres://user:12/3#ss@host/name", "postgres://user:1//2@host/name",
    "postgres://user:12@host/na/me", "postgres://user:12@host",
)  # fmt: skip


@pytest.mark.parametrize("url", TORN)
def test_an_address_torn_apart_by_its_password_is_refused_before_a_piece_of_it_is_told(read, url):
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_URL cannot be read as an address; it must look like"):
        read(DATABASE_URL=url)


@pytest.mark.parametrize(
    ("url", "password"),
    [
        ("postgres://user:a%2Fb%40c%23d@host/name", "a/b@c#d"),
        ("postgres://user:a@b@host:5432/name", "a@b"),
        ("postgres://user:a[b@host/name", "a[b"),
        ("postgres://user:ab@/name?host=/run/postgresql", "ab"),
        ("postgres://user:ab@//run/postgresql/name", "ab"),
    ],
)
def test_an_address_with_a_password_that_can_be_read_is_taken(read, url, password):
    found = read(DATABASE_URL=url)["DATABASES"]["default"]
    assert (found["PASSWORD"], found["NAME"]) == (password, "name")


@pytest.mark.parametrize("number", ["abc", "1a", "0/1", "12@ss", "0#a"])
def test_a_redis_database_is_a_number(read, number):
    with pytest.raises(ImproperlyConfigured, match="^REDIS_URL cannot be read as an address"):
        read(REDIS_URL=f"redis://host:6379/{number}")


@pytest.mark.parametrize(
    "url", ["redis://host", "redis://host:6379", "rediss://:a%2Fb@host/3", "unix:///run/redis.sock"]
)
def test_a_redis_that_can_be_read_is_taken(read, url):
    assert read(REDIS_URL=url)["REDIS_URL"] == url


@pytest.mark.parametrize(
    "url", ["consolemail://", "memorymail://", "dummymail://", "filemail:///tmp/mail", "smtp:", "smtp+tls://:587"]
)
def test_production_sends_to_a_mail_server_and_nowhere_else(read, url):
    with pytest.raises(
        ImproperlyConfigured, match=r"^EMAIL_URL .* it must look like smtp\+tls://user:password@host:587\.$"
    ):
        read(**PRODUCTION, EMAIL_URL=url)


@pytest.mark.parametrize(
    ("scheme", "tls", "ssl"), [("smtp", 0, 0), ("smtp+tls", 1, 0), ("smtp+ssl", 0, 1), ("smtps", 0, 1)]
)
def test_a_mail_server_is_reached_as_its_address_says(read, scheme, tls, ssl):
    found = read(**PRODUCTION, EMAIL_URL=f"{scheme}://user:password@host:465")
    assert found["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and found["EMAIL_HOST"] == "host"
    assert (found.get("EMAIL_USE_TLS", False), found.get("EMAIL_USE_SSL", False)) == (bool(tls), bool(ssl))


def test_good_settings_are_taken(read):
    found = read(
        **PRODUCTION,
        DATABASE_URL="postgres://user:password@host/name",
        REDIS_URL="redis://host:6379/0",
        EMAIL_URL="smtp+tls://user:password@host:587",
        CSPR_SITE_URL="https://reviews.example.org/",
        CSPR_FROM_EMAIL="Practice reviews <reviews@example.org>",
        CSPR_SWEEP_SECONDS="0.5",
        LOG_LEVEL="info",
    )
    assert found["SITE_URL"] == "https://reviews.example.org"
    assert (found["SWEEP_SECONDS"], found["PRODUCTION"], found["DEMO"]) == (0.5, True, False)
    assert "cspr.demo" not in found["INSTALLED_APPS"]


def test_a_strangers_scan_leaves_nothing_in_the_log(read):
    loggers = read()["LOGGING"]["loggers"]
    assert loggers["django.security.DisallowedHost"] == {"handlers": ["none"], "propagate": False}


def test_a_command_says_the_sentence_and_nothing_else():
    answer = manage("check", CSPR_SWEEP_SECONDS="abc")
    assert answer.returncode == 1
    assert answer.stderr.strip() == "CSPR_SWEEP_SECONDS must be a number of seconds, such as 60."


def test_the_check_for_deployment_finds_nothing_in_production():
    answer = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.strip() == "System check identified no issues (0 silenced)."
