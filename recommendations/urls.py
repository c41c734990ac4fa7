"""Where are the pages of this folder?"""

from django.urls import include, path

from recommendations.views import board, findings, plans, recommending

in_case = [
    path("", findings.recommendations, name="recommendations"),
    path("file/", findings.file_all, name="recommendations-file"),
    path("findings/add/", findings.add_finding, name="finding-add"),
    path("findings/<int:pk>/", findings.edit_finding, name="finding-edit"),
    path("findings/<int:pk>/void/", findings.void_finding, name="finding-void"),
    path("good-practice/add/", findings.add_practice, name="good-practice-add"),
    path("good-practice/<int:pk>/", findings.edit_practice, name="good-practice-edit"),
    path("good-practice/<int:pk>/void/", findings.void_practice, name="good-practice-void"),
    path("add/", recommending.add, name="recommendation-add"),
    path("agree/", recommending.agree, name="recommendations-agree"),
    path("<int:pk>/", recommending.recommendation, name="recommendation"),
    path("<int:pk>/edit/", recommending.edit, name="recommendation-edit"),
    path("<int:pk>/void/", recommending.void, name="recommendation-void"),
    path("<int:pk>/take-back/", recommending.take_back, name="recommendation-take-back"),
    path("<int:pk>/answer/<int:agency>/", recommending.answer, name="recommendation-answer"),
    path("<int:pk>/plan/<int:agency>/", plans.plan, name="action-plan"),
    path("actions/<int:pk>/", plans.action, name="action"),
    path("actions/<int:pk>/edit/", plans.edit, name="action-edit"),
    path("actions/<int:pk>/move/", plans.move, name="action-move"),
    path("actions/<int:pk>/void/", plans.void, name="action-void"),
    path("actions/<int:pk>/progress/", plans.progress, name="action-progress"),
    path("actions/<int:pk>/evidence/", plans.add_evidence, name="action-evidence"),
    path("evidence/<int:pk>/", plans.evidence_file, name="evidence-file"),
    path("progress/<int:pk>/void/", plans.void_progress, name="progress-void"),
    path("evidence/<int:pk>/void/", plans.void_evidence, name="evidence-void"),
]

over_all_cases = [
    path("", board.board, name="board"),
    path("<str:code>/<int:pk>/", board.recommendation, name="board-recommendation"),
    path("<str:code>/<int:pk>/assure/", board.assure, name="recommendations-assure"),
    path("<str:code>/actions/<int:pk>/close/", board.close, name="action-close"),
    path("<str:code>/actions/<int:pk>/reopen/", board.reopen, name="action-reopen"),
    path("<str:code>/evidence/<int:pk>/", board.evidence_file, name="board-evidence"),
]

urlpatterns = [
    path("reviews/<str:code>/recommendations/", include(in_case)),
    path("recommendations/", include(over_all_cases)),
]
