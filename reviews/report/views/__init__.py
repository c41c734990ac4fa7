"""The pages of the report."""

from reviews.report.views import checks, comments, outline, reading, versions, writing

__all__ = ["checks", "comments", "outline", "reading", "versions", "writing"]
