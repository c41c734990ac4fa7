"""The table of contents of the stages' addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include(f"reviews.{stage}.urls"))
    for stage in (
        "case", "letters", "documents", "identities", "proceedings", "meetings", "calendar", "referral", "rapid_review", "panel",
        "family", "conversations", "report", "publication",
        "readings", "disclosure",
    )
]  # fmt: skip
