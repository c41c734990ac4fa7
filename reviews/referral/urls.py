"""Where are the pages of the first days?"""

from django.urls import include, path

from reviews.referral.models import Question
from reviews.referral.views import intake, national_form, screening, stage

in_case = [
    path("", stage.referral, name="referral"),
    path("edit/", stage.edit, name="referral-edit"),
    path("children/add/", stage.add_child, name="referral-add-child"),
    path("children/<int:pk>/error/", stage.void_child, name="referral-void-child"),
    path("criteria/", screening.criteria_page(Question.NOTIFY), name="referral-criteria"),
    path("recommendation/", screening.recommend_page(Question.NOTIFY), name="referral-recommend"),
    path("decisions/<int:pk>/", screening.decide_page(Question.NOTIFY), name="referral-decide"),
    path("comment/", screening.comment_page(Question.NOTIFY), name="referral-comment"),
    path("notification/", stage.notification, name="referral-notification"),
    path("notification/national-form/", national_form.national_form, name="referral-national-form"),
    path("notification/national-form/edit/", national_form.fill_in, name="referral-national-form-edit"),
    path("end/", stage.conclude, name="referral-conclude"),
]

urlpatterns = [
    path("refer/", intake.refer, name="refer"),
    path("refer/log/", intake.log, name="referral-log"),
    path("refer/notification/", intake.from_notification, name="referral-from-notification"),
    path("refer/other/", intake.open_other, name="open-other"),
    path("refer/mine/", intake.mine, name="my-referrals"),
    path("refer/mine/<str:code>/", intake.receipt, name="referral-receipt"),
    path("reviews/<str:code>/referral/", include(in_case)),
]
