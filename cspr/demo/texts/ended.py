"""What is told in the case that ended at the rapid review: a baby who died asleep, and what is being changed since?"""

from recommendations.models import Action as _Action
from recommendations.models import Evidence, Progress
from recommendations.tests.steps import Made, Planned
from reviews.rapid_review.tests.steps import ReturnTold, by_email
from reviews.referral.models import Referral

Status, Closed, Kind = Progress.Status, _Action.Closed, Evidence.Kind

REFERRAL = {
    "how": Referral.How.EMAIL,
    "harm": Referral.Harm.DIED,
    "referrer_name": "Dr Anneliese Obi",
    "referrer_job": "Designated doctor for child deaths",
    "referrer_contact": "01632 960 140",
    "what_happened": "A baby of nine weeks was found lifeless on a sofa beside her father, who had fallen asleep feeding her. "
    "He had been drinking since the afternoon. Her mother was at work on a night shift. The joint agency response was called "
    "within the hour; no injury was found.",
    "concerns": "Safer sleep was talked about with the mother three times and with the father never, although he had the "
    "nights.",
    "working_together": "The midwife, the health visitor and the alcohol worker each knew one half of the arrangement at home.",
    "siblings_safe": "A brother of four is with his mother and her parents. Seen and spoken to by a social worker.",
    "place": "At home",
    "known_note": "The police told the council of the father's drinking on the day after the death.",
}
CHILD = ("Ines Aurora", "Vantongeren")
SCREENING = {
    "yes": "Neglect is suspected: the father was in sole charge and had been drinking heavily. The baby died.",
    "area": "The family lives in the county.",
    "recommend": "To notify. The sub-group noted how many of its cases this year are about nights.",
    "decide": "The criteria are met. The family is told today, by somebody they know.",
    "comment": "Carefully done within three days of a death. The tone of the paper is right.",
}
FAMILY = (
    ("mother", "Beatriz", "Vantongeren", "Mother", 31),
    ("father", "Joost", "Vantongeren", "Father", 34),
    ("brother", "Milo", "Vantongeren", "Brother", 4),
)
ASKED = ("council", "police", "health", "hospital", "gp", "mental", "ambulance")
RETURNS = (
    ReturnTold(
        "health", "Hana Brzezicki", ("Child A", "mother"), by="hana", signer="hugo",
        fields={
            "author_job": "Named nurse",
            "records_checked": "Child health records of both children.",
            "involvement": "New birth visit on day 12 and a visit at six weeks. Safer sleep was gone through both times with "
            "the mother. Where the baby slept at night was looked at; who had the nights was not asked.",
            "good_practice": "The health visitor rang the mother the evening after the death and stayed on the line.",
            "learning": "The form asks whether the conversation took place, not with whom.",
            "childs_voice": "She settled to her father's voice; it is in the notes twice.",
        },
        events=(
            (61, "Health visitor’s record", "New birth visit. Mother well, baby gaining. Father asleep upstairs after a shift."),
            (31, "Health visitor’s record", "Six-week visit. Mother back at work next week. Safer sleep gone through with her."),
        ),
    ),
    ReturnTold(
        "police", "Pete Calloway", ("father",), by="pete", signer="pete",
        fields={
            "author_job": "Detective sergeant",
            "involvement": "One contact two years ago: asleep in a parked car, over the limit. Attended on the night.",
            "learning": "The notice of two years ago did not say that there was a small child at home.",
        },
        events=((19, "Incident log", "Attended with ambulance. Father breath-tested with his agreement; very high reading."),),
    ),
    by_email("council", "Imogen Vale, service manager", "Not known before the night. The brother was seen the same day."),
    by_email("hospital", "Dr Lewis Achterberg, named doctor", "Maternity care without concern. Fathers are offered one session; he was at work."),
    by_email("gp", "Dr Hannah Oyelaran, for the surgery", "Father asked for help with drinking in the spring and was given a leaflet and a number.", "father"),
    by_email("mental", "Solveig Anand, team manager", "Father seen twice by the alcohol worker. Asked about driving and work, not about children.", "father"),
    ReturnTold("ambulance", "Niall Fenwick, safeguarding lead", ("Child A",), file="return.pdf", fields={"involvement": "Crew at the home in nine minutes. Resuscitation for forty."}),
)  # fmt: skip
FOUND = {
    "facts": "She was nine weeks old and well. Her mother had gone back to night shifts a fortnight before, because the "
    "family could not pay its rent on one wage. Her father had the nights. He had asked for help with drinking eight months "
    "earlier, and had been seen twice.",
    "analysis": "Everybody who talked about safer sleep talked to the parent who was awake in the daytime. Everybody who "
    "talked about drinking talked about the man's own health. The two conversations never met.",
    "safety_actions": "Her brother was seen on the day. Bereavement support was offered to both parents, apart and together.",
    "inequalities": "The mother's return to work was decided by money. The father's first language is Dutch; he was never "
    "offered anything in it, because his English is good.",
    "learning": "Ask who has the nights. Ask it of everybody who works with a parent, and ask the one who has them.",
}
NOTES = "The returns were read aloud, one after another. The designated doctor asked each agency whom it had talked to about nights."
FOLLOW_UP = "Offer the father a conversation with the reviewer's letter, through his alcohol worker."
SAID = {
    "improvements": "Improvements are plain already and can be made without a review.",
    "recurrent_themes": "Safer sleep and drinking recur; the partnership looked at three such deaths last year.",
    "working_together": "Two services, two conversations, one home.",
    "national_panel": "The national Panel has not answered yet.",
    "recommend": "No review: the learning is clear, and the time is better spent on doing it. The scrutineer is asked to look in six months at what was done.",
    "decide": "Agreed. Three recommendations follow now, and are tracked like those of a review.",
    "comment": "I was in two minds, and say so. What decided it for me is that the recommendations have dates.",
}  # fmt: skip
PANEL_SAYS = (
    "The national Panel agrees that a local review would add little, and asks to hear in six months what has changed."
)
FINDINGS = (
    ("Safer sleep is talked about with the parent who is there in the daytime. The parent who has the nights is not asked, and does not hear it.", ()),
    ("Services that help adults with drinking ask about driving and work. None of the four that knew this father asked whether he looked after children alone.", ()),
)  # fmt: skip
PRACTICE = (
    ("ambulance", "The crew wrote down what the father said in his own words and told the hospital that there was a brother."),
    ("health", "The health visitor rang the mother on the evening after the death and stayed on the line while she could not speak."),
)  # fmt: skip
RECOMMENDED = (
    Made("The health trust and the hospital should ask who has the nights, and go through safer sleep with that person.", "Whoever is alone with a baby at night has heard it from somebody.", ("health", "hospital"), 4, (1,)),
    Made("The mental health trust and the surgeries should ask every parent who seeks help with drinking whether they look after children alone, and when.", "A parent's drinking is seen together with a child's nights.", ("mental", "gp"), 5, (2,)),
    Made("The council and the police should tell the health visitor the same day when a parent of a baby comes to notice through drink.", "Small signs about a baby's nights come together with one person.", ("council", "police"), 3, (2,)),
)  # fmt: skip
PLANS = (
    Planned(1, "health", "A card with three questions about nights in every new birth pack, gone through with whoever has them.", "Asked of 50 families a quarter.", due=90, days=24,
        progress=(Status.ON_TRACK, "In use in four of seven teams. Fathers have begun to ring with questions of their own.")),
    Planned(1, "hospital", "Evening sessions on the ward for the other parent, with a bottle of water and a doll.", "Fathers and partners who came.", due=70, days=20,
        progress=(Status.STARTED, "Two held; eleven came. The third is on a Sunday, by request."),
        evidence=(Kind.FEEDBACK, "Nine of eleven said that it was the first time anybody had shown them.")),
    Planned(2, "mental", "The first appointment asks about children and nights; the answer goes to the health visitor with consent.", "First appointments with an answer.", due=60, days=22,
        progress=(Status.STARTED, "The form is changed. Training for the evening team is still to come.")),
    Planned(2, "gp", "The number for help with drinking is rung from the surgery, with the patient there.", "Calls made from the surgery.", due=100),
    Planned(3, "police", "The notice for drink offences asks whether there is a child under one at home.", "Notices with an answer.", due=40, days=26,
        progress=(Status.DONE, "The notice was changed. Thirty-one answers so far; two health visitors were told the same day."),
        evidence=(Kind.DATA, "Both babies were visited within three days.")),
    Planned(3, "council", "One address for such notices, read every morning.", "Read by noon.", due=14, days=14,
        progress=(Status.BEHIND, "The address exists. Who reads it when the worker is away is not settled.")),
)  # fmt: skip
