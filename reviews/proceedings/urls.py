"""Where are the pages of proceedings and holds?"""

from django.urls import include, path

from reviews.proceedings.views import alongside, holds, stage

in_case = [
    path("", stage.proceedings, name="proceedings"),
    path("add/", alongside.add, name="proceedings-add"),
    path("<int:pk>/", alongside.change, name="proceedings-change"),
    path("<int:pk>/end/", alongside.end, name="proceedings-end"),
    path("<int:pk>/goes-on/", alongside.reopen, name="proceedings-reopen"),
    path("<int:pk>/happened/", alongside.event, name="proceedings-event"),
    path("<int:pk>/still-released/", holds.still_released, name="proceedings-still-released"),
    path("<int:pk>/witness/", alongside.add_witness, name="proceedings-witness"),
    path("happened/<int:pk>/error/", alongside.void_event, name="proceedings-event-void"),
    path("orders/add/", alongside.add_order, name="proceedings-order"),
    path("orders/<int:pk>/", alongside.change_order, name="proceedings-order-change"),
    path("orders/<int:pk>/end/", alongside.end_order, name="proceedings-order-end"),
    path("witnesses/<int:pk>/", alongside.change_witness, name="proceedings-witness-change"),
    path("witnesses/<int:pk>/end/", alongside.end_witness, name="proceedings-witness-end"),
    path("holds/add/", holds.hold, name="proceedings-hold"),
    path("holds/<int:pk>/again/", holds.look_again, name="proceedings-look-again"),
    path("holds/<int:pk>/release/", holds.release, name="proceedings-release"),
]

urlpatterns = [
    path("reviews/<str:code>/proceedings/", include(in_case)),
    path("reviews/<str:code>/ahead/", stage.ahead, name="proceedings-ahead"),
]
