"""What does the lead reviewer do on the journey? Luca declares, reads, forms an episode, listens, and writes the report."""

from cspr.tests.journeys.people import HEALTH, POLICE, Person, day


class Reviewer(Person):
    def declares_independence(self) -> None:
        self.does_what_waits("Sign the declaration of independence")
        self.is_refused("Sign the declaration", "Enter your full name")
        self.fills(
            {
                "Is there any interest or connection that others should know of?": "No",
                "Your full name": "Luca Fairweather",
            }
        )
        self.sends("Sign the declaration")
        self.sees("Your declaration is signed")

    def reads_the_combined_chronology(self, code: str, *entries: str) -> None:
        self.opens_case(code, "Chronology")
        self.follows("Read the combined chronology") if self.offers("Read the combined chronology") else None
        self.sees(*entries)

    def forms_an_episode(self, title: str, entry: str) -> None:
        self.follows("Form an episode first")
        self.is_refused("Save episode", "Enter")
        self.fills(
            {
                "Title": title,
                "What happened": "A bruise was seen and explained by a fall.",
                "Why it happened as it did": "The clinic was busy, and nobody had asked how a baby of that age falls.",
            }
        )
        self.sends("Save episode")
        self.goes_to("Chronology")
        self.follows("Read the combined chronology") if self.offers("Read the combined chronology") else None
        self.main().locator("li", has_text=entry).get_by_role("checkbox").check()
        self.fills({"What to do with the ticked entries": f"1: {title}"})
        self.sends("Place in this episode")
        self.sees(f"Episode 1: {title}")

    def writes_the_points_of_the_talk(self, code: str, *points: str) -> None:
        self.opens_case(code, "Conversations", "Write the points")
        self.is_refused("Save the points", "Enter")
        self.fills({"Points": "\n".join(points)})
        self.sends("Save the points")
        self.follows("They were sent")
        self.fills({"When did they go to the participants?": day(3)})
        self.sends("Record that they were sent")

    def holds_a_session(self, points: tuple[str, ...]) -> None:
        self.goes_to("Conversations")
        self.follows("Plan or record a session")
        self.is_refused("Save the session", "Enter")
        self.fills(
            {
                "What kind of session?": "Group learning event",
                "How?": "In person",
                "Date": day(),
                "Length in minutes": "90",
                "Guided points": "Version 1",
            }
        )
        rows = self.main().locator(".cspr-rows__row")
        self.fills({"Role": "Health visitor", "Agency": HEALTH, "Did they come?": "They came"}, within=rows.first)
        self.presses("Add another participant")
        self.fills({"Role": "Police officer", "Agency": POLICE, "Did they come?": "They came"}, within=rows.nth(1))
        self.sends("Save the session")
        self.follows("Write notes")
        self.fills({points[0]: "There was no time to ask a colleague.\nThe form has no box for it."})
        self.sends("Save the notes")
        self.sees("There was no time to ask a colleague.")

    def records_contact_with_the_mother(self, code: str) -> None:
        self.opens_case(code, "Family contact", "Record a contact or an attempt")
        self.is_refused("Save", "Select")
        self.fills(
            {
                "Whom": "Mother",
                "When": day(2),
                "What came of it?": "Took part",
                "How": "Letter",
                "What was said": "The mother wishes that somebody had asked how she was.",
            }
        )
        self.sends("Save")
        self.sees("somebody had asked how she was")
