"""Which sources does a report list, and where is each cited?"""

from reviews.report.models import Block, Report, Source
from reviews.report.rules import Listed, cites, listed


def sources_of(report: Report) -> list[Listed]:
    """The list of references in its order, with the letters that tell two of one year apart. One query."""
    return listed(_listed(source) for source in report.sources.filter(withdrawn_at=None))


def _listed(source: Source) -> Listed:
    return Listed(
        source.pk, source.author, source.year, source.title, source.details, source.address, source.accessed_on
    )  # fmt: skip


def citations_of(report: Report) -> dict[int, int]:
    """How often each source is cited in the draft. One query."""
    found: dict[int, int] = {}
    texts = Block.objects.filter(
        section__report=report, section__removed_at=None, removed_at=None, html__contains="data-cite"
    )
    for html in texts.values_list("html", flat=True):
        for pk in cites(html):
            found[pk] = found.get(pk, 0) + 1
    return found
