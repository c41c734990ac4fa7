"""Where are the pages of contact with the family?"""

from django.urls import include, path

from reviews.family import views

in_case = [
    path("", views.family, name="family"),
    path("add/", views.add, name="family-add"),
    path("<int:pk>/", views.change, name="family-change"),
    path("<int:pk>/error/", views.void, name="family-void"),
]

urlpatterns = [
    path("reviews/<str:code>/family/", include(in_case)),
]
