"""What are agencies told about what they are asked for? Codes, dates and links only."""

from cspr.letters.shipped import GENUINE as MUST
from cspr.letters.shipped import Letter

GENUINE = (
    "This message names nobody, and no answer to it is needed. If you are not sure that it is genuine, ring {office} on "
    "a number you already have, or on the one on its public website, which should be {phone}, and quote {code}."
)
FIELDS = ("code", "sender", "office", "phone", "link", "due")

CHRONOLOGY_LETTERS = (
    Letter(
        "chronology_asked",
        "{code}: your agency's chronology, due on {due}",
        "{office} asks your agency for its chronology in review {code}, by {due}.\n\n"
        "Sign in at {link} to see which people and which years to search. If your agency holds nothing, two clicks say "
        "so.\n\nWho asks, on what legal basis, and what happens with what you write: {about}\n\n"
        + GENUINE
        + "\n\n{sender}\n{office}\n",
        FIELDS,
        title="Request for a chronology",
        must=MUST,
    ),
    Letter(
        "chronology_handed_on",
        "{code}: the request for a chronology is yours now, due on {due}",
        "A colleague has handed you the request for your agency's chronology in review {code}. It is due on {due}.\n\n"
        "Sign in at {link} to see which people and which years to search.\n\n"
        "Who asks, on what legal basis, and what happens with what you write: {about}\n\n"
        + GENUINE
        + "\n\n{sender}\n{office}\n",
        FIELDS,
        title="A request for a chronology is handed on",
        must=MUST,
    ),
    Letter(
        "chronology_sent_back",
        "{code}: your agency's chronology needs something more, by {due}",
        "{office} has sent your agency's chronology in review {code} back with a question. Your entries are open "
        "for change again. Please submit it once more by {due}.\n\nSign in at {link} to see what is asked.\n\n"
        + GENUINE,
        FIELDS,
        title="A chronology is sent back",
    ),
    Letter(
        "chronology_question",
        "{code}: a question on your agency's chronology, to be answered by {due}",
        "{sender} has a question on an entry of your agency's chronology in review {code}. Nothing is sent back: you "
        "answer beside the entry, in a few words, by {due}.\n\nSign in at {link} to read what is asked.\n\n"
        "Who asks, on what legal basis, and what happens with what you write: {about}\n\n"
        + GENUINE
        + "\n\n{sender}\n{office}\n",
        FIELDS,
        title="A question on a chronology",
        must=MUST,
    ),
    Letter(
        "chronology_more_time",
        "{code}: your agency has more time for its chronology, until {due}",
        "{office} has granted your agency more time for its chronology in review {code}. It is due on {due} now.\n\n"
        "Sign in at {link} to go on with it.\n\n" + GENUINE,
        FIELDS,
        title="More time for a chronology is granted",
    ),
    Letter(
        "chronology_no_more_time",
        "{code}: your agency's chronology is still due on {due}",
        "Your agency asked for more time for its chronology in review {code}. {office} has not granted it, and says why "
        "beside the request: sign in at {link}. The chronology is still due on {due}.\n\nIf that cannot be done, ring "
        "{sender} at the office on {phone}.\n\n" + GENUINE,
        FIELDS,
        title="More time for a chronology is refused",
    ),
    Letter(
        "chronology_withdrawn",
        "{code}: your agency's chronology is no longer needed",
        "{office} no longer asks your agency for a chronology in review {code}. There is nothing more to do.\n\n"
        + GENUINE,
        ("code", "office", "phone"),
        title="A chronology is no longer needed",
    ),
    Letter(
        "chronology_ready",
        "{code}: a chronology waits for your signature, due on {due}",
        "A colleague has finished your agency's chronology in review {code}. It is due on {due} and waits for you to "
        "read it and sign it off.\n\nSign in at {link}.\n\n" + GENUINE,
        FIELDS,
        title="A chronology waits for a signature",
    ),
)

REPORT_LETTERS = (
    Letter(
        "agency_report_asked",
        "{code}: your agency's report, due on {due}",
        "{office} asks your agency for an agency report (individual management review) in review {code}, by {due}: "
        "your own look at what your agency did, by somebody who had no part in the case and does not manage those who "
        "had.\n\nSign in at {link}. You can write it there section by section, or upload it as a document.\n\n"
        "Who asks, on what legal basis, and what happens with what you write: {about}\n\n"
        + GENUINE
        + "\n\n{sender}\n{office}\n",
        FIELDS,
        title="Request for an agency report",
        must=MUST,
    ),
    Letter(
        "agency_report_handed_on",
        "{code}: the request for an agency report is yours now, due on {due}",
        "A colleague has handed you the request for your agency's report in review {code}. It is due on {due}.\n\n"
        "Sign in at {link} to see what is asked and what is written so far.\n\n"
        "Who asks, on what legal basis, and what happens with what you write: {about}\n\n"
        + GENUINE
        + "\n\n{sender}\n{office}\n",
        FIELDS,
        title="A request for an agency report is handed on",
        must=MUST,
    ),
    Letter(
        "agency_report_sent_back",
        "{code}: your agency's report needs something more, by {due}",
        "{office} has sent your agency's report in review {code} back with a word. It is open for change again. Please "
        "submit it once more by {due}.\n\nSign in at {link} to see what is asked.\n\n" + GENUINE,
        FIELDS,
        title="An agency report is sent back",
    ),
    Letter(
        "agency_report_more_time",
        "{code}: your agency has more time for its report, until {due}",
        "{office} has granted your agency more time for its report in review {code}. It is due on {due} now.\n\n"
        "Sign in at {link} to go on with it.\n\n" + GENUINE,
        FIELDS,
        title="More time for an agency report is granted",
    ),
    Letter(
        "agency_report_no_more_time",
        "{code}: your agency's report is still due on {due}",
        "Your agency asked for more time for its report in review {code}. {office} has not granted it, and says why "
        "beside the request: sign in at {link}. The report is still due on {due}.\n\nIf that cannot be done, ring "
        "{sender} at the office on {phone}.\n\n" + GENUINE,
        FIELDS,
        title="More time for an agency report is refused",
    ),
    Letter(
        "agency_report_withdrawn",
        "{code}: your agency's report is no longer needed",
        "{office} no longer asks your agency for an agency report in review {code}. There is nothing more to do.\n\n"
        + GENUINE,
        ("code", "office", "phone"),
        title="An agency report is no longer needed",
    ),
    Letter(
        "agency_report_ready",
        "{code}: an agency report waits for your signature, due on {due}",
        "A colleague has finished your agency's report in review {code}. It is due on {due} and waits for you to read "
        "it and sign it off.\n\nSign in at {link}.\n\n" + GENUINE,
        FIELDS,
        title="An agency report waits for a signature",
    ),
)
