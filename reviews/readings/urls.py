"""Where are the pages of the family reading the draft?"""

from django.urls import include, path

from reviews.readings import views

in_case = [
    path("", views.readings, name="readings"),
    path("give/", views.give, name="readings-give"),
    path("<int:pk>/", views.change, name="readings-change"),
    path("<int:pk>/error/", views.void, name="readings-void"),
    path("<int:pk>/copy.pdf", views.copy, name="readings-copy"),
]

urlpatterns = [
    path("reviews/<str:code>/readings/", include(in_case)),
]
