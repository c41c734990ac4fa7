from django.apps import AppConfig


class ChassisConfig(AppConfig):
    name = "cspr"
