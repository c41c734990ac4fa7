"""Where is the guidance?"""

from django.urls import path

from reviews.guidance import views

urlpatterns = [
    path("guidance/", views.guidance, name="guidance"),
    path("guidance/holidays/add/", views.add_holiday, name="guidance-holiday-add"),
    path("guidance/holidays/<int:pk>/withdraw/", views.withdraw_holiday, name="guidance-holiday-withdraw"),
    path("guidance/<str:edition>/<str:clock>/", views.rule, name="guidance-rule"),
    path("guidance/<str:edition>/<str:clock>/correct/", views.correct, name="guidance-correct"),
    path("guidance/<str:edition>/<str:clock>/end/", views.end, name="guidance-end"),
    path("guidance/<str:edition>/<str:clock>/verify/", views.check, name="guidance-check"),
]
