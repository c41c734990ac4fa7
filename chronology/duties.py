"""What do agencies owe in the chronology?"""

from reviews.case.duties import DutyKind, known

SUBMIT = known(DutyKind("chronology.submit", "submit the agency's chronology", "chronology-draft", of_thing=True))
ENTER = known(
    DutyKind(
        "chronology.enter", "type in the chronology an agency sent as a document", "chronology-draft", of_thing=True
    )
)
REPORT = known(DutyKind("chronology.report", "write the agency report", "agency-report", of_thing=True))
