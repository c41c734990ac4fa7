"""Where are the pages of a case?"""

from django.urls import path

urlpatterns: list = []
