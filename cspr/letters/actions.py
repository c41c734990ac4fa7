"""How is a letter worded? By the newest version the office made, or else by the wording that was shipped."""

import re

from django.conf import settings
from django.urls import reverse

from cspr.letters.models import LetterTemplate
from cspr.letters.shipped import FIELD, SHIPPED


def word(code: str, /, **values: str) -> tuple[str, str]:
    """Subject and body of a letter with its fields filled in; raises ``KeyError`` where a listed one is not given.

    Only listed fields are filled: braces that the office wrote otherwise stand as they were written.
    """
    shipped = SHIPPED[code]
    newest = LetterTemplate.objects.filter(code=code).order_by("-version").first()
    wording = newest or shipped
    filled = {name: str(values[name]) for name in shipped.fields}
    filled["about"] = settings.SITE_URL + reverse("help", args=["invited"])

    def fill(found: re.Match[str]) -> str:
        return filled.get(found[1], found[0])

    # A subject is one line: a line break in a value would begin a header of its own.
    return " ".join(FIELD.sub(fill, wording.subject).split()), FIELD.sub(fill, wording.body)
