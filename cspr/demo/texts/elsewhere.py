"""What is told of the recommendations that came from an audit: whom strategy meetings reached, and what is being changed?"""

from recommendations.models import Progress
from recommendations.tests.steps import Made, Planned

FINDINGS = (("In eleven of forty strategy meetings nobody from health was asked to come.", ()),)
RECOMMENDED = (
    Made("The council and the health trust should agree one number that is rung for every strategy meeting.", "Health is in the room when it is decided what happens next to a child.", ("council", "health"), 4, (1,)),
)  # fmt: skip
PLANS = (
    Planned(1, "health", "One telephone for strategy meetings, held by the duty nurse.", "Meetings with a nurse or a doctor in them.", due=80, days=12,
        progress=(Progress.Status.STARTED, "The telephone is there since Monday; the rota is being written.")),
)  # fmt: skip
