"""What the demonstration makes known to the chassis when the system starts."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        # Models can be imported only once the apps are loaded.
        from cspr.jobs.actions import register
        from demo import work

        register(work.AGAIN, work.start_again)
