"""What does the national form for a serious incident ask, in its order, and what is still missing?

What it asks of notifier, children, incident and documents was read at its public page; the rest is asked by older forms
or known from practice, and is marked as not read at the source (``read=False``).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cspr.records import NotYet
from reviews.case.rules import check_not_in_future
from reviews.identities.models import Person
from reviews.referral.models import NotificationSheet, NotifiedChild, SiblingSafety
from reviews.referral.rules.intake import MOST_CHILDREN


@dataclass(frozen=True)
class Asked:
    """One thing the form asks: the field it is kept in, how it is asked, and whether that was read at the source."""

    name: str
    label: str
    hint: str = ""
    rows: int = 0
    read: bool = True


NOTIFIER = (
    Asked("notifier_name", "Name of the notifier"),
    Asked("notifier_job", "Post"),
    Asked("notifier_phone", "Telephone"),
    Asked("notifier_email", "E-mail"),
)
CHILD = (
    Asked("health", "Health and disability", "Injuries or illness now, long-term conditions, disability.", rows=3),
    Asked("lives_in", "Local authority in whose area the child lives"),
    Asked("whereabouts", "Where the child was, and who was looking after them", rows=2, read=False),
    Asked("legal_status", "Legal status", read=False),
    Asked("plan_status", "Child protection or child in need plan, now or before", rows=2, read=False),
)
INCIDENT = (
    Asked("happened_time", "Time of the incident", "For example, 9.30pm, or not known."),
    Asked("location", "Place of the incident"),
    Asked("details", "What happened", rows=8),
    Asked("category", "Kind of abuse or neglect known or suspected", rows=2, read=False),
    Asked("suspected", "How anybody suspected is related to the child", rows=2, read=False),
    Asked("proceedings", "Police, coroner and courts", rows=3, read=False),
    Asked("media", "Interest of newspapers, broadcasters or social media", rows=2, read=False),
    Asked("linked_cases", "Linked cases", "Their codes or references, and no names; or “none”.", rows=2, read=False),
)
DOCUMENTS = (Asked("documents", "Documents sent with it", rows=2),)
OF_SHEET = NOTIFIER + INCIDENT + DOCUMENTS
# What the identity register says of a child, in the order it is asked.
REGISTERED = (("name", "Name"), ("born_on", "Date of birth"), ("sex", "Sex"), ("ethnicity", "Ethnicity"))


@dataclass(frozen=True)
class SiblingSaid:
    """What was typed about one sibling; ``pk`` where it stands already, ``removed`` where it was entered in error."""

    who: str
    safe: str
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None
    how: str = ""
    pk: int | None = None
    removed: bool = False


def check_sibling(said: SiblingSaid, today: dt.date) -> None:
    """Raises ``NotYet`` where a sibling is said to be safe without who confirmed it, and when."""
    if said.safe == SiblingSafety.Safe.YES and not (said.confirmed_by and said.confirmed_on):
        raise NotYet(f"Say who confirmed that {said.who} is safe, and on which day.")
    check_not_in_future(
        said.confirmed_on, today, field="confirmed_on", name=f"The day on which {said.who} was confirmed safe"
    )


def missing_of_sheet(sheet: NotificationSheet | None) -> list[str]:
    """What about notifier, incident and documents is not filled in."""
    return [asked.label for asked in OF_SHEET if not getattr(sheet, asked.name, "")]


def registered(person: Person | None) -> dict[str, str]:
    """What the identity register says of a child, in words; nothing where it does not know."""
    if person is None:
        return dict.fromkeys(("name", "born_on", "sex", "ethnicity", "address", "other_names"), "")
    return {
        "name": f"{person.given_names} {person.family_name}".strip(),
        "born_on": f"{person.born_on:%-d %B %Y}" if person.born_on else "",
        "sex": person.get_sex_display() if person.sex else "",
        "ethnicity": person.ethnicity,
        "other_names": "; ".join(alias.name for alias in person.aliases.all()) or "None in the register",
        "address": "; ".join(", ".join(filter(None, (row.lines, row.postcode))) for row in person.addresses.all()),
    }


def missing_of_child(label: str, person: Person | None, said: NotifiedChild | None) -> list[str]:
    """What about a child is not filled in, here or in the identity register."""
    known = registered(person)
    lacks = [f"{label}: {words.lower()} (identity register)" for name, words in REGISTERED if not known[name]]
    return lacks + [f"{label}: {asked.label.lower()}" for asked in CHILD if not getattr(said, asked.name, "")]


def missing_of_siblings(sheet: NotificationSheet | None, siblings: Sequence[SiblingSafety]) -> list[str]:
    """Whether somebody has confirmed that the other children are safe."""
    if not siblings:
        return (
            []
            if sheet and sheet.no_siblings
            else ["Siblings and other children: say that there are none, or who they are"]
        )
    return [
        f"{sibling.who}: confirmation that they are safe" for sibling in siblings if sibling.safe != sibling.Safe.YES
    ]


def sibling_words(sibling: SiblingSafety) -> str:
    """One sentence on one sibling, as it is copied."""
    by = f" by {sibling.confirmed_by}" if sibling.confirmed_by else ""
    on = f" on {sibling.confirmed_on:%-d %B %Y}" if sibling.confirmed_on else ""
    return f"{sibling.get_safe_display()}{by}{on}. {sibling.how}".strip()


def too_many(children: int) -> str:
    """What to do where a notification does not take all the children."""
    if children <= MOST_CHILDREN:
        return ""
    return f"One notification takes up to {MOST_CHILDREN} children. Tell of the others under “What happened”."


def owed_besides(children: Iterable[tuple[Person | None, NotifiedChild | None]]) -> list[str]:
    """What the death of a looked-after child or a care leaver makes owed, whether or not abuse is suspected.

    gov.uk, Report a serious child safeguarding incident. The time limit for care leavers was not found there.
    """
    died = {said.legal_status for person, said in children if person and person.died_on and said}
    found = []
    if died & set(NotifiedChild.LOOKED_AFTER):
        found.append(
            "The death of a looked-after child is notified to the Secretary of State and to Ofsted within 5 working days, "
            "whether or not abuse or neglect is suspected."
        )
    if NotifiedChild.Status.LEAVER in died:
        found.append(
            "The death of a care leaver up to and including age 24 is notified to the Secretary of State, whether or not "
            "abuse or neglect is suspected. The time limit is not verified: notify at once."
        )
    return found


def relative_words(person: Person) -> str:
    """One line on somebody of the family or household, as it is copied."""
    name = f"{person.given_names} {person.family_name}".strip()
    born = f"born {person.born_on:%-d %B %Y}" if person.born_on else ""
    return ", ".join(filter(None, (name, person.relationship, born, person.ethnicity)))
