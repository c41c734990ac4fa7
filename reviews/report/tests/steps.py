"""Takes the report of a case further, by the actions the pages use."""

import datetime as dt
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.roles import Role
from cspr import clock
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.conversations.queries import quotes
from reviews.identities.models import Person
from reviews.identities.rules import chip_of
from reviews.report import actions, queries
from reviews.report.models import Report, ReportImport, Round, Section, Source, Version
from reviews.report.tests.drafted import SHORT, TEXT

# The word in the text, the labels under which the register may hold the person, and what stands where it does not.
PEOPLE = {
    "child": ((), "the child"),
    "mother": (("mother",), "mother"),
    "partner": (("mother's partner", "mother’s partner"), "mother’s partner"),
    "sibling": (("younger sibling", "sibling"), "the younger child"),
    "aunt": (("aunt", "maternal aunt"), "the aunt"),
}
HEADS = {"## ": ("h3", "h3"), "> ": ("blockquote><p", "p></blockquote")}


def report_drafted(
    cast: Cast, review: Review, *, at: dt.datetime, full: bool = False, text: dict[str, str] = TEXT
) -> Report:
    """The report written by Luca: every section of the text, or three short sections."""
    report = actions.start_report(review, by=cast.luca, at=at)
    people = people_of(review)
    for section in report.sections.filter(removed_at=None).order_by("position"):
        if full and section.kind in text:
            write(section, as_html(text[section.kind], people), cast, at=at)
        elif not full and section.kind in SHORT:
            write(section, as_html("\n".join(text[section.kind].strip().splitlines()[:3]), people), cast, at=at)
    return report


def source_listed(cast: Cast, report: Report, *, at: dt.datetime) -> Source:
    """Something on the list of references that may be cited."""
    return actions.list_source(
        report, author="Brackwater, T.", year="2019", title="Small voices", details="Saltmere: Estuary Press.",
        by=cast.luca, at=at,
    )  # fmt: skip


def file_read(cast: Cast, review: Review, *, at: dt.datetime) -> ReportImport:
    """A report as a file, of which nothing is written yet."""
    words = b"1. Introduction\n\n1.1 The family moved in spring.\n\n1.2 Nobody rang (see 1.1 above)."
    return actions.look_at(review, SimpleUploadedFile("older report.txt", words), by=cast.luca, at=at)


def write(section: Section, html: str, cast: Cast, *, at: dt.datetime) -> None:
    """What Luca typed, before whatever stands in the section already."""
    revisions: dict[str, int] = {}
    actions.save_section(section, html=html, revisions=revisions, by=cast.luca, at=at)


def people_of(review: Review) -> dict[str, str]:
    """A chip for each person of the text who is in the register, and their label in words for the others."""
    registered = list(review.people.filter(void_at=None).select_related("child").order_by("child__position", "pk"))
    found = {}
    for name, (labels, words) in PEOPLE.items():
        known = (person for person in registered if person.label.lower() in labels)
        if name == "child":
            known = (person for person in registered if person.kind == Person.Kind.CHILD)
        person = next(known, None)
        found[name] = chip_of(person.pk, person.label) if person else escape(words)
    if not any(person.kind == Person.Kind.CHILD for person in registered):
        child = review.children.first()
        found["child"] = escape(child.label) if child else PEOPLE["child"][1]
    return found


def as_html(text: str, people: dict[str, str]) -> str:
    """The marks of ``drafted`` as the HTML the editor would send."""
    out = []
    for line in text.strip().splitlines():
        head = next((mark for mark in HEADS if line.startswith(mark)), "")
        first, last = HEADS.get(head, ("p", "p"))
        words = line.removeprefix(head).replace("{mother}’s partner", "{partner}")
        words = re.sub(r"\^\[(.*?)\]", r'<span data-fn="">\1</span>', words)
        words = re.sub(r"(^|[.!?] )?\{(\w+)\}", lambda name: (name[1] or "") + _at(name[1], people[name[2]]), words)
        out.append(f"<{first}>{words}</{last}>")
    return "".join(out)


def _at(head: str | None, person: str) -> str:
    """With a capital at the head of a sentence; a chip finds its own."""
    return person if head is None or person.startswith("<") else person[0].upper() + person[1:]


