"""Where are the pages of conversations with practitioners?"""

from django.urls import include, path

from reviews.conversations.views import after, notes, pages, points, reading, sessions

in_case = [
    path("", pages.conversations, name="conversations"),
    path("points/add/", points.add_points, name="conversations-points"),
    path("points/<int:pk>/", points.change_points, name="conversations-points-change"),
    path("points/<int:pk>/print/", points.print_points, name="conversations-points-print"),
    path("sendings/<int:pk>/error/", points.unsent, name="conversations-unsent"),
    path("feedback/", after.feedback, name="conversations-feedback"),
    path("participants/<int:pk>/", after.afterwards, name="conversations-participant"),
    path("plan/", sessions.plan, name="conversations-plan"),
    path("<int:pk>/", pages.session, name="conversations-session"),
    path("<int:pk>/change/", sessions.change, name="conversations-change"),
    path("<int:pk>/restore/", sessions.restore, name="conversations-restore"),
    path("<int:pk>/cancel/", sessions.cancel, name="conversations-cancel"),
    path("<int:pk>/send/", points.send, name="conversations-send"),
    path("<int:pk>/send/again/", points.send_again, name="conversations-send-again"),
    path("<int:pk>/agreement/", after.agreement, name="conversations-agreement"),
    path("<int:pk>/support/", after.support, name="conversations-support"),
    path("<int:pk>/notes/", notes.write_notes, name="conversations-notes"),
    path("notes/<int:pk>/", notes.change_note, name="conversations-note-change"),
    path("notes/<int:pk>/error/", notes.void_note, name="conversations-note-void"),
    path("notes/<int:pk>/release/", notes.release, name="conversations-note-release"),
    path("notes/<int:pk>/take-back/", notes.take_back, name="conversations-note-take-back"),
    path("notes/<int:pk>/quote/", notes.choose_quote, name="conversations-quote-choose"),
    path("quotes/<int:pk>/", notes.answer_quote, name="conversations-quote"),
    path("quotes/<int:pk>/error/", notes.void_quote, name="conversations-quote-void"),
]

urlpatterns = [
    path("reviews/<str:code>/conversations/", include(in_case)),
    path("conversations/<str:secret>/", reading.read, name="points-read"),
]
