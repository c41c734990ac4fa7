"""What did each agency record? An invented story for tests and demonstration, in days before and after the incident.

Agencies write real names, so the names of the identity register stand in these entries on purpose ({child}, {mother},
…): whatever reaches the report must lose them on the way.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """One entry: agency, day from the incident, what, where it is recorded; ``episode`` says where it is placed.

    What is placed is also written up in the report, unless it is not to be ``written_up``.
    """

    agency: str
    day: int
    source: str
    what: str
    kind: str = ""
    time: str = ""
    episode: int = 0
    precision: str = "day"
    hedge: str = ""
    until: int = 0
    more: dict[str, str] = field(default_factory=dict)
    written_up: bool = True


def said(words: str) -> dict[str, str]:
    return {"child_said": words}


ALONE, NOT_ALONE, UNSEEN = {"seen": "alone"}, {"seen": "seen"}, {"seen": "not_seen"}

STORY: tuple[Told, ...] = (
    # The time before: a separation, a new adult, two calls to the police
    Told("council", -470, "Case recording system", "{mother} asked for help after her separation. A family worker visited four times and helped with benefits and a nursery place for {sibling}.", "contact", precision="month", more={"out_of_period": "Shows that help was asked for and accepted once."}),
    Told("school", -402, "Admission form", "{child} started in Reception. {mother} was given as the only adult with parental responsibility; {aunt} as the emergency contact.", "information"),
    Told("probation", -388, "Pre-sentence report", "{partner} was sentenced to a community order of 18 months for an assault on a former partner. The report names a child of the former partner as present.", "decision", episode=3),
    Told("probation", -361, "Supervision notes", "{partner} said that he had \"started seeing somebody with kids\" and would not give a name. No checks were made with children's social care.", "contact", episode=3, more={"comment": "The order asked for any new relationship with a parent to be passed on. It was not."}),
    Told("gp", -352, "Patient record", "{partner} registered as a patient from the family's address. The registration did not link him to the household of {mother}.", "information", episode=3),
    Told("housing", -340, "Tenancy file", "{mother} told the housing officer that a friend was staying \"for a while\". No application to add an occupier was made.", "contact", episode=3),
    Told("police", -312, "Incident log", "Neighbour reported shouting and a child crying. Officers spoke with {mother} at the door. She said that it was the television. {partner} was seen on the stairs and gave a first name only. The children were said to be asleep and were not seen.", "call_out", "22:40", episode=1, more={**UNSEEN, "outcome": "No further action. Graded standard risk."}),
    Told("police", -311, "Public protection notice", "The notice was shared with children's social care. It recorded two children in the home by first name, with one age wrong.", "information", "06:15", episode=1),
    Told("council", -309, "Front door record", "Notice from the police read. No earlier concern found under the names given. A letter with a list of services was sent to {mother}.", "decision", episode=1, more={"outcome": "No further action: a single event of standard risk."}),
    Told("refuge", -298, "Helpline record", "A caller who gave the first name {mother} asked how one knows \"when it is only temper\". She had two children in the next room and rang off when a door was heard.", "contact", "13:20", episode=1),
    Told("health", -290, "Health visiting record", "27-month review of {sibling} at home. Speech behind for age, otherwise well. {mother} said that she and the children lived alone. A man's work boots stood in the hall.", "assessment", episode=3, more={**NOT_ALONE, "comment": "The boots were noted but not asked about."}),
    Told("school", -276, "Class teacher's notes", "{child} told the class about \"{partner} who lives with us and is the boss of the remote\". Passed to the office as a change at home; no change was made to the record.", "disclosure", episode=3, more=said("\"He is the boss of the remote and the boss of bedtime.\"")),
    Told("housing", -251, "Complaints log", "Second complaint about noise from the address: banging, a man shouting, a child being told to \"stand there and stay there\".", "information", more={"outcome": "Standard letter about noise."}),
    Told("gp", -240, "Patient record", "{mother} seen for low mood and poor sleep. She was asked about home and said that all was fine. Offered a review in four weeks.", "contact"),
    Told("gp", -212, "Patient record", "{mother} did not come to her review. No second appointment was sent.", "contact"),
    Told("police", -205, "Incident log", "{mother} rang 999 and rang off. Officers called within twenty minutes. She had a cut above one eye and said that she had fallen against a cupboard. {child} was awake on the landing. {partner} had left.", "call_out", "01:15", episode=1, more={**NOT_ALONE, **said("{child} asked the officer whether he would \"stay till it is light\"."), "outcome": "Graded medium risk. Referred to the outreach service and to children's social care."}),
    Told("refuge", -203, "Outreach record", "Referral received. Three calls to {mother} on different days, no reply; a safe text was sent.", "referral", episode=1),
    Told("council", -203, "Front door record", "Second notice from the police. {mother} said on the telephone that the relationship was over. The notice of the first call-out was not looked at beside it.", "decision", episode=1, more={"outcome": "No assessment. Information shared with the school."}),
    Told("school", -201, "Safeguarding file", "Told by e-mail that there had been \"an incident at home\". What had happened was not said. {child} was to be watched.", "information", episode=1),
    Told("refuge", -188, "Outreach record", "{mother} came to one session. She asked not to be rung at home again. Case closed after two further sessions were missed.", "contact", episode=1, more={"outcome": "Closed. Nobody else was told."}),
    Told("hospital", -186, "Emergency department record", "{mother} treated for a broken finger. She said that it was caught in a car door. The man with her answered most questions. Nobody asked to see her alone.", "contact", "19:05"),
    Told("probation", -170, "Supervision notes", "{partner} gave the family's address as his own. A home visit was planned and then done by telephone.", "contact", episode=3),
    Told("health", -158, "School nursing record", "Height and weight of {child} measured in school. Weight had crossed one line downwards since Reception. No action, to be measured again in a year.", "measurement", more=NOT_ALONE),
    Told("school", -141, "Attendance register", "Attendance of {child} fell to 84 per cent this term. A letter was sent home; {mother} blamed colds.", "information"),
    Told("housing", -126, "Repairs record", "The contractor replaced a door frame and told the officer that a bolt was fitted to the outside of a bedroom door. The officer wrote it down and meant to ask.", "visit", episode=2, more={"comment": "The question was not put before the officer changed patch."}),
    Told("council", -120, "Front door record", "Housing rang about arrears and noise. The bolt was not mentioned. Advice given to offer a tenancy review.", "contact"),
    Told("school", -112, "Lunchtime supervisor's notes", "{child} hid two bread rolls in a coat. Asked about it, said they were \"for {sibling} for when we are good\".", "disclosure", episode=2, more=said("\"They are for when we are good.\"")),
    Told("police", -96, "Contact record", "An anonymous caller was worried for the children at the address. The caller gave no more and could not be rung back. An officer looked from the street: lights on, quiet.", "contact", "20:30", more=UNSEEN),
    # Four injuries
    Told("school", -75, "Safeguarding file", "Bruise to the top of {child}'s left ear and behind it. {child} said \"rough playing\". Shown to the school nurse, who was in school that day. {mother} agreed at the gate that it was play.", "disclosure", "09:10", episode=2, more={**ALONE, **said("\"It was rough playing. I was the one that lost.\"")}),
    Told("health", -75, "School nursing record", "Seen in school at a teacher's request: bruise to ear, fading. Explanation noted. No body map. No contact with the surgery.", "contact", "11:30", episode=2, more={**NOT_ALONE, "outcome": "Advice to school to keep a note."}),
    Told("school", -74, "Safeguarding file", "The designated lead decided to watch and record. The earlier message about an incident at home was in another file and was not read.", "decision", episode=2),
    Told("gp", -48, "Patient record", "{child} seen with a split lip and a torn inside of the lip. {partner} brought {child} and was written down as father. Said to have fallen from a scooter. Healing well.", "contact", "16:50", episode=2, more={**NOT_ALONE, "comment": "A torn inside of the lip should have led to a talk with the named doctor."}),
    Told("school", -46, "Class teacher's notes", "{child} came back after two days with a swollen lip and did not want to sing. The absence had been rung in by a man.", "contact", episode=2, more=ALONE),
    Told("health", -40, "Health visiting record", "No access visit for {sibling}. Card left. Telephone number no longer in use.", "visit", more=UNSEEN),
    Told("health", -33, "Health visiting record", "Second no access visit. A neighbour said that the family was \"in, they are always in\". Discussed in supervision: to write to the surgery.", "visit", more={**UNSEEN, "outcome": "Letter to the surgery, which was filed without being read by a doctor."}),
    Told("hospital", -24, "Minor injuries unit record", "{child} brought by {mother} with a swollen wrist, three days after a fall from a bunk bed. X-ray: a healing break. The delay was put down to waiting to see whether it got better.", "contact", "18:20", episode=2, more={**NOT_ALONE, "outcome": "Splint. Fracture clinic in one week. The safeguarding box was ticked \"no concern\"."}),
    Told("hospital", -16, "Fracture clinic letter", "Not brought to the fracture clinic. A letter was sent to the address held, which was the one before the last.", "contact", episode=2),
    Told("school", -22, "Class teacher's notes", "{child} in a splint. Told a friend that the bunk bed is \"the naughty one\". The friend's parent told the teacher.", "disclosure", episode=2, more=said("To a friend: \"My bed is the naughty one. You go up there and you stay there.\"")),
    Told("probation", -20, "Supervision notes", "Community order ended. The final review says that {partner} \"lives alone and has no contact with children\".", "decision", episode=3, more={"comment": "The author did not see the notes of the previous officer."}),
    Told("gp", -14, "Correspondence", "Discharge letter of the minor injuries unit arrived and was coded as \"fracture, arm\". Not linked with the visit about the lip.", "information", episode=2),
    Told("school", -9, "Attendance register", "{child} absent for four days: \"tummy bug\" by text from {mother}'s telephone.", "information"),
    Told("refuge", -6, "Helpline record", "A caller with the same voice as in the earlier call, in the worker's view, asked whether children are always taken away. She did not give a name.", "contact", "02:10", hedge="about"),
    # The burns, and what followed
    Told("housing", -1, "Caretaker's log", "Tenants on the same stair heard a child scream late in the evening, once, and then water running.", "information", precision="between", until=1),
    Told("school", 2, "Safeguarding file", "{child} came with both hands in the sleeves of a jumper and could not hold a pencil. Burns to both hands, with clear edges, some days old, not dressed. {child} said \"the water was for me\". Children's social care and the ambulance were rung.", "disclosure", "09:05", episode=2, more={**ALONE, **said("\"The water was for me. I have to keep my hands in so nobody is cross.\"")}),
    Told("hospital", 2, "Emergency department record", "Scalds to both hands with a straight upper edge, about two days old. Not in keeping with the account given by {mother}, that {child} had run a tap. Consultant told. Skeletal survey: a healing rib, the wrist, an old break of a finger.", "assessment", "10:40", episode=2, more={**ALONE, "outcome": "Referred as physical abuse. Admitted to a place of safety on the ward."}),
    Told("council", 2, "Strategy discussion", "Held by telephone with police, hospital, school and the health trust. First time that the four injuries were read together.", "meeting", "13:00", episode=2, more={"outcome": "Joint enquiry. {sibling} to be seen today."}),
    Told("police", 2, "Crime report", "{mother} and {partner} arrested. The bolt on the bedroom door was photographed.", "call_out", "16:30"),
    Told("council", 2, "Case recording system", "{sibling} seen with {aunt}, who will care for both children. Medical examination: no injury. {sibling} asked whether {child} is \"allowed down now\".", "visit", "17:45", more={**NOT_ALONE, **said("\"Is {child} allowed down now?\"")}),
    Told("health", 3, "Records team", "Records of school nurse and health visitor secured. They are kept in two systems that do not show one another.", "information"),
    Told("council", 4, "Court file", "Interim care orders for both children. Both are placed with {aunt}.", "decision"),
)  # fmt: skip

# Ordinary days, told over and over with other numbers; they fill a chronology to any length.
ROUTINE: tuple[tuple[str, str, str, str], ...] = (
    ("school", "Attendance register", "{child} present all week, late on {n} mornings. Brought by {who}.", "information"),
    ("health", "Health visiting record", "Call to {mother} about {sibling}, answered after {n} tries. Feeding, sleep and nursery talked about. No concern said.", "contact"),
    ("housing", "Rent account", "{n} weeks in arrears. Text sent to {mother}; a payment followed within days.", "information"),
    ("probation", "Supervision notes", "{partner} kept the appointment, {n} minutes late. Work, drink and housing talked about. Home was not.", "contact"),
    ("school", "Reading record", "{child} read {n} pages with the volunteer and asked to stay in over playtime.", "contact"),
    ("gp", "Patient record", "Repeat prescription for {mother} collected by {who}. {n} weeks' supply.", "contact"),
    ("council", "Family hub register", "{sibling} at the play session with {who}; {n} other children there. Settled after a while.", "contact"),
    ("police", "Neighbourhood log", "Patrol on the estate. {n} people spoken to near the address about noise; nobody wished to say more.", "contact"),
    ("hospital", "Appointments", "Hearing test of {sibling} moved for the {n}. time at the request of {who}.", "information"),
    ("refuge", "Outreach record", "Safe text sent to {mother}; no answer after {n} days.", "contact"),
)  # fmt: skip
BROUGHT_BY = ("{mother}", "{aunt}", "{partner}", "{mother}", "a neighbour")

AUTHORS = {
    "council": ("Ffion Ashdown", "Team manager", "Graham Sewell"),
    "police": ("Pete Calloway", "Detective sergeant", "Pete Calloway"),
    "health": ("Hana Brzezicki", "Named nurse", "Hugo Marsh"),
    "hospital": ("Oyelaran Bright", "Named nurse", "Miriam Castell"),
    "gp": ("Dr Anselm Pryce", "General practitioner", "Dr Anselm Pryce"),
    "school": ("Rhea Tolland", "Designated safeguarding lead", "Joan Abernethy"),
    "housing": ("Kit Sandeman", "Tenancy manager", "Lorna Peake"),
    "probation": ("Blessing Achebe", "Senior probation officer", "Tamsin Rowe"),
    "refuge": ("Zainab Lowell", "Outreach lead", "Zainab Lowell"),
}

EPISODES = (
    (
        "Two calls to the police and what was passed on",
        "Within four months the police were called to the home twice. The first notice was read as a single event, the "
        "second as a relationship that was over. Nobody laid one beside the other.\n\n"
        "The school was told that there had been an incident, and not what it was. The outreach service closed its work "
        "after missed sessions, and told nobody.",
        "Each decision was made from one piece of paper. The front door looked up names as they were written, and in the "
        "first notice one was wrong.\n\nMissed sessions were seen as a choice. At that time no agency asked what made it "
        "hard to come.",
    ),
    (
        "Four injuries, seen in four rooms",
        "In eleven weeks the child was hurt four times. School nurse, surgery, minor injuries unit and school each saw "
        "one of the injuries and each was given a story that could be true by itself.\n\n"
        "What the child said to staff, to a lunchtime supervisor and to a friend was written down in three places.",
        "None of the four could see what the others had recorded. Where a letter was sent it was filed, not read.\n\n"
        "Those who met the family saw a mother who agreed with the child. The question of what the child would say alone "
        "was asked only at the end.",
    ),
    (
        "A man who was known to many and on nobody's list",
        "From the first month four agencies knew, or could have known, that an adult with a conviction for violence had "
        "joined the household. Each held a part: a supervision note, a registration, a tenancy remark, a pair of boots.\n\n"
        "At the end of his order his record said that he lived alone.",
        "The systems ask who has parental responsibility, and not who puts the children to bed.\n\n"
        "Workers were polite about a private life, and a change of officer lost what the one before had heard.",
    ),
)


@dataclass(frozen=True)
class Tale:
    """A whole story: its entries, who wrote for each agency, its episodes, and the family as the register holds it.

    An author is name, job and who signed; an episode is title, what happened and why; a relative is the place in the
    words, label, given names and family name.
    """

    entries: tuple[Told, ...]
    authors: dict[str, tuple[str, str, str]]
    episodes: tuple[tuple[str, str, str], ...]
    family: tuple[tuple[str, str, str, str], ...]


FAMILY = (
    ("mother", "mother", "Imogen", "Marlowe-Reed"),
    ("partner", "mother’s partner", "Declan", "Thorsby"),
    ("sibling", "younger sibling", "Posy", "Marlowe-Reed"),
    ("aunt", "aunt", "Henrietta", "Sallis"),
)
TALE = Tale(STORY, AUTHORS, EPISODES, FAMILY)
