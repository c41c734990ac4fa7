"""Where are the pages of people and agencies?"""

from django.urls import path

urlpatterns: list = []
