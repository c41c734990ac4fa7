"""Where are the pages of this folder?"""

from django.urls import include, path

in_case: list = []

urlpatterns = [
    path("reviews/<str:code>/recommendations/", include(in_case)),
]
