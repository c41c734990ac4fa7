"""What can be said to have happened in the first days of a case?"""

from cspr.audit.events import Event

REFERRED = Event("referral.referred", "referred the case")
LINK_SENT = Event("referral.link_sent", "sent a link that confirms an e-mail address")
LINK_USED = Event("referral.link_used", "had an e-mail address confirmed by its link")
REFERRAL_CHANGED = Event("referral.changed", "changed the referral")
ROWS_CHANGED = Event("referral.rows_changed", "changed family, agencies or key dates that the referral tells")
OPENED_DIRECTLY = Event("referral.opened_directly", "opened the case without a referral")
CRITERION_ANSWERED = Event("referral.criterion_answered", "answered a criterion")
RECOMMENDED = Event("referral.recommended", "recorded what the sub-group recommends")
RECOMMENDATION_CHANGED = Event("referral.recommendation_changed", "changed what the sub-group recommends")
DECIDED = Event("referral.decided", "recorded a partner's decision")
DECISION_CHANGED = Event("referral.decision_changed", "changed a partner's decision")
COMMENTED = Event("referral.commented", "recorded the scrutineer's comment")
COMMENT_CHANGED = Event("referral.comment_changed", "changed the scrutineer's comment")
NOTIFICATION_PREPARED = Event("referral.notification_prepared", "prepared the serious incident notification")
NOTIFIED = Event("referral.notified", "recorded the serious incident notification as sent")
NOTIFICATION_CHANGED = Event("referral.notification_changed", "changed the record of the notification")
NOTIFICATION_WITHDRAWN = Event("referral.notification_withdrawn", "withdrew the serious incident notification")
NOTIFICATION_REINSTATED = Event("referral.notification_reinstated", "took back the withdrawal of the notification")
OTHER_OWED = Event(
    "referral.other_owed", "recorded that the death of a child in care or a care leaver is to be notified"
)
OTHER_SENT = Event("referral.other_sent", "recorded the death of a child in care or a care leaver as notified")
OTHER_VOIDED = Event("referral.other_voided", "took back that the death of a child in care or a care leaver is owed")
CONCLUDED = Event("referral.concluded", "concluded the screening")
SHEET_WRITTEN = Event("referral.sheet_written", "wrote what the national form asks")
SIBLING_RECORDED = Event("referral.sibling_recorded", "recorded whether a sibling is safe")
SIBLING_CHANGED = Event("referral.sibling_changed", "changed whether a sibling is safe")
SIBLING_REMOVED = Event("referral.sibling_removed", "took a sibling entered in error off the notification")

# What the authority that notifies reads of the chronicle, beside the phases of the case.
OF_THE_NOTIFIER = (
    NOTIFICATION_PREPARED, NOTIFIED, NOTIFICATION_CHANGED, SHEET_WRITTEN, SIBLING_RECORDED, SIBLING_CHANGED,
    SIBLING_REMOVED,
)  # fmt: skip
