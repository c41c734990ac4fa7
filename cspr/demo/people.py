"""Who may be signed in as in the demonstration, whom of them does a visitor meet first, and who else sits on its review panels?"""

from agencies.models import User
from cspr.context import DemoSignIn
from cspr.demo.texts import office
from cspr.tests.cast import PASSWORD, PEOPLE, Cast, email_of

# In which group each invented person stands on the page; everybody else works for an agency.
GROUPS = {
    "The office": ("priya", "ira", "adam"),
    "Agencies": (),
    "The review": ("luca", "pam", "harriet"),
    "The partners and the board": ("dev", "dina", "dan", "bea", "cora", "sid"),
}
TOUR = {
    "priya": "runs the office. Her first page says what waits today over all cases. Open a case and see where it stands.",
    "hana": "is a nurse whose trust was asked for what it knows. See what she is asked, why, and how little it takes.",
    "luca": "leads the review. Read the combined chronology, then begin the report, or go on with it.",
    "dev": "decides for the council. See what waits for his decision, and on what facts.",
    "bea": "sits on the board. Find the recommendation that is late, and what would prove that practice changed.",
}


def demo_people() -> list[DemoSignIn]:
    """The invented people one may sign in as in a demonstration, group by group."""
    group_of = {key: group for group, keys in GROUPS.items() for key in keys}
    people = [
        DemoSignIn(name, job, email_of(key), line, PASSWORD, group_of.get(key, "Agencies"), TOUR.get(key, ""))
        for key, name, job, _, _, line in PEOPLE
    ]
    return sorted(people, key=lambda person: list(GROUPS).index(person.group))


def seated(cast: Cast, *agencies: str) -> list[User]:
    """Who sits on a review panel for these agencies, beside the council. Nobody is signed in as them."""
    return [getattr(cast, key) for key, _, _, agency in office.SEATED if agency in agencies]
