"""Where are the pages of this folder?"""

from django.urls import include, path

in_case: list = []

urlpatterns = [
    path("reviews/<str:code>/chronology/", include(in_case)),
]
