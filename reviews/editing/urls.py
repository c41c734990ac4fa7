"""Where are the pages of whoever edits the report?"""

from django.urls import include, path

from reviews.editing.views import beside, checks, terms

in_case = [
    path("beside/", beside.search, name="editing-beside"),
    path("stand/", checks.let_stand, name="editing-let-stand"),
    path("stand/<int:pk>/again/", checks.note_again, name="editing-note-again"),
    path("terms/", terms.terms, name="editing-terms"),
    path("terms/answered/", terms.answered, name="editing-answered"),
    path("terms/<int:pk>/take-back/", terms.take_back, name="editing-take-back"),
]

urlpatterns = [
    path("reviews/<str:code>/report/editing/", include(in_case)),
]
