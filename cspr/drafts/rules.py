"""What of a form may be kept?"""

from collections.abc import Iterable, Mapping

MOST_CHARACTERS = 300_000
MOST_FIELDS = 2000
NEVER = ("csrfmiddlewaretoken", "autosave_key", "autosave_revision")
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
