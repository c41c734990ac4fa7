"""Where are the pages of conversations with practitioners?"""

from django.urls import include, path

from reviews.conversations import views

in_case = [
    path("", views.conversations, name="conversations"),
    path("points/add/", views.add_points, name="conversations-points"),
    path("points/<int:pk>/", views.change_points, name="conversations-points-change"),
    path("points/<int:pk>/sent/", views.mark_sent, name="conversations-points-sent"),
    path("plan/", views.plan, name="conversations-plan"),
    path("<int:pk>/", views.session, name="conversations-session"),
    path("<int:pk>/change/", views.change, name="conversations-change"),
    path("<int:pk>/restore/", views.restore, name="conversations-restore"),
    path("<int:pk>/cancel/", views.cancel, name="conversations-cancel"),
    path("<int:pk>/notes/", views.write_notes, name="conversations-notes"),
    path("notes/<int:pk>/", views.change_note, name="conversations-note-change"),
    path("notes/<int:pk>/error/", views.void_note, name="conversations-note-void"),
    path("notes/<int:pk>/release/", views.release, name="conversations-note-release"),
    path("notes/<int:pk>/take-back/", views.take_back, name="conversations-note-take-back"),
]

urlpatterns = [
    path("reviews/<str:code>/conversations/", include(in_case)),
]
