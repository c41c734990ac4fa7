"""Who reads which version, how far are they, and what did they say, in the words this person may see?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.html import escape

from agencies.models import Agency, Post, User
from agencies.roles import ROLES, Permission, Role, Scope
from reviews.case.models import Review, TeamMember
from reviews.case.queries import people_answering
from reviews.identities.queries import labels
from reviews.identities.rules import labelled, plain, with_labels
from reviews.report.models import Report, ReportComment, Round, RoundReader, Version
from reviews.report.queries.document import document
from reviews.report.queries.seen import Eyes, Sight
from reviews.report.rules import Document, ShownBlock, Words, shown, words

# They read the report by their post; the office runs rounds and does not comment in them.
POSTS_THAT_READ = tuple(
    role
    for role, info in ROLES.items()
    if info.scope == Scope.OFFICE and Permission.READ_REPORT in info.may and role != Role.BUSINESS_SUPPORT
)
TEAM_THAT_READS = (Role.PANEL_MEMBER, Role.HUMAN_READER)
SOMEBODY = "A reader"


@dataclass(frozen=True)
class Said:
    """A comment in the words this person may see. ``changed`` shows a proposed wording, word by word."""

    comment: ReportComment
    who: str
    text: str
    why: str
    quoted: str = ""
    changed: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands in the draft of today; ``words`` is its number, or what it is."""

    section: int
    uid: str
    words: str


@dataclass(frozen=True)
class Group:
    """What was said on one paragraph of a version, or on the whole, and where it stands today, if it does."""

    title: str
    paragraph: ShownBlock | None
    now: Place | None
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True)
class ReaderRow:
    """A reader of a round, and how far they are; ``called`` and ``why`` in the words this person may see."""

    reader: RoundReader
    called: str
    why: str
    comments: int
    state: str
    colour: str


# Who reads ----------------------------------------------------------------------------------------------


def stood_in_for(user: User, review: Review, on: dt.date) -> QuerySet[Any]:
    """The members of the team for whom somebody stands in on a day."""
    return TeamMember.objects.standing_in(user, on).filter(review=review).values("deputy_for__user")


def _theirs(user: User, review: Review, on: dt.date) -> Q:
    return Q(user=user) | Q(user__in=stood_in_for(user, review, on))


def asked(report: Report, user: User, *, on: dt.date) -> RoundReader | None:
    """The copy this person is asked to read, also as a deputy, the most pressing first."""
    found = RoundReader.objects.filter(
        _theirs(user, report.review, on), round__version__report=report, round__closed_at=None, off_at=None, finished_on=None
    )  # fmt: skip
    return _with_round(found).order_by("round__due_on", "pk").first()


def _with_round(readers: QuerySet[RoundReader]) -> QuerySet[RoundReader]:
    return readers.select_related("round__version", "user", "agency").defer("round__version__content")


def reader_of(version: Version, user: User, *, on: dt.date) -> RoundReader | None:
    """Whose copy of an open round this person comments on: their own first, or that of a member they stand in for."""
    found = RoundReader.objects.filter(
        _theirs(user, version.report.review, on), round__version=version, round__closed_at=None, off_at=None
    )
    return min(_with_round(found), key=lambda reader: (reader.user_id != user.pk, -reader.pk), default=None)


def reads_as(reader: RoundReader, user: User, *, on: dt.date) -> bool:
    """Is this the reader themselves: the person or their deputy, or somebody who answers for the agency?"""
    if reader.agency:
        return people_answering(reader.agency, on=on).filter(pk=user.pk).exists()
    if reader.user_id is None:
        return False
    review = reader.round.version.report.review
    return reader.user_id == user.pk or stood_in_for(user, review, on).filter(deputy_for__user=reader.user_id).exists()


def key_of(reader: RoundReader) -> str:
    """By what the file of a copy is known when it comes back: whose it is, and of which text."""
    return f"copy-{reader.pk}-{reader.round.version.sha256[:16]}"


def open_round(version: Version) -> Round | None:
    """The round in which a version is out, the one sent last."""
    return version.rounds.filter(closed_at=None).select_related("version__report__review").first()


