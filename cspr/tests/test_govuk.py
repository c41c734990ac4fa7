"""Are forms read forgivingly, and do they say plainly what is wrong?"""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.renderers import TemplatesSetting
from django.template import engines
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.models import Partnership
from cspr import clock, govuk
from cspr.govuk import forms as forms_of
from cspr.govuk.renderer import WRITTEN, Renderer
from cspr.templatetags.govuk import problems_of
from cspr.years import meant

pytestmark = pytest.mark.pure


class Referral(govuk.Form):
    child_name = forms.CharField(label="Child's name", max_length=10)
    nhs = forms.CharField(label="NHS number", required=False)
    known_on = govuk.DateField(label="Date known")
    how = forms.ChoiceField(
        label="How did it reach us?",
        choices=[("mail", "E-mail"), ("other", "Another way")],
        widget=govuk.Radios(hints={"mail": "Keep it"}, reveals={"other": "which"}),
    )
    which = forms.CharField(label="Which way?", required=False)
    sure = forms.BooleanField(label="I am sure")


class Child(govuk.Form):
    name = forms.CharField(label="Name")
    born_on = govuk.DateField(label="Date of birth")


def drawn(form):
    return engines["django"].from_string("{% crispy form %}").render({"form": form})


def date(day, month, year):
    return govuk.DateField(label="Date known").clean([day, month, year])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("27", "3", "2026"), dt.date(2026, 3, 27)),
        (("7th", "March", "26"), dt.date(2026, 3, 7)),
        ((" 1 ", "sept", "1999"), dt.date(1999, 9, 1)),
        (("01", "Jan.", "99"), dt.date(1999, 1, 1)),
        (("٣", "٤", "٢٠٢٦"), dt.date(2026, 4, 3)),
    ],
)
def test_it_reads_dates_as_people_write_them(typed, expected):
    assert date(*typed) == expected


def test_two_digits_that_can_be_two_centuries_are_asked_and_never_guessed():
    assert [meant(digits, 2026) for digits in (21, 26, 30, 46, 47)] == [
        (2021,), (2026,), (1930, 2030), (1946, 2046), (1947,)
    ]  # fmt: skip
    coming = clock.today().year + 5
    with pytest.raises(ValidationError) as refusal:
        date("1", "2", f"{coming % 100:02}")
    assert refusal.value.messages == [f"Date known must have the year in full: {coming - 100} or {coming}"]
    assert refusal.value.params["parts"] == ("year",)


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        (("9" * 5000, "3", "2026"), "Date known must be a real date, like 27 3 2026", ("day",)),
        (("27", "", "2026"), "Date known must include a month", ("month",)),
        (("", "", "2026"), "Date known must include a day and month", ("day", "month")),
        (("31", "2", "2026"), "Date known must be a real date: February 2026 has no day 31", ("day",)),
        (("3", "ma", "2026"), "Date known must be a real date, like 27 3 2026", ("month",)),
        (("3", "4", "0026"), "Date known must have a year between 1900 and 2100", ("year",)),
        (("²", "4", "2026"), "Date known must be a real date, like 27 3 2026", ("day",)),
    ],
)
def test_it_says_which_part_of_a_date_is_wrong(typed, words, parts):
    with pytest.raises(ValidationError) as refusal:
        date(*typed)
    assert refusal.value.messages == [words]
    assert refusal.value.params["parts"] == parts


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", (14, 30)),
        ("2.30pm", (14, 30)),
        ("9am", (9, 0)),
        ("1430", (14, 30)),
        ("12am", (0, 0)),
        ("noon", (12, 0)),
    ],
)
def test_it_reads_times_as_people_write_them(typed, expected):
    assert govuk.TimeField(label="Time").clean(typed) == dt.time(*expected)


@pytest.mark.parametrize("typed", ["25:00", "14:60", "13pm", "soon"])
def test_it_refuses_what_is_no_time(typed):
    with pytest.raises(ValidationError, match="Time must be a time, like 14:30 or 2.30pm"):
        govuk.TimeField(label="Time").clean(typed)


def test_it_asks_for_what_is_missing_in_plain_words():
    errors = {name: list(found) for name, found in Referral({}).errors.items()}
    assert errors == {
        "child_name": ["Enter the child's name"],
        "known_on": ["Enter the date known"],
        "how": ["Select an answer to “How did it reach us?”"],
        "sure": ["Tick “I am sure” to go on"],
    }


def test_a_developers_own_words_win():
    class Own(govuk.Form):
        why = forms.CharField(label="Why", error_messages={"required": "Say why"})
        who = forms.CharField(label="Who")
        required_messages = {"who": "Say who"}

    assert Own({}).errors == {"why": ["Say why"], "who": ["Say who"]}


def test_it_says_how_long_a_text_may_be():
    form = Referral({"child_name": "x" * 12})
    assert form.errors["child_name"] == ["Child's name must be 10 characters or fewer. It is 12 now"]


