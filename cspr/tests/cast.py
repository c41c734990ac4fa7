"""Who acts in the tests and in the demonstration? A cast of people who may each do one thing.

``assemble()`` creates the partnership, its agencies and its people through plain rows (there is nobody yet who could
act); everything that happens to a case afterwards goes through real actions.
"""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace

from agencies.models import Agency, Partnership, Post, User
from agencies.roles import Role
from cspr import clock
from cspr.workdays import add_working_days, is_working_day

PASSWORD = "a-calm-demonstration"
DOMAIN = "fenmarsh.example"

# key, name, sector
AGENCIES = (
    ("council", "Fenmarsh County Council Children's Services", Agency.Sector.LOCAL_AUTHORITY),
    ("icb", "NHS Fenmarsh Integrated Care Board", Agency.Sector.ICB),
    ("police", "Fenmarsh Police", Agency.Sector.POLICE),
    ("health", "Fenmarsh Community Health Trust", Agency.Sector.HEALTH),
    ("hospital", "Saltmere Hospitals Trust", Agency.Sector.HEALTH),
    ("gp", "Willow Bank Surgery", Agency.Sector.HEALTH),
    ("school", "Staithe Lane Primary School", Agency.Sector.EDUCATION),
    ("housing", "Reedbed Homes", Agency.Sector.HOUSING),
    ("probation", "Probation Service, Fenmarsh", Agency.Sector.PROBATION),
    ("refuge", "Lantern Domestic Abuse Service", Agency.Sector.VOLUNTARY),
)

# key, name, job, agency key, role in the office or agency (None: only in a review), what they come for
PEOPLE = (
    ("priya", "Priya Raman", "Business manager", None, Role.BUSINESS_SUPPORT, "Logs referrals, asks agencies, keeps the dates, publishes."),
    ("cora", "Cora Whitlock", "Chair of the sub-group", None, Role.SUBGROUP_CHAIR, "Screens referrals and recommends."),
    ("sid", "Sid Okafor", "Independent scrutineer", None, Role.SCRUTINEER, "Comments on decisions."),
    ("dev", "Dev Marchetti", "Director of children's services", "council", Role.DELEGATED_PARTNER, "Decides and signs for the council."),
    ("dina", "Dina Holloway", "Chief nurse", "icb", Role.DELEGATED_PARTNER, "Decides and signs for the health board."),
    ("dan", "Dan Eversley", "Assistant chief constable", "police", Role.DELEGATED_PARTNER, "Decides and signs for the police."),
    ("bea", "Bea Lindqvist", "Board member", None, Role.BOARD_MEMBER, "Follows recommendations and asks whether practice changed."),
    ("ira", "Ira Penhaligon", "Information governance lead", None, Role.GOVERNANCE, "Reads the trail, sees who may do what."),
    ("adam", "Adam Quill", "Administrator", None, Role.ADMINISTRATOR, "Looks after people, agencies and roles."),
    ("nell", "Nell Abara", "Notifications officer", "council", Role.NOTIFIER, "Records the council's notification."),
    ("hana", "Hana Brzezicki", "Named nurse", "health", Role.CONTRIBUTOR, "Writes what the health trust is asked for."),
    ("hugo", "Hugo Marsh", "Head of safeguarding", "health", Role.SIGNATORY, "Signs off what the health trust sends."),
    ("pete", "Pete Calloway", "Detective sergeant", "police", Role.SIGNATORY, "Answers and signs for the police."),
    ("wren", "Wren Adair", "Designated nurse", "icb", Role.AGENCY_LEAD, "Answers and signs for the surgery that the health board leads."),
    ("rhea", "Rhea Tolland", "Designated safeguarding lead", "school", Role.REFERRER, "Refers a case."),
    ("luca", "Luca Fairweather", "Independent reviewer", None, None, "Leads the review and writes the report."),
    ("pam", "Pam Njoroge", "Service manager", "council", None, "Sits on the review panel."),
    ("harriet", "Harriet Vane-Ellis", "Principal lawyer", "council", None, "Reads the finished report once more."),
    ("sam", "Sam Doorley", "Teacher elsewhere", "school", None, "Has nothing to do with any case."),
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """The partnership with its agencies and people, by their keys: ``cast.people.priya``, ``cast.agencies.police``."""

    partnership: Partnership
    agencies: SimpleNamespace
    people: SimpleNamespace

    def __getattr__(self, key: str):
        if key.startswith("__"):  # asked for while it is being copied
            raise AttributeError(key)
        return getattr(self.people, key)


def there() -> Cast:
    """The cast that was assembled before, in the database of a running system."""
    people = {key: User.objects.get(email=email_of(key)) for key, *_ in PEOPLE}
    agencies = {key: Agency.objects.get(name=name) for key, name, _ in AGENCIES}
    return Cast(Partnership.objects.get(), SimpleNamespace(**agencies), SimpleNamespace(**people))


def email_of(key: str) -> str:
    return f"{key}@{DOMAIN}"


def working_day(day: dt.date) -> dt.date:
    """The day itself, or the last working day before it: nobody meets at the weekend."""
    return day if is_working_day(day) else add_working_days(day, -1)


def later(moment: dt.datetime, days: int) -> dt.datetime:
    """The same time of day so many days later, or on the last working day before that."""
    day = clock.date_of(moment)
    return moment + (working_day(day + dt.timedelta(days=days)) - day) if days else moment


def assemble(*, on: dt.date = dt.date(2020, 1, 6), more: tuple[tuple[str, str, str], ...] = ()) -> Cast:
    """Create the cast, everybody in post since ``on``, and ``more`` agencies. All share ``PASSWORD``."""
    partnership = Partnership.objects.create(
        name="Fenmarsh Safeguarding Children Partnership",
        short_name="Fenmarsh",
        code_prefix="FM",
        phone="01632 960 100",
        email="reviews@fenmarsh.example",
    )
    agencies = {}
    for key, name, sector in AGENCIES + more:
        agencies[key] = Agency.objects.create(name=name, sector=sector)
        agencies[key].partnerships.add(partnership)
    for key in ("council", "icb", "police"):
        agencies[key].partner_in.add(partnership)
    Agency.objects.filter(pk=agencies["gp"].pk).update(led_by=agencies["icb"])
    first = User(email=email_of("x"))
    first.set_password(PASSWORD)
    people = {}
    for key, name, job, agency_key, role, _ in PEOPLE:
        agency = agencies.get(agency_key)
        user = User.objects.create(email=email_of(key), name=name, job=job, agency=agency, password=first.password)
        people[key] = user
        if role:
            office = agency is None or role == Role.DELEGATED_PARTNER
            Post.objects.create(
                user=user, role=role, partnership=partnership if office else None, agency=agency, starts_on=on
            )
    return Cast(partnership, SimpleNamespace(**agencies), SimpleNamespace(**people))
