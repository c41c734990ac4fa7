"""Which letters are there, how are they worded now, and how were they?"""

from dataclasses import dataclass

from cspr.letters.models import LetterTemplate
from cspr.letters.shipped import FIELDS, SHIPPED, Letter


@dataclass(frozen=True)
class Wording:
    """A letter as it is worded now: as shipped, or by the office's newest version."""

    letter: Letter
    newest: LetterTemplate | None

    @property
    def version(self) -> int:
        return self.newest.version if self.newest else 0

    @property
    def subject(self) -> str:
        return (self.newest or self.letter).subject

    @property
    def body(self) -> str:
        return (self.newest or self.letter).body


def wordings() -> list[Wording]:
    """All letters by name, each as it is worded now."""
    newest = {row.code: row for row in LetterTemplate.objects.order_by("version")}
    found = [Wording(letter, newest.get(letter.code)) for letter in SHIPPED.values()]
    return sorted(found, key=lambda wording: wording.letter.name)


def wording(code: str) -> Wording | None:
    """One letter as it is worded now; nothing where there is none of that code."""
    letter = SHIPPED.get(code)
    return Wording(letter, versions(code).first()) if letter else None


def versions(code: str):
    """The versions the office made of a letter, newest first."""
    return LetterTemplate.objects.filter(code=code).order_by("-version")


def fields_of(letter: Letter) -> list[tuple[str, str, str, bool]]:
    """The fields a letter may use: as they are written, what they say, an example, and whether they must stay."""
    known = ((field, *FIELDS.get(field, ("", field))) for field in letter.may_use)
    return [(f"{{{field}}}", says, example, field in letter.must) for field, says, example in known]
