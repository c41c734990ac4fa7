"""What is typed where entries are taken from a file: which file, what its columns hold, what its rows should have said?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from agencies.models import Agency
from chronology.models import CombinedFile, ImportRun
from chronology.rules import count, per_child
from chronology.rules.columns import Means, Sheet
from chronology.rules.per_child import Named
from chronology.rules.rows import Trouble
from chronology.rules.sharing import NOBODY, Known, Name
from cspr import govuk
from cspr.pages import Revised
from cspr.readers import READERS

AT_A_TIME = 20  # rows with trouble on one page
FAULTS: dict[str, tuple[str, ...]] = {
    "date": ("date",),
    "time": ("time",),
    "source": ("source",),
    "what": ("what",),
}
LABELS = {"date": "Date", "time": "Time, or nothing", "source": "Source", "what": "What happened"}


class ImportForm(govuk.Form):
    """A file whose rows are entries."""

    original = govuk.FileField(
        label="The file",
        accept=tuple(READERS),
        help_text="A spreadsheet (Excel, OpenDocument or CSV), or a Word document with tables, in whatever columns it has.",
    )
    on_behalf_of = forms.CharField(
        label="Who sent it", max_length=200, help_text="The person at the agency from whom the file came."
    )

    required_messages = {"original": "Choose the file", "on_behalf_of": "Enter who sent it"}
    submit = "Read the file"

    def __init__(self, *args: Any, office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not office:
            del self.fields["on_behalf_of"]


class ColumnsForm(govuk.Form, Revised):
    """What each column holds, and which tables are taken."""

    tables = forms.TypedMultipleChoiceField(
        label="Tables to take", coerce=int, required=False, widget=govuk.Checkboxes(small=True)
    )
    source_for_all = forms.CharField(
        label="Source of the rows that name none",
        required=False,
        max_length=200,
        help_text="For example the name of the record system the file was made from.",
    )
    dates_from_above = forms.BooleanField(
        label="A row without a date happened on the date of the row above it", required=False
    )

    submit = "Save and look again"

    def __init__(
        self,
        *args: Any,
        run: ImportRun | CombinedFile,
        sheets: Sequence[Sheet],
        children: Sequence[Named] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [*Means.choices, *per_child.choices(children)]
        self.run, self.headings = run, list(run.columns)
        self.fields["tables"].choices = [(place, _named(sheet)) for place, sheet in enumerate(sheets)]
        if len(sheets) == 1:
            del self.fields["tables"]
        for place, heading in enumerate(self.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                initial=run.columns[heading],
                help_text=_samples(sheets, heading),
            )

    def layout(self) -> govuk.Layout:
        columns = [f"column_{place}" for place in range(len(self.headings))]
        tables = ["tables"] if "tables" in self.fields else []
        return govuk.Layout(
            *tables,
            govuk.Fieldset("What each column holds", *columns),
            "source_for_all",
            "dates_from_above",
            govuk.Buttons(self.submit, cancel=self.cancel),
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """What the action is told."""
        typed = self.cleaned_data
        columns = {heading: typed[f"column_{place}"] for place, heading in enumerate(self.headings)}
        return {
            "columns": columns,
            "taken": typed.get("tables", [0]),
            "source_for_all": typed["source_for_all"],
            "dates_from_above": typed["dates_from_above"],
            "revision": typed["revision"],
        }


def _named(sheet: Sheet) -> str:
    rows = f"{len(sheet.rows)} row{'' if len(sheet.rows) == 1 else 's'}"
    return f"{sheet.title or 'Table'} ({rows}{', hidden in the file' if sheet.hidden else ''})"


def _samples(sheets: Sequence[Sheet], heading: str) -> str:
    """The first cells of a column, so that people see which one it is."""
    found: list[str] = []
    for sheet in sheets:
        place = sheet.headings.index(heading) if heading in sheet.headings else -1
        for row in sheet.rows if place >= 0 else ():
            text = row.cells[place] if len(row.cells) > place else ""
            if text and text not in found:
                found.append(text if len(text) < 50 else f"{text[:47]}\u2026")
            if len(found) == 3:
                return " \u00b7 ".join(found)
    return " \u00b7 ".join(found)


class AgenciesForm(govuk.Form, Revised):
    """Which agency each name in a combined document means."""

    submit = "Save and look again"
    mark_optional = False

    def __init__(
        self, *args: Any, names: Sequence[Name], agencies: Mapping[str, int], offered: Sequence[Agency],
        proposed: Mapping[str, tuple[int, Known]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.names = names
        choices = [(NOBODY, "Nobody: these rows are not taken"), *((agency.pk, agency.name) for agency in offered)]
        for place, name in enumerate(names):
            may_be, known = proposed.get(name.plain, (NOBODY, None))
            self.fields[f"name_{place}"] = forms.TypedChoiceField(
                label=name.shown or "Rows that name no agency",
                choices=choices,
                coerce=int,
                initial=agencies.get(name.plain) or (may_be if known and not known.closed else NOBODY),
                help_text=". ".join(filter(None, (count(name.rows, "row", "rows"), _may_mean(known)))),
            )

    @property
    def chosen(self) -> dict[str, int]:
        """By name, the agency."""
        return {name.plain: self.cleaned_data[f"name_{place}"] for place, name in enumerate(self.names)}


def _may_mean(known: Known | None) -> str:
    """What is offered for a name, to be confirmed by saving."""
    if known is None:
        return ""
    if known.closed:
        return f"It may mean {known.name}, which cannot be chosen: {known.closed}"
    return f"It may mean {known.name}, and that is chosen here. Change it if that is wrong; it counts once you save"


class FixForm(govuk.Form, Revised):
    """The rows with trouble, each with the cell at fault, to be put right or left out."""

    submit = "Save and look again"
    mark_optional = False

    def __init__(self, *args: Any, troubles: Sequence[Trouble], titles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.troubles, self.titles = troubles, titles
        for place, trouble in enumerate(troubles):
            for name in FAULTS[trouble.fault]:
                self.fields[f"row_{place}_{name}"] = forms.CharField(
                    label=LABELS[name],
                    required=False,
                    initial=trouble.cells.get(name, ""),
                    widget=govuk.Textarea(rows=3) if name == "what" else None,
                    max_length=20_000 if name == "what" else 200,
                )
            self.fields[f"row_{place}_leave"] = forms.BooleanField(label="Leave this row out", required=False)

    def layout(self) -> govuk.Layout:
        rows = [
            govuk.Fieldset(self._legend(trouble), *self._names(place, trouble), size="s", hint=_context(trouble))
            for place, trouble in enumerate(self.troubles)
        ]
        return govuk.Layout(*rows, govuk.Buttons(self.submit, cancel=self.cancel))

    def _legend(self, trouble: Trouble) -> str:
        title = self.titles[trouble.sheet] if len(self.titles) > 1 else ""
        return f"Row {trouble.number}{f' of {title}' if title else ''}: {trouble.reason}"

    def _names(self, place: int, trouble: Trouble) -> list[str]:
        return [f"row_{place}_{name}" for name in (*FAULTS[trouble.fault], "leave")]

    @property
    def fixes(self) -> dict[str, dict[str, str]]:
        """By table and row, what was typed."""
        found: dict[str, dict[str, str]] = {}
        for place, trouble in enumerate(self.troubles):
            typed = {name: self.cleaned_data[f"row_{place}_{name}"] for name in FAULTS[trouble.fault]}
            fix = {name: text for name, text in typed.items() if text != trouble.cells.get(name, "")}
            if self.cleaned_data[f"row_{place}_leave"]:
                fix["leave"] = "yes"
            if fix:
                found[trouble.key] = fix
        return found


def _context(trouble: Trouble) -> str:
    """What else stands in the row, so that people know which it is."""
    shown = [trouble.cells.get(name, "") for name in ("date", "time", "source", "what") if name != trouble.fault]
    text = " \u00b7 ".join(part for part in shown if part)
    return text if len(text) < 200 else f"{text[:197]}\u2026"


class UndoForm(govuk.Form, Revised):
    """Why all that was taken from a file was taken in error."""

    why_undone = forms.CharField(
        label="Why it was taken in error",
        max_length=300,
        help_text="The entries are kept in the history and shown no more. The file can be taken in anew.",
    )

    submit = "Record them all as made in error"
    warning = True
