"""Where are the pages of the first days?"""

from django.urls import include, path

from reviews.referral.models import Question
from reviews.referral.views import intake, national_form, online, other, screening, stage

in_case = [
    path("", stage.referral, name="referral"),
    path("edit/", stage.edit, name="referral-edit"),
    path("told/", stage.rows, name="referral-rows"),
    path("children/add/", stage.add_child, name="referral-add-child"),
    path("children/<int:pk>/error/", stage.void_child, name="referral-void-child"),
    path("criteria/", screening.criteria_page(Question.NOTIFY), name="referral-criteria"),
    path("recommendation/", screening.recommend_page(Question.NOTIFY), name="referral-recommend"),
    path("decisions/<int:pk>/", screening.decide_page(Question.NOTIFY), name="referral-decide"),
    path("comment/", screening.comment_page(Question.NOTIFY), name="referral-comment"),
    path("notification/", stage.notification, name="referral-notification"),
    path("notification/national-form/", national_form.national_form, name="referral-national-form"),
    path("notification/national-form/edit/", national_form.fill_in, name="referral-national-form-edit"),
    path("notification/withdraw/", other.withdraw, name="referral-withdraw"),
    path("notification/stands/", other.reinstate, name="referral-reinstate"),
    path("death-in-care/", other.owe, name="referral-other"),
    path("death-in-care/<int:pk>/", other.sent, name="referral-other-sent"),
    path("death-in-care/<int:pk>/take-back/", other.void, name="referral-other-void"),
    path("end/", stage.conclude, name="referral-conclude"),
]

urlpatterns = [
    path("refer/", intake.refer, name="refer"),
    path("refer/online/", online.start, name="refer-online"),
    path("refer/online/asked/", online.asked, name="refer-online-asked"),
    path("refer/online/link/<str:secret>/", online.link, name="refer-online-link"),
    path("refer/online/form/", online.form, name="refer-online-form"),
    path("refer/online/save/", online.save, name="refer-online-save"),
    path("refer/online/sent/", online.sent, name="refer-online-sent"),
    path("refer/log/", intake.log, name="referral-log"),
    path("refer/notification/", intake.from_notification, name="referral-from-notification"),
    path("refer/other/", intake.open_other, name="open-other"),
    path("refer/mine/", intake.mine, name="my-referrals"),
    path("refer/mine/<str:code>/", intake.receipt, name="referral-receipt"),
    path("reviews/<str:code>/referral/", include(in_case)),
]
