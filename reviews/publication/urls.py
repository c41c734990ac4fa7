"""Where are the pages of signing and publication, and those the public reads?"""

from django.urls import include, path

from reviews.publication.views import going_out, public, signing, stage

in_case = [
    path("", stage.publication, name="publication"),
    path("draft/", stage.draft, name="publication-draft"),
    path("copies/<int:pk>/", stage.copy, name="publication-copy"),
    path("jobs/<int:pk>/", stage.job, name="publication-job"),
    path("jobs/<int:pk>/file/", stage.job_file, name="publication-job-file"),
    path("prepare/", stage.prepare, name="publication-prepare"),
    path("<int:pk>/report.pdf", stage.pdf, name="publication-pdf"),
    path("<int:pk>/page/", stage.web_page, name="publication-page"),
    path("<int:pk>/sign/", signing.sign, name="publication-sign"),
    path("<int:pk>/sign-for/", signing.sign_for, name="publication-sign-for"),
    path("<int:pk>/signed-off/", signing.sign_off, name="publication-sign-off"),
    path("signatures/<int:pk>/withdraw/", signing.withdraw, name="publication-unsign"),
    path("<int:pk>/plan/", going_out.plan, name="publication-plan"),
    path("<int:pk>/shared/", going_out.shared, name="publication-shared"),
    path("<int:pk>/go/", going_out.go, name="publication-go"),
    path("<int:pk>/go/back/", going_out.go_back, name="publication-go-back"),
    path("<int:pk>/now/", going_out.now, name="publication-now"),
    path("<int:pk>/withhold/", going_out.withhold, name="publication-withhold"),
    path("<int:pk>/after-all/", going_out.publish_after_all, name="publication-after-all"),
    path("<int:pk>/after/", going_out.after, name="publication-after"),
    path("<int:pk>/take-down/", going_out.take_down, name="publication-take-down"),
    path("<int:pk>/take-down/confirm/", going_out.confirm, name="publication-confirm"),
    path("<int:pk>/put-back/", going_out.put_back, name="publication-put-back"),
]

urlpatterns = [
    path("reviews/<str:code>/publication/", include(in_case)),
    path("published/", public.published, name="published"),
    path("published/<slug:slug>/", public.review, name="published-review"),
    path("published/<slug:slug>/report.pdf", public.pdf, name="published-pdf"),
]
