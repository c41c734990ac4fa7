"""Which request, entry or episode may this person reach? None where it does not concern them."""

from django.db.models import Q, QuerySet

from agencies.roles import Permission
from chronology import queries, rules
from chronology.models import (
    ChronologyRequest,
    CombinedExport,
    CombinedFile,
    Entry,
    Episode,
    ImportRun,
    Link,
    Meaning,
    Note,
    Placement,
    Question,
    ReportPoint,
    ReportRequest,
    ReportSection,
    Search,
    Tagging,
)
from reviews.case.access import Visit


def request_at(visit: Visit, pk: int) -> ChronologyRequest | None:
    """A request of the review: any for the office, else one to an agency this person answers for."""
    found = queries.requests_with_due(visit.review).filter(pk=pk)
    if not visit.may(Permission.RUN_CASE):
        found = found.filter(agency__in=visit.agencies)
    return found.first()


def reader_of(visit: Visit) -> queries.Reader:
    """Who reads the combined chronology here."""
    return queries.Reader(visit.user, analyses=visit.may(Permission.ANALYSE))


def draft_entries(visit: Visit, found: ChronologyRequest) -> QuerySet[Entry]:
    """The standing entries of a chronology this person may write in, without what is kept from them."""
    return queries.draft_for(found, None if found.agency_id in visit.agencies else visit.user)


def draft_entry_at(visit: Visit, pk: int, entry: int) -> Entry | None:
    """A standing entry of a chronology this person may write in."""
    found = request_at(visit, pk)
    if found is None:
        return None
    entries = draft_entries(visit, found).select_related("submission__request__agency", "submission__request__review")
    return entries.filter(pk=entry).first()


def question_to_answer_at(visit: Visit, pk: int) -> Question | None:
    """What was asked of an entry this person may write in: of their own agency, or which the office may read."""
    question = queries.question_at(visit.review, pk)
    if question is None or question.sent_at is None:
        return None
    entry = question.entry
    return question if draft_entry_at(visit, entry.submission.request_id, entry.pk) else None


def question_to_withdraw_at(visit: Visit, pk: int) -> Question | None:
    """What was asked of an entry this person may read; what the office only noted, for the office."""
    question = queries.question_at(visit.review, pk)
    if question is None:
        return None
    entry = question.entry
    if question.sent_at is None:
        typed = visit.may(Permission.RUN_CASE) and draft_entry_at(visit, entry.submission.request_id, entry.pk)
        return question if typed else None
    return question if queries.questions_of(visit.review, reader=reader_of(visit)).filter(pk=pk).exists() else None


def import_at(visit: Visit, pk: int, run: int) -> ImportRun | None:
    """A file from which entries are taken into a chronology this person may write in."""
    found = request_at(visit, pk)
    return _files_of(visit, found).filter(pk=run).first() if found else None


def _files_of(visit: Visit, found: ChronologyRequest) -> QuerySet[ImportRun]:
    """The files of a request; what the office still shares out of a combined document is the office's until it is taken."""
    files = queries.imports_of(found.submission)
    return files if visit.may(Permission.RUN_CASE) else files.filter(Q(combined=None) | Q(taken_at__isnull=False))


def files_before(visit: Visit, found: ChronologyRequest) -> QuerySet[ImportRun]:
    """The files given before, as far as this person may know of them."""
    return _files_of(visit, found).exclude(state=ImportRun.State.LEFT)


def combined_file_at(visit: Visit, pk: int) -> CombinedFile | None:
    """A document of several agencies that the office was given."""
    return queries.combined_files(visit.review).filter(pk=pk).first()


def export_at(visit: Visit, pk: int) -> CombinedExport | None:
    """A file of the combined chronology that this person had made; one with names while they may see them."""
    made = visit.review.chronology_exports.filter(asked_by=visit.user, pk=pk, job_id__isnull=False)
    if not visit.may(Permission.SEE_NAMES):
        made = made.filter(with_names=False)
    return made.select_related("review").first()


def released_entry_at(visit: Visit, pk: int) -> Entry | None:
    """An entry this person may read in the combined chronology."""
    return queries.with_more(queries.combined(visit.review, reader=reader_of(visit))).filter(pk=pk).first()


def kept_entry_at(visit: Visit, pk: int) -> Entry | None:
    """An entry that this person may keep for some: of their own agency, or one they read."""
    entries = Entry.objects.standing().select_related("submission__request__agency", "submission__request__review")
    own = entries.filter(pk=pk, submission__request__review=visit.review).first()
    if own is None or own.submission.request.agency_id in visit.agencies:
        return own
    found = request_at(visit, own.submission.request_id)
    typed = draft_entries(visit, found).filter(pk=pk).first() if found else None
    return typed or (released_entry_at(visit, pk) if visit.may(Permission.READ_CHRONOLOGY) else None)


