"""What is told in the review that waits for a criminal trial: a baby with old and new injuries?"""

from chronology.tests.report_steps import ReportTold
from chronology.tests.story import NOT_ALONE, Tale, Told
from reviews.rapid_review.tests.steps import ReturnTold, by_email
from reviews.referral.models import Referral
from reviews.report.tests.steps import Remark

REFERRAL = {
    "how": Referral.How.EMAIL,
    "harm": Referral.Harm.HARMED,
    "referrer_name": "Dr Lewis Achterberg",
    "referrer_job": "Named doctor",
    "referrer_contact": "01632 960 173",
    "what_happened": "A boy of ten weeks was brought to hospital floppy and pale. He had bleeding around the brain and four "
    "ribs that were healing. He has been in intensive care for eight days and can now breathe by himself. What he will be able "
    "to see and hear is not known.",
    "concerns": "His parents are eighteen and nineteen. Nine people saw him in ten weeks, and each of them wrote that he was a "
    "lovely baby, and that the parents were tired.",
    "working_together": "The pre-birth assessment ended two weeks before he was born, because both grandmothers offered help.",
    "siblings_safe": "There are no other children. A cousin of two, often in the home, was seen the same day.",
    "place": "At home",
    "known_note": "The consultant told the council and the police that the injuries could not be explained by an accident.",
}
CHILD = ("Caspian", "Thistlewood")
SCREENING = {
    "yes": "The findings of two hospitals agree, and he was in danger of his life.",
    "area": "He lives in the county.",
    "recommend": "To notify, and to tell the grandmothers before they read it anywhere.",
    "decide": "The criteria are met.",
    "comment": "In time, and kind in the telling.",
}
SEARCHED = (
    ("mother", "Marnie", "Thistlewood", "Mother", 18),
    ("father", "Rhys", "Penhallow", "Father", 19),
    ("maternal grandmother", "Gwenda", "Thistlewood", "Mother’s mother", 44),
)
ASKED = ("council", "police", "health", "hospital", "gp", "housing")
RETURNS = (
    ReturnTold(
        "health", "Hana Brzezicki", ("Child A", "mother"), by="hana", signer="hugo",
        fields={
            "author_job": "Named nurse",
            "involvement": "Four visits by the health visitor in ten weeks. Feeding, weight and sleep as expected. Crying was "
            "talked about at the third.",
            "good_practice": "The health visitor asked both parents what they do when he cries and cannot be comforted.",
        },
        events=((26, "Health visitor’s record", "Third visit. Both parents there. Crying for hours in the evening. Leaflet gone through with both."),),
    ),
    by_email("police", "Aurelie Sand, detective inspector", "Father known once for shoplifting at fourteen. Criminal enquiry under way.", "father"),
    by_email("council", "Imogen Vale, service manager", "Pre-birth assessment from week 22 to week 38; closed with a plan for the grandmothers to help.", "mother", "father"),
    by_email("hospital", "Dr Lewis Achterberg, named doctor", "Maternity care; one visit to the children’s emergency department at five weeks with a bruise to the cheek."),
    by_email("gp", "Dr Hannah Oyelaran, for the surgery", "Six-week check: a small bruise, said to be from a dummy. Weight on its line."),
    ReturnTold("housing", "Gwen Tarrant, housing manager"),
)  # fmt: skip
FOUND = {
    "facts": "He was seen by nine practitioners in ten weeks. A bruise to the cheek was seen twice, at five and at six weeks, "
    "and explained twice by a dummy.",
    "analysis": "A bruise in a baby who cannot move is never usual. Both who saw it knew the guidance. Both have said that the "
    "grandmother in the room made the question feel impolite.",
    "safety_actions": "He is in hospital and under an interim order. The cousin was seen and is safe.",
    "inequalities": "The parents’ age was written down in every record, most often before their names. Nobody asked what it "
    "was like to be watched.",
    "learning": "The guidance on bruises in babies was sent out again the same week, with the telephone number in large type.",
}
NOTES = "The meeting kept to what agencies had recorded. Nothing was said that could not be repeated to the court."
FOLLOW_UP = "Ask the senior investigating officer which practitioners may be witnesses."
SAID = {
    "yes": "The returns show it, each in its own way.",
    "national_panel": "The national Panel has not answered yet.",
    "recommend": "A local review. How we talk with very young parents about crying and bruises is worth a year of work.",
    "decide": "A local review, to begin with the papers while the criminal case goes on.",
    "comment": "I agree, and ask that the young parents be written to before the reviewer is announced.",
}
TRIAL = {
    "about": "father, causing grievous bodily harm",
    "reference": "T2026-4471",
    "officer": "Aurelie Sand, detective inspector, 01632 960 144",
    "contact": "Case progression desk, 01632 960 145",
    "next_what": "Plea hearing",
}
CARE = {
    "about": "the baby, interim care order",
    "body": "the Family Court",
    "contact": "The council’s solicitor, 01632 960 131",
    "next_what": "Hearing on where he is to live",
}
# Role, agency, and who it is where they sign in: those who have given statements.
WITNESSES = (
    ("Health visitor", "health", ""),
    ("Midwife", "hospital", ""),
    ("Doctor in the emergency department", "hospital", ""),
    ("General practitioner", "gp", ""),
    ("Social worker who assessed before the birth", "council", ""),
    ("Worker at the front door", "council", ""),
)
# Those who gave no statement, and can be spoken to: on which day, role, agency, where the points go.
TALK_ON = 131
TALK_WITH = (
    ("Housing officer", "housing", "housing.officer@homes.example"),
    ("Children’s centre worker", "council", "centre.worker@council.example"),
    ("Community midwife’s manager", "hospital", ""),
)
TALKS = {
    "why": "Father is charged and mother is a witness. Six of the nine practitioners have given statements. What they say to "
    "the review could be asked for by either side.",
    "decided_by": "The three safeguarding partners",
    "advised_as": "sio",
}
OUTPUTS = {
    "why": "A report that describes the injuries could prejudice the trial, and sentence is to be passed by the same judge.",
    "decided_by": "The three safeguarding partners",
}
GRANDMOTHER = {
    "why": "The prosecution had not yet decided whether to call the grandmother.",
    "decided_by": "The three safeguarding partners",
    "waits_for": "plea",
}
RELEASED = {
    "why": "She will not be called, and asked herself to be heard.",
    "conditions": "Not about the night itself. The key worker tells her first what the review is for.",
}
ORDER = {
    "court": "the Crown Court",
    "says": "Nothing may be published that would lead people to know the baby or his cousin.",
    "outputs": ["publication", "press", "briefing"],
}
COUSIN = {"label": "cousin", "given_names": "Elowen", "relationship": "Mother’s niece, often in the home"}
TERMS = {
    "scope": "The baby and both parents; the pre-birth assessment; the cousin where she was in the home.",
    "period_from": "the booking of the pregnancy",
    "period_to": "the day he was brought to hospital",
    "method": "Chronologies first. Conversations, and the parents' own views, once the criminal case allows it.",
    "family_plan": "Both parents and both grandmothers are told by letter what waits, why, and that they will be asked.",
    "equality": "What being eighteen, poor and watched did to what the parents asked for and were offered.",
}

