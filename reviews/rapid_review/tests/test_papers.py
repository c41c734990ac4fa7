"""The pack of returns and the rapid review document: what they hold, what they never hold, and who may have them."""

import datetime as dt
import io

import pytest
from docx import Document

from cspr import clock, pdf
from cspr.audit.models import TrailEntry
from cspr.files.actions import read
from cspr.files.models import StoredFile
from cspr.jobs import actions as jobs
from cspr.jobs.models import Job
from cspr.records import NotYet
from reviews.identities.queries import known_forms
from reviews.rapid_review import actions, queries, rules
from reviews.rapid_review.actions import papers
from reviews.rapid_review.actions.papers import DOCUMENT_PDF, DOCUMENT_WORD, PACK
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.narrative import Made
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, queries_of, text
from reviews.rapid_review.tests.world import answered
from reviews.referral.models import Outcome, Question

pytestmark = pytest.mark.django_db


def made(review, kind, by):
    """The job, done, and the bytes of its file."""
    rapid_review = queries.rapid_review_of(review)
    job = actions.ask_for_paper(rapid_review, kind, by=by, at=NOW)
    jobs.run(job.pk, at=NOW, clock=lambda: NOW)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.problem
    return job, read(StoredFile.objects.get(pk=job.result["file"]))


def written(review, kind, by):
    """Everything a paper says, without laying out its pages."""
    rapid_review = queries.rapid_review_of(review)
    made = Made(by, NOW, known_forms(review))
    paper = papers.pack(rapid_review, made) if kind == PACK else papers.document(rapid_review, made)
    return " ".join(strings(paper))


def strings(thing):
    if isinstance(thing, str):
        yield " ".join(thing.split())
    else:
        for part in thing if isinstance(thing, tuple) else vars(thing).values():
            if not isinstance(part, bool):
                yield from strings(part)


def test_the_pack_holds_every_signed_return_who_is_late_and_who_holds_what(review, cast):
    answered(cast, review, "health", at=NOW)
    answered(cast, review, "police", at=NOW)
    words = written(review, PACK, cast.priya)
    for expected in (
        "2 of 8 returns are in", "Put together by Priya", "For the rapid review meeting of 29 April 2026", "Not in when",
        "Asked, not opened", "Something held", "By person on the search list", "Key events of all agencies, in order",
        "The health visitor saw Child A eleven times.", "Two calls to the address by neighbours", "Signed off by",
    ):  # fmt: skip
        assert expected in words, expected
    assert (
        words.index("Bruise to the ear") < words.index("Neighbour reports shouting") < words.index("Asks who collects")
    )


def test_the_file_is_named_for_its_meeting_and_numbers_its_pages(review, cast):
    answered(cast, review, "police", at=NOW)
    job, content = made(review, PACK, cast.priya)
    pages = pdf.pages_of(content)
    assert "Contents" in pages[0] and f"Page 2 of {len(pages)}" in pages[1]
    stored = StoredFile.objects.get(pk=job.result["file"])
    assert stored.name == f"{review.code} agency returns for the meeting of 2026-04-29.pdf"


def test_no_paper_holds_a_name_of_the_register_whoever_asks_for_it(review, cast):
    request = steps.request_to(review, cast.agencies.police)
    said = steps.said_of_all(
        request, held=("mother",), author_name="PC Hale", involvement="Carys Marlowe-Reed rang; Tobias Finn was seen, born 11/04/2019."
    )  # fmt: skip
    given = actions.save_return(request, revision=0, said=said, by=cast.pete, at=NOW)
    actions.sign_off(steps.request_to(review, cast.agencies.police), revision=given.revision, by=cast.pete, at=NOW)
    rapid_review = queries.rapid_review_of(review)
    actions.write_up(rapid_review, revision=rapid_review.revision, facts="Carys Marlowe-Reed.", by=cast.priya, at=NOW)
    found = [written(review, kind, cast.priya) for kind in (PACK, DOCUMENT_PDF)]
    for words in found:
        for name in ("Carys", "Marlowe", "Tobias", "11/04/2019", "Ashby"):
            assert name not in words, name
    assert "Mother rang; Child A was seen" in found[0]


def test_a_pack_without_a_return_is_refused_in_words(review, cast, as_):
    with pytest.raises(NotYet, match="No return is signed off yet"):
        actions.ask_for_paper(queries.rapid_review_of(review), PACK, by=cast.priya, at=NOW)
    assert as_("priya").post(at("rapid-review-make", review, "pack")).status_code == 409
    assert not Job.objects.exists()


def test_the_document_says_what_is_missing_and_is_made_all_the_same(review, cast, as_):
    page = text(as_("priya").get(at("rapid-review-document", review)))
    for words in (
        "8 agency returns are not in", "Analysis of key practice episodes", "4 of the criteria for a local review", "2 of the criteria for a national review", "The recommendation of",
        "The decision of Fenmarsh Police", "The comment of the independent", "Child A: sex, ethnicity",
    ):  # fmt: skip
        assert words in page, words
    words = written(review, DOCUMENT_PDF, cast.priya)
    for expected in (
        "Not written.",
        "Not answered.",
        "not decided",
        "Not yet sent",
        "The partners have not settled it.",
    ):
        assert expected in words, expected


