"""Where are the pages of people and agencies?"""

from django.urls import path

from agencies.views import organisations, people, reading, welcome

urlpatterns = [
    path("welcome/read/", welcome.read, name="welcome-read"),
    path("print-size/", reading.print_size, name="print-size"),
    path("welcome/again/", welcome.again, name="welcome-again"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person-add"),
    path("people/roles/", people.roles, name="roles"),
    path("people/roles/<int:pk>/end/", people.end_role, name="person-role-end"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit, name="person-edit"),
    path("people/<int:pk>/invite/", people.invite, name="person-invite"),
    path("people/<int:pk>/roles/add/", people.add_role, name="person-role-add"),
    path("people/<int:pk>/leave/", people.leave, name="person-leave"),
    path("people/<int:pk>/away/", people.away, name="person-away"),
    path("people/<int:pk>/back/", people.back, name="person-back"),
    path("away/", people.own_away, name="own-away"),
    path("away/back/", people.own_back, name="own-back"),
    path("people/<int:pk>/return/", people.let_back_in, name="person-return"),
    path("people/<int:pk>/hand-over/", people.hand_over, name="person-hand-over"),
    path("agencies/", organisations.agencies, name="agencies"),
    path("agencies/add/", organisations.add, name="agency-add"),
    path("agencies/<int:pk>/", organisations.agency, name="agency"),
    path("agencies/<int:pk>/edit/", organisations.edit, name="agency-edit"),
    path("agencies/<int:pk>/rename/", organisations.rename, name="agency-rename"),
    path("agencies/<int:pk>/merge/", organisations.merge, name="agency-merge"),
    path("agencies/<int:pk>/restore/", organisations.restore, name="agency-restore"),
    path("agencies/<int:pk>/contacts/add/", organisations.add_contact, name="contact-add"),
    path("agencies/contacts/<int:pk>/edit/", organisations.edit_contact, name="contact-edit"),
    path("agencies/contacts/<int:pk>/away/", organisations.contact_away, name="contact-away"),
    path("agencies/contacts/<int:pk>/end/", organisations.end_contact, name="contact-end"),
    path("partnerships/", organisations.partnerships, name="partnerships"),
    path("partnerships/add/", organisations.add_partnership, name="partnership-add"),
    path("partnerships/<int:pk>/edit/", organisations.edit_partnership, name="partnership-edit"),
]
