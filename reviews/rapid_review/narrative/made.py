"""Who put a paper of the rapid review together, when, and how does it show people?"""

import datetime as dt
from dataclasses import dataclass

from agencies.models import User
from cspr.templatetags.page import workmoment
from reviews.identities.rules import KnownForms, masked

LABELS = "People stand under their labels; names from the identity register were taken out when this was made."
SAFE = "Confidential. Keep it where nobody else can read it, and destroy it when it is no longer needed."


@dataclass(frozen=True)
class Made:
    """Who asked for a paper, when, and the names that may not stand in it."""

    by: User
    at: dt.datetime
    names: KnownForms

    @property
    def words(self) -> str:
        return f"Put together by {self.by.name}, {workmoment(self.at)}"

    def labelled(self, text: str) -> str:
        """The text with labels in the place of every name in the register: a paper goes further than a page."""
        return masked(text, self.names) if text else ""
