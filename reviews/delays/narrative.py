"""What is said to the national Panel and the Secretary of State about a delay, and on what paper?"""

from django.conf import settings

from agencies.models import User
from cspr.letters.actions import word
from cspr.letters.shipped import Letter, register
from cspr.papers import Facts, Paper, Part, Text
from cspr.templatetags.page import workdate
from reviews.case.models import Duty
from reviews.delays.models import DelayLetter
from reviews.guidance.regimes import rule_from

DELAY = Letter(
    "delays.told",
    "{code}: reasons for a delay",
    "To the Child Safeguarding Practice Review Panel and the Secretary of State for Education\n\n"
    "We are writing about {code}. We are to tell you where a date is not kept, and why.\n\n"
    "What is late: {what}. It was due on {due} ({rule}).\n\n"
    "The reason: {reason}\n\n"
    "The work goes on as far as it can. We will write again when it is done, or if the reason changes.\n\n"
    "{sender}\n{office}\n{phone}",
    ("code", "what", "due", "rule", "reason", "sender", "office", "phone"),
    title="Delay: to the national Panel and the Secretary of State",
    must=("code", "due", "reason"),
)
register(DELAY)
NO_NAMES = "Names no child or family. The case is known to you by its code."


def drafted(duty: Duty, reason: str, by: User) -> tuple[str, str]:
    """Subject and body as the office's template words them."""
    office = duty.review.partnership
    rule = str(rule_from(duty.counted["rule"])) if duty.counted else "a date that guidance asks for"
    return word(
        DELAY.code, code=duty.review.code, what=duty.what, due=workdate(duty.due_on), rule=rule, reason=reason,
        sender=f"{by.name}, {by.job}" if by.job else by.name, office=office.name,
        phone=office.phone or settings.OFFICE_PHONE or "",
    )  # fmt: skip


def paper(letter: DelayLetter, *, made: str) -> Paper:
    """The letter as a paper, by itself and with the dates it is about."""
    duty, review = letter.duty, letter.review
    rule = str(rule_from(duty.counted["rule"])) if duty.counted else ""
    state = f"Sent on {workdate(letter.sent_on)}" if letter.sent_on else "Draft, not sent"
    facts = (
        ("Case", review.code), ("What is late", duty.what), ("Due", workdate(duty.due_on)), ("Limit", rule),
        ("Done", workdate(duty.met_on) or "Not yet"),
    )  # fmt: skip
    return Paper(
        title=letter.subject,
        subtitle="To the Child Safeguarding Practice Review Panel and the Secretary of State for Education",
        owner=review.partnership.name,
        running=f"{review.code}. {state}",
        made=f"{state}. {made}",
        notes=(NO_NAMES,),
        parts=(Part("Letter", (Text("", letter.body),), new_page=True), Part("The dates", (Facts(facts),))),
    )
