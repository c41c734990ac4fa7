"""What the demonstration makes known to the chassis when the system starts."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
