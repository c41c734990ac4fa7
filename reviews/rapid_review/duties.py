"""What does a rapid review leave for somebody to do?"""

from reviews.case.duties import DutyKind, known

SEND = known(
    DutyKind("rapid_review.send", "send the rapid review to the national Panel", "rapid-review-send", statutory=True)
)
CONCLUDE = known(
    DutyKind(
        "rapid_review.conclude", "conclude the rapid review once the partners have decided", "rapid-review-conclude"
    )
)
RETURN = known(
    DutyKind("rapid_review.return", "answer the rapid review's request", "rapid-review-return", of_thing=True)
)
MORE = known(
    DutyKind(
        "rapid_review.more", "answer about a person added to the search list", "rapid-review-answer", of_thing=True
    )
)
ANSWER_PANEL = known(
    DutyKind(
        "rapid_review.answer_panel", "answer what the national Panel asks for", "rapid-review-ask-answer", of_thing=True
    )
)
RECONSIDER = known(
    DutyKind(
        "rapid_review.reconsider", "record what the partners make of the national Panel’s letter",
        "rapid-review-reconsider", of_thing=True,
    )
)  # fmt: skip
SAFETY = known(
    DutyKind(
        "rapid_review.safety", "do what keeps a child safe, and say who confirmed it", "rapid-review-safety-action",
        of_thing=True,
    )
)  # fmt: skip
JOINED = known(
    DutyKind(
        "rapid_review.joined", "decide for your partner of another area that has joined the review",
        "rapid-review-joined", of_thing=False,
    )
)  # fmt: skip
COMPLETE = known(DutyKind("rapid_review.complete", "complete the review", "report", statutory=True))
