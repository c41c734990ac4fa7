"""What does each component look like? Invented content for the developers' page."""

import datetime as dt
from typing import Any

from django import forms

from cspr import govuk
from cspr.templatetags.page import Task


class ExampleForm(govuk.Form):
    """One field of each kind."""

    child_name = forms.CharField(label="Child's name", max_length=20)
    known_on = govuk.DateField(label="Date the incident was known")
    heard_at = govuk.TimeField(label="Time of the call", required=False)
    area = forms.ChoiceField(label="Area", choices=[("", "Select an area"), ("n", "North"), ("s", "South")])
    source = forms.ChoiceField(
        label="How did it reach us?",
        choices=[("email", "E-mail"), ("phone", "Phone"), ("other", "Another way")],
        widget=govuk.Radios(hints={"phone": "Write down who rang"}, reveals={"other": "source_other"}),
    )
    source_other = forms.CharField(label="Which way?", required=False)
    agencies = forms.MultipleChoiceField(
        label="Agencies involved",
        choices=[("health", "Health"), ("police", "Police"), ("school", "School")],
        widget=govuk.Checkboxes(hints={"school": "Also nurseries and colleges"}),
    )
    why = forms.CharField(
        label="Why you refer this case",
        help_text="What happened, and what you are worried about.",
        widget=govuk.Textarea(rows=6, count=True),
        max_length=500,
    )
    papers = govuk.MultiFileField(label="Papers", required=False, accept=(".docx", ".pdf"))
    number = forms.IntegerField(label="How many pages?", required=False, min_value=1)
    sure = forms.BooleanField(label="I have checked that no name is in the title")

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            govuk.Fieldset("The child", govuk.Field("child_name", width=20), hint="As you know it today."),
            "known_on",
            govuk.Field("heard_at", width=5),
            "area",
            "source",
            "agencies",
            "why",
            govuk.Details("Papers, if you have any", "papers", govuk.Field("number", width=3)),
            "sure",
            govuk.Buttons("Send referral", secondary="Save and come back later", cancel=self.cancel),
        )


class ExampleFilter(govuk.Form):
    """What stands above a list."""

    phase = forms.ChoiceField(label="Phase", required=False, choices=[("", "Every phase"), ("r", "Rapid review")])
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Every kind"), ("p", "Partnership review")])


class ExampleChildForm(govuk.Form):
    """One row of a form set."""

    name = forms.CharField(label="Name")
    born_on = govuk.DateField(label="Date of birth", required=False)


ExampleRows = govuk.formset(ExampleChildForm, row="Child", extra=1, spare=2, can_delete=True)

TODAY = dt.date(2026, 3, 9)
CONTEXT: dict[str, Any] = {
    "example_today": TODAY,
    "due_far": dt.date(2026, 3, 27),
    "due_soon": dt.date(2026, 3, 10),
    "due_late": dt.date(2026, 3, 7),
    "crumbs": [("Home", "/"), ("Reviews", "#reviews"), ("CP-2026-014", "#case")],
    "facts": [
        ("Code", "CP-2026-014"),
        ("Known on", dt.date(2026, 3, 2)),
        ("Lead reviewer", "", "#change"),
    ],
    "tasks": [
        Task("Log the referral", "#log", "Done"),
        Task("Ask agencies for their returns", "#ask", "In progress", hint="3 of 5 have answered"),
        Task("Hold the rapid review meeting", "", "Cannot start yet"),
    ],
    "events": [
        {"when": dt.datetime(2026, 3, 2, 14, 3), "title": "Referral logged", "by": "Priya, business support"},
        {"when": dt.date(2026, 3, 4), "title": "Notified", "text": "Copy of the notification received.", "url": "#n"},
    ],
    "steps": [
        ("Referred", "done", dt.date(2026, 3, 2)),
        ("Notified", "done", dt.date(2026, 3, 4)),
        ("Rapid review", "current"),
        ("In review", "next"),
        ("Signed off", "next"),
        ("Published", "next"),
        ("Closed", "next"),
    ],
    "stages": [("Health", dt.date(2026, 3, 27)), ("Police", dt.date(2026, 3, 7)), ("School", dt.date(2026, 3, 10))],
    "job": {"done": 40, "total": 120, "finished": False},
}
