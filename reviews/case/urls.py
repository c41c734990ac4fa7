"""Where are home, the list of cases, and the pages of a case?"""

from django.urls import include, path

from reviews.case import views

in_case = [
    path("", views.case, name="case"),
    path("incident/", views.change_incident, name="case-incident"),
    path("back/", views.step_back, name="case-step-back"),
    path("team/", views.team, name="team"),
    path("team/add/", views.join, name="team-add"),
    path("team/<int:pk>/end/", views.leave, name="team-end"),
    path("agencies/add/", views.involve, name="team-agency-add"),
    path("agencies/<int:pk>/end/", views.end_involvement, name="team-agency-end"),
    path("duties/<int:pk>/delay/", views.explain_delay, name="duty-delay"),
    path("duties/<int:pk>/move/", views.move_duty, name="duty-move"),
    path("hold/", views.put_on_hold, name="case-hold"),
    path("hold/<int:pk>/again/", views.look_at_hold_again, name="case-hold-again"),
    path("hold/<int:pk>/end/", views.end_hold, name="case-hold-end"),
    path("history/", views.chronicle, name="chronicle"),
    path("trail/", views.trail, name="trail"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
    path("unsent/", views.unsent, name="unsent"),
    path("trail/", views.office_trail, name="office-trail"),
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<str:code>/", include(in_case)),
]
