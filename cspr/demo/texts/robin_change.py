"""What did the review of Robin find, what does it recommend, and what came of it?"""

from recommendations.models import Action as _Action
from recommendations.models import Answer, Assurance, Evidence, Progress
from recommendations.tests.steps import FINDINGS as FIRST_FINDINGS
from recommendations.tests.steps import PRACTICE as FIRST_PRACTICE
from recommendations.tests.steps import RECOMMENDATIONS as FIRST_RECOMMENDATIONS
from recommendations.tests.steps import Judged, Made, Planned

Status, Closed, Kind = Progress.Status, _Action.Closed, Evidence.Kind

FINDINGS = (
    *FIRST_FINDINGS,
    ("A child who is not brought is recorded as one who did not attend, and the service ends. No service is asked to notice that others have ended too, so a small child can go out of sight by seven steps, each of which was reasonable.", (4,)),
    ("People whose work is not with children see a great deal and are not told that it counts. What a contractor, a caretaker and a lunchtime supervisor had noticed reached nobody who could put it beside anything else.", (2, 4)),
)  # fmt: skip
PRACTICE = (
    *FIRST_PRACTICE,
    ("police", "An officer wrote into the log, word for word, what a frightened child said on a landing at half past one in the morning. It was the first record of what the child wanted."),
    ("refuge", "A helpline worker kept a note of a voice she thought she knew, and after eleven months told her manager that it had been the same caller."),
    ("school", "A lunchtime supervisor kept a notebook that nobody had asked for. It gave the review more of the child’s days than any other single record."),
)  # fmt: skip
RECOMMENDED = (
    *FIRST_RECOMMENDATIONS,
    Made("The health trust, the hospital, the surgery and the council should treat a child who is not brought as information about the child: before a service ends, somebody looks whether others have ended too, and rings the one who referred.", "No small child goes out of sight because several services each closed a file.", ("health", "hospital", "gp", "council"), 6, (5,)),
    Made("The partnership asks all agencies to tell the people who work beside children, and not with them, what is worth passing on and to whom: caretakers, contractors, cooks, receptionists and drivers.", "What is noticed on a stair or in a kitchen reaches somebody who can put it beside other things.", ("housing", "school", "refuge"), 5, (6,)),
)  # fmt: skip

