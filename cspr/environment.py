"""What does the environment say? Read by ``cspr.settings`` alone; what cannot be read is told in one plain sentence."""

import math
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
ON = ("true", "on", "ok", "y", "yes", "1")
OFF = ("", "false", "off", "n", "no", "0")
MAIL_SERVERS = ("smtp", "smtp+tls", "smtp+ssl")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
EMAIL = re.compile(r"^(?:[^<>@\r\n]* <)?[^\s<>@]+@[^\s<>@]+>?$")


def address(name: str, read: Callable[[], dict[str, Any]], example: str) -> dict[str, Any]:
    """What an address in the environment says."""
    problem = ImproperlyConfigured(f"{name} cannot be read as an address; it must look like {example}.")
    try:
        with warnings.catch_warnings(action="ignore"):
            said = read()
    except (ImproperlyConfigured, ValueError):
        raise problem from None
    if not said.get("ENGINE") and not said.get("EMAIL_BACKEND") or torn(str(env(name, default=""))):
        raise problem
    return said


def database(name: str, default: str) -> dict[str, Any]:
    """Where the database is. Its name is told at start, and must not be a piece of the password."""
    said: dict[str, Any] = env.db(name, default=default)
    if "postgres" in said.get("ENGINE", "") and (not said["NAME"] or "/" in said["NAME"]):
        raise ValueError("no name")
    return said


def mail(name: str, *, production: bool) -> dict[str, Any]:
    """How e-mails go out; in production, to a mail server and nowhere else."""
    said = re.sub(r"^smtps:", "smtp+ssl:", str(env(name)))
    parts = urlsplit(said)
    if (production or parts.scheme in MAIL_SERVERS) and (parts.scheme not in MAIL_SERVERS or not parts.hostname):
        raise ValueError("no mail server")
    return dict(environ.Env.email_url_config(said))


def torn(said: str) -> bool:
    """Did a special character in a password tear an address apart? Then an "@" stands where none belongs."""
    try:
        parts = urlsplit(said)
    except ValueError:
        return False  # a bracket in it; whoever reads it further will say
    after = parts.path + parts.query + (parts.fragment if parts.path else "")
    return bool(parts.netloc) and "@" in after


def number(read: Callable[[], float], problem: str, *, above: float = -1) -> float:
    """A number from the environment, larger than ``above``."""
    try:
        found = read()
    except ValueError:
        raise ImproperlyConfigured(problem) from None
    if not math.isfinite(found) or found <= above:
        raise ImproperlyConfigured(problem)
    return found


def switch(name: str) -> bool:
    """Something that is on or off, and off where nothing is said."""
    said = str(env(name, default="")).strip().lower()
    if said not in ON + OFF:
        raise ImproperlyConfigured(f"{name} must be on or off.")
    return said in ON


def one_of(name: str, choices: Sequence[str], default: str) -> str:
    """One of a few words, in whatever case it is written."""
    said = str(env(name, default=default))
    found = {choice.lower(): choice for choice in choices}.get(said.lower())
    if found is None:
        raise ImproperlyConfigured(f"{name} is '{said}'; it must be one of: {', '.join(choices)}.")
    return found


def web(name: str, default: str, *, schemes: Sequence[str], example: str) -> str:
    """An address with a scheme and a host, or else ``default``. It may hold a password: it is never repeated."""
    said = str(env(name, default="")).rstrip("/")
    if not said:
        return default
    try:
        parts = urlsplit(said)
        fine = parts.scheme in schemes and bool(parts.hostname or parts.path) and parts.port != 0
        fine = fine and not parts.fragment and not torn(said)
        if parts.scheme in ("redis", "rediss"):  # the path is the number of a database
            fine = fine and parts.path.removeprefix("/").isdecimal() == bool(parts.path)
    except ValueError:
        fine = False
    if not fine:
        raise ImproperlyConfigured(f"{name} cannot be read as an address; it must look like {example}.")
    return said


def sender(name: str, default: str) -> str:
    """An e-mail address, with or without the name of who writes from it."""
    said = str(env(name, default=default)).strip()
    if not EMAIL.match(said) or ("<" in said) != said.endswith(">"):
        raise ImproperlyConfigured(f"{name} must look like reviews@example.org.")
    return said
