"""Where are the pages of the report?"""

from django.urls import include, path

from reviews.report.views import checks, comments, importing, outline, reading, sources, talks, versions, writing

in_case = [
    path("", reading.report, name="report"),
    path("start/", reading.start, name="report-start"),
    path("import/", importing.choose, name="report-import"),
    path("import/<int:pk>/", importing.look, name="report-import-look"),
    path("sections/", outline.outline, name="report-outline"),
    path("title/", outline.title, name="report-title"),
    path("sections/add/", outline.add, name="report-add-section"),
    path("sections/<int:pk>/change/", outline.change, name="report-section"),
    path("sections/<int:pk>/move/", outline.move, name="report-move"),
    path("sections/<int:pk>/remove/", outline.remove, name="report-remove"),
    path("sections/<int:pk>/bring-back/", outline.bring_back, name="report-bring-back"),
    path("sections/<int:pk>/", writing.edit, name="report-edit"),
    path("sections/<int:pk>/save/", writing.save, name="report-save"),
    path("sections/<int:pk>/paragraphs/", writing.add_block, name="report-add-block"),
    path("paragraphs/<uuid:uid>/", writing.write_block, name="report-block"),
    path("paragraphs/<uuid:uid>/texts/", writing.texts, name="report-texts"),
    path("texts/", writing.aside, name="report-aside"),
    path("texts/<int:pk>/use/", writing.use_text, name="report-use-text"),
    path("versions/", versions.versions, name="report-versions"),
    path("versions/keep/", versions.keep, name="report-keep"),
    path("versions/send/", versions.send, name="report-send"),
    path("versions/agree/", versions.agree, name="report-agree"),
    path("versions/<int:pk>/", versions.version, name="report-version"),
    path("versions/<int:pk>/compare/", versions.compare, name="report-compare"),
    path("versions/<int:pk>/close/", versions.close, name="report-close"),
    path("versions/<int:pk>/comment/", comments.comment, name="report-comment"),
    path("versions/<int:pk>/no-comments/", comments.no_comments, name="report-no-comments"),
    path("comments/<int:pk>/change/", comments.change, name="report-comment-change"),
    path("comments/<int:pk>/withdraw/", comments.withdraw, name="report-comment-withdraw"),
    path("comments/<int:pk>/", comments.answer, name="report-answer"),
    path("figures/", talks.figures, name="report-figures"),
    path("quotes/", talks.quote, name="report-quote"),
    path("references/", sources.sources, name="report-sources"),
    path("references/add/", sources.add, name="report-add-source"),
    path("references/<int:pk>/", sources.change, name="report-source"),
    path("references/<int:pk>/withdraw/", sources.withdraw, name="report-withdraw-source"),
    path("checks/", checks.checks, name="report-checks"),
    path("checks/replace/", checks.replace, name="report-replace"),
    path("checks/clear/", checks.clear, name="report-clear"),
    path("checks/cleared/<int:pk>/ask-again/", checks.ask_again, name="report-ask-again"),
]

urlpatterns = [
    path("reviews/<str:code>/report/", include(in_case)),
]
