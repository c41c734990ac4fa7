"""What is told in the rapid review that is late: a boy of fifteen, and the agencies who have not answered?"""

from reviews.rapid_review.tests.steps import ReturnTold, by_email
from reviews.referral.models import Referral

REFERRAL = {
    "how": Referral.How.EMAIL,
    "harm": Referral.Harm.HARMED,
    "referrer_name": "Marcus Idowu",
    "referrer_job": "Youth justice team manager",
    "referrer_contact": "01632 960 162",
    "what_happened": "A boy of fifteen was stabbed in the leg beside the bus station on a school afternoon and lost so much "
    "blood that he was put to sleep for two days. He will walk again. He had been away from home four times since the summer, "
    "once for nine days, and was found twice in the same town on the coast with a telephone that was not his.",
    "concerns": "Each time he came back he was asked where he had been. He said that nobody asked him who he owed.",
    "working_together": "He was a missing child to the police, a suspect to another force, an attendance figure to his school "
    "and a waiting-list place to mental health. His grandmother rang all four.",
    "siblings_safe": "A sister of twelve lives with the same grandmother. She is taken to school by a family friend.",
    "place": "Near the bus station",
    "known_note": "The strategy discussion agreed that he had been exploited by people older than him.",
}
CHILD = ("Kofi Emmanuel", "Sarpong-Hale")
SCREENING = {
    "yes": "Exploited by others, and hurt so badly that he might have died.",
    "area": "He lives in the county and it happened there.",
    "recommend": "To notify. The sub-group asks that he be called a child in every paper.",
    "decide": "The criteria are met. Being a suspect elsewhere does not make him less of a child.",
    "comment": "I agree, and with the sentence about the word child most of all.",
}
FAMILY = (
    ("grandmother", "Abena", "Sarpong", "Mother’s mother; he has lived with her since he was six", 63),
    ("sister", "Ama", "Sarpong-Hale", "Younger sister", 12),
    ("family friend", "Desmond", "Ofori-Clarke", "Takes the sister to school", 41),
)
ASKED = ("council", "police", "health", "hospital", "gp", "academy", "mental", "youth", "ambulance")
RETURNS = (
    ReturnTold(
        "police", "Pete Calloway", ("Child A", "grandmother"), by="pete", signer="pete",
        fields={
            "author_job": "Detective sergeant",
            "involvement": "Four missing episodes, each graded medium. Stopped once with a knife that he said was for somebody "
            "else. Another force wished to interview him as a suspect; that force and ours learnt of one another last week.",
            "learning": "The four episodes were closed by four officers. Nobody had them on one page.",
            "childs_voice": "To an officer in the car home: “You lot only look for me when I’m gone.”",
        },
        events=(
            (160, "Missing person record", "Reported by the grandmother at 23:40. Came home by himself after two days."),
            (96, "Missing person record", "Nine days. Found on the coast with two adults and a telephone."),
            (41, "Stop and search record", "A knife in the waistband of a friend’s trousers. No further action for him."),
        ),
    ),
    by_email("hospital", "Dr Lewis Achterberg, named doctor", "Brought in by air ambulance. Seen twice before: a burn to the hand, and a broken tooth."),
    by_email("council", "Imogen Vale, service manager", "Three assessments in two years, each closed because his grandmother was protective.", "Child A", "grandmother", learning="Protective was taken to mean able to protect him outside the home as well."),
    by_email("gp", "Dr Hannah Oyelaran, for the surgery", "Asked for help with sleep in the spring. Referred to mental health; waiting."),
)  # fmt: skip
# Begun by the agency itself and not signed off.
BEGUN = ReturnTold(
    "health", "Hana Brzezicki", ("Child A",), by="hana",
    fields={"author_job": "Named nurse", "involvement": "School nurse saw him twice about sleep. Record of the second school is asked for."},
)  # fmt: skip
WHY_LATE = (
    "Four returns are missing. The national Panel was told on the last day, with the date by which they are expected."
)
