"""Which part of this review's report does an address mean? None where it is of another review, or not there."""

from uuid import UUID

from agencies.roles import Permission
from cspr.records import NotYet
from reviews.case.access import Visit
from reviews.report import queries
from reviews.report.models import (
    Block,
    BlockText,
    ClearedHit,
    Report,
    ReportComment,
    Round,
    RoundReader,
    Section,
    Source,
    Version,
)
from reviews.report.rules import check_may_bring_in


def number(value: str | None) -> int:
    """The number of a record in an address; 0, which no record has, for anything else."""
    return int(value) if value and value.isdecimal() and len(value) < 10 else 0


def no_file_now(visit: Visit) -> str:
    """Why no report is brought in from a file now; nothing where it may be."""
    try:
        check_may_bring_in(visit.review.phase)
    except NotYet as refusal:
        return str(refusal)
    return ""


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


def a_round(visit: Visit, pk: int) -> Round | None:
    found = Round.objects.filter(pk=pk, version__report__review=visit.review)
    return found.select_related("version__report__review__partnership", "sent_by", "closed_by").first()


def a_reader(visit: Visit, pk: int) -> RoundReader | None:
    """A reader of any round of this review."""
    found = RoundReader.objects.filter(pk=pk, round__version__report__review=visit.review)
    return found.select_related("round__version__report__review__partnership", "user", "agency").first()


def a_copy(visit: Visit, pk: int) -> RoundReader | None:
    """One's own copy, as a deputy too, or that of one's agency; for those who run the round also what others have."""
    found = a_reader(visit, pk)
    return found if found and (runs_rounds(visit) or is_theirs(visit, found)) else None


def a_standing_copy(visit: Visit, pk: int) -> RoundReader | None:
    """The same, but not for a reader who was taken off the round: of it they are told that alone."""
    found = a_copy(visit, pk)
    return found if found and (not found.off_at or runs_rounds(visit)) else None


def runs_rounds(visit: Visit) -> bool:
    """Those who send versions round, and answer what comes back."""
    return visit.may(Permission.WRITE_REPORT) or visit.may(Permission.RUN_CASE)


def is_theirs(visit: Visit, reader: RoundReader) -> bool:
    """Is this visitor the reader whose copy it is? One by name is so as long as they may read the report."""
    if reader.agency_id:
        return reader.agency_id in visit.agencies
    if reader.user_id is None or not visit.may(Permission.READ_REPORT):
        return False
    stood_in = queries.stood_in_for(visit.user, visit.review, visit.today)
    return reader.user_id == visit.user.pk or stood_in.filter(deputy_for__user=reader.user_id).exists()


def eyes_of(visit: Visit) -> queries.Eyes:
    """How much of comments a visitor sees."""
    return queries.Eyes(names=visit.may(Permission.SEE_NAMES), inside=visit.inside)


def a_comment(visit: Visit, pk: int) -> ReportComment | None:
    found = ReportComment.objects.standing().filter(pk=pk, version__report__review=visit.review)
    return found.select_related("version__report__review", "round", "reader__agency", "reader__user", "by").first()


def a_source(visit: Visit, pk: int) -> Source | None:
    return Source.objects.filter(pk=pk, report__review=visit.review).select_related("report__review").first()


def a_clearing(visit: Visit, pk: int) -> ClearedHit | None:
    return ClearedHit.objects.filter(pk=pk, report__review=visit.review).select_related("report__review").first()
