"""What do agencies owe in the chronology?"""

from reviews.case.duties import DutyKind, known

SUBMIT = known(DutyKind("chronology.submit", "submit the agency's chronology", "chronology-draft", of_thing=True))
ENTER = known(
    DutyKind(
        "chronology.enter", "type in the chronology an agency sent as a document", "chronology-draft", of_thing=True
    )
)
REPORT = known(DutyKind("chronology.report", "write the agency report", "agency-report", of_thing=True))
MORE_TIME = known(
    DutyKind(
        "chronology.more_time", "answer an agency that asks for more time for its chronology",
        "chronology-more-time-answer", of_thing=True,
    )
)  # fmt: skip
REPORT_MORE_TIME = known(
    DutyKind(
        "chronology.report_more_time", "answer an agency that asks for more time for its agency report",
        "agency-report-more-time-answer", of_thing=True,
    )
)  # fmt: skip
QUESTION = known(
    DutyKind("chronology.question", "answer a question on the agency's chronology", "chronology-draft", of_thing=True)
)
