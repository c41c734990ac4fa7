"""Takes a case through its chronologies and episodes, by the actions the pages use."""

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from agencies.roles import Role
from chronology import actions, queries
from chronology.actions import imports, sharing
from chronology.models import ChronologyRequest, CombinedFile, Entry, Episode, ImportRun
from chronology.tests.story import BROUGHT_BY, ROUTINE, TALE, Tale, Told
from cspr import clock
from cspr.jobs.actions import run
from cspr.tests.cast import Cast, later
from reviews.case.actions import add_child, advance, join_team, open_case
from reviews.case.models import Incident, Review
from reviews.case.phases import Kind, Phase
from reviews.identities.actions import add_person
from reviews.identities.models import Person

WEEK = dt.timedelta(weeks=1)
TENANCY = (
    (-300, "10:15", "Tenancy file", "Rent arrears letter sent. No answer."),
    (
        -212,
        "",
        "Repairs log",
        "Bathroom door reported broken. The contractor was let in by a man who was not on the tenancy.",
    ),
    (-150, "25:00", "Complaints log", "Neighbour complained of shouting late at night."),
    (-96, "14:30", "Visit note", "Tenancy visit. The flat was cold; a heater was lent."),
)
# Those of the cast who type and sign for their own agencies; for all others the office does it.
NEVER_MET_ALL = ("probation", "hospital")  # who hold nothing about the last on the list
OWN_HANDS = {"health": ("hana", "hugo"), "police": ("pete", "pete")}


def chronologies_asked(cast: Cast, review: Review, *, at: dt.datetime, tale: Tale = TALE) -> list[ChronologyRequest]:
    """The agencies asked about the children and the adults around them, due in four weeks."""
    names_of(cast, review, at=at, tale=tale)
    agencies = [getattr(cast.agencies, key) for key in tale.authors]
    return actions.ask(
        review,
        agencies,
        due_on=clock.date_of(at) + 4 * WEEK,
        people=review.people.filter(void_at=None).exclude(kind=Person.Kind.PROFESSIONAL),
        guidance="Tell us what you recorded at the time. Include what the children said or showed, and who lived there.",
        by=cast.priya,
        at=at,
    )


def chronologies_submitted(
    cast: Cast, review: Review, *, at: dt.datetime, entries: int = 60, tale: Tale = TALE
) -> list[ChronologyRequest]:
    """All chronologies written and submitted, with ``entries`` entries in all or more; ten days after ``at``."""
    asked = chronologies_asked(cast, review, at=at, tale=tale)
    names = names_of(cast, review, at=at, tale=tale)
    told = [*tale.entries, *routine(entries - len(tale.entries))]
    keys = {found: next(key for key in tale.authors if getattr(cast.agencies, key) == found.agency) for found in asked}
    for found, key in keys.items():
        if key in OWN_HANDS:
            actions.note_opened(found, by=_writer(cast, key), at=later(at, 1))
    for found, key in keys.items():
        for part in told:
            if part.agency == key:
                write_entry(cast, found, part, names, at=later(at, 5))
    for found, key in keys.items():
        submit_for(cast, found, key, at=later(at, 10), tale=tale)
    return asked


def file_given(cast: Cast, found: ChronologyRequest, *, at: dt.datetime) -> ImportRun:
    """An agency's rows given to the office as a file: read, one row with trouble, waiting to be confirmed."""
    day = incident_on(found.review)
    rows = [
        f'{day + dt.timedelta(days=days):%d/%m/%Y},{time},{source},"{what}"' for days, time, source, what in TENANCY
    ]
    content = "\n".join(["Date,Time,Record,Details", *rows]).encode()
    run = imports.begin_import(
        found.submission, SimpleUploadedFile("tenancy.csv", content), by=cast.priya, at=at, queued=False,
        on_behalf_of="Rowan Tidewell",
    )  # fmt: skip
    imports.look(run, at=at)
    return run


