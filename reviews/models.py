"""The table of contents of the stages' models."""

from reviews.calendar.models import CalendarFeed
from reviews.case.models import (
    Duty,
    Hold,
    Incident,
    Involvement,
    PhaseChange,
    Review,
    SubjectChild,
    TeamMember,
)
from reviews.conversations.models import ConversationNote, GuidedPoints, Participant, Session
from reviews.disclosure.models import Disclosed, PapersRequest, Supplied
from reviews.documents.models import Document
from reviews.family.models import FamilyContact
from reviews.identities.models import Address, Alias, IdentityNumber, Person
from reviews.meetings.models import AgendaItem, Attendance, FollowUp, Meeting
from reviews.panel.models import Commission, ReferenceQuestion, TermsOfReference
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
from reviews.referral.models import (
    AgencyTold,
    CriterionAnswer,
    EmailLink,
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
from reviews.report.models import Block, BlockText, ClearedHit, Report, ReportComment, Section, Version

__all__ = [
    "Address", "AgencyReturn", "AgencyTold", "AgendaItem", "Alias", "Attendance", "Block", "BlockText",
    "CalendarFeed", "ClearedHit", "Commission", "ConversationNote", "CriterionAnswer", "Disclosed", "Document",
    "Duty", "Edition", "EmailLink", "FamilyContact", "FollowUp", "GuidedPoints", "Hold", "IdentityNumber", "Incident",
    "Involvement", "KeyDate", "KeyEvent", "Meeting", "NationalPanelReply", "Notification", "NotificationSheet",
    "NotifiedChild", "OtherNotification", "PanelAsk", "PapersRequest", "Participant", "PartnerDecision", "Person",
    "PersonAnswer", "PhaseChange", "RapidReview", "Recommended", "ReferenceQuestion", "Referral", "RelativeTold",
    "Report", "ReportComment", "ReturnRequest", "Review", "SafetyAction", "ScrutineerComment", "SearchedPerson",
    "Section", "Session", "SiblingSafety", "Signature", "SubjectChild", "Supplied", "TeamMember", "TermsOfReference",
    "Version",
]  # fmt: skip
