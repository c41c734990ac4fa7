"""What can be said to have happened to the finished report?"""

from cspr.audit.events import Event

DRAFT_ASKED = Event("publication.draft_asked", "asked for the draft report as PDF")
RENDERED = Event("publication.rendered", "took the report out as a file")
LARGE_ASKED = Event("publication.large_asked", "asked for the report in large print")
WORD_ASKED = Event("publication.word_asked", "asked for the report as a Word document")
PREPARE_ASKED = Event("publication.prepare_asked", "asked for the agreed report to be prepared for signing")
PREPARED = Event("publication.prepared", "prepared the agreed report for signing")
REPLACED = Event("publication.replaced", "set the prepared report aside; its signatures lapsed")
SIGNED = Event("publication.signed", "signed the finished report")
SIGNATURE_WITHDRAWN = Event("publication.signature_withdrawn", "withdrew a signature from the finished report")
PLANNED = Event("publication.planned", "set the date of publication")
SHARED = Event(
    "publication.shared", "recorded that the report was sent to the national Panel, the Department and Ofsted"
)
GO_GIVEN = Event("publication.go_given", "gave the go for publication today")
GO_TAKEN_BACK = Event("publication.go_taken_back", "took the go for publication back")
STOPPED = Event("publication.stopped", "stopped the publication: the finished file tells who somebody is")
PUBLISHED = Event("publication.published", "published the report")
WINDOW_ENDED = Event("publication.window_ended", "asked what becomes of the published report, its time being over")
AFTER_DECIDED = Event("publication.after_decided", "decided what becomes of the published report")
WITHHELD = Event("publication.withheld", "recorded the decision not to publish the report in full")
WITHHELD_NO_MORE = Event("publication.withheld_no_more", "took back the decision not to publish the report in full")
TAKEN_DOWN = Event("publication.taken_down", "took the published report down")
TAKE_DOWN_CONFIRMED = Event("publication.take_down_confirmed", "confirmed that the report was taken down")
PUT_BACK = Event("publication.put_back", "put the published report back")