def who_may_read(review: Review, on: dt.date) -> list[User]:
    """The people who may be asked to read a version: the review panel first, then others who read the report."""
    team = TeamMember.objects.held_on(on).filter(review=review, role__in=TEAM_THAT_READS, deputy_for=None)
    posts = Post.objects.held_on(on).filter(partnership=review.partnership, role__in=POSTS_THAT_READ)
    found = User.objects.filter(Q(pk__in=team.values("user")) | Q(pk__in=posts.values("user")), is_active=True)
    panel = team.filter(role=Role.PANEL_MEMBER, user=OuterRef("pk"))
    return list(found.annotate(on_panel=Exists(panel)).order_by("-on_panel", "name"))


def agencies_to_ask(review: Review) -> list[Agency]:
    """The agencies that have something to do with the case."""
    return list(Agency.objects.filter(involvements__review=review, involvements__ended_on=None).order_by("name"))


def copies(review: Review, user: User, agencies: Iterable[int], *, named: bool, on: dt.date) -> QuerySet[RoundReader]:
    """The copies of drafts that this person was sent, if ``named`` by name or as a deputy, or for their agencies."""
    whose = Q(agency__in=list(agencies))
    if named:
        whose |= _theirs(user, review, on)
    found = RoundReader.objects.filter(whose, round__version__report__review=review, off_at=None)
    return _with_round(found).order_by("-round__sent_at", "-pk")


def rounds(report: Report) -> QuerySet[Round]:
    """Every round, newest first, with how many read, have finished, and what waits for an answer."""
    standing = Q(comments__withdrawn_at=None, comments__isnull=False)
    return (
        Round.objects.filter(version__report=report)
        .select_related("version", "sent_by")
        .defer("version__content")
        .annotate(
            asked_count=Count("readers", filter=Q(readers__off_at=None), distinct=True),
            finished_count=Count(
                "readers", filter=Q(readers__off_at=None) & ~Q(readers__finished_on=None), distinct=True
            ),
            comment_count=Count("comments", filter=standing, distinct=True),
            open_count=Count("comments", filter=standing & Q(comments__response=""), distinct=True),
        )
        .order_by("-sent_at", "-pk")
    )


def reader_rows(sent: Round, eyes: Eyes) -> list[ReaderRow]:
    """The readers of a round, those who still read first. The register is asked only where something was typed of one."""
    standing = Count("comments", filter=Q(comments__withdrawn_at=None))
    found = list(sent.readers.select_related("user", "agency").annotate(said_count=standing).order_by("pk"))
    typed = any(reader.name or reader.why_off or reader.why_added for reader in found)
    eyed = _Reading(sent.version.report.review, eyes) if typed else None
    rows = [_row(reader, eyed.text if eyed else str) for reader in found]
    return sorted(rows, key=lambda row: (row.reader.off_at is not None, row.reader.finished_on is not None))


def _row(reader: RoundReader, seen: Callable[[str], str]) -> ReaderRow:
    said: int = reader.said_count  # type: ignore[attr-defined]
    called = seen(reader.name) if reader.name else reader.called
    why = reader.why_off or (f"Asked later: {reader.why_added}" if reader.why_added else "")
    return ReaderRow(reader, called, seen(why), said, *_state(reader, said))


def _state(reader: RoundReader, said: int) -> tuple[str, str]:
    if reader.off_at:
        return "Taken off", "grey"
    if reader.finished_on:
        return ("No comments", "green") if reader.nothing_to_say else ("Finished", "green")
    return ("Reading", "blue") if reader.opened_at or said else ("Not opened yet", "yellow")


# What they said -----------------------------------------------------------------------------------------


