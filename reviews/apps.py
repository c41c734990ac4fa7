"""What the reviews make known to the chassis when the system starts."""

from django.apps import AppConfig

from cspr.letters.shipped import Letter, register

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
        from reviews.case.queries import open_places
        from reviews.meetings import actions as meetings
        from reviews.meetings.queries import FILE_MINUTES, PACK
        from reviews.panel import duties  # noqa: F401  lists what is filed when a case comes to its phase
        from reviews.publication import actions, queries

        for letter in LETTERS:
            register(letter)
        use_open_places(open_places)
        register_work(queries.DRAFT_PDF, actions.make_draft)
        register_work(queries.PREPARE, actions.prepare_edition)
        register_work(PACK, meetings.make_pack)
        register_work(FILE_MINUTES, meetings.file_minutes)