def test_a_field_knows_its_hint_and_its_error():
    html = drawn(Referral({"known_on_day": "3", "known_on_year": "2026"}))
    assert 'aria-describedby="id_known_on-hint id_known_on-error"' in html
    assert html.index('id="id_known_on-hint"') < html.index('id="id_known_on_day"')
    assert '<span class="govuk-visually-hidden">Error:</span> Date known must include a month' in html
    assert 'NHS number <span class="cspr-optional">(optional)</span>' in html


def test_the_summary_leads_to_the_input_that_is_wrong():
    form = Referral({"known_on_day": "3", "known_on_year": "2026"})
    form.add_error(None, "Already referred")
    assert [(problem.text, problem.target) for problem in problems_of(form)] == [
        ("Already referred", ""),
        ("Enter the child's name", "id_child_name"),
        ("Date known must include a month", "id_known_on_month"),
        ("Select an answer to “How did it reach us?”", "id_how_0"),
        ("Tick “I am sure” to go on", "id_sure"),
    ]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Name of the person who refers", "Enter the name of the person who refers"),
        ("Your job", "Enter your job"),
        ("What happened", "Enter what happened"),
        ("NHS number", "Enter the NHS number"),
        ("Until", "Enter an answer to “Until”"),
    ],
)
def test_what_is_missing_is_asked_for_as_one_would_say_it(label, said):
    assert forms_of.required_message(forms.CharField(), label) == said


def test_the_summary_follows_the_page_and_not_the_order_of_the_fields():
    class Other(Referral):
        def layout(self):
            return govuk.Layout("how", govuk.Fieldset("Who", "nhs", "child_name"), "known_on", "sure")

    targets = [problem.target for problem in problems_of(Other({}))]
    assert targets == ["id_how_0", "id_child_name", "id_known_on_day", "id_sure"]


def test_a_revealed_field_stands_once_under_its_choice():
    html = drawn(Referral())
    assert html.count('name="which"') == 1
    assert html.index('id="id_how_1"') < html.index('name="which"')


def test_typed_text_is_escaped():
    html = drawn(Referral({"child_name": '"><script>', "known_on_day": '"><script>'}))
    assert "<script>" not in html


def test_forgotten_fields_and_the_button_are_added():
    class Partly(govuk.Form):
        one = forms.CharField()
        two = forms.CharField()

        def layout(self):
            return govuk.Layout(govuk.Field("two", width=10), govuk.Buttons("Send", cancel="/back/"))

    html = drawn(Partly())
    assert html.index('name="two"') < html.index('name="one"') < html.index(">Send</button>")
    assert 'href="/back/"' in html and "govuk-input--width-10" in html


def test_a_date_may_also_be_posted_in_one_piece():
    form = Referral({"known_on": "2026-03-12"})
    form.full_clean()
    assert form.cleaned_data["known_on"] == dt.date(2026, 3, 12)


def test_blank_rows_of_a_form_set_are_not_asked_for():
    rows = govuk.formset(Child, row="Child", extra=1, spare=2)
    data = {"c-TOTAL_FORMS": "3", "c-INITIAL_FORMS": "0", "c-0-name": "A", "c-0-born_on": "2020-01-02"}
    formset = rows(data, prefix="c")
    assert formset.is_valid()
    assert [form.cleaned_data for form in formset if form.has_changed()] == [
        {"name": "A", "born_on": dt.date(2020, 1, 2)}
    ]


def test_a_row_that_was_begun_is_asked_for_in_full():
    rows = govuk.formset(Child, row="Child", extra=1, spare=0)
    formset = rows({"c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0", "c-0-born_on_day": "3"}, prefix="c")
    assert not formset.is_valid()
    assert [problem.target for problem in problems_of(formset)] == ["id_c-0-name", "id_c-0-born_on_month"]


def test_a_form_set_is_drawn_with_a_row_to_copy_and_no_button_of_its_own_rows():
    html = drawn(govuk.formset(Child, row="Child", extra=1, spare=0)(prefix="c"))
    assert 'name="c-__prefix__-name"' in html
    assert 'type="submit"' not in html


def test_it_names_every_file_it_cannot_take():
    class Papers(govuk.Form):
        papers = govuk.MultiFileField(label="Papers", max_bytes=10, accept=(".pdf",))

    files = MultiValueDict(
        {
            "papers": [
                SimpleUploadedFile("a.pdf", b"x" * 11),
                SimpleUploadedFile("b.exe", b"x"),
                SimpleUploadedFile("c.pdf", b"x"),
            ]
        }
    )
    errors = Papers({}, files).errors["papers"]
    assert len(errors) == 2
    assert "“a.pdf” is 11" in errors[0] and "The largest file we can take is 10" in errors[0]
    assert errors[1] == "“b.exe” is of another kind. Choose a file that ends in .pdf"
    assert Papers({}, MultiValueDict()).errors == {"papers": ["Choose the papers"]}


