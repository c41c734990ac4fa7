"""What the chronology makes known when the system starts: its letters."""

from django.apps import AppConfig

from cspr.letters.shipped import register


class ChronologyConfig(AppConfig):
    name = "chronology"

    def ready(self) -> None:
        # Queries can be imported only once the apps are loaded.
        from chronology import events
        from chronology.actions import exports, follow_coming, follow_leaving, imports, sharing
        from chronology.duties import REPORT, SUBMIT
        from chronology.narrative import (
            CHRONOLOGY_LETTERS,
            MATERIAL,
            REPORT_LETTERS,
            cards,
            counts,
            held,
            quality,
            report_cards,
        )
        from chronology.queries import ABOUT, THINGS, at_colleague, reports_at_colleague
        from cspr.jobs.actions import register as register_work
        from reviews.case.actions import use_involved, use_left
        from reviews.case.queries import use_about, use_at_colleague, use_cards, use_news, use_things
        from reviews.disclosure.queries import use_source
        from reviews.editing.queries import use_counts, use_material
        from reviews.quality.queries import use_answers

        for letter in (*CHRONOLOGY_LETTERS, *REPORT_LETTERS):
            register(letter)
        register_work(exports.EXPORT, exports.make_export)
        register_work(imports.READ, imports.read_file)
        register_work(sharing.READ, sharing.read_combined)
        register_work(imports.TAKE, imports.take_rows)
        use_left(follow_leaving)
        use_involved(follow_coming)
        use_cards(SUBMIT, cards)
        use_cards(REPORT, report_cards)
        use_at_colleague(SUBMIT, at_colleague)
        use_at_colleague(REPORT, reports_at_colleague)
        for kind, about in ABOUT.items():
            use_about(kind, about)
        use_things("chronology", **THINGS)
        use_source(held)
        use_answers(quality)
        use_counts(counts)
        for material in MATERIAL:
            use_material(material)
        use_news("answers on chronologies", events.QUESTION_ANSWERED.kind)
        use_news("chronologies", events.SUBMITTED.kind, events.NOTHING_HELD.kind)
        use_news("agency reports", events.REPORT_SUBMITTED.kind)
