"""The table of contents of the stages' models."""

from reviews.calendar.models import CalendarFeed
from reviews.case.models import Duty, Incident, Involvement, PhaseChange, Rest, Review, SubjectChild, TeamMember
from reviews.commissioning.models import Agreement, Checkpoint, DaysUsed, Interest, Invoice, Share
from reviews.conversations.models import ConversationNote, GuidedPoints, Participant, PointsSent, Quote, Session
from reviews.correspondence.models import WrittenLetter
from reviews.delays.models import DelayLetter
from reviews.disclosure.models import Disclosed, PapersRequest, Supplied
from reviews.documents.models import Document
from reviews.editing.models import AnsweredAt, LetStand
from reviews.family.models import DaySupport, FamilyContact, FamilyStanding, SafeRoute
from reviews.guidance.models import ExtraHoliday, RuleChange, RuleCheck
from reviews.identities.models import Address, Alias, IdentityNumber, Person
from reviews.meetings.models import AgendaItem, Attendance, FollowUp, Meeting
from reviews.panel.models import Commission, ReferenceQuestion, TermsOfReference
from reviews.proceedings.models import CourtOrder, Hold, HoldScope, Proceeding, ProceedingEvent, Release, Witness
from reviews.publication.models import Edition, Signature
from reviews.rapid_review.models import (
    AgencyReturn,
    KeyEvent,
    NationalPanelReply,
    PanelAsk,
    PersonAnswer,
    RapidReview,
    ReturnRequest,
    SafetyAction,
    SearchedPerson,
)
from reviews.readings.models import DraftReading
from reviews.referral.models import (
    AgencyTold,
    CameFrom,
    CriterionAnswer,
    EmailLink,
    JoinedPartnership,
    KeyDate,
    Notification,
    NotificationSheet,
    NotifiedChild,
    OtherNotification,
    PartnerDecision,
    Recommended,
    Referral,
    RelativeTold,
    ScrutineerComment,
    SiblingSafety,
)
from reviews.report.models import (
    Block,
    BlockText,
    ClearedHit,
    EditedFile,
    Report,
    ReportComment,
    ReturnedCopy,
    Round,
    RoundReader,
    Section,
    Version,
)

__all__ = [
    "Address", "AgencyReturn", "AgencyTold", "AgendaItem", "Agreement", "Alias", "AnsweredAt", "Attendance", "Block", "BlockText",
    "CalendarFeed", "CameFrom", "Checkpoint", "ClearedHit", "Commission", "ConversationNote", "CourtOrder",
    "CriterionAnswer", "DaySupport", "DaysUsed", "DelayLetter", "Disclosed", "Document", "DraftReading", "Duty",
    "EditedFile", "Edition", "EmailLink", "ExtraHoliday", "FamilyContact", "FamilyStanding", "FollowUp", "GuidedPoints", "Hold",
    "HoldScope", "IdentityNumber", "Incident", "Interest", "Invoice", "Involvement", "JoinedPartnership", "KeyDate",
    "KeyEvent", "LetStand", "Meeting", "NationalPanelReply", "Notification", "NotificationSheet", "NotifiedChild",
    "OtherNotification", "PanelAsk", "PapersRequest", "Participant", "PartnerDecision", "Person", "PersonAnswer",
    "PhaseChange", "PointsSent", "Proceeding", "ProceedingEvent", "Quote", "RapidReview", "Recommended", "ReferenceQuestion", "Referral",
    "RelativeTold", "Release", "Report", "ReportComment", "Rest", "ReturnRequest", "ReturnedCopy", "Review", "Round", "RoundReader", "RuleChange",
    "RuleCheck", "SafeRoute", "SafetyAction", "ScrutineerComment", "SearchedPerson", "Section", "Session", "Share",
    "SiblingSafety", "Signature", "SubjectChild", "Supplied", "TeamMember", "TermsOfReference", "Version",
    "Witness", "WrittenLetter",
]  # fmt: skip
