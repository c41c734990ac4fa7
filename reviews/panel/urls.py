"""Where are the pages of the lead reviewer, the review panel and the terms of reference?"""

from django.urls import include, path

from reviews.panel import views

in_case = [
    path("", views.panel, name="panel"),
    path("commission/", views.commission, name="panel-commission"),
    path("commissions/<int:pk>/declaration/", views.declare_for, name="panel-declare-for"),
    path("commissions/<int:pk>/told/", views.tell, name="panel-tell"),
    path("commissions/<int:pk>/end/", views.end, name="panel-replace"),
    path("members/add/", views.add_member, name="panel-members"),
    path("members/<int:pk>/deputy/", views.name_deputy, name="panel-deputy"),
    path("members/<int:pk>/end/", views.end_member, name="panel-member-end"),
    path("terms/add/", views.add_terms, name="panel-terms"),
    path("terms/<int:pk>/", views.change_terms, name="panel-terms-change"),
    path("terms/<int:pk>/agree/", views.agree_terms, name="panel-terms-agree"),
]

urlpatterns = [
    path("reviews/<str:code>/panel/", include(in_case)),
    # Outside the review, because whoever is to sign has no place in it yet.
    path("commissions/<str:code>/<int:pk>/declare/", views.declare, name="panel-declare"),
]
