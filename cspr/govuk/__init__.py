"""How is a form written here? With these bases, fields, widgets and layout helpers, in the markup of govuk-frontend.

A form::

    from django import forms
    from cspr import govuk

    class ReferralForm(govuk.Form):
        child_name = forms.CharField(label="Child's name", max_length=200)
        known_on = govuk.DateField(label="Date the incident was known")
        heard_at = govuk.TimeField(label="Time of the call", required=False)     # "(optional)" is added for you
        source = forms.ChoiceField(
            label="How did it reach us?",
            choices=[("email", "E-mail"), ("phone", "Phone"), ("other", "Another way")],
            widget=govuk.Radios(hints={"phone": "Write down who rang"}, reveals={"other": "source_other"}),
        )
        source_other = forms.CharField(label="Which way?", required=False)
        agencies = forms.MultipleChoiceField(label="Agencies involved", choices=…, widget=govuk.Checkboxes())
        why = forms.CharField(label="Why you refer this", widget=govuk.Textarea(rows=8), max_length=4000,
                              help_text="What happened, and what you are worried about.")
        papers = govuk.MultiFileField(label="Papers", required=False)

        required_messages = {"why": "Say why you refer this case"}     # the rest follow from the labels
        submit = "Send referral"                                       # the button; None for no button

        def layout(self):                                              # leave out: all fields in order
            return govuk.Layout(
                govuk.Fieldset("The child", govuk.Field("child_name", width=20), hint="As you know it."),
                "known_on", "heard_at", "source",
                govuk.Details("Papers, if you have any", "papers"),
                govuk.Buttons("Send referral", secondary="Save and come back later", cancel=self.cancel),
            )

Fields the layout forgets are put before the buttons; a field that a radio reveals is shown inside it. Without
``Buttons`` in the layout the button ``submit`` is added. ``ReferralForm(request.POST or None, request.FILES or None,
cancel=url)`` gives the "Cancel" link. A secondary button posts ``action=secondary`` (or ``secondary=("draft", "Save")``
posts ``action=draft``).

The page: render ``form.html`` (or extend it) with ``{"form": form, "title": "Refer a case"}``; or in a page of your own
``<form method="post" novalidate>{% csrf_token %}{% crispy form %}</form>``. The error summary and the "Error:" before
the page's title come from ``base.html``, for the context names ``form``, ``formset`` and ``forms`` (a list of either).

Repeating rows::

    ChildFormSet = govuk.formset(ChildForm, row="Child", extra=1, spare=3, can_delete=True)
    children = ChildFormSet(request.POST or None, prefix="children")   # template: {% crispy children %}

A form with rows of its own, for ``form_page`` (``rows=[{…}]`` are the rows that stand already)::

    class SiblingsForm(govuk.FormWithRows):
        rows_class = govuk.formset(ChildForm, row="Child", can_delete=True)

    form.filled_rows                                                   # what was typed, without blank and removed rows

With several sets of rows, each by its name, it is ``govuk.FormWithManyRows``: ``row_classes = {"family": …}``,
``govuk.Rows("Family", name="family")`` in the layout, ``form.filled("family")``.

Dates: day and month with one or two digits, months also as "March" or "Mar", years with four digits, or with two: 00 to
49 mean 2000 to 2049, 50 to 99 mean 1950 to 1999. A test or a script may also post ``known_on=2026-03-12``.
"""

from cspr.govuk.fields import DateField, FileField, ModelMultipleChoiceField, MultiFileField, TimeField
from cspr.govuk.forms import Form, FormMixin, FormWithManyRows, FormWithRows, ModelForm, Rowed, formset
from cspr.govuk.layout import Buttons, Details, Field, Fieldset, Inline, Layout, Rows, Text
from cspr.govuk.widgets import Checkboxes, DateWidget, Radios, Textarea

__all__ = [
    "Buttons",
    "Checkboxes",
    "DateField",
    "DateWidget",
    "Details",
    "Field",
    "Fieldset",
    "FileField",
    "Form",
    "FormMixin",
    "FormWithManyRows",
    "FormWithRows",
    "Inline",
    "Layout",
    "ModelForm",
    "ModelMultipleChoiceField",
    "MultiFileField",
    "Radios",
    "Rowed",
    "Rows",
    "Text",
    "Textarea",
    "TimeField",
    "formset",
]
