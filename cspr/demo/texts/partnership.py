"""What is told in the partnership review of a young carer, signed off and waiting for its day?"""

from recommendations.tests.steps import Made
from reviews.family.models import FamilyContact

Outcome, Route = FamilyContact.Outcome, FamilyContact.Route

ABOUT = (
    "A girl of fourteen looked after her father for two years without anybody calling it that. Not a serious incident in law. "
    "The partners asked for a review because four agencies had wondered, each by itself, and none had asked her."
)
LABEL, HAPPENED = "Marigold", "Two years of looking after a parent"
CHILD = {"given_names": "Delphine", "family_name": "Ravenhill-Osei"}
AGENCIES = ("council", "health", "gp", "academy", "housing")
QUESTIONS = (
    "Who knew that a child was looking after an adult, and what did each call it?",
    "What did she want, and who asked?",
    "What would have made it easier to say?",
)
TERMS = {
    "scope": "The girl and her father; five agencies.",
    "period_from": "the father’s diagnosis",
    "period_to": "the week in which she asked for help",
    "method": "Short accounts of five agencies, three conversations, and four long talks with her.",
    "family_plan": "She is a member of the review in all but name: she reads every draft first, and her father second.",
    "equality": "What being Black, being a girl and being good at school did to what was noticed.",
}
CONVERSATIONS = (
    (20, "one", "in_person", (("Head of year", "academy"),)),
    (16, "group", "video", (("Community nurse", "health"), ("Practice nurse", "gp"))),
    (12, "one", "video", (("Housing officer", "housing"),)),
)  # fmt: skip
SAID = (
    "I thought of her as one of the ones who are fine. I have a list of the others.",
    "She translated for him at an appointment about a catheter. I remember thinking how mature she was.",
)
FAMILY = (("father", "Tertius", "Ravenhill", "father"),)
CONTACTS = (
    ("father", 40, Route.PHONE, Outcome.REACHED, "", "Glad that somebody asks how she is, and not only how he is.", {}),
    ("father", 12, Route.MEETING, Outcome.READ_DRAFT, "", "Read it in one go and rang her school to say thank you.", {"wishes_focus": "That it says he did not know how to ask."}),
)  # fmt: skip
TEXT: dict[str, str] = {
    "summary": """
{child} was twelve when her father’s illness made him slow, and fourteen when she told a teacher that she could not come on the trip because of the night bag. In between she had been described in four records as helpful, mature, close to her father and rarely absent.
Nobody did anything wrong that a rule could catch. Each agency saw a girl who managed, and was glad of it.
""",
    "introduction": """
This review is not a statutory one. The partners asked for it because the referral showed something that they thought was common and rarely looked at: a child who becomes a carer one small task at a time.^[A young carer is a person under eighteen who provides or intends to provide care for another person. The council has a duty to assess where it appears that one may need support: Children Act 1989, section 17ZA.]
{child} chose the name under which she appears, decided what of her own words stands here, and read each draft before anybody else.
Five agencies wrote short accounts, and three conversations were held. The reviewer met {child} four times, twice while walking a neighbour’s dog.
""",
    "chronology": """
## The first year
The hospital letter to the surgery said that the patient was well supported at home. It did not say by whom.
A practice nurse showed somebody how to change a dressing. The record has the word daughter and no age.
{child} moved up a class and won a prize for mathematics. Her form tutor wrote that she sometimes fell asleep in the last lesson, and that one would not know it from her marks.
## The second year
The housing officer fitted a rail and was made tea by {child}, who asked sensible questions about the boiler. The officer recorded a pleasant visit.
A community nurse came each week while {child} was at school and left notes on the kitchen table. For nineteen months the two of them ran one patient’s care together and had never met.^[The notes were kept by {child} in a folder. She lent it to the review. It is the most complete record that exists.]
She asked a teacher whether it counted as lying if one gave a reason that was true but not the real one. The teacher asked what she meant, and waited.
""",
    "discussion": """
## Managing
The word that appears most often is managing. It was always meant as praise. Practitioners said that they look for children who are not managing, and that the form does not ask what a child does after school.
> I did not want help for me. I wanted somebody to know what day it was.
{child} said that she would have answered any question that began with the word who: who makes the tea, who gets up. Nobody needed to ask whether she was a carer. She did not know that she was one.
## Being good at it
She is Black, she is a girl and she did well at school. The review panel asked whether each of these made it easier to see her as older than she was. It believes so, and two of the practitioners said the same of themselves before they were asked.
## What helped
A teacher waited. It took about a minute. Everything that has changed for {child} since follows from that minute.
""",
    "progress": """
The academy now asks at the start of each term, in every form room, what people do before and after school. In the first term thirty-four pupils wrote something that led to a conversation.
The surgery codes the age of whoever is shown how to do something at home.
""",
    "recommendations": """
The question to ask is who does it. It can be asked by anybody, costs nothing, and is best asked twice.
""",
}
FINDINGS = (
    ("A child who manages is seen as a strength of the family and not as a child. Each agency was reassured by the same thing.", ()),
    ("Records about an adult name a daughter and not her age. Those who read them cannot know that they read about a child.", ()),
)  # fmt: skip
PRACTICE = (("academy", "A teacher noticed a strange question, asked what it meant, and waited for the answer."),)
RECOMMENDED = (
    Made("The surgeries and the community health trust should record the age of whoever looks after a patient at home.", "A record that is read shows that there is a child.", ("gp", "health"), 5, (2,)),
    Made("The academy and the council should ask all pupils each term what they do before and after school, and agree who asks the second question.", "A child who looks after somebody is asked about it within the term.", ("academy", "council"), 6, (1,)),
)  # fmt: skip
