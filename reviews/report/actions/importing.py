"""How does a report that was written elsewhere come in? Read, shown, and only then written, all of it or nothing."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.html import escape

from agencies.models import Partnership, User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.records import NotYet
from cspr.word import reading
from reviews.case.models import Review
from reviews.case.phases import Kind as CaseKind
from reviews.documents.actions import original_of
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import labelled, plain, with_labels
from reviews.referral.actions import open_other
from reviews.report import events
from reviews.report.actions.start import STEP, start_report
from reviews.report.models import Block, BlockText, Report, ReportImport, Section
from reviews.report.rules import Asks, FoundSection, Recognised, check_may_bring_in, recognised, rereferred

CHILD = "Child A"
MANY = (Section.Kind.FREE, Section.Kind.APPENDIX)
_REFERENCE = re.compile(r'\bdata-(ref|to)="([\w-]*)"')
_NOTE = re.compile(r'\bdata-fn="(\w+)"')
# Makes a record of a recommendation, of whom it asks (by number) and by when, and says under which origin it was filed.
Recommend = Callable[[Review, str, Asks, User, dt.datetime], str]
_recommend: list[Recommend] = []


def use_recommend(recommend: Recommend) -> None:
    """Make known who keeps the records of recommendations. Called from ``apps.ready()``."""
    _recommend[:] = [recommend]


@transaction.atomic
def open_archive(partnership: Partnership, *, name: str, by: User, at: dt.datetime) -> Review:
    """A case for an older report that is brought in; what is known of it is what its report says."""
    about = f"An older report, brought in from the file “{name}”."
    return open_other(
        partnership, kind=CaseKind.ARCHIVE, about=about, labels=[CHILD], opened_on=clock.date_of(at), by=by, at=at
    )


def look_at(
    review: Review, original: UploadedFile, *, by: User, at: dt.datetime, on_behalf_of: str = ""
) -> ReportImport:
    """Read a file and keep it with what was recognised and who gave it; nothing is written into the report.

    Raises ``NotYet`` at ``original`` where it cannot be read. The reading stands outside the transaction.
    """
    check_may_bring_in(review.phase)
    content = original.read()
    original.seek(0)
    told = reading.read(original.name or "", content, most_bytes=settings.MAX_UPLOAD_BYTES)
    return _keep(review, original, rereferred(recognised(told), told), by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def _keep(
    review: Review, original: UploadedFile, found: Recognised, *, by: User, at: dt.datetime, on_behalf_of: str
) -> ReportImport:
    paper = original_of(
        review, original, title="Report as a file", belongs_to="report-import", by=by, at=at, on_behalf_of=on_behalf_of
    )
    imported = ReportImport.objects.create(
        review=review, original=paper, found=found.as_json(), began_at=at, began_by=by
    )  # fmt: skip
    record(
        events.IMPORT_READ, by=by, at=at, review_code=review.code, subject=f"import {imported.pk}",
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    return imported


@transaction.atomic
def set_import_aside(imported: ReportImport, *, revision: int, by: User, at: dt.datetime) -> None:
    """Leave a file unused; it stays among the papers."""
    _check_waits(imported)
    records.change(imported, revision=revision, set_aside_at=at)
    record(events.IMPORT_SET_ASIDE, by=by, at=at, review_code=imported.review.code, subject=f"import {imported.pk}")


@transaction.atomic
def take_in(
    imported: ReportImport, *, revision: int, asks: Mapping[int, Asks] | None = None, by: User, at: dt.datetime
) -> Report:
    """Write what was recognised into the report: into its empty sections, and new ones after them.

    ``asks``: by their number in the file, of whom the recommendations ask and by when, as somebody confirmed it.
    """
    _check_waits(imported)
    check_may_bring_in(imported.review.phase)
    records.change(imported, revision=revision, taken_at=at)
    review, found = imported.review, Recognised.from_json(imported.found)
    report = start_report(review, by=by, at=at)
    _Writer(report, found, by, at).write(asks or {})
    counts = {name: count for name, count in found.counts.items() if count}
    record(
        events.IMPORTED, by=by, at=at, review_code=review.code, subject=f"import {imported.pk}", changes=counts,
        on_behalf_of=imported.original.on_behalf_of,
    )  # fmt: skip
    return report


def _check_waits(imported: ReportImport) -> None:
    if imported.taken_at:
        raise NotYet("This file was brought in already.")
    if imported.set_aside_at:
        raise NotYet("This file was set aside. Choose it again to bring it in.")


class _Writer:
    """Writes a recognised report into a draft."""

    def __init__(self, report: Report, found: Recognised, by: User, at: dt.datetime) -> None:
        self.report, self.found, self.by, self.at = report, found, by, at
        self.forms, self.names = known_forms(report.review), labels(report.review)
        self.standing = list(report.sections.filter(removed_at=None).order_by("position", "pk"))
        self.filled = set(
            Block.objects.filter(section__in=self.standing, removed_at=None).values_list("section", flat=True)
        )
        self.fresh = not self.filled
        self.mark = uuid4().hex[:8]

    def write(self, asks: Mapping[int, Asks]) -> None:
        sections = [self._section(section) for section in self.found.sections]
        self._order(sections)
        uids = {block.key: uuid4() for section in self.found.sections for block in section.blocks}
        keys = {key: str(uid) for key, uid in uids.items()}
        keys |= {
            found.key: f"section-{section.pk}" for found, section in zip(self.found.sections, sections, strict=True)
        }
        keys |= self._recommended(asks)
        self._blocks(sections, uids, keys)
        if self.fresh and self.found.title and not self.report.title:
            most = Report._meta.get_field("title").max_length
            records.change(self.report, title=self._said(self.found.title, most=most))

    def _said(self, text: str, most: int | None = None) -> str:
        """What is plain text, with the names used here; ``most`` characters of it."""
        lines = [
            with_labels(labelled(escape(line), self.forms, self.names), self.names, printed=True)
            for line in text.splitlines()
        ]
        return "\n".join(plain(line) for line in lines)[:most]

    def _section(self, found: FoundSection) -> Section:
        """The empty section of the kind, or a new one."""
        title = self._said(found.title, most=Section._meta.get_field("title").max_length)
        free = [] if found.kind in MANY else [one for one in self.standing if one.kind == found.kind]
        for section in free:
            if section.pk not in self.filled:
                records.change(section, title=title, numbered=found.numbered)
                self.filled.add(section.pk)
                return section
        section = Section.objects.create(
            report=self.report, kind=Section.Kind.FREE if free else found.kind, title=title, numbered=found.numbered,
            position=0,
        )  # fmt: skip
        self.standing.append(section)
        self.filled.add(section.pk)
        return section

    def _order(self, sections: list[Section]) -> None:
        """A draft in which nothing stood takes the order of the file, and loses the sections the file lacks."""
        order = self.standing
        if self.fresh:
            rest = [one for one in self.standing if one not in sections]
            for section in rest:
                if section.kind != Section.Kind.RECOMMENDATIONS or not self.found.recommendations:
                    records.change(section, removed_at=self.at)
            order = [*sections, *rest]
        for number, section in enumerate(order, 1):
            section.position = STEP * number
        Section.objects.bulk_update(order, ["position"])

    def _recommended(self, asks: Mapping[int, Asks]) -> dict[str, str]:
        """Records of the recommendations; where they stand in the report, by how the text calls them."""
        if not _recommend:
            return {}
        origins = {
            f"r{one.number}": _recommend[0](
                self.report.review, self._said(one.text), asks.get(one.number, Asks()), self.by, self.at
            )
            for one in self.found.recommendations
        }
        filed = Block.objects.filter(section__report=self.report, removed_at=None, origin__in=origins.values())
        uids = dict(filed.values_list("origin", "uid"))
        return {key: str(uids[origin]) for key, origin in origins.items() if origin in uids}

    def _blocks(self, sections: list[Section], uids: dict[str, UUID], keys: dict[str, str]) -> None:
        made = []
        for found, section in zip(self.found.sections, sections, strict=True):
            for number, block in enumerate(found.blocks, 1):
                html = labelled(self._keyed(block.html, keys), self.forms, self.names)
                made.append(
                    Block(section=section, uid=uids[block.key], kind=block.kind, html=html, position=STEP * number)
                )
            last = STEP * len(found.blocks)
            filed = list(section.blocks.filter(removed_at=None).order_by("position", "pk"))
            for number, block in enumerate(filed, 1):  # what records filed comes after what was told about it
                block.position = last + STEP * number
            Block.objects.bulk_update(filed, ["position"])
        Block.objects.bulk_create(made)
        BlockText.objects.bulk_create(
            BlockText(block=block, html=block.html, revision=block.revision, at=self.at, by=self.by) for block in made
        )

    def _keyed(self, html: str, keys: dict[str, str]) -> str:
        """With the ids that blocks, sections and footnotes have now."""

        def over(match: re.Match[str]) -> str:
            key = match[2]
            now = f"fn-{self.mark}{key[3:]}" if key.startswith("fn-") else keys.get(key, key)
            return f'data-{match[1]}="{now}"'

        return _REFERENCE.sub(over, _NOTE.sub(lambda match: f'data-fn="{self.mark}{match[1]}"', html))
