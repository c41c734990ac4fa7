"""What the reviews make known to the chassis when the system starts."""

from django.apps import AppConfig

from agencies.roles import Permission
from cspr.letters.shipped import Letter, register

HOME = "reviews/case/home"
FIELDS = ("code", "what", "due", "link", "phone")
LETTERS = (
    Letter(
        "duty_reminder",
        "{code}: due on {due}",
        "In {code} you are asked to: {what}.\n\nIt is due on {due}. Sign in at {link} to do it.\n\n"
        "If you cannot, please ring the office: {phone}.",
        FIELDS,
    ),
    Letter(
        "duty_overdue",
        "{code}: was due on {due}",
        "In {code} you were asked to: {what}.\n\nIt was due on {due} and is still open. Sign in at {link} to do it.\n\n"
        "If something stands in the way, please ring the office: {phone}.",
        FIELDS,
    ),
    Letter(
        "publication_go",
        "{code}: publication waits for your go",
        "In {code} publication was planned for {due}. It did not go out.\n\n"
        "You are asked to: {what}. Sign in at {link} to do it.\n\nThe office can be reached on {phone}.",
        FIELDS,
    ),
)


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        # Models can be imported only once the apps are loaded.
        from agencies.queries import use_open_places
        from cspr.jobs.actions import register as register_work
        from reviews.case.queries import Panel, open_places, over_all_cases, use_cards, use_news, use_panel, watch
        from reviews.conversations import events as conversations
        from reviews.panel import duties  # noqa: F401  lists what is filed when a case comes to its phase
        from reviews.publication import actions, queries
        from reviews.rapid_review import duties as rapid_review_duties
        from reviews.rapid_review import events as rapid_review
        from reviews.rapid_review.narrative import cards
        from reviews.referral.duties import DECIDE
        from reviews.referral.queries import decision_cards, own_referrals, uncommented
        from reviews.report import events as report
        from reviews.report.queries import at_desk

        for letter in LETTERS:
            register(letter)
        use_open_places(open_places)
        use_panel(Panel("office", f"{HOME}/office.html", frozenset({Permission.RUN_CASE}), over_all_cases, place=10))
        use_panel(Panel("watch", f"{HOME}/watch.html", frozenset({Permission.READ_TRAIL}), watch, place=20))
        use_panel(Panel("writing", "reviews/report/home.html", frozenset({Permission.WRITE_REPORT}), at_desk, place=30))
        uncommented_page = "reviews/referral/home_uncommented.html"
        use_panel(Panel("uncommented", uncommented_page, frozenset({Permission.SCRUTINISE}), uncommented, place=40))
        use_panel(
            Panel("referrals", "reviews/referral/home_own.html", frozenset({Permission.REFER}), own_referrals, place=80)
        )
        for kind in (rapid_review_duties.RETURN, rapid_review_duties.MORE):
            use_cards(kind, cards)
        for kind in DECIDE.values():
            use_cards(kind, decision_cards)
        use_news("agency returns", rapid_review.RETURN_SIGNED.kind, rapid_review.MORE_ANSWERED.kind)
        use_news("comments on the draft", report.COMMENTED.kind, report.NO_COMMENTS.kind)
        use_news("notes of conversations", conversations.NOTED.kind, conversations.RELEASED.kind)
        register_work(queries.DRAFT_PDF, actions.make_draft)
        register_work(queries.PREPARE, actions.prepare_edition)
