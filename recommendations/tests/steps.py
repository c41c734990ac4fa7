"""Takes a case through its recommendations and actions, by the actions the pages use."""

import datetime as dt
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from cspr import clock
from cspr.tests.cast import Cast, later, working_day
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
    "refuge": "Zainab Lowell",
    "mental": "Solveig Anand",
    "youth": "Marcus Idowu",
}


def recommendations_made(
    cast: Cast, review: Review, *, at: dt.datetime, findings_told: tuple[tuple[str, tuple[int, ...]], ...] = FINDINGS,
    practice: tuple[tuple[str, str], ...] = PRACTICE, recommended: tuple[Made, ...] = RECOMMENDATIONS, by: str = "luca",
) -> list[Recommendation]:  # fmt: skip
    """The findings, the pieces of good practice and the recommendations, not agreed yet."""
    writer: User = getattr(cast.people, by)
    today = clock.date_of(at)
    episodes = {episode.number: episode for episode in review.episodes.filter(void_at=None)}
    findings: dict[int, Finding] = {}
    for number, (text, resting) in enumerate(findings_told, start=1):
        inside = [episodes[place] for place in resting if place in episodes]
        findings[number] = actions.add_finding(review, text=text, episodes=inside, by=writer, at=at)
    for key, text in practice:
        actions.add_practice(review, text=text, agency=getattr(cast.agencies, key), by=writer, at=at)
    return [
        actions.add_recommendation(
            review,
            text=made.text,
            outcome_wanted=made.outcome,
            addressees=[getattr(cast.agencies, key) for key in made.agencies],
            by_when=add_months(today, made.months),
            findings=[findings[number] for number in made.findings],
            by=writer,
            at=at,
        )
        for made in recommended
    ]


def recommendations_agreed(cast: Cast, review: Review, *, at: dt.datetime) -> list[Recommendation]:
    """What was recommended is agreed by the partners; each agency owes its plan."""
    waiting = list(review.recommendations.filter(void_at=None, agreed_on=None))
    actions.agree(review, waiting, agreed_on=clock.date_of(at), by=cast.priya, at=at)
    return list(review.recommendations.filter(void_at=None).order_by("number"))


@dataclass(frozen=True)
class Planned:
    """One action: of which recommendation and agency, what, how it is measured, and what came of it.

    ``due`` is in days from the day it is planned. ``progress`` is status and note; ``evidence`` is kind, what it shows
    and perhaps the name of a file; ``closed`` is how and why. An answer of the agency is kept once, with its reasons.
    Each happens so many ``days`` after the plan, in this order.
    """

    recommendation: int
    agency: str
    text: str
    measure: str = ""
    due: int = 90
    days: int = 0
    response: str = Answer.Response.ACCEPTED
    reasons: str = ""
    progress: tuple[str, str] | None = None
    evidence: tuple[str, ...] = ()
    closed: tuple[str, str] | None = None


@dataclass(frozen=True)
class Judged:
    """What the board says of a recommendation, so many ``days`` after the plans, and when it looks ``again``."""

    recommendation: int
    judgement: str
    reasons: str
    again: int = 0
    days: int = 0


Status, Closed, Kind = Progress.Status, Action.Closed, Evidence.Kind

# Evidenced, done, under way, behind, not begun, said to be done, with evidence again, accepted in part, and given up.
PLANS = (
    Planned(
        1, "council", "Show all earlier notices for an address beside each new one.",
        "Dip sample of 40 notices a quarter.",
        progress=(Status.DONE, "The front door works with the new view since the start of the month."),
        evidence=(
            Kind.AUDIT,
            "Of 40 notices read in the quarter, 37 were decided with all earlier ones in view. The year before it was "
            "11 of 40.",
            "audit-of-notices.txt",
        ),
        closed=(Closed.EVIDENCED, ""),
    ),
    Planned(
        1, "police", "Ask for full names and dates of birth of every child in the home before the notice is sent.",
        progress=(Status.DONE, "The form no longer closes without them."),
        closed=(Closed.DONE, "Seen on the form. No figures yet."),
    ),
    Planned(
        2, "health", "One injury record for school nursing and health visiting, open to both.",
        "How many injuries are looked at by both services.",
        progress=(
            Status.ON_TRACK, "The two teams use one record in three schools. The rest follow after the holidays.",
        ),
        evidence=(Kind.FEEDBACK, "Eleven of twelve school nurses say that they now see earlier injuries."),
    ),
    Planned(
        2, "hospital",
        "A prompt in the minor injuries unit that shows earlier attendances and asks whether the child was seen alone.",
        due=1,
        progress=(Status.BEHIND, "The supplier has moved the date. A paper prompt is used until then."),
    ),
    Planned(
        2, "icb", "Agree with all surgeries who reads letters about injured children.",
        "Audit of letters in ten surgeries.",
    ),
    Planned(
        3, "probation", "Ask at every appointment who lives in the home, and send what is said to the front door.",
        "Monthly count of messages sent.",
        progress=(Status.DONE, "In place in all teams. 23 messages were sent in the first month."),
    ),
    Planned(
        4, "housing", "A same-day line for staff and contractors, printed on every job sheet.",
        "Messages received, and what came of each.",
        evidence=(
            Kind.DATA, "Nine messages in two months; in four the front door opened an assessment.", "same-day-line.txt",
        ),
        closed=(Closed.EVIDENCED, ""),
    ),
    Planned(
        5, "school", "One safeguarding file for each child, with what the child said in the child's words.",
        response=Answer.Response.PARTLY,
        reasons="The school keeps one record. Asking again within two days depends on who is in school that day.",
    ),
    Planned(
        5, "council", "A shared electronic record between schools and the front door.",
        closed=(
            Closed.WITHOUT, "The cost was not agreed. A shared form by secure e-mail is used in its place.",
        ),
    ),
)  # fmt: skip
JUDGED = (
    Judged(
        1, Assurance.Judgement.PARTLY,
        "The council shows a change. The police have changed a form; the board wants to see what came of it.", again=180,
    ),
    Judged(4, Assurance.Judgement.ASSURED, "The line is used, and children were helped because of it."),
)  # fmt: skip


