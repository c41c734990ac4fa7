"""Where are the letters?"""

from django.urls import path

from reviews.letters import views

urlpatterns = [
    path("letters/", views.every, name="letters"),
    path("letters/<str:letter>/", views.reword, name="letter"),
    path("letters/<str:letter>/<int:number>/", views.version, name="letter-version"),
    path("unsent/came-back/", views.came_back_from, name="unsent-came-back"),
    path("unsent/<int:pk>/", views.again, name="unsent-again"),
    path("unsent/<int:pk>/came-back/", views.came_back, name="unsent-came-back-one"),
    path("unsent/<int:pk>/settle/", views.settle, name="unsent-settle"),
    path("reviews/<str:code>/letters/", views.of_case, name="case-letters"),
    path("reviews/<str:code>/letters/<int:pk>/", views.one, name="case-letter"),
]