def test_the_document_keeps_the_criteria_for_a_national_review_apart(review, cast):
    steps.partners_decided(cast, review, at=NOW, outcome=Outcome.NATIONAL_REVIEW)
    words = written(review, DOCUMENT_PDF, cast.priya)
    heads = [
        words.rindex(head) for head in ("Criteria for a local review", "Criteria for suggesting a national review")
    ]
    assert heads[0] < heads[1] < words.rindex("Does the case raise issues of national importance?")
    assert "guidance says nothing on it" in words


def test_the_document_holds_the_decision_criterion_by_criterion_with_every_view(review, cast):
    steps.returns_in(cast, review, at=NOW)
    steps.meeting_held(cast, review, at=NOW)
    steps.partners_decided(cast, review, at=NOW)
    words = written(review, DOCUMENT_PDF, cast.priya)
    for expected in (
        "Criterion 1: Does the case show improvements", "Yes. The returns show it, each from another side.",
        "regulation 11(2)(d)", "The sub-group recommends: Local child safeguarding practice review",
        "View of those who would recommend otherwise", "None was recorded.", "The partners are of one mind.",
        "The household was looked at, and not only the injuries.", "The council has begun care proceedings.",
        "Three of five contacts were by telephone", "One place where injuries", "CSIN-", "7 years", "mother’s partner",
    ):  # fmt: skip
        assert expected in words, expected


def test_the_document_opens_in_word(review, cast):
    job, content = made(review, DOCUMENT_WORD, cast.priya)
    headings = [part.text for part in Document(io.BytesIO(content)).paragraphs if part.style.name == "Heading 1"]
    assert headings[0] == "The case" and headings[-1] == "Sign-off"
    assert StoredFile.objects.get(pk=job.result["file"]).name.endswith(".docx")


def test_the_document_says_who_decided_otherwise(review, cast):
    steps.partners_decided(cast, review, at=NOW)
    police = review.decisions.get(question=Question.REVIEW, partner=cast.agencies.police)
    type(police).objects.filter(pk=police.pk).update(outcome=Outcome.NO_REVIEW)
    words = written(review, DOCUMENT_PDF, cast.priya)
    assert f"Decided otherwise, with the reasons above: {cast.agencies.police}." in words


def test_asking_is_in_the_trail_and_the_file_is_its_makers_alone(review, cast, as_):
    steps.returns_in(cast, review, at=NOW)
    asked = as_("priya").post(at("rapid-review-make", review, "pack"))
    job = Job.objects.get()
    assert asked.url == at("rapid-review-job", review, job.pk)
    assert TrailEntry.objects.filter(kind="rapid_review.paper_asked", review_code=review.code).count() == 1
    assert "It waits for its turn." in text(as_("priya").get(asked.url))
    assert as_("priya").get(at("rapid-review-job-file", review, job.pk)).status_code == 404
    jobs.run(job.pk, at=NOW, clock=clock.now)
    assert "It is ready." in text(as_("priya").get(asked.url))
    file = as_("priya").get(at("rapid-review-job-file", review, job.pk))
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    for key, status in (("cora", 404), ("pete", 403), ("sam", 404)):
        assert as_(key).get(asked.url).status_code == status, key
        assert as_(key).get(at("rapid-review-job-file", review, job.pk)).status_code == status, key


def test_only_what_is_offered_can_be_made(review, cast, as_):
    assert as_("priya").post(at("rapid-review-make", review, "other")).status_code == 404
    assert as_("priya").get(at("rapid-review-make", review, "pack")).status_code == 405
    assert as_("pete").post(at("rapid-review-make", review, "pack")).status_code == 403
    assert as_("pete").get(at("rapid-review-document", review)).status_code == 403


def test_somebody_who_reads_alone_sees_what_is_missing_without_links_of_the_office(review, cast, as_):
    page = as_("sid").get(at("rapid-review-document", review))
    assert "Analysis of key practice episodes" in text(page)
    assert at("rapid-review-write", review) not in page.content.decode()


def test_the_pages_ask_as_often_for_one_return_as_for_eight(review, cast, as_):
    answered(cast, review, "police", at=NOW)
    urls = (at("rapid-review-pack", review), at("rapid-review-document", review))
    few = [queries_of(as_("priya"), url) for url in urls]
    answered(cast, review, "health", at=NOW)
    answered(cast, review, "school", at=NOW)
    assert [queries_of(as_("priya"), url) for url in urls] == few


@pytest.mark.parametrize(
    ("born", "on", "words"),
    [
        ((2026, 4, 1), (2026, 4, 9), "1 week"), ((2026, 1, 31), (2026, 2, 28), "4 weeks"),
        ((2025, 4, 10), (2026, 4, 9), "11 months"), ((2024, 4, 9), (2026, 4, 9), "2 years"),
        ((2026, 5, 1), (2026, 4, 9), "Not born yet"), (None, (2026, 4, 9), "Not known"),
        ((2019, 2, 28), (2024, 2, 28), "5 years"), ((2026, 4, 9), (2026, 4, 9), "0 weeks"),
    ],
)  # fmt: skip
def test_ages_are_told_without_the_day_of_birth(born, on, words):
    assert rules.age_words(dt.date(*born) if born else None, dt.date(*on)) == words


def test_a_complete_one_misses_nothing(review, cast):
    steps.returns_in(cast, review, at=NOW)
    steps.meeting_held(cast, review, at=NOW)
    steps.partners_decided(cast, review, at=NOW)
    review.people.filter(child__isnull=False).update(sex="male", ethnicity="White British")
    assert queries.missing_from_document(RapidReview.objects.get(review=review)) == []
