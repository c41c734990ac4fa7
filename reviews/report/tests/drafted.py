"""What does an invented overview report say? Written for tests and the demonstration, in a few marks of its own.

A line is a paragraph; ``## `` begins a heading, ``> `` a quotation; ``^[…]`` is a footnote and
``{mother}`` a person by the label of the register. All people and places are invented.
"""

TEXT: dict[str, str] = {
    "acknowledgements": """
The people who knew {child} best gave their time to this review when it was hardest for them. {aunt} spoke about two children who laugh again. {mother} wrote three letters and asked that they be read slowly.
I thank the practitioners who came to the conversations, several on a day off, and the members of the review panel, who read every draft and disagreed with some of it. The office of the partnership found every paper that was asked for.
""",
    "governance": """
The review was commissioned by the partnership and overseen by a review panel of senior staff from the agencies named in this report. The panel met six times. No member of it had managed the work that is described here.
The names of the child, of the family and of everybody who worked with them have been left out. Agencies are named because they are answerable for what they do.
""",
    "summary": """
{child} was six years old when a teaching assistant saw that both hands stayed inside the sleeves of a jumper. The scalds beneath were two days old. Three other injuries had been seen in the eleven weeks before, by four services, and each had been explained as play or as an accident.
An adult with a conviction for violence at home had joined the household more than a year earlier. Four agencies held a part of that knowledge. None of them held enough to act on, and no place existed where the parts could be laid side by side.
The review finds hard-working people inside arrangements that made it likely that each would see one thing. It finds that two police notices were read as two single events; that injuries of one child were recorded in four systems that do not show one another; that men were known to services as tenants, patients and offenders but not as somebody who puts children to bed; and that what {child} said was written down with care and read by nobody else.
{mother}’s partner has since pleaded guilty and been sentenced. {mother} has been sentenced for failing to protect the children. Both children live with {aunt}.
Learning points and recommendations stand in the last numbered section. Much has changed already, and the section before it says what can be seen of the change and what cannot.
""",
    "introduction": """
## Why this review was held
This review was held because a child of six was seriously harmed at home while several agencies were in contact with the family. The rapid review found that agencies had each acted on what they knew, and that what they knew together was never in one place.
The three safeguarding partners decided that a local review would bring out learning about injuries seen by more than one service, and about adults who join a household.^[A local child safeguarding practice review is held under section 16F of the Children Act 2004. Its purpose is to improve practice. It does not ask who is to blame.]
## The family
{child} lived with {mother} and {sibling} in a rented flat on the second floor. {mother} had grown up in the town and was known at the school gate as quick to joke and quick to help. {aunt}, her older sister, lived twenty minutes away and had both children most Saturdays until a few months before the injuries.
{mother}’s partner came to the flat as a friend who needed somewhere to stay. Within a month {child} had told a class about him. He was not on the tenancy, not on a school form, and not on any record that a health visitor could open.
{child} is described by those who teach and care for the child as watchful, funny and proud of reading. {sibling} began to talk late and now does so without stopping. Both descriptions are from {aunt}, who asked that the report begin with them.
## How the review was carried out
The period under review runs from the month in which {mother}’s partner moved in until the day on which the scalds were found. Earlier contacts are mentioned where they explain a later one, and are marked as such.
Nine agencies sent a chronology. The entries were read together on one line of time, which no agency had been able to do while it mattered. Practitioners then talked about three periods in their own words, with the discussion points sent to them a week ahead.^[The points are printed as an appendix. How many took part is counted at the end of this section.]
The review looks at practice as it was seen then. Where something is only plain with what is known today, the text says so.
## What could not be done
{mother}’s partner was written to twice and did not answer. The surgery’s records of his registration were read; the doctor who saw him has left and could not be asked. Two conversations had to wait until he had pleaded guilty, because those who would take part might have been witnesses.
""",
    "chronology": """
## Before the period under review
Two years before the injuries {mother} asked the council for help after a separation. A family worker came four times, found a nursery place and filled in forms with her. {mother} told the review that this was the last time she felt that somebody was on her side of the table.
The work closed because its goals were met. Nothing in the closing note told anybody how to take it up again.
## The first months
{child} started in the first class of Staithe Lane Primary School. The form that parents fill in asks who has parental responsibility. It does not ask who else lives in the home.^[The form has since been changed. It now asks who lives with the child, and the office asks again each September.]
In the second half of that term {child} told a teacher about the new man at home. The teacher passed it on as happy news. It was happy news as it was told.
Neighbours rang the police about shouting on a weekday night. Officers spoke with {mother} on the doorstep and recorded that the children were asleep. A man on the stairs gave a first name.
Three days later a woman rang a helpline and asked how one tells a bad temper from something worse. She had two children in the next room. The worker wrote down the call with the first name that was given, and the name of the street.
## A second call
The health visitor saw {sibling} at home for the check at twenty-seven months and made a referral for speech. She noted a pair of work boots in the hall. Asked in conversation why she had not mentioned them, she said that a question about boots is a question about a bed.
A second call to the police, after one in the morning, ended with {mother} saying that she had walked into a cupboard. {child} was awake on the landing and asked an officer to stay until it was light. The officer wrote those words into the log.
The outreach service tried to reach {mother} for two weeks. She came once, asked not to be rung at home, and missed two further sessions. The case was closed as no longer engaging.
## Smaller signs
Attendance at school fell. The letters that followed were about attendance.
A contractor mending a door frame told a housing officer that there was a bolt on the outside of a bedroom door. The officer wrote it down, meant to ask, and changed patch before the next visit.
{child} hid bread in a coat. To a lunchtime supervisor who asked about it, {child} said that it was for being good.
## Eleven weeks
A bruise to the ear was seen in school and shown to the school nurse. A split lip was seen at the surgery, where the man who brought {child} was written down as the father. A wrist was seen at the minor injuries unit three days after it was broken. Each time there was an explanation, and each time it fitted that injury.^[Current guidance on bruising and on injuries to the mouth asks for a conversation with a named professional in each of these cases. Two of the three practitioners did not know where to find that person’s number.]
On a Monday morning {child} could not hold a pencil. A teaching assistant turned back one sleeve, and then the other, and did not leave the child again until the ambulance came.
""",
    "episodes": """
Three periods were chosen because they show most clearly how the work was done and what made it hard. They overlap in time. Each is told first as it happened and then as it was understood by those who were there.
What runs through all three is that information was recorded well and travelled badly. Of the forty-odd entries that matter most, thirty-one were accurate, timely and complete; nine of them reached anybody outside the agency that wrote them.
""",
    "discussion": """
## One child, four screens
The injuries were seen within walking distance of one another. The school nurse and the health visitor work for the same trust from two systems; the surgery and the minor injuries unit exchange letters. A practitioner at any of the four would have had to ring the other three to know what this review knows, and would have needed a reason to ring.^[The regional shared care record was in use at the hospital by then. It showed medicines and allergies, not attendances.]
Practitioners were clear that the reason is what was missing. A torn inside of the lip in a six-year-old is unusual. So is a fracture brought after three days. On a busy evening, with a parent who is pleasant and a child who nods, unusual is not the same as worrying.
The review panel looked at forty attendances at the minor injuries unit in the same month. In thirty-four the safeguarding box was ticked in the same second as the discharge box. The panel takes this as a finding about the screen and not about the nurses.
## Two notices read one at a time
The front door read the first notice from the police as a single event. It was a fair reading of that paper. The second notice arrived fifteen weeks later, was opened by another worker, and was read as the end of a relationship, because that is what {mother} said on the telephone.
Looking at the two together takes a minute. The system opened them in separate windows and searched for names as they were spelt. In the first notice one age was wrong and one name was short.
Staff at the front door handled about ninety contacts a day that month. They described a pride in clearing the screen before the evening. Nobody had told them that a notice could be left open for a colleague to think about.
> We were good at deciding. We had stopped being good at wondering.
## A man who was known as something else
To probation {mother}’s partner was a man on an order. To housing he was a friend who was staying. To the surgery he was a new patient at an address. To the school he was good news, and to the children he was the person who decided when they could come down.
None of these agencies was asked who lived with the children, because the forms ask who is responsible for them in law. The review heard the same from a head teacher, a doctor and a housing manager within one week: there is no box for him.
The order of the court asked that a new relationship with a parent be passed on. The officer who heard about it wrote it down and left a month later. Her successor read the summary, which did not have it.^[Summaries of supervision are now made from the whole record, and the outgoing officer signs that it has been read. See the section on progress.]
Practitioners spoke of politeness. Asking a woman about a man’s boots can feel like an accusation, above all where a worker has taken months to be let in. The review panel does not think that curiosity and respect are opposites, and neither does {mother}, who said that she would have liked somebody to ask twice.
## What {child} said
{child} spoke to a teacher, a police officer, a lunchtime supervisor and a friend. Each of them wrote it down or told somebody, often in the child’s own words. That is good practice, and it happened four times.
The words were kept in a class diary, an incident log, a notebook in the kitchen and a second parent’s telephone. They were read together for the first time by this review.
The question that might have changed the course of events was a plain one, and it was put in the end by a teaching assistant who had known {child} for three weeks: what happens at home when you are not good?
## {sibling}
Much less is recorded about {sibling}, who was too young for school and did not come to appointments. Two visits by the health visitor found nobody in. A letter to the surgery about them was filed without being read by a doctor.^[Letters about children who are not brought are now opened by the safeguarding lead of the surgery.]
{aunt} noticed that {sibling} had stopped asking to stay the night. She thought of it as growing up. Nobody who worked with the family had her number, although the school had written it down as the one to ring.
A younger child who is not seen is easily taken for a child about whom there is no concern. The review found no record in which anybody asked what {sibling} had watched.
## Race, class and being believed
{mother} told the review that she had learnt at school to agree with people who had a lanyard. She agreed with the school nurse that it was rough play, with the doctor that it was a scooter and with the unit that it was a bunk bed. Agreeing had always been the quickest way out of a room.
{mother} also said what would have been different: one person who came back. The family worker of two years before had come back four times, and {mother} could still say what day of the week it was.
The family is white and poor. The review panel asked whether a family with more money would have been asked more questions, or fewer. It could not say. It notes that the arrears were chased five times in the period and the bolt on the door not once.
## What helped
Several people went further than they had to. An officer wrote down a frightened child’s words in full. A lunchtime supervisor kept a notebook that nobody had asked her to keep. A helpline worker recognised a voice after eleven months. The safety of both children on the day itself was secured within eight hours, by people who had never met before that morning.
""",
    "progress": """
The agencies were asked what they have changed since, how they know, and what they cannot yet show. Their answers are given as they were tested by the review panel.
The hospitals trust has moved its safeguarding question to a page of its own that cannot be passed without a sentence of reasons. An audit of fifty attendances found a reason in forty-six. Whether the reasons lead to conversations has not been looked at.
The community health trust has given school nurses sight of the health visiting record, and the other way round, since last term. Staff report that they look. The system keeps no count of it.
Fenmarsh Police now attach earlier notices about an address to each new one. The front door of the council has a shelf, so named, where any worker may leave a contact open until the next morning for a second pair of eyes. About six in every hundred contacts are left there.^[Figures for the first four months. Of the contacts left on the shelf one in three led to a different decision.]
Probation has changed how a case passes from one officer to another. A sample of twenty was complete in nineteen.
Reedbed Homes has written to its contractors with a list of things to tell the same day: bolts, locks and alarms on the outside of children’s rooms are the first of them. Four reports have been made. Each was passed on within a day.
The school asks each year who lives with each child and keeps what children say in one place. Governors have seen the record twice. The school told the review that it reads differently when it is all on one page.
The outreach service no longer closes its work after missed sessions without a conversation with whoever referred. It has closed three cases since, each after such a conversation, and has kept two open that it would have closed.
The surgery opens every letter about a child who was not brought. It has not been able to show that it always adds who came with a child, and to say so plainly is to its credit.
""",
    "recommendations": """
The learning points below follow from the discussion. They are addressed to those who can act on them. What has been changed already is not asked for again; where it has yet to be shown to work, that is what is asked for.
Injuries to one child were seen by four services within eleven weeks. A practitioner needs to see, without ringing anybody, that there was another attendance, and needs a person to ring when something does not fit.
Notices about the same address were read one at a time. A pattern can only be seen by somebody who is shown more than one point of it, and who is allowed to wait until morning.
An adult who joined the household was known to four agencies by four descriptions. Services that work with children need to ask who lives with them, and services that work with adults need to ask whether there are children.
{child} told four people. Children’s own words need one place, and somebody whose task it is to read them as a whole.
Missed appointments and missed sessions were taken as a choice. An agency that ends its work because somebody did not come has something to tell the others.
Families come to know one person and lose that person to a change of team or a goal that was met. A closing note should say how the work is taken up again, and by whom.
Practitioners said that they lack time to think rather than knowledge. The partners are asked to look for this in their audits, and not only for whether boxes were filled.
""",
    "references": """
Fenmarsh Safeguarding Children Partnership (2023) <em>Bruising and injuries in children: what to do next</em>. Second edition.
Lindholm, A. and Okonjo, T. (2021) <em>Who lives here? Adults who join households with children</em>. Saltmere: Estuary Press.
Marchbank, R. (2022) “Letters nobody reads”, <em>Journal of Family Practice and Policy</em>, 14, 201–219.
""",
}
SHORT = ("summary", "introduction", "recommendations")
