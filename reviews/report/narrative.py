"""How do figures and quotes of conversations stand in the report, how are readers written to, what is told of a round?"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from cspr.letters.shipped import GENUINE, Letter, register
from cspr.papers import Paper, Part, Table
from cspr.templatetags.page import workdate
from reviews.conversations.models import Quote
from reviews.conversations.queries import Figures
from reviews.report.models import Round
from reviews.report.queries import FIGURES, QUOTE, Group, ReaderRow, Said
from reviews.report.rules import FiledBlock, Kind

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
# How a mode and a form of session are told of in a sentence.
MODES = {"In person": "in person", "Video call": "by video call", "Telephone": "by telephone"}
FORMS = {
    "One to one": ("one to one", "one to one"),
    "Group learning event": ("group learning event", "group learning events"),
    "Managers' session": ("managers’ session", "managers’ sessions"),
}

ASKED_TO_READ = Letter(
    "report_asked_to_read",
    "{code}: a draft to read by {due}",
    "{office} asks you to read a draft in review {code}, and to say by {due} what is not right in it.\n\n"
    "Sign in at {link} to read it. You can comment beside each paragraph, or take it as a Word document and send that back "
    "in the same place. If you have nothing to say, one click says so.\n\n"
    "Who asks, on what legal basis, and what happens with what you write: {about}\n\n"
    "This message names nobody, and no answer to it is needed. If you are not sure that it is genuine, ring {office} on a "
    "number you already have, or on the one on its public website, which should be {phone}, and quote {code}."
    "\n\n{sender}\n{office}\n",
    ("code", "sender", "office", "phone", "link", "due"),
    title="A draft of the report to read",
    must=GENUINE,
)
register(ASKED_TO_READ)


def in_words(number: int) -> str:
    """A number below a hundred in words, a larger one in figures."""
    if number < len(NUMBERS):
        return NUMBERS[number]
    if number >= 100:
        return str(number)
    tens, ones = number // 10 * 10, number % 10
    return f"{TENS[tens]}-{NUMBERS[ones]}" if ones else TENS[tens]


def figures_told(figures: Figures) -> str:
    """The figures as sentences of the report, which name no agency."""
    held = _counted(figures.sessions, "conversation with practitioners was", "conversations with practitioners were")
    people = _counted(figures.participants, "practitioner", "practitioners")
    agencies = _counted(figures.agencies, "agency", "agencies").lower()
    shortest, longest = min(figures.minutes_long), max(figures.minutes_long)
    lasted = f"about {shortest} minutes" if shortest == longest else f"between {shortest} and {longest} minutes"
    who = "It lasted" if figures.sessions == 1 else "They lasted"
    return f"{held} held, {_how(figures)}. {people} of {agencies} took part. {who} {lasted}."


def _how(figures: Figures) -> str:
    if figures.sessions == 1:
        ((mode, _),) = figures.by_mode
        return MODES[mode]
    modes = [f"{in_words(count)} {MODES[mode]}" for mode, count in figures.by_mode]
    told = _listed(modes) if len(modes) > 1 else f"all {MODES[figures.by_mode[0][0]]}"
    forms = _listed([f"{in_words(count)} {FORMS[form][count != 1]}" for form, count in figures.by_form])
    return f"{told}: {forms}"


def _counted(number: int, one: str, several: str) -> str:
    return f"{in_words(number).capitalize()} {one if number == 1 else several}"


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def figures_block(figures: Figures, code: str) -> FiledBlock:
    """The figures as a paragraph, with the counts as facts."""
    facts = {
        "sessions": figures.sessions, "participants": figures.participants, "agencies": figures.agencies,
        "door": reverse("conversations", args=[code]),
    }  # fmt: skip
    return FiledBlock(FIGURES, Kind.PARAGRAPH, format_html("<p>{}</p>", figures_told(figures)), facts)


def quote_block(quote: Quote, code: str) -> FiledBlock:
    """Words that were cleared, exactly as they were cleared, and whose they are."""
    facts = {
        "cleared": date_format(quote.answered_on, "j F Y"),
        "door": reverse("conversations-session", args=[code, quote.note.session_id]),
    }
    words = " ".join(quote.words.split())
    html = format_html("<blockquote><p>“{}” ({})</p></blockquote>", words, quote.said_by)
    return FiledBlock(f"{QUOTE}{quote.pk}", Kind.QUOTE, html, facts)


HEAD = ("On", "Comment", "By whom, and when", "Response")
READERS_HEAD = ("Reader", "How far", "Comments")


def table_paper(sent: Round, groups: Sequence[Group], rows: Sequence[ReaderRow], *, made: str, outside: bool) -> Paper:
    """The table of comments and responses; for ``outside`` it says of readers what may go out, and not how far each is."""
    review, number = sent.version.report.review, sent.version.number
    count = sum(len(group.said) for group in groups)
    told = Table(
        "Comments and responses",
        HEAD,
        tuple(_told(group, said) for group in groups for said in group.said),
        "No comment came in.",
    )
    readers = Table("Readers", READERS_HEAD, tuple((row.called, _state(row), str(row.comments)) for row in rows))
    parts = [Part("Comments and responses", (told,))]
    parts += [] if outside else [Part("Readers", (readers,))]
    closed = f"closed on {workdate(sent.closed_at)}" if sent.closed_at else f"open until {workdate(sent.due_on)}"
    return Paper(
        title=f"Comments and responses on version {number} of the report",
        subtitle=f"{review.code}: {count} comment{'' if count == 1 else 's'}",
        owner=review.partnership.name,
        running=f"{review.code}, comments on version {number}",
        made=made,
        notes=(f"Sent {sent.get_aim_display().lower()} on {workdate(sent.sent_at)}, {closed}.",),
        parts=tuple(parts),
    )  # fmt: skip


def _state(row: ReaderRow) -> str:
    return f"{row.state}, {workdate(row.reader.finished_on)}" if row.reader.finished_on else row.state


def _told(group: Group, said: Said) -> tuple[str, ...]:
    comment = said.comment
    text = f"About the words “{said.quoted}”:\n{said.text}" if said.quoted else said.text
    answer = comment.get_response_display() + (f". {said.why}" if said.why else "")
    return (group.title, text, f"{said.who}\n{workdate(comment.given_on)}", answer)
