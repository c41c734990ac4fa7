"""Which letters does the system bring along? A package registers its own in ``apps.ready()``."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """The shipped wording of a letter. ``fields`` are the only merge fields it may use, beside those every letter has."""

    code: str
    subject: str
    body: str
    fields: tuple[str, ...]


# What every letter may say without being given it: where the page for invited people is.
STANDING = {"about"}
FIELD = re.compile(r"\{(\w+)\}")
SHIPPED: dict[str, Letter] = {}


def register(letter: Letter) -> None:
    """Make a letter known; raises ``ValueError`` where its text uses a field it does not list."""
    unknown = fields_in(letter.subject + letter.body) - set(letter.fields) - STANDING
    if unknown:
        raise ValueError(f"Letter {letter.code} uses fields it does not list: {', '.join(sorted(unknown))}.")
    SHIPPED[letter.code] = letter


def fields_in(text: str) -> set[str]:
    """The merge fields a text uses."""
    return set(FIELD.findall(text))
