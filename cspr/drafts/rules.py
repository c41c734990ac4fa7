"""What of a form may be kept?"""

import hashlib
import re
from collections.abc import Iterable, Mapping

NOBODY = 0  # whose drafts are those of people without an account; their keys are digests
# The on-line form of somebody who never sent it holds the names of a family. Whoever has an account sees theirs on the first page.
DAYS_UNSENT = 30
MOST_CHARACTERS = 300_000
MOST_FIELDS = 2000
LONGEST_KEY = 200
LONGEST_PAGE = 300
LONGEST_TITLE = 200
PLAIN_QUERY = re.compile(r"[a-z]+=[0-9a-f-]{1,36}(?:&[a-z]+=[0-9a-f-]{1,36})*")
ROW = re.compile(r"\w+-(?P<number>\d{1,4})-(?P<field>\w+)")
AT_REVISION = "@"  # stands in a key before the revision of the record that was opened
MANY_FIELDS = 6
NEVER = ("csrfmiddlewaretoken", "autosave_key", "autosave_revision", "autosave_title")
PASSWORD_LIKE = ("password", "passwd", "secret", "token", "otp")

Typed = dict[str, list[str]]


class TooMuch(Exception):
    """More was typed than a draft holds."""


def is_private(name: str) -> bool:
    """Whether a field is a password or the like, which is never kept."""
    return name in NEVER or any(word in name.lower() for word in PASSWORD_LIKE)


def fit_to_keep(fields: Iterable[tuple[str, list[str]]] | Mapping[str, list[str]]) -> Typed:
    """The fields without passwords and tokens; raises ``TooMuch``."""
    pairs = fields.items() if isinstance(fields, Mapping) else fields
    kept = {_plain(name): [_plain(str(value)) for value in values] for name, values in pairs if not is_private(name)}
    if len(kept) > MOST_FIELDS or sum(len(value) for values in kept.values() for value in values) > MOST_CHARACTERS:
        raise TooMuch
    return kept


def _plain(text: str) -> str:
    """Without the sign that PostgreSQL does not keep."""
    return text.replace("\x00", "")


def page_to_keep(page: str) -> str:
    """The address of a form, where the person can go on; what it was asked for stays where that is numbers and ids."""
    path, _, asked = page.partition("?")
    page = page if PLAIN_QUERY.fullmatch(asked) else path
    return page if len(page) <= LONGEST_PAGE else ""


def title_to_keep(title: str) -> str:
    """The title of a page in one line, as far as there is room."""
    return " ".join(_plain(title).split())[:LONGEST_TITLE]


def words_of(typed: Typed) -> list[tuple[str, str]]:
    """Everything that was typed and chosen where its form is not at hand, each by what its field is called."""
    said = [(_called(name), " ".join(value.strip() for value in values).strip()) for name, values in typed.items()]
    return [(called, text) for called, text in said if called and text]


def _called(name: str) -> str:
    """A field by its name, "why_closed" as "Why closed"; nothing for what no page shows."""
    if is_private(name) or name == "revision" or name.endswith("_FORMS"):
        return ""
    in_row = ROW.fullmatch(name)
    words = (in_row["field"] if in_row else name).replace("_", " ").strip().capitalize()
    return f"{words} ({int(in_row['number']) + 1})" if in_row else words


def key_of_form(path: str, form: str) -> str:
    """A key for the form of a page, which carries codes only as every address does; a long one is shortened."""
    key = f"{path}#{form}"
    return key if len(key) <= LONGEST_KEY - 20 else hashlib.sha256(key.encode()).hexdigest()


def at_revision(key: str, revision: str) -> str:
    """The key of what was typed while this revision of a record was open: what others change makes another key."""
    return f"{key}{AT_REVISION}{revision}" if revision.isdecimal() and len(revision) < 10 else key
