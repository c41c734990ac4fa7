"""Where are the pages of a rapid review?"""

from django.urls import include, path

from reviews.rapid_review.views import (
    closing,
    joined,
    leading,
    notifications,
    office,
    overview,
    panel_letters,
    papers,
    returns,
    safety,
    unasked,
)
from reviews.referral.models import Question
from reviews.referral.rules import NATIONAL
from reviews.referral.views import screening

in_case = [
    path("", overview.overview, name="rapid-review"),
    path("open/", office.open_it, name="rapid-review-open"),
    path("search/", office.search, name="rapid-review-search"),
    path("search/new/", office.search_new, name="rapid-review-search-new"),
    path("search/<int:pk>/off/", office.search_off, name="rapid-review-search-off"),
    path("ask/", office.ask, name="rapid-review-ask"),
    path("requests/<int:pk>/move/", office.move, name="rapid-review-move"),
    path("requests/<int:pk>/withdraw/", office.withdraw, name="rapid-review-withdraw"),
    path("requests/<int:pk>/send-back/", office.send_back, name="rapid-review-send-back"),
    path("requests/<int:pk>/for-agency/", returns.behalf, name="rapid-review-behalf"),
    path("returns/<int:pk>/", returns.agency_return, name="rapid-review-return"),
    path("returns/<int:pk>/sign/", returns.sign, name="rapid-review-sign"),
    path("returns/<int:pk>/upload/", returns.upload, name="rapid-review-upload"),
    path("returns/<int:pk>/nothing-held/", returns.nothing_held, name="rapid-review-nothing-held"),
    path("returns/<int:pk>/hand-on/", returns.hand_on, name="rapid-review-hand-on"),
    path("returns/<int:pk>/led/", leading.led, name="rapid-review-led"),
    path("returns/<int:pk>/pass-on/", leading.pass_on, name="rapid-review-pass-on"),
    path("returns/<int:pk>/take-out/", leading.take_out, name="rapid-review-take-out"),
    path("returns/<int:pk>/more/", returns.answer_more, name="rapid-review-answer"),
    path("returns/<int:pk>/original/", returns.original, name="rapid-review-original"),
    path("returns/enter/", unasked.enter, name="rapid-review-enter"),
    path("criteria/", screening.criteria_page(Question.REVIEW), name="rapid-review-criteria"),
    path("criteria/national/", screening.criteria_page(NATIONAL), name="rapid-review-national-criteria"),
    path("recommendation/", screening.recommend_page(Question.REVIEW), name="rapid-review-recommend"),
    path("decisions/<int:pk>/", screening.decide_page(Question.REVIEW), name="rapid-review-decide"),
    path("comment/", screening.comment_page(Question.REVIEW), name="rapid-review-comment"),
    path("pack/", papers.pack, name="rapid-review-pack"),
    path("document/", papers.document, name="rapid-review-document"),
    path("papers/<slug:paper>/", papers.make, name="rapid-review-make"),
    path("papers/<int:pk>/made/", papers.job, name="rapid-review-job"),
    path("papers/<int:pk>/file/", papers.job_file, name="rapid-review-job-file"),
    path("found/", closing.write_up, name="rapid-review-write"),
    path("send/", closing.send, name="rapid-review-send"),
    path("send/take-back/", closing.take_back, name="rapid-review-take-back"),
    path("safety/add/", safety.add, name="rapid-review-safety-add"),
    path("safety/<int:pk>/", safety.action, name="rapid-review-safety-action"),
    path("reply/", panel_letters.letters, name="rapid-review-reply"),
    path("reply/new/", panel_letters.new, name="rapid-review-reply-new"),
    path("reply/<int:pk>/", panel_letters.change, name="rapid-review-reply-change"),
    path("reply/<int:pk>/ask/", panel_letters.ask_more, name="rapid-review-reply-ask"),
    path("reply/<int:pk>/reconsider/", panel_letters.reconsider, name="rapid-review-reconsider"),
    path("reply/asks/<int:pk>/", panel_letters.answer, name="rapid-review-ask-answer"),
    path("reply/asks/<int:pk>/change/", panel_letters.ask_change, name="rapid-review-ask-change"),
    path("joined/", joined.areas, name="rapid-review-joined"),
    path("joined/new/", joined.new, name="rapid-review-joined-new"),
    path("joined/<int:pk>/", joined.change, name="rapid-review-joined-change"),
    path("joined/<int:pk>/end/", joined.end, name="rapid-review-joined-end"),
    path("joined/<int:pk>/place/", joined.seat, name="rapid-review-joined-seat"),
    path("joined/<int:pk>/decisions/<int:partner>/", joined.decide, name="rapid-review-joined-decide"),
    path("conclude/", closing.conclude, name="rapid-review-conclude"),
]

urlpatterns = [
    path("notifications/", notifications.listed, name="notifications"),
    path("notifications/file/<str:ending>/", notifications.take, name="notifications-file"),
    path("reviews/<str:code>/rapid-review/", include(in_case)),
]