def entry_to_release_at(visit: Visit, pk: int) -> Entry | None:
    """An entry that is kept for some and that this person may release."""
    entry = kept_entry_at(visit, pk)
    if entry is None:
        return None
    may = rules.may_release(
        entry,
        signs=entry.submission.request.agency_id in visit.agencies_with(Permission.SIGN_FOR_AGENCY),
        analyses=visit.may(Permission.ANALYSE),
        office=visit.may(Permission.RUN_CASE),
    )
    return entry if may else None


def note_at(visit: Visit, pk: int, note: int) -> Note | None:
    """A standing note beside an entry this person may read."""
    entry = released_entry_at(visit, pk)
    return entry.notes.filter(pk=note, void_at=None).first() if entry else None


def search_at(visit: Visit, pk: int) -> Search | None:
    """What this person looked for themselves; nobody opens the search of another.

    Whoever may no longer see names looks for what was kept in what they read now.
    """
    found = queries.search_at(visit.review, visit.user, pk)
    if found and not visit.may(Permission.SEE_NAMES):
        found.in_labels = True
    return found


def tagging_at(visit: Visit, pk: int, tagging: int) -> Tagging | None:
    """A tag on an entry this person may read."""
    entry = released_entry_at(visit, pk)
    found = entry.taggings.filter(pk=tagging, removed_at=None) if entry else Tagging.objects.none()
    return found.select_related("tag__review").first()


def entries_to_link(visit: Visit, pk: int, other: int) -> tuple[Entry, Entry] | None:
    """Two entries, both of which this person may read."""
    found = {
        entry.pk: entry for entry in queries.combined(visit.review, reader=reader_of(visit)).filter(pk__in=[pk, other])
    }
    return (found[pk], found[other]) if len(found) == 2 else None


def link_at(visit: Visit, pk: int, link: int) -> Link | None:
    """What is said of two entries, both of which this person may read."""
    entry = released_entry_at(visit, pk)
    links = queries.linked(visit.review, [entry], reader=reader_of(visit)).get(pk, []) if entry else []
    return next((found.link for found in links if found.link.pk == link), None)


def meaning_at(visit: Visit, pk: int) -> Meaning | None:
    """What an abbreviation is short for in this review."""
    return visit.review.meanings.filter(pk=pk, void_at=None).select_related("review").first()


def episode_at(visit: Visit, pk: int) -> Episode | None:
    """A standing episode of the review."""
    return visit.review.episodes.filter(pk=pk, void_at=None).first()


def placement_at(visit: Visit, pk: int, placement: int) -> Placement | None:
    """An entry's place in an episode of the review."""
    places = Placement.objects.select_related("episode__review")
    return places.filter(pk=placement, episode=pk, episode__review=visit.review, removed_at=None).first()


# Agency reports ------------------------------------------------------------------------------------


def report_request_at(visit: Visit, pk: int) -> ReportRequest | None:
    """A request for an agency report that this person may write for: any for the office, else their own agency's."""
    found = queries.reports_with_due(visit.review).filter(pk=pk)
    if not visit.may(Permission.RUN_CASE):
        found = found.filter(agency__in=visit.agencies)
    return found.first()


def own_report_request(visit: Visit, pk: int) -> ReportRequest | None:
    """A request to an agency this person answers for."""
    return queries.reports_with_due(visit.review).filter(pk=pk, agency__in=visit.agencies).first()


def readable_report_at(visit: Visit, pk: int) -> ReportRequest | None:
    """A report this person may read: one they write for, or a submitted one for who reads the combined chronology."""
    if found := report_request_at(visit, pk):
        return found
    submitted = queries.reports_with_due(visit.review).filter(report__submitted_at__isnull=False, withdrawn_at=None)
    return submitted.filter(pk=pk).first() if visit.may(Permission.READ_CHRONOLOGY) else None


def report_document_at(visit: Visit, pk: int) -> ReportRequest | None:
    """A report whose document this person may open: it names people, so its own agency and who may see names."""
    found = readable_report_at(visit, pk)
    may = found and (found.agency_id in visit.agencies or visit.may(Permission.SEE_NAMES))
    return found if found and may and found.report.original_id else None


def report_section_at(visit: Visit, pk: int, kind: str) -> ReportSection | None:
    """A section of a report this person may write for."""
    found = report_request_at(visit, pk)
    section = found.report.sections.filter(kind=kind).first() if found else None
    if section and found:
        section.report = found.report
    return section


def point_to_write_at(visit: Visit, pk: int, point: int) -> ReportPoint | None:
    """A standing point of a report this person may write for."""
    found = report_request_at(visit, pk)
    points = ReportPoint.objects.filter(section__report__request=found, void_at=None) if found else None
    one = points.filter(pk=point).select_related("section").first() if points else None
    if one and found:
        one.section.report = found.report
    return one


def report_point_at(visit: Visit, pk: int, point: int) -> ReportPoint | None:
    """A standing point of a report this person may read."""
    found = readable_report_at(visit, pk)
    points = ReportPoint.objects.select_related("section__report__request__review")
    return points.filter(pk=point, void_at=None, section__report__request=found).first() if found else None
