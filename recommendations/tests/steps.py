"""Takes a case through its recommendations and actions, by the actions the pages use."""

import datetime as dt
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from cspr import clock
from cspr.tests.cast import Cast
from cspr.workdays import add_months
from recommendations import actions
from recommendations.models import Action, Answer, Assurance, Evidence, Finding, Progress, Recommendation
from reviews.case.models import Review

# Finding, and the numbers of the episodes it rests on
FINDINGS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("Notices about an address are read one at a time. Where the first is filed under a wrong name, the second looks like the first, and a pattern stays unseen.", (1,)),
    ("Injuries to a child who moves between school, surgery and hospital are judged by each alone. No service is asked to put them side by side, so each explanation is tested only against itself.", (2,)),
    ("Adults who join a household are known to services that see adults, and unknown to those that see children. The question who puts the children to bed is not part of any form.", (3,)),
    ("What children say is written down with care and in many places. It does not travel, and the child is seldom asked again alone.", (1, 2)),
)  # fmt: skip

PRACTICE: tuple[tuple[str, str], ...] = (
    ("school", "On the day of the burns the staff asked nothing that could lead the child, wrote down the words as they were said, and had help in the room within the hour."),
    ("hospital", "The consultant looked for older injuries before hearing the family's account a second time, and told all agencies the same afternoon."),
    ("council", "The worker who saw the younger child the same day looked for relatives first, so that both children could stay together."),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """One recommendation: its text, what should be different, for whom, within how many months, from which findings."""

    text: str
    outcome: str
    agencies: tuple[str, ...]
    months: int
    findings: tuple[int, ...]


RECOMMENDATIONS = (
    Made("The council and the police should read every notice about a home together with all earlier ones for the same address, whatever names they were filed under, before they decide.", "A second call to a home where children live is never treated as the first.", ("council", "police"), 4, (1,)),
    Made("Community health, the hospital, the surgery and the integrated care board should agree one way in which an injury to a child is put beside earlier injuries within a working day.", "A child who is hurt twice is seen by somebody who knows it.", ("health", "hospital", "gp", "icb"), 6, (2,)),
    Made("Probation should tell children's social care whenever somebody supervised for violence joins a household with children, and ask at every appointment who lives there.", "The adults around a child are known to those who look after the child.", ("probation",), 3, (3,)),
    Made("The housing association should pass on the same day whatever its staff or contractors see in a home that suggests a child is shut in or in fear.", "What is seen in a home counts, whoever sees it.", ("housing",), 3, (3, 4)),
    Made("The school and the council should keep what a child says in one record, and agree who asks the child again, alone, within two days.", "A child who says something is heard once more.", ("school", "council"), 5, (4,)),
)  # fmt: skip

# Those of the cast who answer for their own agencies; for all others the office enters what they sent.
OWN_HANDS = {"health": "hana", "police": "pete"}
GIVEN_BY = {
    "council": "Ffion Ashdown",
    "hospital": "Miriam Castell",
    "gp": "Dr Anselm Pryce",
    "icb": "Odile Marchbank",
    "school": "Joan Abernethy",
    "housing": "Lorna Peake",
    "probation": "Tamsin Rowe",
}


def recommendations_made(cast: Cast, review: Review, *, at: dt.datetime) -> list[Recommendation]:
    """Four findings, three pieces of good practice and five recommendations, not agreed yet."""
    today = clock.date_of(at)
    episodes = {episode.number: episode for episode in review.episodes.filter(void_at=None)}
    findings: dict[int, Finding] = {}
    for number, (text, resting) in enumerate(FINDINGS, start=1):
        inside = [episodes[place] for place in resting if place in episodes]
        findings[number] = actions.add_finding(review, text=text, episodes=inside, by=cast.luca, at=at)
    for key, text in PRACTICE:
        actions.add_practice(review, text=text, agency=getattr(cast.agencies, key), by=cast.luca, at=at)
    return [
        actions.add_recommendation(
            review,
            text=made.text,
            outcome_wanted=made.outcome,
            addressees=[getattr(cast.agencies, key) for key in made.agencies],
            by_when=add_months(today, made.months),
            findings=[findings[number] for number in made.findings],
            by=cast.luca,
            at=at,
        )
        for made in RECOMMENDATIONS
    ]


def recommendations_agreed(cast: Cast, review: Review, *, at: dt.datetime) -> list[Recommendation]:
    """What was recommended is agreed by the partners; each agency owes its plan."""
    waiting = list(review.recommendations.filter(void_at=None, agreed_on=None))
    actions.agree(review, waiting, agreed_on=clock.date_of(at), by=cast.priya, at=at)
    return list(review.recommendations.filter(void_at=None).order_by("number"))


def actions_planned(cast: Cast, review: Review, *, at: dt.datetime) -> list[Action]:
    """Answers and actions in every state: evidenced, done, behind, said to be done, without, and one not planned."""
    first, second, third, fourth, fifth = recommendations_agreed(cast, review, at=at)
    today = clock.date_of(at)
    tomorrow, later = today + dt.timedelta(days=1), add_months(today, 3)
    act = Acts(cast, at)

    act.answer(first, "council")
    linked = act.plan(
        first,
        "council",
        "Show all earlier notices for an address beside each new one.",
        "Dip sample of 40 notices a quarter.",
        later,
    )
    act.report(
        linked, "council", Progress.Status.DONE, "The front door works with the new view since the start of the month."
    )
    act.show(
        linked,
        "council",
        Evidence.Kind.AUDIT,
        "Of 40 notices read in the quarter, 37 were decided with all earlier ones in view. The year before it was 11 of 40.",
        "audit-of-notices.txt",
    )
    act.close(linked, Action.Closed.EVIDENCED)
    act.answer(first, "police")
    trained = act.plan(
        first,
        "police",
        "Ask for full names and dates of birth of every child in the home before the notice is sent.",
        "",
        later,
    )
    act.report(trained, "police", Progress.Status.DONE, "The form no longer closes without them.")
    act.close(trained, Action.Closed.DONE, "Seen on the form. No figures yet.")
    act.judge(
        first,
        Assurance.Judgement.PARTLY,
        "The council shows a change. The police have changed a form; the board wants to see what came of it.",
        add_months(today, 6),
    )

    act.answer(second, "health")
    shared = act.plan(
        second,
        "health",
        "One injury record for school nursing and health visiting, open to both.",
        "How many injuries are looked at by both services.",
        later,
    )
    act.report(
        shared,
        "health",
        Progress.Status.ON_TRACK,
        "The two teams use one record in three schools. The rest follow after the holidays.",
    )
    act.show(
        shared,
        "health",
        Evidence.Kind.FEEDBACK,
        "Eleven of twelve school nurses say that they now see earlier injuries.",
    )
    act.answer(second, "hospital")
    alert = act.plan(
        second,
        "hospital",
        "A prompt in the minor injuries unit that shows earlier attendances and asks whether the child was seen alone.",
        "",
        tomorrow,
    )
    act.report(
        alert, "hospital", Progress.Status.BEHIND, "The supplier has moved the date. A paper prompt is used until then."
    )
    act.answer(second, "icb")
    lead = act.plan(
        second,
        "icb",
        "Agree with all surgeries who reads letters about injured children.",
        "Audit of letters in ten surgeries.",
        later,
    )

    act.answer(third, "probation")
    asked = act.plan(
        third,
        "probation",
        "Ask at every appointment who lives in the home, and send what is said to the front door.",
        "Monthly count of messages sent.",
        later,
    )
    act.report(
        asked, "probation", Progress.Status.DONE, "In place in all teams. 23 messages were sent in the first month."
    )

    act.answer(fourth, "housing")
    passed = act.plan(
        fourth,
        "housing",
        "A same-day line for staff and contractors, printed on every job sheet.",
        "Messages received, and what came of each.",
        later,
    )
    act.show(
        passed,
        "housing",
        Evidence.Kind.DATA,
        "Nine messages in two months; in four the front door opened an assessment.",
        "same-day-line.txt",
    )
    act.close(passed, Action.Closed.EVIDENCED)
    act.judge(fourth, Assurance.Judgement.ASSURED, "The line is used, and children were helped because of it.")

    act.answer(
        fifth,
        "school",
        Answer.Response.PARTLY,
        "The school keeps one record. Asking again within two days depends on who is in school that day.",
    )
    kept = act.plan(
        fifth,
        "school",
        "One safeguarding file for each child, with what the child said in the child's words.",
        "",
        later,
    )
    act.answer(fifth, "council")
    dropped = act.plan(fifth, "council", "A shared electronic record between schools and the front door.", "", later)
    act.close(
        dropped, Action.Closed.WITHOUT, "The cost was not agreed. A shared form by secure e-mail is used in its place."
    )
    return [linked, trained, shared, alert, lead, asked, passed, kept, dropped]


@dataclass(frozen=True)
class Acts:
    """Does for each agency what its people do, or the office for them."""

    cast: Cast
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return clock.date_of(self.at)

    def _who(self, key: str) -> dict[str, object]:
        own: User = getattr(self.cast.people, OWN_HANDS.get(key, "priya"))
        return {"by": own, "at": self.at, "on_behalf_of": "" if key in OWN_HANDS else GIVEN_BY[key]}

    def answer(self, to: Recommendation, key: str, response: str = Answer.Response.ACCEPTED, reasons: str = "") -> None:
        agency = getattr(self.cast.agencies, key)
        actions.answer(to, agency, response=response, reasons=reasons, given_on=self.today, **self._who(key))

    def plan(self, to: Recommendation, key: str, text: str, measure: str, due_on: dt.date) -> Action:
        agency = getattr(self.cast.agencies, key)
        return actions.plan_action(
            to, agency, text=text, measure=measure, due_on=due_on, lead_person=GIVEN_BY.get(key, ""), **self._who(key)
        )

    def report(self, action: Action, key: str, status: str, note: str) -> None:
        actions.report_progress(action, status=status, note=note, reported_on=self.today, **self._who(key))

    def show(self, action: Action, key: str, kind: str, words: str, file: str = "") -> None:
        upload = SimpleUploadedFile(file, f"{words}\n".encode()) if file else None
        actions.add_evidence(action, kind=kind, what_it_shows=words, file=upload, **self._who(key))

    def close(self, action: Action, closed: str, why: str = "") -> None:
        actions.close_action(
            action,
            revision=action.revision,
            closed=closed,
            closed_on=self.today,
            why_closed=why,
            by=self.cast.priya,
            at=self.at,
        )

    def judge(self, on: Recommendation, judgement: str, reasons: str, again: dt.date | None = None) -> None:
        actions.assure(
            on,
            judgement=judgement,
            reasons=reasons,
            judged_on=self.today,
            look_again_on=again,
            by=self.cast.bea,
            at=self.at,
        )
