"""What has happened before each step of the first months is shown in the browser? Told by the actions, with its dates.

Run in the running system: ``live.manage("shell", "-c", …)`` calls one of these.
"""

import datetime as dt
from types import SimpleNamespace

from agencies.models import Agency, Partnership, User
from cspr.tests.cast import AGENCIES, PEOPLE, Cast, assemble, email_of
from recommendations.tests import steps as recommendations
from recommendations.tests.steps import Made, Planned
from reviews.case.models import Review
from reviews.panel.tests import steps as panel
from reviews.publication.tests import steps as publication
from reviews.rapid_review.tests import steps as rapid_review
from reviews.referral import actions as screening
from reviews.referral.models import Outcome, Question
from reviews.referral.tests import steps as referral
from reviews.report.tests import steps as report

KNOWN, NOTIFIED, LIMIT = dt.date(2021, 12, 20), dt.date(2021, 12, 29), dt.date(2022, 1, 13)
MET = dt.date(2022, 1, 12)
ASKED = ("council", "health", "police", "school")
LEARNING = "Nobody asked who had moved in"
MADE = (
    Made("Ask at every visit who lives in the home.", "Adults who move in are known.", ("health",), 3, (1,)),
    Made("Tell health of every child in a home to which officers are called.", "No child is left out.", ("police",), 3, (1,)),
)  # fmt: skip
PLANS = (
    Planned(1, "health", "A question on the form of every home visit."),
    Planned(2, "police", "A notice for each child of the household."),
)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def two_cases() -> None:
    """Their codes: one that has ended, and one that stands in its second week."""
    cast = assemble()
    print("CODES", ended_with_two_actions(cast).code, notified_on_the_last_day(cast).code)


def notified_on_the_last_day(cast: Cast) -> Review:
    """Known five days before Christmas; asked of four agencies, of which health alone has answered by itself."""
    review = _asked(cast)
    rapid_review.returns_in(cast, review, at=at(dt.date(2022, 1, 4)), returns=rapid_review.RETURNS[:1])
    return review


def met_and_decided_by_two() -> None:
    """The meeting was held; council and health board decide on other learning."""
    cast, review, day = _cast(), Review.objects.latest("pk"), at(MET)
    rapid_review.meeting_held(cast, review, at=day)
    rapid_review.put_to_the_partners(cast, review, at=day, outcome=Outcome.OTHER_LEARNING)
    for partner, who in ((cast.agencies.council, cast.dev), (cast.agencies.icb, cast.dina)):
        screening.decide(
            review, question=Question.REVIEW, partner=partner, outcome=Outcome.OTHER_LEARNING, decided_on=MET,
            reasons="A partnership review brings out what there is to learn.", by=who, at=day,
        )  # fmt: skip
    rapid_review.sent_to_national_panel(cast, review, at=at(LIMIT))


def reviewed_and_signed() -> None:
    """The partnership review went its way, and its report is signed."""
    cast, review = _cast(), Review.objects.latest("pk")
    panel.commissioned(cast, review, at=at(dt.date(2022, 1, 26)))
    report.report_drafted(cast, review, at=at(dt.date(2022, 5, 4)))
    recommendations.recommendations_made(
        cast, review, at=at(dt.date(2022, 5, 5)), findings_told=((f"{LEARNING}.", ()),), practice=(), recommended=MADE
    )
    report.report_agreed(cast, review, at=at(dt.date(2022, 5, 18)))
    publication.edition_prepared(cast, review, at=at(dt.date(2022, 5, 19)))
    publication.signed_off(cast, review, at=at(dt.date(2022, 5, 20)))
    publication.published(cast, review, at=at(dt.date(2022, 6, 8)))


def ended_with_two_actions(cast: Cast) -> Review:
    """Another case of the same days ended at the rapid review; two of three actions are planned."""
    review = _asked(cast)
    rapid_review.returns_in(cast, review, at=at(dt.date(2022, 1, 5)), returns=rapid_review.RETURNS[:3])
    rapid_review.ended_at_rapid_review(cast, review, at=at(MET))
    day = at(dt.date(2022, 1, 19))
    recommendations.recommendations_made(
        cast, review, at=day, findings_told=((f"{LEARNING}.", ()),), practice=(), recommended=MADE, by="priya"
    )
    recommendations.actions_planned(cast, review, at=day, plans=PLANS, judged=())
    return review


def _cast() -> Cast:
    """Those who were assembled by the step before, in another process."""
    people = {key: User.objects.get(email=email_of(key)) for key, *_ in PEOPLE}
    agencies = {key: Agency.objects.get(name=name) for key, name, _ in AGENCIES}
    return Cast(Partnership.objects.get(), SimpleNamespace(**agencies), SimpleNamespace(**people))


def _asked(cast: Cast) -> Review:
    review = referral.referred(cast, at=at(KNOWN + dt.timedelta(days=1)), known_on=KNOWN)
    referral.notified(cast, review, at=at(NOTIFIED))
    rapid_review.rapid_review_opened(cast, review, at=at(NOTIFIED, 11), asked=ASKED)
    return review
