"""What can be said to have happened in the first days of a case?"""

from cspr.audit.events import Event

REFERRED = Event("referral.referred", "referred the case")
REFERRAL_CHANGED = Event("referral.changed", "changed the referral")
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
