"""How does each case of the demonstration begin that has only just come, or never went far?"""

from cspr.demo.days import Story
from cspr.demo.texts import first_days, office, online
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.referral.rules import ChildGiven
from reviews.referral.tests import steps as referral


def two_and_unborn(cast: Cast, story: Story) -> Review:
    """Notified: two children who were alone, and their mother expecting a third."""
    (girl, boy), day = first_days.ALONE_CHILDREN, story.born
    children = [
        ChildGiven(*girl, born_on=day(years=4, days=190), row=1),
        ChildGiven(*boy, born_on=day(years=1, days=182), row=2),
        ChildGiven(unborn=True, row=3),
    ]
    review = referral.referred(
        cast, at=story.at(1), children=children, agency="police", happened_on=story.began_on, known_on=story.day(1),
        **first_days.ALONE,
    )  # fmt: skip
    referral.screened(cast, review, at=story.at(3), said=first_days.ALONE_SAID)
    referral.sheet_written(
        cast, review, at=story.at(4), fields=office.SHEET, child=office.SHEET_CHILD, sibling=office.SIBLING
    )
    referral.notified(cast, review, at=story.at(5))
    return review


def not_notified(cast: Cast, story: Story) -> Review:
    """Not notified: a fall, looked at with care, and another way of learning from it."""
    child = ChildGiven(*first_days.FALL_CHILD, born_on=story.born(years=9, days=77))
    review = referral.referred(
        cast, at=story.at(6), children=[child], agency="academy", happened_on=story.began_on, known_on=story.day(5),
        **first_days.FALL,
    )  # fmt: skip
    referral.not_notified(cast, review, at=story.at(9), said=first_days.FALL_SAID)
    return review


def just_referred(cast: Cast, story: Story) -> Review:
    """Referred: tablets on a low shelf; nobody has looked at it yet."""
    child = ChildGiven(*first_days.TABLETS_CHILD, born_on=story.born(years=2, days=66))
    return referral.referred(
        cast, at=story.at(2), children=[child], agency="hospital", happened_on=story.began_on, known_on=story.day(1),
        **first_days.TABLETS,
    )  # fmt: skip


def left_care(cast: Cast, story: Story) -> Review:
    """Referred: a care leaver died. The Secretary of State has been told; Ofsted is still owed."""
    person = ChildGiven(*online.LEFT_CARE_PERSON, born_on=story.born(years=20, days=12), died_on=story.began_on)
    review = referral.referred(
        cast, at=story.at(1), children=[person], agency="council", happened_on=story.began_on, known_on=None,
        **online.LEFT_CARE,
    )  # fmt: skip
    referral.death_in_care(cast, review, at=story.at(2))
    return review


def from_outside(cast: Cast, story: Story) -> Review:
    """Referred: a practice nurse without an account wrote by the on-line form; nobody has looked at it yet."""
    child = ChildGiven(*online.WOUND_CHILD, born_on=story.born(years=7, days=51))
    return referral.referred_online(
        cast, at=story.at(9), email=online.NURSE, children=[child], happened_on=story.began_on, family=online.WOUND_FAMILY,
        agencies=online.WOUND_AGENCIES, dates=online.wound_dates(story.began_on, story.day(9)), **online.WOUND,
    )  # fmt: skip
