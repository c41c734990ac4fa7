"""How does each case of the demonstration come to where it stands? By the actions of the pages, one after another."""

from collections.abc import Callable

from cspr.tests.cast import Cast
from demo.days import Story
from demo.texts import robin_case, robin_change
from recommendations.tests import steps as recommendations
from reviews.case.models import Review
from reviews.panel.tests import steps as panel
from reviews.rapid_review.tests import steps as rapid_review
from reviews.referral.rules import ChildGiven
from reviews.referral.tests import steps as referral

Teller = Callable[[Cast, Story], Review]


def robin(cast: Cast, story: Story) -> Review:
    """The long one: burns seen on a Monday, a review of nine agencies, a published report, and what is done since."""
    child = ChildGiven(*robin_case.CHILD, born_on=story.born(years=6, days=70))
    review = referral.referred(
        cast, at=story.at(3), children_given=[child], happened_on=story.began_on, known_on=story.day(2)
    )
    referral.screened(cast, review, at=story.at(4))
    referral.notified(cast, review, at=story.at(5))
    rapid_review.rapid_review_opened(cast, review, at=story.at(6), family=robin_case.SEARCHED)
    rapid_review.returns_in(cast, review, at=story.at(16))
    rapid_review.rapid_review_decided(cast, review, at=story.at(20))
    rapid_review.national_panel_replied(cast, review, at=story.at(31))
    panel.commissioned(cast, review, at=story.at(34), questions=robin_case.QUESTIONS, terms=robin_case.TERMS)
    _named(cast, review, robin_case.LABEL, robin_case.CHOSEN_BY, at=story.at(36))
    _told_and_written(cast, review, story)
    _signed_and_published(cast, review, story)
    recommendations.actions_planned(
        cast, review, at=story.at(212), plans=robin_change.PLANS, judged=robin_change.JUDGED,
        refused=robin_change.REFUSED,
    )  # fmt: skip
    return review