ENTRIES: tuple[Told, ...] = (
    Told("hospital", -232, "Maternity booking", "{mother} booked at eleven weeks with her own mother. Asked for the appointments to be on days when {father} is not at work.", "contact"),
    Told("council", -138, "Pre-birth assessment", "Opened at 22 weeks because of the parents' ages and {father}'s time in care. Six meetings. {father} built the cot with the worker watching, and again after it had fallen over.", "assessment"),
    Told("health", -96, "Health visiting record", "Antenatal visit. {mother} quiet, {father} full of questions: what if I drop him, what if he will not stop.", "visit"),
    Told("council", -84, "Pre-birth assessment", "Closed at 38 weeks, no CIN plan. Both grandmothers will help by turns. The plan hangs on the fridge.", "decision"),
    Told("hospital", -70, "Birth record", "{child} born at term, 3.1 kg. {father} cut the cord and cried.", "contact", more=NOT_ALONE),
    Told("health", -58, "Health visiting record", "New birth visit. Feeding well. {mother}'s mother answered most questions.", "visit", more=NOT_ALONE),
    Told("gp", -49, "Patient record", "{father} registered at the practice. Asked whether one can get something for being awake all night. Told to nap when the baby naps.", "contact"),
    Told("health", -44, "Health visiting record", "Weight on its line. Crying in the evening, about two hours. The plan is no longer on the fridge; one grandmother has a new job.", "visit", more=NOT_ALONE),
    Told("hospital", -35, "Children's emergency department", "Bruise to the left cheek, the size of a thumbnail. {father} said that he rolled on the dummy. Consultant's advice was not asked.", "contact", "20:15", more={**NOT_ALONE, "comment": "Guidance asks for a consultant's view of any bruise in a baby who does not move by himself."}),
    Told("gp", -28, "Patient record", "Six-week check. Same bruise, yellow. \"Seen in ED, dummy.\" Grandmother in the room.", "assessment", more=NOT_ALONE),
    Told("health", -26, "Health visiting record", "Third visit. Both parents asked what they do when he cries and cannot be comforted. {father}: \"I give him to her.\" {mother}: \"I give him to him.\" They laughed.", "visit", more=NOT_ALONE),
    Told("council", -15, "Front door record", "{mother}'s mother rang to say that she could not do the nights any more. Advised to talk to the health visitor. Not passed on.", "contact"),
    Told("health", -9, "Health visiting record", "Fourth visit put off by text from {mother}: everybody has a cold.", "contact"),
    Told("gp", -5, "Telephone record", "{father} rang at noon for an appointment for {child}: not himself, sleepy. Offered the next morning. Not brought.", "contact"),
    Told("hospital", 0, "Emergency department record", "{child} brought by {mother} and {father} in a taxi, floppy and pale. Intubated. Scans that night.", "assessment", "04:50"),
)  # fmt: skip
TALE = Tale(
    ENTRIES,
    {
        "council": ("Ffion Ashdown", "Team manager", "Graham Sewell"),
        "health": ("Hana Brzezicki", "Named nurse", "Hugo Marsh"),
        "hospital": ("Oyelaran Bright", "Named nurse", "Miriam Castell"),
        "gp": ("Dr Anselm Pryce", "General practitioner", "Dr Anselm Pryce"),
    },
    (),
    (("mother", "mother", "Marnie", "Thistlewood"), ("father", "father", "Rhys", "Penhallow")),
)
DRAFT = {
    "introduction": """
This review asks how a baby who could not yet turn over came to have injuries that several people had been close to seeing. It began with the papers, because a criminal case is under way and some of those who knew him may be witnesses.
{child} lived with {mother} and his father in two rooms above a shop. Both grandmothers came often. The flat was warm, there was food, and a mobile of paper boats hung over the cot.
""",
    "chronology": """
The pre-birth assessment ended at the thirty-eighth week. Its last line says that the family has help.
The health visitor came four times in ten weeks. At the third visit crying was talked about for half an hour, and a leaflet was read through with both parents.
At five weeks he was seen in the children’s emergency department with a bruise to the cheek the size of a thumbnail. At six weeks the surgery saw what was left of it. Each was told of a dummy.
""",
}
REMARKS = (
    Remark(
        "hana",
        3,
        "It was the second visit, not the third, at which crying was talked about. The third was the one with the leaflet.",
        "partly",
        "Both are in the record of the third visit. I have asked for the entry of the second.",
    ),
    Remark(
        "pete",
        4,
        "The officers were told of the bruise on the day of the injuries and not before. Could the text say so?",
    ),
    Remark("pam", 2, "“Has help” reads as our words. The assessment says “will be helped by both grandmothers”."),
)

