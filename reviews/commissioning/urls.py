"""Where are the pages of a commission?"""

from django.urls import include, path

from reviews.commissioning import views

in_case = [
    path("", views.commissioning, name="commissioning"),
    path("<int:pk>/agreed/", views.agreement, name="commissioning-agreement"),
    path("<int:pk>/appointment/", views.appoint, name="commissioning-appoint"),
    path("<int:pk>/days/", views.add_days, name="commissioning-days-add"),
    path("days/<int:pk>/", views.change_days, name="commissioning-days"),
    path("days/<int:pk>/error/", views.void_days, name="commissioning-days-void"),
    path("<int:pk>/invoices/", views.add_invoice, name="commissioning-invoice-add"),
    path("invoices/<int:pk>/", views.change_invoice, name="commissioning-invoice"),
    path("invoices/<int:pk>/error/", views.void_invoice, name="commissioning-invoice-void"),
    path("shares/", views.add_share, name="commissioning-share-add"),
    path("shares/<int:pk>/", views.change_share, name="commissioning-share"),
    path("shares/<int:pk>/error/", views.void_share, name="commissioning-share-void"),
    path("checkpoints/", views.add_checkpoint, name="commissioning-checkpoint-add"),
    path("checkpoints/<int:pk>/", views.change_checkpoint, name="commissioning-checkpoint"),
    path("checkpoints/<int:pk>/error/", views.void_checkpoint, name="commissioning-checkpoint-void"),
    path("interests/", views.add_interest, name="commissioning-interest-add"),
    path("interests/<int:pk>/", views.change_interest, name="commissioning-interest"),
    path("interests/<int:pk>/error/", views.void_interest, name="commissioning-interest-void"),
]

urlpatterns = [
    path("reviews/<str:code>/commissioning/", include(in_case)),
]