def actions_planned(
    cast: Cast, review: Review, *, at: dt.datetime, plans: tuple[Planned, ...] = PLANS,
    judged: tuple[Judged, ...] = JUDGED, refused: tuple[tuple[int, str, str], ...] = (),
) -> list[Action]:  # fmt: skip
    """Answers and actions in every state, and what the board says of them.

    What is ``refused`` is the number of a recommendation, the agency that does not accept it, and why.
    """
    by_number = {found.number: found for found in recommendations_agreed(cast, review, at=at)}
    acts = Acts(cast, at)
    for number, agency, why in refused:
        acts.answer(by_number[number], agency, Answer.Response.REJECTED, why)
    made = [acts.plan(by_number[plan.recommendation], plan) for plan in plans]
    later = [(plan.days, 0, Acts.carry_out, action, plan) for action, plan in zip(made, plans, strict=True)]
    later += [(said.days, 1, Acts.judge, by_number[said.recommendation], said) for said in judged]
    for days, _, act, thing, told in sorted(later, key=lambda row: row[:2]):
        act(acts.after(days), thing, told)
    return made


@dataclass(frozen=True)
class Acts:
    """Does for each agency what its people do, or the office for them."""

    cast: Cast
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return clock.date_of(self.at)

    def after(self, days: int) -> "Acts":
        """The same so many days later, or on the last working day before that."""
        return Acts(self.cast, later(self.at, days))

    def _who(self, key: str) -> dict[str, object]:
        own: User = getattr(self.cast.people, OWN_HANDS.get(key, "priya"))
        return {"by": own, "at": self.at, "on_behalf_of": "" if key in OWN_HANDS else GIVEN_BY[key]}

    def plan(self, to: Recommendation, told: Planned) -> Action:
        """The agency's answer, where it has not given one, and its action."""
        agency, who = getattr(self.cast.agencies, told.agency), self._who(told.agency)
        if not to.answers.filter(agency=agency).exists():
            self.answer(to, told.agency, told.response, told.reasons)
        due_on = (
            working_day(self.today + dt.timedelta(days=told.due))
            if told.due > 1
            else self.today + dt.timedelta(days=told.due)
        )
        lead = GIVEN_BY.get(told.agency, "")
        return actions.plan_action(
            to, agency, text=told.text, measure=told.measure, due_on=due_on, lead_person=lead, **who
        )

    def answer(self, to: Recommendation, key: str, response: str, reasons: str) -> None:
        agency = getattr(self.cast.agencies, key)
        actions.answer(to, agency, response=response, reasons=reasons, given_on=self.today, **self._who(key))

    def carry_out(self, action: Action, told: Planned) -> None:
        """What is reported, shown and closed."""
        who = self._who(told.agency)
        if told.progress:
            status, note = told.progress
            actions.report_progress(action, status=status, note=note, reported_on=self.today, **who)
        if told.evidence:
            kind, words, *names = told.evidence
            upload = SimpleUploadedFile(names[0], f"{words}\n".encode()) if names else None
            actions.add_evidence(action, kind=kind, what_it_shows=words, file=upload, **who)
        if told.closed:
            closed, why = told.closed
            actions.close_action(
                action, revision=action.revision, closed=closed, closed_on=self.today, why_closed=why,
                by=self.cast.priya, at=self.at,
            )  # fmt: skip

    def judge(self, on: Recommendation, told: Judged) -> None:
        again = working_day(self.today + dt.timedelta(days=told.again)) if told.again else None
        actions.assure(
            on, judgement=told.judgement, reasons=told.reasons, judged_on=self.today, look_again_on=again,
            by=self.cast.bea, at=self.at,
        )  # fmt: skip
