"""All signed-off returns in one paper for the meeting: who answered, who holds what, key events in order, each return."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cspr.papers import Block, Facts, Paper, Part, Table, Text
from cspr.templatetags.page import workdate, workmoment
from reviews.meetings.models import Meeting
from reviews.rapid_review import rules
from reviews.rapid_review.models import KeyEvent, PersonAnswer, RapidReview, SearchedPerson
from reviews.rapid_review.narrative.made import LABELS, SAFE, Made
from reviews.rapid_review.queries import Row

TEXTS = (
    ("involvement", "Involvement"),
    ("key_contacts", "Key contacts"),
    ("safety_action", "To keep children safe since"),
    ("good_practice", "Good practice"),
    ("learning", "Learning so far"),
    ("childs_voice", "The child’s own words and experience"),
    ("inequalities", "Racism and other inequalities"),
    ("next_step_view", "What should follow"),
)
ORIGINAL = "It came with a document: see “Documents as agencies sent them”."
AS_SENT = "Documents as agencies sent them"
UNMASKED = (
    "The documents that agencies sent stand behind the returns as they came. Nothing was taken out of them: they may hold "
    "names, dates of birth and addresses."
)


@dataclass(frozen=True)
class Original:
    """A document an agency sent: the page of the pack on which it begins, or why it is not in it."""

    agency: str
    name: str
    page: int = 0
    note: str = ""


def pack_of_returns(
    rapid_review: RapidReview,
    *,
    rows: list[Row],
    pack: list[Row],
    searched: list[SearchedPerson],
    meeting: Meeting | None,
    made: Made,
    originals: Sequence[Original] = (),
) -> Paper:
    """The pack: ``rows`` are all who were asked, ``pack`` those whose returns are signed off."""
    review = rapid_review.review
    asked = [row for row in rows if row.state is not rules.State.WITHDRAWN]
    return Paper(
        title=f"Agency returns, {review.code}",
        subtitle=f"For the rapid review meeting of {workmoment(meeting.starts_at)}" if meeting else "Rapid review",
        owner=review.partnership.name,
        running=f"{review.code}, agency returns. {made.words}",
        made=f"{made.words}. {len(pack)} of {len(asked)} returns are in.",
        notes=(LABELS, *((UNMASKED,) if any(sent.page for sent in originals) else ()), SAFE),
        parts=(
            Part("Who was asked, and who has answered", (_asked(asked), _not_in(asked))),
            Part("What is held about whom", (_held(searched, pack, asked),)),
            Part("Key events of all agencies, in order", (_events(pack, made),)),
            *(Part(str(row.request.agency), tuple(_return(row, made)), new_page=True) for row in pack),
            *((Part(AS_SENT, (_as_sent(originals),), new_page=True),) if originals else ()),
        ),
    )


def _as_sent(originals: Sequence[Original]) -> Table:
    lines = tuple(
        (sent.agency, sent.name, f"From pack page {sent.page}" if sent.page else sent.note) for sent in originals
    )
    return Table("In the order of the returns", ("Agency", "Document", "Where"), lines)


def _asked(asked: list[Row]) -> Table:
    head = ("Agency", "How far", "Due", "Given", "Signed off by")
    found = (
        (
            str(row.request.agency), row.state.label, workdate(row.due_on), workdate(row.answered_on),
            row.given.signed_off_by if row.given and row.is_signed else "",
        )
        for row in asked
    )  # fmt: skip
    return Table("Agencies asked", head, tuple(found), empty="No agency has been asked yet.")


def _not_in(asked: list[Row]) -> Table:
    late = tuple(
        (str(row.request.agency), row.state.label, workdate(row.request.first_opened_at), workdate(row.due_on))
        for row in asked
        if row.is_open
    )
    return Table(
        "Not in when this was made", ("Agency", "How far", "First opened", "Due"), late, "Every return asked for is in."
    )


def _held(searched: list[SearchedPerson], pack: list[Row], asked: list[Row]) -> Table:
    """For each person: which agencies hold something, which hold nothing, and which have not said."""
    said = {
        (answer.searched_id, row.request.pk): answer.held for row in pack if row.given for answer in row.given.answers.all()
    }  # fmt: skip

    def those(person: SearchedPerson, held: bool | None) -> str:
        return "\n".join(str(row.request.agency) for row in asked if said.get((person.pk, row.request.pk)) is held)

    lines = tuple(
        (str(person.person), those(person, True), those(person, False), those(person, None)) for person in searched
    )
    head = ("Person", "Something held", "Nothing held", "Not said yet")
    return Table("By person on the search list", head, lines, "Nobody is on the search list.")


def _events(pack: list[Row], made: Made) -> Table:
    found = [(event, str(row.request.agency)) for row in pack for event in _of(row)]
    found.sort(key=lambda pair: (pair[0].happened_on, pair[1], pair[0].pk))
    lines = tuple(
        (workdate(event.happened_on), agency, made.labelled(event.what), made.labelled(event.source))
        for event, agency in found
    )
    return Table(
        "By date", ("Date", "Agency", "What happened", "Source"), lines, "No return lists key events.",
    )  # fmt: skip


def _of(row: Row) -> Iterable[KeyEvent]:
    return row.given.key_events.all() if row.given else ()


def _return(row: Row, made: Made) -> Iterable[Block]:
    given = row.given
    if given is None:
        return
    written = ", ".join(part for part in (given.author_name, given.author_job) if part)
    signed = f"{given.signed_off_by}, {workdate(given.given_on)}"
    if given.nobody_above:
        signed += ". The author signed: nobody is above them in this agency"
    yield Facts((
        ("Signed off by", signed),
        ("Written by", written or "Not said"),
        ("Author’s part in the case", given.get_independence_display() or "Not said"),
        ("Period of involvement", made.labelled(given.period) or "Not said"),
        ("Records checked", made.labelled(given.records_checked) or "Not said"),
        ("Records secured", workdate(given.records_secured_on) or "Not said"),
    ))  # fmt: skip
    if given.on_behalf_of:
        came = f"Entered by the office. {made.labelled(given.how_it_came)}".strip()
        yield Text("", f"{came} {ORIGINAL}" if given.original_id else came)
    yield Table(
        "What is held",
        ("Person", "Answer"),
        tuple((str(answer.searched.person), _answer(answer, made)) for answer in given.answers.all()),
        empty="No answers about people.",
    )
    for name, heading in TEXTS:
        text = made.labelled(getattr(given, name))
        if text:
            yield Text(heading, text)


def _answer(answer: PersonAnswer, made: Made) -> str:
    if not answer.held:
        return "Nothing held"
    note = made.labelled(answer.note)
    return f"Something held: {note}" if note else "Something held"
