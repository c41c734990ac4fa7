"""Which letters does the system bring along? A package registers its own in ``apps.ready()``."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """The shipped wording of a letter. ``fields`` are the only merge fields it may use."""

    code: str
    subject: str
    body: str
    fields: tuple[str, ...]


FIELD = re.compile(r"\{(\w+)\}")
SHIPPED: dict[str, Letter] = {}


def register(letter: Letter) -> None:
    """Make a letter known; raises ``ValueError`` where its text uses a field it does not list."""
    unknown = fields_in(letter.subject + letter.body) - set(letter.fields)
    if unknown:
        raise ValueError(f"Letter {letter.code} uses fields it does not list: {', '.join(sorted(unknown))}.")
    SHIPPED[letter.code] = letter


def fields_in(text: str) -> set[str]:
    """The merge fields a text uses."""
    return set(FIELD.findall(text))
