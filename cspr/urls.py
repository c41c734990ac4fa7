"""Where is everything? The table of contents of all addresses."""

from django.urls import include, path

urlpatterns = [
]
