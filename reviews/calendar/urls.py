"""Where is one's own calendar?"""

from django.urls import path

from reviews.calendar import views

urlpatterns = [
    path("calendar/", views.own, name="calendar"),
    path("calendar/make/", views.make, name="calendar-make"),
    path("calendar/end/", views.end, name="calendar-end"),
    path("calendar/<str:secret>.ics", views.feed, name="calendar-feed"),
]
