"""Where are the letters?"""

from django.urls import path

from reviews.letters import views

urlpatterns = [
    path("letters/", views.every, name="letters"),
    path("letters/<str:letter>/", views.reword, name="letter"),
    path("letters/<str:letter>/<int:number>/", views.version, name="letter-version"),
    path("unsent/<int:pk>/", views.again, name="unsent-again"),
    path("reviews/<str:code>/letters/", views.of_case, name="case-letters"),
    path("reviews/<str:code>/letters/<int:pk>/", views.one, name="case-letter"),
]
