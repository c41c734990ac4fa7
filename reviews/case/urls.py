"""Where are home, the list of cases, and the pages of a case?"""

from django.urls import include, path

from reviews.case.views import case, changes, closing, home, listing, reminders

in_case = [
    path("", case.case, name="case"),
    path("incident/", changes.change_incident, name="case-incident"),
    path("back/", changes.step_back, name="case-step-back"),
    path("close/", closing.close, name="case-close"),
    path("team/", changes.team, name="team"),
    path("team/add/", changes.join, name="team-add"),
    path("team/<int:pk>/end/", changes.leave, name="team-end"),
    path("agencies/add/", changes.involve, name="team-agency-add"),
    path("agencies/<int:pk>/end/", changes.end_involvement, name="team-agency-end"),
    path("duties/<int:pk>/counted/", case.counted, name="duty-counted"),
    path("duties/<int:pk>/rest/", closing.rest, name="duty-rest"),
    path("duties/<int:pk>/move/", changes.move_duty, name="duty-move"),
    path("history/", case.chronicle, name="chronicle"),
    path("trail/", case.trail, name="trail"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("due/", home.due, name="due"),
    path("find/", home.find, name="find"),
    path("not-sent/", home.not_sent, name="not-sent"),
    path("unsent/", home.unsent, name="unsent"),
    path("trail/", home.office_trail, name="office-trail"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/<int:pk>/", reminders.change, name="reminders-change"),
    path("reviews/", listing.reviews, name="reviews"),
    path("reviews/narrow/", listing.narrow, name="reviews-narrow"),
    path("reviews/file/<str:ending>/", listing.take, name="reviews-file"),
    path("reviews/views/add/", listing.save, name="reviews-view-add"),
    path("reviews/views/<int:pk>/", listing.rename, name="reviews-view"),
    path("reviews/views/<int:pk>/withdraw/", listing.withdraw, name="reviews-view-withdraw"),
    path("reviews/<str:code>/", include(in_case)),
]