def combined_document(day: dt.date = dt.date(2024, 3, 14)) -> SimpleUploadedFile:
    """One document with rows of two agencies, one of which goes by half its name too, and a row that names nobody."""
    rows = (
        (62, "Fenmarsh Police", "Incident log", "Called to the address by a neighbour. All quiet on arrival."),
        (41, "Police", "Incident log", "A second call, from the same neighbour. No officer was free."),
        (40, "Reedbed Homes", "Tenancy file", "Visit because of complaints about noise; nobody at home."),
        (12, "Reedbed Homes", "Tenancy file", "Letter to the tenant. No answer."),
        (9, "", "", "Whose is this?"),
    )
    told = [f'{day - dt.timedelta(days=ago):%d/%m/%Y},{agency},{source},"{what}"' for ago, agency, source, what in rows]
    return SimpleUploadedFile("combined.csv", "\n".join(["Date,Agency,Source,Event", *told]).encode())


def combined_given(cast: Cast, review: Review, *, at: dt.datetime) -> CombinedFile:
    """A document of several agencies given to the office and read: whom one name means is to be said, nothing is taken."""
    found = sharing.begin_combined(
        review, combined_document(incident_on(review)), on_behalf_of="Rowan Tidewell", by=cast.priya, at=at
    )
    run(found.job_id or 0, at=at, clock=lambda: at)
    found.refresh_from_db()
    return found


def sent_back_and_returned(cast: Cast, found: ChronologyRequest, *, at: dt.datetime, tale: Tale = TALE) -> None:
    """The health trust's chronology went back for two of its entries: one was changed, one answered in words."""
    found.submission.refresh_from_db()
    *_, first, second = found.submission.entries.standing().filter(origin="")
    for entry, words in ((first, WHO_WAS_THERE), (second, WAS_IT_TOLD)):
        actions.mark(entry, text=words, by=cast.priya, at=at)
    found.submission.refresh_from_db()
    actions.send_back(
        found.submission, revision=found.submission.revision, why_sent_back="Two entries leave something open.",
        due_on=clock.date_of(at) + WEEK, by=cast.priya, at=at,
    )  # fmt: skip
    first.refresh_from_db()
    dates = {name: getattr(first, name) for name in ("happened_on", "until_on", "happened_at", "precision", "hedge")}
    actions.change_entry(
        first, revision=first.revision, **dates, source=first.source, what=f"{first.what} {THERE}", by=cast.hana,
        at=later(at, 2),
    )  # fmt: skip
    needed = second.questions.get()
    needed.entry.submission.refresh_from_db()
    actions.answer_question(
        needed, text="There is no record of it. The author has left the trust.", by=cast.hana, at=later(at, 2)
    )
    submit_for(cast, found, "health", at=later(at, 4), tale=tale)


