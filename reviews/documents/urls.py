"""Where are the papers of a case?"""

from django.urls import include, path

from reviews.documents import views

in_case = [
    path("", views.documents, name="documents"),
    path("add/", views.add, name="documents-add"),
    path("<int:pk>/", views.download, name="documents-download"),
    path("<int:pk>/change/", views.change, name="documents-change"),
    path("<int:pk>/restore/", views.restore, name="documents-restore"),
    path("<int:pk>/seal/", views.seal, name="documents-seal"),
    path("<int:pk>/readers/", views.readers, name="documents-readers"),
    path("<int:pk>/release/", views.release, name="documents-release"),
    path("<int:pk>/withdraw/", views.withdraw, name="documents-withdraw"),
]

urlpatterns = [
    path("reviews/<str:code>/papers/", include(in_case)),
]
