"""Who may do what? One table: Permission × role × scope. The page "Who may do what" prints it as it stands."""

from dataclasses import dataclass

from django.db import models


class Permission(models.TextChoices):
    """What a page or a button asks for. The label completes the sentence "may …"."""

    REFER = "refer", "refer a case and see their own referrals"
    SEE_CASE = "see_case", "see that a case exists, its phase and what is owed"
    SEE_NAMES = "see_names", "see real names and the identity register"
    KEEP_NAMES = "keep_names", "keep the identity register"
    SEE_DOCUMENTS = "see_documents", "read the papers of a case"
    SEAL = "seal", "keep sealed legal advice: who may read it, and its release"
    DISCLOSE = "disclose", "keep requests for papers, what went out, and the schedule of what is held"
    LOG_REFERRAL = "log_referral", "log a referral or open a case"
    RUN_CASE = "run_case", "run a case: ask agencies, keep dates, enter for others"
    SCREEN = "screen", "answer the criteria and recommend"
    DECIDE = "decide", "decide and sign for a statutory safeguarding partner"
    DECIDE_JOINED = "decide_joined", "decide for a safeguarding partner of another area that has joined a review"
    SCRUTINISE = "scrutinise", "comment on decisions as independent scrutineer"
    NOTIFY = "notify", "record the serious incident notification"
    ANSWER = "answer", "write what their agency is asked for"
    SIGN_FOR_AGENCY = "sign_for_agency", "sign off what their agency sends"
    READ_RETURNS = "read_returns", "read the agency returns of the rapid review"
    READ_CHRONOLOGY = "read_chronology", "read the combined chronology"
    ANALYSE = "analyse", "form practice episodes and findings"
    SEE_CONVERSATIONS = "see_conversations", "see sessions and attendance"
    HOLD_CONVERSATIONS = "hold_conversations", "write notes of conversations"
    FAMILY = "family", "keep the family contact log"
    READ_REPORT = "read_report", "read the draft report"
    WRITE_REPORT = "write_report", "write the report"
    READ_FINALLY = "read_finally", "sign the finished report as its human reader"
    PUBLISH = "publish", "prepare, publish and withdraw"
    WRITE_RECOMMENDATIONS = "write_recommendations", "write findings and recommendations"
    REPORT_ON_ACTIONS = "report_on_actions", "report progress and evidence on their agency's actions"
    TRACK = "track", "follow the recommendations of all cases"
    ASSURE = "assure", "judge whether practice has changed"
    MANAGE_PEOPLE = "manage_people", "look after people, agencies and roles"
    KEEP_GUIDANCE = "keep_guidance", "correct the rules of the guidance and enter bank holidays"
    READ_TRAIL = "read_trail", "read the trail: who did and who looked"


class Scope(models.TextChoices):
    """Where a role is given: for the office's partnerships, for one agency, or in one review."""

    OFFICE = "office", "in a partnership"
    AGENCY = "agency", "for one agency"
    REVIEW = "review", "in one review"


class Role(models.TextChoices):
    BUSINESS_SUPPORT = "business_support", "Business support"
    OFFICE_LEAD = "office_lead", "Office lead"
    SUBGROUP_CHAIR = "subgroup_chair", "Chair of the sub-group"
    SCRUTINEER = "scrutineer", "Independent scrutineer"
    DELEGATED_PARTNER = "delegated_partner", "Delegated safeguarding partner"
    BOARD_MEMBER = "board_member", "Board member"
    GOVERNANCE = "governance", "Information governance lead"
    ADMINISTRATOR = "administrator", "Administrator"
    REFERRER = "referrer", "Referrer"
    NOTIFIER = "notifier", "Local authority notifier"
    CONTRIBUTOR = "contributor", "Agency contributor"
    SIGNATORY = "signatory", "Agency signatory"
    AGENCY_LEAD = "agency_lead", "Agency lead"
    LEAD_REVIEWER = "lead_reviewer", "Lead reviewer"
    PANEL_MEMBER = "panel_member", "Review panel member"
    HUMAN_READER = "human_reader", "Human reader"
    JOINED_PARTNER = "joined_partner", "Delegated partner of another area"


