"""May a letter be worded like this? Only fields it knows, and those without which it looks like a fraud."""

import re

from cspr.letters.shipped import FIELD, Letter, fields_in
from cspr.records import NotYet

BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")


def check_wording(letter: Letter, subject: str, body: str) -> None:
    """Raises ``NotYet`` beside ``subject`` or ``body`` where a field is unknown or one that must stay is gone."""
    for name, text in (("subject", subject), ("body", body)):
        _check_fields(letter, text, name)
    gone = [field for field in letter.must if field not in fields_in(subject + body)]
    if gone:
        raise NotYet(
            f"Keep {_listed(gone)} in this letter. Without {'it' if len(gone) == 1 else 'them'} people cannot tell that "
            "it is genuine.",
            field="body",
        )


def _check_fields(letter: Letter, text: str, name: str) -> None:
    for said in BRACES.findall(text):
        found = FIELD.fullmatch(said)
        if found and found[1] in letter.may_use:
            continue
        if len(said) == 1:
            raise NotYet(f"A bracket “{said}” stands alone. Write fields like {{code}}, or take it out.", field=name)
        raise NotYet(f"{said} is not a field of this letter. You can use {_listed(letter.may_use)}.", field=name)


def _listed(fields: "tuple[str, ...] | list[str]") -> str:
    words = [f"{{{field}}}" for field in fields]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
