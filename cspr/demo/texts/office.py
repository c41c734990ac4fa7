"""What is told of the smaller things the office has in hand: a notification made ready, an area that joins, what is asked?"""

SHEET = {
    "notifier_name": "Nell Abara",
    "notifier_job": "Notifications officer",
    "notifier_phone": "01632 960 140",
    "notifier_email": "nell@fenmarsh.example",
    "happened_time": "Found a little after three in the afternoon",
    "location": "At home",
    "details": "Two young children were found alone, hungry and cold, by officers called by a delivery driver.",
    "category": "Neglect",
}
SHEET_CHILD = {"health": "Underweight; otherwise well.", "lives_in": "Fenmarsh", "whereabouts": "With foster carers."}
SIBLING = ("The unborn child", "midwife Aoife Garrard", "Seen at the clinic, with the mother.")
AREA = "Saltholme Safeguarding Children Partnership"
AREA_LEAD = "Its children’s services, safeguarding desk, 01632 960 777"
PANEL_ASKS = "Say how what was learned of sleeping arrangements is passed on to maternity services."
PANEL_ANSWER = "It stands in the new leaflet that every midwife hands over, of which a copy was sent."
# Who sits on review panels for other agencies than the council's: key, name, job, key of the agency.
SEATED = (
    ("isolde", "Isolde Garrick", "Detective superintendent", "police"),
    ("bram", "Bram Ellingworth", "Associate director of nursing", "health"),
    ("noor", "Noor Haldane", "Deputy chief nurse", "hospital"),
    ("tess", "Tess Wickenby", "Head of neighbourhoods", "housing"),
    ("ewan", "Ewan Tolliver", "Head of the area’s probation teams", "probation"),
)
VIEW = ("Rapid reviews under way", "phase=rapid_review")
