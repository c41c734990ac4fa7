"""Which part of this review's report does an address mean? None where it is of another review, or not there."""

from uuid import UUID

from reviews.case.access import Visit
from reviews.report import queries
from reviews.report.models import Block, BlockText, ClearedHit, Report, ReportComment, Section, Source, Version


def number(value: str | None) -> int:
    """The number of a record in an address; 0, which no record has, for anything else."""
    return int(value) if value and value.isdecimal() and len(value) < 10 else 0


def the_report(visit: Visit) -> Report | None:
    return queries.report_of(visit.review)


def a_section(visit: Visit, pk: int) -> Section | None:
    found = Section.objects.filter(pk=pk, report__review=visit.review)
    return found.select_related("report__review__partnership").first()


def a_block(visit: Visit, uid: UUID) -> Block | None:
    found = Block.objects.filter(uid=uid, section__report__review=visit.review)
    return found.select_related("section__report__review").first()


def a_text(visit: Visit, pk: int) -> BlockText | None:
    found = BlockText.objects.filter(pk=pk, block__section__report__review=visit.review)
    return found.select_related("block__section__report__review", "by").first()


def a_version(visit: Visit, pk: int) -> Version | None:
    found = Version.objects.filter(pk=pk, report__review=visit.review)
    return found.select_related("report__review__partnership", "made_by").first()


def a_comment(visit: Visit, pk: int) -> ReportComment | None:
    found = ReportComment.objects.standing().filter(pk=pk, version__report__review=visit.review)
    return found.select_related("version__report__review", "by").first()


def a_source(visit: Visit, pk: int) -> Source | None:
    return Source.objects.filter(pk=pk, report__review=visit.review).select_related("report__review").first()


def a_clearing(visit: Visit, pk: int) -> ClearedHit | None:
    return ClearedHit.objects.filter(pk=pk, report__review=visit.review).select_related("report__review").first()
