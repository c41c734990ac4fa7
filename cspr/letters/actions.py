"""How is a letter worded, and how does the office change that? By its newest version, or else as it was shipped."""

import datetime as dt
import re
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from cspr.audit.actions import record
from cspr.letters import events, queries, rules
from cspr.letters.models import LetterTemplate
from cspr.letters.shipped import FIELD, FIELDS, SHIPPED, Letter
from cspr.records import ChangedMeanwhile, NotYet


def word(code: str, /, **values: str) -> tuple[str, str]:
    """Subject and body of a letter with its fields filled in; raises ``KeyError`` where a listed one is not given.

    Only listed fields are filled: braces that the office wrote otherwise stand as they were written.
    """
    shipped = SHIPPED[code]
    newest = queries.versions(code).first()
    wording = newest or shipped
    filled = {name: str(values[name]) for name in shipped.fields}
    filled["about"] = settings.SITE_URL + reverse("help", args=["invited"])
    return fill(wording.subject, wording.body, filled)


def preview(letter: Letter, subject: str, body: str) -> tuple[str, str]:
    """A wording as somebody would receive it in an invented case."""
    return fill(subject, body, {name: FIELDS.get(name, ("", name))[1] for name in letter.may_use})


def fill(subject: str, body: str, values: dict[str, str]) -> tuple[str, str]:
    """A wording with the given fields filled in, each once: a value is never read as wording."""

    def put(found: re.Match[str]) -> str:
        return values.get(found[1], found[0])

    # A subject is one line: a line break in a value would begin a header of its own.
    return " ".join(FIELD.sub(put, subject).split()), FIELD.sub(put, body)


@transaction.atomic
def reword(
    code: str, *, subject: str, body: str, revision: int, by: Any, at: dt.datetime, restores: int | None = None
) -> LetterTemplate:
    """Give a letter its next version; ``revision`` is the version it was made from (0: as shipped).

    Letters already written keep the wording they were written with.
    """
    letter, newest = SHIPPED[code], queries.versions(code).first()
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    rules.check_wording(letter, subject, body)
    if revision != (newest.version if newest else 0):
        raise ChangedMeanwhile(newest or LetterTemplate(code=code, version=0, subject=letter.subject, body=letter.body))
    if (subject, body) == ((newest or letter).subject, (newest or letter).body.strip()):
        raise NotYet("This is how the letter is worded already.", field="body")
    try:
        with transaction.atomic():
            made = LetterTemplate.objects.create(
                code=code, version=revision + 1, subject=subject, body=body, made_at=at, made_by_id=by.pk
            )
    except IntegrityError:  # another was first
        raise ChangedMeanwhile(queries.versions(code)[0]) from None
    changes = {"version": made.version} if restores is None else {"version": made.version, "as version": restores}
    event = events.REWORDED if restores is None else events.RESTORED
    record(event, by=by, at=at, subject=f"letter {code}", changes=changes)
    return made


def restore(code: str, *, version: int, revision: int, by: Any, at: dt.datetime) -> LetterTemplate:
    """Word a letter again as it was in an earlier version (0: as shipped). It becomes the newest; none is lost."""
    was = queries.versions(code).filter(version=version).first() if version else SHIPPED[code]
    if was is None:
        raise NotYet("There is no such version.")
    return reword(code, subject=was.subject, body=was.body, revision=revision, by=by, at=at, restores=version)
