"""What the reviews make known to the chassis when the system starts."""

from django.apps import AppConfig

from agencies.roles import Permission
from cspr.letters.shipped import GENUINE, Letter, register

# The parts of the home page, from above.
PAGES = {
    "office": "reviews/case/home/office.html",
    "papers asked for": "reviews/disclosure/home.html",
    "watch": "reviews/case/home/watch.html",
    "writing": "reviews/report/home.html",
    "uncommented": "reviews/referral/home_uncommented.html",
    "referrals": "reviews/referral/home_own.html",
}
FIELDS = ("code", "what", "due", "link", "phone")
REMINDING = (*FIELDS, "sender")
_GENUINE = (
    "\n\nWhat this is about, who asks and on what legal basis: {about}\n\nIf you are not sure that this message is "
    "genuine, ring {sender} on a number you already have, or on the one on its public website, which should be {phone}, "
    "and quote {code}."
)
LETTERS = (
    Letter(
        "duty_reminder",
        "{code}: due on {due}",
        "In {code} you are asked to: {what}.\n\nIt is due on {due}. Sign in at {link} to do it.\n\n"
        "If you cannot, please ring the office: {phone}." + _GENUINE,
        REMINDING,
        title="Reminder before something is due",
        must=GENUINE,
    ),
    Letter(
        "duty_overdue",
        "{code}: was due on {due}",
        "In {code} you were asked to: {what}.\n\nIt was due on {due} and is still open. Sign in at {link} to do it.\n\n"
        "If something stands in the way, please ring the office: {phone}." + _GENUINE,
        REMINDING,
        title="Reminder of something late",
        must=GENUINE,
    ),
    Letter(
        "duty_raised",
        "{code}: an agency is late, due {due}",
        "In {code} {agency} was asked to: {what}.\n\nIt was due on {due} and is still open; the agency was reminded. "
        "Sign in at {link} to see where it stands.\n\nThe office can be reached on {phone}." + _GENUINE,
        (*REMINDING, "agency"),
        title="An agency stays late",
        must=GENUINE,
    ),
    Letter(
        "publication_go",
        "{code}: publication waits for your go",
        "In {code} publication was planned for {due}. It did not go out.\n\n"
        "You are asked to: {what}. Sign in at {link} to do it.\n\nThe office can be reached on {phone}.",
        FIELDS,
        title="Publication waits for a go",
    ),
)


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        # Models can be imported only once the apps are loaded.
        from agencies.actions.organisations import use_partners
        from agencies.actions.people import use_handing
        from agencies.queries import use_held_by, use_open_places, use_review_counts
        from cspr.jobs.actions import register as register_work
        from reviews.case import actions as cases
        from reviews.case import events as phases
        from reviews.case import queries as case
        from reviews.commissioning.actions import look_again
        from reviews.conversations import actions as talks
        from reviews.conversations import events as conversations
        from reviews.conversations import queries as conversing
        from reviews.delays import narrative as delays  # noqa: F401  lists its letter
        from reviews.disclosure import actions as disclosing
        from reviews.disclosure import queries as disclosure
        from reviews.documents import queries as papers_of_case
        from reviews.editing.narrative import MATERIAL
        from reviews.editing.queries import use_material
        from reviews.family import queries as family
        from reviews.identities import queries as people
        from reviews.identities.actions import use_registered
        from reviews.meetings import actions as meetings
        from reviews.meetings import duties as agreed
        from reviews.meetings import queries as meeting
        from reviews.meetings.queries import FILE_MINUTES, PACK
        from reviews.panel import duties  # noqa: F401  lists what is filed when a case comes to its phase
        from reviews.proceedings import queries as proceedings
        from reviews.proceedings.duties import CONFIRM, LOOK_AT_HOLD
        from reviews.publication import actions, queries
        from reviews.publication import duties as publication
        from reviews.rapid_review import duties as asked
        from reviews.rapid_review import events as rapid_review
        from reviews.rapid_review import narrative
        from reviews.rapid_review import queries as rapid
        from reviews.rapid_review.actions import papers
        from reviews.readings import queries as copies
        from reviews.referral import actions as screening
        from reviews.referral import events as notifying
        from reviews.referral import queries as referral
        from reviews.referral.duties import DECIDE
        from reviews.report import duties as draft
        from reviews.report import events as report
        from reviews.report import queries as reports
        from reviews.report.actions import close_rounds, follow_conversations, follow_to, use_word

        for letter in LETTERS:
            register(letter)
        named = {
            "conversations": conversing, "documents": papers_of_case, "family": family, "identities": people,
            "meetings": meeting, "rapid_review": rapid, "report": reports,
        }  # fmt: skip
        for stage, told in named.items():
            case.use_things(stage, **told.THINGS)
        for telling in (conversing, copies, family, meeting, proceedings, rapid):
            for kind, about in telling.ABOUT.items():
                case.use_about(kind, about)
        of_the_phase = (phases.OPENED, phases.PHASE_CHANGED, phases.STEPPED_BACK)
        case.share(Permission.NOTIFY, *(event.kind for event in (*of_the_phase, *notifying.OF_THE_NOTIFIER)))
        use_open_places(case.open_places)
        use_review_counts(case.reviews_counted)
        use_held_by(case.held_by)
        use_handing(cases.hand_over)
        use_partners(screening.follow_partners)
        use_partners(actions.follow_partners)
        for kind in (agreed.FOLLOW_UP, agreed.FOLLOW_UP_OF_NO_CASE):
            cases.use_handed(kind, meetings.follow_to)
        cases.use_involved(look_again)
        talks.use_conversations(follow_conversations)
        cases.use_handed(agreed.HOLD_SUBGROUP, meetings.hold_to)
        cases.use_handed(draft.COMMENT, follow_to)
        for kind in queries.DRAFTS:
            register_work(kind, actions.make_draft)
        register_work(queries.PREPARE, actions.prepare_edition)
        use_registered(actions.follow_register)
        people.use_places(lambda review: [people.Place(*told) for told in queries.places_telling(review)])
        use_word(actions.word_of)
        for kind in papers.KINDS:
            register_work(kind, papers.make_paper)
        for kind in (disclosure.SCHEDULE_PDF, disclosure.SCHEDULE_XLSX):
            register_work(kind, disclosing.make_schedule)
        register_work(PACK, meetings.make_pack)
        register_work(FILE_MINUTES, meetings.file_minutes)
        for material in MATERIAL:
            use_material(material)
        panels = {
            "office": (Permission.RUN_CASE, case.over_all_cases),
            "papers asked for": (Permission.READ_TRAIL, disclosure.at_desk),
            "watch": (Permission.READ_TRAIL, case.watch),
            "writing": (Permission.WRITE_REPORT, reports.at_desk),
            "uncommented": (Permission.SCRUTINISE, referral.uncommented),
            "referrals": (Permission.REFER, referral.own_referrals),
        }
        for place, (name, (asks, ask)) in enumerate(panels.items()):
            case.use_panel(case.Panel(name, PAGES[name], frozenset({asks}), ask, place=place))
        case.use_open_ends(proceedings.open_ends, LOOK_AT_HOLD, CONFIRM)
        case.use_open_ends(reports.open_ends, draft.COMMENT)
        cases.use_closing(close_rounds, draft.COMMENT)
        case.use_open_ends(queries.open_ends, publication.AFTER, publication.CONFIRM)
        case.use_over(queries.withheld_and_open)
        for kind in (asked.RETURN, asked.MORE):
            case.use_cards(kind, narrative.cards)
        case.use_at_colleague(asked.RETURN, rapid.at_colleague)
        for kind in DECIDE.values():
            case.use_cards(kind, referral.decision_cards)
        case.use_news("agency returns", rapid_review.RETURN_SIGNED.kind, rapid_review.MORE_ANSWERED.kind)
        case.use_news("comments on the draft", report.COMMENTED.kind, report.NO_COMMENTS.kind)
        case.use_news("notes of conversations", conversations.NOTED.kind, conversations.RELEASED.kind)