class _Reading(Sight):
    """Turns comments into what somebody may see of them; the register is asked once, and only where it is needed."""

    def __init__(self, review: Review, eyes: Eyes) -> None:
        super().__init__(review, eyes)
        self.labels = {} if eyes.names else labels(review)

    def said(self, comment: ReportComment) -> Said:
        old, new = self.text(comment.old_words), self.text(comment.new_words)
        changed = tuple(words(old, new)) if old or new else ()
        return Said(
            comment, self.who(comment), self.text(comment.text), self.text(comment.why), self.text(comment.quoted), changed
        )  # fmt: skip

    def text(self, typed: str) -> str:
        """What was typed, for those who see no names with labels in place of those that are registered."""
        if self.forms is None or not typed:
            return typed
        lines = (plain(with_labels(labelled(escape(line), self.forms, self.labels), self.labels, printed=True))
                 for line in typed.splitlines())  # fmt: skip
        return "\n".join(lines)

    def who(self, comment: ReportComment) -> str:
        reader = comment.reader
        agency = str(reader.agency) if reader and reader.agency else ""
        if not self.eyes.inside:
            return agency or ("The review panel" if reader and reader.user_id else SOMEBODY)
        name = self.text(comment.on_behalf_of or comment.written_by or comment.by.name)
        return f"{name}, {agency}" if agency and agency != name else name


def _with_people(comments: QuerySet[ReportComment]) -> QuerySet[ReportComment]:
    return comments.standing().select_related("by", "original", "reader__agency", "round", "version").defer(
        "version__content"
    ).order_by("at", "pk")  # fmt: skip


def as_said(review: Review, comments: Iterable[ReportComment], eyes: Eyes) -> list[Said]:
    """Comments in the words this person may see."""
    found = list(comments)
    reading = _Reading(review, eyes) if found else None
    return [reading.said(comment) for comment in found] if reading else []


def reading(version: Version, eyes: Eyes, *, of: Q | None = None) -> tuple[Document, list[Any], tuple[Said, ...]]:
    """A version as it is read, each paragraph with its comments (``of`` narrows them), and those on the whole."""
    found, eyed = _with_people(version.comments.all()), _Reading(version.report.review, eyes)
    by_uid: dict[str, list[Said]] = defaultdict(list)
    for comment in found.filter(of) if of is not None else found:
        by_uid[str(comment.block_uid or "")].append(eyed.said(comment))
    content = eyed.document(Document.from_json(version.content))
    comments = {uid: tuple(all_said) for uid, all_said in by_uid.items()}
    return content, shown(content, comments), comments.get("", ())


def seen_on_copy(reader: RoundReader) -> Q:
    """What a reader sees beside their copy: their own comments, and once the round is closed, everybody's in it."""
    return Q(round=reader.round) if reader.round.closed_at else Q(reader=reader)


def unanswered(report: Report, eyes: Eyes) -> list[Said]:
    """Comments that wait for an answer, oldest first."""
    found = ReportComment.objects.filter(version__report=report, response="")
    return as_said(report.review, _with_people(found), eyes)


def grouped(sent: Round, eyes: Eyes, *, of: Q | None = None) -> list[Group]:
    """What was said in a round, in the order of the paragraphs of its version; that on the whole comes first."""
    report = sent.version.report
    eyed = _Reading(report.review, eyes)
    content = eyed.document(Document.from_json(sent.version.content))
    now = places_in(eyed.document(document(report)))
    found = _with_people(sent.comments.all())
    by_uid: dict[str, list[Said]] = defaultdict(list)
    for comment in found.filter(of) if of is not None else found:
        by_uid[str(comment.block_uid or "")].append(eyed.said(comment))
    groups = [Group("On the whole", None, None, by_uid[""])] if "" in by_uid else []
    for section in shown(content):
        for block in section.blocks:
            if block.uid in by_uid:
                title = block.label or (f"Paragraph {block.number}" if block.number else f"In “{section.title}”")
                groups.append(Group(title, block, now.get(block.uid), by_uid[block.uid]))
    return groups


def places_in(draft: Document) -> dict[str, Place]:
    """Where each paragraph of the draft stands, by its id."""
    return {
        block.uid: Place(
            section.pk, block.uid, f"paragraph {block.number}" if block.number else f"in “{section.title}”"
        )
        for section in draft.sections
        for block in section.blocks
    }
