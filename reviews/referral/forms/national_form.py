"""What is typed for the national form: notifier, each child, the incident, and the other children of the family?"""

from collections.abc import Iterable
from typing import Any

from django import forms

from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import SubjectChild
from reviews.referral.models import NotificationSheet, NotifiedChild, SiblingSafety
from reviews.referral.rules import SiblingSaid
from reviews.referral.rules.national_form import CHILD, DOCUMENTS, INCIDENT, NOTIFIER, OF_SHEET, Asked

NOT_READ = "Asked by older forms; whether the national form asks it today was not verified."


class SiblingForm(govuk.Form):
    """Another child of the family or household."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    who = forms.CharField(
        label="Which child", max_length=120, help_text="A label such as “younger sibling”, never a name."
    )
    safe = forms.ChoiceField(label="Is this child safe?", choices=SiblingSafety.Safe.choices, widget=govuk.Radios())
    confirmed_by = forms.CharField(
        label="Who confirmed it", max_length=200, required=False, help_text="Name, post and agency."
    )
    confirmed_on = govuk.DateField(label="Day it was confirmed", required=False)
    how = forms.CharField(
        label="Where the child is, and how it was made sure",
        required=False,
        widget=govuk.Textarea(rows=2),
        help_text="No address of a placement or refuge.",
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("safe") == SiblingSafety.Safe.YES:
            if not typed.get("confirmed_by"):
                self.add_error("confirmed_by", "Enter who confirmed that this child is safe")
            if not typed.get("confirmed_on") and "confirmed_on" not in self.errors:
                self.add_error("confirmed_on", "Enter the day it was confirmed")
        return typed


class NationalForm(govuk.FormWithRows, Revised):
    """Everything may be left for later; the page that shows it says what is missing."""

    rows_class = govuk.formset(SiblingForm, row="Sibling or other child", extra=1, spare=2, can_delete=True)
    no_siblings = forms.BooleanField(label="There is no other child in the family or household", required=False)
    mark_optional = False
    submit = "Save"

    def __init__(self, *args: Any, children: Iterable[SubjectChild], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(children)
        for asked in OF_SHEET:
            self.fields[asked.name] = _field(asked, NotificationSheet)
        for child in self.children:
            for asked in CHILD:
                self.fields[f"child{child.pk}_{asked.name}"] = _field(asked, NotifiedChild, label=f"{child}: ")

    def layout(self) -> govuk.Layout:
        each = [
            govuk.Fieldset(f"About {child}", *(f"child{child.pk}_{asked.name}" for asked in CHILD))
            for child in self.children
        ]
        return govuk.Layout(
            govuk.Fieldset("Who notifies", *_names(NOTIFIER)),
            *each,
            govuk.Fieldset("The incident", *_names(INCIDENT)),
            govuk.Fieldset("Siblings and other children", "no_siblings"),
            govuk.Rows(),
            govuk.Fieldset("Documents", *_names(DOCUMENTS)),
        )

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        return {
            "revision": typed["revision"],
            "fields": {name: typed[name] for name in (*_names(OF_SHEET), "no_siblings")},
            "children": {
                child.pk: {asked.name: typed[f"child{child.pk}_{asked.name}"] for asked in CHILD}
                for child in self.children
            },
            "siblings": [_sibling(row.cleaned_data) for row in self.rows if row.cleaned_data],
        }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("no_siblings") and self.rows.is_valid() and self.filled_rows:
            self.add_error("no_siblings", "Remove the children below, or leave this empty")
        return typed


def _names(several: Iterable[Asked]) -> list[str]:
    return [asked.name for asked in several]


def _field(asked: Asked, kept_in: type[NotificationSheet] | type[NotifiedChild], label: str = "") -> forms.Field:
    kept = kept_in._meta.get_field(asked.name)
    hint = " ".join(words for words in (asked.hint, "" if asked.read else NOT_READ) if words)
    named = {"label": label + (asked.label[:1].lower() + asked.label[1:] if label else asked.label), "required": False}
    if kept.choices:
        return forms.ChoiceField(**named, choices=kept.choices, widget=govuk.Radios(small=True), help_text=hint)
    widget = govuk.Textarea(rows=asked.rows) if asked.rows else None
    return forms.CharField(**named, max_length=kept.max_length, widget=widget, help_text=hint)


def _sibling(row: dict[str, Any]) -> SiblingSaid:
    return SiblingSaid(
        who=row.get("who", ""), safe=row.get("safe", ""), confirmed_by=row.get("confirmed_by", ""),
        confirmed_on=row.get("confirmed_on"), how=row.get("how", ""), pk=row.get("pk"),
        removed=bool(row.get("DELETE")),
    )  # fmt: skip
