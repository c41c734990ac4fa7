"""Do citations follow the list of references, and is the list printed as it stands?"""

import datetime as dt
from unittest.mock import patch

import pytest
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from reviews.report import actions, queries
from reviews.report.models import Source
from reviews.report.rules import UNLISTED, Listed, cited, clean, listed, lost, split
from reviews.report.tests.conftest import AT
from reviews.report.tests.steps import source_listed

BOOK = Listed(1, "Brackwater, T.", "2019", "Small voices", "Saltmere: Estuary Press.")
PAGE = Listed(2, "Sallow & Co", "2018", "Read <here>", "", "https://example.org/a", dt.date(2026, 3, 2))
KNOWN = {1: BOOK, 2: PAGE}
pure = pytest.mark.pure


def cite(pk, marks=""):
    return f'<span data-cite="{pk}"{marks}></span>'


@pure
@pytest.mark.parametrize(
    ("html", "says"),
    [
        (cite(1), f'(<a href="#{BOOK.uid}">Brackwater, T., 2019</a>)'),
        (cite(1, ' data-page="14"'), f'(<a href="#{BOOK.uid}">Brackwater, T., 2019: 14</a>)'),
        (cite(2, ' data-way=""'), f'<a href="#{PAGE.uid}">Sallow &amp; Co (2018)</a>'),
        (cite(9), f"<strong>{UNLISTED}</strong>"),
    ],
)
def test_a_citation_says_author_year_and_page(html, says):
    assert cited(html, KNOWN) == says


@pure
def test_two_of_one_author_and_year_get_letters_in_the_order_of_the_list():
    later = Listed(3, "brackwater, t.", "2019", "Louder voices")
    assert [(one.pk, one.year) for one in listed([BOOK, PAGE, later])] == [(3, "2019a"), (1, "2019b"), (2, "2018")]


@pure
def test_the_list_has_the_day_a_page_was_read_and_nothing_of_it_is_markup():
    assert BOOK.html == "<p>Brackwater, T. (2019) <em>Small voices</em>. Saltmere: Estuary Press.</p>"
    assert PAGE.html == (
        '<p>Sallow &amp; Co (2018) <em>Read &lt;here&gt;</em>. <a href="https://example.org/a">https://example.org/a</a> '
        "(accessed 02/03/26).</p>"
    )


@pure
def test_only_numbers_and_pages_are_kept_of_a_citation():
    assert clean('<p><span data-cite="1" data-page="14–15">(Old, 2001)</span></p>') == (
        f"<p>{cite(1, chr(32) + 'data-page=' + chr(34) + '14–15' + chr(34))}</p>"
    )
    assert "data-cite" not in clean('<span data-cite="x">n</span>')
    assert 'data-page=""' in clean('<span data-cite="1" data-page="&lt;b&gt;">n</span>')
    assert not split(f"<p>{cite(1)}</p>")[0].empty


def given(report, cast, **more):
    values = {"author": "Brackwater, T.", "year": "2019", "title": "Small voices", **more}
    return actions.list_source(report, **values, by=cast.luca, at=AT)


@pytest.mark.django_db
def test_a_source_is_printed_at_the_end_of_the_references_and_its_citations_follow(cast, report, section):
    source = source_listed(cast, report, at=AT)
    actions.save_section(section, html=f"<p>So it is {cite(source.pk)}.</p>", revisions={}, by=cast.luca, at=AT)
    actions.change_source(
        source,
        author="Brackwater, T.",
        year="2020",
        title="Small voices",
        revision=source.revision,
        by=cast.luca,
        at=AT,
    )
    content = queries.document(report)
    texts = [block.html for part in content.sections for block in part.blocks]
    assert any("Brackwater, T., 2020</a>)" in html for html in texts) and any(
        "(2020) <em>Small voices</em>" in html for html in texts
    )
    assert queries.citations_of(report) == {source.pk: 1} and not lost(content)
    actions.withdraw_source(source, revision=source.revision, by=cast.luca, at=AT)
    assert [one.section for one in lost(queries.document(report))] == [section.pk]


@pytest.mark.django_db
def test_a_version_with_a_reference_that_leads_nowhere_is_not_agreed(cast, report, section):
    actions.save_section(section, html='<p>See <span data-ref="gone"></span>.</p>', revisions={}, by=cast.luca, at=AT)
    with pytest.raises(NotYet, match=r"leads nowhere: Paragraph 1\.1"):
        actions.make_version(report, purpose="final", name="A", by=cast.luca, at=AT)
    assert actions.make_version(report, purpose="kept", name="A", by=cast.luca, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"author": " "}, "author"), ({"title": ""}, "title"), ({"accessed_on": dt.date(2026, 1, 1)}, "address"),
     ({"accessed_on": dt.date(2026, 9, 1), "address": "https://example.org"}, "accessed_on")],
)  # fmt: skip
def test_what_is_missing_is_told_beside_its_field(cast, report, wrong, field):
    with pytest.raises(NotYet) as refusal:
        given(report, cast, **wrong)
    assert refusal.value.field == field and not Source.objects.exists()


@pytest.mark.django_db
def test_nothing_is_listed_that_the_trail_does_not_hold(cast, report):
    with patch("reviews.report.actions.sources.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        given(report, cast)
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_the_list_is_kept_on_its_pages(luca, cast, review, report):
    def at(name, *more):
        return reverse(name, args=[review.code, *more])

    typed = {"author": "Sallow, J.", "year": "", "title": "Who asks?", "revision": 0}
    assert luca.post(at("report-add-source"), typed).url == at("report-sources")
    source = Source.objects.get()
    assert source.year == "no date" and "Not cited" in luca.get(at("report-sources")).content.decode()
    assert "Say who wrote it" in luca.post(at("report-source", source.pk), {**typed, "author": ""}).content.decode()
    luca.post(at("report-source", source.pk), {**typed, "year": "2021", "revision": source.revision})
    source.refresh_from_db()
    luca.post(at("report-withdraw-source", source.pk), {"revision": source.revision})
    assert "Put back “Who asks?”" in luca.get(at("report-sources")).content.decode()
    source.refresh_from_db()
    luca.post(at("report-withdraw-source", source.pk), {"revision": source.revision, "back": "1"})
    kinds = TrailEntry.objects.filter(review_code=review.code, kind__contains="report.source").values_list(
        "kind", flat=True
    )
    assert list(kinds.order_by("pk")) == [
        "report.source_listed", "report.source_changed", "report.source_withdrawn", "report.source_listed",
    ]  # fmt: skip
    luca.force_login(cast.pam)
    assert luca.get(at("report-sources")).status_code == 403
    assert luca.post(at("report-withdraw-source", source.pk)).status_code == 403