class Letter(govuk.Form):
    subject = forms.CharField(label="Subject")
    letter = govuk.FileField(label="Letter", required=False)


AGAIN = "Choose “a.pdf” again. Files are not kept until all on the page is right"


def a_file():
    return MultiValueDict({"letter": [SimpleUploadedFile("a.pdf", b"x")]})


def test_a_file_that_a_page_with_an_error_lost_is_asked_for_again():
    form = Letter({}, a_file())
    assert form.errors["letter"] == [AGAIN] and form.errors["subject"] == ["Enter the subject"]
    assert Letter({}).errors.keys() == {"subject"}


def test_a_refusal_asks_for_the_file_again_and_once():
    form = Letter({"subject": "Mina"}, a_file())
    assert form.is_valid()
    form.add_error("subject", "Not yet")
    form.add_error(None, "Nor this")
    assert form.errors["letter"] == [AGAIN]


def test_an_error_in_a_row_asks_for_the_file_again():
    class Sent(govuk.FormWithRows):
        letter = govuk.FileField(label="Letter", required=False)
        rows_class = govuk.formset(Child, row="Child", extra=1, spare=0)

    form = Sent({"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-born_on_day": "3"}, a_file())
    assert not form.is_valid()
    assert form.errors["letter"] == [AGAIN]


class Family(govuk.FormWithRows):
    area = forms.CharField(label="Area")
    rows_class = govuk.formset(Child, row="Child", extra=1, spare=1, can_delete=True)


def rows_of(*names, **more):
    data = {"rows-TOTAL_FORMS": str(len(names)), "rows-INITIAL_FORMS": "0", "area": "North"}
    for index, name in enumerate(names):
        data |= {f"rows-{index}-name": name, f"rows-{index}-born_on": "2020-01-02" if name else ""}
    return {**data, **more}


def test_a_form_with_rows_gives_those_that_are_filled_and_not_removed():
    form = Family(rows_of("A", "", "B", "C", **{"rows-2-DELETE": "on"}), {})
    assert form.is_valid()
    assert [row["name"] for row in form.filled_rows] == ["A", "C"]


def test_the_problems_of_the_rows_stand_with_those_of_the_form():
    form = Family(rows_of("A", area="", **{"rows-0-born_on": ""}), {})
    assert not form.is_valid()
    found = list(problems_of(form))
    assert [problem.target for problem in found] == ["id_area", "id_rows-0-born_on_day"]
    assert [problem.text.partition(":")[0] for problem in found][1] == f"{form.rows.row} 1", (
        "the summary alone says which row"
    )
    assert f"{form.rows.row} 1: " not in str(form.rows.forms[0].errors) and ": " not in found[0].text


def test_the_rows_stand_before_the_buttons():
    html = drawn(Family(rows=[{"name": "Already there"}]))
    assert html.index('name="area"') < html.index("Already there") < html.index('type="submit"')


@pytest.mark.parametrize("never", ["9" * 19, "-" + "9" * 19, "9" * 5000, "²", "x", ""])
def test_a_record_that_cannot_be_is_not_among_the_choices(db, never):
    field = govuk.ModelMultipleChoiceField(Partnership.objects.all())
    with pytest.raises(ValidationError):
        field.clean([never])


def test_rows_without_end_are_refused_plainly_and_not_all_drawn():
    data = {"rows-TOTAL_FORMS": "9" * 9, "rows-INITIAL_FORMS": "0"}
    rows = govuk.formset(Child, row="Child")(data, prefix="rows")
    assert not rows.is_valid() and len(rows.forms) == forms_of.MOST_ROWS
    assert rows.non_form_errors() == ["There is room for 200 here. Take some out and enter them separately"]


VALUES = st.none() | st.text(max_size=8) | st.integers() | st.booleans() | st.just(mark_safe("<b>"))
NAMES = st.text('abc-<"', min_size=1, max_size=5)
ATTRIBUTES = st.dictionaries(NAMES, VALUES, max_size=3)
OPTION = "django/forms/widgets/select_option.html"
OPTIONS = st.lists(
    st.fixed_dictionaries({"value": VALUES, "label": VALUES, "attrs": ATTRIBUTES, "template_name": st.just(OPTION)})
)
WIDGETS = st.fixed_dictionaries({
    "name": NAMES, "type": st.sampled_from(["text", "checkbox"]), "value": VALUES, "attrs": ATTRIBUTES,
    "optgroups": st.lists(st.tuples(st.none() | NAMES, OPTIONS, st.just(0)), max_size=3),
})  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
@given(widget=WIDGETS)
@settings(max_examples=25)
def test_inputs_are_written_as_their_templates_would(name, widget):
    ours, theirs = (each().render(name, {"widget": widget}) for each in (Renderer, TemplatesSetting))
    assert isinstance(ours, SafeString)
    assert list(filter(None, ours.split("\n"))) == list(filter(None, theirs.split("\n")))