# Recommendation, agency, why it is not accepted.
REFUSED = (
    (7, "refuge", "We agree with the aim. Our volunteers already have this in their training twice a year, and we would rather put the hours into answering the telephone. We have sent our training plan."),
)  # fmt: skip
PLANS = (
    Planned(1, "council", "Show all earlier notices for an address beside each new one.", "Dip sample of 40 notices a quarter.", due=60, days=40,
        progress=(Status.DONE, "The front door works with the new view since the start of last month."),
        evidence=(Kind.AUDIT, "Of 40 notices read in the quarter, 37 were decided with all earlier ones in view. The year before it was 11 of 40.", "audit-of-notices.txt"),
        closed=(Closed.EVIDENCED, "")),
    Planned(1, "police", "Ask for full names and dates of birth of every child in the home before the notice is sent.", "Notices sent back because a name is missing.", due=60, days=35,
        progress=(Status.DONE, "The form no longer closes without them."),
        closed=(Closed.DONE, "Seen on the form. No figures yet of what changed.")),
    Planned(1, "police", "Go back in daylight within two days wherever children were said to be asleep.", "Share of such calls with a second visit.", due=150, days=30,
        progress=(Status.STARTED, "Agreed with the two neighbourhood teams that cover the estate. The others follow once the rota is settled.")),
    Planned(2, "health", "One injury record for school nursing and health visiting, open to both.", "How many injuries are looked at by both services.", due=120, days=38,
        progress=(Status.ON_TRACK, "The two teams use one record in three schools. The rest follow after the holidays."),
        evidence=(Kind.FEEDBACK, "Eleven of twelve school nurses say that they now see earlier injuries.")),
    Planned(2, "hospital", "A prompt in the minor injuries unit that shows earlier attendances and asks whether the child was seen alone.", "Answers to the prompt, read each month.", due=28, days=26,
        progress=(Status.BEHIND, "The supplier has moved the date twice. A paper prompt is used until then.")),
    Planned(2, "icb", "Agree with all surgeries who reads letters about injured children.", "Audit of letters in ten surgeries.", due=130),
    Planned(3, "probation", "Ask at every appointment who lives in the home, and send what is said to the front door.", "Monthly count of messages sent.", due=75, days=42,
        progress=(Status.DONE, "In place in all teams. 23 messages were sent in the first month.")),
    Planned(3, "probation", "No transfer of a case without the whole record read and signed by both officers.", "Sample of twenty transfers a quarter.", due=50, days=41,
        evidence=(Kind.AUDIT, "Nineteen of twenty transfers in the quarter were signed by both officers; the twentieth was put right.", "transfers.txt"),
        closed=(Closed.EVIDENCED, "")),
    Planned(4, "housing", "A same-day line for staff and contractors, printed on every job sheet.", "Messages received, and what came of each.", due=60, days=36,
        evidence=(Kind.DATA, "Nine messages in two months; in four the front door opened an assessment.", "same-day-line.txt"),
        closed=(Closed.EVIDENCED, "")),
    Planned(5, "school", "One safeguarding file for each child, with what the child said in the child’s words.", "Governors read five files a term.", due=35, days=25,
        response=Answer.Response.PARTLY, reasons="The school keeps one record. Asking again within two days depends on who is in school that day.",
        progress=(Status.BEHIND, "Files of the older classes are done. The office assistant who was moving the others has been ill.")),
    Planned(5, "council", "A shared electronic record between schools and the front door.", due=90, days=33,
        closed=(Closed.WITHOUT, "The cost was not agreed. A shared form by secure e-mail is used in its place.")),
    Planned(6, "health", "Before any service for a child under five ends, the health visitor is asked whether others have ended.", "Endings with an answer on file.", due=140, days=37,
        progress=(Status.ON_TRACK, "Speech therapy and hearing have begun. Of 31 endings in the first month, four were stopped after the question was asked."),
        evidence=(Kind.DATA, "Four of 31 endings stopped; all four children have been seen since.")),
    Planned(6, "hospital", "Letters say that a child was not brought, and go to the health visitor as well as the surgery.", "Monthly sample of ten letters.", due=45, days=39,
        progress=(Status.DONE, "All letters of the children’s clinics use the new words.")),
    Planned(6, "gp", "The safeguarding lead opens every letter about a child who was not brought, the same day.", "Letters opened the same day.", due=30, days=0),
    Planned(7, "housing", "Half an hour with every contractor’s crew, led by a tenant and a tenancy manager together.", "Crews met; messages that came of it.", due=100, days=34,
        progress=(Status.STARTED, "Two crews of nine met. One of them rang the line within the week.")),
    Planned(7, "school", "A page for lunchtime and office staff: what to notice, whom to tell, and that it was right to tell.", "Asked of all staff each term.", due=55, days=29,
        progress=(Status.DONE, "Given out and talked through. The first version was rewritten by the lunchtime staff, and is better for it."),
        evidence=(Kind.TRAINING, "All 14 lunchtime and office staff took part; 12 could say a week later whom they would tell.", "who-was-there.txt")),
)  # fmt: skip
JUDGED = (
    Judged(1, Assurance.Judgement.PARTLY, "The council shows a change. The police have changed a form; the board wants to see what came of it.", again=120, days=44),
    Judged(4, Assurance.Judgement.ASSURED, "The line is used, and children were helped because of it.", days=44),
    Judged(5, Assurance.Judgement.NOT, "One action was given up and the other is late. The board asks the head teacher and the council to come and say what would help.", again=21, days=44),
)  # fmt: skip
