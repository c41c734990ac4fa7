"""What is told in the cases that have only begun: the new referral, the two children and the unborn, the one not notified?"""

from reviews.referral.models import Referral

# A small child who swallowed tablets; came in by telephone and is being screened.
TABLETS = {
    "how": Referral.How.PHONE,
    "harm": Referral.Harm.HARMED,
    "referrer_name": "Dr Miriam Castell",
    "referrer_job": "Named doctor",
    "referrer_contact": "01632 960 171",
    "what_happened": "A boy of two was brought by ambulance, drowsy and breathing slowly. He had swallowed at least three of "
    "his grandfather's heart tablets from a dosette box on a low shelf. He needed a night on the high dependency unit and is "
    "now awake, eating toast and asking for his bus.",
    "concerns": "It is the second time: eleven months ago he was seen with the same grandfather's eye drops. Both times the "
    "advice on storing medicines was given on paper, and both times to the person who had least chance of changing anything.",
    "working_together": "The pharmacy, the surgery and the health visitor each know part of who looks after him on which day. "
    "Nobody seems to have all of it.",
    "siblings_safe": "A sister of five is at school and was seen by the health visitor at home the same afternoon. All "
    "medicines are in a locked tin, bought by the neighbour.",
    "place": "At the grandparents' flat",
    "known_note": "The ward told the duty social worker in the morning, after the blood results.",
}
TABLETS_CHILD = ("Emrys", "Haldane-Moss")

# Two children found alone, and their mother six months pregnant.
ALONE = {
    "how": Referral.How.EMAIL,
    "harm": Referral.Harm.HARMED,
    "referrer_name": "Sergeant Odette Laing",
    "referrer_job": "Neighbourhood sergeant",
    "referrer_contact": "01632 960 133",
    "what_happened": "Officers were called by a delivery driver who had seen the same small face at the same window on three "
    "days. A girl of four and a boy of eighteen months were in the flat by themselves. The heating was off. The boy was "
    "severely dehydrated and has been treated for frost injury to two fingers; the girl had been giving him dry cereal, one "
    "piece at a time. Their mother, who is about six months pregnant, came home in the evening. She had been working two "
    "shifts in a packing shed under somebody else's name.",
    "concerns": "She had told a midwife, a food bank and a landlord in three different ways that she had nobody. No agency had "
    "all of it. There is a worry that she is being made to work.",
    "working_together": "Housing knew of the arrears, maternity of the missed appointments, the food bank of the children. "
    "The mother speaks Lithuanian and has had an interpreter once, by telephone.",
    "siblings_safe": "Both children are with foster carers who were chosen because one of them speaks their language. The "
    "midwife has seen the mother and the unborn child is well. The mother sees the children each day.",
    "place": "At home",
    "known_note": "The hospital and the police agreed by telephone that the injuries came of neglect.",
}
ALONE_CHILDREN = (("Ugne", "Petrauskaite-Low"), ("Jokubas", "Petrauskaite-Low"))
ALONE_SAID = {
    "yes": "The ward's findings and what the officers saw leave no doubt.",
    "area": "Both children live in the county and were found there.",
    "recommend": "The sub-group met by video the same afternoon. It asks that the rapid review begin with the unborn child, whose safety is the nearest.",
    "decide": "The criteria are met for both children. The unborn child is part of the case and of the plan.",
    "comment": "Decided in good time. I ask that the mother be seen as somebody who may herself have been exploited.",
}

# A fall, looked at carefully, and not notified.
FALL = {
    "how": Referral.How.EMAIL,
    "harm": Referral.Harm.HARMED,
    "referrer_name": "Leopold Amari",
    "referrer_job": "Deputy head teacher",
    "referrer_contact": "01632 960 118",
    "what_happened": "A girl of nine broke a leg and two ribs when she fell from the roof of a garage. Her father had told the "
    "ambulance crew that he was at work; her mother, who has a long illness, was asleep.",
    "concerns": "She has been collected late from school eleven times since September and looks after a brother of six. The "
    "school wonders whether she is a carer whom nobody calls one.",
    "working_together": "The surgery looks after the mother and has not asked who looks after the children.",
    "siblings_safe": "Both children are with a grandmother until the mother's treatment ends. Seen by a social worker.",
    "place": "Behind the home",
    "known_note": "The hospital found the injuries in keeping with the fall.",
}
FALL_CHILD = ("Saffron", "Dunmore")
FALL_SAID = {
    "abuse_or_neglect": "The fall was an accident. Being a carer is a worry for this family and is being looked at as one; it is not suspected neglect.",
    "death_or_serious_harm": "A broken leg and ribs, treated for nine days. The doctors expect a full recovery.",
    "area": "It happened in the county, where the family lives.",
    "recommend": "Not to notify. The council is asked for a young carer's assessment, and the surgery to ask its other patients with long illnesses the same question.",
    "decide": "Not a serious incident in law. The learning about young carers is worth having and is asked for by another way.",
    "comment": "A fair decision, and I am glad that it did not end with the word no.",
}  # fmt: skip
