"""Where are the pages of requests for papers, of what was supplied, and of the schedule?"""

from django.urls import include, path

from reviews.disclosure.views import requests, schedule, supplied

in_case = [
    path("", requests.disclosure, name="disclosure"),
    path("add/", requests.add, name="disclosure-add"),
    path("<int:pk>/", requests.shown, name="disclosure-request"),
    path("<int:pk>/change/", requests.correct, name="disclosure-change"),
    path("<int:pk>/extend/", requests.extend, name="disclosure-extend"),
    path("<int:pk>/advice/", requests.advice, name="disclosure-advice"),
    path("<int:pk>/decide/", requests.decide, name="disclosure-decide"),
    path("<int:pk>/send/", requests.send, name="disclosure-send"),
    path("<int:pk>/close/", requests.close, name="disclosure-close"),
    path("<int:pk>/reopen/", requests.reopen, name="disclosure-reopen"),
    path("<int:pk>/error/", requests.void, name="disclosure-void"),
    path("sent/<int:pk>/error/", requests.void_sending, name="disclosure-sent-void"),
    path("files/<int:pk>/", requests.file, name="disclosure-file"),
    path("supplied/add/", supplied.add, name="disclosure-supplied-add"),
    path("supplied/<int:pk>/", supplied.change, name="disclosure-supplied-change"),
    path("supplied/<int:pk>/end/", supplied.end, name="disclosure-supplied-end"),
    path("supplied/<int:pk>/error/", supplied.void, name="disclosure-supplied-void"),
    path("schedule/", schedule.schedule, name="disclosure-schedule"),
    path("schedule/make/<str:ending>/", schedule.make, name="disclosure-schedule-make"),
    path("schedule/jobs/<int:pk>/", schedule.job, name="disclosure-job"),
    path("schedule/jobs/<int:pk>/file/", schedule.job_file, name="disclosure-job-file"),
]

urlpatterns = [
    path("requests-for-papers/", requests.over_all, name="disclosure-all"),
    path("reviews/<str:code>/disclosure/", include(in_case)),
]