REPORT = ReportTold(
    "Odile Farran",
    "Head of safeguarding, adults' services",
    {
        "context": "In the ten weeks two of the five health visitors of the team were on leave or sick, and each of the others "
        "had ninety families more than the service plans for. Supervision was held by telephone and twice put off.",
        "method": "The health visiting record and the supervision notes were read. The health visitor, her supervisor and the "
        "duty nurse were talked to, the health visitor twice because she asked for it.",
        "evidence": "What is said of the visits rests on notes written the same day. What was said in supervision was "
        "remembered by two people in two ways; where they differ, both are told.",
        "narrative": "The trust met the family five times: once before the birth, three times after it, and once by text.\n\n"
        "Weight, feeding and sleep were as expected each time. Crying was talked about at the second and the third visit, and "
        "both parents said in jest whom they give the baby to when it does not stop.\n\nThe fourth visit was put off by text "
        "and moved by two weeks, because that was the next free day.",
        "analysis": "1. The health visitor heard the jest and wrote it down. She had been taught to ask the question; nobody "
        "had taught her what to do with such an answer.\n\n2. The plan of the grandmothers was thought to stand. That it no "
        "longer hung on the fridge was noticed, and had no box on the form.\n\n3. A visit that a family puts off is counted "
        "as offered. The count looked well on the day the child was hurt.",
    },
    {
        "good-practice": ("Both parents were asked together what they do when the crying does not stop, and their words were written down.",),
        "missed": (
            "The plan for the nights had gone from the fridge at the second visit. Nobody asked who was there at night now.",
            "The visit that was put off was not offered sooner by a colleague.",
        ),
        "learning": ("An answer given in jest is an answer.", "What a family no longer has tells as much as what it needs."),
    },
    (
        ("Teach what to do with an answer that worries, and not only how to ask.", "A half day with two actors for each team, begun in spring.", "Lead for training", 90),
        ("Offer a visit that was put off again within three working days.", "Duty nurses take such visits first.", "Manager of the duty team", 45),
    ),
    ("Health visiting record",),
)  # fmt: skip

EPISODE = {
    "title": "A bruise, seen twice",
    "what_happened": "A bruise on the cheek of a baby of five weeks was seen in two rooms within eight days. Both who saw it "
    "were told of the dummy, and wrote the dummy down.",
    "why": "Each saw a visit that had gone well until then. The second read what the first had written, and took it for an "
    "answer.",
}
