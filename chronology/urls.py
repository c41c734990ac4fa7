"""Where are the pages of this folder?"""

from django.urls import include, path

from chronology.views import combined, entries, episodes, exports, imports, keeping, requests, submissions

in_case = [
    path("", requests.chronology, name="chronology"),
    path("ask/", requests.ask, name="chronology-ask"),
    path("<int:pk>/", requests.draft, name="chronology-draft"),
    path("<int:pk>/move/", requests.move, name="chronology-move"),
    path("<int:pk>/hand-on/", requests.hand_on, name="chronology-hand-on"),
    path("<int:pk>/withdraw/", requests.withdraw, name="chronology-withdraw"),
    path("<int:pk>/entries/add/", entries.add, name="chronology-entry-add"),
    path("<int:pk>/entries/grid/", entries.grid, name="chronology-grid"),
    path("<int:pk>/entries/read-date/", entries.read_date, name="chronology-read-date"),
    path("<int:pk>/entries/<int:entry>/", entries.edit, name="chronology-entry-edit"),
    path("<int:pk>/entries/<int:entry>/void/", entries.void, name="chronology-entry-void"),
    path("<int:pk>/import/", imports.give, name="chronology-import"),
    path("<int:pk>/import/document/", imports.from_document, name="chronology-import-document"),
    path("<int:pk>/import/template/", imports.template_file, name="chronology-template"),
    path("<int:pk>/import/<int:run>/", imports.look, name="chronology-import-run"),
    path("<int:pk>/import/<int:run>/columns/", imports.columns, name="chronology-import-columns"),
    path("<int:pk>/import/<int:run>/fix/", imports.fix, name="chronology-import-fix"),
    path("<int:pk>/import/<int:run>/trouble/", imports.trouble_file, name="chronology-import-trouble"),
    path("<int:pk>/import/<int:run>/confirm/", imports.confirm, name="chronology-import-confirm"),
    path("<int:pk>/import/<int:run>/undo/", imports.undo, name="chronology-import-undo"),
    path("<int:pk>/submit/", submissions.submit, name="chronology-submit"),
    path("<int:pk>/upload/", submissions.upload, name="chronology-upload"),
    path("<int:pk>/nothing/", submissions.nothing, name="chronology-nothing"),
    path("<int:pk>/ready/", submissions.ready, name="chronology-ready"),
    path("<int:pk>/take-back/", submissions.take_back, name="chronology-take-back"),
    path("<int:pk>/send-back/", submissions.send_back, name="chronology-send-back"),
    path("combined/", combined.combined, name="chronology-combined"),
    path("combined/search/", combined.search, name="chronology-search"),
    path("combined/dates/", combined.dates, name="chronology-dates"),
    path("combined/ages/", combined.ages, name="chronology-ages"),
    path("combined/place/", combined.place, name="chronology-place"),
    path("combined/<int:pk>/", combined.entry, name="chronology-entry"),
    path("combined/<int:pk>/word/", combined.word, name="chronology-entry-word"),
    path("entries/<int:pk>/keep/", keeping.keep, name="chronology-entry-keep"),
    path("entries/<int:pk>/release/", keeping.release, name="chronology-entry-release"),
    path("combined/<int:pk>/note/", keeping.note, name="chronology-note-add"),
    path("combined/<int:pk>/notes/<int:note>/void/", keeping.void_note, name="chronology-note-void"),
    path("combined/export/", exports.ask, name="chronology-export"),
    path("combined/export/<int:pk>/", exports.job, name="chronology-export-job"),
    path("combined/export/<int:pk>/file/", exports.file, name="chronology-export-file"),
    path("episodes/", episodes.episodes, name="episodes"),
    path("episodes/add/", episodes.add, name="episode-add"),
    path("episodes/<int:pk>/", episodes.episode, name="episode"),
    path("episodes/<int:pk>/edit/", episodes.edit, name="episode-edit"),
    path("episodes/<int:pk>/void/", episodes.void, name="episode-void"),
    path("episodes/<int:pk>/write-up/", episodes.write_up, name="episode-write-up"),
    path("episodes/<int:pk>/entries/<int:placement>/remove/", episodes.remove, name="episode-remove"),
]

urlpatterns = [
    path("reviews/<str:code>/chronology/", include(in_case)),
]
