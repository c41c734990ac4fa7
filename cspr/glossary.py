"""What do the words of the field mean? One table of terms, shown as the glossary and where each stands on a page."""

from dataclasses import dataclass, field

from django.utils.text import slugify


@dataclass(frozen=True)
class Term:
    """A word of the field, in plain words; ``short`` is its abbreviation, ``also`` are other words for it."""

    name: str
    meaning: str
    short: str = ""
    also: tuple[str, ...] = field(default=())

    @property
    def slug(self) -> str:
        return slugify(self.name)

    @property
    def words(self) -> tuple[str, ...]:
        """Everything it may be called."""
        return tuple(word for word in (self.name, self.short, *self.also) if word)


TERMS = (
    Term("agency", "Any organisation that works with children or families: a council, a health trust, the police, a school, a housing association, a charity."),
    Term("agency report", "An agency's own look at what it did, by somebody who had no part in the case and does not manage those who had. A review may ask for one beside a chronology.", "IMR", ("individual management review",)),
    Term("agency return", "What one agency answers in a rapid review: whether it holds anything about the people on the search list, what it did with the family, what it has done since to keep children safe, and what it has learned.", also=("return",)),
    Term("assurance", "The question asked after a recommendation is done: has practice changed for children, and what shows it? Only evidence answers it."),
    Term("board", "The senior people of the partnership. They sign off a report and follow its recommendations. Each partnership has its own name for it."),
    Term("care leaver", "A young person who was looked after by a council and is still owed support, until they turn 25. The death of one is told to the Secretary of State and Ofsted even where no abuse is suspected."),
    Term("child death overview panel", "The group that looks at the death of every child of an area, whatever the cause, to learn how deaths can be prevented. It goes on beside a practice review.", "CDOP"),
    Term("child in need", "A child who needs services to be healthy or to develop as they should, or who is disabled. The council must offer them under section 17 of the Children Act 1989.", "section 17", ("CIN", "s.17")),
    Term("child protection plan", "What agencies agree to do, and how they will know it works, when a conference has found that a child is likely to be significantly harmed.", "CP plan"),
    Term("child safeguarding practice review", "A review of how agencies worked with a child who died or was seriously harmed where abuse or neglect is known or suspected. It looks for what to do better. It does not judge who is to blame.", "CSPR", ("LCSPR", "local child safeguarding practice review", "practice review")),
    Term("children's social care", "The part of the council that assesses and supports children in need, protects them from harm and looks after those who cannot live at home.", "CSC"),
    Term("chronology", "What an agency's records say happened, in order: date, source and event, entry by entry.", also=("agency chronology",)),
    Term("combined chronology", "The signed-off chronologies of all agencies in one order. It shows what each knew at the time, and what the others did not.", also=("composite chronology",)),
    Term("conversation", "A meeting of the lead reviewer with practitioners who knew the family, alone or in a group. It is about why things made sense at the time. The notes are the reviewer's until released.", also=("practitioner conversation",)),
    Term("criteria", "What the partners must weigh before they decide on a review, such as whether it shows something to improve, whether a concern keeps coming back, and how agencies worked together. Each is answered with reasons."),
    Term("delegated safeguarding partner", "A senior person in the council, the integrated care board or the police to whom the head of that body has given the decisions about reviews.", "DSP", ("delegated partner",)),
    Term("designated safeguarding lead", "The person in a school or college to whom staff bring a worry about a child, and who brings it to other agencies.", "DSL"),
    Term("early help", "Support for a family before things become serious enough for children's social care."),
    Term("finding", "What a review concludes about how the system works, resting on what happened. A recommendation answers one or more findings."),
    Term("guided points", "The questions sent to practitioners before a conversation, so that nothing takes them by surprise."),
    Term("hold", "A decision that something waits, such as speaking to a witness before a trial, with the reason and who advised it. What the law sets a date for is due all the same.", also=("on hold",)),
    Term("identity register", "The one place in a review where real names, dates of birth and addresses stand. Everywhere else a label is shown, such as “Child A”.", also=("register",)),
    Term("independent scrutineer", "Somebody outside the agencies who looks at how well the partnership works, and comments on its decisions.", also=("scrutineer",)),
    Term("integrated care board", "The NHS body that plans health services for an area, and one of the three statutory safeguarding partners.", "ICB"),
    Term("key practice episode", "A stretch of the story in which something mattered for how it went on. The report analyses a few of them instead of every event.", "KPE", ("episode",)),
    Term("key worker", "The person who keeps in touch with the family during a review, and is with them when they read the draft."),
    Term("label", "What stands in place of a person’s name, such as “Child A” or “mother”. A child or a family may choose another name to be called by."),
    Term("lead reviewer", "The person, independent of the agencies, who leads a review and writes its report."),
    Term("lead safeguarding partner", "The head of each statutory partner: the chief executives of the council and of the integrated care board, and the chief constable. They may delegate.", "LSP"),
    Term("learning briefing", "A page or two for practitioners: what happened, what was learned, what to do differently."),
    Term("local authority designated officer", "The person in a council who oversees allegations against people who work with children.", "LADO"),
    Term("looked-after child", "A child in the care of a council, by a court's order or because the parents agreed.", "LAC", ("child in care",)),
    Term("MARAC", "A regular meeting of agencies about the people at the highest risk of domestic abuse: multi-agency risk assessment conference."),
    Term("multi-agency safeguarding hub", "The team in which police, social care, health and others look together at new worries about children.", "MASH"),
    Term("national Panel", "The Child Safeguarding Practice Review Panel for England. It is told of every serious incident, reads each rapid review, and may hold a national review. The review panel of a case is something else."),
    Term("nothing held", "An agency's answer that it has looked and found no record of the person. It is an answer and it helps: silence would have to be chased.", also=("nil return",)),
    Term("NSPCC repository", "The national library of published reviews. Reviews are sent there so that others can learn from them, also without the partnership's name where that protects the child."),
    Term("Ofsted", "The inspectorate for children's services and schools in England. It gets notifications and reports of reviews."),
    Term("overview report", "The report of a review: what happened, why, what was learned and what is recommended. It is written so that nobody in it can be recognised.", also=("report",)),
    Term("parallel proceedings", "A criminal case, an inquest, care proceedings or another review about the same events. They decide what must wait, and who may be spoken to."),
    Term("partnership review", "A review the partners hold although the law does not ask for one, because there is something to learn."),
    Term("publication", "Putting the report where anybody can read it. It stays up for at least a year. Where publishing would harm somebody, the partners publish what must improve instead.", also=("published",)),
    Term("rapid review", "A quick look, within 15 working days, at what agencies already know about a serious incident: is every child safe now, what can be learned at once, and should a full review follow?"),
    Term("recommendation", "What a named agency, or the board, is asked to change because of what was found, and by when."),
    Term("referral", "Telling the office about a case that may call for a review. Any professional or agency may.", also=("referred",)),
    Term("review panel", "Senior people from the agencies who were involved. They help the lead reviewer to understand the agencies, read the drafts and check that they are right. They took no part in the case."),
    Term("safeguarding partners", "The council, the integrated care board and the police of an area. Together they are answerable in law for how agencies there protect children, and they decide on reviews.", also=("statutory partners",)),
    Term("search list", "The people an agency is asked to look for in its records, and the years to search. Somebody added later is asked about alone."),
    Term("section 47 enquiry", "What children's social care does, with the police and health, when a child may be suffering significant harm. Named after section 47 of the Children Act 1989.", "section 47", ("s.47", "child protection enquiry")),
    Term("serious harm", "Harm to a child's body or mind that is severe or lasting. The law gives examples and no complete list; that a child recovered does not rule it out."),
    Term("serious incident notification", "The council's notice to the national Panel that a child has died or been seriously harmed and abuse or neglect is known or suspected. It is due within five working days of knowing, and it starts the rapid review.", "SIN", ("notification", "notified")),
    Term("sign off", "To read something and take responsibility for it by name: an agency's return or chronology before it is sent, a report before it is published.", also=("sign-off", "signed off")),
    Term("signatory", "The person in an agency who may sign off what the agency sends."),
    Term("sub-group", "The group that looks at referrals for the partnership, recommends what should follow and watches over reviews. Each partnership has its own name for it."),
    Term("terms of reference", "What a review looks at: the period, the people, the numbered questions it must answer, and how it will work. They are agreed before it begins and changed only in a new version.", "ToR"),
    Term("trail", "The record of who did what and when, and who looked at which case. Nothing in it can be changed or taken out."),
    Term("Working Together", "The government's guidance on protecting children, “Working Together to Safeguard Children”. Agencies must follow it. A review follows the edition that was in force when it began."),
)  # fmt: skip

_KNOWN = {word.lower(): term for term in TERMS for word in term.words}


def find(word: str) -> Term:
    """The term of this name, abbreviation or other word; raises ``KeyError`` where there is none."""
    return _KNOWN[word.lower()]
