"""The table of contents of the stages' addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include(f"reviews.{stage}.urls"))
    for stage in (
        "guidance", "case", "letters", "documents", "delays", "identities", "proceedings", "meetings", "calendar", "referral", "rapid_review", "panel",
        "commissioning", "family", "conversations", "correspondence", "report", "editing", "publication",
        "readings", "disclosure", "quality",
    )
]  # fmt: skip
