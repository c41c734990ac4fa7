"""Who may be signed in as in the demonstration, and which of them a visitor meets first?"""

from cspr.context import DemoSignIn
from cspr.tests.cast import PASSWORD, PEOPLE, email_of

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
