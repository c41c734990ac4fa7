"""What the recommendations make known when the system starts: their letter."""

from django.apps import AppConfig

from agencies.roles import Permission
from cspr.letters.shipped import GENUINE, Letter, register

LETTERS = (
    Letter(
        "recommendations_agreed",
        "{code}: recommendations for your agency: {number}",
        "{office} has agreed recommendations in review {code} that are addressed to your agency: {number}.\n\n"
        "Sign in at {link} to read them, to say whether you accept them, and to plan what you will do.\n\n"
        "What such a review is, who asks, and on what legal basis: {about}\n\n"
        "If you are not sure that this message is genuine, ring {office} on a number you already have, or on the one "
        "on its public website, which should be {phone}, and quote {code}.\n\n{sender}\n{office}\n",
        ("code", "number", "sender", "office", "phone", "link"),
        title="Recommendations for an agency",
        must=GENUINE,
    ),
)


class RecommendationsConfig(AppConfig):
    name = "recommendations"

    def ready(self) -> None:
        # Queries can be imported only once the apps are loaded.
        from chronology.actions import use_recommendations
        from recommendations import duties
        from recommendations.actions.naming import follow_register
        from recommendations.actions.recommending import add_from_report, add_from_text
        from recommendations.narrative import MATERIAL, held, quality
        from recommendations.queries import ABOUT, THINGS, first_to_open, followed, open_ends, places_telling
        from reviews.case.queries import Panel, use_about, use_open_ends, use_panel, use_things
        from reviews.disclosure.queries import use_source
        from reviews.editing.queries import use_material
        from reviews.identities.actions import use_registered
        from reviews.identities.queries import use_places
        from reviews.quality.queries import use_answers
        from reviews.report.actions import use_recommend

        use_open_ends(open_ends, duties.PLAN, duties.ACT, duties.CLOSE, duties.LOOK_AGAIN)
        for letter in LETTERS:
            register(letter)
        use_recommend(add_from_text)
        use_registered(follow_register)
        use_places(places_telling)
        use_recommendations(add_from_report)
        for kind, about in ABOUT.items():
            use_about(kind, about)
        use_things("recommendations", **THINGS)
        use_source(held)
        use_answers(quality)
        for material in MATERIAL:
            use_material(material)
        page = "recommendations/home.html"
        use_panel(
            Panel("recommendations", page, frozenset({Permission.TRACK}), followed, place=60, first=first_to_open)
        )
