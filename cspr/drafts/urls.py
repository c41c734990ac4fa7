"""Where are drafts saved and discarded?"""

from django.urls import path

from cspr.drafts import views

app_name = "drafts"
urlpatterns = [
    path("save/", views.save, name="save"),
    path("discard/", views.discard, name="discard"),
]
