"""What is owed about the report?"""

from agencies.roles import Permission
from reviews.case.duties import DutyKind, known
from reviews.meetings.duties import Heading, on_agenda

COMMENT = known(
    DutyKind(
        "report.comment",
        "read the draft report and comment",
        "report-copy",
        of_thing=True,
        asks=Permission.READ_REPORT,
        by_deputy=True,
    )
)
# Due this many days after the round of comments is.
ANSWER = known(DutyKind("report.answer", "answer the comments on the draft report", "report-round", of_thing=True))
ANSWER_DAYS = 14

on_agenda(Heading.READ, COMMENT)