def questions_asked(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """The reviewer asks the health trust two things, one of them answered; the office has noted something to send back."""
    told = list(queries.combined(review).filter(submission__request__agency=cast.agencies.health))
    due_on = clock.date_of(at) + 2 * WEEK
    asked, _ = (
        actions.ask_question(entry, text=words, due_on=due_on, by=cast.luca, at=at)
        for entry, words in ((told[0], WHO_HEARD), (told[-1], WHAT_NEXT))
    )
    others = queries.combined(review).exclude(submission__request__agency=cast.agencies.health)
    actions.mark(others[0], text="The source is not named.", by=cast.priya, at=at)
    actions.answer_question(asked, text=HEARD, by=cast.hana, at=later(at, 2))


def more_time_asked(cast: Cast, police: ChronologyRequest, housing: ChronologyRequest, *, at: dt.datetime) -> None:
    """The police ask for more time and wait for the answer; a landlord asked by telephone, and has it for a week less."""
    today = clock.date_of(at)
    for found in (housing, police):
        found.refresh_from_db()
    asked = actions.ask_more_time(
        housing, until_on=housing.due_on + 3 * WEEK, asked_on=today, on_behalf_of="Rowan Tidewell, tenancy manager",
        why="The repairs log is on paper, and the contractor has it.", by=cast.priya, at=at,
    )  # fmt: skip
    actions.answer_more_time(
        asked, revision=asked.revision, granted=True, until_on=housing.due_on + 2 * WEEK,
        word="Two weeks: the panel reads it on the day after. Send the tenancy file first.", by=cast.priya, at=at,
    )  # fmt: skip
    actions.ask_more_time(
        police, until_on=police.due_on + 2 * WEEK, why="Body-worn video of two calls has to be seen first.",
        by=cast.pete, at=later(at, 1),
    )  # fmt: skip


def write_entry(cast: Cast, found: ChronologyRequest, told: Told, names: dict[str, str], *, at: dt.datetime) -> Entry:
    """One part of the story typed into an agency's draft."""
    incident = incident_on(found.review)
    key = told.agency
    return actions.add_entry(
        found.submission,
        happened_on=incident + dt.timedelta(days=told.day),
        until_on=incident + dt.timedelta(days=told.until) if told.until else None,
        happened_at=dt.time.fromisoformat(told.time) if told.time else None,
        precision=told.precision,
        hedge=told.hedge,
        source=told.source,
        what=told.what.format(**names),
        kind=told.kind,
        **{name: text.format(**names) for name, text in told.more.items()},
        by=_writer(cast, key),
        at=at,
        on_behalf_of="" if key in OWN_HANDS else found.agency.name,
    )


def submit_for(cast: Cast, found: ChronologyRequest, key: str, *, at: dt.datetime, tale: Tale = TALE) -> None:
    """Signed off by the agency itself, or by the office for it with the original."""
    author, job, signed = tale.authors[key]
    own = key in OWN_HANDS
    people = list(found.people.filter(void_at=None).order_by("pk"))
    found.submission.refresh_from_db()
    actions.submit(
        found.submission,
        revision=found.submission.revision,
        author_name=author,
        author_job=job,
        signed_off_by=signed,
        given_on=clock.date_of(at),
        none_about=people[-1:] if key in NEVER_MET_ALL and len(people) > 1 else (),
        by=getattr(cast.people, OWN_HANDS[key][1]) if own else cast.priya,
        at=at,
        on_behalf_of="" if own else signed,
        original=None if own else SimpleUploadedFile(f"chronology-{key}.txt", b"The chronology as it was sent to us."),
    )


def _writer(cast: Cast, key: str) -> User:
    return getattr(cast.people, OWN_HANDS[key][0]) if key in OWN_HANDS else cast.priya


def routine(number: int) -> Iterable[Told]:
    """So many ordinary entries, one every few days over the year before the incident."""
    for index in range(number):
        agency, source, what, kind = ROUTINE[index % len(ROUTINE)]
        who = BROUGHT_BY[index % len(BROUGHT_BY)]
        words = what.replace("{n}", str(2 + index % 5)).replace("{who}", who)
        yield Told(agency, -355 + index * 11 % 350, source, words, kind)


def read_closely(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """The reviewer notes and marks what strikes them; two agencies keep an entry for some; it is chosen whose ages are told.

    One of those is a child not born yet.
    """
    entries = list(queries.combined(review))
    actions.add_note(entries[len(entries) // 2], text=NOTE, by=cast.luca, at=at)
    marked(cast, review, at=at)
    kept_for_some(cast, review, at=at)
    add_person(
        review, kind=Person.Kind.FAMILY, label="unborn half-sibling", relationship="Not born yet",
        due_on=clock.date_of(at) + UNBORN_FOR, by=cast.priya, at=at,
    )  # fmt: skip
    actions.choose_ages(review, queries.ages_to_choose(review), by=cast.luca, at=at)


def kept_for_some(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """The last entry of the health trust is kept for the reviewer, that of the police for those they name."""
    for agency, kept_for, why, by, readers in (
        (cast.agencies.health, "reviewer", "It could show who told us.", cast.hana, ()),
        (cast.agencies.police, "police", "It could harm the investigation.", cast.pete, (cast.luca,)),
    ):
        entry = queries.combined(review).filter(submission__request__agency=agency, written_up_at=None).last()
        if entry:
            actions.keep(
                entry, revision=entry.revision, kept_for=kept_for, why_kept=why, kept_to=readers, by=by, at=at
            )  # fmt: skip


def marked(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """The reviewer keeps a filter, tags two entries, and links two; of those that may be the same event the most alike."""
    asked = actions.search(review, words="bruise", by=cast.luca, at=at)
    actions.keep_search(asked, name="Injuries, in any words", by=cast.luca, at=at)
    entries = list(queries.combined(review))
    actions.tag(review, entries[-3:-1], name="ask in a conversation", by=cast.luca, at=at)
    first, *others = entries
    later = next(one for one in others if one.submission.request.agency != first.submission.request.agency)
    actions.link(later, first, kind="follows", by=cast.luca, at=at)
    two = {entry.pk: entry for entry in entries}
    for pair in queries.findings(review, reader=queries.Reader(cast.luca), days=28).twins[:1]:
        actions.link(two[pair.first.pk], two[pair.second.pk], kind="same", by=cast.luca, at=at)


WHO_WAS_THERE = "Who was at home, and was the room seen in which the child sleeps?"
THERE = "Both parents were at home. The room was not seen."
WAS_IT_TOLD = "Was anybody told of this, and how?"
WHO_HEARD = "Who else of your team heard of this in the same week?"
HEARD = "The duty health visitor, by telephone on the next morning. It stands in the message book, and in no record."
WHAT_NEXT = "What was planned to happen next, and by whom?"
UNBORN_FOR = dt.timedelta(days=110)
THEMES = ("Adults nobody had asked about", "What a child says and who hears it", "One incident at a time")
NOTE = "Compare what the other agencies knew in the same week. Ask in the conversation who was told, and how."


def incident_on(review: Review) -> dt.date:
    """The day everything in the story is counted from."""
    return review.incident.happened_on or review.opened_on


def names_of(cast: Cast, review: Review, *, at: dt.datetime, tale: Tale = TALE) -> dict[str, str]:
    """The first names as agencies write them; the family is registered where nobody has done so yet."""
    names = {}
    for place, label, given, family in tale.family:
        person = review.people.filter(label__in=(label, label.replace("’", "'")), void_at=None).first()
        if person is None:
            person = add_person(
                review,
                kind=Person.Kind.FAMILY,
                label=label,
                given_names=given,
                family_name=family,
                by=cast.priya,
                at=at,
            )
        names[place] = person.given_names.split(" ")[0] or label
    child = review.people.filter(child__isnull=False, void_at=None).order_by("child__position").first()
    if child is None:
        child = add_person(
            review, kind=Person.Kind.CHILD, child=review.children.first(), given_names="Tobias Finn",
            family_name="Marlowe-Reed", born_on=dt.date(2019, 4, 11), by=cast.priya, at=at,
        )  # fmt: skip
    names["child"] = child.given_names.split(" ")[0] or child.label
    return names


def episodes_formed(cast: Cast, review: Review, *, at: dt.datetime, tale: Tale = TALE) -> list[Episode]:
    """The key practice episodes with their entries; they and their entries are written up in the report."""
    made, written_up, names = [], [], names_of(cast, review, at=at, tale=tale)
    entries = {(entry.source, entry.what): entry for entry in queries.combined(review)}
    for number, (title, what_happened, why) in enumerate(tale.episodes, start=1):
        theme = THEMES[(number - 1) % len(THEMES)]
        episode = actions.add_episode(
            review, title=title, what_happened=what_happened, why=why, new_theme=theme, by=cast.luca, at=at
        )
        inside = [told for told in tale.entries if told.episode == number]
        found = [entries[told.source, told.what.format(**names)] for told in inside]
        actions.place(episode, found, by=cast.luca, at=at)
        written_up += [entry for entry, told in zip(found, inside, strict=True) if told.written_up]
        made.append(episode)
    actions.write_up(review, written_up, by=cast.luca, at=at)
    for episode in made:
        actions.write_up_episode(episode, by=cast.luca, at=at)
    return made


def case_in_review(cast: Cast, *, at: dt.datetime) -> Review:
    """A case taken straight to the review, with its child, Luca as lead reviewer and Pam in the review panel."""
    incident = Incident.objects.create(happened_on=clock.date_of(at) - dt.timedelta(days=30))
    review = open_case(
        cast.partnership, incident=incident, kind=Kind.STATUTORY, opened_on=clock.date_of(at), by=cast.priya, at=at
    )
    add_child(review, by=cast.priya, at=at)
    for phase in (Phase.NOTIFIED, Phase.RAPID_REVIEW, Phase.IN_REVIEW):
        advance(review, phase, by=cast.priya, at=at)
    join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=at)
    join_team(review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=at, agency=cast.agencies.council)
    return review
