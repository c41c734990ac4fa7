"""Where are the pages of contact with the family?"""

from django.urls import include, path

from reviews.family import views

in_case = [
    path("", views.family, name="family"),
    path("add/", views.add, name="family-add"),
    path("<int:pk>/", views.change, name="family-change"),
    path("<int:pk>/error/", views.void, name="family-void"),
    path("people/<int:pk>/standing/", views.standing, name="family-standing"),
    path("standings/<int:pk>/", views.standing_change, name="family-standing-change"),
    path("standings/<int:pk>/error/", views.standing_void, name="family-standing-void"),
    path("people/<int:pk>/route/", views.route, name="family-route"),
    path("people/<int:pk>/support/", views.support, name="family-support"),
    path("support/<int:pk>/", views.support_change, name="family-support-change"),
    path("support/<int:pk>/given/", views.support_done, name="family-support-done"),
]

urlpatterns = [
    path("reviews/<str:code>/family/", include(in_case)),
    path("for-families/", views.leaflet, name="for-families"),
    path("for-families/leaflet.pdf", views.leaflet_pdf, name="for-families-pdf"),
]
