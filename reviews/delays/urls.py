"""Where is a delay explained and told?"""

from django.urls import include, path

from reviews.delays import views

in_case = [
    path("<int:pk>/why/", views.explain, name="duty-delay"),
    path("<int:pk>/", views.letter, name="delay-letter"),
    path("letters/<int:pk>/change/", views.change, name="delay-letter-change"),
    path("letters/<int:pk>/sent/", views.sent, name="delay-letter-sent"),
    path("letters/<int:pk>/<str:kind>/", views.paper, name="delay-letter-paper"),
]

urlpatterns = [path("reviews/<str:code>/delays/", include(in_case))]