@dataclass(frozen=True)
class RoleInfo:
    """What a role is: where it is given, what it is for, and what it may do there."""

    scope: Scope
    what: str
    may: frozenset[Permission]

    @property
    def sees_names(self) -> bool:
        return Permission.SEE_NAMES in self.may

    @property
    def names(self) -> str:
        """Which real names somebody in this role sees: a request shows an agency whom it is asked about."""
        if self.sees_names:
            return "Sees real names."
        if Permission.ANSWER in self.may:
            return "Sees the real names and dates of birth of those their agency is asked about."
        return "Sees no real names."


P = Permission
READS_A_CASE = {P.SEE_CASE, P.SEE_DOCUMENTS, P.READ_RETURNS, P.READ_CHRONOLOGY, P.SEE_CONVERSATIONS, P.READ_REPORT}
ANSWERS = {P.REFER, P.SEE_CASE, P.ANSWER, P.REPORT_ON_ACTIONS}

ROLES: dict[Role, RoleInfo] = {
    Role.BUSINESS_SUPPORT: RoleInfo(
        Scope.OFFICE,
        "Runs the cases of the partnership: logs, asks, chases, keeps the clocks, prepares and publishes.",
        frozenset(
            READS_A_CASE
            | {
                P.REFER,
                P.SEE_NAMES,
                P.KEEP_NAMES,
                P.LOG_REFERRAL,
                P.RUN_CASE,
                P.SCREEN,
                P.NOTIFY,
                P.FAMILY,
                P.PUBLISH,
                P.TRACK,
                P.DISCLOSE,
            }
            | {P.WRITE_RECOMMENDATIONS, P.REPORT_ON_ACTIONS, P.ASSURE, P.MANAGE_PEOPLE}
        ),
    ),
    Role.OFFICE_LEAD: RoleInfo(
        Scope.OFFICE,
        "Instructs legal advisers for the partnership: keeps sealed legal advice, says who may read it, releases it.",
        frozenset({P.REFER, P.SEE_CASE, P.SEAL}),
    ),
    Role.SUBGROUP_CHAIR: RoleInfo(
        Scope.OFFICE,
        "Chairs the sub-group that screens referrals, recommends decisions and oversees reviews.",
        frozenset(READS_A_CASE | {P.REFER, P.SEE_NAMES, P.SCREEN, P.TRACK, P.ASSURE}),
    ),
    Role.SCRUTINEER: RoleInfo(
        Scope.OFFICE,
        "Comments on decisions independently of the partners.",
        frozenset(READS_A_CASE | {P.SCRUTINISE, P.TRACK}),
    ),
    Role.DELEGATED_PARTNER: RoleInfo(
        Scope.OFFICE,
        "Decides and signs for one of the three statutory safeguarding partners.",
        frozenset({P.REFER, P.SEE_CASE, P.SEE_DOCUMENTS, P.READ_RETURNS, P.READ_REPORT, P.DECIDE, P.TRACK, P.ASSURE}),
    ),
    Role.BOARD_MEMBER: RoleInfo(
        Scope.OFFICE,
        "Follows recommendations and judges whether practice has changed. Sees no case material.",
        frozenset({P.REFER, P.TRACK, P.ASSURE}),
    ),
    Role.GOVERNANCE: RoleInfo(
        Scope.OFFICE,
        "Reads the trail, sees who may do what, and answers requests for papers. Sees no other case text.",
        frozenset({P.SEE_CASE, P.READ_TRAIL, P.DISCLOSE}),
    ),
    Role.ADMINISTRATOR: RoleInfo(
        Scope.OFFICE,
        "Looks after people, agencies, roles, and the time limits that guidance sets. Sees no cases.",
        frozenset({P.MANAGE_PEOPLE, P.KEEP_GUIDANCE}),
    ),
    Role.REFERRER: RoleInfo(
        Scope.AGENCY, "Refers cases for their agency and sees what became of them.", frozenset({P.REFER})
    ),
    Role.NOTIFIER: RoleInfo(
        Scope.AGENCY,
        "Sends the local authority's serious incident notification and records its receipt.",
        frozenset({P.REFER, P.SEE_CASE, P.NOTIFY}),
    ),
    Role.CONTRIBUTOR: RoleInfo(
        Scope.AGENCY,
        "Answers requests for their agency: returns, chronologies, actions. Sees nothing of other agencies.",
        frozenset(ANSWERS),
    ),
    Role.SIGNATORY: RoleInfo(
        Scope.AGENCY,
        "Signs off what their agency sends. Sees nothing of other agencies.",
        frozenset(ANSWERS | {P.SIGN_FOR_AGENCY}),
    ),
    Role.AGENCY_LEAD: RoleInfo(
        Scope.AGENCY,
        "Answers and signs for their agency and for the smaller providers it leads.",
        frozenset(ANSWERS | {P.SIGN_FOR_AGENCY}),
    ),
    Role.LEAD_REVIEWER: RoleInfo(
        Scope.REVIEW,
        "Leads one review from outside: reads, analyses, holds conversations, drafts the report.",
        frozenset(
            READS_A_CASE
            | {
                P.SEE_NAMES,
                P.KEEP_NAMES,
                P.ANALYSE,
                P.HOLD_CONVERSATIONS,
                P.FAMILY,
                P.WRITE_REPORT,
                P.WRITE_RECOMMENDATIONS,
            }
        ),
    ),
    Role.PANEL_MEMBER: RoleInfo(
        Scope.REVIEW,
        "Oversees one review: reads, comments, checks accuracy.",
        frozenset(READS_A_CASE),
    ),
    Role.HUMAN_READER: RoleInfo(
        Scope.REVIEW,
        "Reads the finished report once more, looking for anything that could identify somebody, and signs it.",
        frozenset({P.SEE_CASE, P.READ_REPORT, P.READ_FINALLY}),
    ),
    Role.JOINED_PARTNER: RoleInfo(
        Scope.REVIEW,
        "Decides in one review for a safeguarding partner of another area that has joined it. Sees that review alone.",
        frozenset({P.SEE_CASE, P.READ_RETURNS, P.DECIDE_JOINED}),
    ),
}


