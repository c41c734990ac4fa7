"""What is said in Robin's case apart from chronology, report and recommendations: terms, meetings, conversations, family?"""

from reviews.family.models import FamilyContact, FamilyStanding

Outcome, Route = FamilyContact.Outcome, FamilyContact.Route

CHILD = ("Tobias Finn", "Marlowe-Reed")
LABEL, CHOSEN_BY = "Robin", "The child, with the aunt"
# label, given names, family name, relationship, years from birth
SEARCHED = (
    ("mother", "Carys", "Marlowe-Reed", "Mother", 27),
    ("mother’s partner", "Dominic", "Ashby", "Mother’s partner; in the household for about a year", 31),
    ("younger sibling", "Posy", "Marlowe-Reed", "Younger sister", 3.05),
)
# Place in the words, label, given names, family name
FAMILY = (
    ("mother", "mother", "Carys", "Marlowe-Reed"),
    ("partner", "mother’s partner", "Dominic", "Ashby"),
    ("sibling", "younger sibling", "Posy", "Marlowe-Reed"),
    ("aunt", "aunt", "Henrietta", "Sallis"),
)

QUESTIONS = (
    "What did each agency know about what frightened or hurt Robin, and what did it know about what was good in the family?",
    "How was what one agency knew passed on, and what became of it where it arrived?",
    "How were adults who joined the household seen, named and asked about?",
    "What did Robin and the younger child say or show, to whom, and what was done with it?",
    "How did poverty, class, gender and the family's experience of services shape what they were offered?",
    "What happened when appointments were not kept?",
    "What has changed since, how do we know, and what stands in the way of doing better?",
)
TERMS = {
    "scope": "Robin and the younger child; the nine agencies that worked with them or with the adults in the household.",
    "period_from": "the month in which mother’s partner joined the household",
    "period_to": "the day on which the burns were found",
    "method": "Chronologies of nine agencies read on one line of time; conversations with the practitioners who knew the "
    "family, after the criminal case where they might be witnesses; the family's own account, in the way each prefers.",
    "family_plan": "Mother is written to through her solicitor and offered an advocate. The aunt is rung by the key worker "
    "first. Robin is asked by the social worker, with cards, and only if Robin wishes.",
    "equality": "Each agency is asked what the family's money, education and past with services did to how they were heard.",
}
# On which day of the story, what was on the table, what was said.
PANEL_MEETINGS = (
    (52, "1. Chronologies: what is missing\n2. Holds: who may be spoken to", "The surgery is asked again about registrations at the address. Two conversations wait for the plea."),
    (70, "1. The combined chronology\n2. Which stretches to look at closely", "Three stretches were agreed. The health member asked for a fourth about the younger child; the panel agreed after some discussion."),
    (130, "1. What practitioners said\n2. Family contact", "The panel heard what seven conversations had in common. It asked that support be offered again in the spring."),
    (150, "1. First full draft, read page by page", "Forty-one comments, most of them about exactness. The word failed was taken out in six places because it explained nothing."),
    (156, "1. Recommendations: can they be done, and would it help?", "Two recommendations were made one. The housing member asked for contractors to be named, and they are."),
)  # fmt: skip
# Days before, form, how, and who came: role and agency. Where three are listed, the third did not come.
CONVERSATIONS = (
    (26, "one", "in_person", (("Teaching assistant", "school"),)),
    (25, "group", "in_person", (("Class teacher", "school"), ("Head teacher", "school"), ("Breakfast club leader", "school"), ("Lunchtime supervisor", "school"))),
    (20, "group", "video", (("Health visitor", "health"), ("School nurse", "health"), ("Speech therapist", "health"), ("Family support worker", "council"))),
    (18, "group", "in_person", (("Sergeant", "police"), ("Response officer", "police"), ("Front door worker", "council"), ("Front door manager", "council"))),
    (13, "group", "video", (("General practitioner", "gp"), ("Practice administrator", "gp"), ("Emergency nurse", "hospital"), ("Radiographer", "hospital"))),
    (11, "one", "video", (("Outreach worker", "refuge"),)),
    (6, "managers", "video", (("Senior probation officer", "probation"), ("Tenancy manager", "housing"), ("Service manager", "council"), ("Outreach lead", "refuge"))),
)  # fmt: skip
# Said in the first of them.
SAID = (
    "I had known Robin for three weeks. I sat beside Robin because there was an empty chair, and then because I wanted to.",
    "I did not know that there was a man in the home until Robin told me. The office did not know either.",
    "What frightened me was how polite Robin was about it. I told the head, and she did not ask whether I was sure.",
)
# label, given names, family name, relationship
CONTACTED = (
    ("mother", "Carys", "Marlowe-Reed", "mother of both children"),
    ("father", "Gethin", "Pryor", "father of Robin; lives abroad"),
    ("aunt", "Henrietta", "Sallis", "mother’s sister, who cares for both children"),
    ("mother’s partner", "Dominic", "Ashby", "mother’s partner"),
)
# label, days before, how, what came of it, why not, note, wishes
CONTACTS = (
    ("aunt", 92, Route.PHONE, Outcome.REACHED, "", "Rung by the key worker first, as she had asked. She would like to be told dates early, because of shifts.", {}),
    ("mother", 88, Route.LETTER, Outcome.NO_ANSWER, "", "Through her solicitor, with the leaflet and the name of an advocate.", {}),
    ("mother’s partner", 86, Route.LETTER, Outcome.NO_ANSWER, "", "To the prison, through the offender manager.", {}),
    ("father", 80, Route.PHONE, Outcome.TOOK_PART, "", "Spoke for an hour across seven time zones. He had not been told of the injuries by anybody but the aunt.", {"wishes_focus": "School photographs each year."}),
    ("aunt", 71, Route.MEETING, Outcome.TOOK_PART, "", "At her kitchen table, with both children at school and nursery. She asked that the report begin with what they are like.", {"wishes_naming": "That Robin chooses the name. That the report says that they laugh."}),
    ("mother", 60, Route.LETTER, Outcome.REACHED, "", "Her first letter: four pages. She asks that it be read slowly.", {"wishes_focus": "Not to be made better than she was, or worse."}),
    ("mother’s partner", 52, Route.LETTER, Outcome.NO_ANSWER, "", "A second letter, after sentence.", {}),
    ("mother", 30, Route.MEETING, Outcome.TOOK_PART, "", "With her advocate. Two hours, with a long break. She remembered the day of the week on which the family worker used to come.", {"wishes_reading": "To read the draft on paper, alone first."}),
    ("mother", 6, Route.MEETING, Outcome.READ_DRAFT, "", "Read over two mornings; four changes asked for and made.", {}),
    ("aunt", 5, Route.MEETING, Outcome.READ_DRAFT, "", "Corrected the number of Saturdays.", {}),
)  # fmt: skip
# label, what they are, who says so
STANDINGS = (
    ("mother", FamilyStanding.Kind.RESPONSIBLE, "Birth certificate"),
    ("mother’s partner", FamilyStanding.Kind.CONVICTED, "Officer in the case, after sentence"),
    ("aunt", FamilyStanding.Kind.WITNESS, "Officer in the case"),
)
# label, which ways are safe, details, never together with
ROUTES = (
    (
        "mother",
        (Route.LETTER, Route.MEETING),
        {"ask_first": "Her advocate", "key_worker": "Probation officer"},
        ("mother’s partner",),
    ),
    ("mother’s partner", (Route.LETTER,), {"ask_first": "Offender manager"}, ("mother", "aunt")),
    ("aunt", (Route.PHONE, Route.MEETING), {"ask_first": "Key worker, who knows her shifts"}, ()),
)
# label, days later, who is there, what is agreed
SUPPORTS = (
    (
        "aunt",
        26,
        "Key worker, at her home",
        "Told the evening before. School and nursery know that the children stay at home.",
    ),
    ("mother", 26, "Her advocate", "A copy is read with her the day before."),
)
SUPPORTED = {
    "aunt": "The key worker stayed until the evening. Nobody rang at the door.",
    "mother": "She had read it before, and went for a walk with her advocate when it went out.",
}
LOOKED_AT = {
    "on_time": "Two weeks behind: one chronology came late. The month set aside for the first draft makes up for it.",
    "quality": "The stretches are told from the child’s side. More of what the nursery saw is still to be brought in.",
}
READING = {
    "label": "mother",
    "reaction": "She read it alone first, then with her advocate. She said that it is hard and that it is true.",
    "asked": "That the Saturday on which she asked for help stands before the one on which she did not.",
}
