"""How is a letter worded? By the newest version the office made, or else by the wording that was shipped.

A package registers its letters in ``apps.ready()``: code, subject, body and the fields both may use.
"""

import string
from dataclasses import dataclass

from cspr.letters.models import LetterTemplate


@dataclass(frozen=True)
class Letter:
    """The shipped wording of a letter. ``fields`` are the only merge fields it may use."""

    code: str
    subject: str
    body: str
    fields: tuple[str, ...]


SHIPPED: dict[str, Letter] = {}


def register(letter: Letter) -> None:
    """Make a letter known; raises ``ValueError`` where its text uses a field it does not list."""
    unknown = fields_in(letter.subject + letter.body) - set(letter.fields)
    if unknown:
        raise ValueError(f"Letter {letter.code} uses fields it does not list: {', '.join(sorted(unknown))}.")
    SHIPPED[letter.code] = letter


def fields_in(text: str) -> set[str]:
    """The merge fields a text uses."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def word(code: str, **values: str) -> tuple[str, str]:
    """Subject and body of a letter with its fields filled in; raises ``KeyError`` where one is missing."""
    shipped = SHIPPED[code]
    newest = LetterTemplate.objects.filter(code=code).order_by("-version").first()
    wording = newest or shipped
    filled = {name: values[name] for name in shipped.fields}
    return wording.subject.format(**filled), wording.body.format(**filled)