def out(cast: Cast, report: Report, *, at: dt.datetime, name: str = "Draft", days: int = 14, **readers: Any) -> Round:
    """The draft as it stands with Pam, or with others, for a fortnight."""
    due_on = clock.date_of(at) + dt.timedelta(days=days)
    return actions.send_round(
        report, name=name, due_on=due_on, **(readers or {"people": [cast.pam]}), by=cast.luca, at=at
    )  # fmt: skip


def sent_round(cast: Cast, report: Report, *, at: dt.datetime) -> Version:
    """The draft with the review panel, for a fortnight; Pam comments on it, and Luca answers."""
    version = out(cast, report, at=at, name="First full draft").version
    blocks = [block for section in version.content["sections"] for block in section["blocks"] if block["number"]]
    if report.review.team.filter(user=cast.pam, role=Role.PANEL_MEMBER).exists():
        given = actions.comment(
            version, block_uid=blocks[0]["uid"], text="The panel met six times, not five. Otherwise accurate.",
            by=cast.pam, at=at,
        )  # fmt: skip
        actions.answer(given, response="accepted", why="", revision=given.revision, by=cast.luca, at=at)
    return version


@dataclass(frozen=True)
class Remark:
    """What somebody said on a numbered paragraph, counted from 0, and what was answered, if it was."""

    by: str
    paragraph: int
    text: str
    response: str = ""
    why: str = ""


def round_held(
    cast: Cast, report: Report, *, at: dt.datetime, name: str, agencies: tuple[str, ...], remarks: tuple[Remark, ...],
    finished: tuple[str, ...] = (), aim: str = Round.Aim.COMMENT, days: int = 14, closed_at: dt.datetime | None = None,
) -> Round:  # fmt: skip
    """The draft with Pam and some agencies, what they say and what Luca answers; open, or closed on a day."""
    sent = out(
        cast, report, at=at, name=name, days=days, aim=aim, people=[cast.pam],
        agencies=[getattr(cast.agencies, key) for key in agencies],
    )  # fmt: skip
    readers = {one.agency_id or 0: one for one in sent.readers.all()}
    numbered = [block for part in sent.version.content["sections"] for block in part["blocks"] if block["number"]]
    given = []
    for remark in remarks:
        by = getattr(cast, remark.by)
        made = actions.comment(
            sent.version, reader=readers.get(by.agency_id, readers[0]), block_uid=numbered[remark.paragraph]["uid"],
            text=remark.text, by=by, at=at,
        )  # fmt: skip
        given.append(made)
    for key in finished:
        by = getattr(cast, key)
        actions.finish(readers.get(by.agency_id, readers[0]), by=by, at=at)
    for made, remark in zip(given, remarks, strict=True):
        if remark.response:
            actions.answer(
                made, response=remark.response, why=remark.why, revision=made.revision, by=cast.luca, at=closed_at or at
            )  # fmt: skip
    if closed_at:
        actions.close_round(sent, by=cast.luca, at=closed_at)
    return sent


def empty_taken_out(cast: Cast, report: Report, *, at: dt.datetime) -> None:
    """The numbered sections in which nothing was written leave the report."""
    for section in report.sections.filter(removed_at=None, numbered=True).order_by("position"):
        if not section.blocks.filter(removed_at=None).exists():
            actions.remove_section(section, revision=section.revision, by=cast.luca, at=at)


def report_agreed(cast: Cast, review: Review, *, at: dt.datetime) -> Version:
    """The version agreed for publication; the draft is started first where it was not."""
    report = Report.objects.filter(review=review).first() or report_drafted(cast, review, at=at)
    return actions.make_version(
        report, purpose=Version.Purpose.FINAL, name="Agreed by the review panel", by=cast.luca, at=at
    )


def conversations_counted(cast: Cast, report: Report, *, at: dt.datetime) -> None:
    """The figures of the conversations stand in the introduction, and every cleared quote in the discussion."""
    by_kind = {section.kind: section for section in queries.sections_for_talks(report)}
    actions.place_figures(report, sections=[by_kind["introduction"]], by=cast.luca, at=at)
    for quote in quotes(report.review).filter(answer="cleared"):
        actions.take_quote(report, quote=quote, section=by_kind["discussion"], by=cast.luca, at=at)
