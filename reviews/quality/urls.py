"""Where is the page of the quality markers?"""

from django.urls import path

from reviews.quality import views

urlpatterns = [path("reviews/<str:code>/quality/", views.quality, name="quality")]
