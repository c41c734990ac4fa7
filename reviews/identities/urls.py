"""Where are the pages of the identity register?"""

from django.urls import include, path

from reviews.identities import views

in_case = [
    path("", views.register, name="identities"),
    path("add/", views.add, name="identities-add"),
    path("<int:pk>/", views.edit, name="identities-edit"),
    path("<int:pk>/name/", views.add_alias, name="identities-alias"),
    path("<int:pk>/address/", views.add_address, name="identities-address"),
    path("<int:pk>/number/", views.add_number, name="identities-number"),
    path("error/<slug:kind>/<int:pk>/", views.void, name="identities-void"),
]

urlpatterns = [
    path("reviews/<str:code>/identities/", include(in_case)),
]
