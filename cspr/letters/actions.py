"""How is a letter worded? By the newest version the office made, or else by the wording that was shipped."""

from cspr.letters.models import LetterTemplate
from cspr.letters.shipped import SHIPPED


def word(code: str, /, **values: str) -> tuple[str, str]:
    """Subject and body of a letter with its fields filled in; raises ``KeyError`` where one is missing."""
    shipped = SHIPPED[code]
    newest = LetterTemplate.objects.filter(code=code).order_by("-version").first()
    wording = newest or shipped
    filled = {name: values[name] for name in shipped.fields}
    return wording.subject.format(**filled), wording.body.format(**filled)
