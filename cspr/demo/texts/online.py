"""What is told in the two newest cases: one from a professional without an account, one of a young man who left care?"""

from reviews.referral.models import Referral
from reviews.referral.rules import AgencyGiven, DateGiven, RelativeGiven

# A practice nurse, who has no account, wrote on a Sunday evening.
NURSE = "g.holm@willowbank.example"
WOUND = {
    "harm": Referral.Harm.HARMED,
    "referrer_name": "Gita Holm",
    "referrer_job": "Practice nurse, Willow Bank Surgery",
    "referrer_contact": NURSE,
    "what_happened": "A girl of seven came for the dressing of a scald that had been treated with toothpaste for nine days. It "
    "is infected and goes to the bone in one place; she was taken to theatre the same night. She told me that she makes the "
    "tea because nobody else gets up.",
    "concerns": "This is the third child of the street I have dressed this winter whose kettle was on the floor.",
    "working_together": "School had sent a text message home. I do not know whether anybody had been.",
    "siblings_safe": "A brother of two is at home. I rang children's social care before I wrote this.",
    "trigger": Referral.Trigger.NEGLECT,
    "whereabouts": "At home, in the kitchen",
    "carer": "mother",
    "open_to_care": Referral.Known.BEFORE,
    "signed_by": "Gita Holm",
}
WOUND_CHILD = ("Marnie", "Osterlund")
WOUND_FAMILY = (
    RelativeGiven(
        "mother", "Carys", "Osterlund", ethnicity="White Welsh", legal_status="parental responsibility", row=0
    ),
    RelativeGiven("brother", "Ivo", "Osterlund", plan="child in need, until last summer", row=1),
)
WOUND_AGENCIES = (
    AgencyGiven("Staithe Lane Primary School", "yes", row=0),
    AgencyGiven("Health visiting team", "no", "Bridie", "Kettleworth", "01632 960 177", row=1),
)


def wound_dates(first: object, second: object) -> tuple[DateGiven, ...]:
    """The two days that matter most."""
    return (
        DateGiven(first, "Scalded while making tea. Toothpaste put on it.", "morning", row=0),  # type: ignore[arg-type]
        DateGiven(second, "Seen at the surgery and sent to hospital.", "17:40", row=1),  # type: ignore[arg-type]
    )


# A young man of twenty who had left care, found dead in his flat; nothing points to abuse or neglect.
LEFT_CARE = {
    "how": Referral.How.PHONE,
    "purpose": Referral.Purpose.LEARNING,
    "harm": Referral.Harm.DIED,
    "referrer_name": "Ruben Achterberg",
    "referrer_job": "Personal adviser",
    "referrer_contact": "01632 960 126",
    "what_happened": "A young man of twenty, looked after from eleven to eighteen, was found dead in his flat by a friend with "
    "whom he was to go fishing. The police found nothing suspicious; the post mortem is to come. He had missed two meetings "
    "with his adviser and answered the third by a picture of his dog.",
    "concerns": "He had asked twice for help with sleeping. Both times he was given a telephone number.",
    "working_together": "Housing and the leaving care team each thought that the other was seeing him.",
    "siblings_safe": "A sister of sixteen is with the foster carers they shared. Both carers know, and are with her.",
    "place": "At his flat",
    "known_note": "The police told the leaving care team in the evening.",
}
LEFT_CARE_PERSON = ("Callum", "Redfearn")
