"""Where are the pages of meetings?"""

from django.urls import include, path

from reviews.meetings import views

in_case = [
    path("", views.meetings, name="meetings"),
    path("plan/", views.plan, name="meetings-plan"),
    path("<int:pk>/", views.meeting, name="meetings-meeting"),
    path("<int:pk>/change/", views.change, name="meetings-change"),
    path("<int:pk>/invite/", views.invite, name="meetings-invite"),
    path("<int:pk>/attendance/", views.attendance, name="meetings-attendance"),
    path("<int:pk>/papers/", views.papers, name="meetings-papers"),
    path("<int:pk>/notes/", views.notes, name="meetings-notes"),
    path("<int:pk>/follow-up/", views.add_follow_up, name="meetings-add-follow-up"),
    path("<int:pk>/cancel/", views.cancel, name="meetings-cancel"),
    path("follow-ups/<int:pk>/", views.follow_up, name="meetings-follow-up"),
]

urlpatterns = [
    path("reviews/<str:code>/meetings/", include(in_case)),
]
