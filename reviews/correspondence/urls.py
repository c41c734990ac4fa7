"""Where are the letters that the office writes by itself?"""

from django.urls import include, path

from reviews.correspondence import views

in_case = [
    path("", views.correspondence, name="correspondence"),
    path("write/<str:to>/", views.write, name="correspondence-write"),
    path("<int:pk>/", views.letter, name="correspondence-letter"),
    path("<int:pk>/change/", views.change, name="correspondence-change"),
    path("<int:pk>/send/", views.send, name="correspondence-send"),
    path("<int:pk>/posted/", views.posted, name="correspondence-posted"),
    path("<int:pk>/paper/", views.paper, name="correspondence-paper"),
    path("<int:pk>/discard/", views.discard, name="correspondence-discard"),
]

urlpatterns = [path("reviews/<str:code>/correspondence/", include(in_case))]
