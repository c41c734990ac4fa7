"""Who takes part in a journey? Each person signs in at their first step and keeps their window to the end."""

from collections.abc import Callable
from typing import Any

from cspr.tests.journeys.agency import Agency
from cspr.tests.journeys.board import BoardMember
from cspr.tests.journeys.office import Office
from cspr.tests.journeys.partners import Partner, Scrutineer, Signer
from cspr.tests.journeys.people import Person
from cspr.tests.journeys.readers import Reader
from cspr.tests.journeys.window import Looks
from cspr.tests.journeys.writing import Writer

PEOPLE: dict[str, type[Person]] = {
    "priya": Office,
    "hana": Agency,
    "hugo": Agency,
    "pete": Agency,
    "dev": Partner,
    "dina": Partner,
    "dan": Partner,
    "sid": Scrutineer,
    "luca": Writer,
    "pam": Reader,
    "harriet": Signer,
    "bea": BoardMember,
}


class Story:
    """The people of one journey, by their names, and the case they are about."""

    def __init__(self, new_context: Callable[[], Any], axe: Callable[..., None]) -> None:
        self.new_context = new_context
        self.looks = Looks(axe)
        self.people: dict[str, Person] = {}
        self.last: Person | None = None
        self.code = ""

    def __getattr__(self, who: str) -> Any:
        if who not in PEOPLE:
            raise AttributeError(who)
        if who not in self.people:
            self.people[who] = self.last = PEOPLE[who](who, self.new_context(), self.looks)
            self.last.signs_in()
        self.last = self.people[who]
        return self.last

    @property
    def problems(self) -> str:
        """What was wrong with the pages, one after another; nothing where all is well."""
        return "\n\n".join(self.looks.problems)
