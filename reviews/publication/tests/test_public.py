"""Does the public read what was frozen, without signing in, and nothing that lies behind it?"""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.files.actions import read
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.publication import actions
from reviews.publication.models import Edition
from reviews.publication.tests import sample, steps, world
from reviews.report.models import Report, Version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_named"), pytest.mark.page]
YEAR_LATER = dt.datetime(2027, 3, 18, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
def at(monkeypatch):
    def set_clock(moment):
        monkeypatch.setattr("cspr.clock.now", lambda: moment)
        monkeypatch.setattr("cspr.clock.today", lambda: moment.date())

    set_clock(world.PLANNED + world.DAY)
    return set_clock


@pytest.fixture
def edition(cast, at):
    return publish(cast)


def publish(cast, **document):
    review = world.agreed(cast, document=sample.document(paragraphs=2, sentences=1, **document))
    steps.edition_prepared(cast, review, at=world.PREPARED)
    steps.signed_off(cast, review, at=world.SIGNED)
    return steps.published(cast, review, at=world.PLANNED)


def addresses(edition):
    return [reverse("published-review", args=[edition.slug]), reverse("published-pdf", args=[edition.slug])]


def words(response):
    return " ".join(response.content.decode().split())


def test_the_list_and_the_page_are_read_without_signing_in_or_cookies(client, edition):
    for address in (reverse("published"), *addresses(edition)):
        response = client.get(address)
        assert response.status_code == 200 and not response.cookies


def test_the_page_shows_title_reviewer_date_and_the_whole_report(client, edition):
    text = words(client.get(addresses(edition)[0]))
    for part in (
        "Overview report in respect of Child A", "Luca Fairweather", "18 March 2026", addresses(edition)[1],
        "Opening 5.2 about", "Recommendation 5", "Appendix Two: Guided discussion points", 'id="report-contents"',
    ):  # fmt: skip
        assert part in text


def test_the_page_is_there_in_large_print_too(client, edition):
    address = addresses(edition)[0]
    assert f'href="{address}?large"' in words(client.get(address))
    large = words(client.get(f"{address}?large"))
    assert 'class="report report--large"' in large and "Opening 5.2 about" in large


def test_the_pdf_is_the_one_that_was_signed(client, edition):
    response = client.get(addresses(edition)[1])
    assert response.content == read(edition.pdf) and response["ETag"] == f'"{edition.sha256}"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{edition.slug}.pdf"'
    assert "no-cache" in response["Cache-Control"]
    again = client.get(addresses(edition)[1], headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304 and not again.content


def test_no_public_page_leads_inside_or_tells_of_the_inside(client, edition):
    for address in (reverse("published"), addresses(edition)[0]):
        html = client.get(address).content.decode()
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', html):
            path = urlsplit(link).path
            assert not path or path.startswith(("/published/", "/for-families/", "/static/", "reviews@")), link
        for trace in ("/reviews/", "account", "csrf", "data-person", "recommendation:", "sign-in", "edition"):
            assert trace not in html


def test_a_signed_in_person_sees_the_very_same_page_with_a_way_back(client, cast, edition):
    def of(page):
        head, tools, rest = page.content.decode().partition('<div class="cspr-header__tools">')
        back, _, rest = rest.partition("</div>")
        return (head if tools else page.content.decode()) + rest, back

    address = addresses(edition)[0]
    as_anybody, nothing = of(client.get(address))
    client.force_login(cast.priya)
    the_same, back = of(client.get(address))
    assert the_same.split() == as_anybody.split()
    assert "Back to your home page" in back and not nothing


def test_what_is_written_afterwards_changes_nothing(client, cast, edition):
    before = [client.get(address).content for address in addresses(edition)]
    Report.objects.update(title="Another title")
    version = world.agreed_again(edition.review, by=cast.priya, at=world.PLANNED)
    Version.objects.filter(pk=version.pk).update(content={})
    assert [client.get(address).content for address in addresses(edition)] == before


def test_nothing_is_found_before_it_is_published(client, cast, at):
    review = world.agreed(cast)
    edition = steps.edition_prepared(cast, review, at=world.PREPARED)
    steps.signed_off(cast, review, at=world.SIGNED)
    for address in addresses(edition):
        assert client.get(address).status_code == 404
    assert "No review was published in the past twelve months" in words(client.get(reverse("published")))


def test_what_is_taken_down_is_gone_at_once_and_calmly(client, cast, edition):
    etag = client.get(addresses(edition)[1])["ETag"]
    actions.take_down(edition, why="Threats against the family.", by=cast.priya, at=world.PLANNED + world.DAY)
    for address in addresses(edition):
        response = client.get(address, headers={"if-none-match": etag})
        text = words(response)
        assert response.status_code == 410 and "is not available" in text and "reviews@fenmarsh.example" in text
        assert "Threats" not in text and "Child A" not in text
    assert "Child A" not in words(client.get(reverse("published")))


def test_within_and_after_twelve_months(client, cast, edition, at):
    def on(moment):
        at(moment)
        return words(client.get(reverse("published")))

    assert "Earlier reviews" not in on(YEAR_LATER - world.DAY)
    assert "Earlier reviews that stay published" in on(YEAR_LATER)
    actions.decide_after(edition, revision=edition.revision, after="archive", by=cast.priya, at=YEAR_LATER)
    assert "Child A" not in on(YEAR_LATER) and "sends it to you when you ask" in on(YEAR_LATER)
    response = client.get(addresses(edition)[0])
    assert response.status_code == 410 and "sends you the report when you ask" in words(response)


def test_a_corrected_report_takes_the_same_address(client, cast, edition):
    later, review = world.PLANNED + world.DAY, edition.review
    actions.take_down(edition, why="A mistake.", by=cast.priya, at=later)
    world.agreed_again(
        review, by=cast.priya, at=later, document=sample.document(paragraphs=1, sentences=1, title="Put right")
    )
    steps.worked(actions.ask_to_prepare(review, why="A mistake.", by=cast.priya, at=later), at=later)
    assert client.get(addresses(edition)[0]).status_code == 410
    review.refresh_from_db()
    steps.signed_off(cast, review, at=later)
    new = steps.standing(review)
    actions.publish_now(new, revision=new.revision, by=cast.priya, at=later)
    assert "Put right" in words(client.get(addresses(edition)[0]))
    assert words(client.get(reverse("published"))).count("/report.pdf") == 1


def test_an_address_that_never_was_is_not_found_and_nothing_is_posted(client, edition):
    assert client.get(reverse("published-review", args=["fm-1999-001"])).status_code == 404
    assert client.post(addresses(edition)[0]).status_code == 405
    assert client.head(addresses(edition)[1]).status_code == 200


def test_an_address_names_nobody(edition):
    assert re.fullmatch(r"fm-\d{4}-\d{3}", edition.slug)


def test_the_list_takes_the_same_queries_for_one_and_for_many(client, cast, edition):
    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("published")).status_code == 200
        return len(captured)

    one = count()
    for number in range(3):
        publish(cast, title=f"Overview report {number}")
    assert Edition.objects.shown().count() == 4 and count() == one
