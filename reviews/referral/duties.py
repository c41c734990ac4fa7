"""What kinds of duty belong to the first days, and to the two decisions of the partners?"""

from reviews.case.duties import DutyKind, known
from reviews.meetings.duties import Heading, on_agenda

NOTIFY = known(
    DutyKind("referral.notify", "send the serious incident notification", "referral-notification", statutory=True)
)
OTHER_NOTIFY = known(
    DutyKind(
        "referral.other_notify", "notify the death of a looked-after child or care leaver", "referral-other-sent",
        statutory=True, of_thing=True,
    )
)  # fmt: skip

# By question: the rapid review asks for the same three things again, on pages of its own.
CRITERIA = {
    "notify": known(DutyKind("referral.criteria", "answer the criteria for notifying", "referral-criteria")),
    "review": known(
        DutyKind("rapid_review.criteria", "answer the criteria for a local review", "rapid-review-criteria")
    ),
}
RECOMMEND = {
    "notify": known(DutyKind("referral.recommend", "recommend whether to notify", "referral-recommend")),
    "review": known(
        DutyKind("rapid_review.recommend", "recommend what follows the rapid review", "rapid-review-recommend")
    ),
}
DECIDE = {
    "notify": known(DutyKind("referral.decide", "decide whether to notify", "referral-decide", of_thing=True)),
    "review": known(
        DutyKind("rapid_review.decide", "decide what follows the rapid review", "rapid-review-decide", of_thing=True)
    ),
}
OPEN_RAPID_REVIEW = known(DutyKind("rapid_review.open", "open the rapid review", "rapid-review-open"))

on_agenda(Heading.SCREEN, RECOMMEND["notify"])
on_agenda(Heading.DECIDE, DECIDE["notify"], RECOMMEND["review"], DECIDE["review"])
