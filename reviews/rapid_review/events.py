"""What can be said to have happened in a rapid review?"""

from cspr.audit.events import Event

OPENED = Event("rapid_review.opened", "opened the rapid review")
PERSON_SEARCHED = Event("rapid_review.person_searched", "put a person on the search list")
PERSON_WITHDRAWN = Event("rapid_review.person_withdrawn", "took a person off the search list")
ASKED = Event("rapid_review.asked", "asked an agency for its return")
REQUEST_OPENED = Event("rapid_review.request_opened", "opened the request for the first time")
HANDED_ON = Event("rapid_review.handed_on", "handed the request on to a colleague")
REQUEST_MOVED = Event("rapid_review.request_moved", "moved the date of a request")
REQUEST_WITHDRAWN = Event("rapid_review.request_withdrawn", "withdrew a request")
RETURN_SAVED = Event("rapid_review.return_saved", "saved the draft of the agency's return")
RETURN_READY = Event("rapid_review.return_ready", "asked for the agency's return to be signed off")
RETURN_SIGNED = Event("rapid_review.return_signed", "signed off an agency return")
RETURN_SENT_BACK = Event("rapid_review.return_sent_back", "sent an agency return back")
MORE_ANSWERED = Event("rapid_review.more_answered", "answered about a person added to the search list")
WRITTEN = Event("rapid_review.written", "wrote what the rapid review found")
SENT = Event("rapid_review.sent", "recorded that the rapid review was sent to the national Panel")
NOT_SENT = Event("rapid_review.not_sent", "took back that the rapid review was sent")
REPLIED = Event("rapid_review.replied", "recorded the national Panel's reply")
ANSWERED = Event("rapid_review.answered", "recorded the answer to the national Panel")
CONCLUDED = Event("rapid_review.concluded", "concluded the rapid review")
PAPER_ASKED = Event("rapid_review.paper_asked", "asked for a paper of the rapid review")
