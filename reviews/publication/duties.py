"""Which duties come with signing and publishing?"""

from reviews.case.duties import DutyKind, known
from reviews.meetings.duties import Heading, on_agenda

SIGN = known(DutyKind("publication.sign", "read the finished report and sign it", "publication"))
READ_FINALLY = known(
    DutyKind(
        "publication.read_finally",
        "read the finished report for anything that identifies somebody, and sign it",
        "publication",
    )
)
PLAN = known(DutyKind("publication.plan", "set the date of publication", "publication"))
SHARE = known(
    DutyKind(
        "publication.share",
        "send the report to the national Panel, the Department for Education and Ofsted",
        "publication",
        statutory=True,
    )
)
GO = known(DutyKind("publication.go", "give the go for publication on the day, or choose another day", "publication"))
AFTER = known(
    DutyKind(
        "publication.after",
        "decide whether the published report is kept, archived or withdrawn",
        "publication-after",
        of_thing=True,
    )
)
UNNAME = known(
    DutyKind(
        "publication.unname", "take what tells who somebody is out of the finished report", "publication",
        despite_hold=True,
    )
)  # fmt: skip
CONFIRM = known(
    DutyKind(
        "publication.confirm",
        "confirm, as a second person, that the published report was taken down",
        "publication-confirm",
        of_thing=True,
        despite_hold=True,
    )
)

OF_AN_EDITION = (SIGN, READ_FINALLY, PLAN, SHARE, GO, UNNAME)

on_agenda(Heading.DECIDE, SIGN, AFTER)
