"""What is owed to somebody who asks for the papers of a case?"""

from reviews.case.duties import DutyKind, known

WHAT, PAGE = "answer the request for papers", "disclosure-request"
# Where a statute or an order of a court sets the day, and where it is agreed. A hold stops neither: it is when a case is
# held for a trial that its papers are asked for.
ANSWER = known(DutyKind("disclosure.answer", WHAT, PAGE, statutory=True, of_thing=True))
ANSWER_AGREED = known(DutyKind("disclosure.answer_agreed", WHAT, PAGE, of_thing=True, despite_hold=True))
