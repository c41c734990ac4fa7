"""Do the components say what they should?"""

import datetime as dt
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines

from cspr import govuk
from cspr.drafts.models import Draft
from cspr.templatetags import page
from cspr.templatetags.page import due_words, workdate, workmoment

TODAY = dt.date(2026, 3, 9)


def drawn(text, **context):
    return " ".join(engines["django"].from_string(text).render(context).split())


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (dt.date(2026, 3, 12), "in 3 days"),
        (dt.date(2026, 3, 10), "tomorrow"),
        (TODAY, "today"),
        (dt.date(2026, 3, 8), "1 day late"),
        (dt.date(2026, 3, 7), "2 days late"),
    ],
)
def test_it_says_how_near_a_date_is(due, words):
    assert due_words(due, TODAY) == words


def test_dates_are_written_the_british_way():
    assert workdate(dt.date(2026, 3, 12)) == "12 March 2026"
    assert workmoment(dt.datetime(2026, 7, 1, 13, 3, tzinfo=dt.UTC)) == "1 July 2026, 14:03"
    assert workdate(dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)) == "2 July 2026"
    assert workdate(None) == workmoment(None) == ""


def test_a_late_date_carries_a_tag():
    html = drawn("{% due_date due today %}", due=dt.date(2026, 3, 7), today=TODAY)
    assert "7 March 2026" in html and "govuk-tag--red" in html and "2 days late" in html


def test_a_date_that_was_met_is_not_late_however_old():
    html = drawn("{% due_date due today met=met %}", due=dt.date(2026, 2, 7), today=TODAY, met=dt.date(2026, 2, 6))
    assert "Done" in html and "late" not in html


def test_an_empty_fact_says_so():
    assert "Not recorded" in drawn("{% summary_list rows %}", rows=[("Lead reviewer", "")])


@pytest.mark.parametrize(
    "text",
    [
        "{% tag words %}",
        "{% person_chip words words %}",
        "{% empty_state words words words words %}",
        "{% inset %}{{ words }}{% endinset %}",
        "{% warning %}{{ words }}{% endwarning %}",
        "{% details words %}{{ words }}{% enddetails %}",
        "{% data_table words %}<tr><td>{{ words }}</td></tr>{% enddata_table %}",
        "{% button_link words words %}",
    ],
)
def test_components_escape_what_they_are_given(text):
    html = drawn(text, words='"><script>')
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_the_heading_repeats_the_title(db, rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    text = '{% extends "base.html" %}{% block title %}Panel of {{ code }}{% endblock %}'
    html = engines["django"].from_string(text).render({"code": "CP-2026-014"}, request)
    assert html.count("Panel of CP-2026-014") == 2
    assert html.count("<h1") == 1
    assert "style=" not in html and "onclick" not in html


# Every piece is there for a page ------------------------------------------------------------------------


@pytest.mark.pure
def test_every_component_stands_on_a_real_page():
    real = [path for path in Path(settings.BASE_DIR, "templates").rglob("*.html") if path.name != "examples.html"]
    used = {name for path in real for name in re.findall(r"{%-?\s*(\w+)", path.read_text())}
    filters = {name for path in real for name in re.findall(r"\|(\w+)", path.read_text())}
    assert set(page.register.tags) - used == set()
    assert set(page.register.filters) - filters == set()


class NoFile(govuk.Form):
    why = forms.CharField(label="Why")


class WithFile(NoFile):
    paper = govuk.FileField(label="The paper")


@pytest.mark.parametrize(("form", "asked"), [(NoFile, False), (WithFile, True)])
def test_files_are_asked_for_again_only_where_there_are_any(form, asked):
    typed = form()
    typed.draft = Draft(key="note:1", saved_at=dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC))
    html = drawn("{% draft_note form %}", form=typed)
    assert "put it back below." in html and ("Files have to be chosen again" in html) is asked
