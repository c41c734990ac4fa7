"""What the demonstration makes known to the chassis when the system starts."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "cspr.demo"
    label = "demo"

    def ready(self) -> None:
        # Models can be imported only once the apps are loaded.
        from cspr.context import use_sign_ins
        from cspr.demo import people, work
        from cspr.jobs.actions import register

        use_sign_ins(people.demo_people)
        register(work.AGAIN, work.start_again)
