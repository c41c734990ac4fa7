"""Where are the pages of this stage?"""

from django.urls import include, path

in_case: list = []

urlpatterns = [path("reviews/<str:code>/report/", include(in_case))]
