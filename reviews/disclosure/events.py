"""What can be said to have happened to requests for the papers of a case, and to what was supplied to it?"""

from cspr.audit.events import Event

RECEIVED = Event("disclosure.received", "logged a request for papers")
CORRECTED = Event("disclosure.corrected", "put a request for papers right")
EXTENDED = Event("disclosure.extended", "extended the time for a request for papers")
ADVISED = Event("disclosure.advised", "recorded legal advice on a request for papers")
DECIDED = Event("disclosure.decided", "recorded what is disclosed")
SENT = Event("disclosure.sent", "recorded papers that went out")
SENT_IN_ERROR = Event("disclosure.sent_in_error", "recorded a sending as entered in error")
CLOSED = Event("disclosure.closed", "closed a request for papers")
REOPENED = Event("disclosure.reopened", "opened a request for papers again")
VOIDED = Event("disclosure.voided", "recorded a request for papers as entered in error")
FILE_TAKEN = Event("disclosure.file_taken", "took a copy of a file of a request for papers")

SUPPLIED = Event("disclosure.supplied", "recorded material supplied to the review")
SUPPLY_CORRECTED = Event("disclosure.supply_corrected", "put a record of supplied material right")
SUPPLY_ENDED = Event("disclosure.supply_ended", "recorded what became of supplied material")
SUPPLY_VOIDED = Event("disclosure.supply_voided", "recorded supplied material as entered in error")

SCHEDULE_ASKED = Event("disclosure.schedule_asked", "had a schedule of everything held made")
SCHEDULE_TAKEN = Event("disclosure.schedule_taken", "took a copy of a schedule of everything held")
