"""Where are the pages of meetings?"""

from django.urls import include, path

from reviews.meetings.views import agenda, of_review, subgroup

in_case = [
    path("", of_review.meetings, name="meetings"),
    path("plan/", of_review.plan, name="meetings-plan"),
    path("<int:pk>/", of_review.meeting, name="meetings-meeting"),
    path("<int:pk>/calendar/", of_review.to_calendar, name="meetings-calendar"),
    path("<int:pk>/change/", of_review.change, name="meetings-change"),
    path("<int:pk>/invite/", of_review.invite, name="meetings-invite"),
    path("<int:pk>/attended/", of_review.attended, name="meetings-attended"),
    path("<int:pk>/attendance/", of_review.attendance, name="meetings-attendance"),
    path("<int:pk>/papers/", of_review.papers, name="meetings-papers"),
    path("<int:pk>/notes/", of_review.notes, name="meetings-notes"),
    path("<int:pk>/follow-up/", of_review.add_follow_up, name="meetings-add-follow-up"),
    path("<int:pk>/restore/", of_review.restore, name="meetings-restore"),
    path("<int:pk>/cancel/", of_review.cancel, name="meetings-cancel"),
    path("<int:pk>/pack/", of_review.pack, name="meetings-pack"),
    path("<int:pk>/minutes/pdf/", of_review.minutes_pdf, name="meetings-minutes-pdf"),
    path("<int:pk>/minutes/word/", of_review.minutes_word, name="meetings-minutes-word"),
    path("jobs/<int:pk>/", of_review.job, name="meetings-job"),
    path("jobs/<int:pk>/file/", of_review.job_file, name="meetings-job-file"),
    path("people/<int:pk>/address/", of_review.address, name="meetings-address"),
    path("follow-ups/<int:pk>/", of_review.follow_up, name="meetings-follow-up"),
]

of_subgroup = [
    path("", subgroup.meetings, name="subgroup"),
    path("plan/", subgroup.plan, name="subgroup-plan"),
    path("<int:pk>/", subgroup.meeting, name="subgroup-meeting"),
    path("<int:pk>/calendar/", subgroup.to_calendar, name="subgroup-calendar"),
    path("<int:pk>/change/", subgroup.change, name="subgroup-change"),
    path("<int:pk>/invite/", subgroup.invite, name="subgroup-invite"),
    path("<int:pk>/invite/same/", subgroup.invite_same, name="subgroup-invite-same"),
    path("<int:pk>/attended/", subgroup.attended, name="subgroup-attended"),
    path("<int:pk>/attendance/", subgroup.attendance, name="subgroup-attendance"),
    path("<int:pk>/restore/", subgroup.restore, name="subgroup-restore"),
    path("<int:pk>/cancel/", subgroup.cancel, name="subgroup-cancel"),
    path("<int:pk>/refresh/", agenda.refresh, name="subgroup-refresh"),
    path("<int:pk>/order/", agenda.order, name="subgroup-order"),
    path("<int:pk>/add/", agenda.add, name="subgroup-add"),
    path("<int:pk>/pack/", subgroup.pack, name="subgroup-pack"),
    path("<int:pk>/file/", subgroup.file_minutes, name="subgroup-file"),
    path("<int:pk>/minutes/pdf/", subgroup.minutes_pdf, name="subgroup-minutes-pdf"),
    path("<int:pk>/minutes/word/", subgroup.minutes_word, name="subgroup-minutes-word"),
    path("items/<int:pk>/", agenda.item, name="subgroup-item"),
    path("items/<int:pk>/remove/", agenda.remove, name="subgroup-item-remove"),
    path("items/<int:pk>/back/", agenda.put_back, name="subgroup-item-back"),
    path("items/<int:pk>/papers/", agenda.papers, name="subgroup-item-papers"),
    path("items/<int:pk>/follow-up/", agenda.add_follow_up, name="subgroup-item-follow-up"),
    path("people/<int:pk>/address/", subgroup.address, name="subgroup-address"),
    path("follow-ups/<int:pk>/", subgroup.follow_up, name="subgroup-follow-up"),
    path("jobs/<int:pk>/", subgroup.job, name="subgroup-job"),
    path("jobs/<int:pk>/file/", subgroup.job_file, name="subgroup-job-file"),
]

urlpatterns = [
    path("reviews/<str:code>/meetings/", include(in_case)),
    path("sub-group/", include(of_subgroup)),
]