def may(roles: set[str], permission: Permission) -> bool:
    """Does any of these roles carry the permission?"""
    return any(permission in ROLES[Role(role)].may for role in roles)


def permissions_of(roles: set[str]) -> frozenset[Permission]:
    """Everything these roles together may do."""
    return frozenset().union(*(ROLES[Role(role)].may for role in roles))


# What a person is told on their first visits: what they come for, where it stands, and what happens with it.
WELCOME: dict[Role, tuple[str, ...]] = {
    Role.BUSINESS_SUPPORT: (
        "Here you run the cases of your partnership: log what comes in, ask agencies, keep the dates, publish.",
        "This page shows what waits for the office, the most pressing first; below it what others owe you, whom to ring, and how many days each statutory clock has left.",
        "What reaches you by e-mail or telephone you enter for the person who gave it. It counts from the day it was given.",
        "Find a case by its code at the top of every page.",
    ),
    Role.OFFICE_LEAD: (
        "Here you keep legal advice that is sealed: under Papers of a case you see every sealed paper of your partnership.",
        "You say by name who may read each. Only you and they can release it, and the reason is kept.",
        "Nobody else sees that it exists. To run cases as well you hold the role of business support beside this one.",
    ),
    Role.SUBGROUP_CHAIR: (
        "Here you see every case of your partnership, screen what is referred, and record what the sub-group recommends.",
        "Recommendations to make come to this page with their dates. The office prepares the answers to the criteria; in the case you can answer them too. The partners then decide.",
        "You also follow what became of the recommendations of all cases.",
    ),
    Role.SCRUTINEER: (
        "Here you read the cases of your partnership and comment on what the partners decide, independently of them.",
        "Decisions without a comment of yours stand on this page.",
        "You see no real names. What you write is read by the office, the partners and the review team.",
    ),
    Role.DELEGATED_PARTNER: (
        "Here you decide and sign for your safeguarding partner.",
        "Each decision comes to this page with what the sub-group recommends and why. Your reasons are kept with it.",
        "If you cannot sign in, tell the office: it records your decision for you, with your name and the date you gave it.",
    ),
    Role.BOARD_MEMBER: (
        "Here you follow what has been recommended in all cases, and judge whether practice has changed.",
        "What is late, or done but not proven, comes first, with what holds it up.",
        "You see no case material. For that, ask the office.",
    ),
    Role.GOVERNANCE: (
        "Here you see who looked at which case, who may look, and what stands out as unusual.",
        "Each line says why it is shown and leads to the trail. Unusual is not wrong: often there is a plain reason.",
        "Of a case you see requests for its papers and what went out, and no other text. Your own looks are in the trail.",
    ),
    Role.ADMINISTRATOR: (
        "Here you look after people, agencies and roles, and the time limits that guidance sets. You see no cases.",
        "A person may do what their roles allow and nothing else. End a role on its last day; nothing is deleted.",
        "What you do stands in the trail that information governance reads, also when it concerns yourself.",
    ),
    Role.REFERRER: (
        "Here you refer a case in which a child died or was seriously harmed, or from which there is something to learn.",
        "What you type is saved as you go. The office answers you, and this page shows what became of it.",
        "If a child is in danger now, do not use this form: ring the police on 999, or children's social care.",
    ),
    Role.NOTIFIER: (
        "Here you record the serious incident notification that your authority sends in the national system.",
        "When the authority decides to notify, it comes to this page with the day it is due and how that day is counted.",
        "You can prepare the text here, copy it into the national system, and put the receipt back with its date.",
    ),
    Role.CONTRIBUTOR: (
        "Here you answer for your agency when the office asks. Each request says whom to look for, which years, and by when.",
        "You can say that nothing is held, upload a document, or type it. What you type is saved as you go.",
        "Nothing goes out before somebody has signed it off for your agency. You see nothing of other agencies.",
        "Not sure that a request is genuine? Ring the office on a number you already have and quote the reference.",
    ),
    Role.SIGNATORY: (
        "Here you read and sign off what your agency sends. What waits for your signature says so.",
        "You can also answer a request yourself: say that nothing is held, upload a document, or type it.",
        "Once signed off it is locked. If something must change, ask the office to send it back.",
    ),
    Role.AGENCY_LEAD: (
        "Here you answer and sign for your own agency, and for the smaller providers it leads.",
        "Each request says which of them is asked, whom to look for, which years, and by when.",
        "Once signed off it is locked. If something must change, ask the office to send it back.",
    ),
    Role.LEAD_REVIEWER: (
        "Here you lead your review: read what agencies send, pick out the episodes that mattered, hold conversations, write the report.",
        "This page shows what came in since you last opened the case, and leads back to where you were writing.",
        "In the report people stand under labels, such as “mother”. The checks list any real name that is left, and the report cannot go out while one is.",
    ),
    Role.PANEL_MEMBER: (
        "Here you oversee one review: you read what agencies sent and the draft report, and check that it is accurate.",
        "When a draft goes round, it comes to this page with the day by which to comment.",
        "You can also say that you have no comments. That helps the reviewer too.",
    ),
    Role.HUMAN_READER: (
        "Here you read the finished report once more, looking for anything that could identify somebody.",
        "When it is ready, it comes to this page. Think of a neighbour, a classmate, a local newspaper: what would they recognise?",
        "If you find something, do not sign: tell the office what it is.",
    ),
    Role.JOINED_PARTNER: (
        "Here you decide for your safeguarding partner in one review of another area that yours has joined.",
        "You read what the agencies answered under labels, and give your decision with its reasons. It stands beside theirs.",
        "Of the other cases of that area you see nothing. Questions go to its office.",
    ),
}  # fmt: skip
