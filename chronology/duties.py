"""What do agencies owe in the chronology?"""

from reviews.case.duties import DutyKind, known

SUBMIT = known(DutyKind("chronology.submit", "submit your agency's chronology", "chronology-draft", of_thing=True))
