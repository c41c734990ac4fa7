"""Where can a visitor start the demonstration again?"""

from django.urls import path

from cspr.demo import views

urlpatterns = [
    path("demo/again/", views.again, name="demo-again"),
    path("demo/again/<int:loaded>/", views.progress, name="demo-again-progress"),
]
